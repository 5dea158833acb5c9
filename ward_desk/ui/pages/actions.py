"""Action plan: the list of actions, and the chosen one beside it (`action_parts`)."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ward_desk.core.choices import DELIVERIES, TERMS
from ward_desk.core.choices import label as words_of
from ward_desk.core.ratings import STATUSES
from ward_desk.core.records import Row, Value
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.ui import marks
from ward_desk.ui.form import RecordForm, Section
from ward_desk.ui.pages.action_parts import ActionParts
from ward_desk.ui.pages.record_page import Keeper, RecordPage
from ward_desk.ui.prefs import Prefs
from ward_desk.ui.table_model import Column
from ward_desk.ui.table_page import Filter, ListPane

_FIELDS = (
    Section("", ("title", "status", "rating", "rating_reason", "progress", "due", "delay_cause")),
    Section("Who and when", ("lead", "start", "theme", "recommendation", "priority", "term", "delivery")),
    Section("What and why", ("what", "success", "learning", "sharing")),
)


class ActionsPage(RecordPage):
    """The action plan."""

    table = "action"
    tables = frozenset(
        {"action", "milestone", "progress_note", "action_partner", "organisation", "theme", "priority",
         "recommendation", "evidence", "partnership"}
    )  # fmt: skip
    start = {"status": "not_started"}  # noqa: RUF012

    def make_list(self) -> ListPane:
        """Table of the plan."""
        ids, rows = self.fetch("actions")
        by_theme = bool(self.doc.store.rows("theme"))
        hangs_on = (
            Column("theme", "Theme", "theme", 19)
            if by_theme
            else Column("recommendation", "Recommendation", "text", 30)
        )
        return ListPane(
            "actions", ("action", "actions"),
            (
                Column("ref", "Ref", "text", 7),
                Column("title", "Action", "text", 30, stretch=True),
                Column("rating", "Rating", "rating", 12, status="status"),
                Column("due", "Due", "date", 11),
                Column("progress", "Progress", "progress", 12),
                hangs_on,
                Column("term", "Term", "choice", 12, choices=TERMS, hidden=by_theme),
                Column("lead", "Lead", "text", 20, hidden=True),
                Column("start", "Starts", "date", 12, hidden=True),
                Column("status", "Status", "choice", 12, choices=STATUSES, hidden=True),
                Column("noted_on", "Last note", "date", 12, hidden=True),
            ),
            ids, rows, self.prefs,
            filters=(
                Filter("theme", "Theme", lambda: self.options("theme"))
                if by_theme
                else Filter("recommendation", "Recommendation", lambda: self.options("recommendation")),
                Filter("status", "Status", lambda: [("open", "open"), ("late", "late"), *STATUSES]),
                Filter("lead", "Lead", lambda: self.options("organisation"), every="anyone"),
            ),
            empty="No actions yet. Type the title of the first one below and press Enter.",
            sort="ref",
        )  # fmt: skip

    def make_form(self) -> RecordForm:
        """The fields of an action."""
        hidden = {"recommendation"} if self.doc.store.rows("theme") else {"theme"}
        sections = [Section(one.heading, tuple(f for f in one.fields if f not in hidden)) for one in _FIELDS]
        form = RecordForm("action", sections, self.options, today=lambda: self.doc.today)
        return form

    def __init__(
        self, doc: Document, prefs: Prefs, keeper: Keeper | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(doc, prefs, keeper, parent)
        self.parts = ActionParts(doc, self.form, keeper, self.attempt)
        self.parts.removed.connect(self.removed)
        self.parts.open_requested.connect(self.open_requested)
        self.body.addWidget(self.parts)

    def pills_of(self, row: Row) -> list[marks.Mark | None]:
        """How the action stands, its status and its term."""
        status = str(row["status"])
        standing = marks.standing(status, str(row["rating"]))
        shown = [standing]
        if status in ("in_progress", "on_hold") or (status == "not_started" and row["rating"]):
            shown.append(marks.mark(status))  # where the rating alone does not say it
        if row["term"]:
            shown.append(marks.Mark(words_of(TERMS, row["term"]), "grey", "none"))
        if row["delivery"] not in ("", "bau"):
            shown.append(marks.Mark(words_of(DELIVERIES, row["delivery"]), "grey", "none"))
        return shown

    def show_more(self, row: Row | None) -> None:
        """The parts of the action beside its fields."""
        self.parts.show_action(row)

    def keep(self, row_id: str, field: str, value: Value) -> None:
        """Complete brings progress to 100 % in the same operation; everything else is one field."""
        values: Row = {field: value}
        if field == "status" and value == "complete":
            values["progress"] = 100
        edits.edit(self.doc, "action", row_id, values)

    def new_note(self) -> None:
        """Put the keyboard into the box for a progress note."""
        if not self._shown:
            self.said.emit("A note belongs to an action: add or choose one first")
            return
        self.parts.start_note()

    def commit_pending(self) -> None:
        """Keep what is half typed, a note in its box too."""
        super().commit_pending()
        self.parts.commit_pending()

    def restore_draft(self, row_id: str, draft: dict[str, str]) -> bool:
        """Put a half-typed note back as well."""
        if not super().restore_draft(row_id, draft):
            return False
        self.parts.restore_draft(draft)
        return True

    def add(self, title: str) -> None:
        """Add an action, and open its details: the rest is typed there."""
        super().add(title)
        self.parts.show_details()

    def open_record(self, table: str, row_id: str, field: str = "") -> bool:
        """Show an action; a field is among its details."""
        if field:
            self.parts.show_details()
        return super().open_record(table, row_id, field)
