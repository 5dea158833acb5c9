"""Timeline days: which days are on screen: how wide one is, how far they are scrolled, and where today stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QScrollBar

from ward_desk.service.document import Document
from ward_desk.service.plan import plan_views
from ward_desk.ui import theme
from ward_desk.ui.pages.plan import timeline_scale
from ward_desk.ui.pages.plan.timeline_paint import Room
from ward_desk.ui.pages.plan.timeline_scale import ZOOMS, Zoom

_TODAY_AT = 0.45  # of the room for days, from the left
_EDGE = 30  # px at 100 %, that a day shown keeps from the sides


class Days(QObject):
    """The days of the plan along a scroll bar. `sides` gives the left and right of their room on screen."""

    zoomed = Signal(str)

    def __init__(
        self, doc: Document, bar: QScrollBar, sides: Callable[[], tuple[int, int]], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._doc, self._bar, self._sides = doc, bar, sides
        self.zoom: Zoom = "quarter"
        self._span: tuple[date, date] | None = None  # None: to be asked
        self._on_today = True  # nobody has scrolled away from today
        bar.actionTriggered.connect(self._leave_today)

    def _leave_today(self) -> None:
        self._on_today = False

    @property
    def room(self) -> Room:
        """Where the days are on screen now."""
        if self._span is None:
            self._span = plan_views.span(self._doc)
        scale = timeline_scale.scale(self.zoom, *self._span, theme.px(100) / 100)
        return Room(scale, *self._sides(), self._bar.value(), self._doc.today)

    def along(self, x: int) -> int:
        """How far along all the days a place on screen is, whatever is scrolled."""
        return x + self._bar.value()

    def fit(self) -> None:
        """Fit the scroll bar to the days and their room."""
        room = self.room
        wide = max(1, room.right - room.left)
        self._bar.setPageStep(wide)
        self._bar.setSingleStep(max(8, wide // 12))
        self._bar.setRange(0, max(0, round(room.scale.width) - wide))
        if self._on_today:
            self.show_today()

    def ask_again(self) -> None:
        """Ask from when to when the plan goes by now, with the same days on screen."""
        before = self.room
        self._span = None
        self.fit()
        if not self._on_today:
            self._bar.setValue(before.scrolled + round(self.room.scale.x(before.scale.first)))

    def grow(self) -> None:
        """Fit again after the size of text was changed."""
        share = self._bar.value() / max(1, self._bar.maximum())
        self.fit()
        self._bar.setValue(round(share * self._bar.maximum()))

    def show_today(self) -> None:
        """Scroll so that today stands a little left of the middle, and stay there until someone scrolls away."""
        self._on_today = True
        room = self.room
        self._bar.setValue(round(room.scale.x(room.today) - (room.right - room.left) * _TODAY_AT))

    def scroll(self, by: int) -> None:
        """Scroll so many pixels on."""
        self._on_today = False
        self._bar.setValue(self._bar.value() + by)

    def step(self, way: int) -> None:
        """Scroll by a step to earlier (-1) or later (1) days."""
        self.scroll(way * self._bar.singleStep())

    def show(self, day: date) -> None:
        """Scroll no further than it takes to have a day on screen."""
        room, edge = self.room, theme.px(_EDGE)
        over, under = room.x(day) - (room.right - edge), room.left + edge - room.x(day)
        if over > 0 or under > 0:
            self.scroll(round(over if over > 0 else -under))

    def set_zoom(self, zoom: Zoom, at: int | None = None) -> None:
        """Show days wider or narrower; the day under `at`, a place on screen, stays there, else that in the middle."""
        if zoom == self.zoom:
            return
        room = self.room
        x = (room.left + room.right) // 2 if at is None else max(at, room.left)
        day = room.scale.at(x - room.left + room.scrolled)
        self.zoom, self._on_today = zoom, False
        self.fit()
        self._bar.setValue(round(self.room.scale.x(day)) - x + room.left)
        self.zoomed.emit(zoom)

    def zoom_by(self, step: int, at: int | None = None) -> None:
        """Show days one step wider (1) or narrower (-1)."""
        place = ZOOMS.index(self.zoom) + step
        if 0 <= place < len(ZOOMS):
            self.set_zoom(ZOOMS[place], at)
