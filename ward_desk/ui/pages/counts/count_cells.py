"""Count cells: how the grid of activity counts paints its months: a gap is shaded, a figure from events slants."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtGui import QPainter

from ward_desk.ui import theme
from ward_desk.ui.pages.counts.count_words import EVENTS, MISSING, UNAVAILABLE
from ward_desk.ui.table.table_cells import CellDelegate
from ward_desk.ui.table.table_model import ListModel

PADDING = 3  # px at 100 % at each side of a month's figure: twelve of them share the width


def month_key(place: int) -> str:
    """The key of the column of a month, counted from nought at the start of the financial year."""
    return f"month_{place}"


def state_key(place: int) -> str:
    """Where a row says what the cell of that month is."""
    return f"state_{place}"


class CountDelegate(CellDelegate):
    """Paints the cells of months; all others are painted as in every list."""

    def _paint_inside(
        self, painter: QPainter, room: QRect, model: ListModel, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        key = model.columns[index.column()].key
        if key.startswith("month_"):
            state = model.record(index.row()).get(f"state_{key.removeprefix('month_')}")
            wider = theme.px(8 - PADDING)
            room = room.adjusted(-wider, 0, wider, 0)
            if state == MISSING:
                painter.fillRect(room.adjusted(-1, 1, 1, 0), theme.colour("amber_ground"))
                painter.setPen(theme.colour("amber_ink"))
            elif state == UNAVAILABLE:
                painter.setPen(theme.colour("soft"))
            elif state == EVENTS:
                font = painter.font()
                font.setItalic(True)
                painter.setFont(font)
        super()._paint_inside(painter, room, model, index)
