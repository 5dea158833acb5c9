"""Event days: the events of a calendar's days, how each stands, and moving one to another day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from ward_desk.core import fields
from ward_desk.core.changes import ChangeSet
from ward_desk.core.choices import EVENT_KINDS, EVENT_STATUSES, label
from ward_desk.core.errors import KnownError
from ward_desk.core.records import Row, Value
from ward_desk.core.typed import WEEKDAYS, show_date
from ward_desk.service.document import Document
from ward_desk.service.events import event_record
from ward_desk.store import event_days

UNSETTLED: Final = ("unsettled", "Needs settling")


class CalendarEvent(NamedTuple):
    """What a calendar shows of one event. `begins` and `ends` are minutes after midnight, None without a time."""

    id: str
    ref: str
    title: str
    kind: str
    status: str
    venue: str
    first: date
    last: date
    begins: int | None
    ends: int | None

    @property
    def whole_days(self) -> bool:
        """Whether it stands over its days rather than at its hours: it has no time, or goes on to another day."""
        return self.begins is None or self.last > self.first

    def standing(self, today: date) -> str:
        """Its status, or "unsettled" when it is still planned though its day has passed."""
        return UNSETTLED[0] if is_unsettled(self.status, self.last, today) else self.status

    def time_words(self) -> str:
        """When in its day: "10:00" or "10:00 to 12:00"; "" without a time."""
        if self.begins is None:
            return ""
        begins = clock_words(self.begins)
        return begins if self.ends is None or self.last > self.first else f"{begins} to {clock_words(self.ends)}"

    def words(self, today: date) -> str:
        """The whole event in a sentence, for a tooltip or a screen reader."""
        days = (
            day_words(self.first) if self.last == self.first else f"{day_words(self.first)} to {day_words(self.last)}"
        )
        kind = "" if self.kind == "other" else label(EVENT_KINDS, self.kind)
        said = [f"{self.ref} {self.title}".strip(), days, self.time_words(), self.venue, kind,
                standing_words(self.standing(today))]  # fmt: skip
        return ", ".join(one for one in said if one)


def is_unsettled(status: Value, last: date | None, today: date) -> bool:
    """Whether an event is still planned though its last day has passed: was it held, or cancelled?"""
    return status == "planned" and last is not None and last < today


def standing_words(standing: str) -> str:
    """How an event stands, in words."""
    return "planned, but its day has passed" if standing == UNSETTLED[0] else label(EVENT_STATUSES, standing).lower()


def needs_settling(row: Row, today: date) -> str:
    """What a list says of an event that is still planned though its day has passed; "" for any other."""
    last = max(filter(None, (fields.day(row.get("start")), fields.day(row.get("end")))), default=None)
    return "Its day has passed" if is_unsettled(row.get("status"), last, today) else ""


def day_words(day: date) -> str:
    """A day as a calendar says it: "Wed 13 Dec 2023"."""
    return f"{WEEKDAYS[day.weekday()][:3]} {show_date(day)}"


def clock_words(minutes: int) -> str:
    """A time of the day from its minutes: "10:00"."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def between(doc: Document, first: date, last: date) -> list[CalendarEvent]:
    """The events that have any of those days, by day and time, those without a time first."""
    rows = event_days.between(doc.store, first.isoformat(), last.isoformat())
    found = [one for one in map(calendar_event, rows) if one is not None]
    return sorted(found, key=lambda one: (one.first, one.begins if one.begins is not None else -1, one.title))


def calendar_event(row: Mapping[str, Value]) -> CalendarEvent | None:
    """An event as a calendar shows it; None when it has no day any calendar has. An end before the start is left out,
    and one at midnight belongs to the day before."""
    first = fields.day(row.get("start"))
    if first is None:
        return None
    last, begins, ends = fields.day(row.get("end")) or first, _minutes(row.get("start")), _minutes(row.get("end"))
    if begins is not None and ends == 0 and last > first:
        last, ends = last - timedelta(days=1), 24 * 60
    if last < first or (last == first and ends is not None and ends <= (begins or 0)):
        last, ends = first, None
    text = {name: str(row.get(name) or "") for name in ("id", "ref", "title", "kind", "status", "venue")}
    return CalendarEvent(**text, first=first, last=last, begins=begins, ends=None if begins is None else ends)


def _minutes(value: Value) -> int | None:
    text = str(value or "")
    if len(text) <= 10:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at.hour * 60 + at.minute


def day_of(doc: Document, event: str) -> date | None:
    """The day an event starts on; None when it has none or is gone."""
    row = doc.store.get("event", event)
    return fields.day(row["start"]) if row else None


def move(doc: Document, event: str, days: int, minutes: int = 0, initiator: object = None) -> ChangeSet:
    """Move an event by whole days, and within its day by minutes, as one operation; it stays as long as it is, and
    its figures go with it to its month. Raises KnownError where there is no such day or time."""
    row = doc.store.get("event", event)
    if row is None:
        raise KnownError("gone", "This event has been removed meanwhile.", "Nothing was changed.", "Undo the removal.")
    start = str(row["start"] or "")
    try:
        values: Row = {"start": _moved(start, days, minutes)}
        if row["end"]:
            values["end"] = _moved(str(row["end"]), days, minutes)
    except (ValueError, OverflowError):
        raise KnownError(
            "event.no_such_day", f"{row['ref']!s} can't be moved there.", "It stays where it was.",
            "Type its day and time in its record.",
        ) from None  # fmt: skip
    return event_record.edit(doc, event, values, initiator)


def _moved(when: str, days: int, minutes: int) -> str:
    """A stored day or time so much later, by the clock on the wall: 10:00 stays 10:00 when the clocks change."""
    if len(when) <= 10:
        return (date.fromisoformat(when) + timedelta(days=days)).isoformat()
    moved = datetime.fromisoformat(when) + timedelta(days=days, minutes=minutes)
    return moved.isoformat(timespec="minutes")
