"""The Events page, driven as people drive it, on a real document."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from ward_desk.core.records import Row
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.events import event_follow
from ward_desk.ui.pages.events.events import EventsPage
from ward_desk.ui.prefs import Prefs


@pytest.fixture
def page(ward: Document, prefs: Prefs, light: QApplication, qtbot: QtBot) -> Iterator[EventsPage]:
    """The page as the window shows it: it hears of every change."""
    yield from _shown(ward, prefs, qtbot)


@pytest.fixture
def empty_page(empty_ward: Document, prefs: Prefs, light: QApplication, qtbot: QtBot) -> Iterator[EventsPage]:
    """The page of a ward with no events."""
    yield from _shown(empty_ward, prefs, qtbot)


def _shown(doc: Document, prefs: Prefs, qtbot: QtBot) -> Iterator[EventsPage]:
    one = EventsPage(doc, prefs)
    qtbot.addWidget(one)
    stop = doc.subscribe(one.refresh)
    one.resize(1200, 760)
    with qtbot.waitActive(one):
        one.show()
    one.refresh(None)
    yield one
    stop()


def titled(doc: Document, title: str) -> Row:
    return doc.store.rows("event", title=title)[0]


def attendance(doc: Document, event: str) -> dict[str, tuple[object, object]]:
    return {str(r["grouping"]): (r["number"], r["precision"]) for r in doc.store.rows("attendance", event=event)}


def type_into(qtbot: QtBot, line: QLineEdit, words: str) -> None:
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, words)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def test_the_list_says_how_sure_a_number_is(page: EventsPage) -> None:
    column = [one.key for one in page.pane.model.columns].index("residents")
    said = {page.pane.model.record(n)["title"]: page.pane.model.words_of(n, column) for n in range(3)}
    assert said == {"Jobs fair": "at least 400", "Clean-up by the river": "17", "New year open day": "planned"}


def test_an_event_held_without_numbers_asks_for_them(page: EventsPage, ward: Document) -> None:
    day = str(titled(ward, "New year open day")["id"])
    edits.edit(ward, "event", day, {"status": "held"})
    column = [one.key for one in page.pane.model.columns].index("residents")
    assert page.pane.model.words_of(page.pane.model.row_of(day), column) == "needs figures"
    edits.add(ward, "attendance", {"event": day, "grouping": "partners", "number": 12})
    page.refresh(None)
    assert page.pane.model.words_of(page.pane.model.row_of(day), column) == "no residents"


def test_a_cancelled_event_says_so_whoever_had_been_counted(page: EventsPage, ward: Document) -> None:
    fair = str(titled(ward, "Jobs fair")["id"])
    edits.edit(ward, "event", fair, {"status": "cancelled"})
    column = [one.key for one in page.pane.model.columns].index("residents")
    assert page.pane.model.words_of(page.pane.model.row_of(fair), column) == "cancelled"


def test_a_title_and_enter_add_a_planned_event_today(
    empty_page: EventsPage, empty_ward: Document, qtbot: QtBot
) -> None:
    type_into(qtbot, empty_page.pane.add_box, "Play street")
    (row,) = empty_ward.store.rows("event")
    assert (row["title"], row["status"], row["start"]) == ("Play street", "planned", "2023-12-18")
    assert empty_page.form.row_id == row["id"]
    assert empty_page.form.editor("start").hasFocus()


def test_days_and_times_are_typed_as_people_type_them(page: EventsPage, ward: Document, qtbot: QtBot) -> None:
    event = str(titled(ward, "New year open day")["id"])
    page.open_record("event", event)
    when = page.form.editor("start")
    assert isinstance(when, QLineEdit)
    type_into(qtbot, when, "13 jan 10:00 to 3pm")
    row = titled(ward, "New year open day")
    assert (row["start"], row["end"]) == ("2024-01-13T10:00", "2024-01-13T15:00")
    assert when.text() == "Sat 13 Jan 2024, 10:00 to 15:00"
    ward.undo()
    assert titled(ward, "New year open day")["end"] != "2024-01-13T15:00"


def test_times_alone_keep_the_day_and_a_start_alone_has_no_end(page: EventsPage, ward: Document, qtbot: QtBot) -> None:
    event = str(titled(ward, "Jobs fair")["id"])
    page.open_record("event", event)
    when = page.form.editor("start")
    assert isinstance(when, QLineEdit)
    type_into(qtbot, when, "9am-11")
    row = titled(ward, "Jobs fair")
    assert (row["start"], row["end"]) == ("2023-11-22T09:00", "2023-11-22T11:00")
    type_into(qtbot, when, "23 nov 9:00")
    row = titled(ward, "Jobs fair")
    assert (row["start"], row["end"]) == ("2023-11-23T09:00", None)


def test_an_event_that_ends_before_it_starts_says_so_where_both_are_typed(page: EventsPage, ward: Document) -> None:
    event = str(titled(ward, "Jobs fair")["id"])
    edits.edit(ward, "event", event, {"start": "2023-11-22T10:00", "end": "2023-11-21T12:00"})
    page.open_record("event", event, "end")
    assert page.form.editor("start").hasFocus()
    assert page.form.editor("start").accessibleDescription().startswith("It ends before it starts.")


def test_when_changed_elsewhere_is_said_in_the_words_of_the_field(
    page: EventsPage, ward: Document, qtbot: QtBot
) -> None:
    event = str(titled(ward, "Jobs fair")["id"])
    page.open_record("event", event)
    when = page.form.editor("start")
    when.setFocus()
    qtbot.keyClicks(when, " or so")
    edits.edit(ward, "event", event, {"start": "2023-11-23T10:00", "end": "2023-11-23T12:00"})
    assert "“Thu 23 Nov 2023, 10:00 to 12:00”" in when.accessibleDescription()


def test_the_title_is_the_heading_and_is_edited_there(page: EventsPage, ward: Document, qtbot: QtBot) -> None:
    page.open_record("event", str(titled(ward, "Jobs fair")["id"]))
    title = page.form.editor("title")
    assert isinstance(title, QLineEdit)
    assert page.heading.isHidden()
    assert page.event_form.ref.text() == titled(ward, "Jobs fair")["ref"]
    type_into(qtbot, title, "Jobs and skills fair")
    assert titled(ward, "Jobs and skills fair")


def test_numbers_stand_high_enough_to_be_typed_without_scrolling(
    page: EventsPage, ward: Document, qtbot: QtBot
) -> None:
    page.open_record("event", str(titled(ward, "Jobs fair")["id"]))
    bottom = page.area.viewport().rect().bottom()
    count = page.recorded.done.count
    qtbot.waitUntil(lambda: count.mapTo(page.area.viewport(), count.rect().bottomLeft()).y() < bottom)


def test_fields_share_a_line_only_where_there_is_room(page: EventsPage, ward: Document, qtbot: QtBot) -> None:
    page.open_record("event", str(titled(ward, "Jobs fair")["id"]))
    form = page.event_form

    def line(name: str) -> int:
        return form.editor(name).mapTo(form, form.editor(name).rect().topLeft()).y()

    assert line("kind") == line("status")
    page.resize(776, 560)
    qtbot.waitUntil(lambda: line("start") < line("venue") < line("kind") < line("status"))
    page.record_numbers()
    qtbot.waitUntil(lambda: line("start") == line("venue"))


def test_in_a_small_window_the_numbers_take_the_room_of_the_list_until_esc(
    page: EventsPage, ward: Document, qtbot: QtBot
) -> None:
    page.resize(776, 560)
    event = str(titled(ward, "Jobs fair")["id"])
    page.open_record("event", event)
    page.record_numbers()
    assert not page.pane.isVisible()
    assert not page.pane.head.isVisible()
    adults = page.recorded.came.steppers["adults"].line
    assert adults.hasFocus()
    qtbot.keyClick(adults, Qt.Key.Key_Escape)
    assert page.pane.table.hasFocus()
    assert page.pane.current_id == event
    page.form.focus_field("venue")
    page.toggle_beside()
    assert page.back.isVisible()
    assert page.form.editor("venue").hasFocus()
    qtbot.mouseClick(page.back, Qt.MouseButton.LeftButton)
    assert page.pane.isVisible()


def test_what_needs_the_list_brings_it_back(page: EventsPage, ward: Document, qtbot: QtBot) -> None:
    page.resize(776, 560)
    ways: list[Callable[[], object]] = [
        page.new_record, page.focus_filter, page.view_table,
        lambda: page.open_record("event", str(titled(ward, "Jobs fair")["id"])),
    ]  # fmt: skip
    for way in ways:
        page.record_numbers()
        assert not page.pane.isVisible()
        way()
        assert page.pane.isVisible()
    page.record_numbers()
    edits.remove(ward, "event", [str(row["id"]) for row in ward.store.rows("event")])
    assert page.pane.isVisible()


def test_a_large_window_keeps_the_list_beside_the_numbers(page: EventsPage, ward: Document) -> None:
    page.open_record("event", str(titled(ward, "Jobs fair")["id"]))
    page.record_numbers()
    assert page.pane.isVisible()


def test_the_page_opens_on_the_event_that_still_needs_something(
    ward: Document, prefs: Prefs, light: QApplication, qtbot: QtBot
) -> None:
    clean = str(titled(ward, "Clean-up by the river")["id"])
    edits.edit(ward, "event", clean, {"status": "planned"})
    for page in _shown(ward, prefs, qtbot):
        assert page.pane.current_id == page.form.row_id == clean


def test_words_that_are_no_number_stay_with_their_event(page: EventsPage, ward: Document, qtbot: QtBot) -> None:
    fair, clean = (str(titled(ward, title)["id"]) for title in ("Jobs fair", "Clean-up by the river"))
    page.open_record("event", clean)
    line = page.recorded.came.steppers["adults"].line
    type_into(qtbot, line, "numerous")
    (figure,) = page.recorded.done.lines.values()
    type_into(qtbot, figure.number, "lots")
    qtbot.keyClicks(page.recorded.done.count, "no such count")
    page.pane.select(fair)
    assert (line.text(), page.recorded.done.count.text()) == ("", "")
    assert page.recorded.came.note.isHidden()
    assert page.recorded.done.note.isHidden()
    page.pane.select(clean)
    (figure,) = page.recorded.done.lines.values()
    assert (line.text(), figure.number.text()) == ("numerous", "lots")
    assert page.recorded.done.count.text() == "no such count"
    assert page.recorded.came.note.text().startswith("Adults: “numerous” is not a count.")
    assert page.recorded.done.note.text().startswith("“lots” is not a count.")
    assert attendance(ward, clean)["adults"] == (12, "exact")


def test_a_typed_number_is_kept_as_sure_as_it_was_typed(page: EventsPage, ward: Document, qtbot: QtBot) -> None:
    event = titled(ward, "Clean-up by the river")
    page.open_record("event", str(event["id"]))
    line = page.recorded.came.steppers["volunteers"].line
    type_into(qtbot, line, "about 20")
    assert attendance(ward, str(event["id"]))["volunteers"] == (20, "about")
    assert ward.undo_label == f"Record attendance at {event['ref']!s}: volunteers about 20"
    assert line.text() == "about 20"


def test_enter_in_a_number_goes_to_the_next_group(page: EventsPage, qtbot: QtBot, ward: Document) -> None:
    page.open_record("event", str(titled(ward, "Clean-up by the river")["id"]))
    type_into(qtbot, page.recorded.came.steppers["adults"].line, "14")
    assert page.recorded.came.steppers["under_18s"].line.hasFocus()


def test_presses_of_plus_are_kept_as_one_change(page: EventsPage, ward: Document, qtbot: QtBot) -> None:
    event = str(titled(ward, "Clean-up by the river")["id"])
    page.open_record("event", event)
    for _ in range(3):
        qtbot.mouseClick(page.recorded.came.steppers["adults"].more, Qt.MouseButton.LeftButton)
    assert attendance(ward, event)["adults"] == (12, "exact")
    page.commit_pending()
    assert attendance(ward, event)["adults"] == (15, "exact")
    ward.undo()
    assert attendance(ward, event)["adults"] == (12, "exact")
    assert page.recorded.came.steppers["adults"].line.text() == "12"


def test_the_arrow_keys_count_and_keep_at_least(page: EventsPage, ward: Document, qtbot: QtBot) -> None:
    event = str(titled(ward, "Jobs fair")["id"])
    page.open_record("event", event)
    line = page.recorded.came.steppers["residents"].line
    qtbot.keyClick(line, Qt.Key.Key_Down)
    page.commit_pending()
    assert attendance(ward, event)["residents"] == (399, "at_least")


def test_an_emptied_number_is_taken_away_and_is_not_nought(page: EventsPage, ward: Document, qtbot: QtBot) -> None:
    event = str(titled(ward, "Clean-up by the river")["id"])
    page.open_record("event", event)
    line = page.recorded.came.steppers["under_18s"].line
    line.selectAll()
    qtbot.keyClick(line, Qt.Key.Key_Backspace)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert "under_18s" not in attendance(ward, event)


def test_words_that_are_no_number_are_told_and_kept(page: EventsPage, ward: Document, qtbot: QtBot) -> None:
    event = str(titled(ward, "Clean-up by the river")["id"])
    page.open_record("event", event)
    line = page.recorded.came.steppers["adults"].line
    type_into(qtbot, line, "numerous")
    assert page.recorded.came.note.text().startswith("Adults: “numerous” is not a count. Type 50, about 50")
    assert line.text() == "numerous"
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert line.text() == "12"
    assert page.recorded.came.note.isHidden()


def test_a_new_number_is_counted_as_the_others_are(page: EventsPage, ward: Document, qtbot: QtBot) -> None:
    event = str(titled(ward, "Clean-up by the river")["id"])
    page.open_record("event", event)
    type_into(qtbot, page.recorded.came.steppers["volunteers"].line, "3")
    assert {row["counted"] for row in ward.store.rows("attendance", event=event)} == {"people"}


def test_the_summary_follows_the_numbers(page: EventsPage, ward: Document, qtbot: QtBot) -> None:
    page.open_record("event", str(titled(ward, "Jobs fair")["id"]))
    assert page.recorded.came.summary.text() == "At least 400 residents, about 45% from this ward."
    page.open_record("event", str(titled(ward, "Clean-up by the river")["id"]))
    assert page.recorded.came.summary.text() == "17 residents."


def test_a_figure_belongs_to_the_events_month(page: EventsPage, ward: Document, qtbot: QtBot) -> None:
    event = titled(ward, "Jobs fair")
    page.open_record("event", str(event["id"]))
    type_into(qtbot, page.recorded.done.count, "homework")
    assert page.recorded.done.count.text() == "Homework club sessions"
    assert page.recorded.done.number.hasFocus()
    type_into(qtbot, page.recorded.done.number, "50+")
    (figure,) = ward.store.rows("figure", event=event["id"])
    assert (figure["period"], figure["value"], figure["precision"]) == ("2023-11", 50.0, "at_least")
    assert page.recorded.done.number.text() == page.recorded.done.count.text() == ""
    assert page.recorded.done.count.hasFocus()
    type_into(qtbot, page.recorded.done.count, "homework")
    assert page.recorded.done.note.text().startswith("No count is called “homework”.")


def test_a_number_without_a_count_asks_for_one(page: EventsPage, ward: Document, qtbot: QtBot) -> None:
    page.open_record("event", str(titled(ward, "Jobs fair")["id"]))
    type_into(qtbot, page.recorded.done.number, "50")
    assert page.recorded.done.note.text() == "Say what was counted, beside the number."
    assert page.recorded.done.number.text() == "50"


def test_figures_follow_their_event_to_another_month_in_one_operation(
    page: EventsPage, ward: Document, qtbot: QtBot
) -> None:
    event = str(titled(ward, "Clean-up by the river")["id"])
    page.open_record("event", event)
    start = page.form.editor("start")
    assert isinstance(start, QLineEdit)
    type_into(qtbot, start, "4/11/2023")
    assert [row["period"] for row in ward.store.rows("figure", event=event)] == ["2023-11"]
    ward.undo()
    assert [row["period"] for row in ward.store.rows("figure", event=event)] == ["2023-10"]


def test_a_figure_can_be_changed_and_removed(page: EventsPage, ward: Document, qtbot: QtBot) -> None:
    event = str(titled(ward, "Clean-up by the river")["id"])
    page.open_record("event", event)
    (line,) = page.recorded.done.lines.values()
    type_into(qtbot, line.number, "4")
    assert ward.store.rows("figure", event=event)[0]["value"] == 4.0
    with qtbot.waitSignal(page.removed):
        qtbot.mouseClick(line.off, Qt.MouseButton.LeftButton)
    assert ward.store.rows("figure", event=event) == []


def test_a_comment_becomes_feedback_heard_there(page: EventsPage, ward: Document, qtbot: QtBot) -> None:
    event = titled(ward, "Jobs fair")
    page.open_record("event", str(event["id"]))
    type_into(qtbot, page.recorded.heard.box, "No buses home after the late shift")
    (item,) = ward.store.rows("feedback", event=event["id"])
    assert (item["channel"], item["heard_on"], item["place"]) == ("event", "2023-11-22", "Town hall")
    assert ward.store.linked("feedback_theme", str(item["id"])) == ward.store.linked("event_theme", str(event["id"]))
    assert page.recorded.heard.box.text() == ""


def test_something_personal_in_a_comment_is_pointed_out_while_typing(page: EventsPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.recorded.heard.box, "Ring 07700 900123")
    assert page.recorded.heard.note.text().startswith("“07700 900123” looks personal.")


def test_a_comment_being_typed_is_kept_when_another_event_is_chosen(
    page: EventsPage, ward: Document, qtbot: QtBot
) -> None:
    fair, clean = titled(ward, "Jobs fair"), titled(ward, "Clean-up by the river")
    page.open_record("event", str(fair["id"]))
    qtbot.keyClicks(page.recorded.heard.box, "More for older workers")
    page.pane.select(str(clean["id"]))
    assert [row["words"] for row in ward.store.rows("feedback", event=fair["id"])] == ["More for older workers"]
    assert page.recorded.heard.box.text() == ""


def test_an_action_is_made_from_a_comment_in_place(page: EventsPage, ward: Document, qtbot: QtBot) -> None:
    event = str(titled(ward, "Jobs fair")["id"])
    page.open_record("event", event)
    type_into(qtbot, page.recorded.heard.box, "A lift to interviews")
    (line,) = page.recorded.heard.comments.values()
    line.make.setFocus()
    qtbot.keyClick(line.make, Qt.Key.Key_Return)
    (item,) = ward.store.rows("feedback", words="A lift to interviews")
    action = ward.store.get("action", str(item["action"])) or {}
    assert action["title"] == "A lift to interviews"
    assert [row["ref"] for row in event_follow.follow_ups(ward, event)] == [action["ref"]]
    assert line.action.hasFocus()
    with qtbot.waitSignal(page.open_requested) as asked:
        qtbot.keyClick(line.action, Qt.Key.Key_Return)
    assert asked.args == ["action", action["id"], ""]


def test_themes_go_in_and_out(page: EventsPage, ward: Document, qtbot: QtBot) -> None:
    event = str(titled(ward, "Jobs fair")["id"])
    page.open_record("event", event)
    line = page.recorded.themes
    themes = [str(row["id"]) for row in ward.store.rows("theme", order="position")]
    before = ward.store.linked("event_theme", event)
    assert line.chosen == before == [themes[1]]
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_1)
    assert set(ward.store.linked("event_theme", event)) == {themes[0], themes[1]}
    assert line.hasFocus()
    qtbot.keyClick(line, Qt.Key.Key_2)
    assert ward.store.linked("event_theme", event) == [themes[0]] == line.chosen
    qtbot.keyClick(line, Qt.Key.Key_9)
    assert line.chosen == [themes[0]]


def test_the_themes_can_be_chosen_from_a_menu(page: EventsPage, ward: Document, qtbot: QtBot) -> None:
    event = str(titled(ward, "Jobs fair")["id"])
    page.open_record("event", event)
    qtbot.keyClick(page.recorded.themes, Qt.Key.Key_Down)
    menu = page.recorded.themes.findChild(QMenu)
    assert isinstance(menu, QMenu)
    assert [one.isChecked() for one in menu.actions()][:2] == [False, True]
    qtbot.keyClick(menu, Qt.Key.Key_1)
    assert len(page.recorded.themes.chosen) == 2


def test_a_partner_is_added_by_name_and_made_when_unknown(page: EventsPage, ward: Document, qtbot: QtBot) -> None:
    event = str(titled(ward, "Jobs fair")["id"])
    page.open_record("event", event)
    type_into(qtbot, page.side.partners.box, "Town Library")
    names = [(ward.store.get("organisation", one) or {})["name"] for one in ward.store.linked("event_partner", event)]
    assert names == ["Chiltern Hills Academy", "Town Library"]


def said_by_checklist(page: EventsPage) -> list[tuple[str, str]]:
    return [(line.check.level, line.check.words) for line in page.side.checklist.lines]


def test_the_checklist_says_what_is_there_and_what_is_wanted(page: EventsPage, ward: Document) -> None:
    page.open_record("event", str(titled(ward, "Jobs fair")["id"]))
    assert said_by_checklist(page) == [
        ("done", "Attendance: at least 400 residents"),
        ("wanted", "Counts: none recorded yet"),
        ("wanted", "Comments: none written down yet"),
        ("done", "Partners: 1 named"),
        ("wanted", "Follow-up actions: none yet"),
        ("done", "Personal details: none found"),
        ("done", "Status: held"),
    ]
    page.open_record("event", str(titled(ward, "New year open day")["id"]))
    assert {level for level, words in said_by_checklist(page) if "Personal" not in words} == {"later"}


def test_an_event_whose_day_has_come_can_be_set_to_held(page: EventsPage, ward: Document, qtbot: QtBot) -> None:
    event = str(titled(ward, "New year open day")["id"])
    page.open_record("event", event)
    assert page.side.hold.isHidden()
    edits.edit(ward, "event", event, {"start": "2023-12-18"})
    qtbot.mouseClick(page.side.hold, Qt.MouseButton.LeftButton)
    assert titled(ward, "New year open day")["status"] == "held"


def test_strengths_and_issues_are_asked_for_after_a_ward_visit_only(page: EventsPage, ward: Document) -> None:
    event = str(titled(ward, "Jobs fair")["id"])
    page.open_record("event", event)
    assert page.recorded.notes.form.editor("strengths").isHidden()
    edits.edit(ward, "event", event, {"kind": "ward_visit"})
    assert not page.recorded.notes.form.editor("strengths").isHidden()


def test_a_change_made_elsewhere_is_shown_and_half_typed_numbers_stay(
    page: EventsPage, ward: Document, qtbot: QtBot
) -> None:
    event = str(titled(ward, "Clean-up by the river")["id"])
    page.open_record("event", event)
    line = page.recorded.came.steppers["partners"].line
    line.setFocus()
    qtbot.keyClicks(line, "9")
    adults = next(row for row in ward.store.rows("attendance", event=event) if row["grouping"] == "adults")
    edits.edit(ward, "attendance", str(adults["id"]), {"number": 21})
    assert page.recorded.came.steppers["adults"].line.text() == "21"
    assert line.text() == "9"


def test_delete_removes_an_event_and_offers_it_back(page: EventsPage, ward: Document, qtbot: QtBot) -> None:
    event = titled(ward, "New year open day")
    page.pane.select(str(event["id"]))
    with qtbot.waitSignal(page.removed) as said:
        qtbot.keyClick(page.pane.table, Qt.Key.Key_Delete)
    assert said.args == [f"Removed {event['ref']!s}"]
    assert ward.store.get("event", str(event["id"])) is None


def test_an_event_opens_at_its_attendance(page: EventsPage, ward: Document) -> None:
    assert page.open_record("event", str(titled(ward, "Jobs fair")["id"]), "attendance")
    assert page.recorded.came.steppers["adults"].line.hasFocus()
    assert not page.open_record("event", "not there")


def test_the_side_stands_below_where_there_is_no_room_beside(page: EventsPage, qtbot: QtBot) -> None:
    assert page._beside.isVisible()
    page.resize(776, 560)
    assert not page._beside.isVisible()
    assert page.area.isAncestorOf(page.side)
    page.resize(1200, 760)
    assert page._beside.isAncestorOf(page.side)


def test_tab_goes_through_the_record_in_reading_order(page: EventsPage, ward: Document, qtbot: QtBot) -> None:
    page.resize(776, 560)
    page.open_record("event", str(titled(ward, "Clean-up by the river")["id"]))
    recorded = page.recorded
    (line,) = recorded.done.lines.values()
    wanted: list[QWidget] = [
        page.form.editor("title"), page.form.editor("start"), page.form.editor("venue"), page.form.editor("kind"),
        page.form.editor("status"), recorded.themes,
        recorded.came.steppers["adults"].line, recorded.came.steppers["volunteers"].line, recorded.came.counted_as,
        line.number, line.off, recorded.done.count, recorded.done.number, recorded.heard.box, recorded.heard.theme,
        recorded.notes.form.editor("notes"), recorded.follow.box, recorded.more.editor("action"),
        page.side.partners.box, page.side.checklist.lines[0],
    ]  # fmt: skip
    met: list[QWidget] = []
    at: QWidget | None = page.form.editor("title")
    for _ in range(400):
        if at is None:
            break
        met.append(at)
        at = at.nextInFocusChain()
    places = [met.index(one) for one in wanted]
    assert places == sorted(places)


def test_everything_the_keyboard_reaches_has_a_name(page: EventsPage, ward: Document) -> None:
    page.open_record("event", str(titled(ward, "Clean-up by the river")["id"]))
    bare = [
        one for one in page.findChildren(QWidget)
        if isinstance(one, QAbstractButton | QLineEdit) and one.isVisible()
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not (one.accessibleName() or (isinstance(one, QAbstractButton) and len(one.text()) > 1))
    ]  # fmt: skip
    assert bare == []


def test_a_document_opened_to_read_takes_nothing(
    ward: Document, prefs: Prefs, light: QApplication, qtbot: QtBot
) -> None:
    ward.read_only = True
    for one in _shown(ward, prefs, qtbot):
        one.open_record("event", str(titled(ward, "Jobs fair")["id"]))
        assert one.recorded.came.steppers["adults"].line.isReadOnly()
        assert one.recorded.heard.box.isHidden()
        assert one.side.partners.box.isHidden()
        assert not one.recorded.themes.isEnabled()
