"""Record page: what every page of one kind of record shares: the list, the chosen record beside it, edited in place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, ClassVar, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QSplitter, QVBoxLayout, QWidget

from ward_desk.core.changes import ChangeSet
from ward_desk.core.records import RECORDS, Row, Value
from ward_desk.service import edits, lists, recovery, unchanged
from ward_desk.service.document import Document
from ward_desk.ui import dialogs, marks, theme
from ward_desk.ui.page import Page
from ward_desk.ui.panes import scrolled
from ward_desk.ui.prefs import Prefs
from ward_desk.ui.record.editors import Options
from ward_desk.ui.record.form import RecordForm
from ward_desk.ui.record.record_checks import RecordChecks
from ward_desk.ui.table.table_page import ListPane
from ward_desk.ui.widgets import Card, FlowLayout, Pill, label

if TYPE_CHECKING:  # imported when something is first written
    from ward_desk.ui.paper.list_out import ListOut


class Keeper(Protocol):
    """Keeps half-typed text safe against a crash (`service.recovery.Drafts`)."""

    def keep(self, table: str, row_id: str, field: str, text: str) -> None: ...

    def forget(self, table: str, row_id: str, field: str) -> None: ...


def link_options(doc: Document, table: str) -> Options:
    """(id, words) of every record a link may point at, as people know them. Forms and filters ask at every edit."""
    return unchanged.while_table_stands(doc, table, lambda: _named(doc, table))


def _named(doc: Document, table: str) -> Options:
    record = RECORDS[table]
    ordered = any(field.name == "position" for field in record.fields)
    shown = doc.store.named(table, order="ref" if record.ref is not None else "position" if ordered else record.title)
    if record.ref is None and not ordered:
        shown.sort(key=lambda one: one[1].casefold())
    return tuple(shown)


class RecordPage(Page):
    """A list on the left, the chosen record on the right. A page gives its list, its form and what stands below it."""

    table: ClassVar[str]  # the table listed
    start: ClassVar[Mapping[str, Value]] = {}  # what a record typed into the list starts with
    own_rows: ClassVar[bool] = False  # whether the page works out more of its list's rows than the store has
    listing: str  # the list in `service.lists`

    def __init__(
        self, doc: Document, prefs: Prefs, keeper: Keeper | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.doc, self.prefs, self._keeper = doc, prefs, keeper
        self._shown = ""  # id of the record in the form
        self._marks: list[marks.Mark] = []  # under its title
        self.pane = self.make_list()
        self.form = self.make_form()
        self.heading = label("", "heading", wrap=True)
        self.pills = FlowLayout(gap=6)
        self.body = QVBoxLayout()  # what a page puts below the form
        self._build()
        self.pane.set_read_only(doc.read_only)
        self.form.set_read_only(doc.read_only)
        self.pane.chosen.connect(self._on_chosen)
        self.pane.activated.connect(lambda _id: self.form.focus_field())
        self.pane.add_requested.connect(self.add)
        self.pane.remove_requested.connect(self.remove)
        self.pane.said.connect(self.said)
        self.pane.table.export_requested.connect(self.export_list)
        self.form.edited.connect(self._on_edited)
        self.form.typing.connect(self._on_typing)
        self.checks.typing.connect(self._on_typing)

    # What a page gives.

    def make_list(self) -> ListPane:
        """The list."""
        raise NotImplementedError

    def make_form(self) -> RecordForm:
        """The form beside the list."""
        raise NotImplementedError

    def show_more(self, row: Row | None) -> None:
        """Show what the page has below the form, for this record."""

    def pills_of(self, row: Row) -> list[marks.Mark | None]:
        """The marks under the record's title."""
        return []

    def values_for(self, title: str) -> Row:
        """The fields of a record typed into the list."""
        return {RECORDS[self.table].title: title, **self.start}

    # What every page does.

    def _build(self) -> None:
        self.card = Card()
        inner = QWidget()
        inner.setObjectName("detail")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.heading)
        pill_box = QWidget()
        pill_box.setLayout(self.pills)
        column.addWidget(pill_box)
        self._pill_box = pill_box
        self.checks = RecordChecks(self.doc, self.table, self.form, self.attempt)
        column.addWidget(self.checks)
        column.addWidget(self.form)
        column.addLayout(self.body)
        self.area = scrolled(inner)
        layout = self.card.layout()
        assert layout is not None
        layout.addWidget(self.area)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.pane)
        self.splitter.addWidget(self.card)
        self.splitter.setStretchFactor(0, 7)
        self.splitter.setStretchFactor(1, 3)
        kept = self.prefs.pane(self.table)
        self.splitter.setSizes(kept or [theme.px(740), theme.px(430)])
        self.splitter.splitterMoved.connect(lambda *_: self.prefs.set_pane(self.table, self.splitter.sizes()))
        self.usual = QWidget()  # all of the page, unless something stands in its place for a while
        self.whole = QVBoxLayout(self.usual)
        self.whole.setContentsMargins(0, 0, 0, 0)
        self.whole.setSpacing(12)
        self.whole.addWidget(self.splitter, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.usual)

    def fetch(self, listing: str) -> tuple[Callable[..., Sequence[str]], Callable[[Sequence[str]], Sequence[Row]]]:
        """How a list of this document is asked for its ids and its rows."""
        self.listing = listing
        return partial(lists.ids, self.doc, listing), partial(lists.rows, self.doc, listing)

    @cached_property
    def out(self) -> ListOut:
        """Writes the page's lists to files, one at a time."""
        from ward_desk.ui.paper.list_out import ListOut

        made = ListOut(self.doc, self)
        made.said.connect(self.said)
        made.busy_changed.connect(self.commands_changed)
        return made

    @property
    def can_write(self) -> bool:
        """Whether nothing is being written; the commands that write ask."""
        return "out" not in self.__dict__ or not self.out.busy

    def export_list(self) -> None:
        """Write the list as it is shown to a workbook or CSV."""
        self.commit_pending()
        self.out.export(self.pane, self.listing, RECORDS[self.table].plural, rows_of_page=self.own_rows)

    def options(self, table: str) -> Options:
        """What a link of the form may point at."""
        return link_options(self.doc, table)

    @property
    def can_edit(self) -> bool:
        """Whether the document takes changes; commands that change it ask."""
        return not self.doc.read_only

    @property
    def beside(self) -> bool:
        """Whether the chosen record is shown beside the list."""
        return True

    @property
    def row(self) -> Row | None:
        """The record in the form, as stored."""
        return self.doc.store.get(self.table, self._shown) if self._shown else None

    def refresh(self, changes: ChangeSet | None) -> None:
        """Show the document as it is now, staying on the same record."""
        if changes is not None and self.tables and not changes.touches(*self.tables):
            return
        self.pane.refresh()
        self.pane.select_first()
        self._load()

    def _on_chosen(self, row_id: str) -> None:
        if row_id != self._shown:
            self.form.commit_pending()
            self.checks.commit_pending()
            self._shown = row_id
            self._load()
            self.area.verticalScrollBar().setValue(0)

    def _load(self) -> None:
        row = self.row
        if row is None:
            self._shown = ""
        problems = edits.problems(self.doc, self.table, row) if row else []
        self.form.load(row, problems)
        self.checks.show_record(self._shown)
        self.card.setVisible(row is not None and self.beside)
        record = RECORDS[self.table]
        self.heading.setText(f"{row.get('ref') or ''!s}  {row[record.title]!s}".strip() if row else "")
        shown = [mark for mark in self.pills_of(row) if mark is not None] if row else []
        if row and row.get("illustrative"):
            shown.append(marks.worded("Illustrative", "grey"))
        if shown != self._marks:  # made anew, they would have the whole record laid out and painted again
            self._show_marks(shown)
        self.show_more(row)

    def _show_marks(self, shown: list[marks.Mark]) -> None:
        while (item := self.pills.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._marks = shown
        for mark in shown:
            self.pills.addWidget(Pill(mark))
        self._pill_box.setVisible(bool(shown))

    def _on_edited(self, field: str, value: Value) -> None:
        row_id = self._shown
        if self.attempt(lambda: self.keep(row_id, field, value)):
            self.checks.forget(field)
            if self._keeper is not None:
                self._keeper.forget(self.table, row_id, field)

    def settled(self) -> None:
        """Show what the checks of the return due next found in the record."""
        self.checks.show_record(self._shown)

    def keep(self, row_id: str, field: str, value: Value) -> None:
        """Store one field of the record; a page overrides it where a field brings others along."""
        edits.edit(self.doc, self.table, row_id, {field: value})

    def _on_typing(self, field: str, text: str) -> None:
        if self._keeper is None:
            return
        if text:
            self._keeper.keep(self.table, self._shown, field, text)
        else:
            self._keeper.forget(self.table, self._shown, field)

    def add(self, title: str) -> None:
        """Add a record by its title, and open it."""
        made: list[str] = []
        if self.attempt(lambda: made.append(edits.add(self.doc, self.table, self.values_for(title)))):
            self.open_record(self.table, made[0])

    def remove(self, row_ids: list[str]) -> None:
        """Remove records; the window's strip offers them back."""
        rows = [row for row in (self.doc.store.get(self.table, one) for one in row_ids) if row]
        if not rows or self.doc.read_only:
            return
        self.commit_pending()  # what is half typed goes with them, so that undo brings that back too
        record = RECORDS[self.table]
        one = len(rows) == 1
        words = edits.name(self.doc.store, self.table, rows[0]) if one else f"{len(rows)} {record.plural.lower()}"
        if self.attempt(lambda: edits.remove(self.doc, self.table, row_ids)):
            self.removed.emit(f"Removed {words}")

    def open_record(self, table: str, row_id: str, field: str = "") -> bool:
        """Show a record of this page, with the keyboard in its field."""
        if table != self.table or not self.pane.select(row_id):
            return False
        self._on_chosen(row_id)
        if field:
            self.form.focus_field(field)
        else:
            self.pane.focus_list()
        return True

    def show_change(self, changes: ChangeSet) -> None:
        """Go to the first record that was changed, itself or in what belongs to it, unless it is the one shown."""
        touched = edits.owners(self.doc.store, self.table, changes)
        if touched and self._shown not in touched:
            self.pane.select(next((one for one in self.pane.model.ids if one in touched), min(touched)))

    def restore_draft(self, row_id: str, draft: dict[str, str]) -> bool:
        """Put text that a crash left half typed back into its fields."""
        if not self.open_record(self.table, row_id):
            return False
        self.form.restore_draft(draft)
        whys = {key: words for key, words in draft.items() if key.startswith(recovery.WHY)}
        lost = self.checks.restore_draft(whys) if whys else []
        if lost:
            dialogs.tell(
                self, "What this sentence explained is not found in the record any more.",
                f"Here it is, to copy where it belongs: {' / '.join(lost)}",
            )  # fmt: skip
        return True

    def commit_pending(self) -> None:
        """Keep what is half typed."""
        self.form.commit_pending()
        self.checks.commit_pending()

    def focus_filter(self) -> None:
        """Put the keyboard into the filter box."""
        self.pane.focus_filter()

    def take_keyboard(self) -> None:
        """Put the keyboard into the list, unless it is somewhere on the page."""
        here = QApplication.focusWidget()
        if here is None or not self.isAncestorOf(here):
            self.pane.focus_list()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Only what the field itself has no use for comes here: Esc with nothing half typed leaves the record.
        here = QApplication.focusWidget()
        if event.key() == Qt.Key.Key_Escape and here is not None and self.card.isAncestorOf(here):
            self.pane.focus_list()
        else:
            super().keyPressEvent(event)

    def new_record(self) -> None:
        """Put the keyboard into the line that adds a record."""
        self.pane.start_adding()
