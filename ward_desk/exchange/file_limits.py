"""How large a file that is brought in may be. Beyond this it is another kind of file, or a trap, and is not read at
all."""

from __future__ import annotations

from typing import Final, NamedTuple

from ward_desk.core.errors import KnownError

LONGEST_CELL: Final = 131_072  # characters, four times what Excel takes and where the csv module stops


class Limits(NamedTuple):
    """How far the sheets of one kind of file go, and what it is called."""

    code: str  # what its errors begin with
    noun: str
    rows: int
    columns: int
    next_step: str
    elements: int = 1_200_000  # of XML in all sheets together; 5,000 rows of 100 columns have a million
    sheet: int = 60_000_000  # bytes of XML in one sheet
    words: int = 20_000_000  # bytes of XML in the list of words the sheets share


class TooLargeError(KnownError):
    """The file holds more than any of its kind does."""

    def __init__(self, happened: str, limits: Limits) -> None:
        super().__init__(f"{limits.code}.too_large", happened, "Nothing was changed.", limits.next_step)


def refuse_beyond(row: int, column: int, limits: Limits) -> None:
    """Raises TooLargeError for a cell further down or across than such a file goes; both count from 1."""
    if row > limits.rows:
        raise TooLargeError(
            f"A sheet has something in row {row:,}. A {limits.noun} may have {limits.rows:,} rows.", limits
        )
    if column > limits.columns:
        raise TooLargeError(
            f"A sheet has something in column {column_letters(column)} ({column:,}). A {limits.noun} may have"
            f" {limits.columns:,} columns.",
            limits,
        )


def column_letters(column: int) -> str:
    """What a spreadsheet calls a column, counted from 1: "D", "ALL"; those beyond "ZZZ" share that name."""
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(min(column, 18_278)))
