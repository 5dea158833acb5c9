"""Tabs: the parts of one record behind a line of tabs, one part shown at a time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTabBar, QVBoxLayout, QWidget


class Tabs(QWidget):
    """A tab bar over groups of controls. Only the shown group takes up room, so a form can be as long as it needs."""

    def __init__(self, parts: Sequence[tuple[str, Sequence[QWidget]]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.bar = QTabBar()
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setUsesScrollButtons(True)
        self.bar.setAccessibleName("Parts of this record")
        column.addWidget(self.bar)
        self._parts: list[QWidget] = []
        for words, widgets in parts:
            part = QWidget()
            inner = QVBoxLayout(part)
            inner.setContentsMargins(0, 0, 0, 0)
            inner.setSpacing(8)
            for widget in widgets:
                inner.addWidget(widget)
            self._parts.append(part)
            column.addWidget(part)
            self.bar.addTab(words)
        self.bar.currentChanged.connect(self._on_changed)
        self._on_changed(0)

    def _on_changed(self, shown: int) -> None:
        here = QApplication.focusWidget()
        if here is not None and any(part.isAncestorOf(here) for part in self._parts):
            self.bar.setFocus(Qt.FocusReason.OtherFocusReason)  # else Qt gives the keyboard to whatever comes next
        for at, part in enumerate(self._parts):
            part.setVisible(at == shown)

    def name(self, at: int, words: str) -> None:
        """Rename a tab, with a number in it say."""
        if self.bar.tabText(at) != words:
            self.bar.setTabText(at, words)

    def show_tab(self, at: int) -> None:
        """Bring a part to the front."""
        self.bar.setCurrentIndex(at)
