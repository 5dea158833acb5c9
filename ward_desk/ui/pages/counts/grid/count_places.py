"""Count places: the grid of figures as a table of cells: one of them is where people are, a block may be chosen."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from ward_desk.core.periods import Quarter
from ward_desk.ui import theme
from ward_desk.ui.pages.counts.grid import count_block, count_moves
from ward_desk.ui.pages.counts.grid.count_block import Block
from ward_desk.ui.pages.counts.grid.count_cells import GridCell
from ward_desk.ui.pages.counts.grid.count_delegate import CountDelegate
from ward_desk.ui.pages.counts.grid.count_frozen import FrozenNames
from ward_desk.ui.pages.counts.grid.count_grid import is_period
from ward_desk.ui.prefs import Prefs
from ward_desk.ui.table.table_model import ListModel
from ward_desk.ui.table.table_view import ListTable


class CellTable(ListTable):
    """A table of cells over a `ListModel`. The count people are on is that of the current cell."""

    cell_chosen = Signal(str, str)  # id of a count; key of its period, "" for a cell that has none

    def __init__(self, key: str, model: ListModel, prefs: Prefs, parent: QWidget | None = None) -> None:
        self._column = ""  # key of the column people are in
        self._anchor = ("", "")  # count and column a block was begun at
        self._told = ("", "")  # what `cell_chosen` said last
        self.quarter = Quarter(2000, 1)  # whose year is shown; the page says which
        super().__init__(key, model, prefs, parent)
        self.columns.setMinimumSectionSize(theme.px(34))  # twelve months share the width
        self.setItemDelegate(CountDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.names = FrozenNames(self)
        self.horizontalScrollBar().valueChanged.connect(self._follow)
        self.verticalScrollBar().valueChanged.connect(self._follow)
        self.columns.sectionResized.connect(self._follow)
        model.dataChanged.connect(self.names.update)
        model.modelReset.connect(self.names.update)

    @property
    def name_place(self) -> int:
        """The column of the names."""
        return next(n for n, column in enumerate(self._list.columns) if column.key == "name")

    @property
    def has_block(self) -> bool:
        """Whether more than one cell is chosen."""
        return self._anchor != (self._current, self._column)

    @property
    def cell(self) -> GridCell | None:
        """The cell people are on, when it holds figures."""
        here = self.currentIndex()
        if not here.isValid():
            return None
        return count_block.figure_in(self._list.record(here.row()), self._list.columns[here.column()].key)

    @property
    def column_key(self) -> str:
        """The key of the column people are in."""
        return self._column

    def start_at(self, column: str) -> None:
        """Be in that column, when the list is next shown."""
        self._column = column
        self._anchor = (self._current, column)

    def places(self) -> list[int]:
        """The columns shown, in their order."""
        return [n for n in range(len(self._list.columns)) if not self.isColumnHidden(n)]

    def periods(self) -> list[int]:
        """The months or quarters shown."""
        return [n for n in self.places() if is_period(self._list.columns[n].key)]

    def _place(self) -> int:
        """The column people are in, or the one nearest to it that is shown."""
        shown = self.places()
        at = next((n for n, column in enumerate(self._list.columns) if column.key == self._column), shown[0])
        return at if at in shown else min(shown, key=lambda n: abs(n - at))

    def block(self) -> Block:
        """The chosen cells."""
        here = self.currentIndex()
        if not here.isValid():
            return Block(range(0), ())
        keys = [column.key for column in self._list.columns]
        row = self._list.row_of(self._anchor[0])
        row = here.row() if row < 0 else row
        place = keys.index(self._anchor[1]) if self._anchor[1] in keys else here.column()
        first, last = sorted((place, here.column()))
        rows = range(min(row, here.row()), max(row, here.row()) + 1)
        return Block(rows, [n for n in self.places() if first <= n <= last])

    def go_to(self, row: int, place: int, *, extend: bool = False) -> None:
        """Be on a cell; `extend` chooses all from where the block was begun."""
        if not 0 <= row < self._list.rowCount() or place < 0:
            return
        index = self._list.index(row, place)
        column = self._list.columns[place].key
        if not extend:
            self._anchor = (self._list.id_at(row), column)
        self._column = column
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self._choose()
        self.scrollTo(index)
        self._tell_cell()

    def _choose(self) -> None:
        block = self.block()
        chosen = QItemSelection()
        if block.places:
            first = self._list.index(block.rows[0], block.places[0])
            chosen.select(first, self._list.index(block.rows[-1], block.places[-1]))
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.viewport().update()
        self.names.update()

    def go_to_period(self, key: str) -> bool:
        """Be on the cell a figure of the current count is typed into; False when none is shown for that period."""
        record = self._list.record(self.currentIndex().row())
        for place in self.places():
            cell = count_block.figure_in(record, self._list.columns[place].key)
            if cell is not None and cell.key == key:
                self.go_to(self.currentIndex().row(), place)
                return True
        return False

    def _go(self, row: int) -> None:
        self.go_to(row, self._place())

    def restore(self, near: int = -1) -> None:
        if not self._list.holds(self._current):
            super().restore(near)
            return
        if not self._list.holds(self._anchor[0]):
            self._anchor = (self._current, self._column)
        index = self._list.index(self._list.row_of(self._current), self._place())
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self._choose()
        self.scrollTo(index)
        self._tell_cell()

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        super().scrollTo(index, hint)
        if not index.isValid():
            return
        self.names.follow()
        if self.names.isVisibleTo(self) and index.column() != self.name_place:
            under = self.names.width() - self.columnViewportPosition(index.column())
            if under > 0:
                bar = self.horizontalScrollBar()
                bar.setValue(bar.value() - under)

    def _follow(self) -> None:
        self.names.follow()
        self.names.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._follow()

    def _tell_cell(self) -> None:
        cell = self.cell
        here = (self._current, cell.shows if cell is not None else "")
        if here != self._told:
            self._told = here
            self.cell_chosen.emit(*here)

    def _choose_one(self) -> None:
        self._anchor = (self._current, self._column)
        self._choose()

    def _step(self, down: int, right: int, *, extend: bool = False) -> None:
        here, shown = self.currentIndex(), self.places()
        at = shown.index(here.column()) if here.column() in shown else 0
        row = min(max(here.row() + down, 0), self._list.rowCount() - 1)
        self.go_to(row, shown[min(max(at + right, 0), len(shown) - 1)], extend=extend)

    def _choose_all(self) -> None:
        shown, last = self.periods(), self._list.rowCount() - 1
        if shown and last >= 0:
            self.go_to(0, shown[0])
            self.go_to(last, shown[-1], extend=True)

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Tab goes from month to month and on to the next count; after the last one it leaves the grid."""
        to = count_moves.tab(self, forwards=forwards)
        if to is None:
            return super().focusNextPrevChild(forwards)
        self.go_to(*to)
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
