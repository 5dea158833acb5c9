"""Comment table: the list of comments, whose keys sort the comment people are on, or several of them at once."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent

from ward_desk.ui.table.table_view import ListTable

# What each key does, as it is told beside the list; the page carries it out.
KEYS: Final = {
    **{str(place): f"Theme {place}" for place in range(1, 10)},
    "p": "Priority", "n": "No reply needed", "g": "Need", "s": "Similar", "w": "Rules by word",
    "r": "Take out what is personal", "u": "Undo",
}  # fmt: skip
_STEPS: Final = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_PLAIN: Final = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier, Qt.KeyboardModifier.ShiftModifier)


def sorting_key(event: QKeyEvent) -> str:
    """Which of KEYS was pressed by itself; "" for none of them."""
    key = event.text().lower()
    return key if key in KEYS and event.modifiers() in _PLAIN else ""


class CommentTable(ListTable):
    """Space chooses several: it keeps the comment chosen and goes on to the next, and the arrows then pass others by.
    Esc is back to one."""

    sorted_by = Signal(str)  # one of KEYS
    _choosing = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = sorting_key(event)
        if key and self.current_id:
            self.sorted_by.emit(key)
        elif event.key() == Qt.Key.Key_Space and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self._choose_one_more()
        elif event.key() == Qt.Key.Key_Escape and len(self.picked_ids) + self._choosing > 1:
            self.choose_one()
        elif self._choosing and event.key() in _STEPS and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self._step(_STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._choosing = False
        super().mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def choose_one(self) -> None:
        """Have only the comment people are on chosen."""
        self._choosing = False
        self.select(self.current_id)

    def _choose_one_more(self) -> None:
        if not self.currentIndex().isValid():
            return
        flags = QItemSelectionModel.SelectionFlag
        chosen = self.selectionModel().isRowSelected(self.currentIndex().row(), self.currentIndex().parent())
        if self._choosing or not chosen:
            self.selectionModel().select(self.currentIndex(), flags.Toggle | flags.Rows)
        self._choosing = True
        self._step(1)

    def _step(self, by: int) -> None:
        row = min(max(self.currentIndex().row() + by, 0), self.model().rowCount() - 1)
        index = self.model().index(row, self.currentIndex().column())
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.scrollTo(index)
