"""Figures rows: every value of a file and what becomes of it, as a table; values can be left out."""

from __future__ import annotations

from typing import Any, Final, cast

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QHeaderView,
    QWidget,
)

from ward_desk.service.counts.figures_preview import Line
from ward_desk.ui import shapes, theme
from ward_desk.ui.import_table import ImportCells, ImportRowTable, paint_words
from ward_desk.ui.marks import Mark
from ward_desk.ui.table.table_model import ACCESSIBLE, DISPLAY, TOOLTIP, Index

WHAT: Final = {
    "new": Mark("New", "green", "none"),
    "change": Mark("Change", "blue", "none"),
    "same": Mark("As it is", "grey", "none"),
    "refused": Mark("Refused", "red", "square"),
    "out": Mark("Left out", "grey", "none"),
}
# What the values shown can be narrowed to.
SHOWN: Final = (
    ("", "all"), ("new", "new"), ("change", "to change"), ("same", "as they are"), ("refused", "refused"),
    ("out", "left out"),
)  # fmt: skip
WIDTHS: Final = (11, 6, 28, 10, 12)  # in letters; the last column takes what is left
NARROW: Final = (10, 0, 15, 9, 9), 95  # where there is room for fewer letters than these; the cell is said below
FIRST: Final = ("What", "Cell")


class ValuesModel(QAbstractTableModel):
    """The lines of a preview."""

    def __init__(self, heads: tuple[str, ...], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heads = (*FIRST, *heads)
        self._all: tuple[Line, ...] = ()
        self._lines: list[Line] = []
        self._shown = ""  # one of SHOWN

    def show(self, lines: tuple[Line, ...]) -> None:
        """Show these lines, as narrowed."""
        self._all = lines
        now = [one for one in lines if self._shown in ("", one.what)]
        same = [one.key for one in now] == [one.key for one in self._lines]
        if not same:
            self.beginResetModel()
        self._lines = now
        if not same:
            self.endResetModel()
        elif now:
            self.dataChanged.emit(self.index(0, 0), self.index(len(now) - 1, len(self._heads) - 1))

    def narrow(self, shown: str) -> None:
        """Show only those lines."""
        self._shown = shown
        self.show(self._all)

    def line(self, row: int) -> Line:
        """The line in a row of the table."""
        return self._lines[row]

    def row_of(self, key: int) -> int:
        """Where a line is; the first row when it is not shown."""
        return next((row for row, one in enumerate(self._lines) if one.key == key), 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        across = orientation == Qt.Orientation.Horizontal
        return self._heads[section] if role == DISPLAY and across else None

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        if role not in (DISPLAY, TOOLTIP, ACCESSIBLE) or not index.isValid():
            return None
        line = self._lines[index.row()]
        last = line.becomes if line.what in ("new", "change") else line.sentence
        cells = (WHAT[line.what].words, line.where, line.name, line.of, line.says, last)
        words = cells[index.column()]
        return f"{self._heads[index.column()]}: {words}" if role == ACCESSIBLE else words


class _Cells(ImportCells):
    """Paints what becomes of a value as a pill, a refusal on red, what is left out struck through."""

    def ground(self, index: Index) -> str:
        return "red_ground" if cast(ValuesModel, index.model()).line(index.row()).what == "refused" else ""

    def paint_cell(self, painter: QPainter, room: QRect, index: Index) -> None:
        line = cast(ValuesModel, index.model()).line(index.row())
        column = index.column()
        font = theme.font(size=12 if column == 0 else 13, bold=column == 5 and line.what in ("new", "change"))
        font.setStrikeOut(line.what == "out" and column == 4)
        painter.setFont(font)
        if column == 0:
            shapes.paint_pill(painter, room, WHAT[line.what])
        else:
            soft = line.what in ("out", "same") or column == 1
            painter.setPen(theme.colour("soft" if soft else "ink"))
            paint_words(painter, room, str(index.data()))


class ValuesTable(ImportRowTable):
    """The table. Space or Delete leaves values out, or takes them in again."""

    moved = Signal()  # the current cell is another one

    def __init__(self, model: ValuesModel, parent: QWidget | None = None) -> None:
        super().__init__(model, "Values as they will be", parent)
        self.values = model
        self.setItemDelegate(_Cells(self))
        header = self.horizontalHeader()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.selectionModel().currentChanged.connect(lambda *_: self.moved.emit())
        self.fit()

    def size_columns(self) -> None:
        """Give the columns the sizes of the text in use; in a narrow table some go."""
        letter = QFontMetrics(theme.font(size=13)).horizontalAdvance("0")
        few, room = NARROW
        for column, letters in enumerate(few if self.viewport().width() < room * letter else WIDTHS):
            self.setColumnHidden(column, not letters)
            if letters:
                self.horizontalHeader().resizeSection(column, letters * letter + theme.px(14))

    def current(self) -> Line | None:
        """The line the keyboard is on."""
        index = self.currentIndex()
        return self.values.line(index.row()) if index.isValid() and index.row() < self.values.rowCount() else None

    def go(self, key: int) -> None:
        """Be on that line again, or on the first one when it is not shown any more."""
        if self.values.rowCount():
            self.setCurrentIndex(self.values.index(self.values.row_of(key), max(0, self.currentIndex().column())))

    def chosen(self) -> list[int]:
        """The keys of the chosen lines."""
        return [self.values.line(row).key for row in self.chosen_rows()]
