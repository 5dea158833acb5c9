"""Event again cancel: the form that cancels an event with its reason, alone or with the later ones of its series."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ward_desk.core.records import Row
from ward_desk.service.events.event_again import Series
from ward_desk.ui.widgets import Choice, button, label


class AgainCancel(QWidget):
    """Stands where the event stands while it is cancelled. `settled` gives the reason, and whether the later ones go
    too."""

    settled = Signal(str, bool)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = label("", "heading", wrap=True)
        self.reason = QLineEdit()
        self.reason.setAccessibleName("Why it is cancelled")
        self.reason.returnPressed.connect(self._settle)
        self.reason.textChanged.connect(lambda: self._say(""))
        self.problem = label("", "problem", wrap=True)
        self.which = Choice()
        self.which.setAccessibleName("Which sessions are cancelled")
        self.which.currentIndexChanged.connect(self._show_number)
        self._which_words = label("Which sessions", "soft")
        self.button = button("Cancel this event", main=True, tip="Enter after the reason")
        self.button.clicked.connect(self._settle)
        self.back = button("Keep it", tip="Esc")
        self.back.clicked.connect(self.closed)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self.heading)
        words = label("Why it is cancelled", "soft", wrap=True)
        words.setBuddy(self.reason)
        for one in (words, self.reason, self.problem, self._which_words, self.which):
            whole.addWidget(one)
        buttons = QHBoxLayout()
        buttons.addWidget(self.button)
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        whole.addLayout(buttons)
        whole.addStretch(1)
        self._later = 0

    def start(self, row: Row, series: Series | None) -> None:
        """Begin with an event. Which ones is asked only where later sessions are still planned."""
        self._later = len(series.later_planned) if series else 0
        self.heading.setText(f"Cancel {row['ref']!s}  {row['title']!s}")
        later = "the later one that is planned" if self._later == 1 else f"the {self._later} later ones planned"
        self.which.fill([(False, "This one only"), (True, f"This one and {later}")], False)
        self.which.setVisible(bool(self._later))
        self._which_words.setVisible(bool(self._later))
        self.reason.setText(str(row["cancel_reason"] or ""))
        self._say("")
        self._show_number()

    def take_keyboard(self) -> None:
        """Put the keyboard where it begins."""
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_number(self) -> None:
        number = self._later + 1 if self.which.currentData() else 1
        self.button.setText("Cancel this event" if number == 1 else f"Cancel {number} events")

    def _say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _settle(self) -> None:
        words = self.reason.text().strip()
        if words:
            self.settled.emit(words, bool(self.which.currentData()))
        else:
            self._say("Say why in a few words: people will ask.")
            self.take_keyboard()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
