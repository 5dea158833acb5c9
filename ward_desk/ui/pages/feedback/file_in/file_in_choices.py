"""File in choices: how one survey file is to be brought in: what was guessed, and what somebody decided since."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ward_desk.core.surveys.survey_file import OUT, Planned, SurveyFile
from ward_desk.service.document import Document
from ward_desk.service.surveys.file_in import survey_import, survey_likely
from ward_desk.service.surveys.file_in.survey_import import Plan
from ward_desk.ui.pages.feedback.file_in import file_in_lines
from ward_desk.ui.pages.feedback.file_in.file_in_lines import Line


class Choices:
    """The plan of one file. Nothing of it is in the document before it is brought in."""

    def __init__(self, doc: Document, file: SurveyFile) -> None:
        self._doc, self.file = doc, file
        self.plan: Plan = survey_import.begin(doc, file, survey_likely.likely(doc, file))
        self.guess = self.plan.columns
        self._decided: dict[int, Planned] = {}  # by somebody, by place
        self._pushed: dict[int, dict[int, Planned]] = {}  # by place: the columns left out for it, as they were
        self.changed = False  # whether anything was decided

    def read(self, file: SurveyFile) -> None:
        """Go on with another sheet of the file: nothing is decided of its columns."""
        self.file = file
        self._decided.clear()
        self._pushed.clear()
        self.into(self.plan.survey)

    def into(self, survey: str) -> None:
        """Bring it into that survey, a new one for ""; what was decided here goes before what is remembered of it."""
        before = self.plan
        plan = survey_import.begin(self._doc, self.file, survey)
        self.guess = plan.columns
        columns = tuple(self._decided.get(at, one) for at, one in enumerate(plan.columns))
        self.plan = plan._replace(
            columns=columns, title=before.title, channel=before.channel or plan.channel
        )  # fmt: skip
        self.changed = True

    def offer(self, survey: str) -> bool:
        """Bring it into that survey where none was found that holds its responses. Tells whether it was done; nobody
        has decided anything by that."""
        if self.plan.survey:
            return False
        self.into(survey)
        self.changed = False
        return True

    def set(self, **values: Any) -> None:
        """Change something else than the columns: the title, the channel, whose row ids they are."""
        self.plan = self.plan._replace(**values)
        self.changed = True

    def decide(self, lines: Sequence[Line], role: str) -> list[int]:
        """Give lines a role. The places of the columns left out for it: of some roles there is only one.

        Whatever roles a line had on the way here leave nothing behind: it becomes this of what it was guessed to be,
        and the columns that were left out for it are back.
        """
        lines = [line for line in lines if role in dict(file_in_lines.roles_of(line))]
        columns = list(self.plan.columns)
        for at in (at for line in lines for at in line.columns):
            columns[at] = self.guess[at]
            for other, was in self._pushed.pop(at, {}).items():
                columns[other] = was if columns[other].role == OUT else columns[other]
        after, gone = file_in_lines.decided(columns, self.file.headings, self.plan.profiles, lines, role)
        if gone:
            self._pushed[lines[0].columns[0]] = {at: columns[at] for at in gone}
        self._keep(after)
        return gone

    def part(self, line: Line, **values: Any) -> None:
        """Change something else of a line than its role: its answers, what it is about, the order of its dates."""
        if "order" in values:
            values["why"] = ""  # nobody need be told any more that it was a guess
        self._keep([one._replace(**values) if at in line.columns else one for at, one in enumerate(self.plan.columns)])

    def take_in(self, lines: Sequence[Line]) -> bool:
        """Lines become again what they were guessed to be. False when they were left out from the start."""
        places = {at for line in lines for at in line.columns}
        before = self.plan.columns
        self._keep([self.guess[at] if at in places else one for at, one in enumerate(before)])
        return self.plan.columns != before

    def _keep(self, columns: Sequence[Planned]) -> None:
        changed = {at: one for at, one in enumerate(columns) if one != self.plan.columns[at]}
        if changed:
            self._decided.update(changed)
            self.set(columns=tuple(columns))
