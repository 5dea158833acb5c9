"""Old trackers as CSV: however the text was written (UTF-8, UTF-16, Windows-1252) and whatever parts its columns."""

from __future__ import annotations

import csv
import io
from typing import Final

from ward_desk.core.tracker.tracker import Cell
from ward_desk.exchange.cell_text import clean_text
from ward_desk.exchange.file_limits import Limits, TooLargeError, refuse_beyond
from ward_desk.exchange.text_file import TOO_LONG, encoding_of, layout_of, unguarded
from ward_desk.exchange.tracker.tracker_limits import MOST_CELLS, TRACKER

_EMPTY: Final = Cell("", None)


def read_rows(content: bytes, limits: Limits = TRACKER) -> tuple[tuple[Cell, ...], ...]:
    """The rows of a CSV file, all equally long. Raises NotAWorkbookError or TooLargeError."""
    text = content.decode(encoding_of(content))
    layout = layout_of(text)
    rows: list[list[str]] = []
    filled, left = 0, MOST_CELLS
    try:
        for row in csv.reader(io.StringIO(text[layout.begins :], newline=""), delimiter=layout.sign):
            cells = [clean_text(unguarded(cell)).strip() for cell in row]
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
        raise TooLargeError(TOO_LONG, limits) from error
    width = max((len(row) for row in rows[:filled]), default=0)
    return tuple(
        tuple(Cell(word, word) if word else _EMPTY for word in row) + (_EMPTY,) * (width - len(row))
        for row in rows[:filled]
    )
