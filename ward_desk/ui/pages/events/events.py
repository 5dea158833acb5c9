"""Events: the list of events, and one event as it is written down in the hall: who came, what was done and said."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ward_desk.core.choices import EVENT_KINDS, EVENT_STATUSES
from ward_desk.core.choices import label as words_of
from ward_desk.core.records import Row, Value
from ward_desk.core.typed import show_count
from ward_desk.service import edits, event_record, feedback, thread_links
from ward_desk.service.document import Document
from ward_desk.ui import marks, theme
from ward_desk.ui.pages.events.event_came import WhoCame
from ward_desk.ui.pages.events.event_done import WhatWasDone
from ward_desk.ui.pages.events.event_form import MORE, ON_A_VISIT, EventForm
from ward_desk.ui.pages.events.event_said import WhatWasSaid
from ward_desk.ui.pages.events.event_side import EventSide
from ward_desk.ui.pages.events.event_themes import ThemeToggles
from ward_desk.ui.panes import scrolled
from ward_desk.ui.prefs import Prefs
from ward_desk.ui.reading_order import reading_order
from ward_desk.ui.record.form import RecordForm
from ward_desk.ui.record.record_page import Keeper, RecordPage
from ward_desk.ui.table.table_model import Column
from ward_desk.ui.table.table_page import Filter, ListPane
from ward_desk.ui.thread.thread_panel import panel_of
from ward_desk.ui.widgets import label

_ROOM_BESIDE = 1080  # px at 100 %: from this width on the side cards stand beside the record


def residents_words(row: Row) -> str:
    """What a list says of who came: the number as sure as it is, or what the event is waiting for."""
    number = row["residents"]
    if isinstance(number, int):
        return show_count(number, str(row["precision"] or "exact"))
    return "needs figures" if row["status"] == "held" else words_of(EVENT_STATUSES, row["status"]).lower()


class EventsPage(RecordPage):
    """The events of the ward."""

    table = "event"
    tables = (
        frozenset({"feedback_theme", "event_theme", "event_partner", "organisation", "theme", "partnership"})
        | thread_links.TABLES
    )

    def __init__(
        self, doc: Document, prefs: Prefs, keeper: Keeper | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(doc, prefs, keeper, parent)
        self.themes = ThemeToggles("Themes of this event")
        self.came = WhoCame()
        self.done = WhatWasDone()
        self.said_there = WhatWasSaid()
        self.more = RecordForm("event", MORE, self.options, today=lambda: self.doc.today)
        self.side = EventSide()
        for heading, part in (
            ("Themes", self.themes), ("Who came", self.came), ("What was done", self.done),
            ("What residents told us", self.said_there), ("More about it", self.more),
        ):  # fmt: skip
            self.body.addSpacing(8)
            self.body.addWidget(label(heading, "heading"))
            self.body.addWidget(part)
        self.golden = panel_of(self, doc)
        self.body.addSpacing(8)
        self.body.addWidget(self.golden)
        self.body.addWidget(self.side)
        beside = QWidget()
        self._beside_room = QVBoxLayout(beside)
        self._beside_room.setContentsMargins(0, 0, 0, 0)
        self._beside = scrolled(beside)
        self._beside.setMinimumWidth(theme.px(220))
        self._is_beside = False  # until there is known to be room
        self._beside.hide()
        self.splitter.addWidget(self._beside)
        for place, share in enumerate((3, 6, 3)):
            self.splitter.setStretchFactor(place, share)
        self.splitter.setHandleWidth(12)
        self._size_panes()
        self.pane.setMinimumWidth(theme.px(200))
        self.card.setMinimumWidth(theme.px(300))
        self._connect_parts()
        self.more.set_read_only(doc.read_only)

    def _connect_parts(self) -> None:
        self.themes.changed.connect(self._set_themes)
        self.came.meant.connect(self._attend)
        self.came.counted.connect(self._count_as)
        self.done.added.connect(self._add_figure)
        self.done.meant.connect(self._set_figure)
        self.done.remove_asked.connect(lambda figure: self._take_off("figure", figure))
        self.said_there.added.connect(self._hear)
        self.said_there.typing.connect(lambda text: self._on_typing("comment", text))
        self.said_there.open_asked.connect(lambda table, row_id: self.open_requested.emit(table, row_id, ""))
        self.said_there.action_asked.connect(self._make_action)
        self.said_there.remove_asked.connect(lambda item: self._take_off("feedback", item))
        self.more.edited.connect(self._on_edited)
        self.more.typing.connect(self._on_typing)
        self.side.partner_added.connect(self._add_partner)
        self.side.partner_removed.connect(self._remove_partner)
        self.side.held.connect(lambda: self._on_edited("status", "held"))

    def make_list(self) -> ListPane:
        """The list, latest event first."""
        ids, rows = self.fetch("events")
        return ListPane(
            "events", ("event", "events"),
            (
                Column("start", "Date", "date", 10),
                Column("title", "Event", "text", 20, stretch=True),
                Column("residents", "Residents", "number", 11, say=residents_words),
                Column("kind", "Kind", "choice", 14, choices=EVENT_KINDS, hidden=True),
                Column("status", "Status", "rating", 12, hidden=True),
                Column("themes", "Themes", "text", 20, hidden=True),
                Column("venue", "Where", "text", 18, hidden=True),
                Column("ref", "Ref", "text", 9, hidden=True),
            ),
            ids, rows, self.prefs,
            filters=(
                Filter("kind", "Kind", lambda: EVENT_KINDS),
                Filter("status", "Status", lambda: EVENT_STATUSES),
                Filter("theme", "Theme", lambda: self.options("theme")),
            ),
            empty="No events yet. Type the title of the first one below and press Enter.",
        )  # fmt: skip

    def make_form(self) -> RecordForm:
        """The main fields of an event."""
        return EventForm(self.options, lambda: self.doc.today, lambda: str((self.row or {}).get("start") or ""))

    def values_for(self, title: str) -> Row:
        """An event typed into the list is planned for today until its day is typed."""
        return {"title": title, "status": "planned", "start": self.doc.today.isoformat()}

    def pills_of(self, row: Row) -> list[marks.Mark | None]:
        """Its status and kind."""
        kind = marks.Mark(words_of(EVENT_KINDS, row["kind"]), "grey", "none") if row["kind"] != "other" else None
        return [marks.mark(str(row["status"])), kind]

    def show_more(self, row: Row | None) -> None:
        """Everything of the event that is not a field of its own."""
        self._beside.setVisible(row is not None and self._is_beside)
        if row is None:
            return
        event, store, read_only = str(row["id"]), self.doc.store, self.doc.read_only
        self.more.load(row, edits.problems(self.doc, "event", row))
        for name in ON_A_VISIT:
            self.more.show_field(name, row["kind"] == "ward_visit" or bool(row[name]))
        self.themes.load(store.rows("theme", order="position"), store.linked("event_theme", event), read_only=read_only)
        numbers = event_record.came(self.doc, event)
        self.came.load(event, numbers, event_record.counted_as(self.doc, event), read_only=read_only)
        figures, counts = event_record.done_at(self.doc, event), event_record.counts_for(self.doc, event)
        self.done.load(event, str(row["start"] or "")[:7], figures, counts, read_only=read_only)
        self.said_there.load(event_record.said_at(self.doc, event), read_only=read_only)
        known = self.options("organisation")
        names = dict(known)
        partners = [(one, names[one]) for one in store.linked("event_partner", event) if one in names]
        self.side.load(
            partners, [name for one, name in known if one not in dict(partners)],
            event_record.checks(self.doc, row), can_be_held=event_record.can_be_held(self.doc, row),
            read_only=read_only,
        )  # fmt: skip
        self.golden.show_record("event", event)
        self._order()

    def _order(self) -> None:
        reading_order(self.pane, self.area.widget(), *([self.side] if self._is_beside else []))

    def keep(self, row_id: str, field: str, value: Value) -> None:
        """A new day takes the event's figures along to its month."""
        event_record.edit(self.doc, row_id, {field: value})

    def add(self, title: str) -> None:
        """Add a planned event, and put the keyboard where its day is typed."""
        super().add(title)
        if not self.doc.read_only and self._shown:
            self.form.focus_field("start")

    def open_record(self, table: str, row_id: str, field: str = "") -> bool:
        """Show an event, with the keyboard in its field; "attendance" is the first of its numbers."""
        if not super().open_record(table, row_id):
            return False
        if field == "attendance":
            self.came.focus_first()
        elif field:
            (self.more if field in self.more.fields else self.form).focus_field(field)
        return True

    def restore_draft(self, row_id: str, draft: dict[str, str]) -> bool:
        """Put half-typed words back, a comment in its line too."""
        if not super().restore_draft(row_id, draft):
            return False
        self.more.restore_draft(draft)
        if "comment" in draft:
            self.said_there.box.setText(draft["comment"])
        return True

    def commit_pending(self) -> None:
        """Keep what is half typed: fields, numbers, a comment."""
        super().commit_pending()
        self._commit_parts()

    def _commit_parts(self) -> None:
        if self.doc.read_only or not self._shown:
            return
        self.more.commit_pending()
        self.came.commit()
        self.done.commit()
        self.said_there.commit()

    def _on_chosen(self, row_id: str) -> None:
        if row_id != self._shown:
            self._commit_parts()
        super()._on_chosen(row_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= theme.px(_ROOM_BESIDE)
        if beside == self._is_beside:
            return
        self._is_beside = beside
        if beside:
            self.body.removeWidget(self.side)
            self._beside_room.insertWidget(0, self.side)
        else:
            self.body.addWidget(self.side)
        self._beside.setVisible(beside and bool(self._shown))
        self._size_panes()
        self._order()

    def _size_panes(self) -> None:
        kept, usual = self.prefs.pane(self.table), [370, 554, 244] if self._is_beside else [388, 382, 0]
        self.splitter.setSizes(kept if len(kept) == 3 and bool(kept[2]) == self._is_beside else usual)

    def _set_themes(self, themes: list[str]) -> None:
        event = self._shown
        self.attempt(lambda: edits.set_links(self.doc, "event_theme", event, themes))

    def _attend(self, group: str, number: int | None, precision: str) -> None:
        event, counted = self._shown, self.came.counted_now
        self.attempt(lambda: event_record.attend(self.doc, event, group, number, precision, counted))

    def _count_as(self, counted: str) -> None:
        event = self._shown
        if counted:
            self.attempt(lambda: event_record.count_as(self.doc, event, counted))

    def _add_figure(self, count: str, number: float, precision: str) -> None:
        event = self._shown
        if self.attempt(lambda: event_record.add_figure(self.doc, event, count, number, precision)):
            self.done.added_one()

    def _set_figure(self, figure: str, number: float | None, precision: str) -> None:
        if number is None:
            self._take_off("figure", figure)
            return
        values: Row = {"value": float(number), "precision": precision}
        self.attempt(lambda: edits.edit(self.doc, "figure", figure, values))

    def _take_off(self, table: str, row_id: str) -> None:
        row = self.doc.store.get(table, row_id)
        if row is None:
            return
        words = edits.name(self.doc.store, table, row)
        if self.attempt(lambda: edits.remove(self.doc, table, row_id)):
            self.removed.emit(f"Removed {words}")

    def _hear(self, words: str) -> None:
        event = self._shown
        if self.attempt(lambda: event_record.hear(self.doc, event, words)):
            self.said_there.added_one()

    def _make_action(self, item: str) -> None:
        made: list[str] = []
        if self.attempt(lambda: made.append(feedback.make_action(self.doc, item))):
            self.open_requested.emit("action", made[0], "title")

    def _add_partner(self, name: str) -> None:
        event = self._shown
        if self.attempt(lambda: event_record.add_partner(self.doc, event, name)):
            self.side.partner_box.clear()

    def _remove_partner(self, organisation: str) -> None:
        event = self._shown
        kept = [one for one in self.doc.store.linked("event_partner", event) if one != organisation]
        self.attempt(lambda: edits.set_links(self.doc, "event_partner", event, kept))
