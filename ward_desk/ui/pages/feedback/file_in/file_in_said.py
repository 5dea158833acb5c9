"""File in said: what bringing a survey file in would do, in sentences under headings."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ward_desk.ui import theme
from ward_desk.ui.panes import scrolled
from ward_desk.ui.widgets import Card, label

Parts = Sequence[tuple[str, Sequence[str]]]  # headings, each with its sentences


class Told(Card):
    """The sentences."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        inner = QWidget()
        self._lines = QVBoxLayout(inner)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(4)
        self.area = scrolled(inner)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the arrow keys scroll it
        self.area.setAccessibleName("What bringing the file in does")
        self.body.addWidget(self.area, 1)
        self.words = ""

    def say(self, parts: Parts) -> None:
        """Say these, leaving out headings that nothing stands under."""
        parts = [(heading, sentences) for heading, sentences in parts if sentences]
        words = "\n".join(line for heading, sentences in parts for line in (heading, *sentences))
        if words == self.words:
            return
        self.words = words
        while (item := self._lines.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()
        for heading, sentences in parts:
            if self._lines.count():
                self._lines.addSpacing(theme.px(8))
            self._lines.addWidget(label(heading, "heading", wrap=True))
            self._lines.addWidget(label("\n".join(sentences), "soft", wrap=True))
