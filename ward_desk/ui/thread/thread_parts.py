"""Thread parts: a link that gives way where there is little room, and a place records are dropped on."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

from ward_desk.ui import drag_records, theme

ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PADDED: Final = 4  # px beside the words of a link


class Link(QPushButton):
    """A link in a thread: it ends in "…" where there is no room for it, and the arrows go on to what stands above and
    below it, as from a record."""

    def __init__(self, words: str, tip: str = "") -> None:
        super().__init__(words)
        self._whole, self._tip = words, tip
        self.setAutoDefault(False)
        self.setProperty("link", True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(tip)
        self.setAccessibleName(words)

    def set_words(self, words: str) -> None:
        """Change the text."""
        self._whole = words
        self.setText(words)
        self.setAccessibleName(words)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        self.ensurePolished()  # its letters are known only then
        hint, metrics = super().sizeHint(), self.fontMetrics()
        cut = metrics.horizontalAdvance(self._whole) - metrics.horizontalAdvance(self.text())
        return QSize(hint.width() + cut, hint.height())

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), theme.px(60)), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - _PADDED
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        if shown != self.text():
            self.setText(shown)
        self.setToolTip(self._tip if shown == self._whole else self._whole)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
        elif event.key() in ENTER:
            self.click()
        else:
            super().keyPressEvent(event)


class DropPlace(QWidget):
    """Takes records dragged from a list or a thread."""

    dropped = Signal(tuple)  # records

    def __init__(self) -> None:
        super().__init__()
        self._over = False
        self.setAcceptDrops(True)

    def may_drop(self, records: tuple[drag_records.Record, ...]) -> bool:
        """Whether these can be linked here."""
        raise NotImplementedError

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._consider(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._consider(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._mark(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._mark(False)
        records = drag_records.decode(event.mimeData())
        if records and self.may_drop(records):
            event.setDropAction(Qt.DropAction.LinkAction)
            event.accept()
            self.dropped.emit(records)
        else:
            event.ignore()

    def _consider(self, event: QDragMoveEvent) -> None:
        records = drag_records.decode(event.mimeData())
        fits = bool(records) and self.may_drop(records)
        self._mark(fits)
        if fits:
            event.setDropAction(Qt.DropAction.LinkAction)
            event.accept()
        else:
            event.ignore()

    def _mark(self, over: bool) -> None:
        if over != self._over:
            self._over = over
            self.update()
