"""Event checklist: "before you leave the hall", each line a button that goes to its place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from ward_desk.service.events.event_checks import Check
from ward_desk.ui import shapes, theme
from ward_desk.ui.pages.events.recorded.event_lines import ENTER

_SHAPES = {"done": ("green", "tick"), "wanted": ("amber", "triangle"), "later": ("grey", "ring")}
_SPOKEN = {"done": "in place", "wanted": "still wanted", "later": "for the day"}
_WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


class CheckLine(QAbstractButton):
    """One line: its shape, its words, and a way to its place."""

    def __init__(self, check: Check) -> None:
        super().__init__()
        self.check = check
        self.setText(check.words)
        self.setAccessibleName(f"{check.words}: {_SPOKEN[check.level]}")
        self.setToolTip("Go there")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _room(self, width: int) -> int:
        return max(theme.px(60), width - theme.px(34))

    def heightForWidth(self, width: int) -> int:
        room = QRect(0, 0, self._room(width), 10_000)
        return self.fontMetrics().boundingRect(room, _WRAPPED, self.text()).height() + theme.px(8)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), self.heightForWidth(max(self.width(), theme.px(200))))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(90), self.fontMetrics().height() + theme.px(8))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus() or self.underMouse():
            painter.setPen(theme.colour("accent") if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("hover"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        tone, shape = _SHAPES[self.check.level]
        side, high = theme.px(11), self.fontMetrics().height()
        shapes.paint_shape(
            painter, QRectF(theme.px(4), theme.px(4) + (high - side) / 2, side, side), shape, theme.tone(tone).mark
        )
        painter.setPen(theme.colour("soft" if self.check.level == "later" else "ink"))
        room = QRect(theme.px(24), theme.px(4), self._room(self.width()), self.height() - theme.px(4))
        painter.drawText(room, _WRAPPED, self.text())
        painter.end()


class Checklist(QWidget):
    """The checklist of one event."""

    asked = Signal(str)  # the place of the line that was pressed

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: list[Check] | None = None
        self.lines: list[CheckLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)

    def load(self, checks: Sequence[Check]) -> None:
        """Show these lines; unchanged ones are left as they are, keyboard and all."""
        if list(checks) == self._shown:
            return
        self._shown = list(checks)
        had = next((line.check.place for line in self.lines if line.hasFocus()), "")
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.lines = [CheckLine(check) for check in checks]
        for line in self.lines:
            self._column.addWidget(line)
            line.clicked.connect(lambda _=False, place=line.check.place: self.asked.emit(place))
            if had and line.check.place == had:
                line.show()
                line.setFocus(Qt.FocusReason.OtherFocusReason)
