"""Add line: the line at the foot of a short list that adds what is typed into it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ward_desk.ui.record.editors import undoes_more


class AddLine(QLineEdit):
    """A line that adds something on Enter. With nothing typed, Ctrl+Z is the document's, and Enter goes on."""

    passed = Signal()  # Enter with nothing typed: on to the next thing

    def __init__(self, name: str, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)

    def event(self, event: QEvent) -> bool:
        return False if undoes_more(event, bool(self.text())) else super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.text().strip():
            self.passed.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    def words(self) -> str:
        """What is typed, without needless spaces."""
        return " ".join(self.text().split())
