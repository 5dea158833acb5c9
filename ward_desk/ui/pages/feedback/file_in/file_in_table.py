"""File in table: the columns of a survey file with their first values, and what each becomes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple, cast

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from ward_desk.core.surveys.survey_file import OUT, QUESTIONS, Planned
from ward_desk.ui import shapes, theme
from ward_desk.ui.import_table import ImportCells, ImportRowTable, paint_words
from ward_desk.ui.marks import Mark
from ward_desk.ui.pages.feedback.file_in.file_in_lines import NAMES, Line
from ward_desk.ui.table.table_model import ACCESSIBLE, DISPLAY, TOOLTIP, Index

HEADINGS: Final = ("Column", "First values", "Becomes")
WORDS, VALUES, BECOMES = range(len(HEADINGS))
NARROW: Final = 440  # px at 100 %, below which there is no room for the values


class _Parting(NamedTuple):
    """A line of words between the columns that come in and those that were left out."""

    words: str


class ColumnRows(QAbstractTableModel):
    """The lines: those that come in first, those that were left out from the start under a heading of their own.

    A line keeps its place while somebody decides: only another file or sheet sorts them anew.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Line | _Parting] = []
        self._columns: Sequence[Planned] = ()

    def load(self, lines: Sequence[Line], columns: Sequence[Planned]) -> None:
        """Show the columns of a file."""
        self.beginResetModel()
        self._columns = columns
        out = [line for line in lines if columns[line.columns[0]].role == OUT]
        self._rows = [line for line in lines if line not in out]
        if out:
            self._rows += [_Parting("Left out"), *out]
        self.endResetModel()

    def show_columns(self, columns: Sequence[Planned]) -> None:
        """Show what they become now."""
        self._columns = columns
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(HEADINGS) - 1))

    def line(self, row: int) -> Line | None:
        """The line of a row; None for the heading between them and where there is none."""
        one = self._rows[row] if 0 <= row < len(self._rows) else None
        return one if isinstance(one, Line) else None

    def parting(self, row: int) -> str:
        """The words of a heading between lines; "" for a line."""
        one = self._rows[row]
        return one.words if isinstance(one, _Parting) else ""

    def planned(self, line: Line) -> Planned:
        """What a line becomes."""
        return self._columns[line.columns[0]]

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(HEADINGS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.line(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        across = orientation == Qt.Orientation.Horizontal
        return HEADINGS[section] if across and role in (DISPLAY, ACCESSIBLE) else None

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        if not index.isValid() or role not in (DISPLAY, TOOLTIP, ACCESSIBLE):
            return None
        line = self.line(index.row())
        if line is None:
            return self.parting(index.row()) if index.column() == 0 else None
        words = self.words(line, index.column())
        if role == ACCESSIBLE:
            return f"{HEADINGS[index.column()]}: {words or 'empty'}"
        if role == TOOLTIP and index.column() == BECOMES:
            return self.planned(line).why or words
        return words

    def words(self, line: Line, column: int) -> str:
        """What a cell says; of a column that is left out for what it holds, that and not its values."""
        planned = self.planned(line)
        values = planned.why if planned.role == OUT and planned.why else line.values
        return (line.words, values, NAMES[planned.role])[column]


def mark(role: str) -> Mark:
    """How a role is marked: questions apart from what is known of who answered, and from what is left out."""
    tone = "grey" if role == OUT else "amber" if role == "equality" else "blue" if role in QUESTIONS else "green"
    return Mark(NAMES[role], tone, "none")


class _Cells(ImportCells):
    """Paints words, and what a column becomes as a pill."""

    def ground(self, index: Index) -> str:
        return "" if cast(ColumnRows, index.model()).line(index.row()) else "ground"

    def paint_cell(self, painter: QPainter, room: QRect, index: Index) -> None:
        model = cast(ColumnRows, index.model())
        line = model.line(index.row())
        if line is None:
            painter.setFont(theme.font(size=13, bold=True))
            painter.setPen(theme.colour("ink"))
            painter.drawText(room, shapes.LEFT_MIDDLE, model.parting(index.row()) if index.column() == 0 else "")
            return
        role = model.planned(line).role
        if index.column() == BECOMES:
            painter.setFont(theme.font(size=12))
            shapes.paint_pill(painter, room, mark(role))
        else:
            painter.setFont(theme.font(size=13, bold=index.column() == WORDS and role != OUT))
            painter.setPen(theme.colour("soft" if role == OUT or index.column() == VALUES else "ink"))
            paint_words(painter, room, model.words(line, index.column()))


class ColumnTable(ImportRowTable):
    """The table. A letter picks what the chosen columns become, Space or Delete leaves them out or takes them in
    again; Enter, F2 or a double click goes to everything that can be said of the one it is on."""

    typed = Signal(str)  # a letter
    more_asked = Signal()
    moved = Signal()  # to another line

    def __init__(self, model: ColumnRows, parent: QWidget | None = None) -> None:
        super().__init__(model, "Columns of the file", parent)
        self.rows = model
        self.setItemDelegate(_Cells(self))
        self.selectionModel().currentRowChanged.connect(self.moved)
        self.fit()

    def size_columns(self) -> None:
        """What a column becomes is read whole; its heading and its values share what is left."""
        metrics = self.fontMetrics()
        widest = max(metrics.horizontalAdvance(words) for words in NAMES.values())
        room = self.viewport().width()
        becomes = min(widest + theme.px(28), room // 2)
        self.setColumnHidden(VALUES, room < theme.px(NARROW))  # they stand beside the table, too
        words = room - becomes if self.isColumnHidden(VALUES) else (room - becomes) * 3 // 5
        for column, width in ((WORDS, words), (VALUES, room - becomes - words), (BECOMES, becomes)):
            if width:
                self.horizontalHeader().resizeSection(column, width)

    def begin(self) -> None:
        """Be on the first line."""
        first = next((row for row in range(self.rows.rowCount()) if self.rows.line(row) is not None), -1)
        if first >= 0:
            self.be_on(first, WORDS)

    @property
    def current(self) -> Line | None:
        """The line it is on."""
        return self.rows.line(self.currentIndex().row())

    def chosen(self) -> list[Line]:
        """The chosen lines."""
        found = (self.rows.line(row) for row in self.chosen_rows())
        return [line for line in found if line is not None]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys, last = Qt.Key, self.rows.rowCount() - 1
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if event.key() in (keys.Key_F2, keys.Key_Return, keys.Key_Enter) and plain:
            self.more_asked.emit()
        elif event.key() == keys.Key_Home:
            self.begin()
        elif event.key() == keys.Key_End and last >= 0:
            self.selectRow(last)
        elif event.text().isalpha() and plain:
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        if self.rows.line(self.indexAt(event.position().toPoint()).row()) is not None:
            self.more_asked.emit()
