"""Record why: one sentence about a warning that goes into the return with it, written in place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ward_desk.core.privacy import scan
from ward_desk.ui.widgets import FlowLayout, button, label

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class WhyEditor(QWidget):
    """The sentence. Enter, or Ctrl+Enter, keeps it; Esc leaves it as it was."""

    kept = Signal(str)  # the sentence; "" takes it back
    left = Signal()
    typing = Signal(str)  # the sentence as it is half typed, for keeping it safe against a crash

    def __init__(self, about: str, words: str, *, explained: bool, offered: str = "") -> None:
        super().__init__()
        self.field = QLineEdit(words or offered)
        self.field.setAccessibleName(f"Why: {about}")
        self.field.setPlaceholderText("Say why in one sentence; it goes into the return")
        self.field.textChanged.connect(self._look)
        self.field.textEdited.connect(lambda _words: self.typing.emit(self.pending))
        self._small = label("", "small", wrap=True)
        self._first = "These words were about it before it changed." if offered and not words else ""
        keep, leave = button("Keep"), button("Leave it")
        keep.setToolTip("Enter")
        leave.setToolTip("Esc")
        keep.clicked.connect(self._keep)
        leave.clicked.connect(self.left)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 4)
        column.setSpacing(4)
        column.addWidget(self.field)
        column.addWidget(self._small)
        buttons = QWidget()
        line = FlowLayout(buttons)
        line.addWidget(keep)
        line.addWidget(leave)
        if explained:
            back = button("Take it back")
            back.clicked.connect(lambda: self.kept.emit(""))
            line.addWidget(back)
        column.addWidget(buttons)
        self._look(self.field.text())

    @property
    def pending(self) -> str:
        """The sentence as it was typed and not kept yet; "" for none."""
        return self.field.text().strip() if self.field.isModified() else ""

    def put_back(self, words: str) -> None:
        """Put a sentence that was half typed back."""
        self.field.setText(words)
        self.field.setModified(True)

    def _look(self, words: str) -> None:
        found = scan(words)
        said = f"“{found[0].text}” looks personal, and this goes into the return." if found else self._first
        self._small.setText(said)
        self._small.setVisible(bool(said))

    def _keep(self) -> None:
        if self.field.text().strip():
            self.kept.emit(self.field.text().strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # What the field has no use for comes here.
        if event.key() in _ENTER:
            self._keep()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
