"""What residents told us: the comments heard at an event, and the line the next one is typed into."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ward_desk.core.choices import label as words_of
from ward_desk.core.privacy import scan
from ward_desk.core.records import Row
from ward_desk.service.feedback import STANDINGS, standing
from ward_desk.ui.pages.events.event_lines import AddLine
from ward_desk.ui.widgets import FlowLayout, ThemeDot, button, label


class WhatWasSaid(QWidget):
    """The comments of one event. It says what is meant; the page stores it."""

    added = Signal(str)  # words
    typing = Signal(str)  # words so far
    open_asked = Signal(str, str)  # table, id
    action_asked = Signal(str)  # feedback id: make an action from it
    remove_asked = Signal(str)  # feedback id

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] | None = None
        self._read_only = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        column.addLayout(self._column)
        self.box = AddLine("New comment", "Type a comment and press Enter…")
        self.box.returnPressed.connect(self.commit)
        self.box.textChanged.connect(self._on_text)
        column.addWidget(self.box)
        self.note = label("", "warning", wrap=True)
        self.note.hide()
        column.addWidget(self.note)

    def load(self, rows: Sequence[Row], *, read_only: bool = False) -> None:
        """Show the comments of an event; unchanged ones are left as they are, keyboard and all."""
        self.box.setVisible(not read_only)
        if list(rows) == self._rows and read_only == self._read_only:
            return
        self._rows, self._read_only = list(rows), read_only
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if not rows:
            self._column.addWidget(label(_NOTHING, "soft", wrap=True))
        for row in rows:
            self._column.addWidget(self._line(row))

    def _line(self, row: Row) -> QWidget:
        item, ref = str(row["id"]), str(row["ref"])
        line, foot = QWidget(), QWidget()
        flow = FlowLayout(foot, gap=10)
        if row["theme"]:
            place = row["theme_position"]
            flow.addWidget(ThemeDot(place if isinstance(place, int) else None, str(row["theme"])))
        opens = button(ref, link=True, tip=f"Open {ref}")
        opens.setAccessibleName(f"Open {ref}")
        opens.clicked.connect(lambda: self.open_asked.emit("feedback", item))
        flow.addWidget(opens)
        stands = label(words_of(STANDINGS, standing(row)), "soft")
        stands.setMinimumHeight(opens.sizeHint().height())
        flow.addWidget(stands)
        if row["action"]:
            action, action_ref = str(row["action"]), str(row["action_ref"])
            link = button(action_ref, link=True, tip=f"Open {action_ref}")
            link.clicked.connect(lambda: self.open_asked.emit("action", action))
            flow.addWidget(link)
        elif not self._read_only:
            make = button("Make an action", link=True)
            make.setAccessibleName(f"Make an action from {ref}")
            make.clicked.connect(lambda: self.action_asked.emit(item))
            flow.addWidget(make)
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.addWidget(label(f"“{row['words']!s}”", wrap=True), 1)
        if not self._read_only:
            off = button("✕", link=True, tip=f"Remove {ref}")
            off.setAccessibleName(f"Remove {ref}")
            off.clicked.connect(lambda: self.remove_asked.emit(item))
            top.addWidget(off, 0, Qt.AlignmentFlag.AlignTop)
        box = QVBoxLayout(line)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addLayout(top)
        box.addWidget(foot)
        return line

    def commit(self) -> None:
        """Keep the comment being typed."""
        words = self.box.words()
        if words:
            self.added.emit(words)

    def added_one(self) -> None:
        """The comment is stored: the line is bare again."""
        self.box.clear()

    def _on_text(self, text: str) -> None:
        found = scan(text)
        self.note.setText(f"“{found[0].text}” looks personal. Take it out: nothing may say who spoke." if found else "")
        self.note.setVisible(bool(found))
        self.typing.emit(text)


_NOTHING = "No comments written down yet. Use your own words, and nothing that says who spoke."
