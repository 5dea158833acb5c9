"""Count period: one period of a count in full: where its figure comes from, its note, or why there is none."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from ward_desk.core.fields import number, text
from ward_desk.core.records import RECORDS, Row, Value
from ward_desk.service.document import Document
from ward_desk.ui import theme
from ward_desk.ui.pages.counts.count_words import MISSING, Entry, amount
from ward_desk.ui.record.editors import ChoiceEditor, Editor, TypedEditor
from ward_desk.ui.record.small_list import SmallList
from ward_desk.ui.widgets import label

FIELDS = ("note", "unavailable", "state")


class PeriodDetail(QWidget):
    """What stands behind one figure."""

    explained = Signal(str, str, object)  # key of the period, field of the figure, value
    event_asked = Signal(str)

    def __init__(self, doc: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doc = doc
        self._key = ""
        self._count = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.title = label("", "heading", wrap=True)
        self.wanted = label("A figure is wanted here, or a word on why there is none.", "warning", wrap=True)
        self.events_title = label("From events", "soft")
        self.events = SmallList("Events this figure comes from", None, open_line=self.event_asked.emit)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        self.editors: dict[str, Editor] = {}
        self._captions: dict[str, QLabel] = {}
        for place, name in enumerate(FIELDS):
            field = RECORDS["figure"].field(name)
            editor: Editor = (
                ChoiceEditor(field, lambda: RECORDS["figure"].field("state").choices, self)
                if field.kind == "choice"
                else TypedEditor(field, lambda: doc.today, self)
            )
            caption = label(field.label, "soft", wrap=True)
            caption.setBuddy(editor.widget)
            caption.setMaximumWidth(theme.px(96))
            editor.widget.setAccessibleName(field.label)
            editor.widget.setToolTip(field.hint)
            editor.committed.connect(lambda value, one=name: self._on_committed(one, value))
            grid.addWidget(caption, place, 0)
            grid.addWidget(editor.widget, place, 1)
            self.editors[name], self._captions[name] = editor, caption
        for one in (self.title, self.wanted, self.events_title, self.events):
            column.addWidget(one)
        column.addLayout(grid)
        column.addStretch(1)

    def show_entry(self, entry: Entry, count: Row) -> None:
        """Show a period. The same one shown again keeps what is half typed."""
        same = (self._count, self._key) == (text(count, "id"), entry.key)
        self._count, self._key = text(count, "id"), entry.key
        self.title.setText(entry.name)
        self.wanted.setVisible(entry.state == MISSING)
        self.events_title.setVisible(bool(entry.from_events))
        self.events.setVisible(bool(entry.from_events))
        self.events.show_rows(
            [
                (text(row, "event"), f"{text(row, 'event_ref')} {text(row, 'event_title')}".strip(),
                 amount(number(row, "value"), count, text(row, "precision") or "exact"))
                for row in entry.from_events
            ],
            "",
        )  # fmt: skip
        stored = entry.typed or {}
        for name, editor in self.editors.items():
            if not (same and editor.pending):
                editor.load(stored.get(name, editor.field.empty))
        # Only a figure can be provisional, and only a missing one needs a reason.
        typed = bool(entry.words) and not entry.read_only
        self._show_field("state", typed)
        self._show_field("unavailable", not entry.words or bool(entry.unavailable))

    def _show_field(self, name: str, shown: bool) -> None:
        self._captions[name].setVisible(shown)
        self.editors[name].widget.setVisible(shown)

    def set_read_only(self, read_only: bool) -> None:
        """Show only."""
        for editor in self.editors.values():
            editor.set_read_only(read_only)

    def commit_pending(self) -> None:
        """Keep a note that is half typed."""
        for editor in self.editors.values():
            if editor.pending:
                editor.commit()

    def _on_committed(self, name: str, value: Value) -> None:
        self.explained.emit(self._key, name, value)
