"""Return shape: the shape of a tone, small, before a line of words; and words whose references stay in one piece."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ward_desk.ui import marks, shapes, theme

_IN_A_REF: Final = re.compile(r"(?<=[A-Z])-(?=[A-Z]?[0-9])")


def whole_refs(words: str) -> str:
    """The words for showing, where no line ends inside "CHE-C08". Never for keeping: the hyphen is another one."""
    return _IN_A_REF.sub("\N{NON-BREAKING HYPHEN}", words)


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
