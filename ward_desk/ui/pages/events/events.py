"""Events: the list of events, and one event as it is written down in the hall: who came, what was done and said."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ward_desk.core.changes import ChangeSet
from ward_desk.core.choices import EVENT_KINDS, EVENT_STATUSES
from ward_desk.core.choices import label as words_of
from ward_desk.core.records import Row, Value
from ward_desk.core.typed import show_count
from ward_desk.service.document import Document
from ward_desk.service.events import event_days, event_first, event_record
from ward_desk.service.thread import thread_links
from ward_desk.ui import theme
from ward_desk.ui.pages.events.event_alone_page import ROOM_BESIDE, EventAlone
from ward_desk.ui.pages.events.event_form import EventForm, start_and_end
from ward_desk.ui.pages.events.recorded.event_recorded import EventRecorded
from ward_desk.ui.panes import scrolled
from ward_desk.ui.prefs import Prefs
from ward_desk.ui.reading_order import reading_order
from ward_desk.ui.record.form import RecordForm
from ward_desk.ui.record.record_page import Keeper
from ward_desk.ui.table.table_model import Column
from ward_desk.ui.table.table_page import TABLE, Filter, ListPane
from ward_desk.ui.thread.thread_panel import panel_of

if TYPE_CHECKING:  # imported when a calendar is first wanted
    from ward_desk.ui.pages.events.files.calendar_open import CalendarImport
    from ward_desk.ui.pages.events.files.calendar_out import CalendarOut


def residents_words(row: Row) -> str:
    """What a list says of who came: the number as sure as it is, or what the event is waiting for."""
    number = row["residents"]
    if isinstance(number, int) and row["status"] != "cancelled":
        return show_count(number, str(row["precision"] or "exact"))
    if row["status"] == "held":
        return "no residents" if row["counted"] else "needs figures"  # a meeting of partners only
    return words_of(EVENT_STATUSES, row["status"]).lower()


class EventsPage(EventAlone):
    """The events of the ward."""

    table = "event"
    tables = (
        frozenset(
            {
                "feedback_theme",
                "event_theme",
                "event_partner",
                "event_exhibitor",
                "event_apology",
                "event_follow_up",
                "deep_dive",
                "deep_dive_action",
                "organisation",
                "theme",
                "partnership",
            }
        )
        | thread_links.TABLES
    )

    def __init__(
        self, doc: Document, prefs: Prefs, keeper: Keeper | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(doc, prefs, keeper, parent)
        self.recorded = EventRecorded(self)
        self.side = self.recorded.side
        self.body.addWidget(self.recorded)
        self.golden = panel_of(self, doc)
        self.golden.setMinimumWidth(theme.px(200))  # else it would have the whole record wider than its card
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
        desk = QApplication.instance()
        if isinstance(desk, QApplication):
            desk.focusChanged.connect(self._show_keyboard)
        self.pane.segments.buttons[TABLE].setText("List")
        self.pane.add_view("figures", "Figures", self._make_figures, whole=True)
        self.start_views()

    def _make_figures(self) -> QWidget:
        from ward_desk.ui.pages.events.event_pictures import EventPictures

        view = EventPictures(self.doc)
        view.said.connect(self.said)
        return view

    def view_figures(self) -> None:
        """Show the year's events as pictures: who came month by month, and what was done by theme."""
        self._view("figures")

    def make_list(self) -> ListPane:
        """The list, latest event first."""
        ids, rows = self.fetch("events")
        return ListPane(
            "events", ("event", "events"),
            (
                Column("start", "Date", "date", 10),
                Column("title", "Event", "text", 20, stretch=True),
                Column(
                    "settle", "Needs settling", sortable=False, under="title", under_tone="amber",
                    say=lambda row: event_days.needs_settling(row, self.doc.today),
                ),
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
                Filter("status", "Status", lambda: (*EVENT_STATUSES, event_days.UNSETTLED)),
                Filter("theme", "Theme", lambda: self.options("theme")),
            ),
            empty="No events yet. Type the title of the first one below and press Enter.",
        )  # fmt: skip

    def make_form(self) -> RecordForm:
        """The main fields of an event."""
        self.event_form = EventForm(self.options, lambda: self.doc.today)
        return self.event_form

    def values_for(self, title: str) -> Row:
        """An event typed into the list is planned for today, or the day the calendar is on."""
        return {"title": title, "status": "planned", "start": self.calendar.day_for_new.isoformat()}

    def show_more(self, row: Row | None) -> None:
        """Everything of the event that is not a field of its own."""
        self._beside.setVisible(row is not None and self._is_beside)
        if row is None:
            self.set_alone(False)
            return
        self.event_form.show_reason(row)
        self.recorded.show_event(row)
        self.golden.show_record("event", str(row["id"]))
        self._order()
        self.commands_changed.emit()

    def _order(self) -> None:
        reading_order(self.pane, self.area.widget(), *([self.side] if self._is_beside else []))

    def keep(self, row_id: str, field: str, value: Value) -> None:
        """A new day takes the event's figures along to its month; when it is has a start and an end."""
        values: Row = {field: value}
        if field == "start":
            start, end = start_and_end(value)
            values = {"start": start or None, "end": end or None}
            row = self.doc.store.get(self.table, row_id) or {}
            values = {name: new for name, new in values.items() if new != (row.get(name) or None)}
        event_record.edit(self.doc, row_id, values)

    def add(self, title: str) -> None:
        """Add a planned event, and put the keyboard where its day is typed."""
        super().add(title)
        if not self.doc.read_only and self._shown:
            self.give_room()
            self.event_form.focus_to_type("start")

    def open_record(self, table: str, row_id: str, field: str = "") -> bool:
        """Show an event, with the keyboard in its field; "attendance" is the first of its numbers. A calendar on its
        way in is not put aside for it."""
        if self.importing:
            self.said.emit("A calendar is being brought in: finish that, or cancel it, first")
            return True
        if not field:
            self.set_alone(False)
        if not super().open_record(table, row_id):
            return False
        if field:
            self.need_beside()
        if field == "attendance":
            self.recorded.came.focus_first()
        elif field:
            self.recorded.focus_field(field)
        return True

    def restore_draft(self, row_id: str, draft: dict[str, str]) -> bool:
        """Put half-typed words back, wherever they were typed."""
        if not super().restore_draft(row_id, draft):
            return False
        self.recorded.restore_draft(draft)
        return True

    def commit_pending(self) -> None:
        """Keep what is half typed: fields, numbers, a comment."""
        super().commit_pending()
        self.recorded.commit()

    def _on_chosen(self, row_id: str) -> None:
        if row_id != self._shown:
            self.recorded.commit()
        super()._on_chosen(row_id)

    # What the parts of the record ask.

    def go_to(self, table: str, row_id: str, field: str = "") -> None:
        """Open another record, on its own page."""
        self.open_requested.emit(table, row_id, field)

    def say_removed(self, words: str) -> None:
        """Offer something back that was taken off."""
        self.removed.emit(words)

    def keep_typing(self, field: str, text: str) -> None:
        """Keep what is half typed safe against a crash; "" when it is kept or given up."""
        if self._shown:
            self._on_typing(field, text)

    def keep_field(self, field: str, value: Value) -> None:
        """Store a field of the event."""
        self._on_edited(field, value)

    def refresh(self, changes: ChangeSet | None) -> None:
        """Show the document as it is now; at first on the event someone most likely comes for."""
        if not self.pane.current_id:
            self.pane.refresh()
            self.pane.table.select(event_first.to_open(self.doc))
        super().refresh(changes)

    # Commands.

    @property
    def can_record(self) -> bool:
        """Whether numbers can be written down: an event is shown and the document takes changes."""
        return self.can_edit and bool(self._shown)

    @property
    def can_hold(self) -> bool:
        """Whether the event shown can be set to Held: its day has come."""
        row = self.row
        return self.can_edit and row is not None and event_record.can_be_held(self.doc, row)

    def record_numbers(self) -> None:
        """Put the keyboard on the first number of who came."""
        self.need_beside()
        self.give_room()
        self.recorded.came.focus_first()

    def set_held(self) -> None:
        """Set the event shown to Held."""
        self.recorded.hold()

    # Calendar files and paper.

    @cached_property
    def calendar_out(self) -> CalendarOut:
        """Writes calendar files."""
        from ward_desk.ui.pages.events.files.calendar_out import CalendarOut

        made = CalendarOut(self.doc, self)
        made.said.connect(self.said)
        made.busy_changed.connect(self.commands_changed)
        return made

    @cached_property
    def calendar_in(self) -> CalendarImport:
        """Brings calendar files in."""
        from ward_desk.ui.pages.events.files.calendar_open import CalendarImport

        made = CalendarImport(self.doc, self, self.usual)
        made.finished.connect(self.removed)  # offered back
        made.said.connect(self.said)
        made.changed.connect(self._on_importing)
        return made

    def _on_importing(self, on: bool) -> None:
        self.title_changed.emit("Bring in a calendar" if on else "Events")
        self.commands_changed.emit()
        if not on:
            self.pane.focus_list()

    @property
    def importing(self) -> bool:
        """Whether a calendar is on its way in, in the place of the page."""
        return "calendar_in" in self.__dict__ and self.calendar_in.showing

    @property
    def can_edit(self) -> bool:
        """Whether the events themselves are shown and take changes."""
        return super().can_edit and not self.importing

    @property
    def can_write(self) -> bool:
        """Whether nothing is being written, and no calendar is on its way in."""
        return super().can_write and not self.importing and not (
            "calendar_out" in self.__dict__ and self.calendar_out.busy
        )  # fmt: skip

    @property
    def can_print(self) -> bool:
        """Whether there is an event to print the tally sheet of."""
        return self.can_write and bool(self._shown)

    def _chosen(self) -> list[str]:
        return list(self.pane.table.picked_ids) or ([self._shown] if self._shown else [])

    def export_calendar(self) -> None:
        """Write events to a calendar file."""
        self.commit_pending()
        self.calendar_out.export(self._chosen())

    def import_calendar(self) -> None:
        """Ask for a calendar file, and begin to bring it in."""
        self.commit_pending()
        self.calendar_in.ask()

    def drop_file(self, path: Path) -> bool:
        """Begin to bring in a calendar file dropped on the window."""
        if not self.can_edit:
            return False
        self.commit_pending()
        return self.calendar_in.start(path)

    def print_tally(self) -> None:
        """Print the tally sheets of the chosen events."""
        from ward_desk.ui.paper import tally_out

        self.commit_pending()
        self.attempt(lambda: tally_out.save_or_print(self, self.doc, self.out, self._chosen()))

    def _show_keyboard(self, _before: QWidget | None, here: QWidget | None) -> None:
        if here is None or QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return  # what is pressed stays under the mouse
        for area in (self.area, self._beside):
            if area.isAncestorOf(here):
                area.ensureWidgetVisible(here, 0, theme.px(40))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place_side()

    def place_side(self) -> None:
        """The side stands beside the record where there is room; beside another view than the table there never is."""
        beside = self.width() >= theme.px(ROOM_BESIDE) and self.pane.view == TABLE
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
