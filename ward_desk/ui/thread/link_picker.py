"""Link picker: words typed, records found, one chosen with the arrows and Enter; it stands where it is needed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidgetItem,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ward_desk.ui import theme
from ward_desk.ui.found_list import FoundList
from ward_desk.ui.widgets import label

_HEIGHT: Final = 30  # px at 100 %, of a line
_VISIBLE: Final = 7  # lines seen at once


class Pick(NamedTuple):
    """A record that can be chosen."""

    table: str
    row_id: str
    words: str  # with its reference in front
    small: str = ""


Search = Callable[[str], Sequence[Pick]]


class LinkPicker(QFrame):
    """A line to type into over the records found. Enter takes the one marked, Esc leaves.

    `at_once` lists records before anything is typed; a box to start from anywhere waits for the first letter.
    """

    chosen = Signal(str, str)  # table, id
    typed = Signal(str)  # the answer to what `ask` asked
    left = Signal()

    def __init__(self, name: str, *, at_once: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at_once = at_once
        self._search: Search | None = None
        self.box = QLineEdit()
        self.box.setAccessibleName(name)
        self.box.setPlaceholderText(name)
        self.box.setClearButtonEnabled(True)
        self.list = FoundList(height=_HEIGHT, edge=8, size=13)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.note = label("", "small", wrap=True)
        self.prompt = label("", "soft", wrap=True)
        column = QVBoxLayout(self)
        edge = theme.px(6) if at_once else 0
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.px(4))
        for one in (self.prompt, self.box, self.note, self.list):
            column.addWidget(one)
        self.prompt.hide()
        self.note.hide()
        self.list.hide()
        self.box.textChanged.connect(self._fill)
        self.box.installEventFilter(self)
        self.list.itemClicked.connect(self._take)

    def offer(self, prompt: str, search: Search) -> None:
        """Ask for a record among those `search` gives for the words typed."""
        self._search = search
        self._begin(prompt)

    def ask(self, prompt: str, words: str = "") -> None:
        """Ask for words instead of a record: "How many sessions?". `words` stand there to be typed over, under the
        question."""
        self._search = None
        self._begin(prompt)
        self.box.setText(words)
        self.prompt.setText(prompt)
        self.prompt.setVisible(bool(words))

    def refuse(self, words: str) -> None:
        """Say what is wrong with what was typed, which stays."""
        self.note.setText(words)
        self.note.setVisible(bool(words))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._at_once:  # a box of a page has its own edge
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.colour("field_line"))
        painter.setBrush(theme.colour("card"))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 6, 6)
        painter.end()

    def focus(self) -> None:
        """Put the keyboard into the line."""
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.setSelection(len(self.box.text()), -len(self.box.text()))  # long words are seen from their beginning

    def _begin(self, prompt: str) -> None:
        self.prompt.hide()
        self.box.setPlaceholderText(prompt)
        self.box.setAccessibleName(prompt)
        self.box.blockSignals(True)
        self.box.clear()
        self.box.blockSignals(False)
        self._fill()

    def _fill(self) -> None:
        words = self.box.text().strip()
        asked = self._search is not None and (bool(words) or self._at_once)
        found = self._search(words) if self._search is not None and asked else ()
        self.list.clear()
        for one in found:
            self.list.add(one.words, one.small, (one.table, one.row_id))
        self.list.setCurrentRow(0)
        self.list.setFixedHeight(min(len(found), _VISIBLE) * theme.px(_HEIGHT) + 2)
        self.list.setVisible(bool(found))
        nothing = "Nothing found. Try fewer letters." if words else "There is nothing left to link here."
        self.refuse(nothing if asked and not found else "")

    def _take(self, item: QListWidgetItem) -> None:
        self.chosen.emit(*self.list.target(item))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(event.key())
        return False

    def _on_key(self, key: int) -> bool:
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._search is None:
                self.typed.emit(self.box.text().strip())
            elif self.list.currentItem() is not None:
                self._take(self.list.currentItem())
        else:
            return self.list.step(key)
        return True
