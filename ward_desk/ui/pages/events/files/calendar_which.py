"""Calendar which: of what kind the chosen events of a calendar file are."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ward_desk.ui.widgets import Choice

_BACK = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class KindChoice(Choice):
    """The kinds. Esc and Enter give the keyboard back: Esc here does not cancel everything."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Kind:", parent)
        self.setAccessibleName("Kind of the chosen events")
        self.setToolTip("Sets the kind of the chosen events that are new (F2)")

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_back(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_back(event):
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _is_back(event: QKeyEvent) -> bool:
    return event.key() in _BACK and event.modifiers() in (
        Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier
    )  # fmt: skip
