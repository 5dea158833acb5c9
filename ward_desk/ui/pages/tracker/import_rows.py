"""Import rows: the rows of a tracker as they will be, for a table; its cells can be corrected."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from ward_desk.core.tracker.tracker import KEEP, TARGETS
from ward_desk.service.tracker.tracker_columns import Choices
from ward_desk.service.tracker.tracker_import import Cell, Line, Preview
from ward_desk.ui.marks import Mark
from ward_desk.ui.table.table_model import ACCESSIBLE, DISPLAY, TOOLTIP, Index

WHAT: Final = {
    "add": Mark("Add", "green", "none"),
    "update": Mark("Change", "blue", "none"),
    "same": Mark("As it is", "grey", "none"),
    "out": Mark("Left out", "grey", "none"),
}
FIXED: Final = ("What", "Row", "Ref")
LABELS: Final = {**dict(TARGETS), KEEP: "Kept as a note"}
EDIT: Final = int(Qt.ItemDataRole.EditRole)

# What the rows shown can be narrowed to.
SHOWN: Final = (
    ("", "all"),
    ("problems", "with problems"),
    ("add", "to add"),
    ("update", "to change"),
    ("same", "as they are"),
    ("out", "left out"),
)


class RowsModel(QAbstractTableModel):
    """The lines of a preview: what each does, its row, the reference of its action, and a cell for each target."""

    corrected = Signal(int, int, str, object)  # row number, part, target, text typed; None for the tracker's own again

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._preview: Preview | None = None
        self._choices: Choices | None = None
        self._lines: list[Line] = []
        self.shown = ""  # one of SHOWN

    def show(self, preview: Preview, choices: Choices) -> bool:
        """Show a preview. Tells whether the rows or columns are others than before."""
        before, lines = self._preview, self._lines
        now = [one for one in preview.lines if self._passes(one)]
        same = (
            before is not None
            and before.targets == preview.targets
            and [(one.number, one.part) for one in now] == [(one.number, one.part) for one in lines]
        )
        if not same:
            self.beginResetModel()
        self._preview, self._choices, self._lines = preview, choices, now
        if not same:
            self.endResetModel()
        elif now:
            self.dataChanged.emit(self.index(0, 0), self.index(len(now) - 1, self.columnCount() - 1))
        return not same

    def narrow(self, shown: str) -> None:
        """Show only those rows."""
        self.shown = shown
        if self._preview is not None and self._choices is not None:
            self.beginResetModel()
            self._lines = [one for one in self._preview.lines if self._passes(one)]
            self.endResetModel()

    def _passes(self, line: Line) -> bool:
        if self.shown == "problems":
            return line.what != "out" and any(cell.problem for cell in line.cells)
        return not self.shown or line.what == self.shown

    def line(self, row: int) -> Line:
        """The line in a row of the table."""
        return self._lines[row]

    def cell(self, index: Index) -> Cell | None:
        """The cell at a place; None for what stands before the cells."""
        at = index.column() - len(FIXED)
        return self._lines[index.row()].cells[at] if at >= 0 else None

    def correction(self, index: Index) -> str | None:
        """What a person typed instead of the tracker's words; None for nothing."""
        cell, line = self.cell(index), self._lines[index.row()]
        if cell is None or self._choices is None:
            return None
        return self._choices.corrections.get((line.number, line.part, cell.target))

    def column_of(self, target: str) -> int:
        """The column of a target; the first one for one that is not shown."""
        targets = self._preview.targets if self._preview else ()
        return targets.index(target) + len(FIXED) if target in targets else 0

    def row_of(self, key: tuple[int, int]) -> int:
        """The row of a line by its row number and part; -1 when it is not shown."""
        return next((at for at, one in enumerate(self._lines) if (one.number, one.part) == key), -1)

    def target_at(self, column: int) -> str:
        """The target of a column; "" for those before the cells."""
        at = column - len(FIXED)
        return self._preview.targets[at] if self._preview is not None and at >= 0 else ""

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() or self._preview is None else len(FIXED) + len(self._preview.targets)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != DISPLAY:
            return None
        return FIXED[section] if section < len(FIXED) else LABELS[self.target_at(section)]

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        if not index.isValid() or role not in (DISPLAY, TOOLTIP, ACCESSIBLE, EDIT):
            return None
        if role == TOOLTIP:
            return self.told(index) or None
        if role == EDIT:
            return self.text_to_edit(index)
        words = self.words(index)
        if role == DISPLAY:
            return words
        cell = self.cell(index)
        problem = f". {cell.problem}" if cell and cell.problem else ""
        return f"{self.headerData(index.column(), Qt.Orientation.Horizontal)}: {words or 'empty'}{problem}"

    def words(self, index: Index) -> str:
        """What a cell says, on one line: as it will be, or as it stood where that could not be read."""
        line, cell = self._lines[index.row()], self.cell(index)
        if cell is not None:
            typed = self.correction(index) or ""
            return " ".join((cell.words or (typed or cell.source if cell.problem else "")).split())
        row = f"{line.number}.{line.part}" if line.part else str(line.number)
        return (WHAT[line.what].words, row, line.ref)[index.column()]

    def told(self, index: Index) -> str:
        """Everything there is to say of a cell: what is wrong, how it stood, what changes."""
        line, cell = self._lines[index.row()], self.cell(index)
        if cell is None:
            if line.what == "update":
                return f"{line.ref}: {'; '.join(line.changes)}"
            if line.what == "same":
                return f"{line.ref} says the same already."
            return "Left out. Space takes it in again." if line.what == "out" else line.title
        typed = self.correction(index)
        quoted = f"“{cell.source.strip()}”"
        stood = f"The tracker says {quoted}." if cell.source.strip() and quoted not in cell.problem else ""
        if typed is None and cell.source.strip() == cell.words:
            stood = "" if cell.problem else cell.words
        parts = [cell.problem, f"Corrected: “{typed}”." if typed is not None else "", stood]
        if cell.words and cell.words not in (stood, typed):
            parts.append(f"It becomes “{cell.words}”.")
        return " ".join(part for part in parts if part)

    def text_to_edit(self, index: Index) -> str:
        """What a correction begins with: the tracker's own words, or the part of them that is this action."""
        line, cell = self._lines[index.row()], self.cell(index)
        if cell is None:
            return ""
        typed = self.correction(index)
        own = bool(line.part) or cell.target == KEEP  # what is kept comes from several cells
        return typed if typed is not None else cell.words if own else cell.source or cell.words

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        target = self.target_at(index.column())
        return flags | Qt.ItemFlag.ItemIsEditable if target else flags

    def setData(self, index: Index, value: Any, role: int = EDIT) -> bool:
        cell = self.cell(index) if index.isValid() else None
        if role != EDIT or cell is None or str(value) == self.text_to_edit(index):
            return False
        line = self._lines[index.row()]
        own = not line.part and cell.target != KEEP and str(value).strip() == cell.source.strip()
        self.corrected.emit(line.number, line.part, cell.target, None if own else str(value))
        return True
