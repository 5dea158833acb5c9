"""Filling the council's own template: pointing at cells by keys, words of theirs, and a copy that holds it all."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.template_files import FIRST_ROW, LAST_ROW, RATINGS, council_template, opened
from tests.ui.conftest import Person
from ward_desk.core.errors import KnownError
from ward_desk.core.periods import Quarter
from ward_desk.core.template.mapping import Mapping, row_and_column
from ward_desk.exchange.returns.return_data import ReturnData
from ward_desk.exchange.template import mapping_file
from ward_desk.exchange.template.template_file import open_template
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.returns import returns
from ward_desk.ui import frame_words, theme
from ward_desk.ui.template.template_screen import TemplateScreen

Q3 = Quarter(2023, 3)


@pytest.fixture
def council(tmp_path: Path) -> Path:
    folder = tmp_path / "council"
    folder.mkdir()
    return council_template(folder)


def shown(doc: Document, path: Path, qtbot: QtBot) -> TemplateScreen:
    one = TemplateScreen(doc, Q3, None, open_template(path))
    qtbot.addWidget(one)
    one.resize(1100, 720)
    with qtbot.waitActive(one):
        one.show()
    one.take_keyboard()
    return one


@pytest.fixture
def screen(ward: Document, council: Path, light: QApplication, qtbot: QtBot) -> Iterator[TemplateScreen]:
    """A template nobody has mapped yet, with nothing guessed."""
    one = shown(ward, council, qtbot)
    one.work._mapping = Mapping()
    one._show_work()
    yield one
    qtbot.waitUntil(lambda: not one.files.busy)


def test_the_desk_makes_a_first_guess_and_says_so(
    ward: Document, council: Path, light: QApplication, qtbot: QtBot
) -> None:
    one = shown(ward, council, qtbot)
    assert one.about.text().startswith("The desk found places for ")
    assert one.work.where("cover.ward") == ("Start", "C4")
    assert one.grid.grid.index(3, 2).data() == "Chesham"


def test_a_field_is_found_taken_up_and_put_into_its_cell_by_keys(screen: TemplateScreen, qtbot: QtBot) -> None:
    qtbot.keyClicks(screen.fields.search, "cover ward")
    qtbot.keyClick(screen.fields.search, Qt.Key.Key_Return)
    assert screen.fields.tree.hasFocus()
    qtbot.keyClick(screen.fields.tree, Qt.Key.Key_Return)
    assert "Where does Ward go?" in screen.asks.text()
    assert screen.grid.hasFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down):
        qtbot.keyClick(screen.grid, key)
    qtbot.keyClick(screen.grid, Qt.Key.Key_Return)
    assert screen.work.where("cover.ward") == ("Start", "C4")
    assert screen.grid.grid.index(3, 2).data() == "Chesham"
    assert screen.fields.tree.hasFocus()
    qtbot.keyClick(screen.fields.tree, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert screen.work.where("cover.ward") is None


def test_the_columns_of_a_list_follow_each_other(screen: TemplateScreen, qtbot: QtBot) -> None:
    screen._show_sheet("Progress")
    screen.take_up("action_plan.ref")
    screen.grid.show_cell(FIRST_ROW, 1)
    qtbot.keyClick(screen.grid, Qt.Key.Key_Return)
    assert "Where does Theme go?" in screen.asks.text()
    assert screen.grid.hasFocus()
    assert screen.rows.isVisible()
    assert (screen.rows.first.value(), screen.rows.last.value()) == (FIRST_ROW, LAST_ROW)
    screen.rows.last.setValue(FIRST_ROW + 1)
    assert screen.work.mapping.lists[0].last_row == FIRST_ROW + 1
    qtbot.keyClick(screen.grid, Qt.Key.Key_Delete)
    assert not screen.work.mapping.lists


def test_a_cell_that_takes_nothing_says_why_and_the_field_is_still_up(screen: TemplateScreen, qtbot: QtBot) -> None:
    screen._show_sheet("Progress")
    formula = next(cell for cell in screen.template.grid("Progress").values() if cell.formula)
    screen.take_up("cover.ward")
    screen.grid.show_cell(formula.row, formula.column)
    qtbot.keyClick(screen.grid, Qt.Key.Key_Return)
    assert "formula" in screen.asks.text()
    assert screen.work.where("cover.ward") is None
    qtbot.keyClick(screen.grid, Qt.Key.Key_Escape)  # puts the field down, and does not close
    assert screen.asks.text().startswith("Choose a field")


def test_a_word_that_is_not_theirs_is_translated_and_the_copy_filled(
    screen: TemplateScreen, ward: Document, council: Path, person: Person, tmp_path: Path, qtbot: QtBot
) -> None:
    action = ward.store.rows("action", order="ref")[0]
    edits.edit(ward, "action", str(action["id"]), {"status": "in_progress", "rating": "green"})
    screen.work.take(returns.quarter_data(ward, Q3))
    screen.work.place("action_plan.rating", "Progress", f"E{FIRST_ROW}")
    screen.work.place("cover.ward", "Start", "C4")
    screen._show_work()
    assert screen.tabs.bar.tabText(1).startswith("Words (")
    assert not screen.fill_button.isEnabled()
    for choice in list(screen.words.choices):
        place = choice.place(RATINGS[0])
        choice.setCurrentIndex(place)
        choice.activated.emit(place)
    assert screen.fill_button.isEnabled()
    target = tmp_path / "filled.xlsx"
    person.files.append(target)
    with qtbot.waitSignal(screen.finished, timeout=20_000) as said:
        qtbot.keyClick(screen, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert str(target) in said.args[0]
    assert "nobody has signed it" in said.args[0]
    book = opened(target)
    assert book["Start"]["C4"].value == "Chesham"
    assert RATINGS[0] in [book["Progress"][f"E{row}"].value for row in range(FIRST_ROW, LAST_ROW)]
    kept = mapping_file.read(mapping_file.default_path(council))
    assert kept.spots == screen.work.mapping.spots
    assert kept.template == council.name


def test_next_time_a_copy_is_one_key_away(
    ward: Document, council: Path, light: QApplication, person: Person, tmp_path: Path, qtbot: QtBot
) -> None:
    first = shown(ward, council, qtbot)
    for one in first.work.mapping.lists:
        first.work.give_rows(one, one.first_row, one.last_row)
    assert first.out.keep()
    again = shown(ward, council, qtbot)
    assert again.about.text() == f"What goes where comes from {mapping_file.default_path(council).name}."
    assert again.fill_button.hasFocus() or not again.fill_button.isEnabled()
    assert not again.work.unsaved


def test_closing_asks_whether_what_goes_where_is_kept(
    screen: TemplateScreen, council: Path, person: Person, qtbot: QtBot
) -> None:
    screen.work.place("cover.ward", "Start", "C4")
    person.answers.append(None)
    screen.give_up()
    person.answers.append(0)
    with qtbot.waitSignal(screen.cancelled):
        screen.give_up()
    assert mapping_file.read(mapping_file.default_path(council)).spots


def test_a_damaged_mapping_is_left_as_it_is(ward: Document, council: Path, light: QApplication, qtbot: QtBot) -> None:
    mapping_file.default_path(council).write_text("nonsense = [", encoding="utf-8")
    one = shown(ward, council, qtbot)
    assert "left as it is" in one.about.text()
    assert mapping_file.default_path(council).read_text(encoding="utf-8") == "nonsense = ["


def test_a_draft_follows_the_document(screen: TemplateScreen, ward: Document) -> None:
    screen.work.place("action_plan.action", "Progress", f"B{FIRST_ROW}")
    stop = ward.subscribe(screen.refresh)
    action = ward.store.rows("action", order="ref")[0]
    edits.edit(ward, "action", str(action["id"]), {"title": "Renamed"})
    stop()
    assert "Renamed" in [one.shown for one in screen.work.targets("Progress").values()]


def test_a_click_on_a_field_and_one_on_a_cell_is_all_it_takes(screen: TemplateScreen, qtbot: QtBot) -> None:
    item = screen.fields._items["cover.ward"]
    qtbot.mouseClick(
        screen.fields.tree.viewport(), Qt.MouseButton.LeftButton, pos=screen.fields.tree.visualItemRect(item).center()
    )
    assert "Where does Ward go?" in screen.asks.text()
    click(screen, "C4", qtbot)
    assert screen.work.where("cover.ward") == ("Start", "C4")
    click(screen, "C5", qtbot)  # nothing is taken up any more
    assert screen.work.where("cover.ward") == ("Start", "C4")


def test_a_double_click_puts_one_column_of_a_list_into_a_cell_and_not_the_next_as_well(
    screen: TemplateScreen, qtbot: QtBot
) -> None:
    screen._show_sheet("Progress")
    screen.take_up("action_plan.ref")
    where = click(screen, f"A{FIRST_ROW}", qtbot)
    qtbot.mouseDClick(screen.grid.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert screen.work.where("action_plan.ref") == ("Progress", f"A{FIRST_ROW}")
    assert screen.work.where("action_plan.theme") is None
    assert "Where does Theme go?" in screen.asks.text()


def click(screen: TemplateScreen, ref: str, qtbot: QtBot) -> QPoint:
    place = row_and_column(ref)
    assert place is not None
    where = screen.grid.visualRect(screen.grid.grid.index(place[0] - 1, place[1] - 1)).center()
    qtbot.mouseClick(screen.grid.viewport(), Qt.MouseButton.LeftButton, pos=where)
    return where


def test_the_other_columns_of_a_list_are_looked_for_where_the_first_is(screen: TemplateScreen, qtbot: QtBot) -> None:
    screen.work.place("action_plan.ref", "Progress", f"A{FIRST_ROW}")
    screen._show_sheet("Start")
    screen.take_up("action_plan.action")
    assert screen.shown_sheet == "Progress"
    assert screen.grid.currentIndex().row() == FIRST_ROW - 1


def test_a_list_says_how_many_rows_it_has_and_how_many_there_are(screen: TemplateScreen, qtbot: QtBot) -> None:
    screen.work.place("action_plan.ref", "Progress", f"A{FIRST_ROW}")
    screen._show_work()
    room, want = LAST_ROW - FIRST_ROW + 1, len(screen.work.data.tables["action_plan"])
    screen._show_sheet("Progress")
    assert screen.rows.said.text() == f"room for {room}, {want} to fill"
    assert screen.rows.said.property("tone") == ("warning" if want > room else "soft")


def test_a_list_too_long_for_its_rows_leads_to_the_box_for_the_last_of_them(
    screen: TemplateScreen, qtbot: QtBot
) -> None:
    screen.work.place("action_plan.ref", "Progress", f"A{FIRST_ROW}")
    screen.work.give_rows(screen.work.mapping.lists[0], FIRST_ROW, FIRST_ROW)
    screen._show_work()
    shown = next(one for one in screen.problems.buttons if one.accessibleName() == "Show the rows of Progress")
    qtbot.mouseClick(shown, Qt.MouseButton.LeftButton)
    assert screen.shown_sheet == "Progress"
    assert screen.rows.last.hasFocus()


def test_tab_goes_from_the_problems_to_the_buttons_below(screen: TemplateScreen, qtbot: QtBot) -> None:
    screen.work.place("action_plan.rating", "Progress", f"E{FIRST_ROW}")
    screen._show_work()
    last = screen.problems.buttons[-1]
    qtbot.waitUntil(last.isVisible)
    last.setFocus()
    qtbot.keyClick(last, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is screen.frame.close_button


def test_large_text_in_a_small_window_puts_the_fields_above_the_cells(screen: TemplateScreen) -> None:
    screen.resize(500, 400)
    assert screen.frame.upper.orientation() == Qt.Orientation.Vertical
    screen.resize(1100, 720)
    assert screen.frame.upper.orientation() == Qt.Orientation.Horizontal


def test_what_was_pointed_at_is_kept_when_the_page_is_left(
    screen: TemplateScreen, council: Path, ward: Document
) -> None:
    screen.commit_pending()
    assert not mapping_file.default_path(council).exists()  # nobody has pointed at anything
    screen.work.place("cover.ward", "Start", "C4")
    screen.commit_pending()
    assert mapping_file.read(mapping_file.default_path(council)).spots == screen.work.mapping.spots
    assert not screen.work.unsaved


def test_where_the_template_lies_read_only_what_was_pointed_at_goes_beside_the_document(
    screen: TemplateScreen, council: Path, ward: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = mapping_file.write

    def refused(mapping: Mapping, path: Path) -> Path:
        if path.parent == council.parent:
            raise KnownError("read_only", "The folder takes no files.", "Nothing was written.", "")
        return really(mapping, path)

    monkeypatch.setattr(mapping_file, "write", refused)
    screen.work.place("cover.ward", "Start", "C4")
    screen.commit_pending()
    assert mapping_file.read(ward.path.parent / mapping_file.default_path(council).name).spots


def titles(screen: TemplateScreen) -> list[object]:
    return [row["action"] for row in screen.work.data.tables["action_plan"]] if screen.work.data else []


def test_the_return_of_a_large_document_is_made_while_the_screen_can_be_used(
    ward: Document, council: Path, light: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frame_words, "LARGE", 0)
    made_on: list[bool] = []
    make = returns.quarter_data

    def quarter_data(doc: Document, quarter: Quarter, version: int | None) -> ReturnData:
        made_on.append(threading.current_thread() is threading.main_thread())
        return make(doc, quarter, version)

    monkeypatch.setattr(returns, "quarter_data", quarter_data)
    one = shown(ward, council, qtbot)
    assert one.total.text() == "Working…"
    assert not one.fill_button.isEnabled()
    assert one.work.where("cover.ward") == ("Start", "C4")  # what goes where can be looked over meanwhile
    qtbot.waitUntil(lambda: titles(one) != [])
    assert "go into" in one.total.text()
    ward.subscribe(one.refresh)
    action = ward.store.rows("action", order="ref")[0]
    edits.edit(ward, "action", str(action["id"]), {"title": "Another name"})
    assert one.total.text() == "Working…"
    one.take_up("cover.quarter")
    one.undo()
    qtbot.waitUntil(lambda: "Another name" in titles(one))
    assert made_on == [False, False]
    one.undo()
    assert made_on == [False, False]  # a step of the mapping needs no other return


def test_a_return_that_changes_while_nobody_looks_is_made_when_somebody_does(
    screen: TemplateScreen, ward: Document
) -> None:
    ward.subscribe(screen.refresh)
    screen.hide()
    action = ward.store.rows("action", order="ref")[0]
    edits.edit(ward, "action", str(action["id"]), {"title": "Another name"})
    assert "Another name" not in titles(screen)
    screen.show()
    assert "Another name" in titles(screen)


def test_why_there_is_no_return_is_said_and_no_copy_is_filled(
    ward: Document, council: Path, light: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_doc: Document, _quarter: Quarter, _version: int | None) -> ReturnData:
        raise KnownError("not_kept", "The return was not kept.", "", "Begin a new version.")

    monkeypatch.setattr(returns, "quarter_data", refuse)
    one = shown(ward, council, qtbot)
    assert one.total.text() == "The return was not kept. Begin a new version."
    assert not one.fill_button.isEnabled()


def test_f6_passes_over_a_part_that_takes_no_keyboard(screen: TemplateScreen, qtbot: QtBot) -> None:
    assert not screen.fill_button.isEnabled()
    came_to = []
    for _ in range(4):
        qtbot.keyClick(screen, Qt.Key.Key_F6)
        here = QApplication.focusWidget()
        came_to.append(next(
            (n for n, one in enumerate((screen.fields.tree, screen.grid, screen.tabs))
             if here is not None and (one is here or one.isAncestorOf(here))), -1,
        ))  # fmt: skip
    assert came_to == [1, 2, 0, 1]  # from the box to find a field


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def in_sight() -> int:
    """How much of what has the keyboard is seen, in px from top to bottom."""
    return focused().visibleRegion().boundingRect().height()


def test_in_a_small_window_with_large_text_the_keyboard_is_always_in_sight(
    screen: TemplateScreen, light: QApplication, qtbot: QtBot
) -> None:
    screen.work.place("action_plan.ref", "Progress", f"A{FIRST_ROW}")
    screen._show_work()
    assert screen.fill_button.isEnabled()
    theme.apply(light, "light", 150)
    screen.resize(560, 400)
    screen.take_keyboard()
    for _ in range(4):
        qtbot.waitUntil(lambda: in_sight() >= min(focused().height(), 200))
        qtbot.keyClick(focused(), Qt.Key.Key_F6)
    screen.work.give_rows(screen.work.mapping.lists[0], FIRST_ROW, FIRST_ROW)
    screen._show_work()
    screen.fields.search.setFocus()
    qtbot.keyClick(screen, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: focused() is screen.problems.buttons[0] and in_sight() == focused().height())


def test_keeping_what_goes_where_by_key_leaves_the_keyboard_on_the_screen(screen: TemplateScreen, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    beside = QHBoxLayout(window)
    beside.addWidget(QPushButton("Home"))
    beside.addWidget(screen)
    with qtbot.waitActive(window):
        window.show()
    screen.work.place("action_plan.ref", "Progress", f"A{FIRST_ROW}")
    screen.work.give_rows(screen.work.mapping.lists[0], FIRST_ROW, FIRST_ROW)
    screen._show_work()
    assert not screen.fill_button.isEnabled()
    screen.frame.save_button.setFocus()
    qtbot.keyClick(screen.frame.save_button, Qt.Key.Key_Space)
    assert not screen.work.unsaved
    assert screen.fields.search.hasFocus()
    screen.setParent(None)  # the fixture closes it


def test_esc_asks_nothing_of_whoever_has_pointed_at_nothing(
    ward: Document, council: Path, light: QApplication, person: Person, qtbot: QtBot
) -> None:
    one = shown(ward, council, qtbot)
    assert one.work.unsaved  # the first guess
    with qtbot.waitSignal(one.cancelled):
        qtbot.keyClick(one, Qt.Key.Key_Escape)
    assert person.asked == []


def test_ctrl_enter_goes_to_what_is_in_the_way(screen: TemplateScreen, qtbot: QtBot) -> None:
    screen.work.place("action_plan.ref", "Progress", f"A{FIRST_ROW}")
    screen.work.give_rows(screen.work.mapping.lists[0], FIRST_ROW, FIRST_ROW)
    screen._show_work()
    qtbot.waitUntil(screen.problems.buttons[0].isVisible)
    screen.tabs.show_tab(1)
    screen.fields.search.setFocus()
    qtbot.keyClick(screen, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert screen.problems.buttons[0].hasFocus()
    qtbot.keyClick(screen.problems.buttons[0], Qt.Key.Key_Return)
    assert screen.rows.last.hasFocus()
    assert "Give the list a later last row" in screen.work.plan.errors[0].sentence
