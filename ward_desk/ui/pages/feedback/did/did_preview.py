"""Did preview: the sheets of a poster as they will be printed, one at a time, as large as there is room."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ward_desk.ui import theme
from ward_desk.ui.paper.poster_pages import PosterPages, Sheet

_BEFORE = (Qt.Key.Key_PageUp, Qt.Key.Key_Left, Qt.Key.Key_Up)
_AFTER = (Qt.Key.Key_PageDown, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Space)


class PosterPreview(QWidget):
    """One sheet of a poster. Paper is white whatever the window wears."""

    turned = Signal(int)  # the sheet shown, counted from nought

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: PosterPages | None = None
        self._sheet: Sheet | None = None
        self.number = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("The poster")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_pages(self, pages: PosterPages, sheet: Sheet, words: str) -> None:
        """Show these sheets, from the one people were on; `words` are what they say, for who can't see them."""
        self._pages, self._sheet = pages, sheet
        self.setAccessibleDescription(words)
        self.turn(self.number)

    def turn(self, number: int) -> None:
        """Go to a sheet."""
        if self._pages is not None:
            self.number = min(max(number, 0), len(self._pages) - 1)
            self.turned.emit(self.number)
            self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(180), theme.px(240))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(460), theme.px(650))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _BEFORE:
            self.turn(self.number - 1)
        elif event.key() in _AFTER:
            self.turn(self.number + 1)
        elif event.key() == Qt.Key.Key_Home:
            self.turn(0)
        elif event.key() == Qt.Key.Key_End and self._pages is not None:
            self.turn(len(self._pages) - 1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._pages is None or self._sheet is None:
            return
        painter = QPainter(self)
        edge = 3
        scale = min((self.width() - 2 * edge) / self._sheet.width, (self.height() - 2 * edge) / self._sheet.height)
        wide, high = self._sheet.width * scale, self._sheet.height * scale
        paper = QRectF((self.width() - wide) / 2, (self.height() - high) / 2, wide, high)
        painter.fillRect(paper, QColor(Qt.GlobalColor.white))
        painter.setPen(QPen(theme.colour("accent" if self.hasFocus() else "line"), 2 if self.hasFocus() else 1))
        painter.drawRect(paper)
        painter.translate(paper.topLeft())
        self._pages.paint_page(painter, self.number, wide, high)
        painter.end()
