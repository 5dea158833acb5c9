"""The list of events under its calendar, as its page keeps it; and the mouse on a sheet."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ward_desk.core.choices import EVENT_STATUSES
from ward_desk.core.errors import KnownError
from ward_desk.core.records import Row
from ward_desk.service import lists
from ward_desk.service.document import Document
from ward_desk.ui.pages.events.calendar.event_calendar import EventCalendar
from ward_desk.ui.pages.events.calendar.event_calendar_sheet import CalendarSheet
from ward_desk.ui.pages.events.calendar.event_calendar_view import CalendarView
from ward_desk.ui.prefs import Prefs
from ward_desk.ui.table.table_model import Column
from ward_desk.ui.table.table_page import Filter, ListPane

LEFT = Qt.MouseButton.LeftButton


class Desk:
    """A list of events shown as a calendar, and what was asked and refused there."""

    def __init__(self, doc: Document, prefs: Prefs, qtbot: QtBot, view: str) -> None:
        self.doc = doc
        self.refused: list[KnownError] = []
        self.said: list[str] = []
        self.opened: list[str] = []
        self.pane = ListPane(
            "events", ("event", "events"), (Column("title", "Event", stretch=True),),
            partial(lists.ids, doc, "events"), partial(lists.rows, doc, "events"), prefs,
            filters=[Filter("status", "Status", lambda: EVENT_STATUSES)],
        )  # fmt: skip
        qtbot.addWidget(self.pane)
        self.calendar = EventCalendar(doc, self.pane, self._attempt, self.pane)
        self.calendar.said.connect(self.said.append)
        self.calendar.activated.connect(self.opened.append)
        doc.subscribe(lambda _changes: self.pane.refresh())
        self.pane.refresh()
        self.pane.select_first()
        self.pane.resize(1100, 700)
        with qtbot.waitActive(self.pane):
            self.pane.show()
            self.pane.activateWindow()
        self.pane.show_view(view)
        self.pane.focus_list()
        shown = self.pane.list_widget
        assert isinstance(shown, CalendarView)
        self.view, self.sheet = shown, shown.sheet
        qtbot.waitUntil(self.sheet.hasFocus)

    def _attempt(self, work: object) -> bool:
        try:
            work()  # type: ignore[operator] # a callable, as everywhere
        except KnownError as error:
            self.refused.append(error)
            return False
        return True

    def titled(self, title: str) -> Row:
        return self.doc.store.rows("event", title=title)[0]

    def here(self) -> str:
        """The title of the event people are on."""
        found = self.calendar.days.here
        return found.title if found else ""


def mouse(sheet: CalendarSheet, kind: QEvent.Type, at: QPoint) -> None:
    """Sends the sheet one thing the mouse does."""
    place = sheet.viewport()
    held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else LEFT
    QApplication.sendEvent(
        place,
        QMouseEvent(kind, QPointF(at), QPointF(place.mapToGlobal(at)), LEFT, held, Qt.KeyboardModifier.NoModifier),
    )


def drag(sheet: CalendarSheet, start: QPoint, end: QPoint, *, drop: bool = True) -> None:
    """Drags the mouse from one point to another in steps, as a hand does."""
    mouse(sheet, QEvent.Type.MouseButtonPress, start)
    for part in (1, 2, 3):
        mouse(sheet, QEvent.Type.MouseMove, start + (end - start) * part / 3)
    if drop:
        mouse(sheet, QEvent.Type.MouseButtonRelease, end)
