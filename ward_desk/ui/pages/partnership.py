"""Partnership: who the partnership is, and the shorter lists around its plan, each under a tab."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from ward_desk.core import choices as c
from ward_desk.core.changes import ChangeSet
from ward_desk.core.fields import text, whole
from ward_desk.core.records import RECORDS, Row, Value
from ward_desk.core.rules import SCANNED, finds
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.plan import plan
from ward_desk.service.returns.making.return_view import shape_of
from ward_desk.service.thread import thread_links
from ward_desk.ui import theme
from ward_desk.ui.page import Page
from ward_desk.ui.pages.plan.risk_places import RiskSide
from ward_desk.ui.prefs import Prefs
from ward_desk.ui.record.form import RecordForm, Section
from ward_desk.ui.record.record_page import Keeper, RecordPage
from ward_desk.ui.record.record_part import TAKE_OUT
from ward_desk.ui.table.table_model import Column
from ward_desk.ui.table.table_page import Filter, ListPane
from ward_desk.ui.thread.thread_panel import panel_of
from ward_desk.ui.widgets import Card, button

if TYPE_CHECKING:  # imported when a ward profile is brought in
    from ward_desk.ui.import_place import ImportPlace


class _Kind(NamedTuple):
    """One list: its table, its listing in `service.lists`, its columns and the choice it is filtered by."""

    table: str
    listing: str
    columns: tuple[Column, ...]
    empty: str
    filter: str = ""
    noun: tuple[str, str] = ("", "")  # one and many, where the record's own names do not count well
    can_add: bool = True


KINDS: Final = (
    _Kind("priority", "priorities", (
        Column("ref", "Ref", "text", 9), Column("title", "Priority", "text", 30, stretch=True),
        Column("theme", "Theme", "text", 20), Column("term", "Term", "choice", 13, choices=c.TERMS),
        Column("agreed_on", "Agreed", "date", 12),
    ), "No priorities yet. A priority is what residents' words led to.", "term"),
    _Kind("recommendation", "recommendations", (
        Column("title", "Recommendation", "text", 40, stretch=True),
        Column("term", "Term", "choice", 13, choices=c.TERMS), Column("actions", "Actions", "number", 9),
        Column("nothing_to_report", "Nothing to report", "text", 26),
    ), "No recommendations yet. The plan of this programme hangs on them: type the first one below.", "term"),
    _Kind("organisation", "organisations", (
        Column("name", "Name", "text", 30, stretch=True), Column("sector", "Sector", "choice", 24, choices=c.SECTORS),
        Column("contact_role", "Role to contact", "text", 24),
    ), "No organisations yet. Leads, partners and those who come to events stand here once.", "sector"),
    _Kind("funding", "funding", (
        Column("ref", "Ref", "text", 9), Column("source", "Source", "text", 26, stretch=True),
        Column("action", "Action", "text", 10), Column("stage", "Stage", "choice", 14, choices=c.FUNDING_STAGES),
        Column("allocated", "Allocated", "money", 12), Column("spent", "Spent", "money", 12),
    ), "No funding lines yet.", "stage", ("funding line", "funding lines")),
    _Kind("risk", "risks", (
        Column("ref", "Ref", "text", 9), Column("title", "Risk", "text", 30, stretch=True),
        Column("category", "Category", "choice", 20, choices=c.RISK_CATEGORIES), Column("action", "Action", "text", 10),
        Column("before", "Before", "number", 8), Column("after", "After", "number", 8),
    ), "No risks yet.", "category"),
    _Kind("evidence", "evidence", (
        Column("ref", "Ref", "text", 9), Column("shows", "What it shows", "text", 34, stretch=True),
        Column("holder", "Who holds it", "text", 22), Column("place", "Where", "text", 20),
    ), "No evidence is pointed at yet. Point to it; the file stays with whoever holds it.",
        noun=("piece of evidence", "pieces of evidence")),
    _Kind("profile_line", "profile", (
        Column("indicator", "Indicator", "text", 34, stretch=True), Column("unit", "Unit", "text", 10),
        Column("ward_value", "Ward", "number", 10), Column("county_value", "County", "number", 10),
        Column("national_value", "National", "number", 10),
    ), "No ward profile yet.", noun=("profile line", "profile lines")),
    _Kind("deep_dive", "deep_dives", (
        Column("ref", "Ref", "text", 9), Column("topic", "Topic", "text", 34, stretch=True),
        Column("theme", "Theme", "text", 20),
    ), "No deep dives yet."),
)  # fmt: skip


class _List(RecordPage):
    """One of the lists, with every field of its record beside it."""

    def __init__(self, kind: _Kind, doc: Document, prefs: Prefs, keeper: Keeper | None) -> None:
        self._kind = kind
        self.table = kind.table  # type: ignore[misc]  # one class for eight tables
        super().__init__(doc, prefs, keeper)
        self.take_out = button(TAKE_OUT)
        self.take_out.setAutoDefault(True)
        self.take_out.clicked.connect(self._redact)
        self.body.addWidget(self.take_out, 0, Qt.AlignmentFlag.AlignLeft)
        self.golden = panel_of(self, doc) if kind.table in thread_links.KINDS else None
        if self.golden is not None:
            self.body.addSpacing(8)
            self.body.addWidget(self.golden)
        self.risks = RiskSide(doc, self.attempt) if kind.table == "risk" else None
        if self.risks is not None:
            self.body.addWidget(self.risks)
            self.risks.chosen.connect(self.pane.select)

    def show_more(self, row: Row | None) -> None:
        """The golden thread of a priority, recommendation or deep dive; a risk on its picture, among the others."""
        self._offer_redacting(row or {})
        if self.risks is not None:
            self.risks.show_risk(row)
        if row is not None and self.golden is not None:
            self.golden.show_record(self.table, str(row["id"]))

    def _offer_redacting(self, row: Row) -> None:
        found = any(finds(self.table, name, text(row, name)) for name in SCANNED.get(self.table, ()))
        self.take_out.setVisible(found and not self.doc.read_only)

    def _redact(self) -> None:
        self.form.commit_pending()
        self.attempt(lambda: plan.redact(self.doc, self.table, self._shown))

    def make_list(self) -> ListPane:
        kind, record = self._kind, RECORDS[self._kind.table]
        ids, rows = self.fetch(kind.listing)
        filters: tuple[Filter, ...] = ()
        if kind.filter:
            field = record.field(kind.filter)
            filters = (Filter(field.name, field.label, lambda: field.choices),)
        noun = kind.noun if kind.noun[0] else (record.label.lower(), record.plural.lower())
        return ListPane(
            f"partnership/{kind.table}", noun, kind.columns, ids, rows, self.prefs,
            filters=filters, empty=kind.empty, can_add=kind.can_add,
        )  # fmt: skip

    @cached_property
    def profile_place(self) -> ImportPlace:
        """Where a ward profile is brought in."""
        from ward_desk.ui.import_place import ImportPlace
        from ward_desk.ui.pages.figures.figures_open import PROFILE

        made = ImportPlace(self.doc, self, self.usual, PROFILE)
        made.finished.connect(self.removed)  # offered back
        made.said.connect(self.said)
        made.changed.connect(lambda _on: self.commands_changed.emit())
        return made

    @property
    def can_edit(self) -> bool:
        """Whether the document takes changes, and no ward profile is on its way in."""
        place = self.__dict__.get("profile_place")
        return super().can_edit and (place is None or not place.showing)

    def values_for(self, title: str) -> Row:
        """A record of an ordered list comes last in it."""
        values = super().values_for(title)
        if any(field.name == "position" for field in RECORDS[self.table].fields):
            taken = (whole(row, "position") or 0 for row in self.doc.store.rows(self.table))
            values["position"] = max(taken, default=0) + 1
        return values

    def make_form(self) -> RecordForm:
        hidden = ("illustrative", "record_table", "record_id", "position", "code")
        names = tuple(field.name for field in RECORDS[self.table].fields if field.name not in hidden)
        return RecordForm(self.table, (Section("", names),), self.options, today=lambda: self.doc.today)


class PartnershipPage(Page):
    """The partnership's own facts first, then a list under each tab, made when it is first shown."""

    tables = frozenset({"partnership", "theme", *(kind.table for kind in KINDS)}) | thread_links.TABLES

    def __init__(
        self, doc: Document, prefs: Prefs, keeper: Keeper | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.doc, self._prefs, self._keeper = doc, prefs, keeper
        self._lists: dict[str, _List] = {}
        self.bar = QTabBar()
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setAccessibleName("Parts of the partnership")
        self.stack = QStackedWidget()
        self.form = self._make_form()
        self._add_tabs()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.bar)
        column.addWidget(self.stack, 1)
        self.bar.currentChanged.connect(self._on_tab)

    def _make_form(self) -> RecordForm:
        form = RecordForm(
            "partnership",
            (
                Section("", ("ward", "town", "council", "programme", "chair_role", "officer_role", "work_email")),
                Section("The return", ("return_due_day", "small_number", "notice")),
            ),
            lambda _table: (),
            today=lambda: self.doc.today,
        )
        form.set_read_only(self.doc.read_only)
        form.edited.connect(self._on_edited)
        form.typing.connect(self._on_typing)
        return form

    def _add_tabs(self) -> None:
        card = Card("About this partnership")
        card.body.addWidget(self.form)
        card.body.addStretch(1)
        card.setMaximumWidth(theme.px(760))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(card)
        self.stack.addWidget(scroll)
        self.bar.addTab("Partnership")
        shaped = shape_of(self.doc) == "recommendations" or bool(self.doc.store.rows("recommendation"))
        self._kinds = [kind for kind in KINDS if kind.table != "recommendation" or shaped]
        for kind in self._kinds:
            self.bar.addTab(RECORDS[kind.table].plural)
            self.stack.addWidget(QWidget())

    def _on_tab(self, at: int) -> None:
        if at:
            shown = self._list(self._kinds[at - 1].table)
            shown.refresh(None)
        self.stack.setCurrentIndex(at)

    def _list(self, table: str) -> _List:
        made = self._lists.get(table)
        if made is None:
            at = next(n for n, kind in enumerate(self._kinds, 1) if kind.table == table)
            made = self._lists[table] = _List(self._kinds[at - 1], self.doc, self._prefs, self._keeper)
            made.removed.connect(self.removed)
            made.said.connect(self.said)
            made.commands_changed.connect(self.commands_changed)
            made.open_requested.connect(self.open_requested)
            old = self.stack.widget(at)
            self.stack.insertWidget(at, made)
            if old is not None:
                self.stack.removeWidget(old)
                old.deleteLater()
        return made

    @property
    def _shown(self) -> _List | None:
        at = self.bar.currentIndex()
        return self._lists.get(self._kinds[at - 1].table) if at else None

    @property
    def can_edit(self) -> bool:
        """Whether the document takes changes, and no ward profile is on its way in."""
        shown = self._lists.get("profile_line")
        return not self.doc.read_only and (shown is None or shown.can_edit)

    def import_profile(self) -> None:
        """Ask for a ward profile, and begin to bring it in under its tab."""
        self.commit_pending()
        self.bar.setCurrentIndex(1 + [kind.table for kind in self._kinds].index("profile_line"))
        self._list("profile_line").profile_place.ask()

    def refresh(self, changes: ChangeSet | None) -> None:
        """Show the document as it is now."""
        row = self.doc.partnership
        self.form.load(row, edits.problems(self.doc, "partnership", row))
        if self._shown is not None:
            self._shown.refresh(None)

    def _on_edited(self, field: str, value: Value) -> None:
        row_id = str(self.doc.partnership["id"])
        if self.attempt(lambda: edits.edit(self.doc, "partnership", row_id, {field: value})):
            self._on_typing(field, "")

    def _on_typing(self, field: str, words: str) -> None:
        if self._keeper is None:
            return
        row_id = str(self.doc.partnership["id"])
        if words:
            self._keeper.keep("partnership", row_id, field, words)
        else:
            self._keeper.forget("partnership", row_id, field)

    def open_record(self, table: str, row_id: str, field: str = "") -> bool:
        """Show a record under its tab."""
        if table == "partnership":
            self.bar.setCurrentIndex(0)
            self.form.focus_field(field)
            return True
        at = next((n for n, kind in enumerate(self._kinds, 1) if kind.table == table), 0)
        if not at:
            return False
        self.bar.setCurrentIndex(at)
        return self._list(table).open_record(table, row_id, field)

    def restore_draft(self, row_id: str, draft: dict[str, str]) -> bool:
        """Put half-typed text back under the tab that is shown."""
        if row_id == self.doc.partnership["id"]:
            self.form.restore_draft(draft)
            return True
        return self._shown is not None and self._shown.restore_draft(row_id, draft)

    def commit_pending(self) -> None:
        """Keep what is half typed."""
        self.form.commit_pending()
        for one in self._lists.values():
            one.commit_pending()

    def focus_filter(self) -> None:
        """Put the keyboard into the filter box of the list shown."""
        if self._shown is not None:
            self._shown.focus_filter()
