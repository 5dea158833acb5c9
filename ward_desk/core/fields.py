"""Fields: reading a field of a row as the text, number or day it holds, when a row is known only as a `Row`, and
showing a day as it is stored."""

from __future__ import annotations

from datetime import date

from ward_desk.core.records import Row, Value
from ward_desk.core.typed import show_date


def text(row: Row, name: str) -> str:
    """The text of a field; empty for an empty field."""
    value = row.get(name)
    return value if isinstance(value, str) else ""


def number(row: Row, name: str) -> int | float | None:
    """The number in a field, a whole one as int; None for an empty field."""
    value = row.get(name)
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    return value if isinstance(value, int) else None


def whole(row: Row, name: str) -> int | None:
    """The whole number in a field; None for an empty field."""
    value = row.get(name)
    return int(value) if isinstance(value, int | float) else None


def day(value: Value) -> date | None:
    """The day of a stored date or time; None for an empty one, or one no calendar has."""
    try:
        return date.fromisoformat(str(value)[:10]) if value else None
    except ValueError:
        return None


def shown_day(value: Value) -> str:
    """A stored day as people read it, "13 Dec 2023"; one no calendar has stays as it is, "" for none."""
    found = day(value)
    return show_date(found) if found else str(value or "")


def short_day(value: Value, today: date) -> str:
    """A stored day as small words have it: "5 Oct", with its year when that is not this one; "" for none."""
    found = day(value)
    if found is None:
        return ""
    shown = show_date(found)
    return shown.rpartition(" ")[0] if found.year == today.year else shown
