"""What a cell's number format is for, and how its number looks to a person."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final, Literal

from ward_desk.core.typed import show_date, show_number

CellKind = Literal["text", "number", "date", "time", "percent", "any"]

_DATES: Final = frozenset((*range(14, 18), 22, *range(27, 37), *range(50, 59)))
_TIMES: Final = frozenset((*range(18, 22), *range(45, 48)))  # of day, without the day
_PERCENTS: Final = (9, 10)
_TEXT: Final = 49
_LAST_OF_THE_STANDARD: Final = 163
# Words in quotation marks, a letter shown as it is, one repeated or left as room, a colour or condition in brackets;
# but [h] and the like are hours that go on beyond a day.
_NOT_THE_FORMAT: Final = re.compile(r'"[^"]*"|\\.|[*_].|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_DAY_0: Final = date(1899, 12, 30)  # what 0 would be, were it not for the 29 February 1900 that never was
_DAY_0_FROM_1904: Final = date(1904, 1, 1)
_FIRST_TRUE_DAY: Final = 61  # 1 March 1900


def kind_of(number: int, code: str) -> CellKind:
    """What a number format is for, by its number and, when the workbook writes it down, its code."""
    if not code and number <= _LAST_OF_THE_STANDARD:
        if number in _DATES:
            return "date"
        if number in _TIMES:
            return "time"
        if number in _PERCENTS:
            return "percent"
        return "text" if number == _TEXT else "number" if number else "any"
    bare = _NOT_THE_FORMAT.sub("", code).split(";")[0].casefold()
    if "general" in bare or not bare.strip():
        return "any"
    if re.search("[ymdhs]", bare):
        return "time" if re.search("[hs]", bare) and not re.search("[yd]", bare) else "date"
    if "%" in bare:
        return "percent"
    if re.search("[0#?]", bare):
        return "number"
    return "text" if "@" in bare else "any"


def serial(day: date, *, from_1904: bool) -> int:
    """The number a spreadsheet keeps for a day. Raises ValueError for a day before those it can count right."""
    if from_1904:
        number = (day - _DAY_0_FROM_1904).days
        if number >= 0:
            return number
    elif (number := (day - _DAY_0).days) >= _FIRST_TRUE_DAY:
        return number
    raise ValueError(f"{show_date(day)} is before the days that a spreadsheet can hold.")


def day_of(number: float, *, from_1904: bool) -> date | None:
    """The day of a number, None when it is none."""
    try:
        return (_DAY_0_FROM_1904 if from_1904 else _DAY_0) + timedelta(days=int(number))
    except (OverflowError, ValueError):
        return None


def shown_number(number: float, kind: CellKind, *, from_1904: bool) -> str:
    """A number about as its cell shows it."""
    if kind == "date" and (day := day_of(number, from_1904=from_1904)) is not None:
        return show_date(day)
    if kind == "time":
        hours, minutes = divmod(round(number % 1 * 1_440) % 1_440, 60)
        return f"{hours:02}:{minutes:02}"
    if kind == "percent":
        return f"{show_number(float(f'{number * 100:.10g}'))}%"
    return show_number(number)
