"""Import table: how the rows of a tracker are painted, and the keys that correct a cell and leave a row out."""

from __future__ import annotations

from typing import Final, cast

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ward_desk.ui import shapes, theme
from ward_desk.ui.import_table import ImportTable
from ward_desk.ui.pages.tracker.import_rows import EDIT, FIXED, LABELS, WHAT, RowsModel
from ward_desk.ui.table.table_cells import row_height
from ward_desk.ui.table.table_model import Index

WIDTHS: Final = {  # in letters
    "What": 10, "Row": 5, "Ref": 8, "title": 34, "what": 28, "note": 28, "keep": 34, "due": 12, "start": 12,
    "status": 12, "rating": 9, "progress": 9, "source_ref": 10, "term": 12, "theme": 20, "lead": 20, "partners": 22,
}  # fmt: skip
WIDTH: Final = 18
TONES: Final = {"error": ("red", "square"), "warning": ("amber", "triangle")}


class RowsDelegate(QStyledItemDelegate):
    """Paints what a row does as a pill, a problem with its mark, a change in bold, what is left out struck through."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.px(60), row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = cast(RowsModel, index.model())
        line, cell = model.line(index.row()), model.cell(index)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("accent_ground"))
        left_out = line.what == "out"
        problem = TONES.get(cell.level) if cell is not None and not left_out else None
        if problem:
            painter.fillRect(rect.adjusted(1, 1, -1, -2), theme.colour(f"{problem[0]}_ground"))
        painter.setPen(theme.colour("track"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        room = rect.adjusted(theme.px(8), 0, -theme.px(8), -1)
        font = QFont(option.font)
        font.setPixelSize(theme.px(12 if index.column() == 0 else 13))
        font.setStrikeOut(left_out and cell is not None)
        if cell is not None and cell.changed and not left_out:
            font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        if index.column() == 0:
            shapes.paint_pill(painter, room, WHAT[line.what])
        else:
            if problem:
                side = painter.fontMetrics().height() * 0.5
                mark = QRectF(room.left(), room.center().y() - side / 2, side, side)
                shapes.paint_shape(painter, mark, problem[1], theme.colour(problem[0]))
                room.setLeft(room.left() + round(side) + theme.px(6))
            painter.setPen(theme.colour(self._ink(model, index, soft=left_out or cell is None)))
            shown = painter.fontMetrics().elidedText(model.words(index), Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, shapes.LEFT_MIDDLE, shown)
        if state & (QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_Selected):
            thick = 2 if state & QStyle.StateFlag.State_HasFocus else 1
            painter.setPen(QPen(theme.colour("accent"), thick))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def _ink(self, model: RowsModel, index: Index, *, soft: bool) -> str:
        cell = model.cell(index)
        if cell is not None and cell.problem and not cell.words:
            return "soft"  # as it stood, for it could not be read
        return "soft" if soft else "accent" if model.correction(index) is not None else "ink"

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        text = str(index.data(EDIT))
        editor = QPlainTextEdit(parent) if "\n" in text else QLineEdit(parent)
        editor.setAccessibleName(f"Correct {index.model().headerData(index.column(), Qt.Orientation.Horizontal)}")
        if isinstance(editor, QPlainTextEdit):
            editor.setTabChangesFocus(True)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        text = str(index.data(EDIT))
        if isinstance(editor, QPlainTextEdit):
            editor.setPlainText(text)
            editor.selectAll()
        elif isinstance(editor, QLineEdit):
            editor.setText(text)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QPlainTextEdit):
            model.setData(index, editor.toPlainText(), EDIT)
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text(), EDIT)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        view = editor.parentWidget()
        if isinstance(editor, QPlainTextEdit) and view is not None:
            tall = min(theme.px(140), view.height())
            rect = QRect(rect.left(), min(rect.top(), view.height() - tall), max(rect.width(), theme.px(300)), tall)
            rect.moveLeft(max(0, min(rect.left(), view.width() - rect.width())))
        editor.setGeometry(rect)


class RowsTable(ImportTable):
    """The table. A cell is edited by F2, Enter or typing; Space or Delete leaves rows out, or takes them in again."""

    moved = Signal()  # the current cell is another one

    def __init__(self, model: RowsModel, parent: QWidget | None = None) -> None:
        super().__init__(model, "Rows as they will be", parent)
        self.rows = model
        self.setItemDelegate(RowsDelegate(self))
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.horizontalHeader().setMinimumSectionSize(theme.px(44))
        self.selectionModel().currentChanged.connect(lambda *_: self.moved.emit())
        model.modelReset.connect(self.fit)
        self.fit()

    def size_columns(self) -> None:
        """Give the columns the sizes of the text in use."""
        letter = QFontMetrics(theme.font(size=13)).horizontalAdvance("0")
        heads = QFontMetrics(theme.font(size=12, bold=True))
        for column in range(self.rows.columnCount()):
            target = self.rows.target_at(column)
            name = target or FIXED[column]
            heading = heads.horizontalAdvance(LABELS[target] if target else name)
            wide = max(WIDTHS.get(name, WIDTH) * letter, heading) + theme.px(18)
            self.horizontalHeader().resizeSection(column, wide)

    def place(self) -> tuple[tuple[int, int], str]:
        """Where the keyboard is: row number and part, and target."""
        index = self.currentIndex()
        if not index.isValid() or index.row() >= self.rows.rowCount():
            return (0, 0), ""
        line = self.rows.line(index.row())
        return (line.number, line.part), self.rows.target_at(index.column())

    def go(self, key: tuple[int, int], target: str) -> None:
        """Be on that cell again, or on the first one when its row is not shown any more."""
        row = self.rows.row_of(key)
        if self.rows.rowCount():
            self.setCurrentIndex(self.rows.index(max(row, 0), self.rows.column_of(target or "title")))
            self._from_the_left()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._from_the_left()

    def _from_the_left(self) -> None:
        """Show the first columns, what becomes of each row, wherever there is room for the current cell as well."""
        column = self.currentIndex().column()
        header = self.horizontalHeader()
        if column >= 0 and header.sectionPosition(column) + header.sectionSize(column) <= self.viewport().width():
            self.horizontalScrollBar().setValue(0)

    def chosen(self) -> list[tuple[int, int]]:
        """Row number and part of every row with a chosen cell."""
        chosen = self.selectionModel()
        rows = {row for row in range(self.rows.rowCount()) if chosen.rowIntersectsSelection(row, QModelIndex())}
        if not rows and self.currentIndex().isValid():
            rows = {self.currentIndex().row()}
        return [(line.number, line.part) for line in (self.rows.line(row) for row in sorted(rows))]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if self.state() != QAbstractItemView.State.EditingState:  # else it came on from the editor it ends
                self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)
