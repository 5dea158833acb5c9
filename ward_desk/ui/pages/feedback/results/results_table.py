"""Results table: a small table that is as tall as its rows, and is read and copied like any other."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableWidget, QTableWidgetItem, QWidget

from ward_desk.ui import theme

_ROW = 25  # px at 100 %


def as_text(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table as a spreadsheet takes it."""
    return "\n".join("\t".join(" ".join(cell.split()) for cell in line) for line in (heads, *rows))


class ResultsTable(QTableWidget):
    """Rows of words under headings. Ctrl+C copies the whole of it, or what `copied` gives where small numbers of people
    are seen that may not leave the window; Tab leaves it."""

    def __init__(self, name: str, copied: Callable[[], str] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._copied = copied
        self._heads: tuple[str, ...] = ()
        self._rows: tuple[tuple[str, ...], ...] = ()
        self._natural = 0  # px the first column would like
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.verticalHeader().hide()
        heads = self.horizontalHeader()
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        heads.setHighlightSections(False)

    def show_rows(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Show these rows in place of those shown."""
        self._heads, self._rows = tuple(heads), tuple(tuple(row) for row in rows)
        self.clear()
        self.setColumnCount(len(heads))
        self.setRowCount(len(rows))
        for place, words in enumerate(heads):
            head = QTableWidgetItem(words)
            head.setToolTip(words)
            self.setHorizontalHeaderItem(place, head)
        for down, cells in enumerate(rows):
            for across, words in enumerate(cells):
                item = QTableWidgetItem(words)
                item.setToolTip(words)
                self.setItem(down, across, item)
        self._fit()

    def _fit(self) -> None:
        self.resizeColumnsToContents()
        self._natural = self.columnWidth(0) + 4 if self._heads else 0
        for column in range(1, self.columnCount()):
            self.setColumnWidth(column, min(self.columnWidth(column) + 4, theme.px(190)))
        self._fit_first()
        for row in range(self.rowCount()):
            self.setRowHeight(row, theme.px(_ROW))
        self.updateGeometry()

    def _fit_first(self) -> None:
        """The answers' own column gives way to the numbers where there is little room; its words are in tooltips."""
        self.setColumnWidth(0, min(self._natural, theme.px(230), max(theme.px(110), round(self.width() * 0.42))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width() and self._natural:
            self._fit_first()

    def sizeHint(self) -> QSize:
        rows = sum(self.rowHeight(row) for row in range(self.rowCount()))
        bar = self.horizontalScrollBar().sizeHint().height() if self._is_wider else 0
        return QSize(theme.px(320), self.horizontalHeader().sizeHint().height() + rows + bar + 2 * self.frameWidth())

    @property
    def _is_wider(self) -> bool:
        return self.horizontalHeader().length() > self.viewport().width()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), self.sizeHint().height())

    @property
    def as_text(self) -> str:
        """All of it as a spreadsheet takes it."""
        return as_text(self._heads, self._rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self._copied() if self._copied is not None else self.as_text)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()
