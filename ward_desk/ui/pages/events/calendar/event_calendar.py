"""Event calendar: the month and the week as views of the list of events, each with its title and its turning."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from ward_desk.service.document import Document
from ward_desk.service.events.event_days import day_words
from ward_desk.ui.table.table_page import ListPane

if TYPE_CHECKING:  # imported when they are first needed
    from ward_desk.ui.pages.events.calendar.event_calendar_days import CalendarDays
    from ward_desk.ui.pages.events.calendar.event_calendar_sheet import CalendarSheet

MONTH, WEEK = "month", "week"


class EventCalendar(QObject):
    """The month and the week of a list of events: over the same filters, the same chosen event, the same day."""

    activated = Signal(str)  # Enter or double click: put the keyboard into the form of this event
    said = Signal(str)

    def __init__(
        self, doc: Document, pane: ListPane, attempt: Callable[[Callable[[], object]], bool], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._doc, self._pane, self._attempt = doc, pane, attempt
        self._days: CalendarDays | None = None
        self._usual_words = pane.add_box.placeholderText()
        pane.add_view(MONTH, "Month", self._make_month)
        pane.add_view(WEEK, "Week", self._make_week)
        pane.view_changed.connect(lambda _key: self._say_day())

    @property
    def days(self) -> CalendarDays:
        """The day and the event people are on."""
        if self._days is None:
            from ward_desk.ui.pages.events.calendar.event_calendar_days import CalendarDays

            self._days = CalendarDays(self._doc, self._pane, self._attempt, self)
            self._days.moved.connect(self._say_day)
        return self._days

    @property
    def shown(self) -> bool:
        """Whether the list is shown as a calendar now."""
        return self._pane.view in (MONTH, WEEK)

    @property
    def day_for_new(self) -> date:
        """The day an event typed now is planned for: the calendar's, or today."""
        return self.days.day if self.shown else self._doc.today

    def _make_month(self) -> QWidget:
        from ward_desk.ui.pages.events.calendar.event_month import MonthSheet

        return self._make(MonthSheet(self.days))

    def _make_week(self) -> QWidget:
        from ward_desk.ui.pages.events.calendar.event_week import WeekSheet

        return self._make(WeekSheet(self.days))

    def _make(self, sheet: CalendarSheet) -> QWidget:
        from ward_desk.ui.pages.events.calendar.event_calendar_view import CalendarView

        sheet.activated.connect(self.activated)
        sheet.said.connect(self.said)
        sheet.removing.connect(lambda row_id: self._pane.remove_requested.emit([row_id]))
        sheet.adding.connect(self._start_adding)
        sheet.week_asked.connect(self._show_week)
        return CalendarView(sheet)

    def _show_week(self) -> None:
        self._pane.show_view(WEEK)
        self._pane.focus_list()

    def _start_adding(self, typed: str) -> None:
        if self._doc.read_only:
            self.said.emit("This document is open to read only: nothing can be added")
            return
        box = self._pane.add_box
        if typed:
            box.setText(typed)
        box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        box.end(False)

    def _say_day(self) -> None:
        """Say on which day an event typed now would be."""
        day = f"Type to add a new event on {day_words(self.day_for_new)}, then press Enter…"
        self._pane.add_box.setPlaceholderText(day if self.shown else self._usual_words)
