"""A large document is looked at on another thread: the page says so, and shows what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ward_desk.core.periods import Quarter
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.returns import returns
from ward_desk.ui import frame_words
from ward_desk.ui.asking import WORKING
from ward_desk.ui.pages.returns.instead.return_public import PublicPanel
from ward_desk.ui.pages.returns.instead.return_recut import RecutPanel
from ward_desk.ui.pages.returns.look.return_looking import NOTHING_BEFORE
from ward_desk.ui.pages.returns.returns import CHANGES, PREVIEW, WORDS, ReturnsPage
from ward_desk.ui.prefs import Prefs

Q3 = Quarter(2023, 3)
STATEMENT = "It is complete."


@pytest.fixture
def page(
    empty_ward: Document, prefs: Prefs, light: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[ReturnsPage]:
    """The page of a document that counts as large, with nothing in the way of its return."""
    for count in empty_ward.store.rows("activity_count"):
        edits.remove(empty_ward, "activity_count", str(count["id"]))
    one = returns.ensure_return(empty_ward, Q3)
    returns.edit(empty_ward, one, {"progress": "All is well.", "horizon": "A fair.", "challenges": "None."})
    monkeypatch.setattr(frame_words, "LARGE", 0)
    made = ReturnsPage(empty_ward, prefs)
    qtbot.addWidget(made)
    stop = empty_ward.subscribe(made.refresh)
    made.resize(1240, 800)
    with qtbot.waitActive(made):
        made.show()
    made.refresh(None)
    yield made
    stop()


def test_the_preview_says_that_it_is_working_and_then_shows_the_sheets(page: ReturnsPage, qtbot: QtBot) -> None:
    page.tabs.show_tab(PREVIEW)
    assert page.preview.about.text() == WORKING
    assert not page.preview.table.isVisibleTo(page)
    qtbot.waitUntil(lambda: page.preview.table.isVisibleTo(page))
    assert page.preview.about.text().startswith("Every action of the plan")


def test_the_sheets_stay_while_they_are_made_anew(page: ReturnsPage, qtbot: QtBot) -> None:
    page.tabs.show_tab(PREVIEW)
    qtbot.waitUntil(lambda: page.preview.table.isVisibleTo(page))
    edits.add(page.doc, "action", {"title": "Fair", "status": "in_progress"})
    assert page.preview.about.text() == WORKING
    assert page.preview.table.isVisibleTo(page)
    qtbot.waitUntil(lambda: page.preview.about.text() != WORKING)
    assert page.preview.table.model().rowCount() == 1


def test_what_there_is_to_compare_with_is_said_when_it_is_known(page: ReturnsPage, qtbot: QtBot) -> None:
    page.tabs.show_tab(CHANGES)
    assert page.changes.words.text() == WORKING
    qtbot.waitUntil(lambda: page.changes.words.text() == NOTHING_BEFORE)


def test_first_words_come_with_the_keyboard_on_them(page: ReturnsPage, qtbot: QtBot) -> None:
    edits.add(page.doc, "risk", {"title": "The hall may shut", "likelihood_after": 5, "impact_after": 5})
    page.tabs.show_tab(WORDS)
    qtbot.mouseClick(page.words.draft_buttons["challenges"], Qt.MouseButton.LeftButton)
    offered = page.words.drafts["challenges"]
    assert offered.about.text() == WORKING
    assert offered.close_button.hasFocus()
    qtbot.waitUntil(lambda: offered.list.hasFocus())
    assert offered.list.count() == 1


def test_first_words_that_are_closed_do_not_come_back(page: ReturnsPage, qtbot: QtBot) -> None:
    page.tabs.show_tab(WORDS)
    page.words.show_draft("challenges")
    page.words.show_draft("challenges")  # put away again
    page.words.show_draft("progress")
    qtbot.waitUntil(lambda: page.words.drafts["progress"].about.text() != WORKING)
    assert not page.words.drafts["challenges"].isVisibleTo(page)


def test_it_is_signed_when_it_has_been_put_together(page: ReturnsPage, qtbot: QtBot) -> None:
    page.signing.sign("Ward member, chair", date(2023, 12, 18), STATEMENT)
    row = returns.newest(page.doc, Q3)
    assert row is not None
    assert row["status"] == "draft"
    qtbot.waitUntil(lambda: (returns.newest(page.doc, Q3) or {})["status"] == "signed")


def test_what_stands_in_the_way_of_signing_is_said(page: ReturnsPage, qtbot: QtBot) -> None:
    page.signing.sign("", date(2023, 12, 18), STATEMENT)
    qtbot.waitUntil(lambda: page.sign_off.problem.text().startswith("A return is signed by somebody."))


def test_the_public_version_and_a_re_cut_can_be_written_when_they_are_there(page: ReturnsPage, qtbot: QtBot) -> None:
    page.show_public()
    public = page.instead.panel
    assert isinstance(public, PublicPanel)
    assert public.numbers.text() == WORKING
    assert not public.export_button.isEnabled()
    qtbot.waitUntil(public.export_button.isEnabled)
    page.show_recut()
    cut = page.instead.panel
    assert isinstance(cut, RecutPanel)
    assert cut.about.text() == WORKING
    assert not cut.export_button.isEnabled()
    qtbot.waitUntil(cut.export_button.isEnabled)
    assert cut.table.isVisibleTo(page)
