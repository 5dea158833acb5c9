"""Answer bars: how many people gave each answer, as a bar with its number and share beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ward_desk.ui import shapes, theme

_ROW = 28  # px at 100 %


class AnswerBars(QWidget):
    """One bar an answer, in the order given. Shares are of those who answered, so several choices pass 100 %."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: Sequence[tuple[str, int]] = ()
        self._base = 0
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_lines(self, lines: Sequence[tuple[str, int]], base: int) -> None:
        """Show (answer, how many gave it) of `base` people who answered."""
        self._lines, self._base = tuple(lines), base
        said = [f"{words}: {number}{self._share(number)}" for words, number in self._lines]
        self.setAccessibleDescription(". ".join(said))
        self.setToolTip("\n".join(said))
        self.updateGeometry()
        self.update()

    def _share(self, number: int) -> str:
        return f", {round(100 * number / self._base)}%" if self._base else ""

    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), theme.px(_ROW) * max(1, len(self._lines)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(220), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(size=13))
        metrics = painter.fontMetrics()
        most = max((number for _, number in self._lines), default=0) or 1
        widest = max((metrics.horizontalAdvance(words) for words, _ in self._lines), default=0)
        left = min(widest + 16, round(self.width() * 0.42))
        right = metrics.horizontalAdvance(f"{most}, 100%") + 12
        for place, (words, number) in enumerate(self._lines):
            top, high = place * theme.px(_ROW), theme.px(_ROW)
            painter.setPen(theme.colour("ink"))
            elided = metrics.elidedText(words, Qt.TextElideMode.ElideRight, left - 10)
            painter.drawText(QRectF(0, top, left, high), shapes.LEFT_MIDDLE, elided)
            wide = (self.width() - left - right) * number / most
            if number:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour("accent"))
                painter.drawRoundedRect(QRectF(left, top + 5, max(2.0, wide), high - 10), 2, 2)
            painter.setPen(theme.colour("soft"))
            beside = QRectF(left + max(0.0, wide) + 6, top, right, high)
            painter.drawText(beside, shapes.LEFT_MIDDLE, f"{number}{self._share(number)}")
        painter.end()
