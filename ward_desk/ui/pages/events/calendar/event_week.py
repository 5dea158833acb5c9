"""Event week: a week of events at their hours, those of whole days in a band above them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import accumulate
from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from ward_desk.core.periods import Month
from ward_desk.core.typed import WEEKDAYS
from ward_desk.service.events.event_days import CalendarEvent
from ward_desk.ui import theme
from ward_desk.ui.pages.events.calendar import event_calendar_paint as paint
from ward_desk.ui.pages.events.calendar.event_calendar_lay import (
    WEEK,
    Placed,
    day_widths,
    hours_of,
    lay_week,
    minutes_of,
    monday_of,
    side_by_side,
    that_fit,
)
from ward_desk.ui.pages.events.calendar.event_calendar_paint import line_height
from ward_desk.ui.pages.events.calendar.event_calendar_sheet import CalendarSheet, Spot

STEP: Final = 15  # minutes an event is moved by
_LEAST_HOUR: Final = 34  # px at 100 %
_COLUMN: Final = 84  # px at 100 %, in which an event beside others says what it is
_NARROWEST: Final = 58  # px at 100 %, of a day beside a full one
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop


def day_heading(metrics: QFontMetrics, day: date, room: int) -> str:
    """The heading of a day, as long as there is room for: "Wed 24", "W 24", "24"; never a date cut short."""
    name = WEEKDAYS[day.weekday()]
    ways = (f"{name[:3]} {day.day}", f"{name[0]} {day.day}")
    return next((words for words in ways if metrics.horizontalAdvance(words) <= room), f"{day.day}")


class WeekSheet(CalendarSheet):
    """Seven days side by side, hours down."""

    noun = "Week"
    up_down = (0, STEP)
    _edged: tuple[list[CalendarEvent] | None, int, int, list[int]] = (None, 0, 0, [])  # what `_edges` was reckoned from

    def title(self) -> str:
        first, last = self._monday, self._sunday
        ends = f"{last.day} {Month.of(last).name} {last.year}"
        if Month.of(first) == Month.of(last):
            return f"{first.day} to {ends}"
        year = f" {first.year}" if first.year != last.year else ""
        return f"{first.day} {Month.of(first).name}{year} to {ends}"

    def turn(self, way: int) -> None:
        self.days.go_by(way * WEEK)

    def last_day(self) -> date:
        return self._sunday

    def up_or_down(self, way: int) -> None:
        self.days.step(way)

    @property
    def _monday(self) -> date:
        return monday_of(self.days.day)

    @property
    def _sunday(self) -> date:
        return self._monday + timedelta(days=WEEK - 1)

    # Where things are.

    def _events(self) -> list[CalendarEvent]:
        return self.days.between(self._monday, self._sunday)

    def _left(self) -> int:
        """The width of the column of hours."""
        return QFontMetrics(theme.font(size=12)).horizontalAdvance("00:00") + theme.px(12)

    def _x(self, day: int) -> int:
        return self._edges()[day]

    def _edges(self) -> Sequence[int]:
        """Where each day begins, and the last one ends. A day with much at the same hours is wider than the others."""
        events, left, width = self._events(), self._left(), self.viewport().width()
        if self._edged[0] is not events or self._edged[1:3] != (left, width):
            needs = [0] * WEEK
            for n in range(WEEK):
                on = self._monday + timedelta(days=n)
                beside = side_by_side(one for one in events if not one.whole_days and one.first == on)
                needs[n] = max((one.columns for one in beside if one.columns > 1), default=0) * theme.px(_COLUMN)
            places = [0, *accumulate(day_widths(width - left, needs, min(theme.px(_NARROWEST), (width - left) // 11)))]
            self._edged = (events, left, width, [left + place for place in places])
        return self._edged[3]

    def _head(self) -> int:
        return QFontMetrics(theme.font(size=12)).height() + theme.px(10)

    def _band(self) -> tuple[list[Placed], list[int], int]:
        """The events of whole days that have room, how many have none on each day, and how many lines that takes."""
        placed = lay_week((one for one in self._events() if one.whole_days), self._monday)
        needed = max((one.lane + 1 for one in placed), default=0)
        lines = min(needed, max(2, self.viewport().height() // 3 // (line_height() + 2)))
        return (*that_fit(placed, lines), lines)

    def _top(self) -> int:
        """Where the hours begin on screen."""
        lines = self._band()[2]
        return self._head() + (lines * (line_height() + 2) + theme.px(6) if lines else 0)

    def _hour(self) -> float:
        hours = len(hours_of(self._events()))
        return max(theme.px(_LEAST_HOUR), (self.viewport().height() - self._top() - theme.px(4)) / hours)

    def _y(self, minutes: int) -> int:
        began = hours_of(self._events()).start * 60
        return round(self._top() + (minutes - began) / 60 * self._hour()) - self.verticalScrollBar().value()

    def fit(self) -> None:
        bar, seen = self.verticalScrollBar(), self.viewport().height() - self._top()
        bar.setPageStep(seen)
        bar.setSingleStep(round(self._hour() / 2))
        bar.setRange(0, max(0, round(self._hour() * len(hours_of(self._events()))) + theme.px(4) - seen))

    def show_here(self) -> None:
        here, bar = self.days.here, self.verticalScrollBar()
        if here is None or here.whole_days:
            return
        begins, ends = (self._y(one) + bar.value() - self._top() for one in minutes_of(here))
        bar.setValue(min(max(bar.value(), ends - bar.pageStep()), begins))

    def _blocks(self, day: int) -> list[tuple[QRect, CalendarEvent]]:
        """The events of a day at their hours, with their places."""
        on = self._monday + timedelta(days=day)
        timed = [one for one in self._events() if not one.whole_days and one.first == on]
        left, room = self._x(day) + theme.px(2), self._x(day + 1) - self._x(day) - theme.px(5)
        found: list[tuple[QRect, CalendarEvent]] = []
        for event, column, columns in side_by_side(timed):
            begins, ends = minutes_of(event)
            x1, x2 = left + room * column // columns, left + room * (column + 1) // columns
            top = self._y(begins) + 1
            found.append((QRect(x1, top, x2 - x1 - (1 if column + 1 < columns else 0), self._y(ends) - top - 1), event))
        return found

    def _line(self, first: int, last: int, lane: int) -> QRect:
        top, pad = self._head() + theme.px(3) + lane * (line_height() + 2), theme.px(2)
        return QRect(self._x(first) + pad, top, self._x(last + 1) - self._x(first) - 2 * pad - 1, line_height())

    def event_rect(self, row_id: str) -> QRect:
        """Where an event is on screen; nowhere when it is of another week."""
        for one in self._band()[0]:
            if one.event.id == row_id:
                return self._line(one.first, one.last, one.lane)
        found = (rect for day in range(WEEK) for rect, event in self._blocks(day) if event.id == row_id)
        return next(found, QRect())

    def spot_at(self, at: QPoint) -> Spot | None:
        if at.x() < self._left():
            return None
        column = next((n for n in range(WEEK) if at.x() < self._x(n + 1)), WEEK - 1)
        day = self._monday + timedelta(days=column)
        if at.y() < self._top():
            shown, hidden, lines = self._band()
            if hidden[column] and self._line(column, column, lines - 1).contains(at):
                return Spot(day, more=True)
            over = next((one for one in shown if self._line(one.first, one.last, one.lane).contains(at)), None)
            return Spot(day, over.event if over else None)
        minute = round((at.y() - self._y(0)) / self._hour() * 60)
        found = (event for rect, event in reversed(self._blocks(column)) if rect.contains(at))
        return Spot(day, next(found, None), minute=minute)

    # Painting.

    def paint(self, painter: QPainter) -> None:
        view, top = self.viewport().rect(), self._top()
        painter.fillRect(view, theme.colour("card"))
        today, chosen, focus = self.days.doc.today, self.days.chosen_id, self.hasFocus()
        for n in range(WEEK):
            paint.paint_grid_line(painter, self._x(n), 0, self._x(n), view.bottom())
        painter.save()
        painter.setClipRect(QRect(0, top, view.width(), view.height() - top))
        self._paint_hours(painter)
        for column in range(WEEK):
            for rect, event in self._blocks(column):
                faint = self.is_faint(event)
                paint.paint_block(painter, rect, event, today, chosen=event.id == chosen, focus=focus, faint=faint)
        painter.restore()
        for n in range(WEEK):
            day = self._monday + timedelta(days=n)
            heading = QRect(self._x(n) + theme.px(3), 0, self._x(n + 1) - self._x(n) - theme.px(6), self._head())
            words = day_heading(QFontMetrics(theme.font(size=12, bold=True)), day, heading.width() - theme.px(8))
            paint.paint_day(painter, heading, words, today=day == today, soft=False)
        shown, hidden, lines = self._band()
        for one in shown:
            paint.paint_line(
                painter, self._line(one.first, one.last, one.lane), one.event, today, chosen=one.event.id == chosen,
                focus=focus, before=one.before, after=one.after, faint=self.is_faint(one.event),
            )  # fmt: skip
        for n, number in enumerate(hidden):
            if number:
                paint.paint_more(painter, self._line(n, n, lines - 1), number)
        for y in {self._head() - 1, top - 1}:
            paint.paint_grid_line(painter, 0, y, view.right(), y)
        paint.paint_ring(painter, self._day_rect(self.days.day), focus=focus)
        if self.drag is not None and self.drag.target is not None:
            paint.paint_ring(painter, self._day_rect(self.drag.target), focus=True)

    def _day_rect(self, day: date) -> QRect:
        n = (day - self._monday).days
        return QRect(self._x(n), 0, self._x(n + 1) - self._x(n), self.viewport().height()) if 0 <= n < WEEK else QRect()

    def _paint_hours(self, painter: QPainter) -> None:
        view = self.viewport().rect()
        painter.setFont(theme.font(size=12))
        for hour in hours_of(self._events()):
            y = self._y(hour * 60)
            painter.setPen(theme.colour("track"))
            painter.drawLine(self._left(), y, view.right(), y)
            painter.setPen(theme.colour("soft"))
            room = QRect(0, y + 1, self._left() - theme.px(6), round(self._hour()))
            painter.drawText(room, int(_RIGHT), f"{hour:02d}:00")
