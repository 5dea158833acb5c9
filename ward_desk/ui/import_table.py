"""Import table: what the tables of every import share: their look and their keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QEvent, QItemSelectionModel, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ward_desk.ui import shapes, theme
from ward_desk.ui.table.table_cells import row_height
from ward_desk.ui.table.table_model import Index


class ImportCells(QStyledItemDelegate):
    """Paints the cells of an import: the ground and the line of the row, what the cell says, and the focus."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.px(40), row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        ground = "accent_ground" if state & QStyle.StateFlag.State_Selected else self.ground(index)
        if ground:
            painter.fillRect(rect, theme.colour(ground))
        painter.setPen(theme.colour("track"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        self.paint_cell(painter, rect.adjusted(theme.px(8), 0, -theme.px(8), -1), index)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def ground(self, index: Index) -> str:
        """The colour under a cell that is not chosen; "" for none."""
        return ""

    def paint_cell(self, painter: QPainter, room: QRect, index: Index) -> None:
        """Paint what a cell says."""
        raise NotImplementedError


def paint_words(painter: QPainter, room: QRect, words: str) -> None:
    """Words in the middle of a row, cut to their room."""
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, shapes.LEFT_MIDDLE, shown)


class ImportTable(QTableView):
    """Rows as they will be. Space or Delete leaves the chosen ones out, or takes them in again."""

    left_out = Signal(list)  # the keys of the rows chosen

    def __init__(self, model: QAbstractItemModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ready = False
        self.setModel(model)
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def chosen(self) -> Sequence[object]:
        """The keys of the chosen rows."""
        raise NotImplementedError

    def size_columns(self) -> None:
        """Give the columns the sizes of the text in use."""
        raise NotImplementedError

    def chosen_rows(self) -> list[int]:
        """The places of the rows chosen as a whole."""
        return sorted({index.row() for index in self.selectionModel().selectedRows()})

    def fit(self) -> None:
        """Give rows and columns the sizes of the text in use."""
        self._ready = True
        self.verticalHeader().setMinimumSectionSize(row_height())
        self.verticalHeader().setDefaultSectionSize(row_height())
        self.size_columns()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and getattr(self, "_ready", False):  # Qt asks before it is made
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Delete):
            if chosen := self.chosen():
                self.left_out.emit(list(chosen))
        else:
            super().keyPressEvent(event)


class ImportRowTable(ImportTable):
    """Rows chosen as a whole, whose columns share the width there is."""

    def __init__(self, model: QAbstractItemModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(model, name, parent)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def be_on(self, row: int, column: int) -> None:
        """Be on a row, and choose it alone."""
        flags = QItemSelectionModel.SelectionFlag
        index = self.model().index(row, column)
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
