"""Event again days: the form that plans an event again: how often, how many times, on which days."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidgetItem, QVBoxLayout, QWidget

from ward_desk.core import fields
from ward_desk.core.errors import NotUnderstoodError
from ward_desk.core.records import Row
from ward_desk.core.typed import read_date
from ward_desk.service.document import Document
from ward_desk.service.events import event_again
from ward_desk.service.events.event_days import day_words
from ward_desk.ui.pages.events.again.event_again_list import DayList
from ward_desk.ui.widgets import Choice, button, label

_FIRST_ASKED: Final = "6"  # times
_DAY: Final = Qt.ItemDataRole.UserRole


def times_or_day(text: str, start: date, today: date) -> tuple[int, date | None]:
    """How many times, or until when: "8", "until 31 mar". Raises NotUnderstoodError in words for the form."""
    typed = text.strip().lower().removesuffix("times").removeprefix("until").strip()
    if typed.isdecimal() and len(typed) <= 3:
        if not 1 <= int(typed) <= event_again.MOST:
            raise NotUnderstoodError(f"Type how many times, from 1 to {event_again.MOST}.")
        return int(typed), None
    until = read_date(typed, max(start, today))
    if until <= start:
        raise NotUnderstoodError(f"That day is not after {day_words(start)}, when it is on already.")
    return event_again.MOST, until


class AgainDays(QWidget):
    """Stands where the event stands while it is planned again. `chosen` gives the days when they are settled."""

    chosen = Signal(list)
    closed = Signal()

    def __init__(self, doc: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doc = doc
        self._row: Row = {}
        self._start = doc.today
        self._turned: set[date] = set()  # days whose tick was put in or taken out by hand
        self.heading = label("", "heading", wrap=True)
        self.every = Choice()
        self.every.setAccessibleName("How often")
        self.every.currentIndexChanged.connect(self._show_days)
        self.times = QLineEdit()
        self.times.setAccessibleName("How many more times, or until which day")
        self.times.setPlaceholderText("8, or until 31 mar")
        self.times.textChanged.connect(self._show_days)
        self.times.returnPressed.connect(self._enter_list)
        self.problem = label("", "problem", wrap=True)
        self.list = DayList()
        self.list.itemChanged.connect(self._on_ticked)
        self.list.done.connect(self._settle)
        self.summary = label("", "soft", wrap=True)
        self.button = button("Plan them", main=True, tip="Enter in the list of days")
        self.button.clicked.connect(self._settle)
        self.back = button("Don’t repeat", tip="Esc")
        self.back.clicked.connect(self.closed)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self.heading)
        for caption, one in (("How often", self.every), ("How many more times, or until which day", self.times)):
            words = label(caption, "soft", wrap=True)
            words.setBuddy(one)
            whole.addWidget(words)
            whole.addWidget(one)
        whole.addWidget(self.problem)
        whole.addWidget(label("Untick the days to leave out, such as holidays.", "soft", wrap=True))
        whole.addWidget(self.list, 1)
        whole.addWidget(self.summary)
        buttons = QHBoxLayout()
        buttons.addWidget(self.button)
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        whole.addLayout(buttons)

    def start(self, row: Row) -> bool:
        """Begin with an event. False when it has no day to reckon from."""
        start = fields.day(row["start"])
        if start is None:
            return False
        self._row, self._start, self._turned = row, start, set()
        self.heading.setText(f"Repeat {row['ref']!s}  {row['title']!s}")
        self.every.fill([(code, event_again.every_words(code, start)) for code, _ in event_again.EVERY])
        self.times.setText(_FIRST_ASKED)
        self._show_days()
        self.times.selectAll()
        return True

    def take_keyboard(self) -> None:
        """Put the keyboard where it begins."""
        self.every.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def days(self) -> list[date]:
        """The days ticked."""
        items = (self.list.item(n) for n in range(self.list.count()))
        return [one.data(_DAY) for one in items if one.checkState() == Qt.CheckState.Checked]

    def _show_days(self) -> None:
        if not self._row:
            return
        try:
            times, until = times_or_day(self.times.text(), self._start, self._doc.today)
            days = event_again.days(self._start, str(self.every.currentData()), times=times, until=until)
            wrong = "" if days else "There is no such day before then."
        except NotUnderstoodError as error:
            days, wrong = [], str(error)
        self.problem.setText(wrong)
        self.problem.setVisible(bool(wrong))
        self.list.blockSignals(True)
        self.list.clear()
        for day in days:
            item = QListWidgetItem(self.list)
            item.setData(_DAY, day)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            out = (day < self._doc.today) != (day in self._turned)  # what is past begins left out
            item.setCheckState(Qt.CheckState.Unchecked if out else Qt.CheckState.Checked)
        self.list.setCurrentRow(0)
        self.list.blockSignals(False)
        self._say()

    def _on_ticked(self, item: QListWidgetItem) -> None:
        day: date = item.data(_DAY)
        ticked = item.checkState() == Qt.CheckState.Checked
        if ticked == (day < self._doc.today):
            self._turned.add(day)
        else:
            self._turned.discard(day)
        self._say()

    def _say(self) -> None:
        """Say of each day what it will be called and what is on already, and how many there are."""
        days = self.days
        titles = iter(event_again.titles(self._doc, self._row, len(days)))
        items = [self.list.item(n) for n in range(self.list.count())]
        there = event_again.also_on(self._doc, [one.data(_DAY) for one in items])
        self.list.blockSignals(True)
        for item in items:
            day: date = item.data(_DAY)
            ticked = item.checkState() == Qt.CheckState.Checked
            out = "left out: it is past" if day < self._doc.today else "left out"
            said = [day_words(day), next(titles) if ticked else out]
            if day in there:
                said.append(f"on already: {there[day]}")
            item.setText(", ".join(said))
            item.setToolTip(item.text())
        self.list.blockSignals(False)
        left_out = len(items) - len(days)
        summary = f"From {day_words(days[0])} to {day_words(days[-1])}." if len(days) > 1 else ""
        self.summary.setText(f"{summary} {left_out} left out.".strip() if left_out else summary)
        self.button.setText("Plan 1 event" if len(days) == 1 else f"Plan {len(days)} events")
        self.button.setEnabled(bool(days))

    def _enter_list(self) -> None:
        if self.list.count():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _settle(self) -> None:
        if self.days:
            self.chosen.emit(self.days)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
