"""The count below the grid, folded to one line where the page is low, and brought up for what is in it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ward_desk.service.document import Document
from ward_desk.ui.pages.counts.beside.count_beside import FIGURE, OVERVIEW
from ward_desk.ui.pages.counts.counts import CountsPage
from ward_desk.ui.prefs import Prefs
from ward_desk.ui.table.table_cells import row_height


@pytest.fixture
def low(page: CountsPage, sessions: str) -> CountsPage:
    """The page of a small screen."""
    page.resize(764, 476)
    QApplication.processEvents()
    return page


def rows_in_sight(page: CountsPage) -> int:
    return page.grid.viewport().height() // row_height()


def test_a_low_page_leaves_its_room_to_the_grid(low: CountsPage) -> None:
    assert low.folded
    assert not low.area.isVisible()
    assert rows_in_sight(low) >= 6


def test_the_folded_count_still_says_its_name_and_its_marks(low: CountsPage, sessions: str) -> None:
    assert low.fold_line.name.isVisible()
    assert "Homework club sessions" in low.fold_line.name.words
    assert low._pill_box.isVisible()
    assert low.card.height() < 2 * row_height()


def test_a_usual_window_shows_nine_counts_and_one_of_them_below(page: CountsPage, sessions: str) -> None:
    page.resize(1180, 736)
    QApplication.processEvents()
    assert rows_in_sight(page) >= 9
    assert page.below.isVisible()


def test_one_key_unfolds_it_and_the_next_window_remembers(
    low: CountsPage, ward: Document, prefs: Prefs, qtbot: QtBot
) -> None:
    low.toggle_beside()
    assert low.area.isVisible()
    again = CountsPage(ward, prefs)
    qtbot.addWidget(again)
    again.resize(764, 476)
    assert not again.folded
    low.toggle_beside()
    assert again.folded


def test_folding_it_gives_the_keyboard_back_to_the_grid(page: CountsPage, sessions: str) -> None:
    page.note_figure()
    page.toggle_beside()
    assert QApplication.focusWidget() is page.grid


def test_the_keyboard_is_never_left_on_parts_that_are_hidden(page: CountsPage, sessions: str) -> None:
    page.tabs.bar.setFocus()
    page.toggle_beside()
    assert QApplication.focusWidget() is page.grid


def test_a_half_typed_note_is_kept_when_the_count_is_folded(qtbot: QtBot, page: CountsPage, sessions: str) -> None:
    page.enter_figure("2023-11")
    page.note_figure()
    qtbot.keyClicks(QApplication.focusWidget(), "Two were let in late")
    page.toggle_beside()
    rows = page.doc.store.rows("figure", activity_count=sessions, period="2023-11")
    assert [row["note"] for row in rows] == ["Two were let in late"]


def test_a_note_asked_for_brings_it_up_until_people_go_back(qtbot: QtBot, low: CountsPage) -> None:
    low.enter_figure("2023-11")
    low.note_figure()
    assert low.tabs.bar.currentIndex() == FIGURE
    assert low.below.figure.editors["note"].widget.hasFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is low.grid
    assert low.folded
    assert not low.area.isVisible()


def test_what_a_figure_adds_up_from_brings_it_up(low: CountsPage) -> None:
    low.enter_figure("2023-11")
    low.show_behind()
    assert low.tabs.bar.currentIndex() == OVERVIEW
    assert low.below.adds_up.lines.buttons[0].hasFocus()


def test_a_field_asked_for_by_the_window_brings_it_up(low: CountsPage, sessions: str) -> None:
    assert low.open_record("activity_count", sessions, "unit")
    assert low.form.editor("unit").hasFocus()


def test_a_low_page_gives_the_count_more_than_half_when_it_is_asked_for(low: CountsPage) -> None:
    low.show_behind()
    QApplication.processEvents()
    assert low.area.height() > low.grid.viewport().height()
    assert len({tab.y() for tab in low.tabs.bar._tabs}) == 1
    assert not low.fold_line.isAncestorOf(low._pill_box)
    assert low._pill_box.isVisible()


def test_the_mouse_folds_and_unfolds(qtbot: QtBot, low: CountsPage) -> None:
    assert low.fold_line.button.accessibleName() == "Unfold the count"
    qtbot.mouseClick(low.fold_line.button, Qt.MouseButton.LeftButton)
    assert low.area.isVisible()
    assert low.fold_line.button.accessibleName() == "Fold the count"
