"""Surveys: the questions of a survey in their order, and what people answered."""

from __future__ import annotations

import math
from typing import NamedTuple

from ward_desk.core import fields
from ward_desk.core.changes import NOTHING, ChangeSet, Op
from ward_desk.core.choices import RESPONSE_CHANNELS, label
from ward_desk.core.errors import KnownError
from ward_desk.core.records import Row
from ward_desk.core.typed import show_date, show_number
from ward_desk.service.document import Document
from ward_desk.store import feedback
from ward_desk.store.rows import Store

CHOSEN = ("one", "several", "scale")  # kinds of question with answers to choose from


class Result(NamedTuple):
    """What people answered to one question. `base` is how many answered it; `lines` are (answer, how many gave it)
    in the order of its options, answers outside them last; `mean` is of a question answered with numbers."""

    question: str
    wording: str
    kind: str
    base: int
    lines: tuple[tuple[str, int], ...]
    mean: float | None = None

    @property
    def note(self) -> str:
        """What a reader has to know of the numbers: "Several could be chosen, n = 86"."""
        parts = ["Several could be chosen"] if self.kind == "several" else []
        if self.mean is not None:
            parts.append(f"Mean {show_number(round(self.mean, 1))}")
        return ", ".join([*parts, f"n = {self.base}"])


def options_of(question: Row) -> list[str]:
    """The answers to choose from, in their order."""
    return [line.strip() for line in str(question["options"] or "").splitlines() if line.strip()]


def questions(doc: Document, survey: str) -> list[Row]:
    """The questions of a survey in their order."""
    return doc.store.rows("question", order="position", survey=survey)


def results(doc: Document, survey: str) -> list[Result]:
    """What people answered, question by question, those nobody answered too."""
    tallied: dict[str, list[Row]] = {}
    for row in feedback.tallies(doc.store, survey):
        tallied.setdefault(str(row["question"]), []).append(row)
    return [_result(question, tallied.get(str(question["id"]), [])) for question in questions(doc, survey)]


def _result(question: Row, rows: list[Row]) -> Result:
    kind = str(question["kind"])
    given = {str(row["value"]): int(str(row["number"])) for row in rows}
    lines = [(option, given.pop(option, 0)) for option in options_of(question)] if kind in CHOSEN else []
    numbers = [(number, times) for value, times in given.items() if (number := _number(value)) is not None]
    if kind == "number":
        lines = [(show_number(number), times) for number, times in sorted(numbers)]
        given = {value: n for value, n in given.items() if _number(value) is None}
    lines += given.items()
    times = sum(times for _, times in numbers)
    mean = math.fsum(number * n for number, n in numbers) / times if kind == "number" and times else None
    base = int(str(rows[0]["base"])) if rows else 0
    return Result(str(question["id"]), str(question["wording"]), kind, base, tuple(lines), mean)


def _number(text: str) -> int | float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    if not math.isfinite(number):
        return None
    return int(number) if number.is_integer() else number


def answered_by(doc: Document, survey: Row) -> str:
    """Who answered, how and when: "86 responses · 41 online, 45 face to face · 2 Oct 2023 to 27 Oct 2023"."""
    rows = feedback.response_channels(doc.store, str(survey["id"]))
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
    row = doc.store.get("survey", survey)
    if row is None:
        raise KnownError(
            "gone", "This survey has been removed meanwhile.", "What you typed is still in its field.",
            "Undo the removal, or add the question to another survey.",
        )  # fmt: skip
    made: list[str] = []

    def write(store: Store) -> None:
        values: Row = {"survey": survey, "wording": wording, "position": _last(store, survey) + 1}
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


def _last(store: Store, survey: str) -> int:
    return max((one["position"] for one in store.rows("question", survey=survey) if isinstance(one["position"], int)),
               default=0)  # fmt: skip
