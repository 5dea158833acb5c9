"""Calendar reader: the events of anybody's iCalendar file, repeats counted out, times turned to the ward's clock.

Names and addresses of people are never read (`calendar_lines`); how many were left is said.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

from icalendar import Calendar
from icalendar.prop import vCategory, vDDDLists, vDDDTypes, vRecur

from ward_desk.core.choices import EVENT_KINDS
from ward_desk.core.errors import KnownError
from ward_desk.exchange.calendar.calendar_file import (
    KIND,
    LARGEST_FILE,
    LONGEST_LINE,
    MAKER,
    MOST_EVENTS,
    CalendarFile,
    Entry,
    lines,
    one_line,
    plain,
    title_of,
)
from ward_desk.exchange.calendar.calendar_lines import Picked, decoded, is_calendar, pick
from ward_desk.exchange.calendar.calendar_series import Read, When, counted, entries, local, too_large
from ward_desk.exchange.workbook_file import NotAWorkbookError, content_of, name_of

_YEARS: Final = range(1970, 2200)
_KINDS: Final = frozenset(code for code, _ in EVENT_KINDS)


def read(path: Path, today: date) -> CalendarFile:
    """Every event of a file. What repeats is read for a year, from its first date or from today when that is past.

    Raises KnownError for a file that cannot be opened, is no calendar, has no events, or more than a calendar of a
    ward does.
    """
    name = name_of(path)
    if path.is_file() and path.stat().st_size > LARGEST_FILE:
        raise too_large(f"{name} is larger than {LARGEST_FILE // 1_000_000} megabytes.")
    try:
        content = content_of(path, LARGEST_FILE)
    except NotAWorkbookError as error:
        raise KnownError(
            "calendar.unreadable", f"{name} can't be read as a calendar. {error.happened}", error.safe,
            "Save the calendar as a file (.ics), and bring that in.",
        ) from error  # fmt: skip
    return read_content(name, content, today)


def read_content(name: str, content: bytes, today: date) -> CalendarFile:
    """Every event in the bytes of a file. Raises KnownError as `read` does."""
    text = decoded(content)
    if not is_calendar(text):
        raise KnownError(
            "calendar.not_one", f"{name} is not a calendar file.", "Nothing was changed.",
            "Export the calendar from your calendar program as an iCalendar file (.ics).",
        )  # fmt: skip
    picked = pick(text)
    if picked.too_many:
        raise too_large(f"{name} holds more than {MOST_EVENTS:,} events.")
    notes = Counter[str]()
    found = [one for event in picked.events if (one := _read(event, picked, notes))]
    said: list[str] = []
    made = entries(found, today, said)
    if len(made) > MOST_EVENTS:
        raise too_large(f"{name} holds more than {MOST_EVENTS:,} events, counting repeats.")
    if not made and not picked.unended and not notes:
        raise KnownError(
            "calendar.empty", f"{name} has no events in it.", "Nothing was changed.",
            "Choose the calendar that the events are in, and export that one.",
        )  # fmt: skip
    return CalendarFile(name, tuple(made), (*said, *_said(picked, notes)))


def _said(picked: Picked, notes: Counter[str]) -> Iterator[str]:
    """What was left out or read otherwise, in sentences."""
    if notes["no date"]:
        yield f"{counted(notes['no date'])} without a date that can be read: left out."
    if notes["zone"]:
        yield f"{counted(notes['zone'])} in a time zone nobody knows: the times are taken as local ones."
    if notes["end"]:
        yield f"{counted(notes['end'])} ended before it began: the end is left out."
    if picked.unended:
        yield "The file ends in the middle of an event: that one is left out."
    if picked.others:
        yield f"{picked.others} {'task or note is' if picked.others == 1 else 'tasks or notes are'} no event: left out."
    if picked.people:
        noun = "name or address" if picked.people == 1 else "names and addresses"
        yield f"{picked.people} {noun} of people invited: left out, the desk keeps none."


# ---- one event


def _read(event: Sequence[str], picked: Picked, notes: Counter[str]) -> Read | None:
    text = "\r\n".join(["BEGIN:VEVENT", *event, "END:VEVENT", ""])
    try:
        parsed: Any = Calendar.from_ical(f"BEGIN:VCALENDAR\r\n{text}END:VCALENDAR\r\n").walk("VEVENT")[0]
        start = _when(parsed, "DTSTART", notes)
        if start is None or start.year not in _YEARS:
            notes["no date"] += 1
            return None
        length = _length(parsed, start, notes)
        return Read(
            _entry(parsed, picked.maker.startswith(MAKER)), start, length,
            rule if isinstance(rule := _first(parsed, "RRULE"), vRecur) else None,
            frozenset(_moments(parsed, "RDATE")), frozenset(_moments(parsed, "EXDATE")),
            _when(parsed, "RECURRENCE-ID", Counter()),
        )  # fmt: skip
    # A zone is looked up as a file; of two values where one belongs the reader asks what only one has.
    except (ValueError, TypeError, LookupError, ArithmeticError, OSError, AttributeError):
        notes["no date"] += 1
        return None


def _first(parsed: Any, name: str) -> Any:
    value = parsed.get(name)
    return value[0] if isinstance(value, list) else value


def _words(parsed: Any, name: str) -> str:
    value = _first(parsed, name)
    return value if isinstance(value, str) else ""


def _entry(parsed: Any, ours: bool) -> Entry:
    """Its words; times come later. What another calendar calls confirmed has not been held yet."""
    title = title_of(_words(parsed, "SUMMARY"))
    status, kind = _words(parsed, "STATUS").strip().upper(), _words(parsed, KIND).strip()
    uid = one_line(_words(parsed, "UID"))
    if not uid or len(_words(parsed, "UID")) > LONGEST_LINE:
        known = _words(parsed, "UID") or f"{title} {_first(parsed, 'DTSTART').to_ical()!r}"
        uid = hashlib.sha256(known.encode("utf-8", "replace")).hexdigest()
    categories = parsed.get("CATEGORIES", [])
    every = categories if isinstance(categories, list) else [categories]
    number = parsed.get("SEQUENCE")
    notes = _words(parsed, "DESCRIPTION")
    return Entry(
        uid, title, "", "",
        one_line(_words(parsed, "LOCATION")), lines(notes if ours else plain(notes)),
        kind if kind in _KINDS else "",
        "cancelled" if status == "CANCELLED" else "held" if ours and status == "CONFIRMED" else "planned",
        tuple(one_line(str(one)) for each in every if isinstance(each, vCategory) for one in each.cats),
        int(number) if isinstance(number, int) else 0,
        private=_words(parsed, "CLASS").strip().upper() in ("PRIVATE", "CONFIDENTIAL"),
    )  # fmt: skip


def _when(parsed: Any, name: str, notes: Counter[str]) -> When | None:
    value = _first(parsed, name)
    if not isinstance(value, vDDDTypes) or not isinstance(value.dt, date):
        return None
    if isinstance(value.dt, datetime) and value.dt.tzinfo is None and value.params.get("TZID"):
        notes["zone"] += name == "DTSTART"
    return local(value.dt)


def _length(parsed: Any, start: When, notes: Counter[str]) -> timedelta | None:
    """From the start to the end that is stored, which for whole days is the last of them."""
    duration = _first(parsed, "DURATION")
    end = _when(parsed, "DTEND", Counter())
    if end is None and isinstance(duration, vDDDTypes) and isinstance(duration.dt, timedelta):
        end = start + duration.dt
    if end is None:
        return None
    if isinstance(start, datetime):
        if not isinstance(end, datetime):  # up to that day, so until the end of the one before
            end = datetime.combine(end - timedelta(days=1), time(23, 59))
        length = end - start
    else:
        length = (end.date() if isinstance(end, datetime) else end) - start - timedelta(days=1)
    if length < timedelta(0):
        notes["end"] += length < timedelta(days=-1) or isinstance(start, datetime)
        return None
    return length or None


def _moments(parsed: Any, name: str) -> Iterator[When]:
    value = parsed.get(name)
    for each in value if isinstance(value, list) else [value]:
        for one in each.dts if isinstance(each, vDDDLists) else ():
            first = one.dt[0] if isinstance(one.dt, tuple) else one.dt
            if isinstance(first, date):
                yield local(first)
