"""Start page: what the window shows when no document is open."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ward_desk.ui import theme
from ward_desk.ui.widgets import Card, button, label, row


class StartPage(QWidget):
    """Make a ward, open one, or go on with one of the latest."""

    new_requested = Signal()
    open_requested = Signal()
    recent_requested = Signal(object)  # Path

    def __init__(self, recent: Sequence[Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paths: dict[QPushButton, Path] = {}
        card = Card()
        card.setMinimumWidth(theme.px(460))
        card.setMaximumWidth(theme.px(560))
        card.body.addWidget(label("Ward Desk", "title"))
        card.body.addWidget(
            label("A ward's priorities, actions, events, feedback, counts and returns, in one file.", "soft", wrap=True)
        )
        new, existing = button("New ward…", main=True), button("Open…")
        new.clicked.connect(self.new_requested)
        existing.clicked.connect(self.open_requested)
        buttons = row(new, existing)
        buttons.addStretch(1)
        card.body.addSpacing(8)
        card.body.addLayout(buttons)
        if recent:
            card.body.addSpacing(8)
            card.body.addWidget(label("Opened lately", "heading"))
        for path in recent:
            made = button(path.stem, link=True, tip=str(path))
            made.setAccessibleDescription(str(path))
            made.clicked.connect(self._on_recent)
            self._paths[made] = path
            card.body.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        whole = QVBoxLayout(self)
        whole.addStretch(1)
        whole.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addStretch(2)

    def _on_recent(self) -> None:
        pressed = self.sender()
        if isinstance(pressed, QPushButton):
            self.recent_requested.emit(self._paths[pressed])
