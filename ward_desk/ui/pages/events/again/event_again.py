"""Event again: on the page of events, planning one again, going along its series, and cancelling in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from ward_desk.core.records import Row
from ward_desk.service.document import Document
from ward_desk.service.events import event_again
from ward_desk.service.events.event_again import Series
from ward_desk.service.events.event_days import day_words
from ward_desk.ui.panes import scrolled
from ward_desk.ui.widgets import ElidedLabel, button, row


class EventAgain(QWidget):
    """The line that says where an event stands in its series. The forms it asks in stand in the place of `record`,
    the widget that shows the event in `room`."""

    open_asked = Signal(str, str)  # an event, and the field the keyboard goes to; "" for none
    said = Signal(str)
    needed = Signal()  # a form is up: the record must be in sight
    left = Signal()  # a form is closed: the keyboard goes back

    def __init__(
        self, doc: Document, room: QLayout, record: QWidget, attempt: Callable[[Callable[[], object]], bool]
    ) -> None:
        super().__init__()
        self._doc, self._room, self._record, self._attempt = doc, room, record, attempt
        self._event = ""
        self._form: QWidget | None = None
        self._holder: QWidget | None = None
        self.series: Series | None = None
        self.words = ElidedLabel("", "soft")
        self.before = button("‹ Before", link=True, tip="The session before (Alt+Page Up)")
        self.before.setAccessibleName("The session before")
        self.before.clicked.connect(self.go_before)
        self.after = button("After ›", link=True, tip="The session after (Alt+Page Down)")
        self.after.setAccessibleName("The session after")
        self.after.clicked.connect(self.go_after)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(row(self.words, self.before, self.after, stretch=0))
        self.hide()

    @property
    def form(self) -> QWidget | None:
        """The form that stands in the place of the event; None while the event itself does."""
        return self._form

    def show_event(self, event: Row | None) -> None:
        """Be about an event. A form about another one is closed."""
        row_id = str(event["id"]) if event else ""
        if row_id != self._event:
            self.close_form()
        self._event = row_id
        self.series = event_again.series_of(self._doc, event) if event else None
        self.setVisible(self.series is not None)
        if self.series is not None:
            self.words.set_words(self.series.words)
            self.before.setVisible(bool(self.series.before))
            self.after.setVisible(bool(self.series.after))

    def go_before(self) -> None:
        """Go to the session before."""
        if self.series is not None and self.series.before:
            self.open_asked.emit(self.series.before, "")

    def go_after(self) -> None:
        """Go to the session after."""
        if self.series is not None and self.series.after:
            self.open_asked.emit(self.series.after, "")

    def duplicate(self) -> None:
        """Plan the event once more in its next free week, and put the keyboard on its day."""
        made: list[str] = []
        day: list[date] = []

        def work() -> None:
            free = event_again.next_free(self._doc, self._event)
            day.extend([free] if free else [])
            made.extend(event_again.repeat(self._doc, self._event, day))

        if self._event and self._attempt(work):
            self.open_asked.emit(made[0], "start")
            self.said.emit(f"Planned for {day_words(day[0])}: type another day if that is not it")

    def repeat(self) -> None:
        """Ask how often and on which days the event is planned again."""
        event = self._doc.store.get("event", self._event) if self._event else None
        if event is None:
            return
        from ward_desk.ui.pages.events.again.event_again_days import AgainDays

        form = AgainDays(self._doc)
        form.chosen.connect(self._repeat_on)
        form.closed.connect(self._on_closed)
        if form.start(event):
            self._open(form)
            form.take_keyboard()
        else:
            form.deleteLater()
            self.said.emit("Type when it starts first: the days are reckoned from it")

    def _repeat_on(self, days: list[date]) -> None:
        made: list[str] = []
        if self._attempt(lambda: made.extend(event_again.repeat(self._doc, self._event, days))):
            self.close_form()
            self.said.emit("Planned 1 event" if len(made) == 1 else f"Planned {len(made)} events")
            self.left.emit()

    def cancel(self) -> None:
        """Ask why the event is cancelled, and whether the later ones of its series are too."""
        event = self._doc.store.get("event", self._event) if self._event else None
        if event is None:
            return
        from ward_desk.ui.pages.events.again.event_again_cancel import AgainCancel

        form = AgainCancel()
        form.settled.connect(self._cancel_for)
        form.closed.connect(self._on_closed)
        form.start(event, event_again.series_of(self._doc, event))
        self._open(form)
        form.take_keyboard()

    def _cancel_for(self, reason: str, later_too: bool) -> None:
        if self._attempt(lambda: event_again.cancel(self._doc, self._event, reason, later_too=later_too)):
            self.close_form()
            self.left.emit()

    def _open(self, form: QWidget) -> None:
        self.close_form()
        self._form, self._holder = form, scrolled(form)
        self._room.addWidget(self._holder)
        self._holder.show()  # a layout would only show it later, and it takes the keyboard now
        self._record.hide()
        self.needed.emit()

    def _on_closed(self) -> None:
        self.close_form()
        self.left.emit()

    def close_form(self) -> None:
        """Show the event itself again."""
        if self._holder is None:
            return
        self._room.removeWidget(self._holder)
        self._holder.hide()
        self._holder.deleteLater()
        self._form = self._holder = None
        self._record.show()
