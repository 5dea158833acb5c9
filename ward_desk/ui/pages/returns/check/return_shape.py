"""Return shape: the shape of a tone, small, before a line of words."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ward_desk.ui import marks, shapes, theme


class Shape(QWidget):
    """Beside the first line of the words; what it tells is in the name of the line."""

    def __init__(self, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(12), theme.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = theme.px(9)
        box = QRectF(1, theme.px(6), side, side)
        shapes.paint_shape(painter, box, marks.SHAPE_OF_TONE[self._tone], theme.tone(self._tone).mark)
        painter.end()
