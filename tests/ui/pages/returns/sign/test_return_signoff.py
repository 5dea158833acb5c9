"""Signing off a return step by step, and the calendar at its left, as people do it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.pages.returns.sign.conftest import ENTER, now, press
from ward_desk.core.periods import Quarter
from ward_desk.service.returns import returns
from ward_desk.service.returns.return_reports import Recut
from ward_desk.ui.pages.returns.instead.return_recut import RecutPanel
from ward_desk.ui.pages.returns.return_frame import CHECK, SIGN_OFF
from ward_desk.ui.pages.returns.returns import ReturnsPage

CLICK = Qt.MouseButton.LeftButton


def steps(page: ReturnsPage) -> list[str]:
    return [step.accessibleName() for step in page.sign_off.steps.values()]


def test_each_step_is_taken_by_keyboard_and_says_which_is_next(qtbot: QtBot, page: ReturnsPage) -> None:
    off = page.sign_off
    assert steps(page) == ["Prepared, next", "Checked, not yet", "Signed, not yet", "Sent, not yet"]
    off.prepared_role.setText("Officer")
    qtbot.keyClick(off.prepared_day, Qt.Key.Key_Return)
    assert steps(page)[:2] == ["Prepared, done", "Checked, next"]
    assert off.steps["prepared"].said.text() == "Prepared: Officer, 18 Dec 2023."
    assert not off.prepared_role.isVisible()
    qtbot.keyClicks(off.checked_role, "Manager")
    qtbot.keyClick(off.checked_role, Qt.Key.Key_Return)
    assert (now(page)["checked_role"], now(page)["checked_on"]) == ("Manager", "2023-12-18")
    off.statement.setPlainText("It is right.")
    off.role.setText("Ward member, chair")
    qtbot.keyClick(off.sign_button, Qt.Key.Key_Return)
    assert steps(page) == ["Prepared, done", "Checked, done", "Signed, done", "Sent, next"]
    assert off.steps["signed"].said.text() == "Signed: Ward member, chair, 18 Dec 2023. “It is right.”"
    qtbot.keyClick(off.sent_button, Qt.Key.Key_Return)
    assert steps(page)[3] == "Sent, done"
    assert f"begins {str(now(page)['sha256'])[:12]}." in off.words.text()
    assert off.workbook_button.isVisible()
    assert off.version_button.text() == "Begin a corrected version"


def test_who_prepared_it_can_be_put_right_before_it_is_signed(qtbot: QtBot, page: ReturnsPage) -> None:
    off = page.sign_off
    qtbot.mouseClick(off.steps["prepared"].go, CLICK)
    qtbot.mouseClick(off.change_button, CLICK)
    assert off.prepared_role.isVisible()
    off.prepared_role.setText("Team manager")
    qtbot.mouseClick(off.steps["prepared"].go, CLICK)
    assert now(page)["prepared_role"] == "Team manager"
    assert not off.prepared_role.isVisible()


def test_a_name_is_refused_beside_the_button(qtbot: QtBot, page: ReturnsPage) -> None:
    page.sign_off.role.setText("Cllr Jane Smith")
    qtbot.mouseClick(page.sign_off.sign_button, CLICK)
    assert "Give a role, not a name" in page.sign_off.problem.text()
    assert now(page)["status"] == "draft"


def test_a_signature_is_taken_back_in_place_with_a_reason(qtbot: QtBot, page: ReturnsPage) -> None:
    off = page.sign_off
    qtbot.mouseClick(off.sign_button, CLICK)
    qtbot.mouseClick(off.unsign_button, CLICK)
    assert QApplication.focusWidget() is off.reason
    press(qtbot, ENTER)
    assert now(page)["status"] == "signed"
    press(qtbot, ENTER)
    assert off.problem.text().startswith("A signature is taken back for a reason.")
    assert QApplication.focusWidget() is off.reason
    press(qtbot, "A figure was late")
    assert off.problem.isHidden()
    press(qtbot, ENTER)
    assert now(page)["status"] == "signed"
    press(qtbot, ENTER)
    assert now(page)["status"] == "draft"
    assert off.words.text().endswith("taken back. A figure was late.")
    assert not off.taking_back.isVisible()


def test_a_quarter_to_come_and_a_report_stand_below_the_returns(qtbot: QtBot, page: ReturnsPage) -> None:
    texts = [page.list.item(n).text() for n in range(page.list.count())]
    assert texts[1:3] == ["Q4 2023-24\nDue 15 Apr 2024", "Performance dashboard\nEvery month"]
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert page.nothing.isVisible()
    assert page.frame.none_words.text().startswith("Q4 2023-24: January to March 2024. This quarter is still to come.")
    assert not page.first_button.isVisible()
    place = next(n for n in range(page.list.count()) if page.list.item(n).text().startswith("Programme Board"))
    page.list.setCurrentRow(place)
    assert isinstance(page.list.waiting(page.list.currentItem()), Recut)
    qtbot.mouseClick(page.first_button, CLICK)
    panel = page.instead.panel
    assert isinstance(panel, RecutPanel)
    assert (panel.first.text(), panel.last.text()) == ("7 Nov 2023", "18 Dec 2023")
    qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert page.instead.panel is None
    page.list.setCurrentRow(0)
    assert page.card.isVisible()


def test_the_keyboard_comes_to_the_next_step_and_after_signing_to_the_export(qtbot: QtBot, page: ReturnsPage) -> None:
    off = page.sign_off
    off.prepared_role.setFocus()
    qtbot.keyClick(off.prepared_role, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is off.checked_role
    qtbot.keyClicks(off.checked_role, "Programme lead")
    qtbot.keyClick(off.checked_role, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is off.role
    press(qtbot, ENTER, ENTER, ENTER)
    assert QApplication.focusWidget() is off.sign_button
    assert now(page)["status"] == "draft"
    press(qtbot, ENTER)
    assert now(page)["status"] == "signed"
    # Not on the day it was sent, where one Enter too many would mark it as that.
    assert QApplication.focusWidget() is page.export_button


def test_tab_goes_through_the_steps_as_they_stand_and_then_to_the_side(qtbot: QtBot, page: ReturnsPage) -> None:
    off = page.sign_off
    sign_link = next(one for one in page.ready.findChildren(QPushButton) if one.isVisible())
    page.tabs.bar.setFocus()
    order = [
        off.prepared_role, off.prepared_day, off.steps["prepared"].go, off.checked_role, off.checked_day,
        off.steps["checked"].go, off.role, off.day, off.statement, off.sign_button, sign_link, page.export_button,
    ]  # fmt: skip
    for wanted in order:
        here = QApplication.focusWidget()
        assert here is not None
        qtbot.keyClick(here, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is wanted


def test_a_statement_half_typed_is_there_again_after_another_return_was_looked_at(
    qtbot: QtBot, page: ReturnsPage
) -> None:
    other = returns.ensure_return(page.doc, Quarter(2023, 2))
    off = page.sign_off
    off.statement.selectAll()
    qtbot.keyClicks(off.statement, "The partnership saw it")
    qtbot.keyClicks(off.checked_role, "Lead")
    page.open_record("quarterly_return", other)
    assert off.statement.toPlainText().startswith("I confirm")
    assert off.checked_role.text() == ""
    page.open_record("quarterly_return", str(now(page)["id"]))
    assert off.statement.toPlainText() == "The partnership saw it"
    assert off.checked_role.text() == "Lead"


def test_the_fields_of_all_steps_begin_at_one_line(page: ReturnsPage) -> None:
    off = page.sign_off
    places = {field.mapTo(off, field.rect().topLeft()).x() for field in (off.prepared_role, off.checked_role, off.role)}
    assert len(places) == 1


def test_a_corrected_version_begins_at_its_checks(qtbot: QtBot, page: ReturnsPage) -> None:
    page.signing.sign("Ward member", page.doc.today, "Seen.")
    page.signing.mark_sent(page.doc.today)
    assert QApplication.focusWidget() is page.sign_off.workbook_button
    page.sign_off.version_button.setFocus()
    qtbot.keyClick(page.sign_off.version_button, Qt.Key.Key_Space)
    assert page.tabs.bar.currentIndex() == CHECK
    assert page.checks.isAncestorOf(QApplication.focusWidget())


def test_when_nothing_is_left_to_check_the_first_line_leads_here(qtbot: QtBot, page: ReturnsPage) -> None:
    page.tabs.show_tab(CHECK)
    page.take_keyboard()
    assert page.checks.lines[0].words == "Next: say who prepared, checked and signs it."
    here = QApplication.focusWidget()
    assert here is not None
    qtbot.keyClick(here, Qt.Key.Key_Return)
    assert page.tabs.bar.currentIndex() == SIGN_OFF
    assert QApplication.focusWidget() is page.sign_off.prepared_role
