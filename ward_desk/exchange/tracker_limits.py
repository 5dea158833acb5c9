"""How large an old tracker may be. Beyond this it is a data sheet, or a trap, and is not read at all."""

from __future__ import annotations

from typing import Final

from ward_desk.core.errors import KnownError

LARGEST_FILE: Final = 20_000_000  # bytes
MOST_ROWS: Final = 5_000  # in a sheet
MOST_COLUMNS: Final = 200
LONGEST_CELL: Final = 131_072  # characters, four times what Excel takes and where the csv module stops


class TooLargeError(KnownError):
    """The file holds more than any tracker does."""

    def __init__(self, happened: str) -> None:
        super().__init__(
            "tracker.too_large", happened, "Nothing was changed.",
            "Copy the part that is the action plan into a file of its own, and bring in that one.",
        )  # fmt: skip


def refuse_beyond(row: int, column: int) -> None:
    """Raises TooLargeError for a cell further down or across than a tracker goes; both count from 1."""
    if row > MOST_ROWS:
        raise TooLargeError(f"A sheet has something in row {row:,}. A tracker may have {MOST_ROWS:,} rows.")
    if column > MOST_COLUMNS:
        from openpyxl.utils import get_column_letter

        letters = get_column_letter(min(column, 18_278))
        raise TooLargeError(
            f"A sheet has something in column {letters} ({column:,}). A tracker may have {MOST_COLUMNS:,} columns."
        )
