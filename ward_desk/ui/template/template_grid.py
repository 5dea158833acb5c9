"""Template grid: the cells of one sheet of the council's template, as a spreadsheet shows them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from ward_desk.core.template.mapping import column_letters
from ward_desk.exchange.template.template_file import Cell, SheetInfo, Template
from ward_desk.service.template.mapping_work import Place, Target
from ward_desk.ui import theme

Index = QModelIndex | QPersistentModelIndex
MORE: Final = 20, 3  # rows and columns shown beyond the last one that holds something
LEAST: Final = 40, 12
MOST: Final = 20_000, 400  # what is further out can't be pointed at
MOST_SPANS: Final = 2_000
_BLOCK: Final = 200  # rows read at once
_KINDS: Final = {"text": "words", "number": "a number", "date": "a date", "percent": "a percentage"}


class GridModel(QAbstractTableModel):
    """The cells of one sheet, read as they come into sight."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._template: Template | None = None
        self._sheet = ""
        self._size = (0, 0)
        self._blocks: dict[int, dict[Place, Cell]] = {}
        self._targets: Mapping[Place, Target] = {}
        self._troubles: Mapping[str, str] = {}

    def show_sheet(self, template: Template, info: SheetInfo) -> None:
        """Take another sheet."""
        self.beginResetModel()
        self._template, self._sheet, self._blocks = template, info.name, {}
        self._size = (
            min(MOST[0], max(LEAST[0], info.rows + MORE[0])), min(MOST[1], max(LEAST[1], info.columns + MORE[1])),
        )  # fmt: skip
        self.endResetModel()

    def show_targets(self, targets: Mapping[Place, Target], troubles: Mapping[str, str]) -> None:
        """Show what goes where, and what stands in the way of it, by cell."""
        self._targets, self._troubles = targets, troubles
        if self._size[0]:
            self.dataChanged.emit(self.index(0, 0), self.index(self._size[0] - 1, self._size[1] - 1))

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a place, counted from 1."""
        assert self._template is not None
        block = (row - 1) // _BLOCK
        if block not in self._blocks:
            first = block * _BLOCK + 1
            self._blocks[block] = self._template.grid(self._sheet, first, first + _BLOCK - 1)
        found = self._blocks[block].get((row, column))
        if found is None:
            found = self._template.cell(self._sheet, f"{column_letters(column)}{row}")
            self._blocks[block][row, column] = found
        return found

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else self._size[0]

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else self._size[1]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self._template is None:
            return None
        place = index.row() + 1, index.column() + 1
        target = self._targets.get(place)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(self.cell(*place), target)
        if role == Qt.ItemDataRole.BackgroundRole:
            if target:
                wrong = f"{column_letters(place[1])}{place[0]}" in self._troubles
                return theme.colour("red_ground" if wrong else "accent_ground")
            cell = self.cell(*place)
            return theme.colour("ground") if cell.locked or cell.formula or cell.heading else None
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme.colour("accent") if target else None
        if role == Qt.ItemDataRole.FontRole and target:
            font = QFont()
            font.setBold(True)
            return font
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return self.about(*place)
        return None

    def _words(self, cell: Cell, target: Target | None) -> str:
        if target:
            return target.shown or ("" if target.in_list else f"[{target.label}]")
        shown = " ".join(cell.shown.split())
        if cell.choices:
            return f"{shown} ▾".strip()
        return f"ƒ {shown}".strip() if cell.formula else shown

    def about(self, row: int, column: int) -> str:
        """What a person should know of a cell, in lines."""
        cell = self.cell(row, column)
        target = self._targets.get((row, column))
        said = [f"{cell.ref}: {cell.shown}" if cell.shown else cell.ref]
        if target:
            said.append(
                f"{target.label} goes here" + (f": {target.shown}" if target.shown else ", nothing this quarter")
            )
        if trouble := self._troubles.get(cell.ref):
            said.append(trouble)
        if cell.choices:
            said.append("Dropdown: " + ", ".join(cell.choices[:12]) + ("…" if len(cell.choices) > 12 else ""))
        elif cell.kind in _KINDS:
            said.append(f"For {_KINDS[cell.kind]}")
        if cell.formula:
            said.append("Worked out by a formula of the template")
        if cell.locked:
            said.append("Locked by the council")
        if cell.part_of:
            said.append(f"Merged with {cell.part_of}")
        return "\n".join(said)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return column_letters(section + 1) if orientation == Qt.Orientation.Horizontal else str(section + 1)
        return None


class TemplateGrid(QTableView):
    """A sheet to point at. Enter or a double click chooses a cell, Delete takes off what goes there."""

    chosen = Signal(str)  # "C5"
    removed = Signal(str)
    undo_asked = Signal()
    moved = Signal(str)  # what there is to know of the cell the keyboard is on

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = GridModel(self)
        self.setModel(self.grid)
        self.setAccessibleName("Cells of the sheet")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().setDefaultSectionSize(theme.px(110))
        self.verticalHeader().setDefaultSectionSize(theme.px(26))
        self.verticalHeader().setMinimumWidth(theme.px(40))
        self.doubleClicked.connect(lambda index: self.chosen.emit(self._ref(index)))
        self.selectionModel().currentChanged.connect(self._on_moved)

    def show_sheet(self, template: Template, info: SheetInfo) -> None:
        """Show another sheet from its first cell, merged cells as one."""
        self.clearSpans()
        self.grid.show_sheet(template, info)
        for block in template.raw(info.name).merged[:MOST_SPANS]:
            rows, columns = block.bottom - block.top + 1, block.right - block.left + 1
            if block.bottom <= self.grid.rowCount() and block.right <= self.grid.columnCount():
                self.setSpan(block.top - 1, block.left - 1, rows, columns)
        self.setCurrentIndex(self.grid.index(0, 0))

    def show_cell(self, ref: str, row: int, column: int) -> None:
        """Put the keyboard's place on a cell."""
        index = self.grid.index(row - 1, column - 1)
        self.setCurrentIndex(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def _ref(self, index: QModelIndex) -> str:
        cell = self.grid.cell(index.row() + 1, index.column() + 1)
        return cell.part_of or cell.ref

    def _on_moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid():
            self.moved.emit(self.grid.about(now.row() + 1, now.column() + 1))

    def event(self, event: QEvent) -> bool:
        # Ctrl+Z is the window's, but for here: a step of the mapping is taken back, none of the document's.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and is_undo(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self.chosen.emit(self._ref(index))
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and index.isValid():
            self.removed.emit(self._ref(index))
        elif is_undo(event):
            self.undo_asked.emit()
        else:
            super().keyPressEvent(event)


def is_undo(event: QKeyEvent) -> bool:
    """Whether the key asks for a step to be taken back."""
    return event.matches(QKeySequence.StandardKey.Undo)
