"""Find anything: one box over pages, commands and records, worked with the keyboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ward_desk.ui import theme
from ward_desk.ui.found_list import FoundList
from ward_desk.ui.widgets import label

SHOWN: Final = 30


class Found(NamedTuple):
    """One thing that can be gone to: `target` is ("page", key), ("command", id) or (table, record id)."""

    target: tuple[str, str]
    title: str
    kind: str  # "Page", "Command", "Action", ...
    more: str = ""  # a shortcut, a reference


class FindPanel(QFrame):
    """Lies over the window while it is used. Enter goes to what is marked, Esc back to where one was."""

    went = Signal(str, str)  # the target

    def __init__(
        self,
        fixed: Callable[[], Sequence[Found]],
        search: Callable[[str], Sequence[Found]],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._fixed, self._search = fixed, search
        self._over = parent
        self._came_from: QWidget | None = None
        self.box = QLineEdit()
        self.box.setPlaceholderText("A page, a command, a reference, or words of a record")
        self.box.setAccessibleName("Find anything")
        self.box.setObjectName("find_box")
        self.list = FoundList(height=34, edge=12, size=14)
        self._nothing = label("Nothing found. Try fewer letters.", "soft")
        self._nothing.setContentsMargins(12, 8, 12, 8)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(8, 8, 8, 8)
        inside.addWidget(self.box)
        inside.addWidget(self._nothing)
        inside.addWidget(self.list, 1)
        self.box.textChanged.connect(self._fill)
        self.box.installEventFilter(self)
        self.list.itemClicked.connect(self._go)
        self.hide()

    def open(self) -> None:
        """Come up empty, with the keyboard in the box."""
        self._came_from = self.window().focusWidget()
        width = min(theme.px(620), self._over.width() - 80)
        height = min(theme.px(460), self._over.height() - 120)
        self.setGeometry((self._over.width() - width) // 2, theme.px(64), width, height)
        self.box.clear()
        self._fill()
        self.show()
        self.raise_()
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _fill(self) -> None:
        words = self.box.text().strip()
        parts = words.lower().split()
        fixed = [one for one in self._fixed() if all(part in one.title.lower() for part in parts)]
        # Whole words of a title come first: "ret" should mean Returns before anything that mentions one.
        fixed.sort(key=lambda one: not one.title.lower().startswith(words.lower()))
        found = [*fixed[: SHOWN // 2], *(self._search(words) if words else ())][:SHOWN]
        self.list.clear()
        for one in found:
            command = one.kind == "Command"
            words = f"{one.more}  {one.title}" if one.more and not command else one.title
            small = f"{one.kind}   {one.more}" if one.more and command else one.kind
            self.list.add(words, small, one.target, f"{words}, {one.kind}")
        self.list.setCurrentRow(0)
        self.list.setVisible(bool(found))
        self._nothing.setVisible(not found)

    def _go(self, item: QListWidgetItem) -> None:
        table, row_id = self.list.target(item)
        self.hide()
        self.went.emit(table, row_id)

    def _back(self) -> None:
        self.hide()
        if self._came_from is not None:
            self._came_from.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(event.key())
        if event.type() == QEvent.Type.FocusOut and self.isVisible():
            self.hide()
        return False

    def _on_key(self, key: int) -> bool:
        if key == Qt.Key.Key_Escape:
            self._back()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.list.currentItem() is not None:
                self._go(self.list.currentItem())
        else:
            return self.list.step(key)
        return True
