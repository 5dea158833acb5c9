"""Action plan: the list of actions in its views, and the chosen one, or the chosen ones, beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from ward_desk.core.changes import ChangeSet
from ward_desk.core.choices import DELIVERIES, TERMS
from ward_desk.core.choices import label as words_of
from ward_desk.core.records import Row, Value
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.plan import plan_views
from ward_desk.service.thread import thread_links
from ward_desk.ui import marks, theme
from ward_desk.ui.pages.plan import action_columns
from ward_desk.ui.pages.plan.action_out import ActionOut
from ward_desk.ui.pages.plan.action_parts import ActionParts
from ward_desk.ui.panes import scrolled
from ward_desk.ui.prefs import Prefs
from ward_desk.ui.record.form import RecordForm, Section
from ward_desk.ui.record.record_page import Keeper
from ward_desk.ui.table.table_page import TABLE, ListPane

if TYPE_CHECKING:  # imported when they are first needed
    from ward_desk.ui.pages.plan.action_many import ActionMany
    from ward_desk.ui.pages.tracker.import_open import TrackerImport

_FIELDS = (
    Section("", ("title", "status", "rating", "rating_reason", "progress", "due", "delay_cause")),
    Section("Who and when", ("lead", "start", "theme", "recommendation", "priority", "term", "delivery")),
    Section("What and why", ("what", "success", "learning", "sharing", "source_ref")),
)

# Until someone says otherwise, the record is shown beside a view when the page is this wide (px at 100 %).
_ROOM_BESIDE: Final = {TABLE: 480, "timeline": 1100, "board": 1300, "progress": 1_000_000}


class ActionsPage(ActionOut):
    """The action plan."""

    table = "action"
    tables = thread_links.TABLES | {
        "action", "milestone", "progress_note", "action_partner", "organisation", "theme", "priority",
        "recommendation", "evidence", "funding", "risk", "partnership",
    }  # fmt: skip
    start = {"status": "not_started"}  # noqa: RUF012

    def make_list(self) -> ListPane:
        """Table of the plan."""
        ids, rows = self.fetch("actions")
        by_theme = bool(self.doc.store.rows("theme"))
        return ListPane(
            "actions", ("action", "actions"), action_columns.columns(by_theme, lambda: self.doc.today),
            ids, rows, self.prefs,
            filters=action_columns.filters(by_theme, self.options),
            grouping=action_columns.grouping(self.doc),
            empty="No actions yet. Type the title of the first one below and press Enter.",
            sort="ref",
            table="action",
        )  # fmt: skip

    def make_form(self) -> RecordForm:
        """The fields of an action."""
        hidden = {"recommendation"} if self.doc.store.rows("theme") else {"theme"}
        sections = [Section(one.heading, tuple(f for f in one.fields if f not in hidden)) for one in _FIELDS]
        form = RecordForm("action", sections, self.options, typed_links=("lead",), today=lambda: self.doc.today)
        return form

    def __init__(
        self, doc: Document, prefs: Prefs, keeper: Keeper | None = None, parent: QWidget | None = None
    ) -> None:
        self._many: ActionMany | None = None
        self._import: TrackerImport | None = None
        super().__init__(doc, prefs, keeper, parent)
        self.parts = ActionParts(doc, self.form, keeper, self.attempt)
        self.parts.removed.connect(self.removed)
        self.parts.open_requested.connect(self.open_requested)
        self.parts.said.connect(self.said)
        self.body.addWidget(self.parts)
        self.whole.insertWidget(0, self.pane.head)
        if not prefs.pane(self.table):
            self.splitter.setSizes([theme.px(790), theme.px(380)])
        self.pane.picked.connect(self._on_picked)
        self.pane.activated.disconnect()
        self.pane.activated.connect(self._on_activated)
        self.pane.add_view("timeline", "Timeline", self._make_timeline)
        self.pane.add_view("board", "Board", self._make_board)
        self.pane.add_view("progress", "Progress", self._make_progress, whole=True)
        self.pane.view_changed.connect(self._on_view)
        self.pane.show_last_view()

    # ---- views

    def _make_timeline(self) -> QWidget:
        from ward_desk.ui.pages.plan.action_timeline import TimelineView

        view = TimelineView(self.doc, self.pane, attempt=self.attempt)
        view.activated.connect(self._on_activated)
        view.said.connect(self.said)
        return view

    def _make_board(self) -> QWidget:
        from ward_desk.ui.pages.plan.action_board import BoardView

        view = BoardView(self.doc, self.pane, attempt=self.attempt)
        view.activated.connect(self._on_activated)
        view.said.connect(self.said)
        return view

    def _make_progress(self) -> QWidget:
        from ward_desk.ui.pages.plan.action_progress import ProgressView

        view = ProgressView(self.doc, attempt=self.attempt)
        view.setContentsMargins(12, 8, 12, 0)
        view.open_requested.connect(self._on_progress_open)
        view.said.connect(self.said)
        return view

    def _on_progress_open(self, table: str, row_id: str, field: str) -> None:
        """An action in the summary is shown in the table; what is not an action, on its own page."""
        if table == self.table:
            self.view_table()
            self.open_record(table, row_id, field)
        else:
            self.open_requested.emit(table, row_id, field)

    def _on_view(self, key: str) -> None:
        self._reload_progress()
        self._load()

    def _reload_progress(self) -> None:
        view = self.pane.made_view("progress")
        if view is not None and self.pane.view == "progress":
            view.reload()  # type: ignore[attr-defined] # a ProgressView

    def view_table(self) -> None:
        """Show the plan as a table."""
        self._view(TABLE)

    def view_timeline(self) -> None:
        """Show the plan as bars by date."""
        self._view("timeline")

    def view_board(self) -> None:
        """Show the plan as cards by status."""
        self._view("board")

    def view_progress(self) -> None:
        """Show the progress summary (C 4.9)."""
        self._view("progress")

    def _view(self, key: str) -> None:
        """Show a view, with the keyboard in it unless it is in the record, which stays."""
        self.pane.show_view(key)
        here = QApplication.focusWidget()
        if here is None or not self.card.isVisible() or not self.card.isAncestorOf(here):
            self.pane.focus_list()

    # ---- the record beside

    @property
    def beside(self) -> bool:
        """Whether the record is shown beside the view: as last chosen for it, else where there is room."""
        chosen = self.prefs.beside(f"action/{self.pane.view}")
        return self.width() >= theme.px(_ROOM_BESIDE[self.pane.view]) if chosen is None else chosen

    def toggle_beside(self) -> None:
        """Show the record beside the view, or give the view its room."""
        self._set_beside(not self.beside)
        if not self.beside:
            self.pane.focus_list()

    def _set_beside(self, shown: bool) -> None:
        self.prefs.set_beside(f"action/{self.pane.view}", shown)
        self.card.setVisible(shown and self.row is not None)

    def _need_beside(self) -> None:
        """What was asked for is in the record: bring it up."""
        if not self.beside:
            self._set_beside(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.card.setVisible(self.beside and self.row is not None)

    def refresh(self, changes: ChangeSet | None) -> None:
        """Show the document as it is now, in every view."""
        super().refresh(changes)
        self._reload_progress()

    def _on_activated(self, row_id: str) -> None:
        """Put the keyboard into the record, or into the fields of all that are chosen."""
        if row_id and row_id != self.pane.current_id:
            self.pane.select(row_id)
        self._need_beside()
        if self._many is not None and len(self.pane.table.picked_ids) > 1:
            self._many.start()
        else:
            self.parts.enter()

    # ---- several actions

    def _on_picked(self, ids: list[str]) -> None:
        several = len(ids) > 1
        if several and self._many is None:
            self._many = self._make_many()
        if self._many is not None:
            self._many.show_actions(ids)
            self._many_area.setVisible(several)
            self.area.setVisible(not several)

    def _make_many(self) -> ActionMany:
        from ward_desk.ui.pages.plan.action_many import ActionMany

        hangs_on = "recommendation" if self.doc.store.rows("theme") else "theme"
        many = ActionMany(self.doc, self.options, self.attempt, without=(hangs_on,))
        many.said.connect(self.said)
        self._many_area = scrolled(many)
        layout = self.card.layout()
        assert layout is not None
        layout.addWidget(self._many_area)
        return many

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
        values: Row = plan_views.status_values(str(value)) if field == "status" else {field: value}
        edits.edit(self.doc, "action", row_id, values)

    # ---- a tracker brought in

    @property
    def _tracker(self) -> TrackerImport:
        if self._import is None:
            from ward_desk.ui.pages.tracker.import_open import TrackerImport

            self._import = TrackerImport(self.doc, self, self.usual)
            self._import.finished.connect(self.removed)  # offered back
            self._import.said.connect(self.said)
            self._import.changed.connect(self._on_importing)
        return self._import

    def _on_importing(self, on: bool) -> None:
        self.title_changed.emit("Bring in a tracker" if on else "Action plan")
        self.commands_changed.emit()

    @property
    def can_edit(self) -> bool:
        """Whether the plan itself is shown and takes changes."""
        return super().can_edit and not (self._import is not None and self._import.showing)

    def import_tracker(self) -> None:
        """Ask for an old action tracker, and begin to bring it in."""
        self.commit_pending()
        self._tracker.ask()

    def drop_file(self, path: Path) -> bool:
        """Begin to bring in a tracker dropped on the window."""
        if not self.can_edit:
            return False
        self.commit_pending()
        return self._tracker.start(path)

    def new_note(self) -> None:
        """Put the keyboard into the box for a progress note."""
        if not self._shown:
            self.said.emit("A note belongs to an action: add or choose one first")
            return
        self._need_beside()
        if self._many is not None and len(self.pane.table.picked_ids) > 1:
            self._many.start_note()
        else:
            self.parts.start_note()

    def commit_pending(self) -> None:
        """Keep what is half typed, a note in its box too."""
        super().commit_pending()
        self.parts.commit_pending()
        if self._many is not None:
            self._many.commit_pending()
        for key in ("timeline", "board", "progress"):
            view = self.pane.made_view(key)
            if view is not None:
                view.commit_pending()  # type: ignore[attr-defined] # moved by keys, and not kept yet

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
        """Show an action; a field is among its details. A tracker on its way in is not put aside for it."""
        if self._import is not None and self._import.showing:
            self.said.emit("A tracker is being brought in: finish that, or cancel it, first")
            return True
        if field:
            self._need_beside()
            self.parts.show_details()
        return super().open_record(table, row_id, field)
