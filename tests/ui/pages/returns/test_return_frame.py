"""In a small window the list makes room for what is looked at, and comes back when it is asked for."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLayout
from pytestqt.qtbot import QtBot

from ward_desk.core.periods import Quarter
from ward_desk.service.document import Document
from ward_desk.service.returns import returns
from ward_desk.ui import theme
from ward_desk.ui.pages.returns.return_frame import CHANGES, CHECK, PREVIEW, WORDS
from ward_desk.ui.pages.returns.returns import ReturnsPage
from ward_desk.ui.prefs import Prefs


@pytest.fixture
def page(ward: Document, prefs: Prefs, light: QApplication, qtbot: QtBot) -> ReturnsPage:
    """The page as high and wide as it is in a window of 1024 by 640."""
    returns.ensure_return(ward, Quarter(2023, 3))
    one = ReturnsPage(ward, prefs)
    qtbot.addWidget(one)
    one.resize(764, 476)
    with qtbot.waitActive(one):
        one.show()
    one.refresh(None)
    return one


@pytest.mark.parametrize("tab", [PREVIEW, CHANGES])
def test_what_is_looked_at_has_the_whole_width(page: ReturnsPage, tab: int) -> None:
    assert page.list.isVisible()
    page.tabs.show_tab(tab)
    assert not page.list.isVisible()
    assert not page.ready.isVisible()
    page.tabs.show_tab(CHECK)
    assert page.list.isVisible()
    assert page.ready.isVisible()


def test_eight_rows_of_the_action_plan_are_in_sight(page: ReturnsPage, qtbot: QtBot) -> None:
    page.tabs.show_tab(PREVIEW)
    table = page.preview.table
    qtbot.waitUntil(lambda: page.preview.sheet.isVisible())
    room = table.viewport().rect()
    assert room.height() >= 8 * table.rowHeight(0)
    seen = [n for n in range(table.model().columnCount()) if 0 <= table.columnViewportPosition(n) < room.width()]
    assert len(seen) >= 4


def test_the_list_comes_back_by_key_and_by_mouse(page: ReturnsPage, qtbot: QtBot) -> None:
    page.tabs.show_tab(PREVIEW)
    page.tabs.bar.setFocus()
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(page.tabs.bar, Qt.Key.Key_L, both)
    assert QApplication.focusWidget() is page.list
    assert page.send.isVisible()
    qtbot.keyClick(page.list, Qt.Key.Key_L, both)
    assert not page.list.isVisible()
    assert page.tabs.bar.hasFocus()
    qtbot.mouseClick(page.frame.beside_button, Qt.MouseButton.LeftButton)
    assert page.list.isVisible()
    assert page.frame.beside_button.text() == "Hide list and sending"


def test_a_line_without_a_return_still_has_the_list_beside_it(page: ReturnsPage) -> None:
    page.tabs.show_tab(PREVIEW)
    waiting = next(n for n in range(page.list.count()) if page.list.waiting(page.list.item(n)))
    page.list.setCurrentRow(waiting)
    assert page.nothing.isVisible()
    assert page.list.isVisible()


def test_a_wide_window_shows_everything_side_by_side(page: ReturnsPage) -> None:
    page.resize(1240, 800)
    page.tabs.show_tab(PREVIEW)
    assert page.list.isVisible()
    assert page.ready.isVisible()
    assert not page.frame.beside_button.isVisible()


def test_leaving_the_checks_for_the_preview_puts_the_keyboard_on_its_tab(page: ReturnsPage, qtbot: QtBot) -> None:
    page.checks.take_keyboard()
    page.tabs.show_tab(PREVIEW)
    qtbot.waitUntil(lambda: page.preview.sheet.isVisible())
    assert page.tabs.bar.hasFocus()


def test_turning_to_the_preview_leaves_the_keyboard_on_its_tab(page: ReturnsPage, qtbot: QtBot) -> None:
    page.tabs.bar.setFocus()
    for _ in range(PREVIEW):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: page.preview.sheet.isVisible())
    assert page.tabs.bar.hasFocus()


def test_a_large_window_can_be_made_small_while_the_preview_is_shown(page: ReturnsPage, qtbot: QtBot) -> None:
    page.resize(1240, 800)
    page.tabs.show_tab(PREVIEW)
    qtbot.waitUntil(page.preview.sheets.isVisible)
    page.resize(764, 476)
    qtbot.waitUntil(page.preview.sheet.isVisible)
    assert page.height() == 476
    assert not page.list.isVisible()


@pytest.mark.parametrize("tab", [CHECK, WORDS, PREVIEW, CHANGES])
def test_with_large_text_in_a_small_window_every_part_has_the_whole_width(
    page: ReturnsPage, qtbot: QtBot, light: QApplication, tab: int
) -> None:
    theme.apply(light, "light", 150)
    page.resize(654, 416)
    page.tabs.show_tab(tab)
    qtbot.waitUntil(lambda: not page.list.isVisible())
    assert page.width() == 654
    assert page.frame.beside_button.isVisible()
    assert page.tabs.width() > 580


def test_with_large_text_in_a_small_window_three_rows_are_in_sight(
    page: ReturnsPage, qtbot: QtBot, light: QApplication
) -> None:
    theme.apply(light, "light", 150)
    inside = page.layout()
    assert inside is not None
    inside.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # as a part of a window
    page.resize(654, 416)
    page.tabs.show_tab(PREVIEW)
    table = page.preview.table
    qtbot.waitUntil(lambda: table.viewport().height() >= 3 * table.rowHeight(0))
    assert page.height() == 416
    assert not page.preview.about.isVisible()
    assert page.preview.short.toolTip().startswith(page.preview.about.text().partition(". ")[2])


def test_the_note_of_what_was_written_takes_one_line_and_goes_by_esc(page: ReturnsPage, qtbot: QtBot) -> None:
    page.frame.say_written("Written to /home/officer/" + "a folder with a long name/" * 9 + "return.xlsx")
    QApplication.processEvents()
    assert page.written.height() < 2 * page.written.fontMetrics().lineSpacing()
    assert page.written.toolTip().endswith("return.xlsx")
    page.checks.take_keyboard()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not page.written.isVisible()


def test_the_note_goes_when_another_part_is_shown_or_something_is_changed(page: ReturnsPage) -> None:
    page.frame.say_written("Written to return.xlsx")
    page.tabs.show_tab(WORDS)
    assert not page.written.isVisible()
    page.frame.say_written("Written to return.xlsx")
    stop = page.doc.subscribe(page.refresh)
    returns.edit(page.doc, page._shown, {"challenges": "The hall is cold."})
    stop()
    assert not page.written.isVisible()
