"""Calendar writer: events as an iCalendar file (RFC 5545), with alarms for those to come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Component, vText
from icalendar import Event as CalendarEvent

from ward_desk import __version__
from ward_desk.exchange.atomic import replace_file
from ward_desk.exchange.calendar.calendar_file import KIND, MAKER, ZONE, Entry, moment

_END_TYPED: Final = rb"\\N"
STATUSES: Final = {"planned": "TENTATIVE", "held": "CONFIRMED", "cancelled": "CANCELLED"}

# Before an event with a time; one of whole days is told of at 9 o'clock the day before.
ALARMS: Final = (timedelta(days=-1), timedelta(hours=-1))
ALARM_OF_A_DAY: Final = (timedelta(hours=-15),)

# Summer time as it has been since 1996: from the last Sunday of March to the last of October, at 1:00 UTC.
_LONDON: Final = f"""BEGIN:VTIMEZONE
TZID:{ZONE}
BEGIN:DAYLIGHT
TZNAME:BST
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
DTSTART:19960331T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZNAME:GMT
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""


def write(path: Path, entries: Sequence[Entry], name: str, written: datetime) -> Path:
    """Write a calendar of that name, replacing what is there whole or not at all. `written` is the local time it is.
    Gives back `path`. Raises KnownError."""
    made = content(entries, name, written)

    def fill(file: Path) -> None:
        file.write_bytes(made)

    return replace_file(path, fill)


def content(entries: Sequence[Entry], name: str, written: datetime) -> bytes:
    """The bytes of a calendar file."""
    calendar = Calendar()
    calendar.add("prodid", f"{MAKER}Ward Desk {__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", name)
    if any(len(one.start) > 10 for one in entries):
        calendar.add_component(Component.from_ical(_LONDON.replace("\n", "\r\n")))
    for one in entries:
        calendar.add_component(_event(one, written))
    return bytes(calendar.to_ical(sorted=False))


class _Words(vText):
    r"""Words as they are: icalendar takes a "\N" that somebody typed for the end of a line."""

    def to_ical(self) -> bytes:
        return _END_TYPED.join(vText(part).to_ical() for part in self.split(r"\N"))


def _event(entry: Entry, written: datetime) -> CalendarEvent:
    made = CalendarEvent()
    changed = _utc(datetime.fromisoformat(entry.changed) if entry.changed else written)
    made.add("uid", entry.uid)
    # Without a METHOD this is the time of the last revision (RFC 5545, 3.8.7.2): the same event, the same file.
    made.add("dtstamp", changed)
    made.add("last-modified", changed)
    made.add("sequence", entry.edits)
    made.add("summary", _Words(entry.title))
    start = moment(entry.start)
    _add_time(made, "dtstart", start)
    if entry.end:
        end = moment(entry.end)
        _add_time(made, "dtend", end if isinstance(end, datetime) else end + timedelta(days=1))
    made.add("status", STATUSES[entry.status])
    if entry.venue:
        made.add("location", _Words(entry.venue))
    if entry.notes:
        made.add("description", _Words(entry.notes))
    if entry.themes:
        made.add("categories", list(entry.themes))
    if entry.private:
        made.add("class", "PRIVATE")
    if entry.kind:
        made.add(KIND, entry.kind)
    if entry.status == "planned":
        for before in ALARMS if isinstance(start, datetime) else ALARM_OF_A_DAY:
            made.add_component(_alarm(entry.title, before))
    return made


def _add_time(event: CalendarEvent, name: str, when: date | datetime) -> None:
    # The wall clock is what is meant, so it is written with its zone and never turned into another.
    event.add(name, when, parameters={"TZID": ZONE} if isinstance(when, datetime) else {})


def _alarm(words: str, before: timedelta) -> Alarm:
    made = Alarm()
    made.add("action", "DISPLAY")
    made.add("description", _Words(words))
    made.add("trigger", before)
    return made


def _utc(local: datetime) -> datetime:
    return local.replace(tzinfo=ZoneInfo(ZONE)).astimezone(UTC)
