"""Signing by keyboard: nothing that is filled in is lost, and what can't be undone wants a press of its own."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Person
from tests.ui.pages.returns.sign.conftest import ENTER, ESC, Q3, TAB, now, press
from ward_desk.core.periods import Quarter
from ward_desk.service.returns import returns
from ward_desk.ui import theme
from ward_desk.ui.pages.returns.return_frame import CHECK, SIGN_OFF
from ward_desk.ui.pages.returns.returns import ReturnsPage

ALL = (Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
OFFICER = "Community engagement officer"
LONG = "Ward member for Chesham, chair of the Neighbourhood Action Group and of its board"


def on() -> QWidget | None:
    return QApplication.focusWidget()


def retype(qtbot: QtBot, words: str) -> None:
    here = on()
    assert here is not None
    qtbot.keyClick(here, *ALL)
    qtbot.keyClick(here, Qt.Key.Key_Delete)
    press(qtbot, words)


def go_to_sign(page: ReturnsPage, qtbot: QtBot) -> None:
    """With Tab to the button that signs, as someone does who has filled in the fields."""
    for _ in range(12):
        if on() is page.sign_off.sign_button:
            return
        press(qtbot, TAB)
    pytest.fail("Tab never comes to the button")


def sign(page: ReturnsPage, qtbot: QtBot) -> None:
    page.sign_off.take_keyboard()
    go_to_sign(page, qtbot)
    press(qtbot, ENTER)
    assert now(page)["status"] == "signed"


def take_back(page: ReturnsPage, qtbot: QtBot, why: str) -> None:
    page.sign_off.unsign_button.setFocus()
    press(qtbot, ENTER, why, ENTER, ENTER)
    assert now(page)["status"] == "draft"


def test_signing_takes_along_who_prepared_and_checked_it_as_it_is_filled_in(qtbot: QtBot, page: ReturnsPage) -> None:
    page.sign_off.prepared_role.setFocus()
    retype(qtbot, OFFICER)
    page.sign_off.checked_role.setFocus()
    press(qtbot, "Clerk")
    assert page.sign_off.steps["signed"].said.text().endswith("what is filled in above goes into the return as well.")
    sign(page, qtbot)
    row = now(page)
    assert [row[name] for name in ("prepared_role", "prepared_on", "checked_role", "checked_on", "signed_on")] == [
        OFFICER, "2023-12-18", "Clerk", "2023-12-18", "2023-12-18",
    ]  # fmt: skip
    assert page.sign_off.steps["checked"].said.text() == "Checked: Clerk, 18 Dec 2023."
    assert returns.quarter_data(page.doc, Q3).header.checked_role == "Clerk"


def test_a_role_that_was_cleared_is_left_out_of_what_is_signed(qtbot: QtBot, page: ReturnsPage) -> None:
    returns.edit(page.doc, str(now(page)["id"]), {"checked_role": "Clerk"})
    page.sign_off.checked_role.setText("")
    sign(page, qtbot)
    assert (now(page)["checked_role"], now(page)["checked_on"]) == ("", None)


def test_a_return_nobody_prepared_is_not_signed(qtbot: QtBot, page: ReturnsPage) -> None:
    page.sign_off.prepared_role.setFocus()
    retype(qtbot, "")
    go_to_sign(page, qtbot)
    press(qtbot, ENTER)
    assert page.sign_off.problem.text() == "It doesn't say who prepared it. Give a role."
    assert on() is page.sign_off.prepared_role
    assert now(page)["status"] == "draft"
    press(qtbot, "Team manager")
    sign(page, qtbot)
    assert now(page)["prepared_role"] == "Team manager"


def test_a_name_typed_for_who_checked_it_stops_the_signing_in_its_own_field(qtbot: QtBot, page: ReturnsPage) -> None:
    page.sign_off.checked_role.setFocus()
    press(qtbot, "Cllr Jane Smith")
    go_to_sign(page, qtbot)
    press(qtbot, ENTER)
    assert now(page)["status"] == "draft"
    assert "Give a role, not a name" in page.sign_off.problem.text()
    assert on() is page.sign_off.checked_role
    assert page.sign_off.checked_role.text() == "Cllr Jane Smith"
    places = [page.sign_off.steps["checked"], page.sign_off.problem, page.sign_off.steps["signed"]]
    qtbot.waitUntil(lambda: places == sorted(places, key=QWidget.y))


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("checked_day", "4 Dec 2023", "It says when it was checked, and not by whom. Give a role, or clear the day."),
        ("prepared_day", "soonish", "“soonish” is not a date."),
    ],
)
def test_a_day_that_does_not_do_stops_the_signing_before_anything_is_kept(
    qtbot: QtBot, page: ReturnsPage, field: str, typed: str, words: str
) -> None:
    page.sign_off.prepared_role.setText(OFFICER)
    getattr(page.sign_off, field).setFocus()
    retype(qtbot, typed)
    go_to_sign(page, qtbot)
    press(qtbot, ENTER)
    assert page.sign_off.problem.text().startswith(words)
    assert page.sign_off.steps[field.partition("_")[0]].isAncestorOf(on())
    assert (now(page)["status"], now(page)["prepared_on"]) == ("draft", None)


def test_a_signature_before_the_day_it_was_prepared_is_refused_before_anything_is_kept(
    qtbot: QtBot, page: ReturnsPage
) -> None:
    page.sign_off.prepared_role.setText(OFFICER)
    page.sign_off.day.setFocus()
    retype(qtbot, "11 Dec 2023")
    go_to_sign(page, qtbot)
    press(qtbot, ENTER)
    assert page.sign_off.problem.text() == (
        "It can't be prepared on 18 Dec 2023 and signed before, on 11 Dec 2023. Put one of the two dates right."
    )
    assert on() is page.sign_off.prepared_day
    assert (now(page)["status"], now(page)["prepared_on"]) == ("draft", None)


def test_who_prepared_it_is_kept_although_something_else_stands_in_the_way(qtbot: QtBot, page: ReturnsPage) -> None:
    page.sign_off.prepared_role.setText(OFFICER)
    returns.edit(page.doc, str(now(page)["id"]), {"progress": ""})
    page.sign_off.take_keyboard()
    go_to_sign(page, qtbot)
    press(qtbot, ENTER)
    assert "can't be signed yet" in page.sign_off.problem.text()
    assert (now(page)["status"], now(page)["prepared_role"]) == ("draft", OFFICER)


def test_both_roles_that_are_changed_go_in_whichever_is_confirmed(qtbot: QtBot, page: ReturnsPage) -> None:
    off = page.sign_off
    off.prepared_role.setFocus()
    retype(qtbot, OFFICER)
    press(qtbot, ENTER, "Clerk", ENTER)
    off.change_button.setFocus()
    press(qtbot, ENTER)
    off.checked_role.setFocus()
    retype(qtbot, "Programme lead")
    off.prepared_role.setFocus()
    retype(qtbot, "Team manager")
    press(qtbot, ENTER)
    assert (now(page)["prepared_role"], off.checked_role.isVisible()) == ("Team manager", True)
    sign(page, qtbot)
    assert now(page)["checked_role"] == "Programme lead"


def test_esc_leaves_who_prepared_it_as_it_was(qtbot: QtBot, page: ReturnsPage) -> None:
    off = page.sign_off
    off.prepared_role.setFocus()
    retype(qtbot, OFFICER)
    press(qtbot, ENTER)
    off.change_button.setFocus()
    press(qtbot, ENTER)
    retype(qtbot, "Team manager")
    press(qtbot, ESC)
    assert on() is off.change_button
    sign(page, qtbot)
    assert now(page)["prepared_role"] == OFFICER


def test_after_taking_back_and_signing_again_nothing_asks_for_the_old_reason(qtbot: QtBot, page: ReturnsPage) -> None:
    off = page.sign_off
    sign(page, qtbot)
    take_back(page, qtbot, "A figure was late")
    sign(page, qtbot)
    assert off.taking_back.isHidden()
    assert off.unsign_button.isVisible()
    off.unsign_button.setFocus()
    press(qtbot, ENTER)
    assert off.reason.text() == ""


def test_a_statement_that_was_signed_is_not_taken_for_half_typed_after_taking_back(
    qtbot: QtBot, page: ReturnsPage
) -> None:
    off = page.sign_off
    off.statement.setFocus()
    retype(qtbot, "The board saw it.")
    press(qtbot, ENTER, ENTER)
    assert now(page)["statement"] == "The board saw it."
    take_back(page, qtbot, "A figure was late")
    assert off.statement.toPlainText().startswith("I confirm")


def test_a_reason_half_typed_is_there_again_after_another_return_was_looked_at(qtbot: QtBot, page: ReturnsPage) -> None:
    other = returns.ensure_return(page.doc, Quarter(2023, 2))
    sign(page, qtbot)
    page.sign_off.unsign_button.setFocus()
    press(qtbot, ENTER, "A figure")
    page.open_record("quarterly_return", other)
    assert page.sign_off.taking_back.isHidden()
    page.open_record("quarterly_return", str(now(page)["id"]))
    assert page.sign_off.reason.isVisible()
    assert page.sign_off.reason.text() == "A figure"


def test_what_was_typed_of_who_checked_it_outlives_a_signature_given_elsewhere(qtbot: QtBot, page: ReturnsPage) -> None:
    page.sign_off.checked_role.setFocus()
    press(qtbot, "Clerk")
    row_id = str(now(page)["id"])
    returns.sign(page.doc, row_id, "Ward member", page.doc.today)
    returns.unsign(page.doc, row_id, "Too early")
    assert page.sign_off.checked_role.text() == "Clerk"


@pytest.mark.parametrize("way", ["Esc", "the button"])
def test_a_signature_can_be_kept_after_all(qtbot: QtBot, page: ReturnsPage, way: str) -> None:
    off = page.sign_off
    sign(page, qtbot)
    off.unsign_button.setFocus()
    press(qtbot, ENTER, ENTER, ENTER)
    assert off.problem.isVisible()  # without a reason
    if way == "Esc":
        press(qtbot, ESC)
    else:
        press(qtbot, TAB, TAB)
        assert on() is off.keep_button
        press(qtbot, ENTER)
    assert off.taking_back.isHidden()
    assert off.problem.isHidden()
    assert on() is off.unsign_button
    assert now(page)["status"] == "signed"


def test_enter_goes_from_field_to_field_and_only_the_button_signs(qtbot: QtBot, page: ReturnsPage) -> None:
    off = page.sign_off
    off.role.setFocus()
    passed = []
    for _ in range(3):
        press(qtbot, ENTER)
        passed.append(on())
    assert passed == [off.day, off.statement, off.sign_button]
    assert now(page)["status"] == "draft"
    press(qtbot, ENTER)
    assert now(page)["status"] == "signed"
    off.sent_day.setFocus()
    press(qtbot, ENTER)
    assert on() is off.sent_button
    assert now(page)["status"] == "signed"
    press(qtbot, ENTER)
    assert now(page)["status"] == "sent"


def test_enter_stays_in_a_day_that_cannot_be_read(qtbot: QtBot, page: ReturnsPage) -> None:
    page.sign_off.day.setFocus()
    retype(qtbot, "soonish")
    press(qtbot, ENTER)
    assert on() is page.sign_off.day
    assert page.sign_off.problem.text().startswith("“soonish” is not a date.")


def test_a_day_that_cannot_be_read_gets_the_keyboard_when_the_button_is_pressed(
    qtbot: QtBot, page: ReturnsPage
) -> None:
    page.sign_off.day.setText("soonish")
    page.sign_off.sign_button.setFocus()
    press(qtbot, ENTER)
    assert on() is page.sign_off.day


def test_enter_in_an_empty_role_leaves_out_who_checked_it(qtbot: QtBot, page: ReturnsPage) -> None:
    page.sign_off.checked_role.setFocus()
    press(qtbot, ENTER)
    assert on() is page.sign_off.role
    assert page.sign_off.problem.isHidden()


def test_a_long_role_shows_its_beginning_until_somebody_types(qtbot: QtBot, page: ReturnsPage) -> None:
    role = page.sign_off.role
    role.fill(LONG)
    assert role.cursorPosition() == 0
    role.setFocus(Qt.FocusReason.TabFocusReason)
    assert (role.selectedText(), role.cursorPosition()) == (LONG, 0)
    press(qtbot, Qt.Key.Key_End)
    assert role.cursorPosition() == len(LONG)
    press(qtbot, TAB)
    assert role.cursorPosition() == 0
    assert role.toolTip() == LONG


def test_what_is_typed_takes_the_place_of_the_role_the_keyboard_comes_to(qtbot: QtBot, page: ReturnsPage) -> None:
    page.sign_off.role.fill("Ward member")
    page.sign_off.day.setFocus()
    press(qtbot, Qt.Key.Key_Backtab, "Chair")
    assert page.sign_off.role.text() == "Chair"


def test_enter_pressed_twice_or_held_on_sign_does_not_send_it(qtbot: QtBot, page: ReturnsPage, person: Person) -> None:
    off = page.sign_off
    off.sign_button.setFocus()
    for repeated in (False, True, True):
        key = QKeyEvent(
            QEvent.Type.KeyPress, ENTER, Qt.KeyboardModifier.NoModifier, "\r", repeated
        )  # what a key held down sends
        QApplication.sendEvent(on() or page, key)
    assert now(page)["status"] == "signed"
    person.files.append(None)  # where to export it to
    press(qtbot, ENTER)
    assert now(page)["status"] == "signed"
    assert on() is page.export_button


def test_each_gesture_is_told_at_the_top_with_what_is_next(qtbot: QtBot, page: ReturnsPage) -> None:
    off = page.sign_off
    assert off.happened.isHidden()
    off.role.setText("Ward member")
    off.prepared_role.setText(OFFICER)
    sign(page, qtbot)
    assert off.happened.text() == "Signed by Ward member on 18 Dec 2023."
    assert "Export it, attach it to your message, then mark it as sent." in off.words.text()
    assert on() is page.export_button
    take_back(page, qtbot, "A figure was late")
    assert off.happened.text() == "The signature is taken back. Put right what was wrong, then sign it again."
    assert on() is off.checked_role
    sign(page, qtbot)
    off.sent_button.setFocus()
    press(qtbot, ENTER)
    assert off.happened.text() == "Marked as sent on 18 Dec 2023."
    assert on() is off.workbook_button
    page.open_record("quarterly_return", returns.ensure_return(page.doc, Quarter(2023, 2)))
    assert off.happened.isHidden()


def test_what_happened_is_in_sight_in_a_small_window(qtbot: QtBot, page: ReturnsPage) -> None:
    page.resize(760, 420)
    sign(page, qtbot)
    qtbot.waitUntil(lambda: not page.sign_off.happened.visibleRegion().isEmpty())


def test_a_return_that_is_ready_and_not_signed_says_so_at_the_side_and_leads_to_its_signature(
    qtbot: QtBot, page: ReturnsPage
) -> None:
    page.tabs.show_tab(CHECK)
    link = next(one for one in page.ready.findChildren(QPushButton) if one.isVisible())
    assert link.accessibleName() == "Sign: Not signed yet"
    link.setFocus()
    press(qtbot, ENTER)
    assert page.tabs.bar.currentIndex() == SIGN_OFF
    assert on() is page.sign_off.prepared_role
    sign(page, qtbot)
    said = [one.text() for one in page.ready.findChildren(QLabel) if one.isVisible()]
    assert said == ["Ready to send?", "Signed, with nothing in the way"]


def test_nothing_is_cut_at_the_side_with_large_text_in_a_small_window(qtbot: QtBot, page: ReturnsPage) -> None:
    theme.apply(QApplication.instance(), "light", 150)
    page.sign_off.prepared_role.setText(OFFICER)
    page.signing.sign("Ward member", page.doc.today, "Seen.")
    page.sign_off.unsign_button.click()
    assert page.sign_off.taking_back.isVisible()
    assert page.sign_off.minimumSizeHint().width() <= 350  # px: what is left of a window 1024 wide


def test_an_untouched_line_leaves_undo_to_the_page_and_a_half_typed_one_does_not(
    qtbot: QtBot, page: ReturnsPage
) -> None:
    asked: list[str] = []
    undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), page)
    undo.activated.connect(lambda: asked.append("undo"))
    for line in (page.sign_off.role, page.sign_off.day, page.sign_off.statement):
        line.setFocus()
        qtbot.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert asked == ["undo"] * 3
    page.sign_off.day.setFocus()
    qtbot.keyClicks(page.sign_off.day, "1")
    qtbot.keyClick(page.sign_off.day, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert asked == ["undo"] * 3


def test_signing_in_a_small_window_leaves_the_keyboard_where_it_is_seen(qtbot: QtBot, page: ReturnsPage) -> None:
    page.resize(780, 330)
    qtbot.waitUntil(lambda: not page.export_button.isVisible())
    page.sign_off.role.setText("Ward member")
    page.sign_off.prepared_role.setText(OFFICER)
    sign(page, qtbot)
    assert now(page)["status"] == "signed"
    assert on() is page.frame.beside_button
