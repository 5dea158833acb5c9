"""Calendar file: what is kept of an event in a calendar file, whichever program wrote it, and how much one may hold.

Times are local ones of the ward, stored as the document stores them: "2023-12-13", or "2023-12-13T10:00".
"""

from __future__ import annotations

import re
from datetime import date, datetime
from html import unescape
from typing import Final, NamedTuple

ENDING: Final = ".ics"
ZONE: Final = "Europe/London"
MAKER: Final = "-//Ward Desk//"  # how the PRODID of every file of ours begins
KIND: Final = "X-WARD-DESK-KIND"  # a property of our own: the code of the event's kind
OUR_HOST: Final = "@ward-desk"  # after the id of an event of ours

LARGEST_FILE: Final = 5_000_000  # bytes
MOST_EVENTS: Final = 2_000  # in a file, repeats counted one by one
MOST_REPEATS: Final = 100  # of one event
MOST_RULES: Final = 200  # events of a file that repeat
YEARS_BACK: Final = 20  # that a repeating event may have begun ago
LONGEST_LINE: Final = 300  # letters of a title, a place, a reference
LONGEST_TEXT: Final = 5_000

UNTITLED: Final = "Event without a title"

_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029\ud800-\udfff]")
_TAG: Final = re.compile(r"(?i)</?(?:a|b|br|div|em|html|i|li|p|span|strong|u|ul)(?=[\s/>])[^<>]*>")
_ANY_TAG: Final = re.compile(r"</?[A-Za-z!][^<>]*>")
_NEW_LINE: Final = re.compile(r"(?i)<br\s*/?>|</(?:p|div|li)>")


class Entry(NamedTuple):
    """One event of a calendar file. `end` is empty for none, and the last day of an event of whole days."""

    uid: str
    title: str
    start: str
    end: str = ""
    venue: str = ""
    notes: str = ""
    kind: str = ""  # a code of EVENT_KINDS; empty when the file does not say
    status: str = "planned"  # a code of EVENT_STATUSES
    themes: tuple[str, ...] = ()
    edits: int = 0  # how often it was changed
    changed: str = ""  # when it was changed last, local time; empty when nobody knows
    private: bool = False  # not for everybody who sees the calendar
    series: str = ""  # the reference of the repeating event it is a date of; empty for one by itself


class CalendarFile(NamedTuple):
    """What was read of a file: its events, and sentences on what was read otherwise or left out."""

    name: str
    entries: tuple[Entry, ...]
    said: tuple[str, ...] = ()


def one_line(words: str) -> str:
    """A text as a title or place can hold it: on one line, and not endless."""
    return " ".join(_CONTROL.sub(" ", words).split())[:LONGEST_LINE].rstrip()


def title_of(words: str) -> str:
    """The title of an event as a calendar has it, never empty."""
    return one_line(words) or UNTITLED


def lines(words: str) -> str:
    """A text of several lines as notes can hold it."""
    kept = _CONTROL.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))
    return "\n".join(line.rstrip() for line in kept.split("\n")).strip()[:LONGEST_TEXT].rstrip()


def plain(words: str) -> str:
    """A text without the tags that some calendar programs write descriptions with; any other text as it is."""
    if not _TAG.search(words):
        return words
    return unescape(_ANY_TAG.sub("", _NEW_LINE.sub("\n", words))).replace("\xa0", " ")


def times(start: str, end: str) -> tuple[str, str]:
    """The times of an event as a calendar can hold them: both are days or both have a time (RFC 5545, 3.6.1), and an
    end comes after its start. An event with a time that ends on a later day without one ends with that day."""
    if not end or end[:10] < start[:10]:
        return start, ""
    if len(start) == 10:
        return start, end[:10] if end[:10] > start else ""
    if len(end) == 10:
        return start, f"{end}T23:59" if end > start[:10] else ""
    return start, end if end > start else ""


def moment(stored: str) -> date | datetime:
    """The day or the local time a stored text says. Raises ValueError."""
    return datetime.fromisoformat(stored) if len(stored) > 10 else date.fromisoformat(stored)


def stored(when: date | datetime) -> str:
    """A day or a local time as the document stores it."""
    return when.isoformat(timespec="minutes") if isinstance(when, datetime) else when.isoformat()
