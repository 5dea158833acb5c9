"""Quarter view: everything a return is made from, as plain rows, with what was said before it.

It holds only what may leave the ward: records marked "this ward only", and whatever hangs on them, are not in it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final, Literal, NamedTuple

from ward_desk.core import privacy
from ward_desk.core.fields import text
from ward_desk.core.periods import Quarter
from ward_desk.core.records import RECORDS, Row
from ward_desk.core.rules import SCANNED

# The texts of each record that a return prints, and that are therefore looked through for anything personal.
# An organisation and a work e-mail are public, so they are not among them.
PRINTED: Final[dict[str, tuple[str, ...]]] = {
    "quarterly_return": SCANNED["quarterly_return"],
    "explanation": ("words",),
    "recommendation": ("title", "nothing_to_report"),
    "priority": ("title",),
    "action": ("title", "rating_reason"),
    "milestone": ("title",),
    "progress_note": ("words",),
    "event": ("title", "venue", "cancel_reason", "shared_with"),
    "feedback": ("words", "answer"),
    "survey": ("title",),
    "question": ("wording",),
    "response": ("answers",),
    "equality_total": ("band",),
    "activity_count": ("name", "definition", "unit", "shared_with"),
    "figure": ("note", "unavailable"),
    "funding": ("source", "purpose"),
    "risk": ("title", "mitigation", "owner_role"),
}


class PeriodFigure(NamedTuple):
    """What a count came to in one month or quarter."""

    key: str  # 2023-12
    label: str  # Dec 2023
    value: float | None
    noted: bool  # whether somebody wrote why it is as it is


class Revised(NamedTuple):
    """A figure that is not what it was in a return already sent."""

    key: str
    label: str
    was: float
    now: float | None
    noted: bool


@dataclass(frozen=True)
class CountFacts:
    """One count in the quarter."""

    row: Row
    figures: tuple[PeriodFigure, ...] = ()
    missing: tuple[tuple[str, str], ...] = ()  # (key, label) of each period that wants a figure
    earlier: tuple[float, ...] = ()  # figures of periods before the quarter, oldest first
    revised: tuple[Revised, ...] = ()


@dataclass(frozen=True)
class QuarterView:
    """One quarter of one ward."""

    quarter: Quarter
    today: date
    shape: Literal["themes", "recommendations"]
    rows: dict[str, list[Row]]  # by table, each in the order it is printed in
    counts: tuple[CountFacts, ...] = ()
    rating_before: dict[str, Row] = field(default_factory=dict)  # action id -> status and rating before the quarter
    progress_words: int = 250
    horizon_words: int = 200

    def of(self, table: str) -> list[Row]:
        """The rows of a table."""
        return self.rows.get(table, [])

    @property
    def return_row(self) -> Row:
        """The return itself; empty when nobody has begun it."""
        return next(iter(self.of("quarterly_return")), {})

    @property
    def days(self) -> tuple[str, str]:
        """The first and last day of the quarter, as ISO text."""
        return self.quarter.first.isoformat(), self.quarter.last.isoformat()

    @property
    def overdue_before(self) -> str:
        """What was due before this day is late in this quarter, as ISO text: today, or else the day after the quarter.
        What falls due later is a later return's, however late this one is made."""
        return min(self.today, self.quarter.next.first).isoformat()

    def in_quarter(self, day: str) -> bool:
        """Whether an ISO date, or date and time, is in the quarter."""
        first, last = self.days
        return first <= day[:10] <= last

    @cached_property
    def by_id(self) -> dict[tuple[str, str], Row]:
        """(table, id) -> row."""
        return {(table, text(row, "id")): row for table, rows in self.rows.items() for row in rows}

    def grouped(self, table: str, link: str) -> dict[str, list[Row]]:
        """The rows of a table by the record they belong to."""
        found: dict[str, list[Row]] = {}
        for row in self.of(table):
            found.setdefault(text(row, link), []).append(row)
        return found

    def place(self, table: str, row: Row, name: str) -> tuple[str, str, str]:
        """Where a person mends a field: table, id and field of a record with a page of its own.

        What belongs to another record is mended there, at the field of its own table's name: a milestone at
        "milestone" of its action; a figure at its period, as "2023-12".
        """
        record = RECORDS[table]
        if table == "figure":
            return "activity_count", text(row, "activity_count"), text(row, "period")
        for link in record.parents if record.ref is None else ():
            if text(row, link):
                owner_table = record.field(link).to
                owner = self.by_id.get((owner_table, text(row, link)), {"id": row[link]})
                return self.place(owner_table, owner, table)
        return table, text(row, "id"), name

    def name(self, table: str, row_id: str) -> str:
        """What people call a record: its reference, or its title in quotation marks."""
        row = self.by_id.get((table, row_id), {})
        record = RECORDS[table]
        if record.ref is not None and row.get("ref"):
            return text(row, "ref")
        if table == "quarterly_return":
            return "The return"
        # The name goes into the Checks of the return, so it must not say what the checks have found in it.
        title = privacy.redact_all(text(row, record.title))
        return f"“{title}”" if title else f"A {record.label.lower()}"
