"""Count place: the field of one period of a count, and what is said below it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLineEdit, QWidget

from ward_desk.core.records import Field
from ward_desk.service.document import Document
from ward_desk.ui import theme
from ward_desk.ui.pages.counts import count_words
from ward_desk.ui.pages.counts.count_words import EVENTS, MISSING, UNAVAILABLE, Entry
from ward_desk.ui.record.editors import TypedEditor
from ward_desk.ui.widgets import label, set_tone

# Taken as words: what a figure may be depends on the count, so its service reads it.
_FIGURE: Final = Field("value", "Figure")


class Place(QObject):
    """One field of the grid: its caption, what is typed, and a line below for what is wrong or where it comes from."""

    def __init__(self, doc: Document, parent: QWidget) -> None:
        super().__init__(parent)
        self.caption = label("", "soft")
        self.editor = TypedEditor(_FIGURE, lambda: doc.today, self)
        assert isinstance(self.editor.widget, QLineEdit)
        self.line = self.editor.widget
        self.line.setMinimumWidth(theme.px(58))
        self.caption.setBuddy(self.line)
        self.note = label("", "small", wrap=True)
        self.entry: Entry | None = None
        self.refused = ""

    def show_entry(self, entry: Entry | None, *, keep: bool, read_only: bool) -> None:
        """Show a period, or nothing; `keep` leaves what is half typed."""
        self.entry = entry
        shown = entry is not None
        for one in (self.caption, self.line):
            one.setVisible(shown)
        if entry is None:
            self.note.hide()
            return
        self.caption.setText(entry.caption)
        self.line.setAccessibleName(f"Figure for {entry.name}")
        if not (keep and self.editor.pending):
            self.refused = ""
            self.editor.load(entry.words)
        self.editor.set_read_only(read_only or entry.read_only)
        slant = QFont()  # says nothing but the slant, so that the size goes on following the window's
        slant.setItalic(entry.state == EVENTS)
        self.line.setFont(slant)
        self.line.setPlaceholderText({MISSING: "wanted", UNAVAILABLE: count_words.NOT_AVAILABLE}.get(entry.state, ""))
        self._say()

    def refuse(self, sentence: str) -> None:
        """Say below why what was typed is no figure; "" takes that back."""
        self.refused = sentence
        self._say()

    def _say(self) -> None:
        entry = self.entry
        said = self.refused
        if not said and entry is not None and entry.from_events:
            events = len(entry.from_events)
            source = f"{events} {'event' if events == 1 else 'events'}"
            said = f"from {source}" if entry.state == EVENTS else f"with {source}: {entry.sum}"
        # A label that may wrap asks for more height than it takes, so only a sentence does.
        self.note.setWordWrap(bool(self.refused))
        self.note.setText(said)
        set_tone(self.note, "tone", "problem" if self.refused else "small")
        self.note.setVisible(bool(said))
        self.editor.set_problem(bool(self.refused))
        self.line.setAccessibleDescription(said)
