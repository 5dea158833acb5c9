"""What is recorded of an event below its main fields, driven as people drive it in a hall."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from ward_desk.core.records import Row
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.events import event_dive, event_follow, event_people, event_record
from ward_desk.ui.pages.events.events import EventsPage
from ward_desk.ui.prefs import Prefs

ENTER = Qt.Key.Key_Return
ALT = Qt.KeyboardModifier.AltModifier


class Kept:
    """Remembers what is half typed, as the keeper does."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}

    def keep(self, table: str, row_id: str, field: str, text: str) -> None:
        self.texts[field] = text

    def forget(self, table: str, row_id: str, field: str) -> None:
        self.texts.pop(field, None)


@pytest.fixture
def kept() -> Kept:
    """What would be put back after a crash."""
    return Kept()


@pytest.fixture
def page(ward: Document, prefs: Prefs, kept: Kept, light: QApplication, qtbot: QtBot) -> Iterator[EventsPage]:
    """The page as the window shows it: it hears of every change."""
    one = EventsPage(ward, prefs, kept)
    qtbot.addWidget(one)
    stop = ward.subscribe(one.refresh)
    one.resize(1200, 760)
    with qtbot.waitActive(one):
        one.show()
    one.refresh(None)
    yield one
    stop()


def titled(doc: Document, title: str) -> str:
    return str(doc.store.rows("event", title=title)[0]["id"])


def shown(page: EventsPage, ward: Document, title: str = "Jobs fair", **values: str) -> str:
    """An event on the page, with some of its fields set first."""
    event = titled(ward, title)
    if values:
        edits.edit(ward, "event", event, dict(values))
    page.open_record("event", event)
    return event


def type_into(qtbot: QtBot, line: QLineEdit, words: str) -> None:
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, words)
    qtbot.keyClick(line, ENTER)


def names(doc: Document, event: str, pair: str) -> list[str]:
    return [name for _, name in event_people.at(doc, event, pair)]


def themes(doc: Document) -> list[str]:
    return [str(row["id"]) for row in doc.store.rows("theme", order="position")]


# Numbers.


def test_plus_and_minus_step_and_a_plus_behind_a_number_means_at_least(
    page: EventsPage, ward: Document, qtbot: QtBot
) -> None:
    event = shown(page, ward, "Clean-up by the river")
    page.record_numbers()
    adults, under_18s = (page.recorded.came.steppers[group].line for group in ("adults", "under_18s"))
    qtbot.keyClicks(adults, "++-")
    qtbot.keyClick(adults, ENTER)
    qtbot.keyClicks(under_18s, "50+")
    qtbot.keyClick(under_18s, ENTER)
    came = event_record.came(ward, event)
    assert (came["adults"], came["under_18s"]) == ((13, "exact"), (50, "at_least"))


def test_one_fewer_of_what_nobody_counted_is_not_nought(page: EventsPage, ward: Document, qtbot: QtBot) -> None:
    event = shown(page, ward)
    page.record_numbers()
    stepper = page.recorded.came.steppers["adults"]
    qtbot.mouseClick(stepper.fewer, Qt.MouseButton.LeftButton)
    qtbot.keyClick(stepper.line, Qt.Key.Key_Down)
    assert stepper.line.text() == ""
    qtbot.keyClicks(stepper.line, "-5")
    qtbot.keyClick(stepper.line, ENTER)
    assert page.recorded.came.note.text().startswith("Adults: A count cannot be below 0.")
    assert "adults" not in event_record.came(ward, event)


def test_tab_goes_through_the_groups_as_they_stand(page: EventsPage, ward: Document, qtbot: QtBot) -> None:
    shown(page, ward)
    page.record_numbers()
    for group in list(page.recorded.came.steppers)[1:]:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert page.recorded.came.steppers[group].line.hasFocus()


def test_a_group_says_how_many_organisations_of_it_are_named(page: EventsPage, ward: Document) -> None:
    shown(page, ward)
    captions = page.recorded.came.captions
    assert (captions["exhibitors"].words, captions["partners"].words) == ("Exhibitors", "Partners · 1 named")


def test_enter_goes_on_through_the_hall(page: EventsPage, ward: Document, qtbot: QtBot) -> None:
    shown(page, ward)
    page.form.focus_field("status")
    recorded = page.recorded
    stops = [
        *(stepper.line for stepper in recorded.came.steppers.values()), recorded.done.count, recorded.heard.box,
        recorded.follow.box, page.side.partners.box, page.side.exhibitors.box,
    ]  # fmt: skip
    for stop in stops:
        qtbot.keyClick(QApplication.focusWidget(), ENTER)
        assert stop.hasFocus(), stop.accessibleName()


def test_a_field_that_cannot_be_read_keeps_the_keyboard(page: EventsPage, ward: Document, qtbot: QtBot) -> None:
    shown(page, ward)
    start = page.form.editor("start")
    assert isinstance(start, QLineEdit)
    type_into(qtbot, start, "some day")
    assert start.hasFocus()


# Organisations.


def test_several_partners_are_typed_at_once_and_new_ones_are_told(
    page: EventsPage, ward: Document, qtbot: QtBot
) -> None:
    event = shown(page, ward)
    type_into(qtbot, page.side.partners.box, "buckinghamshire council, Town Library")
    assert names(ward, event, "event_partner") == ["Chiltern Hills Academy", "Buckinghamshire Council", "Town Library"]
    assert page.side.partners.note.text() == "Made a new organisation: “Town Library”."
    assert page.side.partners.box.text() == ""
    ward.undo()
    assert names(ward, event, "event_partner") == ["Chiltern Hills Academy"]
    assert not ward.store.rows("organisation", name="Town Library")


def test_exhibitors_are_named_beside_their_number(page: EventsPage, ward: Document, qtbot: QtBot) -> None:
    event = shown(page, ward)
    type_into(qtbot, page.side.exhibitors.box, "Buckinghamshire Council")
    assert names(ward, event, "event_exhibitor") == ["Buckinghamshire Council"]
    assert page.recorded.came.captions["exhibitors"].words == "Exhibitors · 1 named"


def test_a_meeting_asks_who_was_present_and_who_sent_apologies(page: EventsPage, ward: Document, qtbot: QtBot) -> None:
    event = shown(page, ward)
    assert page.side.apologies.isHidden()
    edits.edit(ward, "event", event, {"kind": "partnership_meeting"})
    assert page.side.partners.title.text() == "Present"
    type_into(qtbot, page.side.apologies.box, "Buckinghamshire Council")
    assert names(ward, event, "event_apology") == ["Buckinghamshire Council"]
    off = next(one for one in page.side.apologies.list.findChildren(QPushButton) if one.objectName() == "remove")
    qtbot.mouseClick(off, Qt.MouseButton.LeftButton)
    assert names(ward, event, "event_apology") == []


# What was done.


def test_a_count_worked_out_from_events_is_shown_and_never_offered(page: EventsPage, ward: Document) -> None:
    event = shown(page, ward)
    (row,) = ward.store.rows("event", id=event)
    assert [words for _, words in event_record.computed_at(ward, row)] == [
        "Residents engaged at events: at least 400, from who came"
    ]
    assert "Residents engaged at events" not in [words for _, words in event_record.counts_for(ward, event)]
    assert page.recorded.done.computed.count() == 1


def test_part_of_a_name_that_several_counts_have_asks_for_more(page: EventsPage, ward: Document, qtbot: QtBot) -> None:
    edits.add(ward, "activity_count", {"name": "Homework club visitors"})
    shown(page, ward)
    type_into(qtbot, page.recorded.done.count, "homework")
    assert page.recorded.done.note.text().startswith("Several counts have “homework” in their name.")
    assert page.recorded.done.count.hasFocus()


def test_a_cancelled_event_offers_to_take_its_figures_off(page: EventsPage, ward: Document, qtbot: QtBot) -> None:
    event = shown(page, ward, "Clean-up by the river", status="cancelled")
    assert "1 figure it recorded is still in Activity counts" in page.recorded.done.cancelled.text()
    qtbot.mouseClick(page.recorded.done.off, Qt.MouseButton.LeftButton)
    assert event_record.done_at(ward, event) == []
    assert page.recorded.done.cancelled.isHidden()


# What residents told us.


def test_alt_and_a_digit_put_the_comment_being_typed_under_a_theme(
    page: EventsPage, ward: Document, qtbot: QtBot
) -> None:
    event = shown(page, ward)
    box = page.recorded.heard.box
    qtbot.keyClicks(box, "No GP slot before work")
    qtbot.keyClick(box, Qt.Key.Key_5, ALT)
    qtbot.keyClick(box, ENTER)
    qtbot.keyClicks(box, "More jobs for older people")
    qtbot.keyClick(box, ENTER)
    said = [ward.store.linked("feedback_theme", str(row["id"])) for row in event_record.said_at(ward, event)]
    assert said == [[themes(ward)[4]], [themes(ward)[1]]]  # the second is back at the event's own theme


def test_words_behind_a_hash_name_the_theme(page: EventsPage, ward: Document, qtbot: QtBot) -> None:
    event = shown(page, ward)
    qtbot.keyClicks(page.recorded.heard.box, "Lights out by the Moor #realm")
    assert page.recorded.heard.theme.chosen == themes(ward)[2]
    qtbot.keyClick(page.recorded.heard.box, ENTER)
    (row,) = event_record.said_at(ward, event)
    assert (row["words"], row["theme_id"]) == ("Lights out by the Moor", themes(ward)[2])


def test_the_kind_of_event_tells_how_a_comment_was_heard(page: EventsPage, ward: Document, qtbot: QtBot) -> None:
    event = shown(page, ward, kind="ward_visit")
    type_into(qtbot, page.recorded.heard.box, "Bins block the pavement")
    assert [row["channel"] for row in ward.store.rows("feedback", event=event)] == ["ward_visit"]


def test_a_digit_moves_a_comment_to_another_theme_and_keeps_the_keyboard(
    page: EventsPage, ward: Document, qtbot: QtBot
) -> None:
    event = shown(page, ward)
    item = event_record.hear(ward, event, "Too dark to walk home")
    line = page.recorded.heard.comments[item]
    line.theme.setFocus()
    qtbot.keyClick(line.theme, Qt.Key.Key_3)
    assert ward.store.linked("feedback_theme", item) == [themes(ward)[2]]
    assert page.recorded.heard.comments[item].theme.hasFocus()
    qtbot.keyClick(line.theme, Qt.Key.Key_0)
    assert ward.store.linked("feedback_theme", item) == []


def test_an_action_there_is_already_is_linked_to_a_comment_in_place(
    page: EventsPage, ward: Document, qtbot: QtBot
) -> None:
    event = shown(page, ward)
    item = event_record.hear(ward, event, "Nobody to ask about debts")
    qtbot.mouseClick(page.recorded.heard.comments[item].link, Qt.MouseButton.LeftButton)
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    advice = ward.store.rows("action", title="Advice desk in the library")[0]
    type_into(qtbot, line, str(advice["ref"]))
    assert [row["action"] for row in ward.store.rows("feedback", id=item)] == [advice["id"]]
    assert page.recorded.heard.comments[item].action.text() == advice["ref"]


def test_something_personal_in_a_comment_is_taken_out_where_it_stands(
    page: EventsPage, ward: Document, qtbot: QtBot
) -> None:
    event = shown(page, ward)
    item = event_record.hear(ward, event, "Ring 07700 900123 about the lift")
    line = page.recorded.heard.comments[item]
    place = next(one for one in page.side.checklist.lines if "07700 900123" in one.check.words)
    qtbot.mouseClick(place, Qt.MouseButton.LeftButton)
    assert line.take_out.hasFocus()
    qtbot.keyClick(line.take_out, ENTER)
    assert ward.store.rows("feedback", id=item)[0]["words"] == "Ring [removed: phone number] about the lift"


def test_something_personal_in_the_notes_is_taken_out_and_a_venue_keeps_its_postcode(
    page: EventsPage, ward: Document, qtbot: QtBot
) -> None:
    event = shown(page, ward, venue="Town hall, HP5 1DS", notes="Call 07700 900123 for the key")
    qtbot.mouseClick(page.recorded.take_out, Qt.MouseButton.LeftButton)
    (row,) = ward.store.rows("event", id=event)
    assert (row["venue"], row["notes"]) == ("Town hall, HP5 1DS", "Call [removed: phone number] for the key")
    assert page.recorded.take_out.isHidden()


# What was seen, and what follows.


def offered(page: EventsPage) -> list[str]:
    return [one.text() for one in page.recorded.notes.findChildren(QPushButton) if one.isVisible()]


def test_an_issue_seen_on_a_visit_becomes_an_action_in_place(page: EventsPage, ward: Document, qtbot: QtBot) -> None:
    event = shown(page, ward, kind="ward_visit", issues="Fly tipping behind the shops\nNo dropped kerb")
    make = [one for one in page.recorded.notes.findChildren(QPushButton) if one.text() == "Make an action"]
    make[1].setFocus()
    qtbot.keyClick(make[1], ENTER)
    (action,) = event_follow.follow_ups(ward, event)
    assert action["title"] == "No dropped kerb"
    wanted = ["Make an action", "Keep as feedback", action["ref"], "Keep as feedback"]
    qtbot.waitUntil(lambda: offered(page) == wanted)
    here = QApplication.focusWidget()
    assert isinstance(here, QPushButton)
    assert here.text() == action["ref"]


def test_a_follow_up_action_is_typed_in_place_and_taken_off_again(
    page: EventsPage, ward: Document, qtbot: QtBot
) -> None:
    event = shown(page, ward)
    type_into(qtbot, page.recorded.follow.box, "Book the hall for March")
    (action,) = event_follow.follow_ups(ward, event)
    assert (action["title"], ward.store.linked("event_follow_up", event)) == ("Book the hall for March", [action["id"]])
    assert (ward.store.get("action", str(action["id"])) or {})["theme"] == themes(ward)[1]
    opens = next(one for one in page.recorded.follow.findChildren(QPushButton) if one.objectName() == "open")
    with qtbot.waitSignal(page.open_requested) as asked:
        qtbot.keyClick(opens, ENTER)
    assert asked.args == ["action", action["id"], ""]
    off = next(one for one in page.recorded.follow.findChildren(QPushButton) if one.text() == "✕")
    qtbot.mouseClick(off, Qt.MouseButton.LeftButton)
    assert event_follow.follow_ups(ward, event) == []
    assert ward.store.get("action", str(action["id"])) is not None


def test_the_reference_of_an_action_links_that_one(page: EventsPage, ward: Document, qtbot: QtBot) -> None:
    event = shown(page, ward)
    advice = ward.store.rows("action", title="Advice desk in the library")[0]
    before = len(ward.store.rows("action"))
    type_into(qtbot, page.recorded.follow.box, str(advice["ref"]))
    assert ward.store.linked("event_follow_up", event) == [advice["id"]]
    assert len(ward.store.rows("action")) == before


def test_the_first_words_of_a_deep_dive_make_it_with_the_actions_that_follow(
    page: EventsPage, ward: Document, qtbot: QtBot
) -> None:
    event = shown(page, ward, kind="deep_dive")
    type_into(qtbot, page.recorded.follow.box, "Ask schools for their data")
    context = page.recorded.dive.form.editor("context")
    assert isinstance(context, QPlainTextEdit)
    context.setFocus()
    qtbot.keyClicks(context, "One child in six")
    qtbot.keyClick(context, Qt.Key.Key_Tab)
    dive: Row = event_dive.dive_of(ward, event) or {}
    assert (dive["topic"], dive["context"]) == ("Jobs fair", "One child in six")
    assert len(ward.store.linked("deep_dive_action", str(dive["id"]))) == 1
    assert page.recorded.dive.form.editor("current_state").hasFocus()


def test_a_deep_dive_there_is_already_can_be_the_one_of_the_event(
    page: EventsPage, ward: Document, qtbot: QtBot
) -> None:
    event = shown(page, ward, kind="deep_dive")
    qtbot.keyClick(page.recorded.dive.choice, Qt.Key.Key_Down)
    dive: Row = event_dive.dive_of(ward, event) or {}
    assert dive["topic"] == "Young people after school"
    assert [row["title"] for row in event_follow.follow_ups(ward, event)] == ["Open a homework club"]


# Before you leave the hall, cancelling, and what a crash leaves.


def test_each_line_of_the_checklist_goes_to_its_place(page: EventsPage, ward: Document, qtbot: QtBot) -> None:
    shown(page, ward)
    recorded = page.recorded
    places = (
        ("Attendance", recorded.came.steppers["adults"].line), ("Counts", recorded.done.count),
        ("Comments", recorded.heard.box), ("Partners", page.side.partners.box), ("Follow-up", recorded.follow.box),
        ("Status", page.form.editor("status")),
    )  # fmt: skip
    for word, place in places:
        line = next(one for one in page.side.checklist.lines if one.check.words.startswith(word))
        line.setFocus()
        qtbot.keyClick(line, ENTER)
        assert place.hasFocus(), word


def test_choosing_cancelled_is_kept_at_once_and_asks_why(page: EventsPage, ward: Document, qtbot: QtBot) -> None:
    event = shown(page, ward, "New year open day")
    assert page.form.editor("cancel_reason").isHidden()
    status = page.form.editor("status")
    assert isinstance(status, QComboBox)
    status.setFocus()
    qtbot.keyClicks(status, "canc")
    assert ward.store.rows("event", id=event)[0]["status"] == "cancelled"
    reason = page.form.editor("cancel_reason")
    qtbot.waitUntil(reason.hasFocus)
    said = [one.sentence for one in edits.problems(ward, "event", page.row or {}) if one.field == "cancel_reason"]
    assert said == ["Say why it was cancelled, for those who ask later."]
    qtbot.keyClicks(reason, "Snow")
    page.commit_pending()
    assert ward.store.rows("event", id=event)[0]["cancel_reason"] == "Snow"
    assert page.side.checks_card.isHidden()


def test_whatever_is_half_typed_is_kept_safe_and_put_back(
    page: EventsPage, ward: Document, kept: Kept, qtbot: QtBot
) -> None:
    event = shown(page, ward, kind="deep_dive")
    recorded = page.recorded
    typed = {
        "attendance/adults": recorded.came.steppers["adults"].line, "figure/new/number": recorded.done.number,
        "comment": recorded.heard.box, "follow_up": recorded.follow.box,
        "shared_with": recorded.more.editor("shared_with"),
        "dive/context": recorded.dive.form.editor("context"), "event_apology": page.side.apologies.box,
    }  # fmt: skip
    for box in typed.values():
        qtbot.keyClicks(box, "12")
    assert kept.texts == dict.fromkeys(typed, "12")
    draft = dict(kept.texts)
    page.commit_pending()
    assert kept.texts == {"figure/new/number": "12"}  # it names no count yet
    ward.undo()
    page.restore_draft(event, draft)
    assert (recorded.heard.box.text(), recorded.done.number.text()) == ("12", "12")
    assert recorded.more.draft() == {}


def test_the_key_for_held_is_offered_when_the_day_has_come(page: EventsPage, ward: Document) -> None:
    event = shown(page, ward, "New year open day")
    assert not page.can_hold
    edits.edit(ward, "event", event, {"start": "2023-12-18"})
    assert page.can_hold
    page.set_held()
    assert ward.store.rows("event", id=event)[0]["status"] == "held"
    assert not page.can_hold
