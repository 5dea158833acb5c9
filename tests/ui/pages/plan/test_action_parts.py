"""One action whole: its tabs, driven by keyboard and mouse on a real document."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ward_desk.core.changes import Op
from ward_desk.core.records import Row
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.store.rows import Store
from ward_desk.ui import theme
from ward_desk.ui.pages.plan.action_evidence import EvidencePart
from ward_desk.ui.pages.plan.actions import ActionsPage
from ward_desk.ui.prefs import Prefs
from ward_desk.ui.record.record_part import RecordPart

DETAILS, NOTES, MILESTONES, MONEY, RISKS, EVIDENCE, HISTORY = range(7)
KEY, ENTER, SHIFT = Qt.Key, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class Kept:
    """A keeper that remembers what it was told."""

    def __init__(self) -> None:
        self.held: dict[tuple[str, str, str], str] = {}

    def keep(self, table: str, row_id: str, field: str, text: str) -> None:
        self.held[table, row_id, field] = text

    def forget(self, table: str, row_id: str, field: str) -> None:
        self.held.pop((table, row_id, field), None)


@pytest.fixture
def kept() -> Kept:
    """What is half typed, as the keeper knows it."""
    return Kept()


@pytest.fixture
def page(ward: Document, prefs: Prefs, kept: Kept, light: QApplication, qtbot: QtBot) -> Iterator[ActionsPage]:
    """The Action plan page as the window shows it, on CHE-01."""
    one = ActionsPage(ward, prefs, kept)
    qtbot.addWidget(one)
    stop = ward.subscribe(one.refresh)
    one.resize(1190, 700)
    with qtbot.waitActive(one):
        one.show()
    one.refresh(None)
    one.open_record("action", action(ward))
    yield one
    stop()


def action(ward: Document, ref: str = "CHE-01") -> str:
    return str(ward.store.rows("action", ref=ref)[0]["id"])


def stored(page: ActionsPage, ref: str = "CHE-01") -> Row:
    return page.doc.store.rows("action", ref=ref)[0]


def press(qtbot: QtBot, *keys: object) -> None:
    """Press keys where the keyboard is: text is typed."""
    for key in keys:
        target = QApplication.focusWidget()
        assert target is not None
        if isinstance(key, str):
            qtbot.keyClicks(target, key)
        elif isinstance(key, tuple):
            qtbot.keyClick(target, key[0], key[1])
        else:
            qtbot.keyClick(target, key)


def open_first(page: ActionsPage, at: int) -> RecordPart:
    """Show a tab and the first line of it, opened; the keyboard is on its words."""
    page.parts.tabs.show_tab(at)
    part = page.parts.parts[at - NOTES]
    part.open_row(part.lines.ids[0])
    return part


def field(part: RecordPart, name: str) -> QWidget:
    return part.form.editor(name)


def lines(part: RecordPart) -> list[str]:
    """What each line says, as it is read out."""
    return [part.lines._lines[one].head.accessibleName() for one in part.lines.ids]


# Tabs.


@pytest.mark.parametrize("width", [300, 430])
def test_every_tab_is_in_sight_and_whole(page: ActionsPage, qtbot: QtBot, width: int) -> None:
    page.parts.setFixedWidth(width)
    bar = page.parts.tabs.bar
    QApplication.processEvents()
    tabs = [one for one in bar.findChildren(QPushButton) if one.isVisible()]
    assert [one.text() for one in tabs] == [
        "Details", "Notes 1", "Milestones 1/2", "Money 1", "Risks 1", "Evidence 1", "History",
    ]  # fmt: skip
    for one in tabs:
        assert bar.rect().contains(one.geometry())
        assert one.width() >= one.sizeHint().width()
    if width == 430:
        assert len({one.y() for one in tabs}) <= 2


def test_arrows_go_from_tab_to_tab_and_tab_leaves_the_line(page: ActionsPage, qtbot: QtBot) -> None:
    bar = page.parts.tabs.bar
    bar.setFocus()
    press(qtbot, KEY.Key_Right, KEY.Key_Right)
    assert bar.currentIndex() == MILESTONES
    press(qtbot, KEY.Key_End)
    assert bar.currentIndex() == HISTORY
    press(qtbot, KEY.Key_Home)
    assert bar.currentIndex() == DETAILS
    assert bar.hasFocus()
    press(qtbot, KEY.Key_Tab)
    assert page.form.editor("title").hasFocus()


# Details.


def test_amber_asks_why_as_soon_as_it_is_chosen(page: ActionsPage, qtbot: QtBot) -> None:
    page.form.focus_field("rating")
    press(qtbot, "a")
    reason = page.form.editor("rating_reason")
    qtbot.waitUntil(reason.hasFocus)
    assert stored(page)["rating"] == "amber"
    assert reason.accessibleDescription().startswith("Say why it is Amber.")
    press(qtbot, KEY.Key_Escape)
    assert page.form.editor("rating").hasFocus()
    assert reason.accessibleDescription().startswith("Say why it is Amber.")


def test_going_on_to_red_asks_about_red_only(page: ActionsPage, qtbot: QtBot) -> None:
    page.form.focus_field("rating")
    press(qtbot, KEY.Key_Down, KEY.Key_Down)
    assert page.form.editor("rating").hasFocus()
    qtbot.waitUntil(page.form.editor("rating_reason").hasFocus)
    assert stored(page)["rating"] == "red"


def test_the_cause_of_delay_is_asked_for_after_the_reason_when_it_is_late(page: ActionsPage, qtbot: QtBot) -> None:
    edits.edit(page.doc, "action", action(page.doc), {"due": "2023-12-01"})
    page.form.focus_field("rating")
    press(qtbot, "r")
    qtbot.waitUntil(page.form.editor("rating_reason").hasFocus)
    press(qtbot, "No hall.", (ENTER, CTRL))
    assert stored(page)["rating_reason"] == "No hall."
    assert page.form.editor("delay_cause").hasFocus()


def test_green_asks_nothing(page: ActionsPage, qtbot: QtBot) -> None:
    edits.edit(page.doc, "action", action(page.doc), {"rating": ""})
    page.form.focus_field("rating")
    press(qtbot, KEY.Key_Down, KEY.Key_Down)
    assert page.parts.details._ask.isActive()
    press(qtbot, KEY.Key_Up)
    assert not page.parts.details._ask.isActive()
    assert stored(page)["rating"] == "green"


def test_a_suggestion_is_shown_and_given_only_when_pressed(page: ActionsPage, qtbot: QtBot) -> None:
    edits.edit(page.doc, "action", action(page.doc), {"due": "2023-12-01"})
    details = page.parts.details
    assert details.suggestion.isVisible()
    assert stored(page)["rating"] == "green"
    assert details.rate.text() == "Rate it Red"
    details.rate.setFocus()
    press(qtbot, ENTER)
    assert stored(page)["rating"] == "red"
    assert page.form.editor("rating_reason").hasFocus()
    assert not details.suggestion.isVisible()


def test_progress_left_empty_says_what_the_milestones_make_of_it(page: ActionsPage, qtbot: QtBot) -> None:
    progress = page.form.editor("progress")
    assert isinstance(progress, QLineEdit)
    follow = page.parts.details.follow
    assert follow.isVisible()
    follow.setFocus()
    press(qtbot, ENTER)
    assert stored(page)["progress"] is None
    assert (progress.text(), progress.placeholderText()) == ("", "50%, from 1 of 2 milestones")
    assert not follow.isVisible()
    press(qtbot, "70", ENTER)
    assert stored(page)["progress"] == 70
    assert follow.isVisible()


def test_ticking_a_milestone_moves_the_progress_of_the_list(page: ActionsPage, qtbot: QtBot) -> None:
    edits.edit(page.doc, "action", action(page.doc), {"progress": None})
    page.parts.tabs.show_tab(MILESTONES)
    boxes = page.parts.milestones.findChildren(QCheckBox, "tick")
    boxes[1].setFocus()
    press(qtbot, KEY.Key_Space)
    assert page.pane.model.record_of(action(page.doc))["progress"] == 100


def test_a_lead_nobody_has_named_is_made_as_it_is_typed(page: ActionsPage, qtbot: QtBot, kept: Kept) -> None:
    lead = page.form.editor("lead")
    assert isinstance(lead, QLineEdit)
    assert lead.text() == "Chiltern Hills Academy"
    page.form.focus_field("lead")
    lead.selectAll()
    press(qtbot, "Town Library")
    assert kept.held
    press(qtbot, ENTER)
    made = page.doc.store.get("organisation", str(stored(page)["lead"]))
    assert made is not None
    assert made["name"] == "Town Library"
    assert page.form.draft() == {}
    assert not kept.held
    page.doc.undo()
    assert lead.text() == "Chiltern Hills Academy"


def test_a_lead_is_chosen_by_name_in_any_letters_and_can_be_emptied(page: ActionsPage, qtbot: QtBot) -> None:
    lead = page.form.editor("lead")
    assert isinstance(lead, QLineEdit)
    page.form.focus_field("lead")
    lead.selectAll()
    press(qtbot, "buckinghamshire COUNCIL", ENTER)
    assert lead.text() == "Buckinghamshire Council"
    lead.selectAll()
    press(qtbot, KEY.Key_Delete, ENTER)
    assert stored(page)["lead"] is None


def test_a_partner_is_completed_from_the_organisations_and_added_with_enter(page: ActionsPage, qtbot: QtBot) -> None:
    box = page.parts.details.partner_box
    box.setFocus()
    press(qtbot, "hills")
    completer = box.completer()
    assert completer.currentCompletion() == "Chiltern Hills Academy"
    qtbot.keyClick(completer.popup(), KEY.Key_Down)
    qtbot.keyClick(completer.popup(), ENTER)
    qtbot.waitUntil(lambda: box.text() == "")
    qtbot.keyClicks(box, "Town Library")  # the next one stands by itself
    qtbot.keyClick(box, ENTER)
    assert page.doc.store.rows("organisation", name="Town Library")
    page.doc.undo()
    academy = page.doc.store.rows("organisation", name="Chiltern Hills Academy")[0]
    assert page.doc.store.linked("action_partner", action(page.doc))[-1] == academy["id"]
    assert len(page.doc.store.rows("organisation")) == 3
    assert box.text() == ""


def test_a_partner_nobody_knew_is_made(page: ActionsPage, qtbot: QtBot) -> None:
    page.parts.details.partner_box.setFocus()
    press(qtbot, "Town Library", ENTER)
    assert page.doc.store.rows("organisation", name="Town Library")
    assert page.doc.undo_label == "Add partner Town Library to CHE-01"


def test_a_partner_typed_is_kept_on_leaving_the_box_and_dropped_with_esc(page: ActionsPage, qtbot: QtBot) -> None:
    box = page.parts.details.partner_box
    box.setFocus()
    press(qtbot, "Town Library", KEY.Key_Tab)
    assert not box.hasFocus()
    assert page.doc.undo_label == "Add partner Town Library to CHE-01"
    assert box.text() == ""
    box.setFocus()
    press(qtbot, "Toy", KEY.Key_Escape)
    assert box.text() == ""
    press(qtbot, "Toy Shop")
    page.commit_pending()
    assert page.doc.undo_label == "Add partner Toy Shop to CHE-01"


def test_a_partner_named_twice_is_added_once(page: ActionsPage, qtbot: QtBot) -> None:
    box = page.parts.details.partner_box
    box.setFocus()
    press(qtbot, "Town Library", ENTER)
    before = page.doc.store.linked("action_partner", action(page.doc))
    press(qtbot, "town library", ENTER)
    assert box.text() == ""
    assert page.doc.store.linked("action_partner", action(page.doc)) == before


def test_esc_with_nothing_half_typed_leaves_the_record_for_the_list(page: ActionsPage, qtbot: QtBot) -> None:
    page.form.focus_field("learning")
    press(qtbot, "Half", KEY.Key_Escape)
    assert page.form.editor("learning").hasFocus()
    press(qtbot, KEY.Key_Escape)
    assert page.pane.list_widget.hasFocus()


def test_going_to_the_page_puts_the_keyboard_into_its_list_unless_it_is_on_the_page(
    page: ActionsPage, qtbot: QtBot
) -> None:
    page.form.focus_field("learning")
    page.take_keyboard()
    assert page.form.editor("learning").hasFocus()
    page.form.editor("learning").clearFocus()
    page.take_keyboard()
    assert page.pane.list_widget.hasFocus()


def test_the_box_of_a_note_comes_into_sight_where_the_record_was_scrolled(page: ActionsPage, qtbot: QtBot) -> None:
    page.resize(900, 240)
    page.parts.tabs.show_tab(NOTES)
    QApplication.processEvents()
    page.area.verticalScrollBar().setValue(page.area.verticalScrollBar().maximum())
    page.parts.note_box.setFocus()
    page.parts.show_details()
    page.form.focus_field("source_ref")
    page.new_note()
    box = page.parts.note_box
    qtbot.waitUntil(lambda: not box.visibleRegion().isEmpty())
    seen = box.visibleRegion().boundingRect()
    assert seen.height() == box.height()


def test_in_a_narrow_window_every_tab_keeps_room_to_write(page: ActionsPage, qtbot: QtBot) -> None:
    page.resize(560, 500)
    page.parts.tabs.show_tab(EVIDENCE)
    qtbot.waitUntil(lambda: page.width() <= 560)
    QApplication.processEvents()
    assert page.parts.evidence.width() >= theme.px(230)


def test_partners_beyond_a_few_are_there_for_the_asking(page: ActionsPage, qtbot: QtBot) -> None:
    def write(store: Store) -> None:
        for number in range(40):
            made = store.insert("organisation", {"name": f"Group {number:02d}"})
            store.link("action_partner", action(page.doc), made)

    page.doc.run(Op("sample.fill", "Fill"), write)
    partners = page.parts.details.partners
    [more] = partners.findChildren(QPushButton, "more")
    assert more.text() == "Show 12 of 12 more"
    qtbot.waitUntil(more.isVisible)
    more.setFocus()
    press(qtbot, ENTER)
    here = QApplication.focusWidget()
    assert here is not None
    assert here.accessibleName() == "Remove Group 28"


def test_what_looks_personal_is_said_as_it_is_typed_and_taken_out_by_key(page: ActionsPage, qtbot: QtBot) -> None:
    page.form.focus_field("learning")
    press(qtbot, "Ask Mrs Patel.")
    assert "looks personal" in page.form.editor("learning").accessibleDescription()
    assert page.parts.details.take_out.isVisible()
    press(qtbot, (KEY.Key_T, ALT))
    qtbot.waitUntil(lambda: stored(page)["learning"] == "Ask [removed: name].")
    assert not page.parts.details.take_out.isVisible()


# Notes.


def test_a_note_of_several_lines_and_another_day(page: ActionsPage, qtbot: QtBot) -> None:
    page.new_note()
    press(qtbot, "12 dec: Keys given out.")
    assert page.parts.notes.day.text() == "A note of 12 Dec 2023: Green, In progress then."
    press(qtbot, (ENTER, SHIFT), "Heating is on.", ENTER)
    note = page.doc.store.rows("progress_note", order="noted_on DESC", action=action(page.doc))[0]
    assert (note["noted_on"], note["words"]) == ("2023-12-12", "Keys given out.\nHeating is on.")
    assert page.parts.note_box.hasFocus()
    assert not page.parts.notes.day.isVisible()
    assert page.parts.tabs.bar.tabText(NOTES) == "Notes 2"


def test_a_note_is_corrected_in_place_and_says_so(page: ActionsPage, qtbot: QtBot) -> None:
    part = open_first(page, NOTES)
    words = field(part, "words")
    assert isinstance(words, QPlainTextEdit)
    press(qtbot, KEY.Key_Tab)
    while not words.hasFocus():
        press(qtbot, KEY.Key_Tab)
    words.selectAll()
    press(qtbot, "Opened with 23 pupils.", (ENTER, CTRL))
    assert lines(part) == ["Opened with 23 pupils. 20 Oct 2023 · Green · corrected 18 Dec 2023"]
    page.doc.undo()
    assert lines(part) == ["Opened with 22 pupils. 20 Oct 2023 · Green"]


def test_older_notes_are_there_for_the_asking(page: ActionsPage, qtbot: QtBot) -> None:
    for number in range(40):
        page.doc.run(
            Op("progress_note.add", "Add note"),
            lambda store, n=number: store.insert(
                "progress_note", {"action": action(page.doc), "noted_on": f"2023-11-{n % 28 + 1:02d}", "words": f"N{n}"}
            ),
        )
    page.parts.tabs.show_tab(NOTES)
    part = page.parts.notes
    assert len(part.lines._lines) == 30
    assert part.lines._more.text() == "Show 11 older of 11"
    part.lines._more.setFocus()
    press(qtbot, ENTER)
    assert len(part.lines._lines) == 41
    assert not part.lines._more.isVisible()
    assert part.lines._lines[part.lines.ids[30]].head.hasFocus()


def test_personal_details_in_the_box_of_a_note_are_taken_out_before_it_is_kept(page: ActionsPage, qtbot: QtBot) -> None:
    page.new_note()
    press(qtbot, "Rang Mrs Patel.", (KEY.Key_T, ALT))
    qtbot.waitUntil(lambda: page.parts.note_box.text() == "Rang [removed: name].")
    assert not page.parts.notes.finds.isVisible()


def test_personal_details_in_a_note_are_said_on_its_line_and_taken_out(page: ActionsPage, qtbot: QtBot) -> None:
    page.new_note()
    press(qtbot, "Rang Mrs Patel.", ENTER)
    part = page.parts.notes
    assert "“Mrs Patel” looks personal" in lines(part)[0]
    open_first(page, NOTES)
    press(qtbot, (KEY.Key_T, ALT))
    qtbot.waitUntil(lambda: lines(part)[0].startswith("Rang [removed: name]. 18 Dec 2023"))


def test_a_note_half_typed_stays_with_its_action(page: ActionsPage, qtbot: QtBot, kept: Kept) -> None:
    page.new_note()
    press(qtbot, "Keys are with the")
    assert kept.held == {("action", action(page.doc), "progress_note"): "Keys are with the"}
    page.pane.select(action(page.doc, "CHE-02"))
    assert page.parts.note_box.text() == ""
    assert page.doc.store.rows("progress_note", words="Keys are with the")[0]["action"] == action(page.doc)
    assert not kept.held


def test_words_half_typed_in_an_open_line_are_there_after_a_crash(
    page: ActionsPage, prefs: Prefs, qtbot: QtBot, kept: Kept
) -> None:
    part = open_first(page, MONEY)
    part.form.focus_field("purpose")
    press(qtbot, "er and heat")
    [(table, row_id, key)] = kept.held
    assert (table, row_id) == ("action", action(page.doc))
    again = ActionsPage(page.doc, prefs)
    qtbot.addWidget(again)
    again.show()
    again.refresh(None)
    again.restore_draft(row_id, {key: kept.held[table, row_id, key]})
    purpose = field(again.parts.money, "purpose")
    assert isinstance(purpose, QLineEdit)
    assert purpose.text() == kept.held[table, row_id, key]
    assert purpose.isVisible()
    page.commit_pending()
    assert not kept.held


# Milestones.


def test_a_milestone_is_edited_in_place_by_keyboard(page: ActionsPage, qtbot: QtBot) -> None:
    page.parts.tabs.show_tab(MILESTONES)
    part = page.parts.milestones
    part.lines.focus_line(part.lines.ids[0])
    press(qtbot, KEY.Key_Down, ENTER)
    assert part.lines.open_id == part.lines.ids[1]
    part.form.focus_field("due")
    due = field(part, "due")
    assert isinstance(due, QLineEdit)
    due.selectAll()
    press(qtbot, "1/9/23", ENTER)
    assert lines(part)[0] == "Fifty pupils signed up. Overdue: it was due 1 Sep 2023, 108 days ago"
    assert due.hasFocus()
    assert page.doc.undo_label == "Edit milestone of CHE-01: due"


def test_milestones_stand_by_date_those_without_one_last(page: ActionsPage, qtbot: QtBot) -> None:
    page.parts.tabs.show_tab(MILESTONES)
    page.parts.milestones.box.setFocus()
    press(qtbot, "Someday", ENTER, "Between, 1 dec 2023", ENTER)
    assert [one.split(".")[0] for one in lines(page.parts.milestones)] == [
        "Room agreed", "Between", "Fifty pupils signed up", "Someday",
    ]  # fmt: skip
    assert page.parts.milestones.box.hasFocus()


def test_a_line_is_taken_off_with_delete_and_offered_back(page: ActionsPage, qtbot: QtBot) -> None:
    page.parts.tabs.show_tab(MILESTONES)
    part = page.parts.milestones
    part.lines.focus_line(part.lines.ids[0])
    with qtbot.waitSignal(page.removed) as offered:
        press(qtbot, KEY.Key_Delete)
    assert offered.args == ["Removed milestone of CHE-01"]
    assert part.lines._lines[part.lines.ids[0]].head.hasFocus()
    assert len(part.lines.ids) == 1


def test_a_click_opens_a_line_and_another_closes_it(page: ActionsPage, qtbot: QtBot) -> None:
    page.parts.tabs.show_tab(MILESTONES)
    part = page.parts.milestones
    head = part.lines._lines[part.lines.ids[0]].head
    qtbot.mouseClick(head, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert part.form.isVisible()
    qtbot.mouseClick(head, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert not part.form.isVisible()


# Money.


def test_a_funding_line_says_what_is_left_and_what_is_overspent(page: ActionsPage, qtbot: QtBot) -> None:
    part = open_first(page, MONEY)
    assert lines(part)[0].startswith("Community board · Rent. £1,659.50 left of £2,500 · £1,300 uncommitted")
    assert not part.total.isVisible()
    part.form.focus_field("spent")
    spent = field(part, "spent")
    assert isinstance(spent, QLineEdit)
    spent.selectAll()
    press(qtbot, "2600", ENTER)
    assert lines(part)[0].endswith("Overspent: £100 more is spent than was allocated")
    part.box.setFocus()
    press(qtbot, "Lottery, £4,000", ENTER)
    assert field(part, "purpose").hasFocus()
    assert part.total.text() == "In all £3,900 left of £6,500 · £3,900 uncommitted"
    assert part.over.isVisible()


# Risks.


def test_a_risk_is_moved_by_arrows_and_kept_with_enter(page: ActionsPage, qtbot: QtBot) -> None:
    part = open_first(page, RISKS)
    picture = page.parts.risks.places.pictures["before"]
    assert picture.accessibleName() == "Risk before: likely 3 × impact 4 = 12, high"
    label = page.doc.undo_label
    picture.setFocus()
    press(qtbot, KEY.Key_Up, KEY.Key_Right)
    assert picture.words == "likely 4 × impact 5 = 20, very high"
    assert page.doc.undo_label == label
    press(qtbot, ENTER)
    assert lines(part)[0].startswith("The school hall is sold. before: likely 4 × impact 5 = 20, very high")
    assert page.doc.undo_label == "Edit CHE-R01: likelihood before, impact before"
    press(qtbot, KEY.Key_Down, KEY.Key_Escape)
    assert picture.words == "likely 4 × impact 5 = 20, very high"
    page.doc.undo()
    assert picture.words == "likely 3 × impact 4 = 12, high"


def test_a_risk_is_placed_by_a_click_and_taken_off_with_delete(page: ActionsPage, qtbot: QtBot) -> None:
    open_first(page, RISKS)
    picture = page.parts.risks.places.pictures["after"]
    corner = QPoint(picture.width() - 8, 8)
    qtbot.mouseClick(picture, Qt.MouseButton.LeftButton, pos=corner)
    row = page.doc.store.rows("risk", action=action(page.doc))[0]
    assert (row["likelihood_after"], row["impact_after"]) == (5, 5)
    picture.setFocus()
    press(qtbot, KEY.Key_Delete)
    row = page.doc.store.rows("risk", action=action(page.doc))[0]
    assert (row["likelihood_after"], row["impact_after"]) == (None, None)


def test_a_risk_moved_and_left_is_kept_with_its_own_action(page: ActionsPage, qtbot: QtBot) -> None:
    open_first(page, RISKS)
    picture = page.parts.risks.places.pictures["before"]
    picture.setFocus()
    press(qtbot, KEY.Key_Down)
    page.pane.select(action(page.doc, "CHE-02"))
    assert page.doc.store.rows("risk", action=action(page.doc))[0]["likelihood_before"] == 2


def test_a_new_risk_opens_for_the_rest(page: ActionsPage, qtbot: QtBot) -> None:
    page.parts.tabs.show_tab(RISKS)
    page.parts.risks.box.setFocus()
    press(qtbot, "Nobody comes", ENTER)
    assert field(page.parts.risks, "mitigation").hasFocus()
    assert page.parts.risks.places.pictures["before"].words == "not placed yet"
    assert page.parts.tabs.bar.tabText(RISKS) == "Risks 2"


# Evidence.


def test_evidence_is_added_changed_and_taken_off_here(page: ActionsPage, qtbot: QtBot) -> None:
    page.parts.tabs.show_tab(EVIDENCE)
    part = page.parts.evidence
    part.box.setFocus()
    press(
        qtbot, "22 pupils on the register", ENTER, "School office", KEY.Key_Tab, "Register", KEY.Key_Tab, "4/12", ENTER
    )
    assert lines(part)[1] == "22 pupils on the register. School office · Register · 4 Dec 2023"
    row = page.doc.store.rows("evidence", shows="22 pupils on the register")[0]
    assert (row["record_table"], row["record_id"]) == ("action", action(page.doc))
    part.lines.focus_line(str(row["id"]))
    press(qtbot, KEY.Key_Delete)
    assert len(lines(part)) == 1


def test_evidence_serves_any_record(ward: Document, light: QApplication, qtbot: QtBot) -> None:
    event = str(ward.store.rows("event")[0]["id"])
    part = EvidencePart(ward, lambda work: work() is not False)
    qtbot.addWidget(part)
    part.show_record("event", event)
    assert lines(part) == []
    part.box.setText("Sign-in sheet")
    part.add()
    row = ward.store.rows("evidence", shows="Sign-in sheet")[0]
    assert (row["record_table"], row["record_id"]) == ("event", event)


# History.


def test_any_step_is_put_back_from_the_history_tab(page: ActionsPage, qtbot: QtBot) -> None:
    page.parts.tabs.show_tab(MILESTONES)
    page.parts.milestones.lines.focus_line(page.parts.milestones.lines.ids[0])
    press(qtbot, KEY.Key_Delete)
    edits.edit(page.doc, "action", action(page.doc), {"rating": "amber"})
    page.parts.tabs.show_tab(HISTORY)
    rating, removed = page.parts.history.findChildren(QPushButton, "put_back")[:2]
    assert rating.text() == "Put back"
    assert removed.accessibleName() == "Bring back: Removed milestone “Room agreed”, 18 Dec"
    removed.setFocus()
    press(qtbot, ENTER)
    qtbot.waitUntil(lambda: page.parts.tabs.bar.tabText(MILESTONES) == "Milestones 1/2")
    page.parts.tabs.show_tab(DETAILS)
    page.doc.undo()
    qtbot.waitUntil(lambda: page.parts.tabs.bar.tabText(MILESTONES) == "Milestones 0/1")


def test_what_hangs_on_an_edit_is_asked_for_only_while_it_can_be_seen(page: ActionsPage, qtbot: QtBot) -> None:
    bar = page.parts.tabs.bar
    page.parts.tabs.show_tab(DETAILS)
    before = bar.tabText(MILESTONES)
    waiting = page.parts.findChildren(QTimer, options=Qt.FindChildOption.FindDirectChildrenOnly)
    edits.remove(page.doc, "milestone", str(page.doc.store.rows("milestone", action=action(page.doc))[0]["id"]))
    page.hide()
    qtbot.waitUntil(lambda: not any(one.isActive() for one in waiting))
    assert bar.tabText(MILESTONES) == before
    page.show()
    assert bar.tabText(MILESTONES) != before


# All of it.


def test_the_keyboard_goes_through_an_open_line_in_reading_order(page: ActionsPage, qtbot: QtBot) -> None:
    part = open_first(page, MILESTONES)
    seen = []
    for _ in range(6):
        press(qtbot, KEY.Key_Tab)
        here = QApplication.focusWidget()
        assert here is not None
        seen.append(here.objectName())
    assert seen == ["remove", "title", "due", "done_on", "tick", "line"]
    assert part.lines.open_id


def test_a_document_opened_to_read_shows_everything_and_offers_no_change(
    ward_path, open_document, prefs: Prefs, light: QApplication, qtbot: QtBot  # type: ignore[no-untyped-def]
) -> None:  # fmt: skip
    doc = open_document(ward_path, read_only=True)
    page = ActionsPage(doc, prefs)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
    page.refresh(None)
    page.open_record("action", action(doc))
    for at, part in enumerate(page.parts.parts, NOTES):
        page.parts.tabs.show_tab(at)
        assert not part.box.isVisible()
        part.open_row(part.lines.ids[0])
        assert not part.findChildren(QWidget, "remove")
    page.parts.tabs.show_tab(RISKS)
    picture = page.parts.risks.places.pictures["before"]
    picture.setFocus()
    press(qtbot, KEY.Key_Up, ENTER)
    assert picture.words == "likely 3 × impact 4 = 12, high"
    page.parts.tabs.show_tab(HISTORY)
    assert not page.parts.history.findChildren(QWidget, "put_back")
    page.parts.tabs.show_tab(DETAILS)
    assert not page.parts.details.partner_box.isVisible()
    assert not page.parts.details.partners.findChildren(QWidget, "remove")
    assert not page.parts.details.follow.isVisible()
    assert isinstance(page.form.editor("status"), QComboBox)
