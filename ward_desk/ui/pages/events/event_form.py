"""Event form: the fields of an event in as few lines as there is room for, so that the numbers stand high. When it is
is one field, from its start to its end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final, NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from ward_desk.core import fields
from ward_desk.core.records import RECORDS, Field, Row, Value
from ward_desk.core.rules import Problem
from ward_desk.service.events import event_when
from ward_desk.ui import theme
from ward_desk.ui.pages.events.recorded.event_lines import ENTER
from ward_desk.ui.record.editors import Editor, Options, TypedEditor
from ward_desk.ui.record.form import RecordForm, Section
from ward_desk.ui.widgets import label, set_tone

MAIN = (Section("", ("title", "start", "venue", "kind", "status", "cancel_reason")),)
MORE = (Section("", ("action", "organiser", "shared_with", "sharing")),)

WHEN_HINT = "13 dec 10:00 to 3pm. Times alone keep the day; a day alone has no times."
_WIDE, _PAIRS = 600, 400  # px at 100 %: from these widths on two long fields, or two short ones, share a line


class _Spot(NamedTuple):
    """Where a field stands in the grid: its line, and the columns of its caption and its own."""

    line: int
    column: int = 0
    to_end: bool = True


_ONE_EACH = {name: _Spot(line) for line, name in enumerate(("venue", "kind", "status", "cancel_reason"), 2)}
_IN_PAIRS = {"venue": _Spot(2), "kind": _Spot(3, to_end=False), "status": _Spot(3, 2), "cancel_reason": _Spot(4)}
_BESIDE = {
    "start": _Spot(1, to_end=False), "venue": _Spot(1, 2), "kind": _Spot(3, to_end=False), "status": _Spot(3, 2),
    "cancel_reason": _Spot(4),
}  # fmt: skip
_FIRST = {"title": _Spot(0), "start": _Spot(1)}
_THEMES: Final = 6  # the line below them all


class _WhenEditor(TypedEditor):
    """When an event is: both its ends in one line. Its value is "start/end", as ISO 8601 writes a stretch of time."""

    def _read(self, text: str) -> Value:
        day = fields.day(start_and_end(self.stored)[0])
        return _stretch(*event_when.read(text, self._today(), day))

    def words_of(self, value: Value) -> str:
        return event_when.show(*start_and_end(value))


def start_and_end(value: Value) -> tuple[str, str]:
    """The start and the end out of what the form says of "start"."""
    start, _, end = str(value or "").partition("/")
    return start, end


def _stretch(start: str, end: str) -> str:
    return f"{start}/{end}" if end else start


class EventForm(RecordForm):
    """The main fields of an event. Enter goes on to the next one, and from the last one on to who came. The value of
    "start" is the start and the end: `start_and_end` takes them apart."""

    passed = Signal()

    def __init__(self, options: Callable[[str], Options], today: Callable[[], date]) -> None:
        self._cells: dict[str, tuple[QLabel, QWidget]] = {}
        self._spots: dict[str, _Spot] = {}
        self.ref = label("", "soft")
        self._top = QHBoxLayout()
        super().__init__("event", MAIN, options, today=today, labels={"start": "When"})
        self._grid.setColumnMinimumWidth(0, theme.px(52))
        self._grid.setVerticalSpacing(5)
        when = self._lines["start"].editor
        when.set_placeholder("13 dec 10:00 to 3pm")
        when.widget.setToolTip(WHEN_HINT)
        for name in self.fields:
            self.editor(name).setMinimumWidth(theme.px(90))
        set_tone(self.editor("title"), "heading", True)
        self._arrange()
        self._ask = QTimer(self)  # someone going through the statuses by letter or arrow is not there yet
        self._ask.setSingleShot(True)
        self._ask.setInterval(QApplication.keyboardInputInterval())
        self._ask.timeout.connect(self._ask_why)
        self.edited.connect(self._on_status)

    def _place(self, name: str, caption: QLabel, box: QVBoxLayout) -> None:
        cell = QWidget()
        if name == "title":  # it is the heading of the record, and needs no caption
            caption.hide()
            caption.setParent(cell)
            self._top.setContentsMargins(0, 0, 0, 0)
            self._top.addWidget(self.ref)
            self._top.addLayout(box, 1)
            cell.setLayout(self._top)
        else:
            cell.setLayout(box)
        box.setContentsMargins(0, 0, 0, 0)
        self._cells[name] = (caption, cell)

    def put_beside_title(self, widget: QWidget) -> None:
        """Let something small stand at the right of the title."""
        self._top.addWidget(widget)

    def put_themes(self, widget: QWidget) -> None:
        """Let the themes be the last of the fields."""
        caption = label("Themes", "soft")
        caption.setContentsMargins(0, theme.px(7), 0, 0)
        self._cells["themes"] = (caption, widget)
        self._spots = {}
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        width = self.width()
        lesser = _BESIDE if width >= theme.px(_WIDE) else _IN_PAIRS if width >= theme.px(_PAIRS) else _ONE_EACH
        spots = {**_FIRST, **lesser, "themes": _Spot(_THEMES)}
        if spots == self._spots:
            return
        self._spots = spots
        for caption, cell in self._cells.values():
            self._grid.removeWidget(caption)
            self._grid.removeWidget(cell)
        for name, (caption, cell) in self._cells.items():  # in the order Tab goes
            spot = spots[name]
            if name == "title":
                self._grid.addWidget(cell, spot.line, 0, 1, 4)
                continue
            self._grid.addWidget(caption, spot.line, spot.column, Qt.AlignmentFlag.AlignTop)
            span = 3 - spot.column if spot.to_end else 1
            self._grid.addWidget(cell, spot.line, spot.column + 1, 1, span, Qt.AlignmentFlag.AlignTop)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(3, 1 if lesser is not _ONE_EACH else 0)

    def load(self, row: Row | None, problems: Sequence[Problem] = ()) -> None:
        """Show an event; its start and its end are one field."""
        if row is not None:
            row = {**row, "start": _stretch(str(row["start"] or ""), str(row["end"] or ""))}
        self.ref.setText(str(row["ref"] or "") if row is not None else "")
        super().load(row, problems)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show what is wrong, each beside its field; that of the end beside when it is."""
        super().show_problems([one._replace(field=_field(one.field)) for one in problems])

    def focus_field(self, name: str = "") -> None:
        """Put the keyboard into a field, or into the first one; the end is typed behind the start."""
        super().focus_field(_field(name))

    def show_field(self, name: str, shown: bool) -> None:
        """Leave out a field that has no meaning for this event, and its line."""
        super().show_field(name, shown)
        self._cells[name][1].setVisible(shown)

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
        if name == "start":
            field = RECORDS["event"].field("start")
            return _WhenEditor(Field(field.name, "When", "when", required=True, hint=WHEN_HINT), self._today, self)
        return super()._make_editor(name)


def _field(name: str) -> str:
    return "start" if name == "end" else name
