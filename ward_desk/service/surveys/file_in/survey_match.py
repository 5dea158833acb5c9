"""Survey match: which questions of a survey the columns of a file answer, and which of its rows are there already."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from ward_desk.core.privacy import redact_all
from ward_desk.core.records import Row
from ward_desk.core.same_name import plain
from ward_desk.core.surveys.survey_file import CHOSEN, OUT, QUESTIONS, Heading, Planned
from ward_desk.core.surveys.survey_words import folded
from ward_desk.service.surveys.file_in.survey_import_columns import Asked
from ward_desk.service.surveys.surveys import options_of
from ward_desk.store import survey_known as stored
from ward_desk.store.rows import Store

_ONE_OF: Final = (frozenset(("one", "scale")),)  # kinds that hold the same: a person may have made a scale of a choice

Comments = dict[str, list[str]]  # question -> what was written


def questions(
    store: Store, survey: str, planned: Sequence[Planned], headings: Sequence[Heading], make_id: Callable[[], str]
) -> tuple[list[Planned], list[Asked]]:
    """The columns as they are to be read, and the questions they answer in the order of the file: those of the survey
    whose heading in the file, or else whose wording, is the same, and new ones."""
    there = store.rows("question", order="position", survey=survey) if survey else []
    taken: set[str] = set()
    read, asked = list(planned), []
    for columns in _together(planned):
        first = planned[columns[0]]
        source = _source(headings[columns[0]], alone=len(columns) == 1)
        wording = first.wording.strip() or source or "Question"
        known = _known(there, taken, first.role, source, wording)
        if known is None:
            options = list(dict.fromkeys(option for at in columns for option in planned[at].options))
            options = options if first.role in CHOSEN else []
            asked.append(Asked(make_id(), wording, first.role, source, columns, options, True, {}, _spelt(options)))
            continue
        taken.add(str(known["id"]))
        options, kind = options_of(known), str(known["kind"])
        asked.append(
            Asked(str(known["id"]), str(known["wording"]), kind, source, columns, options, False, {}, _spelt(options))
        )
        for at in columns:
            spelt = dict.fromkeys((*options, *planned[at].options)) if kind in CHOSEN else ()
            read[at] = planned[at]._replace(options=tuple(spelt))
    return read, asked


def _spelt(options: Sequence[str]) -> dict[str, str]:
    return {folded(one): one for one in reversed(options)}


def _together(planned: Sequence[Planned]) -> list[tuple[int, ...]]:
    """The columns of each question, by its first column."""
    found: dict[tuple[str, int], list[int]] = {}
    for at, one in enumerate(planned):
        if one.role in QUESTIONS:
            grouped = one.group >= 0 and one.choice and one.role != "text"
            found.setdefault((one.role, one.group) if grouped else ("", at), []).append(at)
    return [tuple(columns) for columns in found.values()]


def _source(heading: Heading, *, alone: bool) -> str:
    parts = [heading.words or heading.code, heading.choice if alone else ""]
    return " – ".join(part.strip() for part in parts if part.strip())


def _known(there: Sequence[Row], taken: set[str], role: str, source: str, wording: str) -> Row | None:
    fit = [
        row for row in there
        if str(row["id"]) not in taken
        and (row["kind"] == role or any({str(row["kind"]), role} <= kinds for kinds in _ONE_OF))
    ]  # fmt: skip
    for field, words in (("source", source), ("wording", wording)):
        for row in fit:
            if words and plain(str(row[field] or "")) == plain(words):
                return row
    return None


class Standing(NamedTuple):
    """A response that is there: its id, and what stands for all that the file says of it."""

    id: str
    mark: int


class Known:
    """The responses of a survey by their row in the source; nothing is read of a new survey.

    What hashes alike is held to be the same: it is 64 bits of a hash keyed anew in each run of the program.
    """

    def __init__(self, store: Store, survey: str, *, told: Sequence[str]) -> None:
        """`told` are the fields that the file says something of."""
        self._store = store
        self.by_row: dict[str, Standing] = {}
        self._comments: dict[str, Comments] = {}
        self.removed: frozenset[str] = frozenset()
        self._taken_out: frozenset[tuple[str, str]] = frozenset()
        if survey:
            self.by_row = {row: Standing(id_, hash(rest)) for row, id_, rest in stored.responses(store, survey, told)}
            self.removed = stored.removed(store, survey)
        if self.by_row:
            for response, question, words in stored.comments(store, survey):
                self._comments.setdefault(response, {}).setdefault(question, []).append(words)
            self._taken_out = stored.removed_comments(store, survey)

    def comments(self, response: str) -> Comments:
        """What is written in a response that is there."""
        return self._comments.get(response, {})

    def row(self, response: str) -> Row:
        """All of a response that is there."""
        return self._store.get("response", response) or {}

    def rewritten(self, response: str, question: str, words: str) -> str | None:
        """What becomes of a free text of a response that is there: "" when it is to be added, None when it stays as
        it is, else the id of the comment that now says this.

        It stays where it says the same but for what was taken out of it; where somebody changed it here, maybe so that
        it names nobody; and where somebody removed it.
        """
        there = self.comments(response).get(question, [])
        if not there:
            return None if (response, question) in self._taken_out else ""
        if any(one == words or redact_all(one) == redact_all(words) for one in there):
            return None
        return stored.comment_untouched(self._store, response, question)


def left_out(planned: Sequence[Planned]) -> tuple[tuple[int, str], ...]:
    """The columns that are left out, each with why."""
    return tuple((at, one.why or "Left out.") for at, one in enumerate(planned) if one.role == OUT)
