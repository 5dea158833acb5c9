"""Return sheet table: one table of a return to read, as it will stand in the workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QWidget

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
MOST_LINES: Final = 3
_CLOSE: Final = 28  # px at 100 %, a row where there is little room
_MOST_KEPT: Final = 0.45  # of the width, the most that is kept in sight
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
    if all(row.get(column.key) in (None, "") for row in rows):
        return 0
    if len(rows) > MOST_WRAPPED:
        return most
    return min(most, max((len(shown(column, row.get(column.key))) + 2 for row in rows), default=0))


def _dress(table: QTableView) -> None:
    """How a table to read looks and moves."""
    table.setShowGrid(False)
    table.setStyleSheet("QTableView::item { padding: 0px 5px; }")  # so that cells stand below their headings
    table.setTabKeyNavigation(False)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(row_height())
    table.horizontalHeader().setHighlightSections(False)


class _Kept(QTableView):
    """The first columns of a table once more, over it, while it is scrolled sideways."""

    def __init__(self, table: SheetTable, columns: int) -> None:
        super().__init__(table)
        self._table, self.columns = table, columns
        _dress(self)
        self.setObjectName("kept")
        self.setAccessibleName("Columns kept in sight")
        self.setModel(table.model())
        self.setSelectionModel(table.selectionModel())
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(table)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hide()
        table.verticalHeader().sectionResized.connect(lambda row, _old, new: self.setRowHeight(row, new))
        table.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(table.verticalScrollBar().setValue)
        table.horizontalScrollBar().valueChanged.connect(lambda _at: self.place())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setPen(theme.colour("line"))
        painter.drawLine(self.viewport().rect().topRight(), self.viewport().rect().bottomRight())

    @property
    def room(self) -> int:
        """How much of the table's width they take, in px; 0 when they would take too much of it."""
        wide = sum(self._table.columnWidth(at) for at in range(self.columns))
        return wide if wide <= self._table.viewport().width() * _MOST_KEPT else 0

    def show_columns(self, count: int) -> None:
        """Take the widths and heights of a table of so many columns."""
        for at in range(count):
            self.setColumnHidden(at, at >= self.columns)
            if at < self.columns:
                self.setColumnWidth(at, self._table.columnWidth(at))
        self.place()

    def place(self) -> None:
        """Stand over the columns, when the table is scrolled away from them."""
        table, wanted = self._table, self.room if self._table.horizontalScrollBar().value() > 0 else 0
        self.setVisible(wanted > 0)
        if wanted:
            above, edge = table.horizontalHeader().height(), table.frameWidth()
            self.horizontalHeader().setFixedHeight(above)
            self.setGeometry(edge, edge, wanted, above + table.viewport().height())
            self.verticalScrollBar().setValue(table.verticalScrollBar().value())


class SheetTable(QTableView):
    """A table to read: whole rows, headings in words, columns as wide as their sheet says. Enter opens a row. Its first
    `kept` columns stay in sight while it is scrolled sideways."""

    opened = Signal(int)
    whole_asked = Signal()  # by Space: what is cut in the row is to be read whole

    def __init__(self, name: str, parent: QWidget | None = None, *, wraps: bool = True, kept: int = 1) -> None:
        super().__init__(parent)
        self._wraps, self._close = wraps, False
        self._shown: tuple[Sequence[Column], Sequence[ReturnRow]] = ((), ())
        self.sheet_model = SheetModel(self)
        self.setAccessibleName(name)
        _dress(self)
        self.setModel(self.sheet_model)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        self.kept = _Kept(self, kept)
        self.kept.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def set_close(self, close: bool) -> None:
        """Whether rows stand close together, each on one line, where there is little room."""
        if close != self._close:
            self._close = close
            self._fit_rows(*self._shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.kept.place()

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Bring a cell into sight, not behind the columns that are kept there."""
        super().scrollTo(index, hint)
        if not index.isValid():
            return
        left, bar = self.visualRect(index).left(), self.horizontalScrollBar()
        if index.column() >= self.kept.columns and left < self.kept.room:
            bar.setValue(bar.value() + left - self.kept.room)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
        elif event.key() == Qt.Key.Key_Space:
            self.whole_asked.emit()
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
        self._shown = columns, rows
        self._fit_rows(columns, rows)
        self.kept.show_columns(len(columns))
        self.scrollToTop()

    def _fit_rows(self, columns: Sequence[Column], rows: Sequence[ReturnRow]) -> None:
        """Rows as high as their texts need, up to a few lines; a long table keeps to one line a row."""
        least = theme.px(_CLOSE) if self._close else row_height()
        for one in (self, self.kept):
            one.setWordWrap(self._wraps and not self._close and len(rows) <= MOST_WRAPPED)
            one.verticalHeader().setMinimumSectionSize(1)
            one.verticalHeader().setDefaultSectionSize(least)
        if not self.wordWrap():
            for number in range(min(MOST_WRAPPED, len(rows))):  # a table shown before may have left them higher
                self.setRowHeight(number, least)
            return
        metrics = QFontMetrics(self.font())
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
