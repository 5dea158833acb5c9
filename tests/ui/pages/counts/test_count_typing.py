"""Typing figures into the grid of counts, moving about it, and choosing a block of it, by keyboard and mouse."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QTableView
from pytestqt.qtbot import QtBot

from tests.ui.pages.counts.conftest import At, Kept, Press
from ward_desk.core.records import Row
from ward_desk.service import edits
from ward_desk.service.counts import figures
from ward_desk.service.document import Document
from ward_desk.ui.pages.counts.beside.count_beside import DETAILS
from ward_desk.ui.pages.counts.counts import CountsPage
from ward_desk.ui.pages.counts.grid.count_cells import MISSING, REFUSED, UNAVAILABLE, GridCell, month_key
from ward_desk.ui.pages.counts.grid.count_grid import cell_of
from ward_desk.ui.pages.counts.grid.count_line import HINT
from ward_desk.ui.prefs import Prefs

KEY = Qt.Key
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
NOT_A_COUNT = "“numerous” is not a count. Type 50, about 50 or at least 50, or leave it empty."


def figure(doc: Document, count_id: str, period: str) -> Row | None:
    found = [one for one in doc.store.rows("figure", activity_count=count_id, period=period) if not one["event"]]
    return found[0] if found else None


def shown(page: CountsPage, count_id: str, month: int) -> GridCell:
    return cell_of(page.pane.model.record_of(count_id), month_key(month))


def here(page: CountsPage) -> str:
    return page.grid.cell.key if page.grid.cell is not None else ""


def test_a_digit_begins_a_figure_and_enter_keeps_it_and_goes_down(
    page: CountsPage, sessions: str, at: At, press: Press
) -> None:
    at(sessions, "2023-12")
    row = page.grid.currentIndex().row()
    press("about 50", KEY.Key_Return)
    stored = figure(page.doc, sessions, "2023-12")
    assert stored is not None
    assert (stored["value"], stored["precision"]) == (50, "about")
    assert page.doc.undo_label == "Enter about 50 for CHE-C15, Dec 2023"
    last = page.pane.model.rowCount() - 1
    assert page.grid.currentIndex().row() == min(row + 1, last)
    page.doc.undo()
    assert shown(page, sessions, 8).words == "3"


def test_tab_keeps_a_figure_and_goes_on_to_the_next_month(
    page: CountsPage, sessions: str, at: At, press: Press
) -> None:
    at(sessions, "2023-04")
    press("4", KEY.Key_Tab, "5", KEY.Key_Tab, "6", (KEY.Key_Backtab, SHIFT))
    assert [shown(page, sessions, n).words for n in range(3)] == ["4", "5", "6"]
    assert here(page) == "2023-05"


def test_f2_changes_what_is_there_and_escape_puts_it_back(
    page: CountsPage, sessions: str, at: At, press: Press, keeper: Kept
) -> None:
    at(sessions, "2023-12")
    press(KEY.Key_F2)
    assert page.grid.field.text() == "3"
    press(KEY.Key_End, "4")
    assert page.grid.field.text() == "34"
    assert keeper.texts == {("activity_count", sessions, "2023-12"): "34"}
    press(KEY.Key_Escape)
    assert keeper.texts == {}
    assert shown(page, sessions, 8).words == "3"
    assert QApplication.focusWidget() is page.grid


def test_arrows_leave_a_figure_begun_by_typing_and_move_in_one_being_changed(
    page: CountsPage, sessions: str, at: At, press: Press
) -> None:
    at(sessions, "2023-11")
    press("9", KEY.Key_Right)
    assert (shown(page, sessions, 7).words, here(page)) == ("9", "2023-12")
    press(KEY.Key_Return, KEY.Key_Home, "1", KEY.Key_Return)
    assert shown(page, sessions, 8).words == "13"


def test_what_is_no_figure_stays_in_its_cell_says_why_and_stops_nobody(
    page: CountsPage, sessions: str, share: str, at: At, press: Press, keeper: Kept
) -> None:
    at(sessions, "2023-12")
    press("numerous", KEY.Key_Tab)
    cell = shown(page, sessions, 8)
    assert (cell.words, cell.state, cell.said) == ("numerous", REFUSED, NOT_A_COUNT)
    assert here(page) == "2024-01"
    assert keeper.texts == {("activity_count", sessions, "2023-12"): "numerous"}
    at(share, "2023-24-Q3")
    page.refresh(None)
    at(sessions, "2023-12")
    assert page.line.words.words == NOT_A_COUNT
    press(KEY.Key_F2)
    assert page.grid.field.text() == "numerous"
    press((KEY.Key_A, CTRL), "12", KEY.Key_Return)
    assert (shown(page, sessions, 8).words, page.refused.cells, keeper.texts) == ("12", {}, {})


def test_what_was_refused_is_given_up_with_escape(page: CountsPage, sessions: str, at: At, press: Press) -> None:
    at(sessions, "2023-12")
    press("numerous", KEY.Key_Return)
    at(sessions, "2023-12")
    press(KEY.Key_F2, KEY.Key_Escape)
    assert shown(page, sessions, 8).words == "3"


def test_a_percentage_is_typed_with_its_base(page: CountsPage, share: str, at: At, press: Press) -> None:
    at(share, "2023-24-Q2")
    press("63%", KEY.Key_Return)
    assert shown(page, share, 5).said.startswith("A percentage needs its base.")
    at(share, "2023-24-Q2")
    press("12 of 40", KEY.Key_Return)
    assert (shown(page, share, 5).words, shown(page, share, 5).typed) == ("30%", "12 of 40")


def test_why_there_is_no_figure_is_typed_too_and_gives_way_to_a_figure(
    page: CountsPage, sessions: str, at: At, press: Press
) -> None:
    at(sessions, "2023-12")
    press("n/a because the register was lost", KEY.Key_Return)
    stored = figure(page.doc, sessions, "2023-12")
    assert stored is not None
    assert (stored["value"], stored["unavailable"]) == (None, "the register was lost")
    assert (shown(page, sessions, 8).words, shown(page, sessions, 8).state) == ("n/a", UNAVAILABLE)
    assert shown(page, sessions, 8).said == "Dec 2023: not available: the register was lost"
    at(sessions, "2023-12")
    press("7", KEY.Key_Return)
    stored = figure(page.doc, sessions, "2023-12")
    assert stored is not None
    assert (stored["value"], stored["unavailable"]) == (7, "")


def test_a_p_marks_a_figure_provisional_until_it_is_typed_without(
    page: CountsPage, sessions: str, at: At, press: Press
) -> None:
    for words, state in (("12p", "provisional"), ("12", "final")):
        at(sessions, "2023-12")
        press(words, KEY.Key_Return)
        stored = figure(page.doc, sessions, "2023-12")
        assert stored is not None
        assert (stored["value"], stored["state"]) == (12, state)


def test_delete_empties_the_chosen_cells_as_one_operation(
    page: CountsPage, sessions: str, at: At, press: Press
) -> None:
    at(sessions, "2023-11")
    press((KEY.Key_Right, SHIFT), KEY.Key_Delete)
    assert page.doc.undo_label == "Clear 2 figures"
    assert [shown(page, sessions, n).state for n in (7, 8)] == [MISSING, MISSING]
    page.doc.undo()
    assert [shown(page, sessions, n).words for n in (7, 8)] == ["8", "3"]


def test_control_and_delete_removes_the_count(page: CountsPage, sessions: str, at: At, press: Press) -> None:
    at(sessions, "2023-12")
    press((KEY.Key_Delete, CTRL))
    assert page.doc.store.get("activity_count", sessions) is None


def test_a_figure_from_events_is_not_typed_over_but_shown_with_its_events(
    page: CountsPage, at: At, press: Press, qtbot: QtBot
) -> None:
    one = edits.add(page.doc, "activity_count", {"name": "Residents", "unit": "people", "computed": "residents"})
    at(one, "2023-11")
    with qtbot.waitSignal(page.said) as said:
        press("5")
    assert said.args == [
        "Nov 2023: at least 400, adds up from 1 event. Press Enter to see the events, or Ctrl+J to adjust the figure"
    ]
    assert page.grid.field.isHidden()
    assert figure(page.doc, one, "2023-11") is None
    press(KEY.Key_Return)
    assert page.below.period == "2023-11"
    focus = QApplication.focusWidget()
    assert focus is not None
    assert page.below.isAncestorOf(focus)
    at(one, "2023-11")
    page.adjust_figure()
    focus = QApplication.focusWidget()
    assert focus is not None
    assert page.below.isAncestorOf(focus)


def test_a_sum_of_months_is_not_typed_and_enter_on_a_name_opens_the_details(
    page: CountsPage, sessions: str, press: Press
) -> None:
    page.toggle_across()
    page.grid.setFocus()
    press("5")
    assert page.grid.field.isHidden()
    assert page.line.words.words.endswith("from its months. Type the months: Alt+Q shows them")
    press(KEY.Key_Home, KEY.Key_Home)
    assert page.grid.column_key == "name"
    press(KEY.Key_Return)
    assert page.tabs.bar.currentIndex() == DETAILS
    assert QApplication.focusWidget() is page.form.editor("name")


def test_a_month_of_a_count_by_quarter_says_where_its_figure_is_typed(
    page: CountsPage, share: str, press: Press
) -> None:
    assert page.pane.select(share)
    page.grid.go_to_period("2023-24-Q3")
    page.grid.setFocus()
    press(KEY.Key_Left, "5")
    assert page.grid.field.isHidden()
    assert page.line.words.words == (
        "Nov 2023: the count has one figure a quarter, which is typed in Dec 2023. Nothing is typed here"
    )


def test_about_is_explained_under_the_grid_and_read_out(page: CountsPage, sessions: str, at: At, press: Press) -> None:
    assert "~50 is about 50" in HINT
    at(sessions, "2023-11")
    press("about 50", KEY.Key_Return, KEY.Key_Up)
    here = page.grid.currentIndex()
    assert here.data() == "~50"
    assert here.data(Qt.ItemDataRole.AccessibleTextRole) == "Nov 2023: about 50"
    assert page.line.words.words == "Nov 2023: about 50"


def test_keys_move_about_the_grid(page: CountsPage, sessions: str, at: At, press: Press) -> None:
    at(sessions, "2023-08")
    last = page.pane.model.rowCount() - 1
    press(KEY.Key_End)
    assert here(page) == "2024-03"
    press(KEY.Key_Home)
    assert here(page) == "2023-04"
    press((KEY.Key_Right, CTRL))
    assert here(page) == "2024-03"
    press((KEY.Key_Down, CTRL))
    assert page.grid.currentIndex().row() == last
    press((KEY.Key_Home, CTRL))
    assert page.grid.currentIndex().row() == 0
    press(KEY.Key_PageDown)
    assert page.grid.currentIndex().row() == min(last, max(1, page.grid.viewport().height() // 36 - 1))


def test_tab_leaves_the_grid_after_its_last_cell(page: CountsPage, at: At, press: Press) -> None:
    page.grid.setFocus()
    page.grid.go_to(page.pane.model.rowCount() - 1, page.grid.periods()[-1])
    press(KEY.Key_Tab)
    assert QApplication.focusWidget() is not page.grid
    page.grid.setFocus()
    page.grid.go_to(0, page.grid.periods()[-1])
    press(KEY.Key_Tab)
    assert (page.grid.currentIndex().row(), page.grid.currentIndex().column()) == (1, page.grid.periods()[0])
    press((KEY.Key_Tab, CTRL))
    assert QApplication.focusWidget() is not page.grid


def test_a_block_is_chosen_by_dragging_and_escape_leaves_one_cell(
    page: CountsPage, sessions: str, at: At, press: Press, qtbot: QtBot
) -> None:
    at(sessions, "2023-10")
    grid = page.grid

    def middle(place: int, row: int) -> QPoint:
        return grid.visualRect(grid.model().index(row, place)).center()

    row, place = grid.currentIndex().row(), grid.currentIndex().column()
    qtbot.mousePress(grid.viewport(), Qt.MouseButton.LeftButton, pos=middle(place, 0))
    qtbot.mouseMove(grid.viewport(), middle(place + 2, row))
    # Offscreen a move has no button held, so what the drag comes to is asked of the grid itself.
    grid.go_to(row, place + 2, extend=True)
    qtbot.mouseRelease(grid.viewport(), Qt.MouseButton.LeftButton, pos=middle(place + 2, row))
    assert (len(grid.block().rows), len(grid.block().places)) == (row + 1, 3)
    press(KEY.Key_Escape)
    assert not grid.has_block


def test_a_double_click_types_into_a_cell_and_a_click_elsewhere_keeps_it(
    page: CountsPage, sessions: str, at: At, press: Press, qtbot: QtBot
) -> None:
    at(sessions, "2023-12")
    grid = page.grid
    cell = grid.visualRect(grid.currentIndex()).center()
    other = grid.visualRect(grid.currentIndex().siblingAtColumn(grid.periods()[0])).center()
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=cell)
    qtbot.mouseDClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=cell)
    assert grid.field.isVisible()
    press((KEY.Key_A, CTRL), "21")
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=other)
    assert shown(page, sessions, 8).words == "21"
    assert here(page) == "2023-04"


def test_bold_slanted_and_small_letters_are_painted_in_every_theme(page: CountsPage, sessions: str, at: At) -> None:
    figures.set_figures(page.doc, [(sessions, "2023-12", "12 p")])
    at(sessions, "2023-12")
    assert isinstance(page.grid, QTableView)
    assert not page.grid.grab().isNull()


def test_a_document_to_read_takes_no_figures(ward: Document, prefs: Prefs, light: QApplication, qtbot: QtBot) -> None:
    ward.read_only = True
    page = CountsPage(ward, prefs)
    qtbot.addWidget(page)
    page.refresh(None)
    assert page.open_record("activity_count", str(ward.store.rows("activity_count")[0]["id"]))
    qtbot.keyClicks(page.grid, "5")
    assert page.grid.field.isHidden()
    assert page.line.words.words == "This document is open to read only"
    assert not page.can_edit
