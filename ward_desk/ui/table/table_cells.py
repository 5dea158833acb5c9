"""Table cells: how the rows of a list are painted, one delegate for every kind of column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ward_desk.ui import shapes, theme
from ward_desk.ui.table.table_groups import Heading
from ward_desk.ui.table.table_model import ALIGN, RAW, ListModel


def row_height() -> int:
    """The fixed height of a row; rows sized by what they hold cost seconds in a long list."""
    return theme.px(36)


def paint_heading(painter: QPainter, row: QRect, heading: Heading, *, current: bool) -> None:
    """The heading of a group, across its whole row: which way it is folded, its words, how many stand under it."""
    painter.save()
    painter.fillRect(row, theme.colour("accent_ground" if current else "ground"))
    if current:
        painter.fillRect(row.left(), row.top(), 3, row.height(), theme.colour("accent"))
    painter.setPen(theme.colour("line"))
    painter.drawLine(row.bottomLeft(), row.bottomRight())
    _paint_triangle(painter, row, folded=heading.folded)
    room = row.adjusted(theme.px(26), 0, -theme.px(8), -1)
    painter.setFont(theme.font(size=13, bold=True))
    painter.setPen(theme.colour("ink"))
    number = f"{heading.number:,}"
    beside = theme.px(8)
    words_room = room.width() - painter.fontMetrics().horizontalAdvance(number) - beside
    words = painter.fontMetrics().elidedText(heading.words, Qt.TextElideMode.ElideRight, words_room)
    painter.drawText(room, shapes.LEFT_MIDDLE, words)
    room.setLeft(room.left() + painter.fontMetrics().horizontalAdvance(words) + beside)
    painter.setFont(theme.font(size=12))
    painter.setPen(theme.colour("soft"))
    painter.drawText(room, shapes.LEFT_MIDDLE, number)
    painter.restore()


def _paint_triangle(painter: QPainter, row: QRect, *, folded: bool) -> None:
    """Points down over an open group, to the right at a folded one."""
    side, middle = theme.px(4), QPointF(row.left() + theme.px(15), row.center().y() + 0.5)
    across, along = QPointF(side, 0), QPointF(0, side)
    if folded:
        across, along = along, across
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("soft"), 1.6))
    painter.drawPolyline([middle - across - along / 2, middle + along / 2, middle + across - along / 2])
    painter.restore()


class CellDelegate(QStyledItemDelegate):
    """Paints a row's line, its selection, and each cell by the kind of its column."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme.px(60), row_height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = cast(ListModel, index.model())
        if model.heading_at(index.row()) is not None:
            return  # the table paints it over the whole row
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
        below = model.under.get(shown.key)
        beneath = model.words_of(row, below) if below is not None else ""
        if beneath:
            tone = model.columns[below].under_tone if below is not None else ""
            room = self._paint_beneath(painter, room, beneath, tone)
        elided = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, index.data(ALIGN), elided)

    def _paint_beneath(self, painter: QPainter, room: QRect, words: str, tone: str) -> QRect:
        """Small words in the lower part of a cell, as what needs someone is written. Gives the room above them."""
        painter.save()
        painter.setFont(theme.font(size=11))
        metrics = painter.fontMetrics()
        lines = metrics.height() + QFontMetrics(theme.font(size=13)).height()
        top = room.top() + max(0, (room.height() - lines) // 2)
        upper = QRect(room.left(), top, room.width(), lines - metrics.height())
        lower = QRect(room.left(), upper.bottom() + 1, room.width(), metrics.height())
        painter.setPen(theme.colour(f"{tone}_ink"))
        elided = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(lower, shapes.LEFT_MIDDLE, elided)
        painter.restore()
        return upper
