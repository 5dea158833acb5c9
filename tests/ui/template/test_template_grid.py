"""The cells of a template look about as they do in a spreadsheet, so that people know their sheet."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ward_desk.exchange.template.template_file import Template, open_template
from ward_desk.service.template.mapping_work import Target
from ward_desk.ui import theme
from ward_desk.ui.template import template_sizes
from ward_desk.ui.template.template_grid import TemplateGrid

TITLE = "Quarterly monitoring return, to be sent back to the programme office by the fifteenth of the month"


@pytest.fixture
def template(tmp_path: Path) -> Template:
    """A sheet with columns of its own widths, a long title, and a row and a column that are hidden."""
    book = Workbook()
    sheet = book.active
    sheet["A1"] = TITLE
    for letter, wide in (("A", 6), ("B", 34), ("C", 12), ("D", 16)):
        sheet.column_dimensions[letter].width = wide
    sheet.column_dimensions["D"].hidden = True
    sheet.row_dimensions[3].hidden = True
    sheet["A3"], sheet["D5"] = "For the office", "Office use"
    sheet["A5"], sheet["B5"], sheet["C5"] = "No.", "Action", "Person responsible for it in the council"
    path = tmp_path / "return.xlsx"
    book.save(path)
    return open_template(path)


@pytest.fixture
def grid(template: Template, light: QApplication, qtbot: QtBot) -> TemplateGrid:
    one = TemplateGrid()
    qtbot.addWidget(one)
    one.show_sheet(template, template.sheets[0])
    return one


def test_columns_are_as_wide_as_the_council_made_them(grid: TemplateGrid) -> None:
    assert grid.columnWidth(1) == theme.px(34 * template_sizes.LETTER)
    assert grid.columnWidth(0) < grid.columnWidth(2) < grid.columnWidth(1)


def test_a_column_that_does_not_say_how_wide_it_is_has_room_for_its_words(
    tmp_path: Path, light: QApplication, qtbot: QtBot
) -> None:
    book = Workbook()
    book.active["B2"], book.active["C2"] = "Overall progress", "x"
    path = tmp_path / "plain.xlsx"
    book.save(path)
    template, one = open_template(path), TemplateGrid()
    qtbot.addWidget(one)
    one.show_sheet(template, template.sheets[0])
    assert one.columnWidth(1) > one.fontMetrics().horizontalAdvance("Overall progress") >= one.columnWidth(2)


def test_a_heading_too_long_for_its_column_goes_on_in_a_next_line(grid: TemplateGrid) -> None:
    assert grid.rowHeight(4) > grid.rowHeight(1) == theme.px(template_sizes.LINE)


def test_a_long_title_goes_on_over_the_empty_cells_beside_it(grid: TemplateGrid) -> None:
    model = grid.grid
    assert model.spills(1, 1)
    assert [model.spilled(1, column) for column in (2, 3)] == [1, 1]
    assert model.spilled(5, 2) == 0
    model.show_targets({(1, 2): Target("cover.ward", "Ward", "Chesham")}, {})
    assert not model.spills(1, 1)
    assert model.spilled(1, 3) == 0
    assert grid.rowHeight(0) == theme.px(template_sizes.LINE)


def test_what_the_council_has_hidden_is_shown_in_grey_and_says_so(grid: TemplateGrid) -> None:
    model = grid.grid
    across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
    assert [model.headerData(place, across) for place in (2, 3)] == ["C", "(D)"]
    assert model.headerData(2, down) == "(3)"
    assert "hidden" in model.about(3, 1)
    assert model.index(4, 3).data(Qt.ItemDataRole.ForegroundRole) == theme.colour("soft")
    assert model.index(4, 2).data(Qt.ItemDataRole.ForegroundRole) is None


def test_a_cell_with_something_in_its_way_has_a_mark_beside_its_colour(grid: TemplateGrid) -> None:
    grid.grid.show_targets(
        {(6, 3): Target("action_plan.rating", "Rating", "", in_list=True)}, {"C6": "Not in the list"}
    )
    assert grid.grid.index(5, 2).data() == "!"
    assert "Not in the list" in grid.grid.about(6, 3)


def test_a_sheet_is_painted_with_its_title_over_several_cells(grid: TemplateGrid, qtbot: QtBot) -> None:
    grid.resize(800, 300)
    with qtbot.waitExposed(grid):
        grid.show()
    picture = grid.viewport().grab().toImage()
    ratio = picture.devicePixelRatio()
    room = grid.visualRect(grid.grid.index(0, 1)).adjusted(4, 4, -4, -4)
    ink = {
        picture.pixelColor(round(x * ratio), round(room.center().y() * ratio)).name()
        for x in range(room.left(), room.right())
    }
    assert len(ink) > 2  # words, where the cell itself holds none
