"""Old trackers as workbooks: each sheet as people see it, with the colours, merged cells and hidden parts.

The sheets are first gone through as a stream (`workbook_scan`). Only then does openpyxl read them, no further than
they reach.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from ward_desk.core.errors import KnownError
from ward_desk.core.tracker.tracker import Cell, Sheet
from ward_desk.exchange.file_limits import LONGEST_CELL, Limits, TooLargeError
from ward_desk.exchange.tracker.tracker_colour import Palette
from ward_desk.exchange.tracker.tracker_limits import TRACKER
from ward_desk.exchange.tracker.tracker_shown import shown, typed
from ward_desk.exchange.workbook_file import NotAWorkbookError
from ward_desk.exchange.workbook_scan import FAULTY, Outline, outlines

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

_EMPTY: Final = Cell("", None)


def read_sheets(content: bytes, limits: Limits = TRACKER) -> tuple[Sheet, ...]:
    """Every sheet of the workbook, in its order; charts are left out.

    Raises NotAWorkbookError for what is no workbook or not a safe one, KnownError for one that is too large.
    """
    try:
        return _sheets(content, outlines(content, limits), limits)
    except KnownError:
        raise
    except Exception as error:
        # A damaged part shows as KeyError, ValueError, TypeError, ExpatError, BadZipFile, zlib.error and more.
        raise NotAWorkbookError(FAULTY) from error


def _sheets(content: bytes, found: dict[str, Outline], limits: Limits) -> tuple[Sheet, ...]:
    import openpyxl
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

    with warnings.catch_warnings():
        # It warns of things that other programs add and we do not look at.
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        try:
            palette = Palette(book)
            return tuple(
                _sheet(one, found[one._worksheet_path.removeprefix("/")], palette, limits)
                for one in book.worksheets
                if isinstance(one, ReadOnlyWorksheet)
            )
        finally:
            book.close()


def _sheet(sheet: ReadOnlyWorksheet, outline: Outline, palette: Palette, limits: Limits) -> Sheet:
    width = max(outline.last_column, min(outline.styled_column, limits.columns))
    rows = []
    if outline.last_row:
        found = sheet.iter_rows(min_row=1, max_row=outline.last_row, min_col=1, max_col=width)
        rows = [
            [
                _cell(cell, outline.formulas.get((row, column), ""), palette, limits)
                for column, cell in enumerate(cells, start=1)
            ]
            for row, cells in enumerate(found, start=1)
        ]
    room = len(rows) * width
    for ref in outline.merged:
        room -= _repeat(rows, ref)
        if room < 0:
            raise NotAWorkbookError(FAULTY)  # merged ranges that lie over each other
    rows, width = _trimmed(rows)
    return Sheet(
        name=str(sheet.title),
        rows=tuple(tuple(row) for row in rows),
        hidden=sheet.sheet_state != "visible",
        hidden_columns=frozenset(column - 1 for column in outline.hidden_columns if column <= width),
        hidden_rows=frozenset(row - 1 for row in outline.hidden_rows if row <= len(rows)),
    )


def _cell(cell: Any, formula: str, palette: Palette, limits: Limits) -> Cell:
    """One cell of openpyxl's; a formula whose answer is not in the file is shown itself."""
    style = getattr(cell, "_style_id", 0)
    colour = palette.of(style) if style else ""
    value = typed(cell.value)
    if value is None:
        words = f"={formula}" if formula else ""
        return Cell(words, words, colour) if words else Cell("", None, colour) if colour else _EMPTY
    if isinstance(value, str):
        if len(value) > LONGEST_CELL:
            raise TooLargeError(f"A cell holds more than {LONGEST_CELL:,} characters.", limits)
        if not colour and style and not any(one.isalnum() for one in value):
            colour = palette.of_letters(style)
        return Cell(value, value, colour)
    return Cell(shown(value, cell.number_format), value, colour)


def _repeat(rows: list[list[Cell]], ref: str) -> int:
    """Give every empty cell of a merged range what its top left one holds. Gives how many cells it has in these rows.

    Some programs leave words under a merged cell; they stay.
    """
    from openpyxl.utils import range_boundaries

    left, top, right, bottom = range_boundaries(ref)
    if left is None or top is None or right is None or bottom is None or top > len(rows) or left > len(rows[0]):
        return 0
    repeated = rows[top - 1][left - 1]._replace(merged=True)
    bottom, right = min(int(bottom), len(rows)), min(int(right), len(rows[0]))
    for at in range(top - 1, bottom):
        for column in range(left - 1, right):
            if (at, column) != (top - 1, left - 1) and not rows[at][column].text:
                rows[at][column] = repeated
    return int((bottom - top + 1) * (right - left + 1))


def _is_rating(colours: Iterable[str]) -> bool:
    """Whether a column without words has several ratings as its colours: a band over a row goes on for ever."""
    return len({"red", "amber", "green"}.intersection(colours)) > 1


def _trimmed(rows: list[list[Cell]]) -> tuple[list[list[Cell]], int]:
    """The rows without the empty ones and the empty columns at their end, and how many columns are left."""
    while rows and not any(cell.text for cell in rows[-1]):
        rows.pop()
    width = len(rows[0]) if rows else 0
    while width and not any(row[width - 1].text for row in rows):
        width -= 1
    rated = width
    while rows and rated < min(len(rows[0]), width + 2) and _is_rating(row[rated].colour for row in rows):
        rated += 1
    width = rated
    return [row[:width] for row in rows], width
