"""Count table: the grid of figures: one cell is where people are, a block of them may be chosen, figures are typed in.

It shows and asks; the page behind it changes the document.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import (
    QMimeData,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QMenu, QWidget

from ward_desk.core.fields import text
from ward_desk.ui.pages.counts.grid import count_block, count_moves
from ward_desk.ui.pages.counts.grid.count_block import Done, can_be_typed
from ward_desk.ui.pages.counts.grid.count_cells import CLOSED, EVENTS, REFUSED, SUM, GridCell
from ward_desk.ui.pages.counts.grid.count_editing import CellField, Editing
from ward_desk.ui.pages.counts.grid.count_grid import is_period
from ward_desk.ui.pages.counts.grid.count_places import CellTable
from ward_desk.ui.prefs import Prefs
from ward_desk.ui.table.table_model import ListModel

_KEY: Final = Qt.Key
_CTRL: Final = Qt.KeyboardModifier.ControlModifier
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
_ALT: Final = Qt.KeyboardModifier.AltModifier
ROWS_AT_ONCE: Final = 16  # a row has a dozen sums: a page of them, and little more, is worked out before it is painted
_STEPS: Final = {"up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1)}


class CountTable(CellTable):
    """The cells, typed into, filled, copied and pasted."""

    entered = Signal(list, str)  # [(count, period, words)], and what was done to more than one: "Clear 3 figures"
    typing = Signal(str, str, str)  # count, period, text so far; "" when it was given up
    paste_asked = Signal()
    events_asked = Signal(str, str)  # count, period: show the events its figure adds up from
    said = Signal(str)

    def __init__(self, key: str, model: ListModel, prefs: Prefs, parent: QWidget | None = None) -> None:
        self._editing: Editing | None = None
        self.read_only = False
        model.chunk = ROWS_AT_ONCE
        super().__init__(key, model, prefs, parent)
        self.field = CellField(self.viewport())
        self.field.kept.connect(self._on_kept)
        self.field.went.connect(self._on_went)
        self.field.given_up.connect(self._on_given_up)
        self.field.typing.connect(self._on_typing)
        self.names.opened.connect(self.enter)

    # ---- typing

    def _begin(self, words: str | None = None) -> None:
        """Type into the current cell: these words in place of what is there, or what is there."""
        here, cell = self.currentIndex(), self.cell
        if cell is None or not can_be_typed(cell) or self.read_only:
            self.said.emit(self._why_not(cell))
            return
        column = self._list.columns[here.column()].key
        self._editing = Editing(self._list.id_at(here.row()), cell.key, column, cell.typed)
        record = self._list.record(here.row())
        self._choose_one()
        self.scrollTo(here)
        overwrite = words is not None
        name = f"{text(record, 'name')}, {cell.said}"
        self.field.begin(cell.typed if words is None else words, overwrite=overwrite, name=name)
        self._place_field()
        if words is not None:
            self._on_typing(words)

    def _why_not(self, cell: GridCell | None) -> str:
        if self.read_only:
            return "This document is open to read only"
        if cell is None:
            return "Figures are typed into the months. Enter opens what the count is"
        if cell.state == EVENTS:
            return f"{cell.said}. Press Enter to see the events, or Ctrl+J to adjust the figure"
        if cell.state == SUM and "YTD" not in cell.shows:
            return f"{cell.said}. Type the months: Alt+Q shows them"
        if cell.state in (SUM, CLOSED):
            return f"{cell.said}. Nothing is typed here"
        return ""

    def _follow(self) -> None:
        super()._follow()
        self._place_field()

    def _place_field(self) -> None:
        if self._editing is not None:
            keys = [column.key for column in self._list.columns]
            row = self._list.row_of(self._editing.count_id)
            cell = self.visualRect(self._list.index(row, keys.index(self._editing.column)))
            self.field.place(cell, self.viewport().rect())

    def _on_typing(self, words: str) -> None:
        if self._editing is not None:
            self.typing.emit(self._editing.count_id, self._editing.key, words)

    def _on_kept(self, words: str) -> None:
        done, self._editing = self._editing, None
        if done is None:
            return
        if words.strip() != done.before or self._is_other_now(done):
            self.entered.emit([(done.count_id, done.key, words.strip())], "")
        else:
            self.typing.emit(done.count_id, done.key, "")

    def _is_other_now(self, done: Editing) -> bool:
        """Whether the cell holds what was refused, or what was typed there meanwhile is typed over."""
        cell = count_block.figure_in(self._list.record_of(done.count_id), done.column)
        if cell is None:
            return False
        return cell.state == REFUSED or (self.field.isModified() and cell.typed != done.before)

    def _on_went(self, where: str) -> None:
        if where:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self._step(*_STEPS[where])

    def _on_given_up(self) -> None:
        done, self._editing = self._editing, None
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if done is not None:
            self.typing.emit(done.count_id, done.key, "")

    def commit(self) -> None:
        """Keep what is half typed."""
        self.field.finish()

    # ---- blocks

    def _do(self, done: Done, verb: str) -> None:
        if self.read_only:
            self.said.emit(self._why_not(None))
            return
        if done.entered:
            self.entered.emit(done.entered, f"{verb} {len(done.entered)} figures")
        if done.left or not done.entered:
            self.said.emit(done.left or f"Nothing to {verb.lower()} here")

    def fill(self, *, down: bool) -> None:
        """Fill the chosen block from its first row, or its first column."""
        self.commit()
        self._do(count_block.filled(self._list, self.block(), down=down), "Fill")

    def clear_cells(self) -> None:
        """Take the figures of the chosen block away."""
        block = self.block()
        if any(is_period(self._list.columns[place].key) for place in block.places):
            self._do(count_block.emptied(self._list, block), "Clear")
        else:
            self.said.emit("Delete empties months. Ctrl+Delete removes the count itself")

    def copy(self) -> None:
        self.copy_block(headings=False)

    def copy_block(self, *, headings: bool) -> None:
        """Put the chosen cells on the clipboard: as they are typed, so that they can be pasted back."""
        block = self.block()
        if not block.rows:
            return
        mime = QMimeData()
        mime.setText(count_block.as_text(self._list, block, self.quarter, headings=headings))
        mime.setHtml(count_block.as_html(self._list, block, self.quarter, headings=headings))
        QGuiApplication.clipboard().setMimeData(mime)
        number = len(block.rows) * len(block.places)
        self.said.emit(f"Copied {number} {'cell' if number == 1 else 'cells'}{' with headings' if headings else ''}")

    # ---- keys and mouse

    def enter(self) -> None:
        """What Enter does: type into a cell, see the events behind it, or go to what the count is."""
        cell = self.cell
        if cell is None or (cell.state == SUM and not cell.key):
            self.activated_id.emit(self._current)
        elif cell.state == EVENTS:
            self.events_asked.emit(self._current, cell.key)
        else:
            self._begin()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers()
        extend = bool(held & _SHIFT)
        control = bool(held & _CTRL)
        if self._editing is not None:  # a key the field has no use for
            event.ignore()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste_asked.emit()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self._choose_all()
        elif (to := count_moves.target(self, _KEY(key), control=control)) is not None:
            self.go_to(*to, extend=extend)
        elif key == _KEY.Key_Delete and control:
            self._ask_removal()
        elif key in (_KEY.Key_Delete, _KEY.Key_Backspace):
            self.clear_cells()
        elif key in (_KEY.Key_Return, _KEY.Key_Enter) and self._current:
            self.enter()
        elif key == _KEY.Key_F2:
            self._begin()
        elif key == _KEY.Key_Tab and control:
            QWidget.focusNextPrevChild(self, True)
        elif key == _KEY.Key_Escape and self.has_block:
            self._choose_one()
        elif event.text().strip() and event.text().isprintable() and not control and not held & _ALT:
            self._begin(event.text())
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.commit()
        index = self.indexAt(event.position().toPoint())
        if not index.isValid():
            return
        block = self.block()
        inside = index.row() in block.rows and index.column() in block.places
        if event.button() == Qt.MouseButton.LeftButton or not inside:
            self.go_to(index.row(), index.column(), extend=bool(event.modifiers() & _SHIFT))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if event.buttons() & Qt.MouseButton.LeftButton and index.isValid() and index != self.currentIndex():
            self.go_to(index.row(), index.column(), extend=True)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A block is chosen by where the mouse was pressed and moved."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.indexAt(event.position().toPoint()).isValid():
            self.enter()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._show_menu(event.pos())

    def _show_menu(self, where: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._current:
            menu.addAction("Copy", QKeySequence(QKeySequence.StandardKey.Copy), self.copy)
            with_headings = lambda: self.copy_block(headings=True)  # noqa: E731 - the menu's own
            menu.addAction("Copy with headings", QKeySequence("Ctrl+Shift+C"), with_headings)
        if self._current and not self.read_only:
            menu.addAction("Paste", QKeySequence(QKeySequence.StandardKey.Paste), self.paste_asked.emit)
            menu.addAction("Fill down", QKeySequence("Ctrl+D"), lambda: self.fill(down=True))
            menu.addAction("Fill right", QKeySequence("Ctrl+R"), lambda: self.fill(down=False))
            menu.addAction("Empty the cells", QKeySequence(QKeySequence.StandardKey.Delete), self.clear_cells)
            menu.addSeparator()
            if self.removable:
                menu.addAction("Remove the count", QKeySequence("Ctrl+Delete"), self._ask_removal)
            menu.addSeparator()
        menu.addAction("Export list…", self.export_requested.emit)
        menu.addMenu(self.columns.menu(menu))
        menu.popup(self.viewport().mapToGlobal(where))
