"""What is recorded of an event: the parts of its record below the main fields, in the order of the hall, and what is
meant in them carried out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ward_desk.core import fields
from ward_desk.core.records import Row, Value
from ward_desk.core.rules import SCANNED, finds
from ward_desk.service import edits, feedback
from ward_desk.service.document import Document
from ward_desk.service.events import event_checks, event_dive, event_follow, event_people, event_record
from ward_desk.service.plan import plan
from ward_desk.ui.pages.events.event_form import MORE, EventForm
from ward_desk.ui.pages.events.recorded import event_drafts
from ward_desk.ui.pages.events.recorded.event_came import WhoCame
from ward_desk.ui.pages.events.recorded.event_dive import EventDive
from ward_desk.ui.pages.events.recorded.event_done import WhatWasDone
from ward_desk.ui.pages.events.recorded.event_follow import FollowUp
from ward_desk.ui.pages.events.recorded.event_notes import EventNotes
from ward_desk.ui.pages.events.recorded.event_said import WhatWasSaid
from ward_desk.ui.pages.events.recorded.event_side import EventSide
from ward_desk.ui.pages.events.recorded.event_theme_line import ThemeLine
from ward_desk.ui.pages.events.recorded.event_theme_pick import themes_of
from ward_desk.ui.record.editors import Options
from ward_desk.ui.record.form import RecordForm
from ward_desk.ui.record.record_part import TAKE_OUT
from ward_desk.ui.widgets import button, label


class Around(Protocol):
    """What the parts ask of the page around them."""

    doc: Document
    event_form: EventForm

    def attempt(self, work: Callable[[], object]) -> bool: ...

    def options(self, table: str) -> Options: ...

    def go_to(self, table: str, row_id: str, field: str = "") -> None: ...

    def say_removed(self, words: str) -> None: ...

    def keep_typing(self, field: str, text: str) -> None: ...

    def keep_field(self, field: str, value: Value) -> None: ...


class EventRecorded(QWidget):
    """The parts of one event. `side` stands beside them or below, as the page has room."""

    def __init__(self, page: Around) -> None:
        super().__init__()
        self.page, self.doc, self.attempt = page, page.doc, page.attempt
        self.shown = ""
        self.take_out = button(TAKE_OUT)
        self.take_out.setAutoDefault(True)
        self.themes = ThemeLine("Themes of this event")
        page.event_form.put_themes(self.themes)
        self.came = WhoCame()
        self.done = WhatWasDone()
        self.heard = WhatWasSaid(lambda: page.options("action"))
        self.notes = EventNotes(page.options)
        self.dive = EventDive(page.options)
        self.follow = FollowUp()
        self.more = RecordForm("event", MORE, page.options, today=lambda: page.doc.today)
        self.side = EventSide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.take_out, 0, Qt.AlignmentFlag.AlignLeft)
        for heading, part in (
            ("Who came", self.came), ("What was done", self.done),
            ("What residents told us", self.heard), ("", self.notes), ("", self.dive),
            ("Follow-up actions", self.follow), ("More about it", self.more),
        ):  # fmt: skip
            if part is not self.dive:  # gone, it leaves no gap
                column.addSpacing(8)
            if heading:
                column.addWidget(label(heading, "heading", wrap=True))
            column.addWidget(part)
        for form in (self.more, self.notes.form, self.dive.form):
            form.set_read_only(page.doc.read_only)
        self._connect_forms()
        self._connect_parts()
        event_drafts.keep(self, self.page.keep_typing)
        self._connect_ways_on()

    def _connect_forms(self) -> None:
        for form in (self.more, self.notes.form):
            form.edited.connect(self.page.keep_field)
            form.typing.connect(self._on_typing)
        self.page.event_form.typing.connect(self._on_typing)
        self.dive.form.edited.connect(self._write_dive)

    def _connect_parts(self) -> None:
        self.take_out.clicked.connect(self._take_out)
        self.themes.changed.connect(self._set_themes)
        self.came.meant.connect(self._attend)
        self.came.counted.connect(self._count_as)
        self.done.added.connect(self._add_figure)
        self.done.meant.connect(self._set_figure)
        self.done.remove_asked.connect(lambda figure: self._take_off("figure", figure))
        self.done.all_off.connect(lambda: self.attempt(lambda: event_record.take_off_figures(self.doc, self.shown)))
        self.heard.added.connect(self._hear)
        self.heard.theme_asked.connect(
            lambda item, theme: self.attempt(lambda: event_record.set_theme(self.doc, item, theme))
        )
        self.heard.action_asked.connect(lambda item: self.attempt(lambda: feedback.make_action(self.doc, item)))
        self.heard.link_asked.connect(
            lambda item, action: self.attempt(lambda: event_record.link_action(self.doc, item, action))
        )
        self.heard.remove_asked.connect(lambda item: self._take_off("feedback", item))
        self.heard.take_out_asked.connect(lambda item: self.attempt(lambda: plan.redact(self.doc, "feedback", item)))
        self.notes.action_asked.connect(lambda words: self.attempt(lambda: self._follow(words)))
        self.notes.comment_asked.connect(
            lambda words: self.attempt(lambda: event_record.hear(self.doc, self.shown, words))
        )
        self.dive.chosen.connect(lambda dive: self.attempt(lambda: event_dive.choose(self.doc, self.shown, dive)))
        self.dive.take_out_asked.connect(lambda dive: self.attempt(lambda: plan.redact(self.doc, "deep_dive", dive)))
        self.follow.added.connect(self._add_follow_up)
        self.follow.linked.connect(self._link_follow_up)
        self.follow.off_asked.connect(
            lambda action: self.attempt(lambda: event_follow.take_off(self.doc, self.shown, action))
        )
        self.follow.open_asked.connect(self.page.go_to)
        for asked in (self.done.open_asked, self.heard.open_asked, self.notes.open_asked, self.dive.open_asked):
            asked.connect(lambda table, row_id: self.page.go_to(table, row_id))
        for pair, card in self.side.names.items():
            card.added.connect(lambda typed, one=pair: self._add_names(one, typed))
            card.removed.connect(lambda org, one=pair: self._take_off_name(one, org))
        self.side.held.connect(self.hold)
        self.side.went.connect(self.go)

    def _connect_ways_on(self) -> None:
        """Enter goes on through the hall: the fields, who came, what was done, what was said, what follows."""
        self.page.event_form.passed.connect(self.came.focus_first)
        self.came.passed.connect(self.done.focus_first)
        self.done.passed.connect(self.heard.box.setFocus)
        self.heard.passed.connect(self._after_comments)
        self.follow.passed.connect(self.side.partners.box.setFocus)

    def _after_comments(self) -> None:
        if not self.dive.isHidden():
            self.dive.form.focus_field()
        elif not self.notes.form.editor("strengths").isHidden():
            self.notes.form.focus_field("strengths")
        else:
            self.follow.box.setFocus()

    def show_event(self, row: Row) -> None:
        """Show everything of an event that is not one of its main fields."""
        event = self.shown = str(row["id"])
        doc, store, read_only = self.doc, self.doc.store, self.doc.read_only
        dive = event_dive.dive_of(doc, event)
        there = {pair: event_people.at(doc, event, pair) for pair in self.side.names}
        written = event_checks.Written(
            event_record.came(doc, event), event_record.done_at(doc, event), event_record.said_at(doc, event),
            len(there["event_partner"]), event_follow.follow_ups(doc, event), dive,
        )  # fmt: skip
        problems = edits.problems(doc, "event", row)
        self.more.load(row, problems)
        issues = event_follow.issues(row, written.follows, written.said)
        self.notes.load(row, problems, issues, read_only=read_only)
        self._offer_redacting(row)
        themes, own = store.rows("theme", order="position"), store.linked("event_theme", event)
        self.themes.load(themes_of(themes), own, read_only=read_only)
        named = {"exhibitors": len(there["event_exhibitor"]), "partners": len(there["event_partner"])}
        counted = event_record.counted_as(doc, event)
        self.came.load(event, written.numbers, counted, named, read_only=read_only)
        counts = event_record.counts_for(doc, event)
        self.done.load(event, str(row["start"] or "")[:7], written.figures, counts, read_only=read_only)
        self.done.show_computed(event_record.computed_at(doc, row))
        self.done.show_cancelled(len(written.figures) if row["status"] == "cancelled" else 0, read_only=read_only)
        self.heard.load(event, written.said, themes_of(themes), next(iter(own), ""), read_only=read_only)
        self.dive.setVisible(row["kind"] == "deep_dive" or dive is not None)
        if not self.dive.isHidden():
            said = edits.problems(doc, "deep_dive", dive) if dive is not None else []
            self.dive.load(event, dive, event_dive.choices(doc, event), said, read_only=read_only)
        self.follow.load(written.follows, self.page.options("action"), read_only=read_only)
        self.side.load(
            row, there, [words for _, words in self.page.options("organisation")],
            event_checks.checks(doc, row, written), can_be_held=event_record.can_be_held(doc, row),
            read_only=read_only,
        )  # fmt: skip

    def go(self, place: str) -> None:
        """Put the keyboard where a line of the checklist is about."""
        table, _, rest = place.partition("/")
        row_id, _, field = rest.partition("/")
        if table == "attendance":
            self.came.focus_first()
        elif table == "counts":
            self.done.focus_first()
        elif table == "comments":
            self.heard.box.setFocus()
        elif table == "partners":
            self.side.partners.box.setFocus()
        elif table == "follow_up":
            self.follow.box.setFocus()
        elif table == "status":
            self.page.event_form.focus_field("status")
        elif table == "event":
            self.focus_field(field)
        elif table == "feedback" and row_id in self.heard.comments:
            self.heard.comments[row_id].take_out.setFocus()
        elif table == "deep_dive" and not self.dive.isHidden() and field in self.dive.form.fields:
            self.dive.form.focus_field(field)
        else:
            self.page.go_to(table, row_id, field)

    def focus_field(self, field: str) -> None:
        """Put the keyboard into a field of the event, wherever it stands."""
        shown = next((form for form in (self.more, self.notes.form) if field in form.fields), None)
        (shown or self.page.event_form).focus_field(field)

    def restore_draft(self, draft: dict[str, str]) -> None:
        """Put half-typed words back into whatever they were typed into."""
        event_drafts.restore(self, draft)

    def commit(self) -> None:
        """Keep what is half typed: fields, numbers, a comment, a name, an action."""
        if self.doc.read_only or not self.shown:
            return
        for form in (self.more, self.notes.form, self.dive.form):
            form.commit_pending()
        self.came.commit()
        self.done.commit()
        self.heard.commit()
        self.follow.commit()
        for card in self.side.names.values():
            card.box.enter_name()

    def hold(self) -> None:
        """Set the event to Held."""
        self.commit()
        self.page.keep_field("status", "held")

    def _on_typing(self, field: str, text: str) -> None:
        self.page.keep_typing(field, text)
        if field in SCANNED["event"] and (row := self.doc.store.get("event", self.shown)) is not None:
            self._offer_redacting({**row, field: text} if text else row)

    def _offer_redacting(self, row: Row) -> None:
        found = any(finds("event", name, fields.text(row, name)) for name in SCANNED["event"])
        self.take_out.setVisible(found and not self.doc.read_only)

    def _take_out(self) -> None:
        self.page.event_form.commit_pending()
        self.notes.form.commit_pending()
        self.attempt(lambda: plan.redact(self.doc, "event", self.shown))

    def _set_themes(self, themes: list[str]) -> None:
        self.attempt(lambda: edits.set_links(self.doc, "event_theme", self.shown, themes))

    def _attend(self, group: str, number: int | None, precision: str) -> None:
        counted = self.came.counted_now
        self.attempt(lambda: event_record.attend(self.doc, self.shown, group, number, precision, counted))

    def _count_as(self, counted: str) -> None:
        if counted:
            self.attempt(lambda: event_record.count_as(self.doc, self.shown, counted))

    def _add_figure(self, count: str, number: float, precision: str) -> None:
        if self.attempt(lambda: event_record.add_figure(self.doc, self.shown, count, number, precision)):
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
            self.page.say_removed(f"Removed {words}")

    def _hear(self, words: str, themes: list[str]) -> None:
        if self.attempt(lambda: event_record.hear(self.doc, self.shown, words, themes)):
            self.heard.added_one()

    def _follow(self, words: str) -> str:
        return event_follow.add(self.doc, self.shown, words)

    def _add_follow_up(self, words: str) -> None:
        if self.attempt(lambda: self._follow(words)):
            self.follow.added_one()

    def _link_follow_up(self, action: str) -> None:
        if self.attempt(lambda: event_follow.link(self.doc, self.shown, action)):
            self.follow.added_one()

    def _write_dive(self, field: str, value: Value) -> None:
        if self.attempt(lambda: event_dive.edit(self.doc, self.shown, field, value)):
            self.page.keep_typing(f"dive/{field}", "")

    def _add_names(self, pair: str, typed: str) -> None:
        made: list[str] = []
        if self.attempt(lambda: made.extend(event_people.add(self.doc, self.shown, pair, typed))):
            self.side.names[pair].added_names(made)

    def _take_off_name(self, pair: str, organisation: str) -> None:
        self.attempt(lambda: event_people.take_off(self.doc, self.shown, pair, organisation))
