"""Small list: the short lists inside a record: its notes, milestones, partners; each line can be taken off."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ward_desk.ui.widgets import button, label

MOST = 30  # lines shown before someone asks for more


class SmallList(QWidget):
    """Lines of words with something small beside them. `remove` takes a line off; `open_line` makes it a link."""

    def __init__(
        self,
        name: str,
        remove: Callable[[str], None] | None,
        *,
        open_line: Callable[[str], None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._remove, self._open = remove, open_line
        self.setAccessibleName(name)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._rows: list[tuple[str, str, str]] | None = None
        self._most = MOST

    def show_rows(self, rows: Sequence[tuple[str, str, str]], empty: str) -> None:
        """Show lines of (id, words, small words). Unchanged lines are left as they are, keyboard and all."""
        if list(rows) != self._rows:
            self._rows = list(rows)
            self._lay(empty)

    def _lay(self, empty: str) -> None:
        rows = self._rows or []
        place = self._keyboard()
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if not rows and empty:
            self._column.addWidget(label(empty, "soft", wrap=True))
        for row_id, words, small in rows[: self._most]:
            self._column.addWidget(self._line(row_id, words, small))
        left = len(rows) - self._most
        if left > 0:
            more = button(f"Show {min(left, MOST)} of {left} more", link=True)
            more.setObjectName("more")
            more.setAutoDefault(True)
            more.clicked.connect(self._show_more)
            self._column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        if place is not None:
            self._give_keyboard(*place)

    def _show_more(self) -> None:
        self._most += MOST
        self._lay("")
        self._give_keyboard(self._most - MOST, "", "remove" if self._remove is not None else "open")

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
            box.addWidget(said, 1)
        if small:
            box.addWidget(label(small, "small"), 0, Qt.AlignmentFlag.AlignTop)
        if self._remove is not None:
            remove = self._remove
            off = button("✕", link=True, tip=f"Remove “{words[:60]}”")
            off.setObjectName("remove")
            off.setAccessibleName(f"Remove {words[:60]}")
            off.clicked.connect(lambda _=False, one=row_id: remove(one))
            box.addWidget(off, 0, Qt.AlignmentFlag.AlignTop)
        return line
