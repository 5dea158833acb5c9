"""What a person sees in a spreadsheet's cell: the typed value in the format of the cell."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Final

from ward_desk.core.periods import MONTHS
from ward_desk.exchange.cell_text import clean_text, unescape

Typed = str | int | float | bool | date | datetime | None

_SIDE: Final = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.')  # words, colours and spaces of a number format
_EXACT: Final = 1e15  # from here on a whole number is no longer exact


def typed(value: object) -> Typed:
    """The value as a tracker keeps it: times of midnight are days, whole numbers are int."""
    if isinstance(value, str):
        return clean_text(unescape(value)).strip() or None
    if isinstance(value, datetime):
        return value.date() if value.time() == time(0) else value
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        return int(value)
    if isinstance(value, (time, timedelta)):
        return str(value)
    return value if isinstance(value, (bool, int, float, date)) else None


def shown(value: Typed, style: str) -> str:
    """The words of a cell with this value and number format ("0%", "mmm-yy"); "" for an empty one."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return str(value).upper()
    plain = _SIDE.sub("", style).split(";")[0].lower()
    if isinstance(value, date):
        return _day(value, plain)
    return _number(value, plain, style)


def _day(day: date, style: str) -> str:
    clock = f" {day:%H:%M}" if isinstance(day, datetime) else ""
    month = MONTHS[day.month - 1]
    name = month if "mmmm" in style else month[:3]
    if "d" not in style and "m" in style and "y" in style:
        year = f"{day.year:04d}" if "yyy" in style else f"{day.year % 100:02d}"
        return f"{name}-{year}" if "mmm" in style else f"{day.month:02d}/{year}"
    return (f"{day.day} {name} {day.year:04d}" if "mmm" in style else f"{day:%d/%m/}{day.year:04d}") + clock


def _number(value: float, plain: str, style: str) -> str:
    if "%" in plain:
        return f"{round(value * 100, 6):g}%"
    pound = "£" if "£" in style else ""
    if isinstance(value, int):
        text = f"{value:,}" if "," in plain else str(value)
    else:
        decimals = len(found[1]) if (found := re.search(r"\.(0+)", plain)) else None
        text = f"{value:.10g}" if decimals is None else f"{value:,.{decimals}f}"
    return f"-{pound}{text[1:]}" if text.startswith("-") else pound + text
