"""Table view: the table inside a list: keys, copying, columns chosen and remembered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    QSignalBlocker,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QMenu, QTableView, QWidget

from ward_desk.ui.prefs import Prefs
from ward_desk.ui.table.table_cells import CellDelegate, paint_heading, row_height
from ward_desk.ui.table.table_columns import ListHeader
from ward_desk.ui.table.table_model import ListModel


class ListTable(QTableView):
    """A table of whole rows over a `ListModel`. The record people are on is the current one, by id."""

    chosen = Signal(str)  # the current record, "" for none
    activated_id = Signal(str)  # Enter or double click
    remove_requested = Signal(list)  # ids, Delete
    picked = Signal(list)  # ids of the chosen rows, when there come to be others
    copied = Signal(int)  # rows
    export_requested = Signal()
    lettered = Signal()  # the size of text changed, and every column has its own width again

    def __init__(self, key: str, model: ListModel, prefs: Prefs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._list = model
        self._current = ""
        self._picked: list[str] = []
        self._pressed_heading = False
        self.removable = True  # whether Delete and the menu offer to remove rows
        self.exportable = True  # whether the menu offers to write the list to a file
        self.setModel(model)
        self.setItemDelegate(CellDelegate(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        if model.table:
            self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(row_height())
        self.verticalHeader().setMinimumSectionSize(row_height())
        self.columns = ListHeader(key, model, prefs, self)
        self.setHorizontalHeader(self.columns)
        self.columns.take_up()
        self.columns.sorted.connect(self.restore)
        self.columns.as_it_came.connect(self.lettered)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self.selectionModel().selectionChanged.connect(self._on_selection)
        self.doubleClicked.connect(self._on_double_click)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.columns.fit_stretch()
        here = self.visualRect(self.currentIndex())
        if here.isValid() and here.bottom() < event.oldSize().height():  # it was on screen: keep it there
            self.scrollTo(self.currentIndex())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:  # the size of text was changed
            self.verticalHeader().setMinimumSectionSize(row_height())
            self.verticalHeader().setDefaultSectionSize(row_height())
            self.columns.fit()
            self.columns.fit_stretch()
            self.lettered.emit()

    def show_sort(self) -> None:
        """Draw the arrow of the sort the model has."""
        self.columns.show_sort()

    def shown_columns(self) -> list[int]:
        """The places of the columns chosen, in their order, those written beneath another too."""
        return self.columns.shown()

    def show_column(self, key: str, shown: bool) -> None:
        """Show or hide a column, and remember it."""
        self.columns.show_column(key, shown)

    def _show_menu(self, where: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.selected_ids():
            menu.addAction("Copy rows", QKeySequence(QKeySequence.StandardKey.Copy), self.copy)
            if self.removable:
                menu.addAction("Remove", QKeySequence(QKeySequence.StandardKey.Delete), self._ask_removal)
            menu.addSeparator()
        if self._list.grouped:
            menu.addAction("Fold all groups", QKeySequence("Ctrl+Left"), lambda: self.fold_all(True))
            menu.addAction("Unfold all groups", QKeySequence("Ctrl+Right"), lambda: self.fold_all(False))
            menu.addSeparator()
        if self.exportable:
            menu.addAction("Export list…", self.export_requested.emit)
        menu.addMenu(self.columns.menu(menu))
        menu.popup(self.viewport().mapToGlobal(where))

    @property
    def current_id(self) -> str:
        """The record people are on; "" for none."""
        return self._current

    @property
    def picked_ids(self) -> list[str]:
        """The chosen records, as last said by `picked`."""
        return self._picked

    def ids_seen(self) -> list[str]:
        """The records on screen."""
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        return list(self._list.ids_at(max(first, 0), last if last >= 0 else self._list.rowCount() - 1))

    def selected_ids(self) -> list[str]:
        """The chosen records, in the order shown."""
        # By ranges: Qt makes an index of every cell of them otherwise, and asks the model about each.
        ranges = sorted((one.top(), one.bottom()) for one in self.selectionModel().selection().toList())
        found: dict[str, None] = {}
        for first, last in ranges:
            found.update(dict.fromkeys(self._list.ids_at(first, last)))
        return list(found)

    def select(self, row_id: str) -> bool:
        """Go to a record and say so with `chosen`; False when it is not in the list as filtered."""
        if not self._list.holds(row_id):
            return False
        self._list.fold(self._list.heading_row(row_id), False)
        self._go(self._list.row_of(row_id))
        return True

    def _go(self, row: int) -> None:
        """Be on one row and have no other chosen, whichever keys are held: Qt would add it to the others for Ctrl."""
        flags = QItemSelectionModel.SelectionFlag
        index = self._list.index(row, self._first_shown())
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)

    def restore(self, near: int = -1) -> None:
        """After a reload, be on the same records again, or on the one now nearest to where it was."""
        if not self._list.holds(self._current):
            gone = self._current
            if not gone or not self._list.ids:
                self._current = ""
                self._say_picked([])
                if gone:
                    self.chosen.emit("")
                return
            self._go(self._nearest(near))
            return
        folded = self._list.row_of(self._current) < 0
        place = self._list.heading_row(self._current) if folded else self._list.row_of(self._current)
        wanted = [one for one in self._picked if self._list.row_of(one) >= 0] or ([] if folded else [self._current])
        index = self._list.index(place, self._first_shown())
        with QSignalBlocker(self.selectionModel()):
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flags.NoUpdate)
            self.selectionModel().select(self._rows_of(wanted), flags.ClearAndSelect)
        self._say_picked(wanted)
        self.scrollTo(index)
        self.viewport().update()

    def _nearest(self, near: int) -> int:
        """The row of the record nearest to a row: at it or below, else above."""
        last = self._list.rowCount() - 1
        start = min(max(near, 0), last)
        rows = (*range(start, last + 1), *range(start - 1, -1, -1))
        return next((row for row in rows if self._list.id_at(row)), start)

    def _rows_of(self, ids: Iterable[str]) -> QItemSelection:
        """The rows of some records, those next to each other as one range."""
        last_column = len(self._list.columns) - 1
        rows = sorted(map(self._list.row_of, ids))
        made = QItemSelection()
        start = 0
        for at, row in enumerate(rows):
            if at + 1 == len(rows) or rows[at + 1] != row + 1:
                made.select(self._list.index(rows[start], 0), self._list.index(row, last_column))
                start = at + 1
        return made

    def _on_selection(self) -> None:
        if self._list.ids:
            self._say_picked(self.selected_ids())

    def _say_picked(self, ids: list[str]) -> None:
        if ids != self._picked:
            self._picked = ids
            self.picked.emit(ids)

    # ---- groups

    def fold_at(self, row: int, folded: bool) -> bool:
        """Fold or unfold the group a row belongs to, staying on the same record. False when it already was."""
        here = self.currentIndex().row()
        top = self._list.heading_row(self._list.id_at(here)) if self._list.id_at(here) else here
        if folded and self._list.heading_at(row) is None:
            row = self._list.heading_row(self._list.id_at(row))
        if folded and top == row:  # else Qt goes on to the next record that is left
            self._go_without_choosing(row)
        if not self._list.fold(row, folded):
            return False
        if not folded and here == row:
            mine = self._list.row_of(self._current)
            inside = mine >= 0 and self._list.heading_row(self._current) == row
            self._go(mine if inside else row + 1)
        return True

    def _go_without_choosing(self, row: int) -> None:
        index = self._list.index(row, self._first_shown())
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.Clear)
        self.scrollTo(index)

    def fold_all(self, folded: bool) -> None:
        """Fold every group, or unfold every one."""
        self._list.fold_all(folded)
        self.restore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._list.grouped:
            return
        painter = QPainter(self.viewport())
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        current = self.currentIndex().row()
        for row in range(first, (last if last >= 0 else self._list.rowCount() - 1) + 1):
            heading = self._list.heading_at(row)
            if heading is not None:
                across = QRect(0, self.rowViewportPosition(row), self.viewport().width(), self.rowHeight(row))
                paint_heading(painter, across, heading, current=row == current and self.hasFocus())
        painter.end()

    def _heading_under(self, event: QMouseEvent) -> int:
        """The row of the heading the mouse is on; -1 for none."""
        row = self.rowAt(event.position().toPoint().y())
        return row if self._list.heading_at(row) is not None else -1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self._heading_under(event)
        self._pressed_heading = row >= 0
        if row < 0:
            super().mousePressEvent(event)
        elif event.button() == Qt.MouseButton.LeftButton:
            heading = self._list.heading_at(row)
            self.fold_at(row, heading is not None and not heading.folded)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._pressed_heading:  # else it would choose rows as it is dragged over them
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._pressed_heading:
            super().mouseReleaseEvent(event)
        self._pressed_heading = False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._heading_under(event) >= 0:
            self.mousePressEvent(event)
        else:
            super().mouseDoubleClickEvent(event)

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Carry the chosen records to another part of the window."""
        from ward_desk.ui.drag_records import start_drag

        ids = self.selected_ids()
        if ids and self._list.table:
            stretch = next((n for n, column in enumerate(self._list.columns) if column.stretch), 0)
            words = self._list.words_for(ids[0], stretch) if len(ids) == 1 else f"{len(ids)} chosen"
            start_drag(self, [(self._list.table, one) for one in ids], words)

    def _first_shown(self) -> int:
        return next((n for n in range(len(self._list.columns)) if not self.isColumnHidden(n)), 0)

    def _on_current(self, now: QModelIndex, before: QModelIndex) -> None:
        row_id = self._list.id_at(now.row()) if now.isValid() else ""
        # A model that is being reset has no current row for a moment; `restore` puts it right.
        if row_id and row_id != self._current:
            self._current = row_id
            self.chosen.emit(row_id)
        if self._list.grouped:  # the row of a heading is painted whole, not by its cells
            self.viewport().update()

    def _on_double_click(self, index: QModelIndex) -> None:
        self.activated_id.emit(self._list.id_at(index.row()))

    def _ask_removal(self) -> None:
        ids = self.selected_ids()
        if ids and self.removable:
            self.remove_requested.emit(ids)

    def copy(self) -> None:
        """Put the chosen rows, with headings, on the clipboard as a table a spreadsheet takes."""
        ids = self.selected_ids() or list(self._list.ids)
        QGuiApplication.clipboard().setText(self.as_text(ids))
        self.copied.emit(len(ids))

    def as_text(self, ids: Sequence[str]) -> str:
        """Those rows as lines of cells set apart by tabs, headings first, hidden columns left out."""
        shown = self.shown_columns()
        lines = ["\t".join(self._list.columns[n].heading for n in shown)]
        for row_id in ids:
            cells = (self._list.words_for(row_id, n) for n in shown)
            lines.append("\t".join(" ".join(words.split()) for words in cells))
        return "\n".join(lines)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self._list.grouped:
            folded = event.key() == Qt.Key.Key_Left
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.fold_all(folded)
            else:
                self.fold_at(self.currentIndex().row(), folded)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._list.heading_at(self.currentIndex().row()):
            self.fold_at(self.currentIndex().row(), False)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current:
            self.activated_id.emit(self._current)
        elif event.key() == Qt.Key.Key_Delete:
            self._ask_removal()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self._current and self._list.ids:
            self._go(self._nearest(0))
