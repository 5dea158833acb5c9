"""Beside an event: the organisations that took part, and what should be in place before people leave the hall."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ward_desk.core.records import Row
from ward_desk.service.events.event_checks import Check
from ward_desk.ui.pages.events.recorded.event_checklist import Checklist
from ward_desk.ui.pages.events.recorded.event_names import EventNames
from ward_desk.ui.widgets import Card, button

# The kinds of event nobody exhibits at, unless somebody is written down.
_WITHOUT_EXHIBITORS = ("ward_visit", "door_knock", "partnership_meeting", "deep_dive")
_TITLES = {"partnership_meeting": "Present"}


class EventSide(QWidget):
    """The cards at the right of an event, or below it where there is no room beside."""

    held = Signal()
    went = Signal(str)  # a place of the checklist

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.partners = EventNames("Partners who took part", "Add a partner by name…")
        self.exhibitors = EventNames("Exhibitors", "Add an exhibitor by name…")
        self.apologies = EventNames("Apologies", "Who sent apologies…")
        self.names = {
            "event_partner": self.partners, "event_exhibitor": self.exhibitors, "event_apology": self.apologies,
        }  # fmt: skip
        self.checks_card = Card("Before you leave the hall")
        self.checklist = Checklist()
        self.checklist.asked.connect(self.went)
        self.checks_card.body.addWidget(self.checklist)
        self.hold = button("Set to Held")
        self.hold.setToolTip("Ctrl+H")
        self.hold.setAutoDefault(True)
        self.hold.clicked.connect(self.held)
        self.checks_card.body.addWidget(self.hold)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for card in (*self.names.values(), self.checks_card):
            column.addWidget(card)
        column.addStretch(1)
        self.partners.passed.connect(lambda: self._after(self.partners))
        self.exhibitors.passed.connect(lambda: self._after(self.exhibitors))
        self.apologies.passed.connect(lambda: self._after(self.apologies))

    def load(
        self,
        row: Row,
        there: dict[str, list[tuple[str, str]]],
        known: Sequence[str],
        checks: Sequence[Check],
        *,
        can_be_held: bool,
        read_only: bool = False,
    ) -> None:
        """Show (id, name) of the organisations of each pair, the checklist, and offer the names known."""
        kind = str(row["kind"])
        for pair, card in self.names.items():
            card.load(str(row["id"]), there[pair], known, read_only=read_only)
        self.partners.title.setText(_TITLES.get(kind, "Partners who took part"))
        self.exhibitors.setVisible(kind not in _WITHOUT_EXHIBITORS or bool(there["event_exhibitor"]))
        self.apologies.setVisible(kind == "partnership_meeting" or bool(there["event_apology"]))
        self.hold.setVisible(can_be_held and not read_only)
        self.checks_card.setVisible(bool(checks))
        self.checklist.load(checks)

    def _after(self, card: EventNames) -> None:
        cards = list(self.names.values())
        after = [one for one in cards[cards.index(card) + 1 :] if one.isVisible()]
        if after:
            after[0].box.setFocus()
        elif self.hold.isVisible():
            self.hold.setFocus()
        elif self.checklist.lines:
            self.checklist.lines[0].setFocus()
