"""The responses of a survey, one at a time, and the way to remove their answers for good."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ward_desk.service.document import Document
from ward_desk.ui.pages.feedback.feedback import FeedbackPage
from ward_desk.ui.prefs import Prefs


@pytest.fixture
def page(ward: Document, prefs: Prefs, qtbot: QtBot) -> FeedbackPage:
    made = FeedbackPage(ward, prefs)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    made.refresh(None)
    ward.subscribe(made.refresh)
    made.open_record("survey", str(ward.store.rows("survey")[0]["id"]))
    made.surveys.parts.show_tab(1)
    return made


def test_a_response_shows_what_was_answered(page: FeedbackPage, ward: Document, qtbot: QtBot) -> None:
    pane = page.surveys.responses.pane
    assert len(pane.model.ids) == 3
    written = ward.store.rows("comment")[0]
    pane.select(str(written["response"]))
    assert page.surveys.responses.given.text() == (
        "What would you come to?\nFootball\n\nHow safe is the way home?\n4\n\nAnything else?\nA place to sit and read"
    )


def test_delete_removes_one_response_with_its_comment_and_offers_it_back(
    page: FeedbackPage, ward: Document, qtbot: QtBot
) -> None:
    pane = page.surveys.responses.pane
    pane.select(str(ward.store.rows("comment")[0]["response"]))
    with qtbot.waitSignal(page.removed):
        qtbot.keyClick(pane.table, Qt.Key.Key_Delete)
    assert (len(ward.store.rows("response")), ward.store.rows("comment")) == (2, [])
    assert len(pane.model.ids) == 2
    ward.undo()
    assert len(ward.store.rows("response")) == 3


def test_answers_are_removed_for_good_only_when_a_person_says_so(
    page: FeedbackPage, ward: Document, person, qtbot: QtBot
) -> None:  # type: ignore[no-untyped-def]
    person.answers = [0]
    qtbot.mouseClick(page.surveys.responses.empty, Qt.MouseButton.LeftButton)
    assert len(ward.store.rows("response")) == 3
    person.answers = [1]
    with qtbot.waitSignal(page.said):
        qtbot.mouseClick(page.surveys.responses.empty, Qt.MouseButton.LeftButton)
    assert ward.store.rows("response") == []
    assert page.surveys.responses.emptied.text().startswith("Answers removed on 18 Dec 2023")
    assert page.surveys.responses.empty.isHidden()
    assert page.surveys.answered.text().startswith("3 responses")
