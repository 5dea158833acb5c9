"""Old trackers as CSV: however the text was written (UTF-8, UTF-16, Windows-1252) and whatever parts its columns."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from contextlib import suppress
from itertools import islice
from typing import Final

from ward_desk.core.tracker.tracker import Cell
from ward_desk.exchange.cell_text import clean_text
from ward_desk.exchange.csv_out import GUARDED
from ward_desk.exchange.tracker.tracker_limits import (
    LONGEST_CELL,
    MOST_CELLS,
    TRACKER,
    Limits,
    TooLargeError,
    refuse_beyond,
)
from ward_desk.exchange.workbook_file import PASSWORD, NotAWorkbookError

_DELIMITERS: Final = (",", ";", "\t", "|")
_LOOKED_AT: Final = 200_000  # characters, and
_ROWS_LOOKED_AT: Final = 100  # rows, to find what parts the columns
_MARKS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_NOT_TEXT: Final = re.compile("[\x00-\x08\x0e-\x1f]")
_EMPTY: Final = Cell("", None)


def read_rows(content: bytes, limits: Limits = TRACKER) -> tuple[tuple[Cell, ...], ...]:
    """The rows of a CSV file, all equally long. Raises NotAWorkbookError or TooLargeError."""
    text = decoded(content)
    named = re.match(r"sep=(.)\r?\n", text)
    if named:
        text = text[named.end() :]
    rows: list[list[str]] = []
    filled, left = 0, MOST_CELLS
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=named[1] if named else _delimiter(text)):
            cells = [clean_text(_unguarded(cell)).strip() for cell in row]
            while cells and not cells[-1]:
                cells.pop()
            rows.append(cells)
            if cells:
                filled = len(rows)
                refuse_beyond(filled, len(cells), limits)
                left -= sum(map(bool, cells))
                if left < 0:
                    raise TooLargeError(f"The file holds far more cells than a {limits.noun} does.", limits)
    except csv.Error as error:
        raise TooLargeError(
            f"A cell holds more than {LONGEST_CELL:,} characters, or a quotation mark is never closed.", limits
        ) from error
    width = max((len(row) for row in rows[:filled]), default=0)
    return tuple(
        tuple(Cell(word, word) if word else _EMPTY for word in row) + (_EMPTY,) * (width - len(row))
        for row in rows[:filled]
    )


def _unguarded(cell: str) -> str:
    """Without the ' that lists of the desk put before what a spreadsheet would take for a formula."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(GUARDED) else cell


def decoded(content: bytes) -> str:
    """The text of a file. Raises NotAWorkbookError when it is none."""
    if content.startswith((b"PK\x03\x04", PASSWORD)):
        raise NotAWorkbookError("The file has the name of a CSV or text file, but is a workbook.")
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _text(content, encoding)
    start = content[:2_000]
    if start.count(0) > len(start) // 4:  # UTF-16 without its mark: every other byte of plain words is 0
        return _text(content, "utf-16-le" if start[1::2].count(0) >= start[::2].count(0) else "utf-16-be")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _text(content, "cp1252")
    return _text_only(text)


def _text(content: bytes, encoding: str) -> str:
    try:
        return _text_only(content.decode(encoding))
    except UnicodeDecodeError as error:
        raise NotAWorkbookError("The file is not text, or is written in a way that cannot be read.") from error


def _text_only(text: str) -> str:
    if _NOT_TEXT.search(text):
        raise NotAWorkbookError("The file is called CSV or text, but holds something else.")
    return text


def _delimiter(text: str) -> str:
    """The sign that parts most rows into equally many columns."""

    def fit(sign: str) -> tuple[int, int]:
        widths = Counter[int]()
        with suppress(csv.Error):
            for row in islice(csv.reader(io.StringIO(text[:_LOOKED_AT], newline=""), delimiter=sign), _ROWS_LOOKED_AT):
                widths[len(row)] += 1
        width, rows = max(widths.items(), key=lambda one: (one[0] > 1, one[1], one[0]), default=(0, 0))
        return rows * (width - 1), width  # a sign that only stands in some texts parts little

    return max(_DELIMITERS, key=fit)
