"""Did tell: the line that says when and how residents were told what came of the chosen items."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ward_desk.core.choices import TOLD_HOW
from ward_desk.core.errors import NotUnderstoodError
from ward_desk.core.typed import read_date, show_date
from ward_desk.ui import theme
from ward_desk.ui.widgets import Card, Choice, FlowLayout, button, label


class TellBar(Card):
    """Asks for the day and the channel, today unless somebody types another day. The page stores what it says."""

    told = Signal(object, str)  # date, code of TOLD_HOW
    left = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._today = today
        self.setAccessibleName("Told back")
        self.words = label("", "soft")
        self.day = QLineEdit()
        self.day.setAccessibleName("Told back on")
        self.day.setFixedWidth(theme.px(130))
        self.words.setMinimumHeight(self.day.sizeHint().height())
        self.how = Choice("By:")
        self.how.setAccessibleName("Told back by")
        self.how.fill([(code, words) for code, words in TOLD_HOW])
        self.keep = button("Told back", main=True)
        self.cancel = button("Cancel")
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        line = QWidget()
        flow = FlowLayout(line)
        for one in (self.words, self.day, self.how, self.keep, self.cancel):
            flow.addWidget(one)
        inside = QVBoxLayout()
        inside.addWidget(line)
        inside.addWidget(self.problem)
        self.body.addLayout(inside)
        self.keep.clicked.connect(self._keep)
        self.cancel.clicked.connect(self.left)

    def start(self, number: int) -> None:
        """Ask about so many items, with the keyboard in the day."""
        of = "this item" if number == 1 else f"these {number} items"
        self.words.setText(f"Residents were told of {of} on")
        self.day.setText(show_date(self._today()))
        self._say("")
        self.show()
        self.day.setFocus(Qt.FocusReason.OtherFocusReason)
        self.day.selectAll()

    def _keep(self) -> None:
        try:
            day = read_date(self.day.text(), self._today())
        except NotUnderstoodError as error:
            self._say(str(error))
            self.day.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._say("")
        self.told.emit(day, str(self.how.currentData()))

    def _say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._keep()
        else:
            super().keyPressEvent(event)
