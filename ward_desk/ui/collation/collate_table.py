"""Collate table: the tables of this window: words, a mark or a bar in each cell, copied with Ctrl+C."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QTextLayout
from PySide6.QtWidgets import QWidget

from ward_desk.ui import shapes, theme
from ward_desk.ui.import_table import ImportCells, ImportRowTable, paint_words
from ward_desk.ui.marks import Mark
from ward_desk.ui.table.table_cells import row_height
from ward_desk.ui.table.table_model import Index

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_WRAPPED = int(Qt.TextFlag.TextWordWrap)
MOST_WRAPPED = 400  # rows whose words go on in a next line; measuring more would be felt
MOST_LINES = 3
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class Column(NamedTuple):
    """One column: its heading, its least width for a body of 14 px, and its share of the width that is left."""

    heading: str
    least: int
    share: int = 0
    right: bool = False
    whole: str = ""  # the heading in full, where it is cut short
    wraps: bool = True  # whether long words go on in a next line

    @property
    def name(self) -> str:
        """The heading in full."""
        return self.whole or self.heading


class Cell(NamedTuple):
    """What a cell says, and how: words, a mark, or a bar of (tone, number) out of `most`."""

    words: str
    mark: Mark | None = None
    bar: tuple[tuple[str, int], ...] = ()
    most: int = 0
    strong: bool = False


class CollateModel(QAbstractTableModel):
    """Rows to look at."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self.columns = columns
        self._rows: Sequence[Sequence[Cell]] = ()

    def show_rows(self, rows: Sequence[Sequence[Cell]]) -> None:
        """Take other rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def cell(self, index: Index) -> Cell:
        """The cell at an index."""
        return self._rows[index.row()][index.column()]

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        words = self.cell(index).words
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        if role == Qt.ItemDataRole.ToolTipRole:
            return words or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.columns[index.column()].name}: {words or 'empty'}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.heading
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return column.name
        return int(_RIGHT if column.right else _LEFT) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def as_text(self, rows: Sequence[int]) -> str:
        """Rows with their headings, a tab between columns, as spreadsheets and e-mails take a table."""
        lines = [[column.name for column in self.columns]]
        lines += [[" ".join(cell.words.split()) for cell in self._rows[row]] for row in rows]
        return "\n".join("\t".join(line) for line in lines) + "\n"


class _Cells(ImportCells):
    def __init__(self, table: CollateTable) -> None:
        super().__init__(table)
        self._table = table

    def paint_cell(self, painter: QPainter, room: QRect, index: Index) -> None:
        model = self._table.rows
        cell = model.cell(index)
        if cell.mark is not None:
            painter.setFont(theme.font(size=12))
            shapes.paint_pill(painter, room, cell.mark)
        elif cell.bar:
            _paint_bar(painter, room, cell)
        else:
            painter.setFont(theme.font(bold=cell.strong))
            painter.setPen(theme.colour("ink"))
            words = " ".join(cell.words.split())
            column = model.columns[index.column()]
            if column.right:
                painter.drawText(room, _RIGHT, words)
            elif not column.wraps or painter.fontMetrics().horizontalAdvance(words) <= room.width():
                paint_words(painter, room, words)
            else:
                _paint_wrapped(painter, room, words)


def _paint_wrapped(painter: QPainter, room: QRect, words: str) -> None:
    """Words on as many lines as the row is high for; the last one ends in "…" when there is more."""
    lay = QTextLayout(words, painter.font())
    lines = min(MOST_LINES, max(1, (room.height() - theme.px(4)) // painter.fontMetrics().lineSpacing()))
    made: list[str] = []
    lay.beginLayout()
    while len(made) < lines and (line := lay.createLine()).isValid():
        line.setLineWidth(room.width())
        last = len(made) == lines - 1
        made.append(words[line.textStart() :] if last else words[line.textStart() :][: line.textLength()])
    lay.endLayout()
    made[-1] = painter.fontMetrics().elidedText(made[-1], Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, _LEFT, "\n".join(made))


def _paint_bar(painter: QPainter, room: QRect, cell: Cell) -> None:
    """Pieces end to end, as long as their numbers, which stand in them where there is room."""
    painter.setFont(theme.font(size=12))
    metrics = QFontMetrics(painter.font())
    high = metrics.height() + 2
    top = room.center().y() - high / 2 + 0.5
    left = float(room.left())
    for tone, number in cell.bar:
        if not number:
            continue
        wide = room.width() * number / max(cell.most, 1)
        piece = QRectF(left, top, max(wide - 1, 2), high)
        painter.fillRect(piece, theme.colour(f"fill_{tone}"))
        if metrics.horizontalAdvance(str(number)) + 4 <= wide:
            painter.setPen(theme.colour(f"on_fill_{tone}"))
            painter.drawText(piece, Qt.AlignmentFlag.AlignCenter, str(number))
        left += wide


class CollateTable(ImportRowTable):
    """Whole rows; Ctrl+C copies those chosen, or all of them, Delete asks to take the chosen ones out."""

    def __init__(self, columns: Sequence[Column], name: str, parent: QWidget | None = None) -> None:
        self.rows = CollateModel(columns)
        super().__init__(self.rows, name, parent)
        self.rows.setParent(self)
        self.setItemDelegate(_Cells(self))
        self.fit()

    def show_rows(self, rows: Sequence[Sequence[Cell]]) -> None:
        """Show other rows, and stay at the same place of the list."""
        at = max(self.currentIndex().row(), 0)
        self.rows.show_rows(rows)
        self.fit()
        if rows:
            self.be_on(min(at, len(rows) - 1), 0)

    def chosen(self) -> Sequence[object]:
        return self.chosen_rows()

    def size_columns(self) -> None:
        columns = self.rows.columns
        small = QFontMetrics(theme.font(size=12, bold=True))
        least = [
            max(theme.px(one.least), small.horizontalAdvance(one.heading) + theme.px(8) + 16, self._widest_mark(place))
            for place, one in enumerate(columns)
        ]  # a heading has 8 px of its own at either side
        left = self.viewport().width() - sum(least)
        shares = sum(one.share for one in columns)
        for place, one in enumerate(columns):
            more = max(0, left) * one.share // shares if shares else 0
            self.setColumnWidth(place, least[place] + more)
        self._fit_rows()

    def _widest_mark(self, place: int) -> int:
        """How wide the marks of a column are, which are cut short nowhere."""
        metrics = QFontMetrics(theme.font(size=12))
        cells = (self.rows.cell(self.rows.index(at, place)) for at in range(min(self.rows.rowCount(), MOST_WRAPPED)))
        marks = {cell.mark for cell in cells if cell.mark is not None}
        return max((shapes.pill_width(metrics, one) + 2 * theme.px(8) for one in marks), default=0)

    def _fit_rows(self) -> None:
        """Rows as high as their words need, up to a few lines."""
        usual = row_height()
        number = self.rows.rowCount()
        for at in range(min(number, MOST_WRAPPED)):
            lines = max((self._lines(at, place) for place in range(len(self.rows.columns))), default=1)
            spacing = QFontMetrics(theme.font()).lineSpacing()
            self.setRowHeight(at, usual + (min(lines, MOST_LINES) - 1) * spacing)

    def _lines(self, at: int, place: int) -> int:
        cell = self.rows.cell(self.rows.index(at, place))
        column = self.rows.columns[place]
        if cell.mark is not None or cell.bar or column.right or not column.wraps:
            return 1
        metrics = QFontMetrics(theme.font(bold=cell.strong))
        room = self.columnWidth(place) - 2 * theme.px(8)
        words = " ".join(cell.words.split())
        if metrics.horizontalAdvance(words) <= room:
            return 1
        return round(metrics.boundingRect(0, 0, room, 10_000, _WRAPPED, words).height() / metrics.lineSpacing())

    def as_text(self) -> str:
        """The rows chosen, when there are several, or all of them, as text."""
        chosen = self.chosen_rows()
        return self.rows.as_text(chosen if len(chosen) > 1 else range(self.rows.rowCount()))

    def copy(self) -> None:
        """Put them on the clipboard."""
        QGuiApplication.clipboard().setText(self.as_text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)
