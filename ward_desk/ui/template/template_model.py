"""Template model: the cells of one sheet of the council's template, what goes into them, and what is in the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from ward_desk.core.template.mapping import column_letters
from ward_desk.exchange.template.template_file import Cell, SheetInfo, Template
from ward_desk.service.template.mapping_work import Place, Target
from ward_desk.ui import theme

Index = QModelIndex | QPersistentModelIndex
MORE: Final = 20, 3  # rows and columns shown beyond the last one that holds something
LEAST: Final = 40, 12
MOST: Final = 20_000, 400  # what is further out can't be pointed at
_BLOCK: Final = 200  # rows read at once
_FURTHEST: Final = 12  # columns that long words go on over
_KINDS: Final = {"text": "words", "number": "a number", "date": "a date", "time": "a time", "percent": "a percentage"}


class GridModel(QAbstractTableModel):
    """The cells of one sheet, read as they come into sight."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._template: Template | None = None
        self._sheet = ""
        self._size = (0, 0)
        self._blocks: dict[int, dict[Place, Cell]] = {}
        self._targets: Mapping[Place, Target] = {}
        self._troubles: Mapping[str, str] = {}
        self._hidden_rows: frozenset[int] = frozenset()
        self._hidden_columns: frozenset[int] = frozenset()
        self._merged: dict[Place, int] = {}  # first cell of a merged range -> its last column

    def show_sheet(self, template: Template, info: SheetInfo) -> None:
        """Take another sheet."""
        self.beginResetModel()
        self._template, self._sheet, self._blocks = template, info.name, {}
        self._targets, self._troubles = {}, {}
        raw = template.raw(info.name)
        self._hidden_rows = frozenset(raw.hidden_rows)
        self._hidden_columns = frozenset(
            place for first, last, letters in raw.column_widths if not letters
            for place in range(first, min(last, MOST[1]) + 1)
        )  # fmt: skip
        self._merged = {(one.top, one.left): one.right for one in raw.merged}
        self._size = (
            min(MOST[0], max(LEAST[0], info.rows + MORE[0])), min(MOST[1], max(LEAST[1], info.columns + MORE[1])),
        )  # fmt: skip
        self.endResetModel()

    def show_targets(self, targets: Mapping[Place, Target], troubles: Mapping[str, str]) -> None:
        """Show what goes where, and what stands in the way of it, by cell."""
        self._targets, self._troubles = targets, troubles
        if self._size[0]:
            self.dataChanged.emit(self.index(0, 0), self.index(self._size[0] - 1, self._size[1] - 1))

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a place, counted from 1."""
        assert self._template is not None
        block = (row - 1) // _BLOCK
        if block not in self._blocks:
            first = block * _BLOCK + 1
            self._blocks[block] = self._template.grid(self._sheet, first, first + _BLOCK - 1)
        found = self._blocks[block].get((row, column))
        if found is None:
            found = self._template.cell(self._sheet, f"{column_letters(column)}{row}")
            self._blocks[block][row, column] = found
        return found

    def written(self, last: int) -> Iterator[Place]:
        """The cells the sheet writes down, to that row."""
        assert self._template is not None
        for row, columns in self._template.raw(self._sheet).columns.items():
            if row > last:
                return
            yield from ((row, column) for column in columns if column <= self._size[1])

    def is_target(self, row: int, column: int) -> bool:
        """Whether something goes into a cell."""
        return (row, column) in self._targets

    def is_hidden(self, row: int, column: int) -> bool:
        """Whether the council has hidden the row or the column of a cell."""
        return row in self._hidden_rows or column in self._hidden_columns

    def right_of(self, row: int, column: int) -> int:
        """The last column of a cell, which is a later one for merged cells."""
        return self._merged.get((row, column), column)

    def spills(self, row: int, column: int) -> bool:
        """Whether words longer than their column go on over the next ones, as spreadsheets show them: these are
        empty."""
        cell = self.cell(row, column)
        if not cell.shown or cell.choices or (row, column) in self._targets or (row, column) in self._merged:
            return False
        return cell.kind in ("any", "text") and self._is_free(row, column + 1)

    def spilled(self, row: int, column: int) -> int:
        """The column whose words go on over an empty cell; 0 when there is none."""
        if column > self._size[1]:
            return 0
        place = column
        while place > 1 and column - place < _FURTHEST and self._is_free(row, place):
            place -= 1
        return place if place < column and self.spills(row, place) else 0

    def _is_free(self, row: int, column: int) -> bool:
        if column > self._size[1] or (row, column) in self._targets or (row, column) in self._merged:
            return False
        cell = self.cell(row, column)
        return not (cell.shown or cell.choices or cell.formula or cell.part_of)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else self._size[0]

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else self._size[1]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self._template is None:
            return None
        place = index.row() + 1, index.column() + 1
        target = self._targets.get(place)
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words(*place)
        if role == Qt.ItemDataRole.BackgroundRole:
            if target:
                wrong = f"{column_letters(place[1])}{place[0]}" in self._troubles
                return theme.colour("red_ground" if wrong else "accent_ground")
            cell = self.cell(*place)
            no_place = cell.locked or cell.formula or cell.heading or self.is_hidden(*place)
            return theme.colour("ground") if no_place else None
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme.colour("accent" if target else "soft") if target or self.is_hidden(*place) else None
        if role == Qt.ItemDataRole.FontRole and target:
            font = QFont()
            font.setBold(True)
            return font
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return self.about(*place)
        return None

    def words(self, row: int, column: int) -> str:
        """What a cell says in the grid."""
        cell, target = self.cell(row, column), self._targets.get((row, column))
        if target:
            shown = target.shown or ("" if target.in_list else f"[{target.label}]")
            return f"! {shown}".strip() if cell.ref in self._troubles else shown
        shown = " ".join(cell.shown.split())
        if cell.choices:
            return f"{shown} ▾".strip()
        return f"ƒ {shown}".strip() if cell.formula else shown

    def about(self, row: int, column: int) -> str:
        """What a person should know of a cell, in lines."""
        cell = self.cell(row, column)
        target = self._targets.get((row, column))
        said = [f"{cell.ref}: {cell.shown}" if cell.shown else cell.ref]
        if target:
            said.append(
                f"{target.label} goes here" + (f": {target.shown}" if target.shown else ", nothing this quarter")
            )
        if trouble := self._troubles.get(cell.ref):
            said.append(trouble)
        if cell.choices:
            said.append("Dropdown: " + ", ".join(cell.choices[:12]) + ("…" if len(cell.choices) > 12 else ""))
        elif cell.kind in _KINDS:
            said.append(f"For {_KINDS[cell.kind]}")
        if self.is_hidden(row, column):
            said.append("In a row or column that the council has hidden")
        if cell.formula:
            said.append("Worked out by a formula of the template")
        if cell.locked:
            said.append("Locked by the council")
        if cell.part_of:
            said.append(f"Merged with {cell.part_of}")
        return "\n".join(said)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        across = orientation == Qt.Orientation.Horizontal
        hidden = section + 1 in (self._hidden_columns if across else self._hidden_rows)
        if role == Qt.ItemDataRole.DisplayRole:
            name = column_letters(section + 1) if across else str(section + 1)
            return f"({name})" if hidden else name
        if hidden and role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return "Hidden in the council’s file"
        return None
