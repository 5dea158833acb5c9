"""Event names: a card of the organisations at an event, and the line that takes more of them by name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ward_desk.ui.pages.events.recorded.event_lines import ENTER
from ward_desk.ui.record.editors import NameLine, offer_names
from ward_desk.ui.record.small_list import SmallList
from ward_desk.ui.widgets import Card, label


class _NamesLine(NameLine):
    """A line of names in which Enter with nothing typed goes on."""

    passed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and not self.text().strip():
            self.passed.emit()
        else:
            super().keyPressEvent(event)


class EventNames(Card):
    """The organisations of one kind at an event. It says what is meant; the page stores it."""

    added = Signal(str)  # what is typed: one name, or several with a comma between
    removed = Signal(str)  # organisation
    typing = Signal(str)  # text so far, "" when it is kept
    passed = Signal()  # Enter with nothing typed

    def __init__(self, title: str, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._title = title
        self._event = ""
        self.list = SmallList(title, self.removed.emit)
        self.box = _NamesLine(f"Add to: {title}", placeholder)
        self.box.setToolTip("Several at once with a comma between")
        self.box.entered.connect(self.added)
        self.box.passed.connect(self.passed)
        self.box.textChanged.connect(self.typing)
        self.note = label("", "soft", wrap=True)
        self.body.addWidget(self.list)
        self.body.addWidget(self.box)
        self.body.addWidget(self.note)
        self.note.hide()

    def load(
        self, event: str, there: Sequence[tuple[str, str]], known: Sequence[str], *, read_only: bool = False
    ) -> None:
        """Show (id, name) of those there, and offer the other names known."""
        if event != self._event:
            self._event = event
            self.box.clear_name()
            self.note.hide()
        self.list.show_rows([(one, name, "") for one, name in there], "None written down yet.")
        self.list.setEnabled(not read_only)
        self.box.setVisible(not read_only)
        taken = {name for _, name in there}
        offer_names(self.box.names, [name for name in known if name not in taken])

    def added_names(self, made: Sequence[str]) -> None:
        """They are stored: the line is bare again, and says which organisations are new."""
        self.box.clear_name()
        names = " and ".join(f"“{name}”" for name in made)
        what = "a new organisation" if len(made) == 1 else "new organisations"
        self.note.setText(f"Made {what}: {names}.")
        self.note.setVisible(bool(made))
