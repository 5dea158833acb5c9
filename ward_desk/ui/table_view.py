"""Table view: the table inside a list: keys, copying, columns chosen and remembered."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from ward_desk.ui import theme
from ward_desk.ui.prefs import ColumnState, Prefs
from ward_desk.ui.table_cells import CellDelegate, row_height
from ward_desk.ui.table_model import Column, ListModel

NEEDED = {"date": 11, "when": 22, "rating": 14, "progress": 13, "trend": 9}  # letters, so that nothing is cut off
NARROWEST = 130  # px at 100 %, for the column that takes the room that is left
GIVES_WAY = {"text": 0.6, "theme": 0.6, "choice": 0.75, "progress": 0.75}  # of a column's width, before all scroll
WORDS = 11  # letters: a narrower column holds a reference or a number, and is read whole or not at all


class ListTable(QTableView):
    """A table of whole rows over a `ListModel`. The record people are on is the current one, by id."""

    chosen = Signal(str)  # the current record, "" for none
    activated_id = Signal(str)  # Enter or double click
    remove_requested = Signal(list)  # ids, Delete
    copied = Signal(int)  # rows
    lettered = Signal()  # the size of text changed, and every column has its own width again

    def __init__(self, key: str, model: ListModel, prefs: Prefs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key, self._prefs, self._list = key, prefs, model
        self._current = ""
        self.removable = True  # whether Delete and the menu offer to remove rows
        self._stretch_kept = False
        self.setModel(model)
        self.setItemDelegate(CellDelegate(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(row_height())
        self.verticalHeader().setMinimumSectionSize(row_height())
        self._set_up_header()
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self.doubleClicked.connect(self._on_double_click)

    def _set_up_header(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(False)
        header.setMinimumSectionSize(theme.px(44))
        kept = self._prefs.columns(self._key)
        for place, column in enumerate(self._list.columns):
            self._stretch_kept = self._stretch_kept or (column.stretch and column.key in kept.widths)
            self.setColumnHidden(place, column.key in kept.hidden if kept.hidden is not None else column.hidden)
        self._fit_columns()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._show_header_menu)
        header.sectionResized.connect(self._on_resized)
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._sort_by)
        if kept.sort:
            self._list.sort_key, self._list.descending = kept.sort, kept.descending
        self._show_sort()

    def _fit_columns(self) -> None:
        """Give every column the width someone gave it, or its own in letters of the size in use."""
        kept = self._prefs.columns(self._key).widths
        for place, column in enumerate(self._list.columns):
            self.horizontalHeader().resizeSection(place, kept.get(column.key) or self._own_width(column))

    def _own_width(self, column: Column) -> int:
        letter = QFontMetrics(theme.font(size=13)).horizontalAdvance("0")
        return round(max(column.width, NEEDED.get(column.kind, 0)) * letter) + theme.px(16)

    def _give_way(self, header: QHeaderView, stretch: int) -> None:
        """Narrow the columns that can be read narrower, no more than it takes for the list not to scroll sideways."""
        kept = self._prefs.columns(self._key).widths
        columns = self._list.columns
        shown = [n for n in range(header.count()) if n != stretch and not header.isSectionHidden(n)]
        can = [n for n in shown if columns[n].kind in GIVES_WAY and columns[n].width >= WORDS]
        can = [n for n in can if columns[n].key not in kept]
        own = {n: self._own_width(columns[n]) for n in can}
        spare = {n: round(own[n] * (1 - GIVES_WAY[columns[n].kind])) for n in can}
        others = sum(header.sectionSize(n) for n in shown if n not in own)
        least = theme.px(NARROWEST)
        wished = max(least, self._own_width(columns[stretch]))
        over = sum(own.values()) + others + wished - self.viewport().width()
        most = sum(spare.values())
        share = min(1.0, over / most) if over > 0 and most else 0.0
        if over - (wished - least) > most:  # it would not do: scroll, and read all of each
            share = 0.0
        for n in can:
            header.resizeSection(n, own[n] - round(spare[n] * share))

    def _sort_by(self, place: int) -> None:
        column = self._list.columns[place]
        if not column.sortable:
            return
        same = self._list.sort_key == column.key
        down = same and not self._list.descending
        self._list.sort(place, Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder)
        self._show_sort()
        self._remember()
        self.restore()

    def _show_sort(self) -> None:
        header = self.horizontalHeader()
        keys = [column.key for column in self._list.columns]
        shown = self._list.sort_key in keys
        header.setSortIndicatorShown(shown)
        if shown:
            down = self._list.descending
            order = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
            header.setSortIndicator(keys.index(self._list.sort_key), order)

    def show_sort(self) -> None:
        """Draw the arrow of the sort the model has."""
        self._show_sort()

    def _on_resized(self, place: int, before: int, after: int) -> None:
        column = self._list.columns[place]
        # Only someone dragging is a choice worth remembering; the window's own fitting is not.
        if QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            self._stretch_kept = self._stretch_kept or column.stretch
            self._remember()
        if not column.stretch:
            self._fit_stretch(give_way=False)  # the column being dragged stays as it is

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_stretch()
        here = self.visualRect(self.currentIndex())
        if here.isValid() and here.bottom() < event.oldSize().height():  # it was on screen: keep it there
            self.scrollTo(self.currentIndex())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:  # the size of text was changed
            self.verticalHeader().setMinimumSectionSize(row_height())
            self.verticalHeader().setDefaultSectionSize(row_height())
            self._fit_columns()
            self._fit_stretch()
            self.lettered.emit()

    def _fit_stretch(self, *, give_way: bool = True) -> None:
        place = next((n for n, column in enumerate(self._list.columns) if column.stretch), -1)
        if place < 0 or self._stretch_kept:
            return
        header = self.horizontalHeader()
        with QSignalBlocker(header):
            if give_way:
                self._give_way(header, place)
            others = sum(header.sectionSize(n) for n in range(header.count()) if n != place)
            header.resizeSection(place, max(theme.px(NARROWEST), self.viewport().width() - others))
        self.updateGeometries()
        self.viewport().update()

    def _remember(self) -> None:
        header = self.horizontalHeader()
        columns = self._list.columns
        kept = self._prefs.columns(self._key)
        dragging = bool(QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton)
        widths = dict(kept.widths)
        for place, column in enumerate(columns):
            if dragging and not header.isSectionHidden(place) and (self._stretch_kept or not column.stretch):
                widths[column.key] = header.sectionSize(place)
        hidden = frozenset(c.key for n, c in enumerate(columns) if header.isSectionHidden(n))
        self._prefs.set_columns(self._key, ColumnState(widths, hidden, self._list.sort_key, self._list.descending))

    def show_column(self, key: str, shown: bool) -> None:
        """Show or hide a column, and remember it."""
        place = [column.key for column in self._list.columns].index(key)
        self.setColumnHidden(place, not shown)
        self._fit_stretch()
        self._remember()

    def columns_menu(self, parent: QWidget) -> QMenu:
        """A menu that chooses the columns; at least one always stays."""
        menu = QMenu("Columns", parent)
        visible = [c.key for n, c in enumerate(self._list.columns) if not self.isColumnHidden(n)]
        for column in self._list.columns:
            action = menu.addAction(column.heading)
            action.setCheckable(True)
            action.setChecked(column.key in visible)
            action.setEnabled(visible != [column.key])
            action.setData(column.key)
        menu.triggered.connect(self._on_column_chosen)
        return menu

    def _on_column_chosen(self, action: object) -> None:
        self.show_column(action.data(), action.isChecked())  # type: ignore[attr-defined] # a QAction

    def _show_header_menu(self, where: QPoint) -> None:
        menu = self.columns_menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.horizontalHeader().mapToGlobal(where))

    def _show_menu(self, where: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.selected_ids():
            menu.addAction("Copy rows", QKeySequence(QKeySequence.StandardKey.Copy), self.copy)
            if self.removable:
                menu.addAction("Remove", QKeySequence(QKeySequence.StandardKey.Delete), self._ask_removal)
            menu.addSeparator()
        menu.addMenu(self.columns_menu(menu))
        menu.popup(self.viewport().mapToGlobal(where))

    @property
    def current_id(self) -> str:
        """The record people are on; "" for none."""
        return self._current

    def selected_ids(self) -> list[str]:
        """The chosen records, in the order shown."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._list.id_at(row) for row in rows]

    def select(self, row_id: str) -> bool:
        """Go to a record and say so with `chosen`; False when it is not in the list as filtered."""
        place = self._list.row_of(row_id)
        if place < 0:
            return False
        self.setCurrentIndex(self._list.index(place, self._first_shown()))
        return True

    def restore(self, near: int = -1) -> None:
        """After a reload, be on the same record again, or on the one now nearest to where it was."""
        place = self._list.row_of(self._current)
        if place < 0:
            gone = self._current
            if not gone or not self._list.ids:
                self._current = ""
                if gone:
                    self.chosen.emit("")
                return
            self.setCurrentIndex(self._list.index(min(max(near, 0), len(self._list.ids) - 1), self._first_shown()))
            return
        with QSignalBlocker(self.selectionModel()):
            index = self._list.index(place, self._first_shown())
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flags.NoUpdate)
            self.selectionModel().select(
                QItemSelection(self._list.index(place, 0), self._list.index(place, len(self._list.columns) - 1)),
                flags.ClearAndSelect,
            )
        self.scrollTo(index)
        self.viewport().update()

    def _first_shown(self) -> int:
        return next((n for n in range(len(self._list.columns)) if not self.isColumnHidden(n)), 0)

    def _on_current(self, now: QModelIndex, before: QModelIndex) -> None:
        row_id = self._list.id_at(now.row()) if now.isValid() else ""
        # A model that is being reset has no current row for a moment; `restore` puts it right.
        if row_id and row_id != self._current:
            self._current = row_id
            self.chosen.emit(row_id)

    def _on_double_click(self, index: QModelIndex) -> None:
        self.activated_id.emit(self._list.id_at(index.row()))

    def _ask_removal(self) -> None:
        ids = self.selected_ids()
        if ids and self.removable:
            self.remove_requested.emit(ids)

    def copy(self) -> None:
        """Put the chosen rows, with headings, on the clipboard as a table a spreadsheet takes."""
        ids = self.selected_ids() or list(self._list.ids)
        QGuiApplication.clipboard().setText(self.as_text(ids))
        self.copied.emit(len(ids))

    def as_text(self, ids: Sequence[str]) -> str:
        """Those rows as lines of cells set apart by tabs, headings first, hidden columns left out."""
        shown = [n for n in range(len(self._list.columns)) if not self.isColumnHidden(n)]
        lines = ["\t".join(self._list.columns[n].heading for n in shown)]
        for row_id in ids:
            cells = (self._list.words_of(self._list.row_of(row_id), n) for n in shown)
            lines.append("\t".join(" ".join(words.split()) for words in cells))
        return "\n".join(lines)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current:
            self.activated_id.emit(self._current)
        elif event.key() == Qt.Key.Key_Delete:
            self._ask_removal()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self._current and self._list.ids:
            self.setCurrentIndex(self._list.index(0, self._first_shown()))
