"""Event form: the fields of an event. Its end may be typed as a time alone, which is one of the day it starts."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from ward_desk.core.records import RECORDS, Field, Row, Value
from ward_desk.ui.pages.events.recorded.event_lines import ENTER
from ward_desk.ui.record.editors import Editor, Options, TypedEditor
from ward_desk.ui.record.form import RecordForm, Section

MAIN = (Section("", ("title", "start", "end", "venue", "kind", "status", "cancel_reason")),)
MORE = (Section("", ("action", "organiser", "shared_with", "sharing")),)

_TIME_ALONE = re.compile(r"\d{1,2}:\d{2}( ?[ap]\.?m\.?)?|\d{1,2}([.:]\d{2})? ?[ap]\.?m\.?|noon|midday", re.IGNORECASE)


class _EndEditor(TypedEditor):
    """When an event ends: a day and a time, or the time alone."""

    def __init__(
        self, field: Field, today: Callable[[], date], start: Callable[[], str], parent: QObject | None = None
    ) -> None:
        super().__init__(field, today, parent)
        self._start = start

    def commit(self) -> None:
        day, typed = self._start()[:10], self.text().strip()
        if day and self.pending and _TIME_ALONE.fullmatch(typed):
            self.restore_text(f"{day} {typed}")
        super().commit()


class EventForm(RecordForm):
    """The main fields of an event. Enter goes on to the next one, and from the last one on to who came."""

    passed = Signal()

    def __init__(
        self,
        options: Callable[[str], Options],
        today: Callable[[], date],
        start: Callable[[], str],
    ) -> None:
        self._start = start  # the stored start of the event shown
        super().__init__("event", MAIN, options, today=today)
        self._ask = QTimer(self)  # someone going through the statuses by letter or arrow is not there yet
        self._ask.setSingleShot(True)
        self._ask.setInterval(QApplication.keyboardInputInterval())
        self._ask.timeout.connect(self._ask_why)
        self.edited.connect(self._on_status)

    def show_reason(self, row: Row) -> None:
        """Ask why it was cancelled only where it was, or where a reason stands."""
        self.show_field("cancel_reason", row["status"] == "cancelled" or bool(row["cancel_reason"]))

    def _on_status(self, field: str, value: Value) -> None:
        if field == "status" and value == "cancelled":
            self._ask.start()
        elif field == "status":
            self._ask.stop()

    def _ask_why(self) -> None:
        if self.editor("status").hasFocus():
            self.focus_field("cancel_reason")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Only what the field itself has no use for comes here.
        here = next((name for name in self.fields if self.editor(name).hasFocus()), "")
        if event.key() not in ENTER or not here:
            super().keyPressEvent(event)
        elif here not in self.draft():  # what can't be read keeps the keyboard
            after = [name for name in self.fields[self.fields.index(here) + 1 :] if not self.editor(name).isHidden()]
            if after:
                self.focus_to_type(after[0])
            else:
                self.passed.emit()

    def focus_to_type(self, name: str) -> None:
        """Put the keyboard into a field, so that what is typed takes the place of what stands there."""
        self.focus_field(name)
        widget = self.editor(name)
        if isinstance(widget, QLineEdit):
            widget.selectAll()

    def _make_editor(self, name: str) -> Editor:
        if name == "end":
            return _EndEditor(RECORDS["event"].field("end"), self._today, self._start, self)
        return super()._make_editor(name)
