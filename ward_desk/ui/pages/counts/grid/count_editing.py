"""Count editing: the field that stands over a cell of the grid while a figure is typed."""

from __future__ import annotations

from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ward_desk.ui import theme
from ward_desk.ui.record.editors import undoes_more

_KEY: Final = Qt.Key
_AWAY: Final = {_KEY.Key_Up: "up", _KEY.Key_Down: "down", _KEY.Key_Return: "down", _KEY.Key_Enter: "down"}
_SIDEWAYS: Final = {_KEY.Key_Left: "left", _KEY.Key_Right: "right"}


class Editing(NamedTuple):
    """The cell a figure is typed into."""

    count_id: str
    key: str  # of its period
    column: str
    before: str


class CellField(QLineEdit):
    """Takes a figure over its cell. Enter keeps it and goes down, Tab keeps it and goes right, Esc gives it up."""

    kept = Signal(str)  # what is typed; where to go on to is said by `went` after it
    went = Signal(str)  # up, down, left, right; "" for nowhere
    given_up = Signal()
    typing = Signal(str)

    def __init__(self, viewport: QWidget) -> None:
        super().__init__(viewport)
        self.viewport = viewport
        self.hide()
        self.setObjectName("cell")
        self.setFrame(False)
        self.setTextMargins(0, 0, 0, 0)
        self._overwriting = False
        self._busy = False
        self.textEdited.connect(self.typing)

    def begin(self, words: str, *, overwrite: bool, name: str) -> None:
        """Take the keyboard, with these words; begun by typing, the arrows leave the cell."""
        self._overwriting = overwrite
        self.setFont(theme.font(size=13))
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setAccessibleName(f"Figure for {name}")
        self.setText(words)
        self.setModified(overwrite)
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if not overwrite:
            self.selectAll()

    def place(self, cell: QRect, room: QRect) -> None:
        """Stand over a cell, wide enough to read what is typed."""
        wide = max(cell.width(), theme.px(110))
        left = min(cell.left(), room.right() - wide) if cell.right() - wide < room.left() else cell.right() - wide + 1
        self.setGeometry(max(room.left(), left), cell.top(), wide, cell.height() - 1)

    def finish(self, where: str = "") -> None:
        """Keep what is typed, and go on to there."""
        if not self.isHidden() and not self._busy:
            self._busy = True
            self._leave()
            self.kept.emit(self.text())
            self._busy = False
            self.went.emit(where)

    def give_up(self) -> None:
        """Put back what was there."""
        self._busy = True
        self._leave()
        self._busy = False
        self.given_up.emit()

    def _leave(self) -> None:
        if self.hasFocus():  # hidden with the keyboard, it would be as if Tab had been pressed in the grid
            self.viewport.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()

    def event(self, event: QEvent) -> bool:
        tabs = (_KEY.Key_Tab, _KEY.Key_Backtab)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in tabs:
            self.finish("left" if event.key() == _KEY.Key_Backtab else "right")
            return True
        return False if undoes_more(event, self.isModified()) else super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        if event.key() == _KEY.Key_Escape:
            self.give_up()
        elif event.key() in _AWAY and plain:
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier and _AWAY[_KEY(event.key())] == "down"
            self.finish("up" if back else _AWAY[_KEY(event.key())])
        elif event.key() in _SIDEWAYS and plain and self._overwriting:
            self.finish(_SIDEWAYS[_KEY(event.key())])
        elif event.key() == _KEY.Key_F2:
            self._overwriting = False
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        passing = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        if event.reason() not in passing:
            self.finish()
