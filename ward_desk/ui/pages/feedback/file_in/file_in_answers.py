"""File in answers: the answers to choose from of one question, in an order that keys change."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QSizePolicy, QVBoxLayout, QWidget

from ward_desk.ui import theme
from ward_desk.ui.widgets import FlowLayout, button, label

_ALT = Qt.KeyboardModifier.AltModifier
_LINES = 7  # shown without scrolling, at most


class _List(QListWidget):
    """The answers. Alt+Up and Alt+Down move the one it is on."""

    move_asked = Signal(int)  # by so many places

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key())) if event.modifiers() & _ALT else None
        if step is None:
            super().keyPressEvent(event)
        else:
            self.move_asked.emit(step)


class Answers(QWidget):
    """The answers of one question; of a scale from its low to its high end."""

    changed = Signal(list)  # the answers in their new order

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = label("", "small", wrap=True)
        self.list = _List()
        self.list.setAccessibleName("Answers to choose from")
        self.list.setAccessibleDescription("Alt and the arrow keys move an answer up or down.")
        self.list.setToolTip("Alt+Up and Alt+Down move an answer")
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.up = button("Up", tip="Move this answer up (Alt+Up)")
        self.down = button("Down", tip="Move this answer down (Alt+Down)")
        self.turn = button("Turn round", tip="Put the answers in the opposite order")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(self.heading)
        box.addWidget(self.list)
        tools = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        tools.setSizePolicy(policy)
        flow = FlowLayout(tools)
        for one in (self.up, self.down, self.turn):
            flow.addWidget(one)
        box.addWidget(tools)
        self.list.move_asked.connect(self._move)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.turn.clicked.connect(self._turn)

    def load(self, answers: Sequence[str], *, scale: bool) -> None:
        """Show these answers."""
        self.heading.setText("From low to high" if scale else "Answers to choose from")
        if answers != self.answers:
            self.list.clear()
            self.list.addItems(list(answers))
            for at, words in enumerate(answers):
                self.list.item(at).setToolTip(words)
            self.list.setCurrentRow(0)
        line = self.list.sizeHintForRow(0) if answers else theme.px(20)
        self.list.setFixedHeight(line * min(max(len(answers), 1), _LINES) + 2 * self.list.frameWidth() + 2)
        self.turn.setEnabled(len(answers) > 1)
        self.up.setEnabled(len(answers) > 1)
        self.down.setEnabled(len(answers) > 1)

    @property
    def answers(self) -> list[str]:
        """The answers in the order shown."""
        return [self.list.item(at).text() for at in range(self.list.count())]

    def _move(self, by: int) -> None:
        at = self.list.currentRow()
        to = at + by
        if at < 0 or not 0 <= to < self.list.count():
            return
        after = self.answers
        after.insert(to, after.pop(at))
        self._show(after, to)

    def _turn(self) -> None:
        self._show(self.answers[::-1], self.list.count() - 1 - self.list.currentRow())

    def _show(self, answers: Sequence[str], current: int) -> None:
        for at, words in enumerate(answers):
            self.list.item(at).setText(words)
            self.list.item(at).setToolTip(words)
        self.list.setCurrentRow(current)
        self.changed.emit(list(answers))
