"""Tally: what stands on the tally sheet of an event, in the order of the form it is typed into afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from ward_desk.core.choices import ATTENDANCE_GROUPS, EVENT_KINDS, label
from ward_desk.core.errors import KnownError
from ward_desk.core.fields import text
from ward_desk.core.records import RECORDS, Row
from ward_desk.core.typed import show_date, show_datetime
from ward_desk.exchange.calendar.calendar_file import moment, times
from ward_desk.service.document import Document
from ward_desk.service.events.event_dive import PARTS
from ward_desk.service.list_export import about
from ward_desk.store import tally

MOST_COUNTS: Final = 8
MOST_NAMES: Final = 16

# In the order of `event_checks`: what the form asks for before people leave the hall.
LEAVING: Final = (
    "Attendance: a number for each group that came",
    "Counts: a number for whatever was done",
    "Comments: each with the number of its theme",
    "Partners: ticked, or added",
    "Follow-up: who does what",
    "Personal details: no names, numbers or addresses of residents on this sheet",
)
_DIVE: Final = tuple(RECORDS["deep_dive"].field(name).label for name in PARTS)


class Sheet(NamedTuple):
    """The tally sheet of one event."""

    ref: str
    title: str
    lines: tuple[str, ...]  # when, where and of what kind
    groups: tuple[str, ...]
    counts: tuple[tuple[str, str], ...]  # name and unit
    themes: tuple[str, ...]  # numbered from 1 by their place
    visit: bool  # whether strengths and issues are noted (B 7.3)
    meeting: bool  # whether decisions are
    dive: tuple[str, ...]  # the parts of a deep dive to write in (B 5.6); none for other events
    partners: tuple[str, ...]
    exhibitors: tuple[str, ...]
    foot: str  # whose sheet it is


def sheets(doc: Document, events: Sequence[str]) -> list[Sheet]:
    """The sheets of some events; those gone meanwhile are passed over. Raises KnownError when none is left."""
    rows = [row for row in (doc.store.get("event", one) for one in events) if row is not None]
    if not rows:
        raise KnownError(
            "tally.no_event", "A tally sheet belongs to an event.", "Nothing was printed.", "Choose an event first."
        )
    themes = tuple(text(row, "short_label") or text(row, "label") for row in doc.store.rows("theme", order="position"))
    return [_sheet(doc, row, themes) for row in rows]


def _sheet(doc: Document, row: Row, themes: tuple[str, ...]) -> Sheet:
    event, kind = str(row["id"]), text(row, "kind")
    partners, exhibitors = (
        tuple(sorted(names, key=str.casefold)[:MOST_NAMES])
        for names in (tally.partners(doc.store, event), tally.exhibitors(doc.store, event))
    )
    kind_words = "" if kind == "other" else label(EVENT_KINDS, kind)
    return Sheet(
        text(row, "ref"), text(row, "title"),
        tuple(filter(None, (when_words(row), " · ".join(filter(None, (text(row, "venue"), kind_words)))))),
        tuple(words for _, words in ATTENDANCE_GROUPS),
        tuple((text(one, "name"), text(one, "unit")) for one in tally.counts(doc.store, event)[:MOST_COUNTS]),
        themes, kind == "ward_visit", kind == "partnership_meeting", _DIVE if kind == "deep_dive" else (),
        partners, exhibitors, about(doc)[0],
    )  # fmt: skip


def when_words(row: Row) -> str:
    """When an event is: "Sat 6 Jan 2024, 10:00 to 12:00"; a line to fill in without a day."""
    start, end = times(text(row, "start"), text(row, "end"))
    try:
        words = show_datetime(moment(start))
        if not end:
            return words
        return f"{words} to {end[11:]}" if start[:10] == end[:10] else f"{words} to {show_date(moment(end[:10]))}"
    except ValueError:
        return "Date: ______________"
