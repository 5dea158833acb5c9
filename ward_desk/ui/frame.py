"""Frame: what stands around the pages: the list of them, the bars above and below, and where each has its place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ward_desk.ui.bars import Notice, StatusBar, TopBar, UndoStrip
from ward_desk.ui.nav import Nav


class Frame(QWidget):
    """The whole inside of the window. `pages` are (key, title, icon, at the foot of the list) of each page."""

    def __init__(self, pages: Sequence[tuple[str, str, str, bool]]) -> None:
        super().__init__()
        self.nav = Nav()
        self.nav.pages.fill(pages)
        self.top = TopBar()
        self.notice = Notice()
        self.undo_strip = UndoStrip()
        self.status = StatusBar()
        self.stack = QStackedWidget()
        inside = QVBoxLayout()
        inside.setContentsMargins(20, 12, 20, 12)
        inside.setSpacing(12)
        for one in (self.notice, self.top):
            inside.addWidget(one)
        inside.addWidget(self.stack, 1)
        inside.addWidget(self.undo_strip)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.nav)
        middle.addLayout(inside, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(middle, 1)
        whole.addWidget(self.status)

    def show_bars(self, shown: bool) -> None:
        """Show what goes with a document, or leave all the room to the page."""
        for one in (self.nav, self.top, self.status):
            one.setVisible(shown)

    def clear(self) -> None:
        """Take every page down."""
        while (page := self.stack.widget(0)) is not None:
            page.hide()  # what waits for its turn sees that it is not wanted any more
            self.stack.removeWidget(page)
            page.deleteLater()
