"""Event calendar sheet: what the sheets of the month and of the week share: keys, mouse, tooltips, words read out."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QToolTip, QWidget

from ward_desk.service.events import event_days
from ward_desk.service.events.event_days import CalendarEvent
from ward_desk.ui import theme
from ward_desk.ui.pages.events.calendar import event_calendar_paint
from ward_desk.ui.pages.events.calendar.event_calendar_days import CalendarDays

_KEY = Qt.Key
_ARROWS: Final = (_KEY.Key_Left, _KEY.Key_Right, _KEY.Key_Up, _KEY.Key_Down)
_PLAIN: Final = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
_ENTER: Final = (_KEY.Key_Return, _KEY.Key_Enter)
_NOTCH: Final = 120  # of a wheel, in the eighths of a degree Qt counts in
_KEYS_SAID: Final = (
    "Arrow keys go from day to day, Space from event to event of a day, Home to today. Enter opens the event."
    " Alt and an arrow moves it. Typing begins a new event on the day."
)


class Spot(NamedTuple):
    """What stands at a point of the sheet: a day, an event, the "+3 more" of the day; its minute where it has hours."""

    day: date
    event: CalendarEvent | None = None
    more: bool = False
    minute: int = 0


class _Drag(NamedTuple):
    """An event on its way with the mouse."""

    event: CalendarEvent
    at: QPoint
    days: int
    minutes: int
    target: date | None  # None where there is no day


class CalendarSheet(QAbstractScrollArea):
    """Days with their events. A sheet gives its days, its places and its painting; the rest is the same for all."""

    activated = Signal(str)  # Enter or double click on an event
    adding = Signal(str)  # what was typed on a day: the beginning of a title, or ""
    removing = Signal(str)
    week_asked = Signal()  # of the day people are on
    turned = Signal()  # other days are shown
    said = Signal(str)

    noun: str  # "Month" or "Week"
    up_down: tuple[int, int]  # days and minutes that Alt+Down moves an event by

    def __init__(self, days: CalendarDays, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.days = days
        self.drag: _Drag | None = None
        self._pressed: tuple[QPoint, Spot] | None = None
        self._title = ""
        self._wheeled = 0  # since the last turn
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleDescription(_KEYS_SAID)
        self._follow = QTimer(self)  # after a change, once the list has found its place again
        self._follow.setSingleShot(True)
        self._follow.timeout.connect(self.settle)
        days.changed.connect(self._on_changed)
        days.moved.connect(self._on_moved)

    # What a sheet gives.

    def title(self) -> str:
        """The days shown, in words."""
        raise NotImplementedError

    def turn(self, way: int) -> None:
        """Go to the month or the week after, or before."""
        raise NotImplementedError

    def last_day(self) -> date:
        """The last of the days End goes to."""
        raise NotImplementedError

    def up_or_down(self, way: int) -> None:
        """What Up and Down do."""
        raise NotImplementedError

    def spot_at(self, at: QPoint) -> Spot | None:
        """What stands at a point; None for none of the days."""
        raise NotImplementedError

    def fit(self) -> None:
        """Have the scroll bar go as far as there is anything."""
        raise NotImplementedError

    def show_here(self) -> None:
        """Bring the day and the event people are on into sight."""
        raise NotImplementedError

    def paint(self, painter: QPainter) -> None:
        """Draw the days on screen."""
        raise NotImplementedError

    # What changes.

    def sizeHint(self) -> QSize:
        return QSize(theme.px(700), theme.px(420))

    def _on_changed(self) -> None:
        if self.isVisible():
            self._follow.start(0)

    def _on_moved(self) -> None:
        if self.isVisible():
            self.settle()

    def settle(self) -> None:
        """Show the days as they are now."""
        self.fit()
        self.show_here()
        self._tell()
        self.viewport().update()
        if self.title() != self._title:
            self._title = self.title()
            self.turned.emit()

    def _tell(self) -> None:
        """Give the words of what people are on to whoever reads the screen to them."""
        there, here = self.days.on(self.days.day), self.days.here
        number = "no events" if not there else "1 event" if len(there) == 1 else f"{len(there)} events"
        today = ", today" if self.days.day == self.days.doc.today else ""
        words = f"{self.noun}. {event_days.day_words(self.days.day)}{today}, {number}"
        if here is not None:
            words = f"{words}. {here.words(self.days.doc.today)}"
        if words != self.accessibleName():
            self.setAccessibleName(words)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.settle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.isVisible():  # the size of text was changed
            self.settle()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    # Keys.

    def event(self, event: QEvent) -> bool:
        # Keys of the window are not meant while the calendar has a use for them.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._takes(event):
            event.accept()
            return True
        return super().event(event)

    def _takes(self, event: QKeyEvent) -> bool:
        if event.key() == _KEY.Key_Escape:
            return self.drag is not None
        alone = not event.modifiers() & ~_PLAIN
        return event.key() in _ARROWS if not alone else event.key() in _ARROWS or bool(event.text().strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = _KEY(event.key()), event.modifiers()
        alone = not held & ~_PLAIN
        if key == _KEY.Key_Escape and self.drag is not None:
            self._stop_dragging()
        elif key in _ARROWS and held & Qt.KeyboardModifier.AltModifier:
            self._move_by_key(key)
        elif not alone:
            super().keyPressEvent(event)
        elif key in (_KEY.Key_Left, _KEY.Key_Right):
            self.days.go_by(1 if key == _KEY.Key_Right else -1)
        elif key in (_KEY.Key_Up, _KEY.Key_Down):
            self.up_or_down(1 if key == _KEY.Key_Down else -1)
        elif key in (_KEY.Key_PageUp, _KEY.Key_PageDown):
            self.turn(1 if key == _KEY.Key_PageDown else -1)
        elif key == _KEY.Key_Home:
            self.go_to_today()
        elif key == _KEY.Key_End:
            self.days.go_to(self.last_day())
        elif key == _KEY.Key_Space:
            self.days.step(-1 if held & Qt.KeyboardModifier.ShiftModifier else 1)
        elif key in _ENTER:
            here = self.days.here
            if here is not None:
                self.activated.emit(here.id)
            else:
                self.adding.emit("")
        elif key == _KEY.Key_Delete:
            if (here := self.days.here) is not None:
                self.removing.emit(here.id)
        elif event.text().strip() and event.text().isprintable():
            self.adding.emit(event.text())
        else:
            super().keyPressEvent(event)

    def go_to_today(self) -> None:
        """Be on today."""
        self.days.go_to(self.days.doc.today)

    def _move_by_key(self, key: Qt.Key) -> None:
        here = self.days.here
        if here is None:
            self.said.emit("No event of this day is chosen")
            return
        way = 1 if key in (_KEY.Key_Right, _KEY.Key_Down) else -1
        days, minutes = (1, 0) if key in (_KEY.Key_Left, _KEY.Key_Right) else self.up_down
        self._move(here, way * days, way * minutes)

    def _move(self, event: CalendarEvent, days: int, minutes: int) -> None:
        words = self.days.move(event, days, minutes)
        if words:
            self.said.emit(words)

    # The mouse.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        spot = self.spot_at(at)
        if event.button() != Qt.MouseButton.LeftButton or spot is None:
            super().mousePressEvent(event)
            return
        self.days.go_to(spot.day, spot.event.id if spot.event else "")
        if spot.more:
            self.week_asked.emit()
        elif spot.event is not None:
            self._pressed = at, spot

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        at = event.position().toPoint()
        start, spot = self._pressed
        if self.drag is None and (at - start).manhattanLength() < QApplication.startDragDistance():
            return
        if self.days.doc.read_only or spot.event is None:
            self._pressed = None
            self.said.emit("This document is open to read only: its events stay on their days")
            return
        over = self.spot_at(at)
        days = (over.day - spot.day).days if over else 0
        minutes = 0
        if over is not None and self.up_down[1] and not spot.event.whole_days:
            minutes = round((over.minute - spot.minute) / self.up_down[1]) * self.up_down[1]
        self.drag = _Drag(spot.event, at, days, minutes, over.day if over else None)
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag = self.drag
        self._stop_dragging()
        if drag is not None and drag.target is not None:
            self._move(drag.event, drag.days, drag.minutes)

    def _stop_dragging(self) -> None:
        self._pressed = self.drag = None
        self.viewport().update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        spot = self.spot_at(event.position().toPoint())
        self._stop_dragging()
        if spot is None or spot.more:
            return
        if spot.event is not None:
            self.activated.emit(spot.event.id)
        else:
            self.adding.emit("")

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.verticalScrollBar().maximum() > 0 or not event.angleDelta().y():
            super().wheelEvent(event)
            return
        self._wheeled += event.angleDelta().y()
        event.accept()
        if abs(self._wheeled) >= _NOTCH:
            self.turn(-1 if self._wheeled > 0 else 1)
            self._wheeled = 0

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            words = self.tip_at(event.pos())
            if words:
                QToolTip.showText(event.globalPos(), words, self.viewport())
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def tip_at(self, at: QPoint) -> str:
        """What a tooltip says there: the whole event, or every event of a day that has more than there is room for."""
        spot = self.spot_at(at)
        if spot is None:
            return ""
        today = self.days.doc.today
        if spot.more:
            return "\n".join(one.words(today) for one in self.days.on(spot.day))
        return spot.event.words(today) if spot.event else ""

    # Painting.

    def is_faint(self, event: CalendarEvent) -> bool:
        """Whether an event is being dragged away from where it is drawn."""
        return self.drag is not None and self.drag.event.id == event.id

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def paintEvent(self, asked: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        self.paint(painter)
        if self.drag is not None and self.drag.target is not None:
            event, day = self.drag.event, self.drag.event.first + timedelta(days=self.drag.days)
            begins = None if event.begins is None else (event.begins + self.drag.minutes) % (24 * 60)
            to = event._replace(first=day, last=day, begins=begins, ends=None)
            words = " ".join(filter(None, (event.ref, "→", event_days.day_words(to.first), to.time_words())))
            at = self.drag.at
            event_calendar_paint.paint_bubble(painter, self.viewport().rect(), words, at.x(), at.y())
        painter.end()
