"""Event alone page: the record of an event under its own title, and by itself where it has little room beside the
list."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ward_desk.service.document import Document
from ward_desk.ui import theme
from ward_desk.ui.pages.events.event_calendar_page import EventPlanner
from ward_desk.ui.pages.events.event_form import EventForm
from ward_desk.ui.prefs import Prefs
from ward_desk.ui.record.record_page import Keeper
from ward_desk.ui.table.table_page import TABLE
from ward_desk.ui.widgets import button

ROOM_BESIDE: Final = 1080  # px at 100 %: from this width on a page has room for more than the list and a record


class EventAlone(EventPlanner):
    """The list of events with the record beside it, or the record alone: Esc, F9 and a link bring the list back."""

    event_form: EventForm

    def __init__(
        self, doc: Document, prefs: Prefs, keeper: Keeper | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(doc, prefs, keeper, parent)
        self._alone = False
        self._make_top()

    def record_numbers(self) -> None:
        """Put the keyboard on the first number of who came."""
        raise NotImplementedError

    def _make_top(self) -> None:
        """The title is edited where it stands, so it needs no heading of its own."""
        self.heading.hide()
        self.event_form.put_beside_title(self._pill_box)
        inside = self.form.parentWidget()
        record = inside.layout() if inside is not None else None
        assert isinstance(record, QVBoxLayout)
        record.removeWidget(self.again)
        record.insertWidget(record.indexOf(self.form) + 1, self.again)
        self.back = button("‹ All events", link=True, tip="Esc or F9")
        self.back.setAutoDefault(True)
        self.back.clicked.connect(self._to_list)
        self.back.hide()
        record.insertWidget(0, self.back, 0, Qt.AlignmentFlag.AlignLeft)

    # The record by itself, where it has little room beside the list.

    def give_room(self) -> None:
        """Let the record have the room of the list, where there is too little for both."""
        if not self._has_room:
            self.set_alone(True)

    @property
    def _has_room(self) -> bool:
        return self.width() >= theme.px(ROOM_BESIDE)

    def set_alone(self, alone: bool) -> None:
        """Show the record without the list, or both."""
        if alone == self._alone:
            return
        self._alone = alone
        self.pane.setVisible(not alone)
        self.pane.head.setVisible(not alone)
        self.back.setVisible(alone)

    def _to_list(self) -> None:
        self.set_alone(False)
        self.pane.focus_list()

    def toggle_beside(self) -> None:
        """Give the record the room of the list, or show both again; beside a calendar, show the record or not."""
        if self._alone:
            self._to_list()
        elif self.pane.view == TABLE:
            here = QApplication.focusWidget()
            in_record = here is not None and self.card.isAncestorOf(here)
            alone = bool(self._shown)
            self.set_alone(alone)
            if alone and not in_record:
                self.record_numbers()
        else:
            super().toggle_beside()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._alone:
            self._to_list()
        else:
            super().keyPressEvent(event)

    def take_keyboard(self) -> None:
        """Put the keyboard into the list, or on the record where that stands alone."""
        here = QApplication.focusWidget()
        if not self._alone:
            super().take_keyboard()
        elif here is None or not self.isAncestorOf(here):
            self.back.setFocus()

    def focus_filter(self) -> None:
        """Put the keyboard into the filter box."""
        self.set_alone(False)
        super().focus_filter()

    def new_record(self) -> None:
        """Put the keyboard into the line that adds an event."""
        self.set_alone(False)
        super().new_record()

    def _view(self, key: str) -> None:
        self.set_alone(False)
        super()._view(key)
