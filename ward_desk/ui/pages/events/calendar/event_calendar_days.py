"""Event calendar days: the day and the event people are on, shared by the month and the week, and what is on when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QObject, Signal

from ward_desk.core.changes import ChangeSet
from ward_desk.core.typed import YEARS
from ward_desk.service.document import Document
from ward_desk.service.events import event_days
from ward_desk.service.events.event_days import CalendarEvent
from ward_desk.ui.table.table_page import ListPane

FIRST: Final = date(YEARS.start, 1, 1)  # of the days that can be typed
LAST: Final = date(YEARS.stop - 1, 12, 31)
Attempt = Callable[[Callable[[], object]], bool]


def _typable(day: date) -> date:
    return min(max(day, FIRST), LAST)


class CalendarDays(QObject):
    """Which events there are and which one is chosen is the list's own; this asks it, and tells it."""

    changed = Signal()  # other events, or something in them
    moved = Signal()  # people are on another day, or on another event

    def __init__(self, doc: Document, pane: ListPane, attempt: Attempt, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.doc, self._pane, self._attempt = doc, pane, attempt
        self.day = doc.today
        self._used = False  # someone has gone to a day, or chosen another event than the list begins with
        self._with = ""  # the event people are on, which is followed to another day
        self._known: dict[tuple[date, date], list[CalendarEvent]] = {}
        model = pane.model
        for signal in (model.modelReset, model.dataChanged, model.layoutChanged):
            signal.connect(self._forget)
        pane.chosen.connect(self._on_chosen)
        stop = doc.subscribe(self._on_change)
        self.destroyed.connect(lambda: stop())
        self._on_chosen(pane.current_id)

    def _on_change(self, changes: ChangeSet) -> None:
        if not changes.touches("event"):
            return
        self._forget()
        day = event_days.day_of(self.doc, self._with) if self._with else None
        if day is not None and self._with == self._pane.current_id and self.here is None:
            self.day = _typable(day)  # it was moved elsewhere: in its record, or by undo
            self.moved.emit()

    def _forget(self) -> None:
        self._known.clear()
        self.changed.emit()

    def _on_chosen(self, row_id: str) -> None:
        ids = self._pane.model.ids
        if not row_id or (not self._used and ids and ids[0] == row_id):
            return  # the list begins with it: nobody chose it
        self._used = True
        if not any(one.id == row_id for one in self.on(self.day)):
            day = event_days.day_of(self.doc, row_id)
            if day is not None:
                self.day = _typable(day)
        self._with = row_id
        self.moved.emit()

    def between(self, first: date, last: date) -> list[CalendarEvent]:
        """The events of the list that have any of those days."""
        found = self._known.get((first, last))
        if found is None:
            holds = self._pane.model.holds
            found = [one for one in event_days.between(self.doc, first, last) if holds(one.id)]
            self._known[(first, last)] = found
        return found

    def on(self, day: date) -> list[CalendarEvent]:
        """The events of one day, in their order."""
        return self.between(day, day)

    @property
    def here(self) -> CalendarEvent | None:
        """The chosen event, when it is one of the day people are on."""
        return next((one for one in self.on(self.day) if one.id == self._pane.current_id), None)

    @property
    def chosen_id(self) -> str:
        """The chosen event, whatever day it is on."""
        return self._pane.current_id

    def go_to(self, day: date, event: str = "") -> None:
        """Be on a day, and choose an event of it: that one, or else the first when the chosen one is not of it."""
        self._used = True
        self.day = day = _typable(day)
        there = [one.id for one in self.on(day)]
        wanted = event or (self._pane.current_id if self._pane.current_id in there else next(iter(there), ""))
        if wanted and wanted != self._pane.current_id:
            self._pane.select(wanted)
        self._with = wanted
        self.moved.emit()

    def go_by(self, days: int) -> None:
        """Go so many days on; no further than the last day that can be typed."""
        if FIRST <= (day := self.day + timedelta(days=days)) <= LAST:
            self.go_to(day)

    def step(self, by: int) -> None:
        """Go to the next event of the day, or the one before, round and round."""
        there = [one.id for one in self.on(self.day)]
        if not there:
            return
        here = self.here
        place = (there.index(here.id) + by) % len(there) if here else 0 if by > 0 else len(there) - 1
        self.go_to(self.day, there[place])

    def move(self, event: CalendarEvent, days: int, minutes: int = 0) -> str:
        """Move an event, and be on its new day. Gives the words to say; "" when nothing was moved."""
        if self.doc.read_only:
            return "This document is open to read only: its events stay on their days"
        if event.begins is None:
            minutes = 0
        if not days and not minutes:
            return ""
        if not self._attempt(lambda: event_days.move(self.doc, event.id, days, minutes)):
            return ""
        row = self.doc.store.get("event", event.id)
        moved = event_days.calendar_event(row) if row else None
        if moved is None:
            return ""
        self.go_to(moved.first, event.id if self._pane.model.holds(event.id) else "")
        when = " ".join(filter(None, (event_days.day_words(moved.first), moved.time_words())))
        return f"{event.ref}: {when}"
