"""List pane: the list every page begins with: filter box, filters, table, a line to add one, how many are shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedLayout, QVBoxLayout, QWidget

from ward_desk.core.records import Row, Value
from ward_desk.ui import theme
from ward_desk.ui.editors import undoes_more
from ward_desk.ui.prefs import Prefs
from ward_desk.ui.table_model import Column, FetchIds, ListModel
from ward_desk.ui.table_view import ListTable
from ward_desk.ui.widgets import Card, Choice, FlowLayout, button, label


class Filter(NamedTuple):
    """A drop-down over a list. `options` gives (value, words) pairs each time the list is refreshed.

    The first choice, "all", leaves the filter out of what the store is asked.
    """

    key: str
    heading: str
    options: Callable[[], Sequence[tuple[Value, str]]]
    every: str = "all"
    start: Value = None  # the value it stands on at first; None for all


class FilterBox(QLineEdit):
    """The box words are typed into; Esc empties it, Down goes into the list."""

    left = Signal()

    def event(self, event: QEvent) -> bool:
        return False if undoes_more(event, bool(self.text())) else super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class ListPane(QWidget):
    """The list of one kind of record. It shows and asks; the page behind it changes the document."""

    chosen = Signal(str)  # the record people are on, "" for none
    activated = Signal(str)  # Enter or double click: put the keyboard into its form
    remove_requested = Signal(list)  # ids
    add_requested = Signal(str)  # the title typed into the last line
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
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._noun, self._fetch_ids, self._empty = noun, fetch_ids, empty
        self._filters = tuple(filters)
        self._total = 0
        self._can_add, self._can_remove = can_add, can_remove
        self.model = ListModel(columns, fetch_ids, fetch_rows, self)
        self.model.sort_key, self.model.descending = sort, descending
        self.table = ListTable(key, self.model, prefs, self)
        self.table.removable = can_remove
        self.table.setAccessibleName(noun[1].capitalize())
        self.filter_box = FilterBox()
        self.filter_box.setPlaceholderText(f"Filter these {noun[1]}…")
        self.filter_box.setAccessibleName(f"Filter these {noun[1]}")
        self.filter_box.setClearButtonEnabled(True)
        self._size_filter_box()
        self.add_box = QLineEdit()
        self.add_box.setPlaceholderText(f"Type to add a new {noun[0]}, then press Enter…")
        self.add_box.setAccessibleName(f"Add a new {noun[0]}")
        if not can_add:  # to show what has no parent yet would open it as a window of its own
            self.add_box.hide()
        self.count = label("", "small")
        self.drop_downs: dict[str, Choice] = {}
        self._build()
        self._connect()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._size_filter_box()

    def _size_filter_box(self) -> None:
        words = QFontMetrics(theme.font()).horizontalAdvance(self.filter_box.placeholderText())
        self.filter_box.setFixedWidth(max(theme.px(200), words + theme.px(28)))

    def _build(self) -> None:
        self.bar = FlowLayout()
        self.bar.addWidget(self.filter_box)
        for one in self._filters:
            drop_down = Choice(f"{one.heading}:")
            drop_down.setAccessibleName(f"{one.heading} shown")
            drop_down.currentIndexChanged.connect(self._on_filter)
            self.drop_downs[one.key] = drop_down
            self.bar.addWidget(drop_down)
        # A page puts its own controls, a choice of views, say, at the right of the filters.
        self.tools = QHBoxLayout()
        self.tools.setSpacing(8)
        top = QHBoxLayout()
        top.addLayout(self.bar, 1)
        top.addLayout(self.tools)

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

        foot = QHBoxLayout()
        foot.setContentsMargins(8, 6, 10, 8)
        foot.setSpacing(12)
        foot.addWidget(self.add_box, 1)
        if not self._can_add:
            foot.addStretch(1)
        foot.addWidget(self.count)
        self.card = Card()
        self.card.body.setContentsMargins(1, 4, 1, 1)
        self.card.body.setSpacing(0)
        self.card.body.addLayout(self._stack, 1)
        self.card.body.addLayout(foot)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addLayout(top)
        whole.addWidget(self.card, 1)

    def _connect(self) -> None:
        self.filter_box.textChanged.connect(self._on_filter)
        self.filter_box.left.connect(self._enter_table)
        self.add_box.returnPressed.connect(self._on_add)
        self.table.chosen.connect(self.chosen)
        self.table.activated_id.connect(self.activated)
        self.table.remove_requested.connect(self.remove_requested)
        self.table.copied.connect(self._on_copied)

    def refresh(self) -> None:
        """Ask the store again, and stay on the same record."""
        for one in self._filters:
            drop_down = self.drop_downs[one.key]
            value = drop_down.currentData() if drop_down.count() else one.start
            drop_down.fill([(None, one.every), *one.options()], value)
        self._total = -1
        self._reload(as_before=True)

    def _reload(self, *, as_before: bool = False) -> None:
        near = self.model.row_of(self.table.current_id)
        self.model.words = self.filter_box.text().strip()
        asked = {key: box.currentData() for key, box in self.drop_downs.items()}
        self.model.filters = {key: value for key, value in asked.items() if value is not None}
        moved = self.model.reload()
        self.table.show_sort()
        self._show_count()
        if moved or near < 0 or not as_before:  # else the list stands as it stood, and was scrolled where it was
            self.table.restore(near)

    def _show_count(self) -> None:
        shown = len(self.model.ids)
        filtered = bool(self.model.words or self.model.filters)
        if not filtered:
            self._total = shown
        elif self._total < 0:
            self._total = len(self._fetch_ids(words="", filters={}, sort="", descending=None))
        noun = self._noun[0 if self._total == 1 else 1]
        self.count.setText(f"{shown} of {self._total} {noun}" if filtered else f"{shown} {noun}")
        self._stack.setCurrentIndex(0 if shown else 1)
        if not shown:
            none = f"No {self._noun[1]} match. Try fewer words, or clear the filter."
            self._nothing_words.setText(none if self._total else self._empty or f"No {self._noun[1]} yet.")
            self._clear.setVisible(bool(self._total))

    def clear_filters(self) -> None:
        """Show the whole list again."""
        for drop_down in self.drop_downs.values():
            drop_down.blockSignals(True)
            drop_down.setCurrentIndex(0)
            drop_down.blockSignals(False)
        self.filter_box.blockSignals(True)
        self.filter_box.clear()
        self.filter_box.blockSignals(False)
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
        """Put the keyboard into the filter box."""
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
        self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_filter(self) -> None:
        self._reload()

    def _on_add(self) -> None:
        title = " ".join(self.add_box.text().split())
        if title:
            self.add_box.clear()
            self.add_requested.emit(title)

    def _on_copied(self, rows: int) -> None:
        self.said.emit(f"Copied {rows} {'row' if rows == 1 else 'rows'}")
