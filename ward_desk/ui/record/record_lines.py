"""Record lines: what belongs to a record, a line each: opened in place to be edited, ticked, taken off, all by key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ward_desk.ui.widgets import button, label, set_tone

MORE: Final = 30  # lines shown before someone asks for more
_NAME: Final = 60  # letters of a line in the name of its controls


class Line(NamedTuple):
    """What one line says."""

    id: str
    words: str
    small: str = ""  # below, in small letters
    problem: str = ""  # below that: what a person should look at
    ticked: bool = False


class _Head(QFrame):
    """The words of a line: Enter, Space or a click opens it and closes it again; arrows go to the next; Delete
    takes it off."""

    pressed = Signal()
    stepped = Signal(int)
    off = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("line")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 5)
        column.setSpacing(1)
        self._words = label("", "", wrap=True)
        self._small = label("", "small", wrap=True)
        self._problem = label("", "problem", wrap=True)
        for one in (self._words, self._small, self._problem):
            column.addWidget(one)

    def show_line(self, line: Line, *, is_open: bool) -> None:
        for one, words in ((self._words, line.words), (self._small, line.small), (self._problem, line.problem)):
            if one.text() != words:
                one.setText(words)
            one.setVisible(bool(words))
        said = ". ".join(part.rstrip(".") for part in (line.words, line.small, line.problem) if part)
        self.setAccessibleName(said)
        self.setAccessibleDescription("Open. Enter closes it." if is_open else "Enter opens it.")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_Delete:
            self.off.emit()
        else:
            super().keyPressEvent(event)


class _LineWidget(QWidget):
    """A line, and under it, while it is open, the body."""

    ticked = Signal(bool)
    off = Signal()

    def __init__(self, *, tick: bool, remove: bool) -> None:
        super().__init__()
        self.head = _Head()
        self.head.off.connect(self.off if remove else lambda: None)
        self._tick = QCheckBox() if tick else None
        self._remove = button("✕", link=True) if remove else None
        top = QHBoxLayout()
        top.setSpacing(6)
        if self._tick is not None:
            self._tick.setObjectName("tick")
            self._tick.clicked.connect(self.ticked)
            beside = QVBoxLayout()  # by the first line of the words
            beside.setContentsMargins(0, 6, 0, 0)
            beside.addWidget(self._tick)
            beside.addStretch(1)
            top.addLayout(beside)
        top.addWidget(self.head, 1)
        if self._remove is not None:
            self._remove.setObjectName("remove")
            self._remove.clicked.connect(self.off)
            top.addWidget(self._remove, 0, Qt.AlignmentFlag.AlignTop)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)
        self.column.addLayout(top)

    def show_line(self, line: Line, *, is_open: bool, read_only: bool) -> None:
        self.head.show_line(line, is_open=is_open)
        name = line.words[:_NAME]
        if self._tick is not None:
            self._tick.setChecked(line.ticked)
            self._tick.setEnabled(not read_only)
            self._tick.setAccessibleName(f"{name}: done")
        if self._remove is not None:
            self._remove.setToolTip(f"Remove “{name}”")
            self._remove.setAccessibleName(f"Remove {name}")
        set_tone(self, "open", is_open)

    def control(self, name: str) -> QWidget:
        """The control of that name; the words when the line has none."""
        found = self.findChild(QWidget, name) if name else None
        return found if found is not None else self.head


class RecordLines(QWidget):
    """Lines in the order they are given. One at a time may be open: then `body` stands under it.

    Lines that stay keep their widgets, so that the keyboard and what is half typed stay where they are.
    """

    ticked = Signal(str, bool)
    removed = Signal(str)
    opened = Signal(str)  # the id of the line opened, "" when it was closed

    def __init__(
        self, name: str, body: QWidget | None, *, tick: bool = False, remove: bool = True, read_only: bool = False
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._can_tick, self._can_remove, self._read_only = tick, remove and not read_only, read_only
        self._lines: dict[str, _LineWidget] = {}
        self._given: list[Line] = []
        self._most = MORE
        self.open_id = ""
        self._body = body
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._empty = label("", "soft", wrap=True)
        self._more = button("", link=True)
        self._more.setAutoDefault(True)
        self._more.clicked.connect(self._show_more)
        self._column.addWidget(self._empty)
        self._column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        if body is not None:
            self._column.addWidget(body)
            body.hide()

    @property
    def ids(self) -> list[str]:
        """The lines there are, shown or not, in their order."""
        return [one.id for one in self._given]

    def show_lines(self, lines: Sequence[Line], empty: str) -> None:
        """Show these lines; `empty` is said when there are none."""
        self._given = list(lines)
        if self.open_id not in self.ids:
            self._put_body_away()
        self._lay()
        self._empty.setText(empty)
        self._empty.setVisible(not lines)

    def _lay(self) -> None:
        shown = self._given[: self._most]
        wanted = {one.id for one in shown}
        place = self._keyboard()
        for row_id in [one for one in self._lines if one not in wanted]:
            gone = self._lines.pop(row_id)
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for at, line in enumerate(shown):
            widget = self._lines.get(line.id)
            if widget is None:
                widget = self._lines[line.id] = self._make(line.id)
            if self._column.indexOf(widget) != at:
                self._column.removeWidget(widget)
                self._column.insertWidget(at, widget)
                widget.show()
            widget.show_line(line, is_open=line.id == self.open_id, read_only=self._read_only)
        left = len(self._given) - len(shown)
        self._more.setText(f"Show {min(left, MORE)} older of {left}")
        self._more.setVisible(left > 0)
        if place is not None and place[1] not in self._lines:
            self._give_keyboard(place[0], place[2])

    def _make(self, row_id: str) -> _LineWidget:
        line = _LineWidget(tick=self._can_tick, remove=self._can_remove)
        line.head.pressed.connect(lambda: self.open_line("" if row_id == self.open_id else row_id))
        line.head.stepped.connect(lambda by: self._step(row_id, by))
        line.ticked.connect(lambda on: self.ticked.emit(row_id, on))
        line.off.connect(lambda: self.removed.emit(row_id))
        return line

    def _show_more(self) -> None:
        at = self._most
        self._most += MORE
        self._lay()
        self._give_keyboard(at, "")

    def show_from_top(self) -> None:
        """Another record's lines come: the newest of them, all closed."""
        self._most = MORE
        self._put_body_away()

    def open_line(self, row_id: str) -> None:
        """Open a line, or with "" close the one that is open."""
        if self._body is None or (row_id and row_id not in self.ids):
            return
        if row_id and row_id not in self._lines:  # an older one
            self._most = self.ids.index(row_id) + 1
            self._lay()
        self.opened.emit(row_id)  # first: what is half typed in the body belongs to the line it leaves
        self._put_body_away()
        self.open_id = row_id
        if row_id:
            self._lines[row_id].column.addWidget(self._body)
            self._body.show()
        for line in self._given:
            if line.id in self._lines:
                self._lines[line.id].show_line(line, is_open=line.id == row_id, read_only=self._read_only)

    def _put_body_away(self) -> None:
        body, self.open_id = self._body, ""
        if body is None or body.parentWidget() is self:
            return
        here = QApplication.focusWidget()
        line = body.parentWidget()
        if here is not None and body.isAncestorOf(here) and isinstance(line, _LineWidget):
            line.head.setFocus(Qt.FocusReason.OtherFocusReason)
        body.hide()
        self._column.addWidget(body)

    def _step(self, row_id: str, by: int) -> None:
        ids = [one for one in self.ids if one in self._lines]
        at = ids.index(row_id) + by
        if 0 <= at < len(ids):
            self._lines[ids[at]].head.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_line(self, row_id: str) -> None:
        """Put the keyboard on a line."""
        if row_id in self._lines:
            self._lines[row_id].head.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keyboard(self) -> tuple[int, str, str] | None:
        """The place and id of the line the keyboard is on, and its control."""
        here = QApplication.focusWidget()
        for row_id, line in self._lines.items():
            if here is not None and line.isAncestorOf(here):
                return self._column.indexOf(line), row_id, here.objectName()
        return None

    def _give_keyboard(self, place: int, control: str) -> None:
        ids = [one.id for one in self._given[: self._most]]
        if ids:
            line = self._lines[ids[min(place, len(ids) - 1)]]
            line.show()  # the layout would show it only later, and what is hidden takes no keyboard
            line.control(control).setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
