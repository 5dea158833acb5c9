"""Event calendar page: what the page of events does beside showing one: its views, planning again, cancelling."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ward_desk.service.document import Document
from ward_desk.ui import theme
from ward_desk.ui.pages.events.again.event_again import EventAgain
from ward_desk.ui.pages.events.calendar.event_calendar import MONTH, WEEK, EventCalendar
from ward_desk.ui.prefs import Prefs
from ward_desk.ui.record.record_page import Keeper, RecordPage
from ward_desk.ui.table.table_page import TABLE

_RECORD: Final = 400  # px at 100 %
_ROOM_FOR_BOTH: Final = 900  # px at 100 %, with less a calendar with the record beside it shows no words


class EventPlanner(RecordPage):
    """The list of events as table, month or week; the record stands beside a calendar when it is asked for."""

    def __init__(
        self, doc: Document, prefs: Prefs, keeper: Keeper | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(doc, prefs, keeper, parent)
        room, inside = self.card.layout(), self.heading.parentWidget()
        assert room is not None
        self.again = EventAgain(doc, room, self.area, self.attempt)
        record = inside.layout() if inside is not None else None
        assert isinstance(record, QVBoxLayout)
        record.insertWidget(record.indexOf(self.heading) + 1, self.again)
        self.again.open_asked.connect(lambda row_id, field: self.open_record(self.table, row_id, field))
        self.again.said.connect(self.said)
        self.again.needed.connect(self._on_needed)
        self.again.left.connect(self._on_left)
        self.calendar = EventCalendar(doc, self.pane, self.attempt, self)
        self.calendar.said.connect(self.said)
        self.calendar.activated.connect(self._on_calendar)
        self.whole.insertWidget(0, self.pane.head)  # filters and views on one line, over list and record
        self._looked_up = False  # the record is up where there is no room for it, until the keyboard leaves it
        self._for_form = False  # the record was brought up for a form alone
        desk = QApplication.instance()
        if isinstance(desk, QApplication):
            desk.focusChanged.connect(self._leave_record)
        self._table_sizes: list[int] = []  # of the panes, as they were before a calendar was shown

    def start_views(self) -> None:
        """Follow which view is shown, and begin with the one the list was left in."""
        self.pane.view_changed.connect(self._on_view)
        self.pane.show_last_view()

    def place_side(self) -> None:
        """Put what stands at the side of the record where there is room for it in this view."""

    # Views.

    def view_table(self) -> None:
        """Show the events as a table."""
        self._view(TABLE)

    def view_month(self) -> None:
        """Show the events of a month."""
        self._view(MONTH)

    def view_week(self) -> None:
        """Show the events of a week at their hours."""
        self._view(WEEK)

    def _view(self, key: str) -> None:
        """Show a view, with the keyboard in it unless it is in the record, which stays where there is room."""
        self.pane.show_view(key)
        if not self._in_record or self._is_narrow:
            self.pane.focus_list()

    def _on_view(self, key: str) -> None:
        self._looked_up = False
        if key != TABLE and not self._table_sizes:
            self._table_sizes = self.splitter.sizes()
        self.place_side()
        self._load()
        if key != TABLE:
            self._size_calendar()
        elif self._table_sizes:
            self.splitter.setSizes(self._table_sizes)
            self.prefs.set_pane(self.table, self._table_sizes)
            self._table_sizes = []

    def _size_calendar(self) -> None:
        """Beside a calendar the record has the room its fields need, the calendar all the rest."""
        record = theme.px(_RECORD)
        self.splitter.setSizes([max(theme.px(200), self.splitter.width() - record), record, 0])

    @property
    def beside(self) -> bool:
        """Whether the record is shown beside the view: beside the table always, beside the others when asked for.
        Where there is no room for both it is shown in the place of a calendar, while the keyboard is in it."""
        if self.pane.view == TABLE:
            return True
        return self._looked_up if self._is_narrow else bool(self.prefs.beside(f"event/{self.pane.view}"))

    @property
    def _is_narrow(self) -> bool:
        return self.width() < theme.px(_ROOM_FOR_BOTH)

    def toggle_beside(self) -> None:
        """Show the record beside the calendar, or give the calendar its room."""
        self._set_beside(not self.beside)
        if not self.beside:
            self.pane.focus_list()
        elif self._looked_up:
            self.pane.activated.emit(self.pane.current_id)

    def _set_beside(self, shown: bool) -> None:
        self._looked_up = shown and self._is_narrow
        if self.pane.view != TABLE and not self._is_narrow:
            self.prefs.set_beside(f"event/{self.pane.view}", shown)
        self._show_beside()

    def _show_beside(self) -> None:
        if self.pane.view == TABLE:
            return
        self.set_alone(self._looked_up and self.row is not None)
        self.card.setVisible(self.beside and self.row is not None)
        self._size_calendar()

    def set_alone(self, alone: bool) -> None:
        """Give the record the room of the view, or show the view again."""

    def _on_needed(self) -> None:
        self._for_form = not self.beside
        self.need_beside()

    def _on_left(self) -> None:
        if self.pane.view != TABLE and (self._looked_up or self._for_form):
            self._set_beside(False)
        self._for_form = False
        self.pane.focus_list()

    def _leave_record(self, _before: QWidget | None, here: QWidget | None) -> None:
        if here is None or not self._looked_up or self.pane.view == TABLE:
            return
        pressed = QApplication.mouseButtons() != Qt.MouseButton.NoButton  # what is pressed stays under the mouse
        if not pressed and self.pane.isAncestorOf(here):
            self._set_beside(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        was = event.oldSize().width()
        if self.pane.view != TABLE and was > 0 and (was < theme.px(_ROOM_FOR_BOTH)) != self._is_narrow:
            self._looked_up = self._is_narrow and self._in_record
            self._show_beside()

    @property
    def _in_record(self) -> bool:
        here = QApplication.focusWidget()
        return here is not None and self.card.isVisible() and self.card.isAncestorOf(here)

    def need_beside(self) -> None:
        """What was asked for is in the record: bring it up."""
        if not self.beside:
            self._set_beside(True)

    def _on_calendar(self, row_id: str) -> None:
        if row_id != self.pane.current_id:
            self.pane.select(row_id)
        self.need_beside()
        self.pane.activated.emit(row_id)

    def add(self, title: str) -> None:
        """Add an event, and bring up its record: the rest is typed there."""
        super().add(title)
        if self._shown:
            self.need_beside()

    def restore_draft(self, row_id: str, draft: dict[str, str]) -> bool:
        """Put half-typed words back, where they can be seen."""
        self.need_beside()
        return super().restore_draft(row_id, draft)

    def _load(self) -> None:
        super()._load()
        self.again.show_event(self.row)

    # Commands.

    @property
    def can_plan(self) -> bool:
        """Whether the event shown can be planned again."""
        return self.can_edit and bool(self._shown)

    @property
    def can_cancel(self) -> bool:
        """Whether the event shown can be cancelled: it is planned."""
        row = self.row
        return self.can_edit and row is not None and row["status"] == "planned"

    @property
    def in_series(self) -> bool:
        """Whether the event shown has other sessions before or after it."""
        return self.again.series is not None

    def repeat_event(self) -> None:
        """Ask how often and on which days the event is planned again."""
        self.commit_pending()
        self.again.repeat()

    def duplicate_event(self) -> None:
        """Plan the event once more in its next free week."""
        self.commit_pending()
        self.again.duplicate()

    def cancel_event(self) -> None:
        """Ask why the event is cancelled, and which of its series."""
        self.commit_pending()
        self.again.cancel()

    def session_before(self) -> None:
        """Go to the session before."""
        self.again.go_before()

    def session_after(self) -> None:
        """Go to the session after."""
        self.again.go_after()
