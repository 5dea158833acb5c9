"""Count delegate: how the grid paints its cells: a gap is shaded, a figure from events slants, a sum is bold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, Qt
from PySide6.QtGui import QFont, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from ward_desk.core.fields import text
from ward_desk.ui import shapes, theme
from ward_desk.ui.pages.counts.grid.count_cells import (
    CLOSED,
    EVENTS,
    MISSING,
    REFUSED,
    SUM,
    UNAVAILABLE,
    GridCell,
)
from ward_desk.ui.pages.counts.grid.count_grid import CELLS, PADDING, cell_of
from ward_desk.ui.table.table_cells import CellDelegate
from ward_desk.ui.table.table_model import ListModel

if TYPE_CHECKING:
    from ward_desk.ui.pages.counts.grid.count_places import CellTable

Index = QModelIndex | QPersistentModelIndex

_INKS: Final = {MISSING: "amber_ink", REFUSED: "red_ink", UNAVAILABLE: "soft", CLOSED: "soft"}
_GROUNDS: Final = {MISSING: "amber_ground", REFUSED: "red_ground"}
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_TOP_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop


class CountDelegate(CellDelegate):
    """Paints the cells of months, quarters and the year; all others are painted as in every list."""

    def __init__(self, table: CellTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, here = cast(ListModel, index.model()), self._table.currentIndex()
        key = model.columns[index.column()].key
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        current = index.row() == here.row() and index.column() == here.column()
        lone = current and not self._table.has_block
        figures = CELLS in (record := model.record(index.row())) and key in cast("dict[str, GridCell]", record[CELLS])
        if figures:
            self._paint_figure(painter, option, cell_of(record, key), marked=selected and not lone)
        else:
            shown = QStyleOptionViewItem(option)
            marked = (selected and not lone) or (key == "name" and index.row() == here.row())
            flag = QStyle.StateFlag.State_Selected
            shown.state = option.state | flag if marked else option.state & ~flag
            super().paint(painter, shown, index)
        if current:
            self._paint_ring(painter, option.rect)

    def _paint_figure(self, painter: QPainter, option: QStyleOptionViewItem, cell: GridCell, *, marked: bool) -> None:
        rect: QRect = option.rect
        painter.save()
        ground = "accent_ground" if marked else _GROUNDS.get(cell.state)
        if ground:
            painter.fillRect(rect, theme.colour(ground))
        painter.setPen(theme.colour("track"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        room = rect.adjusted(theme.px(PADDING), 0, -theme.px(PADDING), -1)
        font = QFont(option.font)
        font.setPixelSize(theme.px(13))
        font.setItalic(cell.state == EVENTS)
        font.setBold(cell.state == SUM)
        painter.setFont(font)
        ink = _INKS.get(cell.state) or ("soft" if cell.unsure else "ink")
        painter.setPen(theme.colour(ink))
        if cell.state == REFUSED:
            font.setUnderline(True)
            painter.setFont(font)
        words = painter.fontMetrics().elidedText(cell.words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _RIGHT, words)
        if cell.signs:
            painter.setFont(theme.font(size=9, bold=True))
            painter.setPen(theme.colour("accent"))
            painter.drawText(rect.adjusted(0, 0, -3, 0), _TOP_RIGHT, cell.signs)
        if cell.waiting:
            _paint_corner(painter, rect)
        painter.restore()

    def _paint_inside(self, painter: QPainter, room: QRect, model: ListModel, index: Index) -> None:
        if model.columns[index.column()].key != "trend":
            super()._paint_inside(painter, room, model, index)
            return
        arrow = text(model.record(index.row()), "arrow")
        wide = painter.fontMetrics().horizontalAdvance("→") + theme.px(4)
        super()._paint_inside(painter, room.adjusted(0, 0, -wide, 0), model, index)
        painter.drawText(room, _RIGHT, arrow)

    def _paint_ring(self, painter: QPainter, rect: QRect) -> None:
        painter.save()
        strong = self._table.hasFocus()
        painter.setPen(QPen(theme.colour("accent" if strong else "field_line"), 2 if strong else 1))
        painter.drawRect(rect.adjusted(1, 1, -1, -2))
        painter.restore()


def _paint_corner(painter: QPainter, rect: QRect) -> None:
    """Some of it is still to come: events with nobody counted."""
    side = theme.px(7)
    corner = QPointF(rect.left(), rect.top())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("amber"))
    painter.drawPolygon(QPolygonF([corner, corner + QPointF(side, 0), corner + QPointF(0, side)]))


def paint_names(painter: QPainter, table: CellTable, width: int, place: int) -> None:
    """The names of the rows on screen, in a strip that stays while the months scroll."""
    model, delegate = cast(ListModel, table.model()), table.itemDelegate()
    head = table.horizontalHeader().height()
    low = head + table.viewport().height()
    painter.fillRect(0, 0, width, low, theme.colour("card"))
    painter.setFont(theme.font(size=12, bold=True))
    painter.setPen(theme.colour("soft"))
    heading = QRect(theme.px(8), 0, width - theme.px(10), head)
    painter.drawText(heading, shapes.LEFT_MIDDLE, model.columns[place].heading)
    painter.setClipRect(0, head, width, low - head)
    row = max(0, table.rowAt(0))
    while row < model.rowCount() and table.rowViewportPosition(row) < table.viewport().height():
        option = QStyleOptionViewItem()
        option.font = table.font()
        option.rect = QRect(0, head + table.rowViewportPosition(row), width, table.rowHeight(row))
        delegate.paint(painter, option, model.index(row, place))
        row += 1
    painter.setClipping(False)
    painter.setPen(theme.colour("line"))
    painter.drawLine(0, head - 1, width, head - 1)
    painter.setPen(theme.colour("field_line"))
    painter.drawLine(width - 1, 0, width - 1, low)
