"""Surveys: the questions of a survey in their order, and what people answered."""

from __future__ import annotations

from collections.abc import Sequence

from ward_desk.core import fields
from ward_desk.core.changes import NOTHING, ChangeSet, Op
from ward_desk.core.choices import RESPONSE_CHANNELS, label
from ward_desk.core.errors import KnownError
from ward_desk.core.records import Row
from ward_desk.core.surveys.answers import key, listed, unpack
from ward_desk.core.typed import counted, show_date
from ward_desk.service.document import Document
from ward_desk.service.surveys.comments import survey_needs
from ward_desk.store import survey_comments
from ward_desk.store import surveys as stored
from ward_desk.store.rows import Store


def survey_row(
    doc: Document, survey: str, safe: str = "Nothing was changed.", next_step: str = "Undo the removal to see it."
) -> Row:
    """A survey. Raises KnownError when it is gone, with what is safe and what to do next as they are given."""
    row = doc.store.get("survey", survey)
    if row is None:
        raise KnownError("gone", "This survey has been removed meanwhile.", safe, next_step)
    return row


def options_of(question: Row) -> list[str]:
    """The answers to choose from, in their order."""
    return [line.strip() for line in str(question["options"] or "").splitlines() if line.strip()]


def questions(doc: Document, survey: str) -> list[Row]:
    """The questions of a survey in their order."""
    return doc.store.rows("question", order="position", survey=survey)


def given(doc: Document, response: str) -> list[tuple[str, str]]:
    """What one response answered: (question, answer in words), in the order of the questions, what was skipped left
    out."""
    row = doc.store.get("response", response)
    if row is None:
        return []
    answers = unpack(row["answers"])
    written: dict[str, list[str]] = {}
    for comment in doc.store.rows("comment", response=response):
        written.setdefault(str(comment["question"]), []).append(str(comment["words"]))
    lines = []
    for question in questions(doc, str(row["survey"])):
        own = str(question["id"])
        said = listed(answers.get(key(own))) + written.get(own, [])
        if said:
            lines.append((str(question["wording"]), "; ".join(said)))
    return lines


def remove_responses(doc: Document, responses: Sequence[str], initiator: object = None) -> ChangeSet:
    """Remove responses that were no responses, as one operation: their comments go with them, and the needs those stood
    behind were said by so many fewer. Those gone already are passed over. Raises KnownError."""
    there = [one for one in responses if doc.store.get("response", one)]
    if not there:
        return NOTHING

    def write(store: Store) -> None:
        survey_needs.forget(store, survey_comments.grouped(store, there))
        for one in there:
            store.delete("response", one)

    return doc.run(Op("response.remove", f"Remove {counted(len(there), 'response')}"), write, initiator)


def answered_by(doc: Document, survey: Row) -> str:
    """Who answered, how and when: "86 responses · 41 online, 45 face to face · 2 Oct 2023 to 27 Oct 2023"."""
    rows = stored.response_channels(doc.store, str(survey["id"]))
    number = sum(int(str(row["number"])) for row in rows)
    parts = [f"{number} response" if number == 1 else f"{number} responses" if number else "No responses yet"]
    told = [f"{row['number']!s} {label(RESPONSE_CHANNELS, row['channel']).lower()}" for row in rows if row["channel"]]
    if told:
        parts.append(", ".join(told))
    days = [show_date(day) for name in ("opens", "closes") if (day := fields.day(survey.get(name))) is not None]
    if days:
        one = "opens" if survey.get("opens") else "closes"
        parts.append(" to ".join(days) if len(days) == 2 else f"{one} {days[0]}")
    return " · ".join(parts)


def add_question(doc: Document, survey: str, wording: str, initiator: object = None) -> str:
    """Add a question at the end of a survey. Gives its id. Raises KnownError."""
    row = survey_row(
        doc, survey, "What you typed is still in its field.", "Undo the removal, or add the question to another survey."
    )
    made: list[str] = []

    def write(store: Store) -> None:
        values: Row = {"survey": survey, "wording": wording, "position": stored.last_position(store, survey) + 1}
        made.append(store.insert("question", values))

    doc.run(Op("question.add", f"Add a question to {row['ref']!s}"), write, initiator)
    return made[0]


def move_question(doc: Document, question: str, by: int, initiator: object = None) -> ChangeSet:
    """Move a question up (-1) or down (1) among those of its survey."""
    row = doc.store.get("question", question)
    if row is None:
        return NOTHING
    survey = doc.store.get("survey", str(row["survey"])) or {}
    ordered = [str(one["id"]) for one in questions(doc, str(row["survey"]))]
    before = ordered.index(question)
    after = min(max(before + by, 0), len(ordered) - 1)
    ordered.insert(after, ordered.pop(before))

    def write(store: Store) -> None:
        for place, one in enumerate(ordered, 1):
            store.update("question", one, {"position": place})

    if before == after:
        return NOTHING
    return doc.run(Op("question.move", f"Move a question of {survey.get('ref', 'a survey')!s}"), write, initiator)


def remove_question(doc: Document, question: str, initiator: object = None) -> ChangeSet:
    """Remove a question with its answers and comments: what can't be seen any more isn't kept. The needs those comments
    stood behind were said by so many fewer."""
    row = doc.store.get("question", question)
    if row is None:
        return NOTHING
    survey = doc.store.get("survey", str(row["survey"])) or {}

    def write(store: Store) -> None:
        survey_needs.forget(store, survey_comments.grouped_at(store, question))
        stored.forget_answers(store, str(row["survey"]), question)
        store.delete("question", question)

    return doc.run(Op("question.remove", f"Remove a question of {survey.get('ref', 'a survey')!s}"), write, initiator)
