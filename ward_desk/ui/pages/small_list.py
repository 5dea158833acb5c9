"""Small list: the short lists inside a record: its notes, milestones, partners; each line can be taken off."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ward_desk.ui.widgets import button, label

MOST = 30  # lines shown; older ones are in History


class SmallList(QWidget):
    """Lines of words with something small beside them, or below where the words are sentences.

    `remove` takes a line off; `tick` gives each a box.
    """

    def __init__(
        self,
        name: str,
        remove: Callable[[str], None] | None,
        *,
        tick: Callable[[str, bool], None] | None = None,
        open_line: Callable[[str], None] | None = None,
        small_below: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._remove, self._tick, self._open = remove, tick, open_line
        self._small_below = small_below
        self.setAccessibleName(name)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._rows: list[tuple[str, str, str]] | None = None
        self._ticked: set[str] = set()

    def show_rows(self, rows: Sequence[tuple[str, str, str]], empty: str, *, ticked: set[str] | None = None) -> None:
        """Show lines of (id, words, small words). Unchanged lines are left as they are, keyboard and all."""
        if list(rows) == self._rows and (ticked or set()) == self._ticked:
            return
        place = self._keyboard()
        self._rows, self._ticked = list(rows), ticked or set()
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if not rows and empty:
            self._column.addWidget(label(empty, "soft", wrap=True))
        for row_id, words, small in list(rows)[:MOST]:
            self._column.addWidget(self._line(row_id, words, small))
        if place is not None:
            self._give_keyboard(*place)

    def _keyboard(self) -> tuple[int, str, str] | None:
        """The line, its record and the control the keyboard is on, when it is in this list."""
        here = QApplication.focusWidget()
        for place in range(self._column.count()):
            item = self._column.itemAt(place)
            line = item.widget() if item is not None else None
            if here is not None and line is not None and line.isAncestorOf(here):
                return place, line.objectName(), here.objectName()
        return None

    def _give_keyboard(self, place: int, row_id: str, control: str) -> None:
        """Put the keyboard back where it was; a line that is gone leaves it to the one in its place."""
        lines = [item.widget() for n in range(self._column.count()) if (item := self._column.itemAt(n)) is not None]
        same = next((line for line in lines if line is not None and line.objectName() == row_id), None)
        line = same or lines[min(place, len(lines) - 1)]
        found = line.findChild(QWidget, control) if line is not None and line.objectName() else None
        if line is not None:
            line.show()  # the layout would show it only later, and what is hidden takes no keyboard
        (found or self).setFocus(Qt.FocusReason.OtherFocusReason)

    def _line(self, row_id: str, words: str, small: str) -> QWidget:
        line = QWidget()
        line.setObjectName(row_id)
        box = QHBoxLayout(line)
        box.setContentsMargins(0, 2, 0, 2)
        box.setSpacing(8)
        if self._tick is not None:
            check = QCheckBox()
            check.setObjectName("tick")
            check.setAccessibleName(f"{words}: done")
            check.setChecked(row_id in self._ticked)
            tick = self._tick
            check.toggled.connect(lambda on, one=row_id: tick(one, on))
            box.addWidget(check, 0, Qt.AlignmentFlag.AlignTop)
        if self._open is not None:
            opens = self._open
            link = button(words, link=True)
            link.setObjectName("open")
            link.clicked.connect(lambda _=False, one=row_id: opens(one))
            box.addWidget(link)
            box.addStretch(1)
        else:
            said = label(words, "", wrap=True)
            said.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(said)
            if small and self._small_below:
                column.addWidget(label(small, "small", wrap=True))
            box.addLayout(column, 1)
        if small and not (self._small_below and self._open is None):
            box.addWidget(label(small, "small"), 0, Qt.AlignmentFlag.AlignTop)
        if self._remove is not None:
            remove = self._remove
            off = button("✕", link=True, tip=f"Remove “{words[:60]}”")
            off.setObjectName("remove")
            off.setAccessibleName(f"Remove {words[:60]}")
            off.clicked.connect(lambda _=False, one=row_id: remove(one))
            box.addWidget(off, 0, Qt.AlignmentFlag.AlignTop)
        return line
