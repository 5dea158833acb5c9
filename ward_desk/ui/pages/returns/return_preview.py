"""Return preview: the tables of a return as they will stand in the workbook, and what changed since the last one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView, QVBoxLayout, QWidget

from ward_desk.core.typed import show_date, show_money, show_number
from ward_desk.exchange.returns.return_data import ReturnData, ReturnRow, ReturnValue
from ward_desk.exchange.returns.return_layout import cover_rows
from ward_desk.exchange.returns.return_sheets import COVER, TABLES, Column, Kind, Sheet, sheet_of
from ward_desk.service.returns.return_changes import Change
from ward_desk.ui import theme
from ward_desk.ui.table.table_cells import row_height
from ward_desk.ui.widgets import Choice, label

Index = QModelIndex | QPersistentModelIndex
NUMBERS: Final[tuple[Kind, ...]] = ("whole", "number", "percent", "money")
WIDEST: Final = 44  # letters of a column; the rest is in its tooltip
CHANGES: Final = (
    Column("sheet", "Sheet", width=16), Column("ref", "Record", width=16), Column("what", "What changed", "long", 80),
)  # fmt: skip


class SheetModel(QAbstractTableModel):
    """The rows of one table, to look at."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns: Sequence[Column] = ()
        self._rows: Sequence[ReturnRow] = ()

    def show_rows(self, columns: Sequence[Column], rows: Sequence[ReturnRow]) -> None:
        """Take another table."""
        self.beginResetModel()
        self._columns, self._rows = columns, rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self._columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            words = shown(column, self._rows[index.row()].get(column.key))
            return " ".join(words.split()) if role == Qt.ItemDataRole.DisplayRole else words or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
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


class SheetTable(QTableView):
    """A table to read: whole rows, headings in words, columns as wide as their sheet says."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet_model = SheetModel(self)
        self.setModel(self.sheet_model)
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setStyleSheet("QTableView::item { padding: 0px 5px; }")  # so that cells stand below their headings
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(row_height())
        self.horizontalHeader().setHighlightSections(False)

    def show_rows(self, columns: Sequence[Column], rows: Sequence[ReturnRow]) -> None:
        """Show a table, from its first row."""
        self.sheet_model.show_rows(columns, rows)
        letter = theme.px(8)
        for place, column in enumerate(columns):
            heading = round(len(column.heading) * letter * 0.95)
            wide = min(column.width, WIDEST) * theme.px(7)
            self.horizontalHeader().resizeSection(place, max(heading, wide) + theme.px(16))
        self.horizontalHeader().setStretchLastSection(bool(columns) and columns[-1].kind == "long")
        self.scrollToTop()


class Preview(QWidget):
    """The sheets of a return, one at a time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data: ReturnData | None = None
        self._table = "action_plan"
        self.sheet = Choice("Sheet:")
        self.sheet.setAccessibleName("Sheet shown")
        self.sheet.activated.connect(self._on_sheet)
        self.about = label("", "soft", wrap=True)
        self.about.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.table = SheetTable("Preview of the return")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.sheet, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.about)
        column.addWidget(self.table, 1)

    def show_nothing(self, words: str) -> None:
        """Say why there is nothing to look at."""
        self._data = None
        self.about.setText(words)
        self.sheet.hide()
        self.table.hide()

    def show_data(self, data: ReturnData) -> None:
        """Show a return, staying on the same sheet."""
        self._data = data
        self.sheet.show()
        self.table.show()
        rows = [(COVER.table, COVER.title), *((one.table, f"{one.title} ({_number(data, one)})") for one in TABLES)]
        self.sheet.fill(rows, self._table)
        self._show_sheet()

    def _on_sheet(self, place: int) -> None:
        self._table = str(self.sheet.itemData(place))
        self._show_sheet()

    def _show_sheet(self) -> None:
        if self._data is None:
            return
        sheet = sheet_of(self._table, self._data.header.schema_version)
        rows = cover_rows(self._data.header) if sheet == COVER else self._data.tables[sheet.table]
        self.about.setText(sheet.about if rows else f"{sheet.about} Nothing to report this quarter.")
        self.table.show_rows(sheet.columns, rows)


def _number(data: ReturnData, sheet: Sheet) -> str:
    return f"{len(data.tables[sheet.table]):,}"


class Changes(QWidget):
    """What differs from the return that was sent last."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = label("", "soft", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.table = SheetTable("Changes since the last return")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.words)
        column.addWidget(self.table, 1)

    def show_changes(self, words: str, changes: Sequence[Change]) -> None:
        """Show the differences, `words` above them."""
        self.words.setText(words)
        self.table.setVisible(bool(changes))
        self.table.show_rows(CHANGES, [{"sheet": one.sheet, "ref": one.ref, "what": one.what} for one in changes])
