"""Return sheet table: one table of a return to read, as it will stand in the workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from ward_desk.core.rules import Level
from ward_desk.core.typed import show_date, show_money, show_number
from ward_desk.exchange.returns.return_columns import Column, Kind
from ward_desk.exchange.returns.return_data import ReturnRow, ReturnValue
from ward_desk.ui import theme
from ward_desk.ui.table.table_cells import row_height

Index = QModelIndex | QPersistentModelIndex
NUMBERS: Final[tuple[Kind, ...]] = ("whole", "number", "percent", "money")
WIDEST: Final = 44  # letters of a column; the rest is in its tooltip
MOST_WRAPPED: Final = 200  # rows whose texts are shown on several lines; measuring more would be felt
MOST_LINES: Final = 5
_TONES: Final[dict[Level, str]] = {"error": "red", "warning": "amber"}


class Trouble(NamedTuple):
    """What a check says of one cell."""

    level: Level
    sentence: str


class SheetModel(QAbstractTableModel):
    """The rows of one table, to look at."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns: Sequence[Column] = ()
        self._rows: Sequence[ReturnRow] = ()
        self._troubles: Mapping[tuple[int, str], Trouble] = {}

    def show_rows(
        self, columns: Sequence[Column], rows: Sequence[ReturnRow], troubles: Mapping[tuple[int, str], Trouble]
    ) -> None:
        """Take another table; `troubles` are by row and key of the column."""
        self.beginResetModel()
        self._columns, self._rows, self._troubles = columns, rows, troubles
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def row(self, place: int) -> ReturnRow:
        """The row at a place."""
        return self._rows[place]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self._columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        trouble = self._troubles.get((index.row(), column.key)) if self._troubles else None
        if role == Qt.ItemDataRole.DisplayRole:
            words = " ".join(shown(column, self._rows[index.row()].get(column.key)).split())
            return f"▲ {words or trouble.sentence}" if trouble else words
        if role == Qt.ItemDataRole.ToolTipRole:
            words = shown(column, self._rows[index.row()].get(column.key))
            return "\n".join(filter(None, (words, trouble.sentence if trouble else ""))) or None
        if trouble and role == Qt.ItemDataRole.BackgroundRole:
            return theme.colour(f"{_TONES[trouble.level]}_ground")
        if trouble and role == Qt.ItemDataRole.ForegroundRole:
            return theme.colour(f"{_TONES[trouble.level]}_ink")
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return column.heading
        return _alignment(column) if role == Qt.ItemDataRole.TextAlignmentRole else None


def _alignment(column: Column) -> int:
    side = Qt.AlignmentFlag.AlignRight if column.kind in NUMBERS else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)


def shown(column: Column, value: ReturnValue) -> str:
    """A value as the workbook shows it: "£4,500", "13 Dec 2023", "45%"."""
    if value is None:
        return ""
    if isinstance(value, str):
        return show_date(date.fromisoformat(value)) if column.kind == "date" else value
    if column.kind == "money":
        return show_money(int(value))
    return f"{show_number(value)}%" if column.kind == "percent" else show_number(value)


def _letters(column: Column, rows: Sequence[ReturnRow]) -> int:
    """How many letters a column has room for: those of its sheet, or of what it holds where that is less; nothing in
    it, and its heading will do."""
    most = min(column.width, WIDEST)
    if len(rows) > MOST_WRAPPED:
        return most
    return min(most, max((len(shown(column, row.get(column.key))) + 2 for row in rows), default=0))


class SheetTable(QTableView):
    """A table to read: whole rows, headings in words, columns as wide as their sheet says. Enter opens a row."""

    opened = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None, *, wraps: bool = True) -> None:
        super().__init__(parent)
        self._wraps = wraps
        self.sheet_model = SheetModel(self)
        self.setModel(self.sheet_model)
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setStyleSheet("QTableView::item { padding: 0px 5px; }")  # so that cells stand below their headings
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(row_height())
        self.horizontalHeader().setHighlightSections(False)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def show_rows(
        self,
        columns: Sequence[Column],
        rows: Sequence[ReturnRow],
        troubles: Mapping[tuple[int, str], Trouble] | None = None,
    ) -> None:
        """Show a table, from its first row; `troubles` by row and key of the column are marked."""
        self.sheet_model.show_rows(columns, rows, troubles or {})
        bold = QFont(self.horizontalHeader().font())
        bold.setBold(True)
        metrics = QFontMetrics(bold)
        for place, column in enumerate(columns):
            heading = metrics.horizontalAdvance(column.heading) + theme.px(6)
            wide = _letters(column, rows) * theme.px(7)
            self.horizontalHeader().resizeSection(place, max(heading, wide) + theme.px(16))
        self.horizontalHeader().setStretchLastSection(bool(columns) and columns[-1].kind == "long")
        self._fit_rows(columns, rows)
        self.scrollToTop()

    def _fit_rows(self, columns: Sequence[Column], rows: Sequence[ReturnRow]) -> None:
        """Rows as high as their texts need, up to a few lines; a long table keeps to one line a row."""
        self.setWordWrap(self._wraps and len(rows) <= MOST_WRAPPED)
        if not self.wordWrap():
            for number in range(min(MOST_WRAPPED, len(rows))):  # a table shown before may have left them higher
                self.setRowHeight(number, row_height())
            return
        metrics, least = QFontMetrics(self.font()), row_height()
        most = metrics.lineSpacing() * MOST_LINES + theme.px(8)
        flags = int(Qt.TextFlag.TextWordWrap)
        texts = [(place, column) for place, column in enumerate(columns) if column.kind in ("text", "long", "mark")]
        for number, row in enumerate(rows):
            height = least
            for place, column in texts:
                words = shown(column, row.get(column.key))
                room = self.columnWidth(place) - theme.px(14)
                if metrics.horizontalAdvance(words) > room:
                    box = metrics.boundingRect(0, 0, room, 10_000, flags, " ".join(words.split()))
                    height = max(height, box.height() + theme.px(10))
            self.setRowHeight(number, min(height, most))
