"""The preview of a return: every sheet as it will stand in the workbook, what a check says marked in its cell."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.exchange.return_samples import chesham, row
from ward_desk.core.checks import Finding
from ward_desk.exchange.returns.return_sheets import SHEETS
from ward_desk.ui import theme
from ward_desk.ui.pages.returns.look.return_preview import Preview
from ward_desk.ui.pages.returns.look.return_sheet_table import MOST_WRAPPED

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
