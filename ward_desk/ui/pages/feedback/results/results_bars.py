"""Results bars: how many people gave each answer, as a bar with its number and share beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ward_desk.core.surveys.scale_shares import share_words
from ward_desk.ui import shapes, theme

_ROW = 26  # px at 100 %
_GAP = "   "  # between a number and its share


class AnswerBars(QWidget):
    """One bar an answer, in the order given. Shares are of those who answered, so several choices pass 100 %."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: Sequence[tuple[str, int]] = ()
        self._base = 0
        self._shares = True
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_lines(self, lines: Sequence[tuple[str, int]], base: int, *, shares: bool = True) -> None:
        """Show (answer, how many gave it) of `base` people who answered; themes of comments have no shares."""
        self._lines, self._base, self._shares = tuple(lines), base, shares
        self.setAccessibleDescription(". ".join(self._said(words, number) for words, number in self._lines))
        self.updateGeometry()
        self.update()

    def _beside(self, number: int, gap: str = _GAP) -> str:
        share = share_words(number, self._base) if self._shares else ""
        return f"{number:,}{gap}{share}" if share else f"{number:,}"

    def _said(self, words: str, number: int) -> str:
        return f"{words}: {self._beside(number, ', ')}"

    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), theme.px(_ROW) * max(1, len(self._lines)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), self.sizeHint().height())

    def words_at(self, y: int) -> str:
        """What stands at a height of the picture, in full."""
        place = y // theme.px(_ROW)
        if not 0 <= place < len(self._lines):
            return ""
        return self._said(*self._lines[place])

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.words_at(event.pos().y()), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(size=13))
        metrics = painter.fontMetrics()
        most = max((number for _, number in self._lines), default=0) or 1
        widest = max((metrics.horizontalAdvance(words) for words, _ in self._lines), default=0)
        left = min(widest + 12, round(self.width() * 0.5))
        right = max((metrics.horizontalAdvance(self._beside(number)) for _, number in self._lines), default=0) + 10
        high = theme.px(_ROW)
        for place, (words, number) in enumerate(self._lines):
            top = place * high
            painter.setPen(theme.colour("ink"))
            elided = metrics.elidedText(words, Qt.TextElideMode.ElideRight, left - 10)
            painter.drawText(QRectF(0, top, left, high), shapes.LEFT_MIDDLE, elided)
            wide = max(0.0, (self.width() - left - right) * number / most)
            if number:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour("accent"))
                painter.drawRoundedRect(QRectF(left, top + high * 0.2, max(2.0, wide), high * 0.6), 2, 2)
            painter.setPen(theme.colour("soft"))
            painter.drawText(QRectF(left + wide + 6, top, right, high), shapes.LEFT_MIDDLE, self._beside(number))
        painter.end()
