"""Count lines: what a figure is made of or a count belongs to, a line each, with a number or a mark at its end.

A line is opened by a click or Enter, and taken off by its cross or Delete where it can be.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QSizePolicy, QVBoxLayout, QWidget

from ward_desk.ui import shapes, theme
from ward_desk.ui.marks import Mark

MOST: Final = 30  # lines shown before someone asks for more
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class CountLine(NamedTuple):
    """What one line says. `key` tells which was opened; a plain line, with none, is only read."""

    key: str
    words: str
    small: str = ""  # at its end
    mark: Mark | None = None  # at its very end
    can_remove: bool = False


class LineButton(QAbstractButton):
    """One line: words, cut short where there is no room, then what stands at its end."""

    stepped = Signal(int)
    removed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.line = CountLine("", "")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_line(self, line: CountLine) -> None:
        """Show that line."""
        if line == self.line:
            return
        self.line = line
        end = ", ".join(filter(None, (line.small, line.mark.words if line.mark else "")))
        self.setAccessibleName(f"{line.words}: {end}" if end else line.words)
        self.setAccessibleDescription("Delete takes it off." if line.can_remove else "")
        self.setToolTip(f"{line.words}\n{end}" if end else line.words)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if line.key else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if line.key else Qt.CursorShape.ArrowCursor)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(160), self.fontMetrics().height() + theme.px(11))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), self.sizeHint().height())

    @property
    def _cross(self) -> QRect:
        side = self.height()
        return QRect(self.width() - side, 0, side, side) if self.line.can_remove else QRect()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen_width = 2 if theme.current() == "contrast" else 1
        painter.setPen(QPen(theme.colour("line"), pen_width))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        if self.line.key and self.underMouse():
            painter.fillRect(self.rect().adjusted(0, 0, 0, -1), theme.colour("hover"))
        room = self.rect().adjusted(theme.px(4), 0, -theme.px(4), 0)
        if self.line.can_remove:
            self._paint_cross(painter)
            room.setRight(self._cross.left())
        if self.line.mark is not None:
            room.setRight(self._paint_mark(painter, room, self.line.mark))
        if self.line.small:
            room.setRight(self._paint_small(painter, room))
        painter.setPen(theme.colour("ink" if self.line.key else "soft"))
        words = self.fontMetrics().elidedText(self.line.words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _LEFT, words)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.end()

    def _paint_cross(self, painter: QPainter) -> None:
        middle, arm = QPointF(self._cross.center()), theme.px(4)
        painter.setPen(QPen(theme.colour("soft"), 1.5))
        for side in (1, -1):
            painter.drawLine(middle + QPointF(-arm, -arm * side), middle + QPointF(arm, arm * side))

    def _paint_mark(self, painter: QPainter, room: QRect, mark: Mark) -> int:
        """Where the room for words ends then."""
        wide = self.fontMetrics().horizontalAdvance(mark.words)
        painter.setPen(theme.colour("ink"))
        painter.drawText(room, _RIGHT, mark.words)
        side = round(self.fontMetrics().height() * 0.55)
        left = room.right() - wide - side - theme.px(6)
        if mark.shape != "none":
            box = QRectF(left, room.center().y() - side / 2 + 0.5, side, side)
            shapes.paint_shape(painter, box, mark.shape, theme.tone(mark.tone).ink)
        return left - theme.px(8)

    def _paint_small(self, painter: QPainter, room: QRect) -> int:
        metrics = self.fontMetrics()
        words_wide = metrics.horizontalAdvance(self.line.words) + theme.px(10)
        most = max(room.width() // 2, room.width() - words_wide)
        shown = metrics.elidedText(self.line.small, Qt.TextElideMode.ElideRight, most)
        painter.setPen(theme.colour("soft"))
        painter.drawText(room, _RIGHT, shown)
        return room.right() - metrics.horizontalAdvance(shown) - theme.px(10)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif key == Qt.Key.Key_Delete and self.line.can_remove:
            self.removed.emit()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()  # a button would go to its neighbour; here they are for what the lines are part of
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._cross.contains(event.position().toPoint()):
            self.setDown(False)
            self.removed.emit()
        else:
            super().mouseReleaseEvent(event)


class CountLines(QWidget):
    """Such lines, one below another. Up and Down go through them."""

    opened = Signal(str)  # key of a line
    removed = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._lines: list[CountLine] = []
        self._most = MOST
        self.buttons: list[LineButton] = []  # shown or not
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_lines(self, lines: Sequence[CountLine], *, anew: bool = False) -> None:
        """Show these; `anew` begins at the first ones again. The keyboard stays in its place."""
        if anew:
            self._most = MOST
        if list(lines) != self._lines or anew:
            self._lines = list(lines)
            self._lay()

    def _lay(self) -> None:
        shown = self._lines[: self._most]
        left = len(self._lines) - len(shown)
        if left:
            shown = [*shown, CountLine("more", f"Show {min(left, MOST)} of {left:,} more")]
        here = QApplication.focusWidget()
        place = self.buttons.index(here) if isinstance(here, LineButton) and here in self.buttons else -1
        while len(self.buttons) < len(shown):
            self._add()
        for at, button in enumerate(self.buttons):
            if at < len(shown):
                button.show_line(shown[at])
            button.setVisible(at < len(shown))
        self.setVisible(bool(shown))
        if place >= len(shown) and shown:
            self.focus_line(len(shown) - 1)

    def _add(self) -> None:
        button = LineButton()
        button.clicked.connect(lambda: self._on_clicked(button))
        button.stepped.connect(lambda by: self.focus_line(self.buttons.index(button) + by))
        button.removed.connect(lambda: self.removed.emit(button.line.key))
        self.buttons.append(button)
        self._column.addWidget(button)

    def _on_clicked(self, button: LineButton) -> None:
        if button.line.key == "more":
            self._most += MOST
            self._lay()
        elif button.line.key:
            self.opened.emit(button.line.key)

    def focus_line(self, at: int = 0) -> bool:
        """Put the keyboard on a line, where there is one that can be opened."""
        if 0 <= at < len(self.buttons) and self.buttons[at].isVisibleTo(self) and self.buttons[at].line.key:
            self.buttons[at].setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False

    @property
    def lines(self) -> list[CountLine]:
        """What is shown."""
        return self._lines
