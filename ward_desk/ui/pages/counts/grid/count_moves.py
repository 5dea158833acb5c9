"""Count moves: where each key goes in the grid of figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt

from ward_desk.ui.table.table_cells import row_height

if TYPE_CHECKING:
    from ward_desk.ui.pages.counts.grid.count_places import CellTable

_KEY: Final = Qt.Key
_ARROWS: Final = {_KEY.Key_Up: (-1, 0), _KEY.Key_Down: (1, 0), _KEY.Key_Left: (0, -1), _KEY.Key_Right: (0, 1)}

Cell = tuple[int, int]  # row and column


def target(table: CellTable, key: Qt.Key, *, control: bool) -> Cell | None:
    """Where a key goes from the current cell; None for a key that goes nowhere."""
    here, shown, last = table.currentIndex(), table.places(), table.model().rowCount() - 1
    if not here.isValid() or last < 0:
        return None
    row, at = here.row(), shown.index(here.column()) if here.column() in shown else 0
    if key in _ARROWS:
        down, right = _ARROWS[key]
        if control:
            return (last * (down > 0), shown[at]) if down else (row, _edge(table, shown[at], right))
        return min(max(row + down, 0), last), shown[min(max(at + right, 0), len(shown) - 1)]
    if key in (_KEY.Key_PageUp, _KEY.Key_PageDown):
        page = max(1, table.viewport().height() // row_height() - 1)
        return min(max(row + (page if key == _KEY.Key_PageDown else -page), 0), last), shown[at]
    if key in (_KEY.Key_Home, _KEY.Key_End):
        if control:
            row = 0 if key == _KEY.Key_Home else last
        return row, _end(table, shown, shown[at], first=key == _KEY.Key_Home)
    return None


def _edge(table: CellTable, place: int, right: int) -> int:
    """The first or the last month shown; from there, the first or the last column."""
    return _end(table, table.places(), place, first=right < 0)


def _end(table: CellTable, shown: list[int], place: int, *, first: bool) -> int:
    months, end = table.periods(), 0 if first else -1
    beyond = not months or (place <= months[0] if first else place >= months[-1])
    return shown[end] if beyond else months[end]


def tab(table: CellTable, *, forwards: bool) -> Cell | None:
    """The month or quarter after the current cell, or before it, on the next count where the row ends; None beyond the
    last one."""
    here, months, last = table.currentIndex(), table.periods(), table.model().rowCount() - 1
    if not here.isValid() or not months:
        return None
    row, place = here.row(), here.column()
    later = [n for n in months if n > place] if forwards else [n for n in reversed(months) if n < place]
    if later:
        return row, later[0]
    row += 1 if forwards else -1
    return (row, months[0 if forwards else -1]) if 0 <= row <= last else None
