"""Event form: the fields of an event. Its end may be typed as a time alone, which is one of the day it starts."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject

from ward_desk.core.records import RECORDS, Field
from ward_desk.ui.record.editors import Editor, Options, TypedEditor
from ward_desk.ui.record.form import RecordForm, Section

MAIN = (Section("", ("title", "start", "end", "venue", "kind", "status")),)
MORE = (Section("", ("action", "organiser", "notes", "strengths", "issues", "sharing")),)
ON_A_VISIT = ("strengths", "issues")  # fields that have a meaning for a ward visit only (B 7.3)

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
    """The main fields of an event."""

    def __init__(
        self,
        options: Callable[[str], Options],
        today: Callable[[], date],
        start: Callable[[], str],
    ) -> None:
        self._start = start  # the stored start of the event shown
        super().__init__("event", MAIN, options, today=today)

    def _make_editor(self, name: str) -> Editor:
        if name == "end":
            return _EndEditor(RECORDS["event"].field("end"), self._today, self._start, self)
        return super()._make_editor(name)
