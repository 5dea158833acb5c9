"""Fields: reading a field of a row as the text, number or day it holds, when a row is known only as a `Row`."""

from __future__ import annotations

from datetime import date

from ward_desk.core.records import Row, Value


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
