"""Collate parts: the files that came in, and what they came to once they are put together, each under its tab."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from ward_desk.service.collation.arrivals import Judged
from ward_desk.service.collation.collate import Collated
from ward_desk.ui.collation.collate_glance import ASK, CHANGED, RED, Glance, ask_rows, changed_rows, red_rows
from ward_desk.ui.collation.collate_lines import CollateLines
from ward_desk.ui.collation.collate_table import CollateTable
from ward_desk.ui.record.tabs import TabLine
from ward_desk.ui.widgets import Card

PARTS: Final = ("Files", "At a glance", "Red and why", "To ask about", "Version changes")
FILES, GLANCE, REDS, TO_ASK, CHANGES = range(len(PARTS))


class CollateParts(Card):
    """The list of files; with its tabs once there is a programme."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.tabs = TabLine("Parts of this window")
        for words in PARTS:
            self.tabs.addTab(words)
        self.lines = CollateLines()
        self.glance = Glance()
        self.red = CollateTable(RED, "What is red and why")
        self.ask = CollateTable(ASK, "What to ask about")
        self.changed = CollateTable(CHANGED, "What later versions changed")
        self.stack = QStackedWidget()
        for one in (self.lines, self.glance, self.red, self.ask, self.changed):
            self.stack.addWidget(one)
        self.tabs.currentChanged.connect(self.stack.setCurrentIndex)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self.stack, 1)

    @property
    def table(self) -> CollateTable:
        """The table of the part that is shown."""
        return (self.lines.table, self.glance.table, self.red, self.ask, self.changed)[self.stack.currentIndex()]

    def show_judged(self, judged: Judged, done: Collated | None) -> None:
        """Show how the files stand, and the programme they came to, if they were put together."""
        self.lines.show_judged(judged)
        made = done.programme if done else None
        self.tabs.setVisible(made is not None)
        if made is None:
            self.tabs.setCurrentIndex(FILES)
            return
        self.glance.show_programme(made)
        self.red.show_rows(red_rows(made))
        self.ask.show_rows(ask_rows(made.tables["problems"]))
        self.changed.show_rows(changed_rows(made))
        for place, table in ((REDS, "red"), (TO_ASK, "problems"), (CHANGES, "version_changes")):
            self.tabs.setTabText(place, f"{PARTS[place]} ({len(made.tables[table]):,})")

    def show_part(self, place: int) -> None:
        """Show one part and put the keyboard in its table. Before anything was put together there is the list only."""
        if self.tabs.isHidden() and place != FILES:
            return
        self.tabs.setCurrentIndex(place)
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
