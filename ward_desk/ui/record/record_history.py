"""Record history: what was done to one record, in words, newest first; any step of it can be put back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from ward_desk.service import record_history
from ward_desk.service.document import Document
from ward_desk.service.record_history import OPERATIONS, Entry, Step
from ward_desk.ui.reading_order import reading_order
from ward_desk.ui.record.record_part import Attempt
from ward_desk.ui.widgets import button, label


class RecordHistory(QWidget):
    """The history of any record: `show_record` says which. It is read when it is on screen."""

    def __init__(self, doc: Document, attempt: Attempt) -> None:
        super().__init__()
        self.setAccessibleName("History of this record")
        self.doc, self.attempt = doc, attempt
        self._record = "", ""
        self._read = False
        self.entries: list[Entry] = []
        self._lines: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._empty = label("Nothing was changed since this record came into the document.", "soft", wrap=True)
        self._column.addWidget(self._empty)
        self.older = button("Show older", link=True)
        self.older.setAutoDefault(True)
        self.older.clicked.connect(self.show_older)
        self._column.addWidget(self.older, 0, Qt.AlignmentFlag.AlignLeft)

    def show_record(self, table: str, row_id: str) -> None:
        """Show the history of a record, now or when it comes on screen."""
        self._record, self._read = (table, row_id), False
        if self.isVisible():
            self._load()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._read and self._record[1]:
            self._load()

    def _load(self) -> None:
        self._read = True
        self._show(record_history.read(self.doc, *self._record), more=True)

    def show_older(self) -> None:
        """Read on below what is shown."""
        below = record_history.read(self.doc, *self._record, before=self.entries[-1].seq)
        first = len(self.entries)
        self._show([*self.entries, *below], more=len(below) == OPERATIONS)
        if below:
            found = [one for line in self._lines[first:] for one in line.findChildren(QWidget, "put_back")]
            (found[0] if found else self).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, entries: list[Entry], *, more: bool) -> None:
        keyboard = self._keyboard()
        self.entries = entries
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [self._line(entry) for entry in entries]
        for at, line in enumerate(self._lines):
            self._column.insertWidget(at, line)
            line.show()
        self._empty.setVisible(not entries)
        self.older.setVisible(more and len(entries) >= OPERATIONS)
        reading_order(self)
        if keyboard:
            buttons = [one for line in self._lines for one in line.findChildren(QWidget, "put_back")]
            same = [one for one in buttons if one.property("step") == keyboard]
            (same or buttons or [self])[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _keyboard(self) -> str:
        here = QApplication.focusWidget()
        return str(here.property("step")) if here is not None and self.isAncestorOf(here) else ""

    def _line(self, entry: Entry) -> QWidget:
        """One operation: a line for each step, then when and who."""
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 2, 0, 6)
        column.setSpacing(1)
        for step in entry.steps:
            column.addLayout(self._step(step, entry.when))
        if entry.more:
            column.addWidget(label(f"and {entry.more:,} more", "soft"))
        when = label(entry.when, "small", wrap=True)
        when.setToolTip(entry.label)
        column.addWidget(when)
        return block

    def _step(self, step: Step, when: str) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        words = label(step.words, "", wrap=True)
        words.setToolTip(step.whole if step.whole != step.words else "")
        line.addWidget(words, 1)
        if step.can and not self.doc.read_only:
            back = button(
                {"changed": "Put back", "removed": "Bring back", "added": "Take off"}[step.kind], link=True,
                tip=step.whole,
            )  # fmt: skip
            back.setAutoDefault(True)
            back.setObjectName("put_back")
            back.setProperty("step", f"{step.operation} {step.row_id} {step.field}")
            back.setAccessibleName(f"{back.text()}: {step.words}, {when}")
            back.clicked.connect(lambda: self.put_back(step))
            line.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def put_back(self, step: Step) -> None:
        """Put one step back; what the world refuses is said."""
        self.attempt(lambda: record_history.put_back(self.doc, step))
