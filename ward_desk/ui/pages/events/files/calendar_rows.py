"""Calendar rows: the events of a calendar file as they will be, in a table where each is ticked or left out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final, cast

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPointF,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from ward_desk.core.choices import EVENT_KINDS
from ward_desk.core.choices import label as words_of
from ward_desk.core.fields import text
from ward_desk.core.typed import show_date, show_datetime
from ward_desk.service.events.calendar_in import Line
from ward_desk.ui import shapes, theme
from ward_desk.ui.import_table import ImportCells, ImportRowTable, paint_words
from ward_desk.ui.marks import Mark
from ward_desk.ui.table.table_model import ACCESSIBLE, DISPLAY, TOOLTIP, Index

WHAT: Final = {
    "add": Mark("Add", "green", "none"),
    "update": Mark("Change", "blue", "none"),
    "same": Mark("As it is", "grey", "none"),
    "kept": Mark("Recorded", "grey", "none"),
    "out": Mark("Left out", "grey", "none"),
}
TICKED: Final = ("add", "update")
HEADINGS: Final = ("", "What", "Event", "Starts", "Kind", "Where", "To look at")
_LETTERS: Final = (0, 8, 26, 31, 16, 18, 30)
_TICK, _WHAT, _EVENT, _STARTS, _KIND, _WHERE, _SAID = range(len(HEADINGS))


def shown_time(stored: str, end: str) -> str:
    """A stored time as the table has it: "Wed 10 Jan 2024, 10:00 to 12:00", "Wed 10 Jan 2024 to 12 Jan 2024"."""
    try:
        begins = datetime.fromisoformat(stored) if len(stored) > 10 else date.fromisoformat(stored)
    except ValueError:
        return stored
    words = show_datetime(begins)
    if not end:
        return words
    return f"{words} to {end[11:] if end[:10] == stored[:10] else show_date(date.fromisoformat(end[:10]))}"


class CalendarRows(QAbstractTableModel):
    """The lines of a preview."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: Sequence[Line] = ()

    def show(self, lines: Sequence[Line]) -> None:
        """Show these lines. Where they are the same events as before, whoever is on one stays there."""
        fresh = [one.uid for one in lines] != [one.uid for one in self.lines]
        if fresh:
            self.beginResetModel()
        self.lines = lines
        if fresh:
            self.endResetModel()
        elif lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, len(HEADINGS) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == DISPLAY:
            return HEADINGS[section]
        if orientation == Qt.Orientation.Horizontal and role == ACCESSIBLE:
            return HEADINGS[section] or "Comes in"
        return None

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == DISPLAY:
            return self.words(line, index.column())
        if role == TOOLTIP:
            return self.words(line, index.column()) or None
        if role == ACCESSIBLE:
            if index.column() == _TICK:
                return "Comes in" if line.written else WHAT[line.what].words
            return f"{HEADINGS[index.column()]}: {self.words(line, index.column()) or 'empty'}"
        return None

    def words(self, line: Line, column: int) -> str:
        """What a cell says."""
        if column == _WHAT:
            return WHAT[line.what].words
        if column == _STARTS:
            return shown_time(text(line.shown, "start"), text(line.shown, "end"))
        if column == _EVENT:
            return " ".join(filter(None, (line.ref, text(line.shown, "title"))))
        if column == _WHERE:
            return text(line.shown, "venue")
        if column == _KIND:
            return words_of(EVENT_KINDS, line.shown["kind"])
        return line.said if column == _SAID else ""


class _Cells(ImportCells):
    """Paints the tick, what is done with the event as a pill, and words; what is left out is struck through."""

    def paint_cell(self, painter: QPainter, room: QRect, index: Index) -> None:
        model = cast(CalendarRows, index.model())
        line = model.lines[index.row()]
        font = theme.font(size=12 if index.column() == _WHAT else 13, bold=index.column() == _EVENT and line.written)
        font.setStrikeOut(line.what == "out" and index.column() not in (_TICK, _WHAT))
        painter.setFont(font)
        if index.column() == _TICK:
            if line.what in (*TICKED, "out"):
                _paint_tick(painter, QPointF(room.center()), ticked=line.written)
        elif index.column() == _WHAT:
            shapes.paint_pill(painter, room, WHAT[line.what])
        else:
            painter.setPen(theme.colour("ink" if line.written and index.column() != _SAID else "soft"))
            paint_words(painter, room, model.words(line, index.column()))


def _paint_tick(painter: QPainter, middle: QPointF, *, ticked: bool) -> None:
    side = theme.px(16)
    box = QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("accent" if ticked else "soft"), 1.4))
    painter.setBrush(theme.colour("accent") if ticked else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 3, 3)
    if ticked:
        painter.setPen(QPen(theme.colour("on_accent"), 2))
        painter.drawPolyline([
            QPointF(box.left() + side * 0.22, box.top() + side * 0.52),
            QPointF(box.left() + side * 0.42, box.top() + side * 0.72),
            QPointF(box.left() + side * 0.78, box.top() + side * 0.28),
        ])  # fmt: skip


class CalendarTable(ImportRowTable):
    """The table. Space, Delete or a click on the tick leaves events out, or takes them in again; F2 or a double click
    on the kind asks for another one."""

    kind_asked = Signal()

    def __init__(self, model: CalendarRows, parent: QWidget | None = None) -> None:
        super().__init__(model, "Events as they will be", parent)
        self.rows = model
        self.setItemDelegate(_Cells(self))
        self.fit()

    def size_columns(self) -> None:
        """Columns of the size of the text in use; what is left of the width goes to what is to be read."""
        header = self.horizontalHeader()
        header.setMinimumSectionSize(theme.px(36))
        letter = QFontMetrics(theme.font(size=13)).horizontalAdvance("0")
        widths = [count * letter + theme.px(18) for count in _LETTERS]
        widths[_TICK] = theme.px(36)
        spare = max(0, self.viewport().width() - sum(widths))
        widths[_EVENT] += spare // 2
        widths[_SAID] += spare - spare // 2
        for column, width in enumerate(widths):
            header.resizeSection(column, width)

    def begin(self) -> None:
        """Be on the first event."""
        if self.rows.rowCount():
            self.be_on(0, _EVENT)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def new_chosen(self) -> list[Line]:
        """The chosen events that are not in the document yet."""
        return [line for line in (self.rows.lines[row] for row in self.chosen_rows()) if not line.event]

    def chosen(self) -> list[str]:
        """The references of the chosen events."""
        return [self.rows.lines[row].uid for row in self.chosen_rows()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2:
            self.kind_asked.emit()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and self.rows.rowCount():
            last = event.key() == Qt.Key.Key_End
            self.selectRow(self.rows.rowCount() - 1 if last else 0)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        if self.indexAt(event.position().toPoint()).column() == _KIND:
            self.kind_asked.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and index.column() == _TICK:
            self.left_out.emit([self.rows.lines[index.row()].uid])
