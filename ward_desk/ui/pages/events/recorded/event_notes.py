"""Event notes: what was noted and decided at an event, and what was seen on a ward visit (B 7.3): its strengths, and
its issues, each of which can become an action or a feedback item in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from ward_desk.core.records import Row
from ward_desk.core.rules import Problem
from ward_desk.service.events.event_follow import Issue
from ward_desk.ui.record.editors import Options
from ward_desk.ui.record.form import RecordForm, Section
from ward_desk.ui.widgets import FlowLayout, button, label

_SEEN = ("strengths", "issues")
_HEADINGS = {"partnership_meeting": "What was decided", "ward_visit": "What was seen"}
_PLACEHOLDERS = {"partnership_meeting": "What was decided, and which role or organisation will do it"}


class EventNotes(QWidget):
    """Notes, strengths and issues of one event. It says what is meant; the page stores it."""

    action_asked = Signal(str)  # the words of an issue
    comment_asked = Signal(str)  # the words of an issue: keep them as a feedback item
    open_asked = Signal(str, str)  # table, id

    def __init__(self, options: Callable[[str], Options], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: list[Issue] = []
        self.heading = label("", "heading")
        self.form = RecordForm("event", (Section("", ("notes", *_SEEN)),), options)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self.heading)
        box.addWidget(self.form)
        box.addLayout(self._lines)

    def load(self, row: Row, problems: Sequence[Problem], issues: Sequence[Issue], *, read_only: bool = False) -> None:
        """Show the notes of an event; strengths and issues where it is a ward visit, or where some stand."""
        self.form.load(row, problems)
        kind = str(row["kind"])
        self.heading.setText(_HEADINGS.get(kind, ""))
        self.heading.setVisible(kind in _HEADINGS)
        self.form.set_placeholder("notes", _PLACEHOLDERS.get(kind, ""))
        for name in _SEEN:
            self.form.show_field(name, kind == "ward_visit" or bool(row[name]))
        if list(issues) != self._shown:
            self._shown = list(issues)
            self._show_issues(read_only)

    def _show_issues(self, read_only: bool) -> None:
        here = QApplication.focusWidget()
        had = here.objectName() if here is not None and self.isAncestorOf(here) else ""
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if self._shown:
            self._lines.addWidget(label("What becomes of each issue", "small"))
        for issue in self._shown:
            self._lines.addWidget(label(issue.words, wrap=True))
            foot = QWidget()
            flow = FlowLayout(foot, gap=10)
            for word, table, made, asked in (
                ("Make an action", "action", issue.action, self.action_asked),
                ("Keep as feedback", "feedback", issue.comment, self.comment_asked),
            ):
                if made is None and read_only:
                    continue
                one = button(made[1] if made else word, link=True, tip=f"Open {made[1]}" if made else "")
                one.setAutoDefault(True)
                one.setObjectName(f"{table}/{issue.words}")
                one.setAccessibleName(f"Open {made[1]}" if made else f"{word}: {issue.words}")
                if made:
                    one.clicked.connect(lambda _=False, t=table, i=made[0]: self.open_asked.emit(t, i))
                else:
                    one.clicked.connect(lambda _=False, ask=asked, words=issue.words: ask.emit(words))
                flow.addWidget(one)
            self._lines.addWidget(foot)
            again = foot.findChild(QPushButton, had) if had else None
            if again is not None:
                foot.show()  # the layout would show it only later, and what is hidden takes no keyboard
                again.setFocus(Qt.FocusReason.OtherFocusReason)
