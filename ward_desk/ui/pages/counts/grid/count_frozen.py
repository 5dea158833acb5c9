"""Count names: the strip of names that stays at the left of the grid while its months are scrolled sideways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from ward_desk.ui import theme
from ward_desk.ui.pages.counts.grid.count_delegate import paint_names

if TYPE_CHECKING:
    from ward_desk.ui.pages.counts.grid.count_places import CellTable


class FrozenNames(QWidget):
    """Stands over the left of the grid when the names themselves are scrolled out of it."""

    opened = Signal()  # by a double click on the name people are on now

    def __init__(self, table: CellTable) -> None:
        super().__init__(table)
        self._table = table
        self.hide()

    def follow(self) -> None:
        """Be there when the names are not, as wide as they are, within reason."""
        table, place = self._table, self._table.name_place
        gone = place >= 0 and not table.isColumnHidden(place) and table.columnViewportPosition(place) < 0
        if gone:
            wide = min(table.columnWidth(place), max(theme.px(120), table.viewport().width() * 2 // 5))
            corner = table.viewport().geometry().topLeft()
            head = table.horizontalHeader().height()
            self.setGeometry(corner.x(), corner.y() - head, wide, head + table.viewport().height())
        self.setVisible(gone)
        if gone:
            self.raise_()

    def _row_at(self, y: int) -> int:
        head = self._table.horizontalHeader().height()
        return self._table.rowAt(y - head) if y >= head else -1

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_names(painter, self._table, self.width(), self._table.name_place)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position().toPoint().y())
        if row >= 0:
            self._table.go_to(row, self._table.currentIndex().column())
            self._table.setFocus()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position().toPoint().y())
        if row >= 0:
            self._table.go_to(row, self._table.name_place)
            self.opened.emit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = self._row_at(event.pos().y())
            index = self._table.model().index(row, self._table.name_place)
            QToolTip.showText(event.globalPos(), str(index.data() or "") if row >= 0 else "", self)
            return True
        return super().event(event)
