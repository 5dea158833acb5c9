"""What a cell of a return says about dates and money, and where a table stands."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal


class WrongKindError(Exception):
    """A cell holds another kind of value than its column; its text says so."""


def corners(ref: str) -> tuple[int, int, int, int] | None:
    """First column, first row, last column, last row; None when the reference is not a block of cells."""
    from openpyxl.utils import range_boundaries

    try:
        left, top, right, bottom = map(int, range_boundaries(ref))
    except (TypeError, ValueError):
        return None
    return left, top, right, bottom


def day_of(value: datetime) -> str:
    if (value.hour, value.minute, value.second, value.microsecond) != (0, 0, 0, 0):
        raise WrongKindError(f"There is a time of day, {value:%H:%M}, where a date should be.")
    return value.date().isoformat()


def pence(pounds: int | float) -> int:
    # Sixteen digits, as written: the seventeenth is where binary fractions show.
    amount = Decimal(f"{pounds:.15g}") * 100
    if amount != int(amount):
        raise WrongKindError(f"There is {pounds}, a part of a penny, where pounds and pence should be.")
    return int(amount)
