"""Template sizes: columns and rows about as wide and high as the council made them, so that people know their sheet."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QTableView

from ward_desk.exchange.template.sheet_xml import SheetXml
from ward_desk.ui import theme
from ward_desk.ui.template.template_model import GridModel

LOOKED_AT: Final = 200  # rows whose words are measured
NARROWEST: Final = 28  # px at 100 %
WIDEST: Final = 420
USUAL: Final = 84  # of a column that says nothing and holds nothing
GUESSED: Final = 220  # px, the most for a column that does not say how wide it is
SHORT: Final = 150  # px, to which words get a column that wide even where they could go on over the next one
LETTER: Final = 7  # px of a letter, as spreadsheets count widths
LINE: Final = 26  # px of a row
MOST_LINES: Final = 4


def fit(view: QTableView, model: GridModel, raw: SheetXml) -> None:
    """Give the columns and the first rows of a sheet their sizes."""
    metrics = QFontMetrics(view.font())
    said = {}
    for first, last, letters in raw.column_widths:
        said.update(dict.fromkeys(range(first, min(last, model.columnCount()) + 1), letters))
    longest = _longest(model, metrics)
    for column in range(1, model.columnCount() + 1):
        # A hidden one is shown, in grey: what goes into it can be looked at.
        if said.get(column):
            wide = min(max(theme.px(round(said[column] * LETTER)), theme.px(NARROWEST)), theme.px(WIDEST))
        else:
            wide = min(max(longest.get(column, 0) + theme.px(12), theme.px(USUAL)), theme.px(GUESSED))
        view.setColumnWidth(column - 1, wide)
    for row in range(1, min(LOOKED_AT, model.rowCount()) + 1):
        view.setRowHeight(row - 1, _height(view, model, raw, metrics, row))


def _longest(model: GridModel, metrics: QFontMetrics) -> dict[int, int]:
    """The width in px of the longest words of each column, but for long ones with room beside them."""
    found: dict[int, int] = {}
    for row, column in model.written(LOOKED_AT):
        wide = metrics.horizontalAdvance(model.words(row, column)) if model.right_of(row, column) == column else 0
        if wide <= theme.px(SHORT) or not model.spills(row, column):
            found[column] = max(found.get(column, 0), wide)
    return found


def _height(view: QTableView, model: GridModel, raw: SheetXml, metrics: QFontMetrics, row: int) -> int:
    """As high as the council made the row, or as words that go on in a next line need."""
    least, spacing = theme.px(LINE), metrics.lineSpacing()
    most = least + (MOST_LINES - 1) * spacing
    high = max(least, theme.px(round(raw.row_heights.get(row, 0) * 4 / 3)))
    for column in raw.columns.get(row, ()):
        if column <= model.columnCount() and not model.spills(row, column):
            room, words = _room(view, model, row, column), model.words(row, column)
            needed = metrics.boundingRect(0, 0, room, 10_000, int(Qt.TextFlag.TextWordWrap), words).height()
            high = max(high, least + needed - spacing)
    return min(high, most)


def _room(view: QTableView, model: GridModel, row: int, column: int) -> int:
    last = model.right_of(row, column)
    return max(sum(view.columnWidth(place - 1) for place in range(column, last + 1)) - theme.px(8), theme.px(NARROWEST))
