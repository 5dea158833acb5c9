"""File in finds: what looks personal in the free text of a survey file, in its context, taken out or kept by key."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Final, NamedTuple, cast

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from ward_desk.ui import shapes, theme
from ward_desk.ui.import_table import ImportCells, ImportRowTable, paint_words
from ward_desk.ui.marks import Mark
from ward_desk.ui.table.table_model import ACCESSIBLE, DISPLAY, TOOLTIP, Index

HEADINGS: Final = ("", "Looks like", "In its words", "Where")
WHAT, KIND, CONTEXT, WHERE = range(len(HEADINGS))
_OUT: Final = Mark("Taken out", "amber", "none")
_KEPT: Final = Mark("Kept", "grey", "none")
_BEFORE: Final = 60  # letters shown before a find
_KEYS: Final = (Qt.Key.Key_K, Qt.Key.Key_R)


class Found(NamedTuple):
    """One find as it is shown."""

    key: object  # what it is known by
    row: int  # as a spreadsheet numbers it
    question: str
    before: str
    words: str  # what was found
    after: str
    kind: str  # "phone number"

    @property
    def parts(self) -> tuple[str, str, str]:
        """What stands before it, itself, and what comes after, each on one line."""
        before = " ".join(self.before.split())
        before = f"…{before[-_BEFORE:]}" if len(before) > _BEFORE else before
        return before, " ".join(self.words.split()), " ".join(self.after.split())


class FindRows(QAbstractTableModel):
    """The finds."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.finds: Sequence[Found] = ()
        self.kept: Collection[object] = ()

    def show(self, finds: Sequence[Found], kept: Collection[object]) -> None:
        """Show these. Where they are the same as before, whoever is on one stays there."""
        fresh = [one.key for one in finds] != [one.key for one in self.finds]
        if fresh:
            self.beginResetModel()
        self.finds, self.kept = finds, frozenset(kept)
        if fresh:
            self.endResetModel()
        elif finds:
            self.dataChanged.emit(self.index(0, 0), self.index(len(finds) - 1, len(HEADINGS) - 1))

    def is_kept(self, find: Found) -> bool:
        """Whether somebody said it is nobody's: a shop's name, say."""
        return find.key in self.kept

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.finds)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if orientation == Qt.Orientation.Horizontal and role in (DISPLAY, ACCESSIBLE):
            return HEADINGS[section] or ("What is done with it" if role == ACCESSIBLE else "")
        return None

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        if not index.isValid() or role not in (DISPLAY, TOOLTIP, ACCESSIBLE):
            return None
        find = self.finds[index.row()]
        words = self.words(find, index.column())
        if role == ACCESSIBLE and index.column() != WHAT:
            return f"{HEADINGS[index.column()]}: {words}"
        return words

    def words(self, find: Found, column: int) -> str:
        """What a cell says."""
        if column == WHAT:
            return self.mark(find).words
        if column == CONTEXT:
            return " ".join(f"{find.before}{find.words}{find.after}".split())
        return find.kind[:1].upper() + find.kind[1:] if column == KIND else f"Row {find.row:,}: {find.question}"

    def mark(self, find: Found) -> Mark:
        """Whether it is taken out or kept."""
        return _KEPT if self.is_kept(find) else _OUT


class _Cells(ImportCells):
    """Paints a find in bold in its words, struck through when it is taken out, and what is done with it as a pill."""

    def paint_cell(self, painter: QPainter, room: QRect, index: Index) -> None:
        model = cast(FindRows, index.model())
        find = model.finds[index.row()]
        if index.column() == WHAT:
            painter.setFont(theme.font(size=12))
            shapes.paint_pill(painter, room, model.mark(find))
        elif index.column() == CONTEXT:
            _paint_context(painter, room, find.parts, struck=not model.is_kept(find))
        else:
            painter.setFont(theme.font(size=13))
            painter.setPen(theme.colour("soft"))
            paint_words(painter, room, model.words(find, index.column()))


def _paint_context(painter: QPainter, room: QRect, parts: tuple[str, str, str], *, struck: bool) -> None:
    """The find is always in sight: what stands before it gives way first."""
    before, words, after = parts
    plain, bold = theme.font(size=13), theme.font(size=13, bold=True)
    bold.setStrikeOut(struck)
    gap = QFontMetrics(plain).horizontalAdvance(" ")
    widest = QFontMetrics(bold).horizontalAdvance(words)
    left = max(0, min(room.width() - widest - gap, room.width() // 2))
    before = QFontMetrics(plain).elidedText(before, Qt.TextElideMode.ElideLeft, left) if before else ""
    for part, font, role in ((before, plain, "soft"), (words, bold, "amber_ink"), (after, plain, "soft")):
        if not part or room.width() <= 0:
            continue
        painter.setFont(font)
        painter.setPen(theme.colour(role))
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(part, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, shapes.LEFT_MIDDLE, shown)
        room = room.adjusted(metrics.horizontalAdvance(shown) + gap, 0, 0, 0)


class FindTable(ImportRowTable):
    """The table. Space or Delete takes finds out or keeps them again; R takes them out, K keeps them."""

    keep_asked = Signal(list, bool)  # the keys of the chosen finds, and whether they are kept

    def __init__(self, model: FindRows, parent: QWidget | None = None) -> None:
        super().__init__(model, "What looks personal in the free text", parent)
        self.rows = model
        self.setItemDelegate(_Cells(self))
        self.fit()

    def size_columns(self) -> None:
        """The words get what is left."""
        metrics = self.fontMetrics()
        letter = metrics.horizontalAdvance("0")
        widths = [metrics.horizontalAdvance(_OUT.words) + theme.px(30), letter * 14 + theme.px(16), 0, letter * 9]
        widths[CONTEXT] = max(letter * 24, (self.viewport().width() - sum(widths)) * 3 // 4)
        widths[WHERE] = max(widths[WHERE], self.viewport().width() - sum(widths[:WHERE]))
        for column, width in enumerate(widths):
            self.horizontalHeader().resizeSection(column, width)

    def begin(self) -> None:
        """Be on the first find."""
        if self.rows.rowCount() and not self.currentIndex().isValid():
            self.be_on(0, CONTEXT)

    def chosen(self) -> list[object]:
        """The keys of the chosen finds."""
        return [self.rows.finds[row].key for row in self.chosen_rows()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _KEYS and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            if chosen := self.chosen():
                self.keep_asked.emit(chosen, event.key() == Qt.Key.Key_K)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and index.column() == WHAT:
            self.left_out.emit([self.rows.finds[index.row()].key])
