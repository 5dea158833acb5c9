"""Return line: one line among the checks of a return: a cause, a record under it, or a part that folds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ward_desk.core.checks import Finding
from ward_desk.ui import theme
from ward_desk.ui.pages.returns.check.return_shape import Shape, whole_refs
from ward_desk.ui.panes import bring_into_view
from ward_desk.ui.widgets import button, label

Key = tuple[str, ...]
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8,
                 Qt.Key.Key_Home: -1_000_000, Qt.Key.Key_End: 1_000_000}  # fmt: skip


class Line(NamedTuple):
    """What one line says, and what can be done from it."""

    key: Key  # tells it from others, also when its words change
    words: str
    small: str = ""  # under them: how many, how long, the words it was explained with
    tone: str = ""  # of its shape; "" for the name of a part
    depth: int = 0
    findings: tuple[Finding, ...] = ()
    folds: bool = False  # whether there are lines under it
    explain: str = ""  # the words of its link to a sentence; "" when it takes none
    go: str = ""  # the words of its link to another part of the return; "" when it leads to none

    @property
    def one(self) -> Finding | None:
        """The one record it is about, when it is about one that can be opened."""
        return self.findings[0] if len(self.findings) == 1 and self.findings[0].row_id and not self.folds else None


class LineWidget(QFrame):
    """The line. Arrows go to another; Enter opens its record, or what is under it; E says why."""

    opened = Signal()  # mend it: Enter, a double click, its link
    folded = Signal(bool)  # unfold, or fold
    why_asked = Signal()
    stepped = Signal(int)
    entered = Signal()  # the keyboard has come to it

    def __init__(self, line: Line, *, is_open: bool) -> None:
        super().__init__()
        self.line, self.is_open, self.has_more = line, is_open, False
        self.setObjectName("line")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Tab stops at the current one only: `CheckList`
        self.setAccessibleName(". ".join(part.rstrip(".") for part in (line.words, line.small) if part))
        self.setAccessibleDescription(self._keys())
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(4 + line.depth * theme.px(20), 5, 2, 5)
        self._column.setSpacing(4)
        box = QHBoxLayout()
        box.setSpacing(8)
        if line.tone:
            box.addWidget(Shape(line.tone), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(label(whole_refs(line.words), "" if line.tone else "soft", wrap=True))
        if line.small:
            words.addWidget(label(whole_refs(line.small), "small", wrap=True))
        box.addLayout(words, 1)
        for link in self._links():
            box.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(box)

    def _keys(self) -> str:
        found = []
        if self.line.folds:
            found.append("Open. Left folds it." if self.is_open else "Enter shows what is under it.")
        elif self.line.one is not None:
            found.append("Enter opens its record.")
        elif self.line.go:
            found.append("Enter goes there.")
        if self.line.explain:
            found.append("E says why.")
        return " ".join(found)

    def _links(self) -> list[QPushButton]:
        found = []
        if self.line.explain:
            found.append(self._link(self.line.explain, "E", self.why_asked.emit))
        if self.line.folds:
            found.append(self._link(
                "hide" if self.is_open else "show", "Space", lambda: self.folded.emit(not self.is_open)
            ))  # fmt: skip
        elif self.line.one is not None or self.line.go:
            found.append(self._link(self.line.go or "fix", "Enter", self.opened.emit))
        return found

    def _link(self, words: str, key: str, done: Callable[[], object]) -> QPushButton:
        made = button(words, link=True)
        made.setToolTip(key)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the line has a key for each
        made.setAccessibleName(f"{words.rstrip('…').capitalize()}: {self.line.words}")
        made.clicked.connect(lambda: done())
        return made

    def put_below(self, widget: QWidget) -> None:
        """Put something more under the words; the line then lasts until the lines are laid anew."""
        beside = QHBoxLayout()
        beside.setContentsMargins(theme.px(20), 0, 0, 0)  # under the words, not under the shape
        beside.addWidget(widget)
        self._column.addLayout(beside)
        widget.show()
        self.has_more = True

    def set_current(self, current: bool) -> None:
        """Whether Tab stops here."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if current else Qt.FocusPolicy.ClickFocus)

    def take_keyboard(self) -> None:
        """Put the keyboard here, in sight."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_view(self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.line.folds:
            self.folded.emit(not self.is_open)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not self.line.folds:
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ENTER and event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            self.opened.emit()
        elif key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif key == Qt.Key.Key_Space and self.line.folds:
            self.folded.emit(not self.is_open)
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            self.folded.emit(key == Qt.Key.Key_Right)
        elif key == Qt.Key.Key_E and self.line.explain:
            self.why_asked.emit()
        else:
            super().keyPressEvent(event)
