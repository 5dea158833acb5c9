"""Event follow-up: the actions that follow from an event, and the line the next one is typed into."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from ward_desk.core.records import Row
from ward_desk.ui import marks
from ward_desk.ui.pages.events.recorded.event_comment import action_named
from ward_desk.ui.record.add_line import AddLine
from ward_desk.ui.record.editors import Options, names_completer, offer_names
from ward_desk.ui.widgets import ElidedLabel, FlowLayout, Pill, button, label


class _Line(QWidget):
    """One action: its reference and title, how it stands, who leads it."""

    def __init__(self, row: Row, owner: FollowUp, read_only: bool) -> None:
        super().__init__()
        action, ref = str(row["id"]), str(row["ref"])
        opens = button(ref, link=True, tip=f"Open {ref}")
        opens.setObjectName("open")
        opens.setAccessibleName(f"Open {ref} {row['title']!s}")
        opens.clicked.connect(lambda: owner.open_asked.emit("action", action, ""))
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(8)
        top.addWidget(opens)
        top.addWidget(ElidedLabel(str(row["title"])), 1)
        if row["own"] and not read_only:
            off = button("✕", link=True, tip=f"Take {ref} off this list. The action stays in the plan.")
            off.setAccessibleName(f"Take {ref} off this list")
            off.setAutoDefault(True)
            off.clicked.connect(lambda: owner.off_asked.emit(action))
            top.addWidget(off)
        foot = QWidget()
        flow = FlowLayout(foot, gap=8)
        mark = marks.standing(str(row["status"]), str(row["rating"]))
        if mark is not None:
            flow.addWidget(Pill(mark))
        if row["lead_name"]:
            flow.addWidget(label(str(row["lead_name"]), "soft"))
        elif not read_only:
            lead = button("Choose a lead", link=True)
            lead.setAccessibleName(f"Choose a lead for {ref}")
            lead.setAutoDefault(True)
            lead.clicked.connect(lambda: owner.open_asked.emit("action", action, "lead"))
            flow.addWidget(lead)
        if row["comment"]:
            flow.addWidget(label(f"from {row['comment']!s}", "soft"))
        opens.setAutoDefault(True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addLayout(top)
        box.addWidget(foot)


class FollowUp(QWidget):
    """The actions that follow from one event. It says what is meant; the page stores it."""

    added = Signal(str)  # title
    linked = Signal(str)  # action there is already
    off_asked = Signal(str)  # action
    open_asked = Signal(str, str, str)  # table, id, field
    typing = Signal(str)  # text so far
    passed = Signal()  # Enter with nothing typed

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: list[Row] | None = None
        self._known: Options = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.nothing = label("No actions follow from this event yet.", "soft", wrap=True)
        column.addWidget(self.nothing)
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        column.addLayout(self._column)
        self.box = AddLine("New follow-up action", "Type an action and press Enter…")
        self.box.setToolTip("The reference of an action there is already links that one")
        self._names = names_completer(self.box)
        self.box.returnPressed.connect(self.commit)
        self.box.passed.connect(self.passed)
        self.box.textChanged.connect(self.typing)
        column.addWidget(self.box)

    def load(self, rows: Sequence[Row], known: Options, *, read_only: bool = False) -> None:
        """Show the actions, and offer those there are already."""
        self._known = known
        offer_names(self._names, [words for _, words in known])
        self.box.setVisible(not read_only)
        self.nothing.setVisible(not rows)
        if list(rows) == self._shown:
            return
        self._shown = list(rows)
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                here = QApplication.focusWidget()
                if here is not None and widget.isAncestorOf(here):
                    self.box.setFocus(Qt.FocusReason.OtherFocusReason)
                widget.hide()
                widget.deleteLater()
        for row in rows:
            self._column.addWidget(_Line(row, self, read_only))

    def commit(self) -> None:
        """Make or link the action being typed."""
        words = self.box.words()
        if not words:
            return
        found = action_named(words, self._known)
        if found:
            self.linked.emit(found)
        else:
            self.added.emit(words)

    def added_one(self) -> None:
        """The action is stored: the line is bare again."""
        self.box.clear()
