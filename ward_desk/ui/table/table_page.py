"""List pane: the list every page begins with: filter box, filters, table, a line to add one, how many are shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QStackedLayout, QVBoxLayout, QWidget

from ward_desk.core.records import Row
from ward_desk.ui.prefs import ListState, Prefs
from ward_desk.ui.table.table_bar import Filter as Filter
from ward_desk.ui.table.table_bar import FilterBar, Foot, Segments
from ward_desk.ui.table.table_bar import FilterBox as FilterBox
from ward_desk.ui.table.table_groups import Grouping
from ward_desk.ui.table.table_model import Column, FetchIds, ListModel
from ward_desk.ui.table.table_view import ListTable
from ward_desk.ui.widgets import Card, button, label


class _View(NamedTuple):
    """Another way to show the records of a list than its table."""

    words: str
    make: Callable[[], QWidget]
    whole: bool  # shows the whole document, whatever the filters let through


TABLE = "table"  # the key of the view every list has


class ListPane(QWidget):
    """The list of one kind of record. It shows and asks; the page behind it changes the document.

    It may be grouped (`grouping`), and shown in other ways than as a table (`add_view`): every view has the same
    filters, the same groups and the same chosen records. `table` names whose records can be dragged out of it, and
    `table_class` is a table of another kind, as of cells to type in.
    """

    chosen = Signal(str)  # the record people are on, "" for none
    activated = Signal(str)  # Enter or double click: put the keyboard into its form
    remove_requested = Signal(list)  # ids
    add_requested = Signal(str)  # the title typed into the last line
    picked = Signal(list)  # ids of the chosen records, when there come to be others
    view_changed = Signal(str)  # its key
    said = Signal(str)

    def __init__(
        self,
        key: str,
        noun: tuple[str, str],
        columns: Sequence[Column],
        fetch_ids: FetchIds,
        fetch_rows: Callable[[Sequence[str]], Sequence[Row]],
        prefs: Prefs,
        *,
        filters: Sequence[Filter] = (),
        empty: str = "",
        can_add: bool = True,
        can_remove: bool = True,
        sort: str = "",
        descending: bool = False,
        grouping: Grouping | None = None,
        table: str = "",
        table_class: type[ListTable] = ListTable,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._key, self._prefs = key, prefs
        self._noun, self._fetch_ids, self._empty = noun, fetch_ids, empty
        self._total = 0
        self._can_add, self._can_remove = can_add, can_remove
        self.model = ListModel(columns, fetch_ids, fetch_rows, self, grouping=grouping, table=table)
        self.model.sort_key, self.model.descending = sort, descending
        kept = prefs.list_state(key)
        if grouping is not None and kept.group in [name for name, _, _ in grouping.choices]:
            self.model.group = kept.group
        self._views: dict[str, _View] = {}
        self._made: dict[str, QWidget] = {}
        self.view = TABLE  # the key of the view shown
        self.table = table_class(key, self.model, prefs, self)
        self.table.removable = can_remove
        self.table.setAccessibleName(noun[1].capitalize())
        ways = [(name, words) for name, words, _ in grouping.choices] if grouping is not None else []
        # A page may put it over the list and the record beside it.
        self.head = FilterBar(noun[1], filters, ways, self.model.group, more=kept.more)
        self.filter_box, self.drop_downs = self.head.filter_box, self.head.drop_downs
        self.add_box = QLineEdit()
        self.add_box.setPlaceholderText(f"Type to add a new {noun[0]}, then press Enter…")
        self.add_box.setAccessibleName(f"Add a new {noun[0]}")
        if not can_add:  # to show what has no parent yet would open it as a window of its own
            self.add_box.hide()
        self.count = label("", "small")
        self._build()
        self._connect()

    def _build(self) -> None:
        self._nothing = QWidget()
        self._nothing_words = label("", "soft", wrap=True)
        self._nothing_words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._clear = button("Clear the filter")
        self._clear.clicked.connect(self.clear_filters)
        inside = QVBoxLayout(self._nothing)
        inside.addStretch(1)
        inside.addWidget(self._nothing_words)
        inside.addWidget(self._clear, 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addStretch(2)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._nothing)

        self.columns = button("Columns", link=True, tip="Choose the columns of this list")
        self._columns_menu = QMenu("Columns", self.columns)
        self._columns_menu.aboutToShow.connect(self._fill_columns_menu)
        self._columns_menu.triggered.connect(self.table.columns.on_column_chosen)
        self.columns.setMenu(self._columns_menu)
        self._foot = Foot(self.add_box, self.columns, self.count)
        self.card = Card()
        self.card.body.setContentsMargins(1, 4, 1, 1)
        self.card.body.setSpacing(0)
        self.card.body.addLayout(self._stack, 1)
        self.card.body.addWidget(self._foot)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(self.head)
        whole.addWidget(self.card, 1)

    def _connect(self) -> None:
        self.head.changed.connect(self._reload)
        self.head.grouped.connect(self._on_group)
        self.head.more_shown.connect(self._remember)
        self.head.left.connect(self._enter_table)
        self.add_box.returnPressed.connect(self._on_add)
        self.table.chosen.connect(self.chosen)
        self.table.picked.connect(self._on_picked)
        self.table.activated_id.connect(self.activated)
        self.table.remove_requested.connect(self.remove_requested)
        self.table.copied.connect(self._on_copied)

    def refresh(self) -> None:
        """Ask the store again, and stay on the same record."""
        self.head.refill()
        self._total = -1
        self._reload(as_before=True)

    def _reload(self, *, as_before: bool = False) -> None:
        near, there = self.model.row_of(self.table.current_id), self.model.holds(self.table.current_id)
        self.model.words, self.model.filters = self.head.words, self.head.asked
        moved = self.model.reload(self.table.ids_seen() if as_before and self.table.isVisible() else None)
        self.table.show_sort()
        self._show_count()
        self.head.count_lesser()
        if moved or not there or not as_before:  # else the list stands as it stood, and was scrolled where it was
            self.table.restore(near)

    def _show_count(self) -> None:
        shown = len(self.model.ids)
        filtered = bool(self.model.words or self.model.filters)
        if not filtered:
            self._total = shown
        elif self._total < 0:
            self._total = len(self._fetch_ids(words="", filters={}, sort="", descending=None))
        noun = self._noun[0 if self._total == 1 else 1]
        chosen = len(self.table.picked_ids)
        words = f"{shown} of {self._total} {noun}" if filtered else f"{shown} {noun}"
        self.count.setText(f"{chosen} chosen, {words}" if chosen > 1 else words)
        self._show_stack()
        if not shown:
            none = f"No {self._noun[1]} match. Try fewer words, or clear the filter."
            self._nothing_words.setText(none if self._total else self._empty or f"No {self._noun[1]} yet.")
            self._clear.setVisible(bool(self._total))

    # ---- views

    def add_view(self, key: str, words: str, make: Callable[[], QWidget], *, whole: bool = False) -> None:
        """Offer another view of the list, made when it is first shown; `whole` for one that filters don't concern."""
        if not self._views:
            self.segments = Segments(f"How {self._noun[1]} are shown")
            self.segments.add(TABLE, "Table")
            self.segments.chosen.connect(self.show_view)
            self.head.put_at_end(self.segments)
        self._views[key] = _View(words, make, whole)
        self.segments.add(key, words)

    def show_last_view(self) -> None:
        """Show the view the list was left in."""
        kept = self._prefs.list_state(self._key).view
        if kept in self._views:
            self.show_view(kept)

    def show_view(self, key: str) -> None:
        """Show the list in that way; its records, filters and groups stay as they are."""
        if key == self.view:
            return
        here = QApplication.focusWidget()
        had_keyboard = here is not None and (here is self.list_widget or self.list_widget.isAncestorOf(here))
        if key != TABLE and key not in self._made:
            self._made[key] = self._views[key].make()
            self._stack.addWidget(self._made[key])
        self.view = key
        self.segments.show_chosen(key)
        self._remember()
        whole = key != TABLE and self._views[key].whole
        self.head.set_possible(not whole)
        self._foot.show_lesser(key == TABLE)
        self._show_stack()
        if key == TABLE:
            self.table.restore()
        if had_keyboard:
            self.focus_list()
        self.view_changed.emit(key)

    @property
    def list_widget(self) -> QWidget:
        """What shows the records now: the table, or the view in its place."""
        return self._made.get(self.view, self.table)

    def made_view(self, key: str) -> QWidget | None:
        """A view, when it has been shown already."""
        return self._made.get(key)

    def focus_list(self) -> None:
        """Put the keyboard into what shows the records; with none to show, into the line that adds the first."""
        bare = self._stack.currentWidget() is self._nothing and not self.add_box.isHidden()
        (self.add_box if bare else self.list_widget).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_stack(self) -> None:
        whole = self.view != TABLE and self._views[self.view].whole
        self._stack.setCurrentWidget(self.list_widget if self.model.ids or whole else self._nothing)

    def _remember(self) -> None:
        view = "" if self.view == TABLE else self.view
        self._prefs.set_list_state(self._key, ListState(self.model.group, view, self.head.more.isChecked()))

    # ---- filters, groups, columns

    def _on_group(self, name: str) -> None:
        self.model.group = name
        self._remember()
        self._reload()

    def _fill_columns_menu(self) -> None:
        self.table.columns.fill_menu(self._columns_menu)

    def _on_picked(self, ids: list[str]) -> None:
        self._show_count()
        self.picked.emit(ids)

    def clear_filters(self) -> None:
        """Show the whole list again."""
        self.head.clear()
        self._reload()

    @property
    def current_id(self) -> str:
        """The record people are on; "" for none."""
        return self.table.current_id

    def select(self, row_id: str) -> bool:
        """Go to a record, clearing the filter when that hides it; False when it is not in the document."""
        if self.table.select(row_id):
            return True
        if self.model.words or self.model.filters:
            self.clear_filters()
        return self.table.select(row_id)

    def select_first(self) -> None:
        """Be on the first record when on none, so that the form beside the list is never bare."""
        if not self.table.current_id and self.model.ids:
            self.table.select(self.model.ids[0])

    def focus_filter(self) -> None:
        """Put the keyboard into the filter box; a view that has no filters gives way to the table."""
        if not self.filter_box.isEnabled():
            self.show_view(TABLE)
        self.filter_box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter_box.selectAll()

    def start_adding(self) -> None:
        """Put the keyboard into the line that adds a record."""
        self.add_box.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_read_only(self, read_only: bool) -> None:
        """Offer to add and remove, or not: a document opened to read only takes neither."""
        self.add_box.setVisible(self._can_add and not read_only)
        self.table.removable = self._can_remove and not read_only

    def _enter_table(self) -> None:
        self.select_first()
        self.focus_list()

    def _on_add(self) -> None:
        title = " ".join(self.add_box.text().split())
        if title:
            self.add_box.clear()
            self.add_requested.emit(title)

    def _on_copied(self, rows: int) -> None:
        self.said.emit(f"Copied {rows} {'row' if rows == 1 else 'rows'}")
