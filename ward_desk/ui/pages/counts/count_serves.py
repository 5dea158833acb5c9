"""Count serves: the actions one activity count serves, to open, add and take off."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ward_desk.core.fields import text
from ward_desk.core.ratings import MARKS, drawn
from ward_desk.core.records import Row
from ward_desk.service.document import Document
from ward_desk.ui import theme
from ward_desk.ui.record.editors import Options
from ward_desk.ui.record.small_list import SmallList
from ward_desk.ui.widgets import Choice, label


class Serves(QWidget):
    """The actions a count serves."""

    changed = Signal(list)  # ids of the actions meant now
    action_asked = Signal(str)

    def __init__(self, doc: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ids: list[str] = []
        self._words = label(
            "What a count serves says why it is kept. A count that serves no action is a break in the golden thread.",
            "soft", wrap=True,
        )  # fmt: skip
        self.served = SmallList(
            "Actions this count serves", None if doc.read_only else self.take_off, open_line=self.action_asked.emit
        )
        self.more = Choice()
        self.more.setAccessibleName("Add an action this count serves")
        self.more.setMaximumWidth(theme.px(420))
        self.more.activated.connect(self._on_added)
        self._can_add = not doc.read_only
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        for one in (self._words, self.served, self.more):
            column.addWidget(one)

    def show_actions(self, rows: Sequence[Row], options: Options) -> None:
        """Show these actions; `options` are all there are."""
        self._ids = [str(row["id"]) for row in rows]
        self.served.show_rows(
            [
                (str(row["id"]), f"{text(row, 'ref')} {text(row, 'title')}",
                 MARKS[drawn(str(row["status"]), str(row["rating"]))].word)
                for row in rows
            ],
            "It serves no action yet.",
        )  # fmt: skip
        left = [one for one in options if one[0] not in self._ids]
        self.more.fill([("", "Add an action…"), *left], "")
        self.more.setVisible(self._can_add and bool(left))

    def take_off(self, action: str) -> None:
        """The count serves that action no more; the action stays."""
        self.changed.emit([one for one in self._ids if one != action])

    def _on_added(self, place: int) -> None:
        action = self.more.itemData(place)
        if action:
            self.changed.emit([*self._ids, action])
