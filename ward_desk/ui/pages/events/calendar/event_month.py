"""Event month: a month of events, its weeks as rows from Monday."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from ward_desk.core.periods import Month
from ward_desk.core.typed import WEEKDAYS
from ward_desk.ui import shapes, theme
from ward_desk.ui.pages.events.calendar import event_calendar_paint as paint
from ward_desk.ui.pages.events.calendar.event_calendar_lay import WEEK, Placed, lay_week, that_fit, weeks_of
from ward_desk.ui.pages.events.calendar.event_calendar_paint import line_height
from ward_desk.ui.pages.events.calendar.event_calendar_sheet import CalendarSheet, Spot


class _Week(NamedTuple):
    """A row of the month as it is on screen."""

    monday: date
    top: int
    events: list[Placed]
    hidden: list[int]  # on each day, for want of room


class MonthSheet(CalendarSheet):
    """The weeks of a month as high as there is room; of what has no room the number is said."""

    noun = "Month"
    up_down = (WEEK, 0)

    def title(self) -> str:
        month = self._month
        return f"{month.name} {month.year}"

    def turn(self, way: int) -> None:
        month = self._month.next(way)
        self.days.go_to(month.first.replace(day=min(self.days.day.day, month.last.day)))

    def last_day(self) -> date:
        return self._month.last

    def up_or_down(self, way: int) -> None:
        self.days.go_by(way * WEEK)

    @property
    def _month(self) -> Month:
        return Month.of(self.days.day)

    # Where things are.

    def _head(self) -> int:
        """The height of the names of the weekdays, and of the number of a day."""
        return QFontMetrics(theme.font(size=12)).height() + theme.px(6)

    def _week_height(self) -> int:
        room = (self.viewport().height() - self._head()) // len(weeks_of(self._month))
        return max(room, self._head() + 2 * (line_height() + 2) + theme.px(3))

    def _x(self, day: int) -> int:
        return self.viewport().width() * day // WEEK

    def fit(self) -> None:
        tall = self._head() + self._week_height() * len(weeks_of(self._month))
        bar = self.verticalScrollBar()
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(line_height())
        bar.setRange(0, max(0, tall - self.viewport().height()))

    def show_here(self) -> None:
        bar, high = self.verticalScrollBar(), self._week_height()
        row = (self.days.day - weeks_of(self._month)[0]).days // WEEK
        seen = self.viewport().height() - self._head()
        bar.setValue(min(max(bar.value(), (row + 1) * high - seen), row * high))

    def _weeks(self) -> Iterator[_Week]:
        mondays = weeks_of(self._month)
        events = self.days.between(mondays[0], mondays[-1] + timedelta(days=WEEK - 1))
        high, top = self._week_height(), self._head() - self.verticalScrollBar().value()
        room = (high - self._head() - theme.px(3)) // (line_height() + 2)
        for n, monday in enumerate(mondays):
            shown, hidden = that_fit(lay_week(events, monday), room)
            yield _Week(monday, top + n * high, shown, hidden)

    def day_rect(self, day: date) -> QRect:
        """Where a day is on screen; nowhere for one of another month's weeks."""
        mondays = weeks_of(self._month)
        row, column = divmod((day - mondays[0]).days, WEEK)
        if not 0 <= row < len(mondays):
            return QRect()
        high = self._week_height()
        top = self._head() - self.verticalScrollBar().value() + row * high
        return QRect(self._x(column), top, self._x(column + 1) - self._x(column), high)

    def _line(self, week: _Week, first: int, last: int, lane: int) -> QRect:
        pad, high = theme.px(3), line_height()
        top = week.top + self._head() + lane * (high + 2)
        return QRect(self._x(first) + pad, top, self._x(last + 1) - self._x(first) - 2 * pad, high)

    def _event_rect(self, week: _Week, one: Placed) -> QRect:
        pad = theme.px(3)
        rect = self._line(week, one.first, one.last, one.lane)
        return rect.adjusted(-pad if one.before else 0, 0, pad if one.after else 0, 0)

    def _more_rect(self, week: _Week, day: int) -> QRect:
        room = (self._week_height() - self._head() - theme.px(3)) // (line_height() + 2)
        return self._line(week, day, day, room - 1)

    def event_rect(self, row_id: str) -> QRect:
        """Where an event is on screen, in its first week there; nowhere when there is no room for it."""
        for week in self._weeks():
            for one in week.events:
                if one.event.id == row_id:
                    return self._event_rect(week, one)
        return QRect()

    def more_rect(self, day: date) -> QRect:
        """Where the "+3 more" of a day is; nowhere for a day that has room for all."""
        for week in self._weeks():
            place = (day - week.monday).days
            if 0 <= place < WEEK and week.hidden[place]:
                return self._more_rect(week, place)
        return QRect()

    def spot_at(self, at: QPoint) -> Spot | None:
        if at.y() < self._head():
            return None
        column = next((n for n in range(WEEK) if at.x() < self._x(n + 1)), WEEK - 1)
        for week in self._weeks():
            if week.top <= at.y() < week.top + self._week_height():
                day = week.monday + timedelta(days=column)
                if week.hidden[column] and self._more_rect(week, column).contains(at):
                    return Spot(day, more=True)
                found = next((one for one in week.events if self._event_rect(week, one).contains(at)), None)
                return Spot(day, found.event if found else None)
        return None

    # Painting.

    def paint(self, painter: QPainter) -> None:
        view, head = self.viewport().rect(), self._head()
        painter.fillRect(view, theme.colour("card"))
        for week in self._weeks():
            if week.top < view.bottom() and week.top + self._week_height() > head:
                self._paint_week(painter, week)
        paint.paint_ring(painter, self.day_rect(self.days.day), focus=self.hasFocus())
        if self.drag is not None and self.drag.target is not None:
            paint.paint_ring(painter, self.day_rect(self.drag.target), focus=True)
        painter.fillRect(QRect(0, 0, view.width(), head), theme.colour("card"))
        painter.setFont(theme.font(size=12, bold=True))
        painter.setPen(theme.colour("soft"))
        wide = self._x(1) - theme.px(8)
        whole = all(painter.fontMetrics().horizontalAdvance(name) <= wide for name in WEEKDAYS)
        for n, name in enumerate(WEEKDAYS):
            room = QRect(self._x(n) + theme.px(7), 0, wide, head)
            painter.drawText(room, shapes.LEFT_MIDDLE, name if whole else name[:3])
        paint.paint_grid_line(painter, 0, head - 1, view.right(), head - 1)

    def _paint_week(self, painter: QPainter, week: _Week) -> None:
        high, today, month = self._week_height(), self.days.doc.today, self._month
        bottom, metrics = week.top + high - 1, QFontMetrics(theme.font(size=12))
        for n in range(WEEK):
            day = week.monday + timedelta(days=n)
            cell = QRect(self._x(n), week.top, self._x(n + 1) - self._x(n), high)
            other = Month.of(day) != month
            if other:
                painter.fillRect(cell, theme.colour("ground"))
            if n:
                paint.paint_grid_line(painter, cell.left(), cell.top(), cell.left(), bottom)
            heading = QRect(cell.left() + theme.px(3), cell.top() + 1, cell.width() - theme.px(6), self._head() - 2)
            words = f"{day.day} {Month.of(day).name[:3]}"
            fits = metrics.horizontalAdvance(words) + theme.px(4) <= heading.width()
            if not fits or not (day.day == 1 or (other and n == 0)):
                words = f"{day.day}"
            paint.paint_day(painter, heading, words, today=day == today, soft=other)
        paint.paint_grid_line(painter, 0, bottom, self.viewport().width(), bottom)
        painter.save()
        painter.setClipRect(QRect(0, week.top, self.viewport().width(), high), Qt.ClipOperation.IntersectClip)
        for one in week.events:
            paint.paint_line(
                painter, self._event_rect(week, one), one.event, today, chosen=one.event.id == self.days.chosen_id,
                focus=self.hasFocus(), before=one.before, after=one.after, faint=self.is_faint(one.event),
            )  # fmt: skip
        for n, hidden in enumerate(week.hidden):
            if hidden:
                paint.paint_more(painter, self._more_rect(week, n), hidden)
        painter.restore()
