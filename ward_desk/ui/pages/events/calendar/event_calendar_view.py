"""Event calendar view: a sheet of the calendar under its title, with what turns it and what its shapes mean."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ward_desk.ui import theme
from ward_desk.ui.pages.events.calendar import event_calendar_paint
from ward_desk.ui.pages.events.calendar.event_calendar_sheet import CalendarSheet
from ward_desk.ui.widgets import ElidedLabel, Pill, button

_ROOM_FOR_LEGEND: Final = 640  # px at 100 %


class CalendarView(QWidget):
    """A sheet under its title: earlier, today, later; what the shapes mean."""

    def __init__(self, sheet: CalendarSheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet = sheet
        noun = sheet.noun.lower()
        self.earlier = button("‹", tip=f"The {noun} before (Page Up)")
        self.earlier.setAccessibleName(f"The {noun} before")
        self.earlier.clicked.connect(lambda: sheet.turn(-1))
        self.later = button("›", tip=f"The {noun} after (Page Down)")
        self.later.setAccessibleName(f"The {noun} after")
        self.later.clicked.connect(lambda: sheet.turn(1))
        self.today = button("Today", tip="Go to today (Home)")
        self.today.setAccessibleName("Go to today")
        self.today.clicked.connect(sheet.go_to_today)
        self.title = ElidedLabel("", "heading")
        self._legend = QWidget()
        pills = QHBoxLayout(self._legend)
        pills.setContentsMargins(0, 0, 0, 0)
        pills.setSpacing(6)
        for mark in event_calendar_paint.legend():
            pills.addWidget(Pill(mark))
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 4, 8, 6)
        bar.setSpacing(6)
        for one in (self.earlier, self.today, self.later):
            bar.addWidget(one)
        bar.addSpacing(6)
        bar.addWidget(self.title, 1)
        bar.addWidget(self._legend)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(bar)
        whole.addWidget(sheet, 1)
        self.setFocusProxy(sheet)
        sheet.turned.connect(lambda: self.title.set_words(sheet.title()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._legend.setVisible(self.width() >= theme.px(_ROOM_FOR_LEGEND))
