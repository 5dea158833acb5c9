"""Event checks: what should be in place before people leave the hall, each with the place to go to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from ward_desk.core import fields
from ward_desk.core.records import RECORDS, Row
from ward_desk.core.rules import SCANNED, finds
from ward_desk.core.typed import show_count
from ward_desk.service.document import Document
from ward_desk.service.events.event_record import Came, residents

Level = Literal["done", "wanted", "later"]


class Written(NamedTuple):
    """What is written down at an event: who came, figures, comments, partners, actions that follow, its deep dive."""

    numbers: dict[str, Came]
    figures: list[Row]
    said: list[Row]
    partners: int
    follows: list[Row]
    dive: Row | None = None


class Check(NamedTuple):
    """One line of "before you leave the hall": in place, still wanted, or not to be expected yet. `place` is where to
    go: attendance, counts, comments, partners, follow_up or status; for something personal, the field it stands in as
    "table/id/field"."""

    level: Level
    words: str
    place: str


def checks(doc: Document, row: Row, written: Written) -> list[Check]:
    """The checklist of an event. Nothing of one that was cancelled."""
    if row["status"] == "cancelled":
        return []
    day = fields.day(row["start"])
    ahead = row["status"] == "planned" and (day is None or day > doc.today)
    total, figures, said, follows = residents(written.numbers), written.figures, written.said, written.follows
    lines = (
        (total is not None, "attendance",
         f"Attendance: {show_count(*total)} residents" if total else "Attendance: no residents counted yet"),
        (bool(figures), "counts",
         f"Counts: {len(figures)} recorded" if figures else "Counts: none recorded yet"),
        (bool(said), "comments",
         f"Comments: {len(said)} written down" if said else "Comments: none written down yet"),
        (bool(written.partners), "partners",
         f"Partners: {written.partners} named" if written.partners else "Partners: none named yet"),
        (bool(follows), "follow_up",
         f"Follow-up: {_actions(len(follows))}" if follows else "Follow-up actions: none yet"),
    )  # fmt: skip
    found = [Check("done" if there else "later" if ahead else "wanted", words, place) for there, place, words in lines]
    found.append(_personal(row, written))
    held = row["status"] == "held"
    status = "Status: held" if held else "Status: planned" if ahead else "Status: still planned"
    found.append(Check("done" if held else "later" if ahead else "wanted", status, "status"))
    return found


def _personal(row: Row, written: Written) -> Check:
    for table, one in _texts(row, written):
        for name in SCANNED[table]:
            hits = finds(table, name, fields.text(one, name)) if name in one else ()
            if hits:
                where = "a comment" if table == "feedback" else RECORDS[table].field(name).label.lower()
                words = f"Personal details: “{hits[0].text}” in {where}"
                return Check("wanted", words, f"{table}/{one['id']!s}/{name}")
    return Check("done", "Personal details: none found", "comments")


def _texts(row: Row, written: Written) -> Iterable[tuple[str, Row]]:
    yield "event", row
    yield from (("feedback", one) for one in written.said)
    if written.dive is not None:
        yield "deep_dive", written.dive
    yield from (("action", one) for one in written.follows)


def _actions(number: int) -> str:
    return "1 action follows" if number == 1 else f"{number} actions follow"
