"""Action many: several chosen actions changed at once, each change one operation."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from ward_desk.core.errors import NotUnderstoodError
from ward_desk.core.records import RECORDS, Row
from ward_desk.core.typed import read_date
from ward_desk.service.document import Document
from ward_desk.service.plan import plan_many
from ward_desk.ui import theme
from ward_desk.ui.record.editors import Options
from ward_desk.ui.widgets import Choice, button, label

LEAVE: Final = "=leave"  # no code of any choice, and no id
LEAVE_WORDS: Final = "leave as it is"
NEEDS_REASON: Final = ("amber", "red")
NAMED: Final = 6  # actions named by their references

_FIELDS = ("status", "rating", "delay_cause", "lead", "theme", "recommendation", "priority", "term", "delivery",
           "sharing")  # fmt: skip
_MOVE = re.compile(r"([+\-−])\s*(\d{1,5})\s*(d|days?|w|weeks?)?", re.IGNORECASE)

Attempt = Callable[[Callable[[], object]], bool]


def days_of(text: str) -> int | None:
    """The days a due date is moved by: "+14", "-7 days", "+2 weeks"; None for anything else."""
    found = _MOVE.fullmatch(text.strip())
    if found is None:
        return None
    days = int(found[2]) * (7 if (found[3] or "d")[0].lower() == "w" else 1)
    return days if found[1] == "+" else -days


class ActionMany(QWidget):
    """Stands where one action stands when several are chosen. Every field is left as it is until something is chosen.

    `options` gives the records of a table as people know them, `attempt` says what the world refuses.
    """

    said = Signal(str)

    def __init__(
        self,
        doc: Document,
        options: Callable[[str], Options],
        attempt: Attempt,
        *,
        without: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.doc, self._options, self.attempt = doc, options, attempt
        self._actions: list[str] = []
        self.heading = label("", "heading", wrap=True)
        self.named = label("", "soft", wrap=True)
        self.choices: dict[str, Choice] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnMinimumWidth(0, theme.px(104))
        self.reason = QPlainTextEdit()
        self.due = QLineEdit()
        for name in _FIELDS:
            if name not in without:
                self._add_choice(name)
            if name == "rating":
                self._add_reason()
            if name == "delay_cause":
                self._add_due()
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        self.button = button("Change", main=True, tip="Change all the chosen actions (Ctrl+Enter)")
        self.button.clicked.connect(self.change)
        self.note = QPlainTextEdit()
        self.note.setPlaceholderText("A progress note for each of them, dated today…")
        self.note.setAccessibleName("Progress note for all the chosen actions")
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(theme.px(72))
        self.note_button = button("Add this note to all")
        self.note_button.clicked.connect(self.add_note)
        self._build()
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._on_keys)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        left = Qt.AlignmentFlag.AlignLeft
        for one in (self.heading, self.named):
            column.addWidget(one)
        column.addLayout(self._grid)
        column.addWidget(self.problem)
        column.addWidget(self.button, 0, left)
        heading = label("A note to all", "heading")
        heading.setContentsMargins(0, 8, 0, 0)
        column.addWidget(heading)
        column.addWidget(self.note)
        column.addWidget(self.note_button, 0, left)

    def _add_line(self, words: str, widget: QWidget) -> QLabel:
        caption = label(words, "soft", wrap=True)
        caption.setBuddy(widget)
        caption.setContentsMargins(0, theme.px(7), 0, 0)
        widget.setAccessibleName(f"{words} of all the chosen actions")
        place = self._grid.rowCount()
        self._grid.addWidget(caption, place, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(widget, place, 1, Qt.AlignmentFlag.AlignTop)
        return caption

    def _add_choice(self, name: str) -> None:
        made = Choice()
        made.setObjectName(name)
        made.setMinimumWidth(theme.px(150))
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.choices[name] = made
        self._add_line(RECORDS["action"].field(name).label, made)
        if name == "rating":
            made.currentIndexChanged.connect(self._on_rating)

    def _add_reason(self) -> None:
        self.reason.setPlaceholderText("Why? Amber and Red need a reason.")
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(theme.px(64))
        self._reason_caption = self._add_line("Reason", self.reason)
        for one in (self._reason_caption, self.reason):
            one.hide()

    def _add_due(self) -> None:
        self.due.setPlaceholderText("a date, or +14 days")
        self.due.setToolTip("A date for all of them, or days to move each by: +14, -7, +2 weeks. Empty: left as it is")
        self.due.returnPressed.connect(self.change)
        self._add_line("Due", self.due)

    def show_actions(self, actions: Sequence[str]) -> None:
        """Be about these actions, in their order. What is chosen in the fields stays; with fewer than two it goes."""
        self._actions = list(actions)
        if len(actions) < 2:
            self.leave_all()
            return
        number = f"{len(actions):,} actions"
        self.heading.setText(f"{number} chosen")
        self.button.setText(f"Change {number}")
        rows = [row for row in (self.doc.store.get("action", one) for one in actions[:NAMED]) if row]
        more = len(actions) - len(rows)
        refs = ", ".join(str(row["ref"]) for row in rows)
        self.named.setText(f"{refs} and {more:,} more" if more else refs)
        for name, box in self.choices.items():
            value = box.currentData() if box.count() else LEAVE
            box.fill(self._offered(name), value)
        self.set_read_only(self.doc.read_only)

    def _offered(self, name: str) -> list[tuple[object, str]]:
        field = RECORDS["action"].field(name)
        offered: list[tuple[object, str]] = [(LEAVE, LEAVE_WORDS)]
        if field.kind == "link" or not field.required:
            offered.append((field.empty, "–"))
        return [*offered, *(field.choices if field.kind == "choice" else self._options(field.to))]

    def leave_all(self) -> None:
        """Leave every field as it is."""
        for box in self.choices.values():
            box.setCurrentIndex(0)
        self.due.clear()
        self.reason.clear()
        self._say("")

    def commit_pending(self) -> None:
        """Keep a note half typed."""
        if self.note.toPlainText().strip() and len(self._actions) > 1 and not self.doc.read_only:
            self.add_note()

    def set_read_only(self, read_only: bool) -> None:
        """A document opened to read takes no changes."""
        for one in (*self.choices.values(), self.due, self.reason, self.note, self.button, self.note_button):
            one.setEnabled(not read_only)

    def start(self) -> None:
        """Put the keyboard into the first field."""
        self.choices["status"].setFocus(Qt.FocusReason.OtherFocusReason)

    def start_note(self) -> None:
        """Put the keyboard into the note."""
        self.note.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_rating(self) -> None:
        wanted = self.choices["rating"].currentData() in NEEDS_REASON
        for one in (self._reason_caption, self.reason):
            one.setVisible(wanted)
        self._say("")

    def _say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _on_keys(self) -> None:
        if self.note.hasFocus():
            self.add_note()
        else:
            self.change()

    def change(self) -> None:
        """Change all of them, as one operation."""
        values: Row = {name: box.currentData() for name, box in self.choices.items() if box.currentIndex() > 0}
        if values.get("rating") in NEEDS_REASON:
            values["rating_reason"] = self.reason.toPlainText().strip()
            if not values["rating_reason"]:
                self._refuse(f"Say why they are {self.choices['rating'].currentText()}.", self.reason)
                return
        typed = self.due.text().strip()
        days = days_of(typed)
        if typed and days is None:
            try:
                values["due"] = read_date(typed, self.doc.today).isoformat()
            except NotUnderstoodError as error:
                self._refuse(str(error), self.due)
                return
        if not values and not days:
            self._refuse("Choose what to change first.", self.choices["status"])
            return
        number = len(self._actions)
        if self.attempt(lambda: plan_many.change(self.doc, self._actions, values, days or 0)):
            self.leave_all()
            self.said.emit(f"Changed {number:,} actions")

    def _refuse(self, sentence: str, where: QWidget) -> None:
        self._say(sentence)
        where.setFocus(Qt.FocusReason.OtherFocusReason)

    def add_note(self) -> None:
        """Add the note to all of them, as one operation."""
        words, number = self.note.toPlainText().strip(), len(self._actions)
        if not words:
            self.start_note()
        elif self.attempt(lambda: plan_many.add_note(self.doc, self._actions, words)):
            self.note.clear()
            self.said.emit(f"Added the note to {number:,} actions")
