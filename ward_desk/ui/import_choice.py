"""Import choice: a choice beside the table of an import, which gives the keyboard back to the table."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent

from ward_desk.ui.widgets import Choice

_BACK: Final = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ImportChoice(Choice):
    """A choice. Esc and Enter give the keyboard back: Esc here does not cancel everything."""

    left = Signal()

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
    return event.key() in _BACK and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
