"""The tables of the centre's window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from ward_desk.ui.collation.collate_table import MOST_WRAPPED, Cell, CollateTable, Column
from ward_desk.ui.table.table_cells import row_height


@pytest.fixture
def table(qtbot, light) -> CollateTable:
    """A narrow table of one column that wraps and one of numbers."""
    made = CollateTable([Column("What", 100, 1), Column("No.", 50, right=True, whole="Number")], "Things")
    qtbot.addWidget(made)
    made.resize(300, 400)
    made.show()
    return made


def test_a_row_is_as_high_as_its_words_need_up_to_three_lines(table) -> None:
    long = "words that go on and on and do not fit one line"
    table.show_rows([[Cell("short"), Cell("1")], [Cell(long), Cell("2")], [Cell(long * 20), Cell("3")]])
    line = table.fontMetrics().lineSpacing()
    assert [table.rowHeight(at) for at in range(3)] == [row_height(), row_height() + line, row_height() + 2 * line]
    table.resize(2000, 400)
    assert table.rowHeight(1) == row_height()
    assert not table.grab().isNull()


def test_a_long_table_keeps_to_one_line_where_measuring_would_be_felt(table) -> None:
    rows = [[Cell("words that go on and on and do not fit one line"), Cell("1")]] * (MOST_WRAPPED + 1)
    table.show_rows(rows)
    assert table.rowHeight(MOST_WRAPPED - 1) > table.rowHeight(MOST_WRAPPED) == row_height()


def test_a_bar_and_a_mark_are_said_in_words(table) -> None:
    table.show_rows([[Cell("3 open: 2 Red, 1 Green", bar=(("red", 2), ("green", 1)), most=3), Cell("")]])
    index = table.rows.index(0, 0)
    assert index.data() == index.data(Qt.ItemDataRole.ToolTipRole) == "3 open: 2 Red, 1 Green"
    assert table.rows.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "Number: empty"


def test_a_bar_is_as_long_as_its_number(table) -> None:
    from ward_desk.ui import theme

    table.show_rows([[Cell("2", bar=(("red", 1), ("green", 1)), most=4), Cell("")],
                     [Cell("4", bar=(("red", 4),), most=4), Cell("")]])  # fmt: skip
    picture = table.viewport().grab().toImage()

    def wide(row: int, role: str) -> int:
        y = table.rowViewportPosition(row) + table.rowHeight(row) // 2 + 6  # below the number in it
        shade = theme.colour(role).rgb()
        return sum(1 for x in range(picture.width()) if picture.pixel(x, y) == shade)

    whole = wide(1, "fill_red")
    assert whole > 100
    assert abs(wide(0, "fill_red") - whole / 4) <= 2
    assert abs(wide(0, "fill_green") - whole / 4) <= 2


def test_several_chosen_rows_are_copied_and_otherwise_all(table) -> None:
    table.show_rows([[Cell(f"row\n{at}"), Cell(str(at))] for at in range(3)])
    assert table.as_text() == "What\tNumber\nrow 0\t0\nrow 1\t1\nrow 2\t2\n"
    chosen = table.selectionModel()  # and not selectRow, which asks which keys are held down
    for row, how in ((0, chosen.SelectionFlag.ClearAndSelect), (2, chosen.SelectionFlag.Select)):
        chosen.select(table.rows.index(row, 0), how | chosen.SelectionFlag.Rows)
    assert table.as_text() == "What\tNumber\nrow 0\t0\nrow 2\t2\n"
