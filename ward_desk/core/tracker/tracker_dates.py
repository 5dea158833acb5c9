"""Dates as trackers have them: typed ones, British ones, whole months, quarters, and words that are no date yet."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple

from ward_desk.core.periods import MONTHS, Month, month_number
from ward_desk.core.tracker.tracker import Cell
from ward_desk.core.tracker.tracker_words import NOTHING, plain, short
from ward_desk.core.typed import TypedError, read_date, read_datetime, show_date

_SERIALS: Final = range(32_874, 73_051)  # Excel's numbers for 1 January 1990 to 31 December 2099
_LONGEST: Final = 200  # characters; a longer text is no date
_EXCEL_START: Final = date(1899, 12, 30)
_MONTH: Final = "(?:" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS) + "|sept)"
_FIGURES: Final = r"\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}"
_DAY: Final = (
    rf"(?:{_FIGURES}|\d{{1,2}}(?:st|nd|rd|th)?[ -]?(?:of )?{_MONTH}\.?(?:[ ,-]+(?:\d{{4}}|'?\d{{2}}))?(?![\d/.])"
    rf"|{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}})"
)
DAY: Final = re.compile(rf"(?<![\w/.-]){_DAY}(?![\w/-])", re.I)
_WEEKDAY: Final = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? +)?"
_WHOLE_DAY: Final = re.compile(rf"{_WEEKDAY}{_DAY}(?:,? +\d\d?[:.]\d\d(?::\d\d)?)?", re.I)
_WHOLE_MONTH: Final = re.compile(
    rf"({_MONTH})\.?[ ,/-]*'?(\d{{4}}|\d{{2}})|(\d{{1,2}})/(\d{{4}})|(\d{{4}})-(0[1-9]|1[0-2])", re.I
)
_QUARTER: Final = re.compile(
    r"(?:q([1-4])|([1-4])q|quarter ([1-4])),?[ -]*(?:fy ?)?(\d{4}|\d{2})(?: ?[/-] ?(\d{4}|\d{2}))?", re.I
)
_LONE_MONTH: Final = re.compile(rf"({_MONTH})\.?", re.I)
_CHRISTMAS: Final = re.compile(r"\b(?:x-?mas|christmas)(?: day)?\b", re.I)
_SEASONS: Final = {  # first month and how many; a winter goes on into the year after
    "spring": (3, 3), "summer": (6, 3), "autumn": (9, 3), "winter": (12, 3),
    "spring term": (1, 3), "summer term": (4, 4), "autumn term": (9, 4),
}  # fmt: skip
_SEASON: Final = re.compile(r"((?:spring|summer|autumn)(?: term)?|winter),?[ '’-]*(\d{4}|\d{2})(?:/\d{2,4})?", re.I)
_YEAR: Final = re.compile(r"(20\d\d)(?: ?[/-] ?(\d{4}|\d{2}))?")
_AROUND: Final = re.compile(
    r"^(?:by|from|due|on|before|until|till|to|w/c|wc|week commencing|week beginning|w/b|w/e|week ending|for|since|"
    r"approx\.?|c\.|circa|about|around|~|est\.?|estimated|target|expected|the|end of|end|early|mid|late|"
    r"beginning of|start of|no later than|"
    r"completed?|done|finished|started)[ :-]+",
    re.I,
)


class ReadDate(NamedTuple):
    """A date that was read, or none; the sentence says what was made of it, or why nothing was."""

    day: date | None
    sentence: str = ""  # "" when there is nothing to say
    whole: bool = True  # whether the date says all that the words said


def looks_like_a_date(cell: Cell) -> bool:
    """Whether the cell is one date, as the file typed it or as words."""
    return isinstance(cell.value, date) or bool(_WHOLE_DAY.fullmatch(cell.text) or _WHOLE_MONTH.fullmatch(cell.text))


def read(cell: Cell, today: date, *, first: bool = False) -> ReadDate:
    """The date in a cell. Of a month or a range the last day is taken, or the `first`, for when something starts."""
    words = " ".join(cell.text.split())
    if isinstance(cell.value, date):
        day = cell.value.date() if isinstance(cell.value, datetime) else cell.value
        if found := _WHOLE_MONTH.fullmatch(words):
            return _month(found, words, first)
        return ReadDate(day, whole=not isinstance(cell.value, datetime))
    if not isinstance(cell.value, bool) and re.fullmatch(r"\d{5}(\.\d+)?", words) and int(float(words)) in _SERIALS:
        day = _EXCEL_START + timedelta(days=int(float(words)))
        return ReadDate(day, f"The number {words} is read as the date {show_date(day)}.")
    if not words.strip("-–—?. "):
        return ReadDate(None)
    return _read_words(words, today, first)


def _read_words(words: str, today: date, first: bool) -> ReadDate:
    if len(words) > _LONGEST:
        return ReadDate(None, f"“{short(words)}” is not a date that can be read. It is kept as a note.", whole=False)
    if plain(words) in NOTHING:
        return ReadDate(None, f"“{short(words)}” is no date yet. It is kept as a note.", whole=False)
    core, peeled = words, False
    while found := _AROUND.match(core):
        core, peeled = core[found.end() :].strip(), True
    core = _CHRISTMAS.sub("25 December", core.strip(" .()"))
    read = _one(core, today, first)
    if read is None:
        days = _days(core, today)
        if not days:
            return ReadDate(
                None, f"“{short(words)}” is not a date that can be read. It is kept as a note.", whole=False
            )
        day = days[0] if first else days[-1]
        read = ReadDate(day, f"Read as {show_date(day)} from “{short(words)}”.", whole=False)
    elif peeled and read.day:
        read = ReadDate(read.day, read.sentence or f"“{short(words)}” is read as {show_date(read.day)}.", whole=False)
    return read


def _one(words: str, today: date, first: bool) -> ReadDate | None:
    """A text that is one day, month, quarter or year and nothing else."""
    try:
        if found := _WHOLE_MONTH.fullmatch(words):
            name, year = found[1], found[2]
            if not (name and len(year) == 2 and not re.search(r"[-/'’]", words) and int(year) < 20):
                return _month(found, words, first)
        if _WHOLE_DAY.fullmatch(words):
            return _day(words, today)
        if found := _QUARTER.fullmatch(words):
            return _quarter(found, words, first)
        if found := _SEASON.fullmatch(words):
            return _season(found, words, first)
        if found := _LONE_MONTH.fullmatch(words):
            return _lone_month(found[1], today, first)
        if found := _YEAR.fullmatch(words):
            return _year(found, words, first)
    except (TypedError, ValueError) as error:
        why = error.sentence if isinstance(error, TypedError) else f"“{short(words)}” is not a date."
        return ReadDate(None, f"{why} It is kept as a note.", whole=False)
    return None


def _day(words: str, today: date) -> ReadDate:
    text = words.replace("'", "").replace("’", "")
    try:
        found = read_datetime(text, today)
    except TypedError:
        # A weekday that does not fit the date is the likelier slip.
        bare = DAY.search(text)
        if bare is None or bare.group() == text:
            raise
        day = read_date(bare.group(), today)
        return ReadDate(day, f"“{short(words)}” is read as {show_date(day)}, whatever weekday that is.", whole=False)
    day = found.date() if isinstance(found, datetime) else found
    whole = not isinstance(found, datetime) or found.time() == time(0)
    if re.search(r"\d{4}|\d{1,2}[/. -]\d{1,2}[/. -]\d{2}|[a-z]\W*\d\d$", text, re.I):
        return ReadDate(day, whole=whole)
    return ReadDate(day, f"“{short(words)}” has no year. It is read as {show_date(day)}.", whole)


def _month(found: re.Match[str], words: str, first: bool) -> ReadDate:
    number = month_number(found[1]) if found[1] else int(found[3] or found[6])
    year = int(found[2] or found[4] or found[5])
    month = Month(year + 2000 if year < 100 else year, number or 0)
    return _edge(month.first, month.last, words, first)


def _season(found: re.Match[str], words: str, first: bool) -> ReadDate:
    year = int(found[2])
    start, months = _SEASONS[found[1].lower()]
    begins = Month(year + 2000 if year < 100 else year, start)
    last = start + months - 1
    ends = Month(begins.year + (last > 12), (last - 1) % 12 + 1)
    return _edge(begins.first, ends.last, words, first)._replace(whole=False)


def _lone_month(name: str, today: date, first: bool) -> ReadDate:
    day = read_date(f"15 {name}", today)
    month = Month(day.year, day.month)
    edge = month.first if first else month.last
    which = "first" if first else "last"
    return ReadDate(edge, f"“{name}” has no year. It is read as its {which} day, {show_date(edge)}.", whole=False)


def _quarter(found: re.Match[str], words: str, first: bool) -> ReadDate:
    quarter, year = int(found[1] or found[2] or found[3]), int(found[4])
    year += 2000 if year < 100 else 0
    start = Month(year + (quarter == 4), (quarter * 3) % 12 + 1)
    end = Month(start.year, start.month + 2)
    return _edge(start.first, end.last, words, first, "of the financial year")


def _year(found: re.Match[str], words: str, first: bool) -> ReadDate:
    year = int(found[1])
    if found[2]:
        if int(found[2]) % 100 != (year + 1) % 100:
            raise ValueError(words)
        return _edge(date(year, 4, 1), date(year + 1, 3, 31), words, first)
    return _edge(date(year, 1, 1), date(year, 12, 31), words, first)


def _edge(start: date, end: date, words: str, first: bool, kind: str = "") -> ReadDate:
    day = start if first else end
    which = "first" if first else "last"
    whose = f" {kind}" if kind else ""
    return ReadDate(day, f"“{short(words)}”{whose} is read as its {which} day, {show_date(day)}.")


def _days(words: str, today: date) -> list[date]:
    """Every day named somewhere in a text, in its order."""
    days = []
    for found in DAY.finditer(words):
        try:
            days.append(read_date(found.group().replace("'", ""), today))
        except TypedError:
            continue
    return days
