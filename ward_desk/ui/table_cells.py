"""Table cells: how the rows of a list are painted, one delegate for every kind of column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ward_desk.ui import shapes, theme
from ward_desk.ui.table_model import ALIGN, RAW, ListModel


def row_height() -> int:
    """The fixed height of a row; rows sized by what they hold cost seconds in a long list."""
    return theme.px(36)


class CellDelegate(QStyledItemDelegate):
    """Paints a row's line, its selection, and each cell by the kind of its column."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme.px(60), row_height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = cast(ListModel, index.model())
        column = model.columns[index.column()]
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if selected:
            painter.fillRect(rect, theme.colour("accent_ground"))
            if index.column() == 0 or rect.left() <= 0:
                painter.fillRect(rect.left(), rect.top(), 3, rect.height(), theme.colour("accent"))
        painter.setPen(theme.colour("track"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        room = rect.adjusted(theme.px(8), 0, -theme.px(8), -1)
        font = QFont(option.font)
        font.setPixelSize(theme.px(13 if column.kind != "rating" else 12))
        painter.setFont(font)
        painter.setPen(theme.colour("soft" if column.kind == "soft" else "ink"))
        self._paint_inside(painter, room, model, index)
        painter.restore()

    def _paint_inside(
        self, painter: QPainter, room: QRect, model: ListModel, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row, column = index.row(), index.column()
        shown = model.columns[column]
        if shown.kind == "rating":
            mark = model.mark_of(row, column)
            if mark is not None:
                shapes.paint_pill(painter, room, mark)
            return
        if shown.kind == "progress":
            value = index.data(RAW)
            if value is not None:
                shapes.paint_progress(painter, room, float(value))
            return
        if shown.kind == "trend":
            shapes.paint_sparkline(painter, room, cast("Sequence[float | None]", index.data(RAW) or ()))
            return
        words = model.words_of(row, column).replace("\n", " ")
        if shown.kind == "theme":
            place = model.record(row).get(shown.position)
            shapes.paint_theme(painter, room, place if isinstance(place, int) else None, words)
            return
        elided = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, index.data(ALIGN), elided)
