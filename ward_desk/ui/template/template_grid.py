"""Template grid: the cells of one sheet of the council's template, as a spreadsheet shows them, to point at."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from ward_desk.exchange.template.template_file import SheetInfo, Template
from ward_desk.ui import theme
from ward_desk.ui.template import template_sizes
from ward_desk.ui.template.template_model import GridModel, Index

MOST_SPANS: Final = 2_000
_FOCUS: Final = QStyle.StateFlag.State_HasFocus
_CHOSEN: Final = QStyle.StateFlag.State_Selected


class _Cells(QStyledItemDelegate):
    """Long words go on over the empty cells beside them; the cell the keyboard is on has a ring."""

    def __init__(self, grid: TemplateGrid) -> None:
        super().__init__(grid)
        self._grid = grid

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, column = index.row() + 1, index.column() + 1
        model = self._grid.grid
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        source = column if model.spills(row, column) else model.spilled(row, column)
        if source:
            shown.text = ""
        if model.is_target(row, column):
            features: QStyleOptionViewItem.ViewItemFeature = shown.features
            shown.features = features & ~QStyleOptionViewItem.ViewItemFeature.WrapText
        painter.fillRect(option.rect, theme.colour("card"))
        # The ground says what goes where, so the cell the keyboard is on is told by its ring alone.
        state: QStyle.StateFlag = shown.state
        shown.state = state & ~(_FOCUS | _CHOSEN)
        style = self._grid.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, self._grid)
        rect: QRect = option.rect
        painter.save()
        painter.setPen(theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if not model.spilled(row, model.right_of(row, column) + 1):
            painter.drawLine(rect.topRight(), rect.bottomRight())
        if source:
            left = self._grid.columnViewportPosition(source - 1) + style.pixelMetric(
                QStyle.PixelMetric.PM_FocusFrameHMargin, shown, self._grid
            ) + 1  # fmt: skip
            painter.setClipRect(rect)
            painter.setFont(shown.font)
            painter.setPen(theme.colour("soft" if model.is_hidden(row, source) else "ink"))
            room = QRect(left, rect.top(), 100_000, rect.height())
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, model.words(row, source))
        if index == self._grid.currentIndex():
            painter.setClipping(False)
            painter.setPen(QPen(theme.colour("accent" if self._grid.hasFocus() else "soft"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()


class TemplateGrid(QTableView):
    """A sheet to point at. Enter or a double click chooses a cell, and one click is enough while a field is taken up;
    Delete takes off what goes there."""

    chosen = Signal(str)  # "C5"
    removed = Signal(str)
    undo_asked = Signal()
    moved = Signal(str)  # what there is to know of the cell the keyboard is on

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pointing = False
        self._second = self._taken = False  # whether this is the second click of two, and the first one was taken
        self.grid = GridModel(self)
        self.setModel(self.grid)
        self.setItemDelegate(_Cells(self))
        self.setAccessibleName("Cells of the sheet")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setShowGrid(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().setFixedHeight(theme.px(28))
        self.verticalHeader().setDefaultSectionSize(theme.px(template_sizes.LINE))
        self.verticalHeader().setMinimumWidth(theme.px(40))
        self.clicked.connect(self._on_clicked)
        self.doubleClicked.connect(self._on_double_clicked)
        self.selectionModel().currentChanged.connect(self._on_moved)

    def show_sheet(self, template: Template, info: SheetInfo) -> None:
        """Show another sheet from its first cell, merged cells as one."""
        self.clearSpans()
        self.grid.show_sheet(template, info)
        raw = template.raw(info.name)
        for block in raw.merged[:MOST_SPANS]:
            rows, columns = block.bottom - block.top + 1, block.right - block.left + 1
            if block.bottom <= self.grid.rowCount() and block.right <= self.grid.columnCount():
                self.setSpan(block.top - 1, block.left - 1, rows, columns)
        template_sizes.fit(self, self.grid, raw)
        self.setCurrentIndex(self.grid.index(0, 0))

    def show_cell(self, row: int, column: int) -> None:
        """Put the keyboard's place on a cell."""
        index = self.grid.index(row - 1, column - 1)
        self.setCurrentIndex(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def point(self, *, on: bool) -> None:
        """Whether a field is taken up, so that the next click says where it goes."""
        self._pointing = on
        if on:
            self.viewport().setCursor(Qt.CursorShape.CrossCursor)
        else:
            self.viewport().unsetCursor()

    def _ref(self, index: QModelIndex) -> str:
        cell = self.grid.cell(index.row() + 1, index.column() + 1)
        return cell.part_of or cell.ref

    def _on_clicked(self, index: QModelIndex) -> None:
        if self._pointing and not self._second:
            self._taken = True
            self.chosen.emit(self._ref(index))

    def _on_double_clicked(self, index: QModelIndex) -> None:
        if not self._taken:  # else the next column of a list would go into the same cell
            self.chosen.emit(self._ref(index))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._second = self._taken = False
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._second = True
        super().mouseDoubleClickEvent(event)

    def _on_moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid():
            self.moved.emit(self.grid.about(now.row() + 1, now.column() + 1))

    def event(self, event: QEvent) -> bool:
        # Ctrl+Z is the window's, but for here: a step of the mapping is taken back, none of the document's.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and is_undo(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self.chosen.emit(self._ref(index))
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and index.isValid():
            self.removed.emit(self._ref(index))
        elif is_undo(event):
            self.undo_asked.emit()
        else:
            super().keyPressEvent(event)


def is_undo(event: QKeyEvent) -> bool:
    """Whether the key asks for a step to be taken back."""
    return event.matches(QKeySequence.StandardKey.Undo)
