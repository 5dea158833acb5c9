"""The checks of the return due next beside the fields of a record, known without anybody waiting for them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Person
from ward_desk.core.periods import Quarter
from ward_desk.service import edits, recovery
from ward_desk.service.document import Document
from ward_desk.service.returns import returns
from ward_desk.ui.pages.plan.actions import ActionsPage
from ward_desk.ui.prefs import Prefs

Q3 = Quarter(2023, 3)
NO_NOTE = "It has no note this quarter. Write what was done, or why not."


@pytest.fixture
def action(ward: Document) -> str:
    """An open action with everything but a note this quarter."""
    values = {"title": "Litter picks", "status": "in_progress", "rating": "green", "start": "2023-10-01"}
    returns.ensure_return(ward, Q3)
    return edits.add(ward, "action", values)


@pytest.fixture
def page(ward: Document, action: str, prefs: Prefs, light: QApplication, qtbot: QtBot) -> Iterator[ActionsPage]:
    """The plan with that action beside it, before the checks are known."""
    one = ActionsPage(ward, prefs)
    qtbot.addWidget(one)
    stop = ward.subscribe(one.refresh)
    one.resize(1240, 800)
    with qtbot.waitActive(one):
        one.show()
    one.refresh(None)
    one.open_record("action", action)
    yield one
    stop()


def settle(page: ActionsPage) -> None:
    """The checks are known, as some time after every change."""
    returns.checks(page.doc, Q3)
    page.settled()


def said(page: ActionsPage) -> list[str]:
    return [one.text() for one in page.checks.findChildren(QLabel) if one.isVisible()]


def links(page: ActionsPage) -> list[QPushButton]:
    return [one for one in page.checks.findChildren(QPushButton) if one.isVisible()]


def test_what_the_checks_found_is_beside_the_record_once_it_is_known(page: ActionsPage) -> None:
    assert said(page) == []
    settle(page)
    assert NO_NOTE in said(page)


def test_nothing_waits_for_the_checks(page: ActionsPage, action: str, monkeypatch: pytest.MonkeyPatch) -> None:
    settle(page)
    monkeypatch.setattr("ward_desk.core.checks.run", lambda view: pytest.fail("the checks were run"))
    edits.edit(page.doc, "action", action, {"what": "Every second Saturday."})
    assert NO_NOTE in said(page)  # what was found before stands until more is known


def test_what_is_mended_goes(page: ActionsPage, action: str) -> None:
    settle(page)
    edits.add(page.doc, "progress_note", {"action": action, "noted_on": "2023-12-18", "words": "Two sessions."})
    settle(page)
    assert NO_NOTE not in said(page)


def test_another_record_does_not_show_what_was_found_in_the_one_before(page: ActionsPage, action: str) -> None:
    settle(page)
    other = edits.add(page.doc, "action", {"title": "Hedges"})
    page.open_record("action", other)
    assert NO_NOTE not in said(page)


def test_a_finding_at_a_field_stands_below_it_and_goes_when_the_field_is_changed(
    page: ActionsPage, action: str, ward: Document, person: Person
) -> None:
    edits.edit(ward, "action", action, {"status": "complete", "progress": 40})
    settle(page)
    sentence = "It is Complete and 40 % done. Correct one of the two."

    def below() -> list[QLabel]:
        return [one for one in page.form.findChildren(QLabel) if one.isVisible() and one.text() == sentence]

    assert len(below()) == 1
    assert sentence not in said(page)
    page.form.edited.emit("progress", 100)
    assert below() == []


def test_a_warning_is_explained_beside_the_record(qtbot: QtBot, page: ActionsPage, action: str) -> None:
    settle(page)
    link = next(one for one in links(page) if "no note" in one.accessibleName())
    assert link.text() == "Say why…"
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    qtbot.keyClicks(field, "The officer was away.")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    told = "It has no note this quarter. Explained: The officer was away."
    assert told in said(page)
    settle(page)
    assert told in said(page)
    finding = next(one for one in returns.checks(page.doc, Q3) if (one.code, one.row_id) == ("no_note", action))
    assert finding.explained == "The officer was away."


def test_esc_leaves_the_sentence_and_a_change_elsewhere_does_not(
    qtbot: QtBot, page: ActionsPage, ward: Document
) -> None:
    settle(page)
    link = next(one for one in links(page) if "no note" in one.accessibleName())
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(QApplication.focusWidget(), "The off")
    edits.edit(ward, "action", page.form.row_id, {"what": "Every second Saturday."})
    settle(page)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    assert field.text() == "The off"
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert [one.text() for one in links(page)][:1] == ["Say why…"]
    qtbot.mouseClick(next(one for one in links(page) if "no note" in one.accessibleName()), Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget().text() == "The off"  # there again, not kept


def test_a_warning_the_form_says_by_itself_is_said_once_and_can_be_explained(
    qtbot: QtBot, page: ActionsPage, action: str, ward: Document
) -> None:
    edits.edit(ward, "action", action, {"status": "not_started"})
    settle(page)
    sentence = "Its start date has passed. Set it to In progress, or move the start date."
    everywhere = [one.text() for one in page.findChildren(QLabel) if one.isVisible()]
    assert everywhere.count(sentence) == 1
    link = next(one for one in page.form.findChildren(QPushButton) if "Not started" in one.accessibleName())
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(QApplication.focusWidget(), "It waits for dry weather.")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    settle(page)
    shown = [one.text() for one in page.form.findChildren(QLabel) if one.isVisible()]
    assert "Explained: It waits for dry weather." in shown


def test_a_sentence_half_typed_is_kept_when_another_record_is_shown(
    qtbot: QtBot, page: ActionsPage, action: str, ward: Document
) -> None:
    settle(page)
    qtbot.mouseClick(next(one for one in links(page) if "no note" in one.accessibleName()), Qt.MouseButton.LeftButton)
    qtbot.keyClicks(QApplication.focusWidget(), "The officer was away.")
    page.open_record("action", str(ward.store.rows("action", order="ref")[0]["id"]))
    finding = next(one for one in returns.checks(ward, Q3) if (one.code, one.row_id) == ("no_note", action))
    assert finding.explained == "The officer was away."


@pytest.fixture
def kept(page: ActionsPage, ward: Document) -> recovery.Drafts:
    """What the page keeps safe against a crash, at once."""
    drafts = recovery.Drafts(ward.path)
    page._keeper = drafts  # type: ignore[assignment]  # which waits for a pause
    return drafts


def say_why(qtbot: QtBot, page: ActionsPage, words: str) -> QLineEdit:
    settle(page)
    qtbot.mouseClick(next(one for one in links(page) if "no note" in one.accessibleName()), Qt.MouseButton.LeftButton)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    qtbot.keyClicks(field, words)
    return field


def editing(page: ActionsPage) -> list[str]:
    return [one.text() for one in page.checks.findChildren(QLineEdit) if one.isVisible()]


def test_a_sentence_half_typed_is_there_again_after_a_crash(
    qtbot: QtBot, page: ActionsPage, ward: Document, kept: recovery.Drafts, prefs: Prefs
) -> None:
    say_why(qtbot, page, "The officer was")
    (left,) = recovery.Drafts(ward.path).left_behind()
    assert (left.table, left.row_id, left.text) == ("action", page.form.row_id, "The officer was")
    after = ActionsPage(ward, prefs, kept)  # type: ignore[arg-type]
    qtbot.addWidget(after)
    after.refresh(None)
    edits.edit(ward, "action", left.row_id, {"what": "Every second Saturday."})  # nothing is known of the checks
    assert after.restore_draft(left.row_id, {left.field: left.text})
    after.show()
    assert editing(after) == ["The officer was"]
    after.commit_pending()
    assert [row["words"] for row in ward.store.rows("explanation")] == ["The officer was"]
    assert kept.left_behind() == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_a_sentence_kept_or_left_is_not_brought_back(
    qtbot: QtBot, page: ActionsPage, kept: recovery.Drafts, key: Qt.Key
) -> None:
    field = say_why(qtbot, page, "The officer was away.")
    assert len(kept.left_behind()) == 1
    qtbot.keyClick(field, key)
    assert kept.left_behind() == []


def test_a_sentence_about_what_is_found_no_more_is_told_and_not_lost(
    qtbot: QtBot, page: ActionsPage, ward: Document, kept: recovery.Drafts, person: Person
) -> None:
    say_why(qtbot, page, "The officer was away.")
    (left,) = kept.left_behind()
    edits.add(ward, "progress_note", {"action": left.row_id, "noted_on": "2023-12-11", "words": "Two picks held."})
    assert page.restore_draft(left.row_id, {left.field: left.text})
    assert "The officer was away." in person.told[-1]


def test_a_sentence_half_typed_outlasts_a_change_of_the_field_it_is_about(
    qtbot: QtBot, page: ActionsPage, ward: Document, action: str
) -> None:
    edits.edit(ward, "action", action, {"status": "not_started"})
    settle(page)
    link = next(one for one in page.form.findChildren(QPushButton) if "Not started" in one.accessibleName())
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(QApplication.focusWidget(), "It waits for")
    finding = next(one for one in returns.checks(ward, Q3) if one.field == "status" and one.row_id == action)
    page.checks.forget(finding.field)
    settle(page)
    fields = [one.text() for one in page.form.findChildren(QLineEdit) if one.isVisible()]
    assert "It waits for" in fields


def test_a_document_to_read_takes_no_sentence(page: ActionsPage, ward: Document) -> None:
    ward.read_only = True
    settle(page)
    assert NO_NOTE in said(page)
    assert links(page) == []
