"""Table columns: the head of a list: which columns it shows, how wide, and what it is sorted by, all remembered."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QHeaderView, QMenu, QTableView, QWidget

from ward_desk.ui import theme
from ward_desk.ui.prefs import ColumnState, Prefs
from ward_desk.ui.table.table_model import Column, ListModel

NEEDED = {"date": 11, "when": 22, "rating": 12, "progress": 13, "trend": 9}  # letters, so that nothing is cut off
NARROWEST = 130  # px at 100 %, for the column that takes the room that is left
GIVES_WAY = {"text": 0.6, "theme": 0.6, "choice": 0.75, "progress": 0.75}  # of a column's width, before all scroll
WORDS = 11  # letters: a narrower column holds a reference or a number, and is read whole or not at all


class ListHeader(QHeaderView):
    """The columns of a list. `key` is what they are remembered under."""

    sorted = Signal()  # by a click on a column
    as_it_came = Signal()  # every column has its own width again

    def __init__(self, key: str, model: ListModel, prefs: Prefs, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._key, self._prefs, self._list, self._table = key, prefs, model, table
        self._stretch_kept = False
        self.setModel(model)
        self.setHighlightSections(False)
        self.setSectionsMovable(False)
        self.setSectionsClickable(True)
        self.setMinimumSectionSize(theme.px(44))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)

    def take_up(self) -> None:
        """Be as it was left; called when it stands in its table."""
        kept = self._prefs.columns(self._key)
        for place, column in enumerate(self._list.columns):
            self._stretch_kept = self._stretch_kept or (column.stretch and column.key in kept.widths)
            self._show_place(place, column.key not in kept.hidden if kept.hidden is not None else not column.hidden)
        self.fit()
        self.sectionResized.connect(self._on_resized)
        self.sectionClicked.connect(self._sort_by)
        if kept.sort:
            self._list.sort_key, self._list.descending = kept.sort, kept.descending
        self.show_sort()

    def fit(self) -> None:
        """Give every column the width someone gave it, or its own in letters of the size in use."""
        kept = self._prefs.columns(self._key).widths
        for place, column in enumerate(self._list.columns):
            self.resizeSection(place, kept.get(column.key) or self._own_width(column))

    def _own_width(self, column: Column) -> int:
        letter = QFontMetrics(theme.font(size=13)).horizontalAdvance("0")
        return round(max(column.width, NEEDED.get(column.kind, 0)) * letter) + theme.px(16)

    def _give_way(self, stretch: int) -> None:
        """Narrow the columns that can be read narrower, no more than it takes for the list not to scroll sideways."""
        kept = self._prefs.columns(self._key).widths
        columns = self._list.columns
        shown = [n for n in range(self.count()) if n != stretch and not self.isSectionHidden(n)]
        can = [n for n in shown if columns[n].kind in GIVES_WAY and columns[n].width >= WORDS]
        can = [n for n in can if columns[n].key not in kept]
        own = {n: self._own_width(columns[n]) for n in can}
        spare = {n: round(own[n] * (1 - GIVES_WAY[columns[n].kind])) for n in can}
        others = sum(self.sectionSize(n) for n in shown if n not in own)
        least = theme.px(NARROWEST)
        wished = max(least, self._own_width(columns[stretch]))
        over = sum(own.values()) + others + wished - self._table.viewport().width()
        most = sum(spare.values())
        share = min(1.0, over / most) if over > 0 and most else 0.0
        if over - (wished - least) > most:  # it would not do: scroll, and read all of each
            share = 0.0
        for n in can:
            self.resizeSection(n, own[n] - round(spare[n] * share))

    def _sort_by(self, place: int) -> None:
        column = self._list.columns[place]
        if not column.sortable:
            return
        same = self._list.sort_key == column.key
        down = same and not self._list.descending
        self._list.sort(place, Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder)
        self.show_sort()
        self._remember()
        self.sorted.emit()

    def show_sort(self) -> None:
        """Draw the arrow of the sort the model has."""
        keys = [column.key for column in self._list.columns]
        shown = self._list.sort_key in keys
        self.setSortIndicatorShown(shown)
        if shown:
            down = self._list.descending
            order = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
            self.setSortIndicator(keys.index(self._list.sort_key), order)

    def _on_resized(self, place: int, before: int, after: int) -> None:
        column = self._list.columns[place]
        # Only someone dragging is a choice worth remembering; the window's own fitting is not.
        if QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            self._stretch_kept = self._stretch_kept or column.stretch
            self._remember()
        if not column.stretch:
            self.fit_stretch(give_way=False)  # the column being dragged stays as it is

    def fit_stretch(self, *, give_way: bool = True) -> None:
        """Give the column that stretches what the others leave, and narrow them where that is too little."""
        place = next((n for n, column in enumerate(self._list.columns) if column.stretch), -1)
        if place < 0 or self._stretch_kept:
            return
        with QSignalBlocker(self):
            if give_way:
                self._give_way(place)
            others = sum(self.sectionSize(n) for n in range(self.count()) if n != place)
            self.resizeSection(place, max(theme.px(NARROWEST), self._table.viewport().width() - others))
        self._table.updateGeometries()
        self._table.viewport().update()

    def _remember(self) -> None:
        columns = self._list.columns
        kept = self._prefs.columns(self._key)
        dragging = bool(QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton)
        widths = dict(kept.widths)
        for place, column in enumerate(columns):
            if dragging and not self.isSectionHidden(place) and (self._stretch_kept or not column.stretch):
                widths[column.key] = self.sectionSize(place)
        shown = self.shown()
        hidden = frozenset(c.key for n, c in enumerate(columns) if n not in shown)
        self._prefs.set_columns(self._key, ColumnState(widths, hidden, self._list.sort_key, self._list.descending))

    def _show_place(self, place: int, shown: bool) -> None:
        """Show a column or not: in a place of its own, or beneath the one it is written under."""
        column = self._list.columns[place]
        self.setSectionHidden(place, not shown or bool(column.under))
        if column.under and shown:
            self._list.under[column.under] = place
        elif column.under:
            self._list.under.pop(column.under, None)
        if column.under:
            self._table.viewport().update()

    def shown(self) -> list[int]:
        """The places of the columns chosen, in their order, those written beneath another too."""
        beneath = set(self._list.under.values())
        return [n for n in range(len(self._list.columns)) if n in beneath or not self.isSectionHidden(n)]

    def show_column(self, key: str, shown: bool) -> None:
        """Show or hide a column, and remember it."""
        place = [column.key for column in self._list.columns].index(key)
        self._show_place(place, shown)
        self.fit_stretch()
        self._remember()

    def as_at_first(self) -> None:
        """Show the columns the list came with, as wide as they came."""
        kept = self._prefs.columns(self._key)
        self._prefs.set_columns(self._key, ColumnState({}, None, kept.sort, kept.descending))
        self._stretch_kept = False
        for place, column in enumerate(self._list.columns):
            self._show_place(place, not column.hidden)
        self.fit()
        self.fit_stretch()
        self.as_it_came.emit()

    def menu(self, parent: QWidget) -> QMenu:
        """A menu that chooses the columns; at least one always stays."""
        menu = QMenu("Columns", parent)
        self.fill_menu(menu)
        menu.triggered.connect(self.on_column_chosen)
        return menu

    def fill_menu(self, menu: QMenu) -> None:
        """Offer the columns as they are now."""
        menu.clear()
        shown = self.shown()
        beside = [n for n in shown if not self.isSectionHidden(n)]
        for place, column in enumerate(self._list.columns):
            action = menu.addAction(column.heading)
            action.setCheckable(True)
            action.setChecked(place in shown)
            action.setEnabled(beside != [place])
            action.setData(column.key)
        menu.addSeparator()
        menu.addAction("As at first", self.as_at_first)

    def on_column_chosen(self, action: object) -> None:
        """Show or hide the column of a menu's line."""
        if action.isCheckable():  # type: ignore[attr-defined] # a QAction
            self.show_column(action.data(), action.isChecked())  # type: ignore[attr-defined] # as above

    def _show_menu(self, where: QPoint) -> None:
        menu = self.menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.mapToGlobal(where))
