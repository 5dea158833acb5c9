"""Progress line: one recommendation or priority of the progress summary: its achievements, and what is next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ward_desk.core.ratings import MARKS
from ward_desk.core.records import RECORDS, Value
from ward_desk.core.typed import show_date
from ward_desk.service.plan import progress_summary
from ward_desk.service.plan.progress_summary import Item, Line
from ward_desk.ui import marks, theme
from ward_desk.ui.record.editors import TypedEditor
from ward_desk.ui.widgets import Pill, button, label

SHARES: Final = (3, 6, 5)  # of the width: the title, what was achieved, what is next
NOTHING_HEAD: Final = f"{progress_summary.NOTHING}, because:"
MOST: Final = 8  # items in a cell, until someone asks for the others


def share_out(grid: QGridLayout) -> None:
    """Give the columns of a grid their shares, the same in every line and in the headings over them."""
    for column, share in enumerate(SHARES):
        grid.setColumnStretch(column, share)
    grid.setColumnMinimumWidth(0, theme.px(165))  # the longest word of a recommendation
    grid.setHorizontalSpacing(theme.px(12))


class Entry(QFrame):
    """Words that open a record: by a click, Enter or Space. The arrows are the view's business."""

    opened = Signal()
    moved = Signal(int)  # a key of Qt

    def __init__(self, words: str, small: str, *, bold: bool = False, mark: marks.Mark | None = None) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        said = f"{mark.words}. {words}" if mark else words
        self.setAccessibleName(f"{said} {small}".strip())
        self.setAccessibleDescription("Enter opens it.")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(6), theme.px(3), theme.px(6), theme.px(3))
        column.setSpacing(1)
        column.addWidget(label(words, "heading" if bold else "", wrap=True))
        below = QHBoxLayout()
        below.setSpacing(6)
        if mark is not None:
            below.addWidget(Pill(mark))
        if small:
            below.addWidget(label(small, "small"))
        below.addStretch(1)
        if mark is not None or small:
            column.addLayout(below)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = Qt.Key
        if event.key() in (keys.Key_Return, keys.Key_Enter, keys.Key_Space):
            self.opened.emit()
        elif event.key() in (keys.Key_Up, keys.Key_Down, keys.Key_Left, keys.Key_Right, keys.Key_Home, keys.Key_End):
            self.moved.emit(event.key())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        focus = self.hasFocus()
        if not (focus or self.underMouse()):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("accent"), 2) if focus else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent_ground" if focus else "hover"))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)
        painter.end()


class LineBox(QWidget):
    """One line. It says what to open and what was typed as the reason why there is nothing to report."""

    open_asked = Signal(str, str)  # table, id
    why_given = Signal(str, object)  # id of the recommendation, the reason
    moved = Signal(object, int)  # entry, key
    refilled = Signal()  # it has other entries now

    def __init__(self, read_only: bool) -> None:
        super().__init__()
        self.line: Line | None = None
        self.cells: list[list[Entry]] = [[], [], []]  # in reading order, by column
        self.why: TypedEditor | None = None
        self._read_only = read_only
        self._half_typed = ""
        self._whole: set[int] = set()  # columns whose every item is shown
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, theme.px(6), 0, theme.px(6))
        share_out(self._grid)
        self._nothing: QLabel | None = None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(theme.colour("line"))
        painter.drawLine(0, 0, self.width(), 0)
        painter.end()

    def show_line(self, line: Line) -> None:
        """Show a line; what stands as it stood is left alone, keyboard and half-typed reason too."""
        if line == self.line:
            return
        same = self.line is not None and line._replace(why_nothing="") == self.line._replace(why_nothing="")
        self.line = line
        if not same:
            self._fill_again(line)
        if self._nothing is not None:
            self._nothing.setText(line.nothing if not line.can_say_why or not line.why_nothing else NOTHING_HEAD)
        if self.why is not None and not self.why.pending:
            self.why.load(line.why_nothing)

    def _fill_again(self, line: Line) -> None:
        """Make it anew; a reason half typed goes over, or waits until there is a place for it again."""
        had_keyboard = self.why is not None and self.why.widget.hasFocus()
        if self.why is not None and self.why.pending:
            self._half_typed = self.why.text()
        self._fill(line)
        if self.why is not None:
            if self._half_typed:
                self.why.restore_text(self._half_typed)
                self._half_typed = ""
            if had_keyboard:
                self.why.widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, line: Line) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.why = self._nothing = None
        self.cells = [[], [], []]
        if line.table in ("recommendation", "priority"):
            self._put(0, [self._entry(0, Entry(line.title, "", bold=True), line.table, line.row_id)])
        else:
            self._put(0, [_words(line.title, "heading")])
        achieved = [self._entry(1, _achieved(item), "action", item.action) for item in self._some(1, line.achieved)]
        self._put(1, [*achieved, *self._rest(1, line.achieved)] if achieved else self._say_nothing(line))
        ahead = [self._entry(2, _ahead(item), "action", item.action) for item in self._some(2, line.ahead)]
        self._put(2, [*ahead, *self._rest(2, line.ahead)] if ahead else [_words("Nothing open", "soft")])

    def _put(self, column: int, widgets: Sequence[QWidget]) -> None:
        holder = QWidget()
        holder.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        for one in widgets:
            box.addWidget(one)
        box.addStretch(1)
        self._grid.addWidget(holder, 0, column)
        holder.show()  # the layout would show it only later, and what is hidden takes no keyboard

    def _entry(self, column: int, entry: Entry, table: str, row_id: str) -> Entry:
        entry.opened.connect(lambda: self.open_asked.emit(table, row_id))
        entry.moved.connect(lambda key: self.moved.emit(entry, key))
        self.cells[column].append(entry)
        return entry

    def _some(self, column: int, items: Sequence[Item]) -> Sequence[Item]:
        return items if column in self._whole else items[:MOST]

    def _rest(self, column: int, items: Sequence[Item]) -> list[QWidget]:
        if column in self._whole or len(items) <= MOST:
            return []
        more = button(f"and {len(items) - MOST} more", link=True)
        more.setAccessibleName(f"Show {len(items) - MOST} more of “{self.line.title if self.line else ''}”")
        more.clicked.connect(lambda: self._show_all(column))
        return [more]

    def _show_all(self, column: int) -> None:
        self._whole.add(column)
        if self.line is not None:
            self._fill(self.line)
            self.refilled.emit()
            self.cells[column][MOST].setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_nothing(self, line: Line) -> list[QWidget]:
        self._nothing = _words(line.nothing, "soft")
        if not line.can_say_why:
            return [self._nothing]
        field = RECORDS["recommendation"].field("nothing_to_report")
        why = self.why = TypedEditor(field, date.today, self)
        why.load(line.why_nothing)
        why.set_read_only(self._read_only)
        why.widget.setAccessibleName(f"Why there is nothing to report: {line.title}")
        why.widget.setToolTip(field.hint)
        why.widget.setProperty("placeholderText", "Say why there is nothing to report yet")
        why.committed.connect(lambda value: self._on_why(line.row_id, value))
        return [self._nothing, why.widget]

    def _on_why(self, row_id: str, value: Value) -> None:
        self.why_given.emit(row_id, value)


def _words(words: str, tone: str) -> QLabel:
    """Words that open nothing, in line with those that do."""
    made = label(words, tone, wrap=True)
    made.setContentsMargins(theme.px(6), theme.px(3), theme.px(6), theme.px(3))
    return made


def _achieved(item: Item) -> Entry:
    when = show_date(date.fromisoformat(item.day)) if item.day else ""
    return Entry(item.words, " · ".join(filter(None, (item.ref, when))))


def _ahead(item: Item) -> Entry:
    mark = MARKS[item.mark]
    return Entry(item.words, item.ref, mark=marks.Mark(mark.word, mark.colour, mark.shape))


def entries(boxes: Sequence[LineBox], column: int) -> list[Entry]:
    """Every entry of a column, from the top down."""
    return [entry for box in boxes for entry in box.cells[column]]


def step(boxes: Sequence[LineBox], entry: Entry, key: int) -> Entry | None:
    """Where an arrow leads from an entry: along its column, or to the first entry of the next column of its line."""
    keys = Qt.Key
    box = next(one for one in boxes if any(entry in cell for cell in one.cells))
    column = next(n for n, cell in enumerate(box.cells) if entry in cell)
    if key in (keys.Key_Left, keys.Key_Right):
        columns = range(column - 1, -1, -1) if key == keys.Key_Left else range(column + 1, 3)
        return next((box.cells[n][0] for n in columns if box.cells[n]), None)
    along = entries(boxes, column)
    if key in (keys.Key_Home, keys.Key_End):
        return along[0 if key == keys.Key_Home else -1]
    at = along.index(entry) + (1 if key == keys.Key_Down else -1)
    return along[at] if 0 <= at < len(along) else None
