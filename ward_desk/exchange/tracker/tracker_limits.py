"""How large a file that is brought in may be. Beyond this it is another kind of file, or a trap, and is not read at
all."""

from __future__ import annotations

from typing import Final, NamedTuple

from ward_desk.core.errors import KnownError

LARGEST_FILE: Final = 20_000_000  # bytes
MOST_CELLS: Final = 1_000_000  # with something in them, in one file
LONGEST_CELL: Final = 131_072  # characters, four times what Excel takes and where the csv module stops


class Limits(NamedTuple):
    """How far the sheets of one kind of file go, and what it is called."""

    code: str  # what its errors begin with
    noun: str
    rows: int
    columns: int
    next_step: str


TRACKER: Final = Limits(
    "tracker", "tracker", 5_000, 200,
    "Copy the part that is the action plan into a file of its own, and bring in that one.",
)  # fmt: skip
MOST_ROWS: Final = TRACKER.rows
MOST_COLUMNS: Final = TRACKER.columns


class TooLargeError(KnownError):
    """The file holds more than any of its kind does."""

    def __init__(self, happened: str, limits: Limits = TRACKER) -> None:
        super().__init__(f"{limits.code}.too_large", happened, "Nothing was changed.", limits.next_step)


def refuse_beyond(row: int, column: int, limits: Limits = TRACKER) -> None:
    """Raises TooLargeError for a cell further down or across than such a file goes; both count from 1."""
    if row > limits.rows:
        raise TooLargeError(
            f"A sheet has something in row {row:,}. A {limits.noun} may have {limits.rows:,} rows.", limits
        )
    if column > limits.columns:
        from openpyxl.utils import get_column_letter

        letters = get_column_letter(min(column, 18_278))
        raise TooLargeError(
            f"A sheet has something in column {letters} ({column:,}). A {limits.noun} may have"
            f" {limits.columns:,} columns.",
            limits,
        )
