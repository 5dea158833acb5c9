"""The preview of a return: every sheet as it will stand in the workbook, what a check says marked in its cell."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.exchange.return_samples import chesham, row
from ward_desk.core.checks import Finding
from ward_desk.exchange.returns.return_columns import Column
from ward_desk.exchange.returns.return_sheets import SHEETS
from ward_desk.ui import theme
from ward_desk.ui.pages.returns.look.return_preview import Preview
from ward_desk.ui.pages.returns.look.return_sheet_table import MOST_WRAPPED, SheetTable

WHY = Finding("no_explanation", "error", "action", "1", "rating_reason", "CHE-03", "CHE-03 is Amber. Say why.")


@pytest.fixture
def preview(light: QApplication, qtbot: QtBot) -> Preview:
    """A small return with something to explain."""
    one = Preview()
    qtbot.addWidget(one)
    one.resize(900, 600)
    one.show_data(chesham(), [WHY])
    with qtbot.waitActive(one):
        one.show()
    return one


def cell(preview: Preview, place: int, key: str, role: int = Qt.ItemDataRole.DisplayRole) -> object:
    columns = next(sheet for sheet in SHEETS if sheet.table == SHEETS[preview.sheets.currentIndex()].table).columns
    at = [column.key for column in columns].index(key)
    return preview.table.model().index(place, at).data(role)


def test_every_sheet_of_the_workbook_can_be_turned_to_by_keys(preview: Preview, qtbot: QtBot) -> None:
    assert preview.sheets.tabText(3) == "Action plan 2"
    preview.table.setFocus()
    seen = []
    for _ in SHEETS:
        qtbot.keyClick(preview.table, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
        seen.append(preview.sheets.currentIndex())
        assert SHEETS[seen[-1]].about in preview.about.text()
    assert sorted(seen) == list(range(len(SHEETS)))
    qtbot.keyClick(preview.table, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert preview.sheets.currentIndex() == seen[-2]


def test_a_cell_that_wants_something_says_so_in_words(preview: Preview) -> None:
    assert "1 cell wants something: marked ▲." in preview.about.text()
    assert cell(preview, 1, "why") == "▲ CHE-03 is Amber. Say why."
    assert cell(preview, 1, "why", Qt.ItemDataRole.BackgroundRole) == theme.colour("red_ground")
    assert cell(preview, 0, "why") == ""


def test_a_warning_that_was_explained_wants_nothing_more(preview: Preview) -> None:
    preview.show_data(chesham(), [WHY._replace(level="warning", explained="The hall is shut.")])
    assert "▲" not in preview.about.text()
    assert cell(preview, 1, "why") == ""


def test_a_missing_month_is_marked_in_its_own_column(preview: Preview) -> None:
    count = chesham().tables["activity_counts"][0]
    missing = Finding("missing_months", "warning", "activity_count", "1", "2023-12", str(count["ref"]), "No figure.")
    preview.show_data(chesham(), [missing])
    preview.show_sheet("activity_counts")
    assert str(cell(preview, 0, "month_3")).startswith("▲")
    assert not str(cell(preview, 0, "month_2")).startswith("▲")


def test_enter_asks_for_the_record_of_a_row(preview: Preview, qtbot: QtBot) -> None:
    preview.table.setFocus()
    preview.table.selectRow(1)
    with qtbot.waitSignal(preview.place_asked) as asked:
        qtbot.keyClick(preview.table, Qt.Key.Key_Return)
    assert asked.args == ["action", "CHE-03", ""]
    preview.show_sheet("summary")
    preview.table.selectRow(12)
    with qtbot.waitSignal(preview.place_asked) as asked:
        qtbot.keyClick(preview.table, Qt.Key.Key_Return)
    assert asked.args == ["quarterly_return", "", "progress"]


def test_long_texts_are_wrapped_until_there_are_too_many_to_measure(preview: Preview) -> None:
    words = "A long story about a hall and its key. " * 8
    data = chesham()
    data.tables["action_plan"] = [row("action_plan", ref="CHE-01", action=words), row("action_plan", action="Short")]
    preview.show_data(data)
    assert preview.table.rowHeight(0) > preview.table.rowHeight(1)
    data.tables["action_plan"] = [row("action_plan", action=words)] * (MOST_WRAPPED + 1)
    preview.show_data(data)
    assert preview.table.rowHeight(0) == preview.table.verticalHeader().defaultSectionSize()


def test_a_column_takes_no_more_room_than_what_it_holds(preview: Preview) -> None:
    keys = [column.key for column in next(sheet for sheet in SHEETS if sheet.table == "action_plan").columns]
    wide = {key: preview.table.columnWidth(place) for place, key in enumerate(keys)}
    assert wide["recommendation"] < wide["action"]  # which nobody filled in
    filled = chesham()
    filled.tables["action_plan"][0]["recommendation"] = "Better engagement and communication with residents"
    preview.show_data(filled)
    assert preview.table.columnWidth(keys.index("recommendation")) > wide["recommendation"]


def shrink(preview: Preview, qtbot: QtBot) -> None:
    preview.resize(730, 380)
    qtbot.waitUntil(preview.sheet.isVisible)


def test_with_little_height_the_sheets_are_one_drop_down_and_rows_stand_close(preview: Preview, qtbot: QtBot) -> None:
    assert preview.sheets.isVisible()
    assert not preview.sheet.isVisible()
    before = preview.table.rowHeight(1)
    shrink(preview, qtbot)
    assert not preview.sheets.isVisible()
    assert preview.sheet.currentText() == "Action plan (2)"
    assert preview.table.rowHeight(1) < before
    preview.resize(900, 600)
    qtbot.waitUntil(preview.sheets.isVisible)
    assert preview.sheets.isVisible()
    assert preview.table.rowHeight(1) == before


def test_the_drop_down_turns_to_a_sheet_and_follows_the_keys(preview: Preview, qtbot: QtBot) -> None:
    shrink(preview, qtbot)
    preview.sheet.setFocus()
    qtbot.keyClick(preview.sheet, Qt.Key.Key_Down)
    assert SHEETS[preview.sheets.currentIndex()].title == "On the horizon"
    preview.table.setFocus()
    qtbot.keyClick(preview.table, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert preview.sheet.currentText() == "Action plan (2)"


def test_the_keyboard_stays_on_the_names_of_the_sheets_when_the_window_shrinks(preview: Preview, qtbot: QtBot) -> None:
    preview.sheets.setFocus()
    shrink(preview, qtbot)
    assert QApplication.focusWidget() is preview.sheet
    preview.resize(900, 600)
    qtbot.waitUntil(preview.sheets.isVisible)
    assert preview.sheets.hasFocus()


def test_the_reference_stays_in_sight_when_the_sheet_is_scrolled_sideways(preview: Preview, qtbot: QtBot) -> None:
    table = preview.table
    assert not table.kept.isVisible()
    table.horizontalScrollBar().setValue(300)
    assert table.kept.isVisible()
    assert table.kept.width() == table.columnWidth(0)
    assert table.kept.rowHeight(1) == table.rowHeight(1)
    table.setFocus()
    table.selectRow(1)
    assert table.kept.selectionModel() is table.selectionModel()
    table.horizontalScrollBar().setValue(0)
    assert not table.kept.isVisible()


def test_arrow_keys_never_stand_on_a_cell_behind_the_reference(preview: Preview, qtbot: QtBot) -> None:
    table = preview.table
    table.setFocus()
    table.setCurrentIndex(table.model().index(1, table.model().columnCount() - 1))
    while table.currentIndex().column() > 1:
        qtbot.keyClick(table, Qt.Key.Key_Left)
        assert table.visualRect(table.currentIndex()).left() >= table.columnWidth(0)


def test_a_sheet_can_be_left_out(light: QApplication, qtbot: QtBot) -> None:
    public = Preview(without={"checks"})
    qtbot.addWidget(public)
    public.show_data(chesham())
    assert not [n for n in range(public.sheets.count()) if public.sheets.tabText(n).startswith("Checks")]
    public.show_sheet("notes")
    assert public.sheets.tabText(public.sheets.currentIndex()).startswith("Notes")


def test_a_column_that_nothing_stands_in_is_narrow_in_a_long_table_too(light: QApplication, qtbot: QtBot) -> None:
    table = SheetTable("Preview")
    qtbot.addWidget(table)
    columns = (Column("ref", "Reference", width=12), Column("theme", "Theme", width=40))
    table.show_rows(columns, [{"ref": f"CHE-{n}", "theme": None} for n in range(300)])
    narrow = table.columnWidth(1)
    assert narrow < table.columnWidth(0)
    table.show_rows(columns, [{"ref": f"CHE-{n}", "theme": "Health" if n == 299 else None} for n in range(300)])
    assert table.columnWidth(1) > 2 * narrow
