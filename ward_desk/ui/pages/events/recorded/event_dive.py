"""Event dive: the five parts of a deep dive (B 5.6), written in the record of the event it was held as."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ward_desk.core.records import RECORDS, Row
from ward_desk.core.rules import Problem
from ward_desk.service.events.event_dive import PARTS
from ward_desk.ui.record.editors import Options
from ward_desk.ui.record.form import RecordForm, Section
from ward_desk.ui.record.record_part import TAKE_OUT
from ward_desk.ui.widgets import Choice, button, label


class EventDive(QWidget):
    """The deep dive of one event. It says what is meant; the page stores it."""

    chosen = Signal(str)  # the deep dive that was held there, "" for none yet
    open_asked = Signal(str, str)  # table, id
    take_out_asked = Signal(str)  # deep dive: take out what looks personal

    def __init__(self, options: Callable[[str], Options], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dive = ""
        self.choice = Choice()
        self.choice.setAccessibleName("Deep dive held at this event")
        self.choice.activated.connect(lambda place: self.chosen.emit(str(self.choice.itemData(place))))
        self.opens = button("Open", link=True)
        self.opens.setAutoDefault(True)
        self.opens.clicked.connect(lambda: self.open_asked.emit("deep_dive", self._dive))
        # A form of the event's: what is half typed in it stays when the first words make the deep dive.
        self.form = RecordForm("deep_dive", (Section("", PARTS),), options)
        self.take_out = button(TAKE_OUT)
        self.take_out.setAutoDefault(True)
        self.take_out.clicked.connect(lambda: self.take_out_asked.emit(self._dive))
        top = QHBoxLayout()
        top.addWidget(self.choice)
        top.addWidget(self.opens)
        top.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(label("Deep dive", "heading"))
        box.addLayout(top)
        box.addWidget(self.form)
        box.addWidget(self.take_out)

    def load(
        self, event: str, dive: Row | None, choices: Sequence[tuple[str, str]], problems: Sequence[Problem],
        *, read_only: bool = False,
    ) -> None:  # fmt: skip
        """Show the deep dive of an event, or empty parts: their first words make it."""
        self._dive = str(dive["id"]) if dive is not None else ""
        self.choice.fill([("", "A new one, from the first words on"), *choices], self._dive)
        self.choice.setEnabled(not read_only)
        self.choice.setVisible(bool(choices))
        self.opens.setVisible(dive is not None)
        empty: Row = {name: RECORDS["deep_dive"].field(name).empty for name in PARTS}
        self.form.load({**empty, **(dive or {}), "id": event}, problems)
        self.take_out.setVisible(any("looks personal" in one.sentence for one in problems) and not read_only)
