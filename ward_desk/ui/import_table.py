"""Import table: what the tables of every import share: their look and their keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from ward_desk.ui.table.table_cells import row_height


class ImportTable(QTableView):
    """Rows as they will be. Space or Delete leaves the chosen ones out, or takes them in again."""

    left_out = Signal(list)  # the keys of the rows chosen

    def __init__(self, model: QAbstractItemModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ready = False
        self.setModel(model)
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def chosen(self) -> Sequence[object]:
        """The keys of the chosen rows."""
        raise NotImplementedError

    def size_columns(self) -> None:
        """Give the columns the sizes of the text in use."""
        raise NotImplementedError

    def chosen_rows(self) -> list[int]:
        """The places of the rows chosen as a whole."""
        return sorted({index.row() for index in self.selectionModel().selectedRows()})

    def fit(self) -> None:
        """Give rows and columns the sizes of the text in use."""
        self._ready = True
        self.verticalHeader().setMinimumSectionSize(row_height())
        self.verticalHeader().setDefaultSectionSize(row_height())
        self.size_columns()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and getattr(self, "_ready", False):  # Qt asks before it is made
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Delete):
            if chosen := self.chosen():
                self.left_out.emit(list(chosen))
        else:
            super().keyPressEvent(event)
