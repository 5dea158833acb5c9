"""Results scale: a scale as one bar from its low to its high end, and a key of its options that wraps."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ward_desk.core.surveys.scale_shares import Scale, share_words
from ward_desk.ui import shapes, theme
from ward_desk.ui.charts.scale_tones import letters_on, mixed, tones

_BAR = 28  # px at 100 %
_LINE = 22


class ScaleBar(QWidget):
    """One scale. Each part says its number where there is room; the key under it says every one of them."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = Scale((), ())
        self.setAccessibleName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_scale(self, scale: Scale) -> None:
        """Show how a scale was answered."""
        self._scale = scale
        self.setAccessibleDescription(". ".join(self._words))
        self.updateGeometry()
        self.update()

    @property
    def _words(self) -> list[str]:
        base = self._scale.base
        return [f"{step.words}: {step.number:,}, {share_words(step.number, base)}" for step in self._scale.steps]

    def _places(self, width: int) -> list[tuple[int, int, int]]:
        """Where each word of the key stands in that width: left, line and its own width."""
        metrics = QFontMetrics(theme.font(size=12.5))
        square, made, x, line = metrics.height() + 2, [], 0, 0
        for words in self._words:
            wide = min(square + metrics.horizontalAdvance(words) + theme.px(14), width)
            if x and x + wide > width:
                x, line = 0, line + 1
            made.append((x, line, wide))
            x += wide
        return made

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        lines = max((line for _, line, _ in self._places(width)), default=0) + 1
        return theme.px(_BAR) + theme.px(6) + lines * theme.px(_LINE)

    def sizeHint(self) -> QSize:
        width = self.width() if self.width() > theme.px(200) else theme.px(420)
        return QSize(theme.px(420), self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(_BAR) + theme.px(_LINE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def words_at(self, x: int) -> str:
        """What the part of the bar at that place says."""
        start, base = 0.0, self._scale.base or 1
        for step, words in zip(self._scale.steps, self._words, strict=True):
            start += self.width() * step.number / base
            if x < start:
                return words
        return ""

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            inside = event.pos().y() <= theme.px(_BAR)
            QToolTip.showText(event.globalPos(), self.words_at(event.pos().x()) if inside else "", self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(size=12.5))
        metrics, high = painter.fontMetrics(), theme.px(_BAR)
        base, start = self._scale.base or 1, 0.0
        colours = [mixed(_role, tone) for tone in tones(len(self._scale.steps))]
        for step, colour in zip(self._scale.steps, colours, strict=True):
            wide = self.width() * step.number / base
            if wide:
                box = QRectF(start, 0, wide, high)
                painter.fillRect(box.adjusted(0, 0, -1.5 if wide > 4 else 0, 0), QColor(colour))
                if metrics.horizontalAdvance(f"{step.number:,}") + 8 <= wide:
                    painter.setPen(QColor(letters_on(colour)))
                    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"{step.number:,}")
            start += wide
        side = metrics.height() * 0.7
        for (x, line, wide), words, colour in zip(self._places(self.width()), self._words, colours, strict=True):
            top = high + theme.px(6) + line * theme.px(_LINE)
            painter.setPen(QPen(theme.colour("field_line"), 1))
            painter.setBrush(QColor(colour))
            painter.drawRect(QRectF(x + 0.5, top + (theme.px(_LINE) - side) / 2, side, side))
            painter.setPen(theme.colour("ink"))
            left = x + metrics.height() + 2
            room = wide - metrics.height() - 4
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRectF(left, top, room, theme.px(_LINE)), shapes.LEFT_MIDDLE, shown)
        painter.end()


def _role(name: str) -> str:
    return theme.colour(name).name()
