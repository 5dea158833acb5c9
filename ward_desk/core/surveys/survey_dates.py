"""Dates in survey files: which part comes first is decided from a whole column, then each cell is read that way."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from ward_desk.core.periods import MONTHS

_MONTHS: Final = {name[:3].lower(): number for number, name in enumerate(MONTHS, start=1)}
_MONTH: Final = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_CLOCK: Final = (
    r"(?:(?:,? at |,? +|t)[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2})?(?:[.,][0-9]{1,7})?(?: ?[ap]\.?m\.?)?"
    r"(?: ?(?:z|(?:gmt|utc|bst)?[+-]?[0-9]{0,2}:?[0-9]{0,2}))?)?"
)
_WEEKDAY: Final = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},? +)?"
_FIGURES: Final = re.compile(rf"{_WEEKDAY}([0-9]{{1,4}})[/.-]([0-9]{{1,2}})[/.-]([0-9]{{1,4}}){_CLOCK}")
_DAY_MONTH: Final = re.compile(
    rf"{_WEEKDAY}([0-9]{{1,2}})(?:st|nd|rd|th)?[ /-]+(?:of )?{_MONTH}[ ,/-]+([0-9]{{4}}|[0-9]{{2}}){_CLOCK}"
)
_MONTH_DAY: Final = re.compile(rf"{_WEEKDAY}{_MONTH} +([0-9]{{1,2}})(?:st|nd|rd|th)?,? +([0-9]{{4}}){_CLOCK}")
_SERIAL: Final = re.compile(r"([0-9]{5})(?:\.[0-9]{1,12})?")
_SERIALS: Final = range(32_874, 73_051)  # Excel's numbers for 1 January 1990 to 31 December 2099
_EXCEL_START: Final = date(1899, 12, 30)
_LONGEST: Final = 60  # characters
_ENOUGH: Final = 5  # different days; fewer rise by chance
_FEW: Final = 3  # different days; fewer say nothing of how close they lie
_OPEN: Final = 62  # days that a survey is mostly open
_CLOSER: Final = 4  # times closer together is no chance
_NEAR: Final = 50  # two-figure years from here are in the 1900s

ORDERS: Final = ("dmy", "mdy", "ymd")


def read_day(cell: str, order: str = "dmy") -> date | None:
    """The day in a cell, whatever time stands after it; None when it cannot be read.

    `order` is that of the parts of "05/10/23": "dmy", "mdy" or "ymd". A year of four figures in front, and a month in
    words, are read as they stand.
    """
    words = " ".join(cell.lower().split())
    if not words or len(words) > _LONGEST:
        return None
    if found := _FIGURES.fullmatch(words):
        return _in_order(found[1], found[2], found[3], order)
    if found := _DAY_MONTH.fullmatch(words):
        return _day(_year(found[3]), _MONTHS[found[2]], int(found[1]))
    if found := _MONTH_DAY.fullmatch(words):
        return _day(int(found[3]), _MONTHS[found[1]], int(found[2]))
    if (found := _SERIAL.fullmatch(words)) and int(found[1]) in _SERIALS:
        return _EXCEL_START + timedelta(days=int(found[1]))
    return None


def looks_like_a_day(cell: str) -> bool:
    """Whether a cell is a date in some order; a bare number is none."""
    words = " ".join(cell.lower().split())
    return not _SERIAL.fullmatch(words) and any(read_day(cell, order) for order in ORDERS)


def order_of(cells: Iterable[str]) -> tuple[str, bool | None]:
    """The order of the parts of a column's dates, and whether it is certain; None where the order makes no difference.

    An order in which a cell is no day is not the column's. Where two are left, the one in which the column only rises
    or only falls, as the rows of a tool do, is taken. Otherwise it is uncertain, and days come first, as in Britain,
    unless with the month first they lie within the weeks that a survey is open, and much closer together.
    """
    written = [cell for cell in cells if _ambiguous(cell)]
    if not written:
        return "dmy", None
    days = {order: [read_day(cell, order) for cell in written] for order in ORDERS}
    wrong = {order: sum(day is None for day in found) for order, found in days.items()}
    if wrong["ymd"] < min(wrong["dmy"], wrong["mdy"]) or (not wrong["ymd"] and _years_first(days)):
        return "ymd", True
    if wrong["dmy"] != wrong["mdy"]:
        return ("dmy", True) if wrong["dmy"] < wrong["mdy"] else ("mdy", True)
    if days["dmy"] == days["mdy"]:
        return "dmy", None
    rising = {order: _one_way([day for day in days[order] if day]) for order in ("dmy", "mdy")}
    if rising["dmy"] != rising["mdy"]:
        return ("dmy", True) if rising["dmy"] else ("mdy", True)
    return ("mdy" if _months_first(days) else "dmy"), False


def _ambiguous(cell: str) -> bool:
    """Whether what a cell says hangs on the order of its parts."""
    found = _FIGURES.fullmatch(" ".join(cell.lower().split())) if len(cell) <= _LONGEST else None
    return found is not None and len(found[1]) <= 2


def _years_first(days: dict[str, list[date | None]]) -> bool:
    """Whether the days of a column lie within few years only when the year is read first."""
    reach = {order: [day.toordinal() for day in found if day] for order, found in days.items()}
    spans = {order: max(found) - min(found) if found else 0 for order, found in reach.items()}
    return spans["ymd"] < 3 * 366 and all(spans[order] > 8 * 366 for order in ("dmy", "mdy") if reach[order])


def _months_first(days: dict[str, list[date | None]]) -> bool:
    """Whether the days of a column lie much closer together with the month first."""
    found = {order: {day for day in days[order] if day} for order in ("dmy", "mdy")}
    if min(len(one) for one in found.values()) < _FEW:
        return False
    reach = {order: (max(one) - min(one)).days for order, one in found.items()}
    return reach["mdy"] <= _OPEN and reach["mdy"] * _CLOSER < reach["dmy"]


def _one_way(days: list[date]) -> bool:
    if len(set(days)) < _ENOUGH:
        return False
    steps = [two >= one for one, two in pairwise(days) if two != one]
    return all(steps) or not any(steps)


def _in_order(first: str, second: str, third: str, order: str) -> date | None:
    if len(first) == 4:
        return _day(int(first), int(second), int(third)) if len(third) <= 2 else None
    if order == "ymd":
        return _day(_year(first), int(second), int(third)) if len(first) == 2 >= len(third) else None
    if len(first) > 2 or len(third) not in (2, 4):
        return None
    day, month = (first, second) if order == "dmy" else (second, first)
    return _day(_year(third), int(month), int(day))


def _year(figures: str) -> int:
    number = int(figures)
    return number if len(figures) == 4 else number + (1900 if number >= _NEAR else 2000)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1900 <= year < 2200 else None
    except ValueError:
        return None
