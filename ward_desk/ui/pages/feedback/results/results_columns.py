"""Results columns: numbers people gave as a small histogram, or dates by month."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ward_desk.ui import theme

_HIGH = 116  # px at 100 %
_WIDEST = 64  # px of one column
CENTRE = Qt.AlignmentFlag.AlignCenter


class Columns(QWidget):
    """One column for each place, its number over it and its name under it where there is room."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: Sequence[tuple[str, int]] = ()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_lines(self, lines: Sequence[tuple[str, int]]) -> None:
        """Show (name, how many) from left to right."""
        self._lines = tuple(lines)
        self.setAccessibleDescription(". ".join(f"{words}: {number:,}" for words, number in self._lines))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), theme.px(_HIGH))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(_HIGH))

    @property
    def _step(self) -> float:
        return min(self.width() / max(1, len(self._lines)), float(theme.px(_WIDEST)))

    def words_at(self, x: int) -> str:
        """What the column at that place says."""
        place = int(x // self._step)
        if not 0 <= place < len(self._lines):
            return ""
        words, number = self._lines[place]
        return f"{words}: {number:,}"

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.words_at(event.pos().x()), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(size=12))
        metrics = painter.fontMetrics()
        line, step = metrics.height(), self._step
        foot = self.height() - line - 2
        room = foot - line - 4
        most = max((number for _, number in self._lines), default=0) or 1
        widest = max((metrics.horizontalAdvance(words) for words, _ in self._lines), default=0) + 6
        every = max(1, -(-widest // max(1, int(step))))  # so many columns share one name
        for place, (words, number) in enumerate(self._lines):
            left, high = place * step, room * number / most
            if number:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour("accent"))
                painter.drawRoundedRect(QRectF(left + step * 0.14, foot - high, step * 0.72, max(high, 2.0)), 2, 2)
            shown = f"{number:,}"
            painter.setPen(theme.colour("soft"))
            if metrics.horizontalAdvance(shown) <= step:
                painter.drawText(QRectF(left, foot - high - line - 1, step, line), CENTRE, shown)
            if place % every == 0:
                painter.setPen(theme.colour("ink"))
                wide = max(step, float(widest)) if every > 1 else step
                start = max(0.0, min(left + step / 2 - wide / 2, self.width() - wide))
                painter.drawText(QRectF(start, foot + 2, wide, line), CENTRE, words)
        painter.setPen(QPen(theme.colour("field_line"), 1))
        painter.drawLine(QPointF(0, foot + 0.5), QPointF(step * len(self._lines), foot + 0.5))
        painter.end()
