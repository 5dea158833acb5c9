"""Survey results: what people answered, question by question, each with its base and in the order it is shown in.

Counting is one pass over the responses, kept until a response changes (`counted`); all else is made of its numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from ward_desk.core import small_numbers
from ward_desk.core.fields import number as number_of
from ward_desk.core.fields import shown_day, text
from ward_desk.core.surveys.answers import key
from ward_desk.service import unchanged
from ward_desk.service.document import Document
from ward_desk.service.surveys import surveys
from ward_desk.service.surveys.results import survey_question
from ward_desk.service.surveys.results.survey_question import QuestionResult
from ward_desk.store import changelog, sharing
from ward_desk.store import survey_results as stored
from ward_desk.store.survey_results import Counted, Progress

TABLES: Final = frozenset({"survey", "question", "response", "comment", "comment_theme", "kept_result", "theme"})


class SurveyResult(NamedTuple):
    """A survey as it was answered."""

    id: str
    ref: str
    title: str
    responses: int
    questions: tuple[QuestionResult, ...]
    emptied: str = ""  # the day its answers were removed, as people read it
    illustrative: bool = False


def threshold(doc: Document) -> int:
    """Numbers of people below this are hidden in a break and in whatever leaves the window."""
    return max(int(number_of(doc.partnership, "small_number") or small_numbers.THRESHOLD), 2)


def is_large(doc: Document, survey: str, most: int = 500) -> bool:
    """Whether the survey has so many responses that the window would wait for its results."""
    return stored.number(doc.store, survey) > most


def counted(doc: Document, survey: str, by: str = "", progress: Progress = lambda done, of: None) -> Counted:
    """The answers of a survey counted as a whole, or in groups `by` age band, area, channel or month; of an emptied
    survey what was kept, which has no groups."""
    # Emptying a survey leaves no word of its responses in the change log, so their number is part of the question.
    question = f"survey_results {survey} {by} {stored.number(doc.store, survey)}"
    return unchanged.while_table_stands(
        doc, "response", lambda: stored.counted(doc.store, survey, by, progress), question
    )


def known(doc: Document) -> dict[str, object]:
    """What was counted of this document, for another connection to it; nobody may change it."""
    return dict(doc.table_answers.get("response", {}))


def take_over(doc: Document, answers: dict[str, object], newest: int) -> bool:
    """Take over what another connection counted when `newest` was its newest change. False when it is out of date."""
    if changelog.newest(doc.store.connection) != newest:
        return False
    doc.table_answers.setdefault("response", {}).update(answers)
    return True


def may_see(doc: Document, survey: str, audience: str) -> bool:
    """Whether its sharing mark lets an audience have a survey."""
    return not sharing.kept_back(doc.store, "survey", [survey], audience)


def results(doc: Document, survey: str, progress: Progress = lambda done, of: None) -> SurveyResult:
    """What people answered to each question, those nobody answered too. Raises KnownError when the survey is gone."""
    row = surveys.survey_row(doc, survey)
    kept = stored.kept(doc.store, survey) if row["emptied_on"] else None
    now = counted(doc, survey, "", progress)
    bases, given = dict(now.bases.get("", {})), dict(now.given.get("", {}))
    if kept is not None:  # answers may have come in since
        bases = added((kept.bases[""], bases))
        given = {
            name: added((kept.given[""].get(name, {}), given.get(name, {}))) for name in {**kept.given[""], **given}
        }
    responses = sum(now.responses.values()) + (sum(kept.responses.values()) if kept is not None else 0)
    wrote = stored.written(doc.store, survey).get("", {})
    themes = stored.themes(doc.store, survey)
    made = []
    for question in surveys.questions(doc, survey):
        name = key(text(question, "id"))
        base = bases.get(name, 0)
        if question["kind"] == "text":
            made.append(survey_question.of_text(question, wrote.get(name, 0) + base, themes.get(name, [])))
        else:
            made.append(survey_question.of_question(question, base, given.get(name, {})))
    return SurveyResult(
        survey, text(row, "ref"), text(row, "title"), responses, tuple(made),
        shown_day(row["emptied_on"]), bool(row["illustrative"]),
    )  # fmt: skip


def added(parts: Sequence[Mapping[str, int]]) -> dict[str, int]:
    """How many there are of each in all parts together."""
    made: dict[str, int] = {}
    for part in parts:
        for words, number in part.items():
            made[words] = made.get(words, 0) + number
    return made
