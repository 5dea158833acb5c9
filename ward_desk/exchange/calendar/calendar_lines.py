"""Calendar lines: the few lines of a calendar file that the desk reads, picked out before anything else sees them.

Files come from anybody's calendar. What is large, nested, somebody's name or address, or of no use here never gets
as far as being parsed.
"""

from __future__ import annotations

import codecs
import re
from typing import Final, NamedTuple

from ward_desk.exchange.calendar.calendar_file import LONGEST_TEXT, MOST_EVENTS

_KEPT: Final = frozenset({
    "UID", "SUMMARY", "DTSTART", "DTEND", "DURATION", "LOCATION", "DESCRIPTION", "STATUS", "SEQUENCE",
    "CATEGORIES", "CLASS", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "X-WARD-DESK-KIND",
})  # fmt: skip
_PEOPLE: Final = frozenset({"ATTENDEE", "ORGANIZER", "CONTACT"})
_WORDS: Final = frozenset({"SUMMARY", "LOCATION", "DESCRIPTION"})
_LONGEST: Final = 4 * LONGEST_TEXT  # characters of a line of words, escaped
_LONGEST_OTHER: Final = 4_000  # of any other line: some two hundred dates
_MOST_LINES: Final = 200  # of one event
_NAME: Final = re.compile(r"[A-Za-z0-9-]{1,60}(?=[;:])")
_MARKS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


class Picked(NamedTuple):
    """What was picked out: who made the file, the lines of each event, and what was left."""

    maker: str
    events: list[list[str]]
    people: int  # names and addresses that were not read
    others: int  # tasks and other things that are no events
    unended: bool  # whether the file ends within an event
    too_many: bool


def decoded(content: bytes) -> str:
    """The text of a file: UTF-8 as the standard has it, UTF-16 with its mark, else as Windows wrote it."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def is_calendar(text: str) -> bool:
    """Whether a text is a calendar file at all."""
    return re.search(r"(?i)(?:^|[\r\n])BEGIN:VCALENDAR[ \t]*[\r\n]", text[:20_000]) is not None


def pick(text: str) -> Picked:
    """The lines of every event, long lines put together again (RFC 5545, 3.1)."""
    maker, events, people, others = "", list[list[str]](), 0, 0
    depth, within = 0, False  # how many components this line is within; whether one is an event
    for line in re.split(r"\r\n|\r|\n", re.sub(r"(?:\r\n|\r|\n)[ \t]", "", text)):
        found = _NAME.match(line)
        name = found[0].upper() if found else ""
        if name == "BEGIN":
            kind = line[6:].strip().upper()
            depth += 1
            if kind == "VEVENT" and depth == 2:
                if len(events) == MOST_EVENTS:
                    return Picked(maker, events, people, others, unended=False, too_many=True)
                events.append([])
                within = True
            elif depth == 2 and kind in ("VTODO", "VJOURNAL"):
                others += 1
        elif name == "END" and depth:
            depth -= 1
            within = within and depth >= 2
        elif within and depth == 2:
            people += name in _PEOPLE
            if name in _KEPT and len(events[-1]) < _MOST_LINES and (len(line) <= _LONGEST_OTHER or name in _WORDS):
                events[-1].append(line if len(line) <= _LONGEST else line[:_LONGEST].rstrip("\\"))
        elif depth == 1 and name == "PRODID":
            maker = line.partition(":")[2].strip()
    if within:
        events.pop()
    return Picked(maker, events, people, others, unended=within, too_many=False)
