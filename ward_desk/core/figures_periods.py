"""Periods as spreadsheets write them: a month or quarter over a column or in a cell, and what is only their total."""

from __future__ import annotations

import re
from datetime import date
from typing import Final, NamedTuple

from ward_desk.core.periods import MONTHS, Month, PeriodError, Quarter, month_number
from ward_desk.core.tracker.tracker import Cell

_MONTH: Final = "(?:" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS) + "|sept)"
_YEAR: Final = r"(?:\d{4}|'?\d{2})"
_FIN: Final = r"(?:fy ?)?(?P<from>(?:20)?\d{2}) ?[-/–] ?(?P<to>\d{4}|\d{2})"
_MONTH_YEAR: Final = re.compile(rf"(?P<month>{_MONTH})\.?[ ,/'-]*(?P<year>{_YEAR})", re.I)
# With a point they are numbers: 1.2045, 1250.10.
_NUMERIC: Final = re.compile(r"(?P<month>\d{1,2})/(?P<year>(?:19|20)\d{2})")
_KEY: Final = re.compile(r"(?P<year>(?:19|20)\d{2})[-/](?P<month>\d{1,2})")
_DAY: Final = re.compile(r"(?P<a>\d{1,2})[/.-](?P<b>\d{1,2})[/.-](?P<year>\d{4}|\d{2})|(?P<iso>\d{4}-\d{2}-\d{2})")
_LONE_MONTH: Final = re.compile(rf"(?P<month>{_MONTH})\.?", re.I)
_QUARTER: Final = r"(?:q(?:uarter|tr)?\.? ?(?P<q>[1-4])|(?P<q2>[1-4])(?:st|nd|rd|th)? ?q(?:uarter|tr)?)"
_QUARTER_YEAR: Final = re.compile(rf"{_QUARTER}[ ,:-]*{_FIN}", re.I)
_YEAR_QUARTER: Final = re.compile(rf"{_FIN}[ ,:-]*(?P<ytd>ytd[ -])?{_QUARTER}", re.I)
_LONE_QUARTER: Final = re.compile(_QUARTER, re.I)
_SPAN: Final = re.compile(rf"(?P<first>{_MONTH})\.? ?(?:-|–|to) ?(?P<last>{_MONTH})\.?[ ']*(?P<year>{_YEAR})?", re.I)
_UNDER_YEAR: Final = re.compile(r"(?P<year>(?:fy ?)?\d{4}(?: ?[-/–] ?\d{2,4})?): (?P<rest>.+)", re.I)
_TOTAL: Final = re.compile(
    r"(?:grand |sub ?-?|running |annual |year(?:ly)? |full ?year |cumulative )*"
    r"(?:totals?|sum|ytd|y t d|year ?to ?date|year|to date|average|avg|mean|cumulative|annual|full ?year|outturn)\b.*"
    r"|(?:fy ?)?\d{4}(?: ?[-/–] ?\d{2,4})?"
    r"|.*\b(?:total|ytd|year to date|average)",
    re.I,
)


class ReadPeriod(NamedTuple):
    """A period that was read: its key, "" for none; whether the year was the one asked for; or why there is none."""

    key: str
    guessed_year: bool = False
    sentence: str = ""


def is_total(words: str) -> bool:
    """Whether a heading or a row's name is a total of others: Total, YTD, Year, "2023-24"."""
    return bool(_TOTAL.fullmatch(" ".join(words.split())))


def is_period(cell: Cell) -> bool:
    """Whether a heading is a month or quarter, with or without its year."""
    return bool(read(cell, 2000, 4).key)


def read(cell: Cell, year: int, start_month: int, *, month_first: bool = False) -> ReadPeriod:
    """The month or quarter a cell names. One without a year is in the financial year that starts in `year`; a day
    stands for its month, and `month_first` is how 03/04/2023 is read."""
    if isinstance(cell.value, date):
        return _month(cell.value.year, cell.value.month)
    words = " ".join(cell.text.replace("–", "-").split())
    if not words or len(words) > 60:
        return ReadPeriod("", sentence="There is no period.")
    try:
        found = _read(words, year, start_month, month_first)
    except PeriodError as error:
        return ReadPeriod("", sentence=error.sentence)
    return found or ReadPeriod(
        "", sentence=f"“{words}” is not a month or a quarter. Type it as Dec 2023 or Q3 2023-24."
    )


def _read(words: str, year: int, start: int, month_first: bool) -> ReadPeriod | None:
    if found := _YEAR_QUARTER.fullmatch(words) or _QUARTER_YEAR.fullmatch(words):
        quarter = _quarter(found, start)
        return ReadPeriod(quarter.to_date_key if found.groupdict().get("ytd") else quarter.key)
    if found := _MONTH_YEAR.fullmatch(words) or _NUMERIC.fullmatch(words) or _KEY.fullmatch(words):
        return _month(_whole_year(found["year"]), month_number(found["month"]) or int(found["month"]))
    if found := _DAY.fullmatch(words):
        if found["iso"]:
            return ReadPeriod(Month.parse(found["iso"][:7]).key)
        month = int(found["a" if month_first else "b"])
        return _month(_whole_year(found["year"]), month)
    if found := _LONE_QUARTER.fullmatch(words):
        return ReadPeriod(Quarter(year, int(found["q"] or found["q2"]), start).key, guessed_year=True)
    if found := _LONE_MONTH.fullmatch(words):
        return _in_year(found["month"], year, start, guessed=True)
    if found := _SPAN.fullmatch(words):
        return _span(found, year, start)
    if found := _UNDER_YEAR.fullmatch(words):
        return _under(found["year"], found["rest"], start, month_first)
    return None


def _under(over: str, rest: str, start: int, month_first: bool) -> ReadPeriod | None:
    """A month or quarter under a heading that is its year: "2023-24: Apr", "2023: Apr"."""
    year = int(re.sub(r"\D", "", over[: over.find("20") + 4])[-4:])
    one_year = re.fullmatch(r"\d{4}", over)
    found = _LONE_MONTH.fullmatch(rest)
    if one_year and found:
        return _month(year, month_number(found["month"]) or 0)
    read = _read(rest, year, start, month_first)
    return read._replace(guessed_year=False) if read else None


def _span(found: re.Match[str], year: int, start: int) -> ReadPeriod | None:
    first, last = month_number(found["first"]) or 0, month_number(found["last"]) or 0
    if (last - first) % 12 != 2 or (first - start) % 3:
        return None
    number = (first - start) % 12 // 3 + 1
    if not found["year"]:
        return ReadPeriod(Quarter(year, number, start).key, guessed_year=True)
    return ReadPeriod(Quarter.of(date(_whole_year(found["year"]), last, 1), start).key)


def _quarter(found: re.Match[str], start: int) -> Quarter:
    number = int(found["q"] or found["q2"])
    first = _whole_year(found["from"])
    return Quarter.parse(f"Q{number} {first}-{(_whole_year(found['to'])) % 100:02d}", start)


def _in_year(name: str, year: int, start: int, *, guessed: bool) -> ReadPeriod:
    month = month_number(name) or 0
    return ReadPeriod(Month(year + (month < start), month).key, guessed_year=guessed)


def _month(year: int, month: int) -> ReadPeriod:
    return ReadPeriod(Month(year, month).key)


def _whole_year(words: str) -> int:
    figures = words.lstrip("'")
    return int(figures) if len(figures) == 4 else 2000 + int(figures)


def has_day(cell: Cell) -> bool:
    """Whether a cell is a day in figures that can be read with the day or the month first, such as 03/04/2023."""
    found = None if isinstance(cell.value, date) else _DAY.fullmatch(" ".join(cell.text.split()))
    return bool(found and not found["iso"] and int(found["a"]) <= 12 and int(found["b"]) <= 12)
