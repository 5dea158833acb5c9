"""Blocks of the grid of counts: filled, copied as text and as a table, pasted at once or after a look."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from tests.ui.pages.counts.conftest import At, Press
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.ui.pages.counts.counts import CountsPage
from ward_desk.ui.pages.counts.grid.count_cells import month_key
from ward_desk.ui.pages.counts.grid.count_grid import cell_of
from ward_desk.ui.pages.counts.grid.count_paste import PasteView

KEY = Qt.Key
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def leaflets(page: CountsPage) -> str:
    """Another flow of sessions, listed right below the first."""
    return edits.add(page.doc, "activity_count", {"name": "Reading club sessions", "unit": "sessions", "position": 99})


def words(page: CountsPage, count_id: str) -> list[str]:
    record = page.pane.model.record_of(count_id)
    return [cell_of(record, month_key(n)).words for n in range(12)]


def clipboard(words: str = "") -> str:
    if words:
        QGuiApplication.clipboard().setText(words)
    return QGuiApplication.clipboard().text()


def paste_view(page: CountsPage) -> PasteView:
    view = page.findChild(PasteView)
    assert view is not None
    return view


def test_fill_right_goes_from_the_first_column_and_is_one_operation(
    page: CountsPage, sessions: str, at: At, press: Press
) -> None:
    at(sessions, "2023-12")
    press((KEY.Key_Right, SHIFT), (KEY.Key_Right, SHIFT), (KEY.Key_Right, SHIFT))
    page.fill_right()
    assert words(page, sessions)[8:] == ["3", "3", "3", "3"]
    assert page.doc.undo_label == "Fill 3 figures"
    page.doc.undo()
    assert words(page, sessions)[8:] == ["3", "", "", ""]


def test_fill_down_takes_the_cell_above_and_passes_over_what_counts_something_else(
    page: CountsPage, sessions: str, share: str, leaflets: str, at: At, press: Press, qtbot: Any
) -> None:
    rows = [page.pane.model.row_of(one) for one in (sessions, leaflets)]
    at(sessions, "2023-12")
    place = page.grid.currentIndex().column()
    page.grid.go_to(min(rows), place)
    page.grid.go_to(max(rows), place, extend=True)
    with qtbot.waitSignal(page.said) as said:
        page.fill_down()
    assert said.args == ["Left as they are: 1 counts something else"] or abs(rows[0] - rows[1]) == 1
    assert words(page, leaflets)[8] == "3"


def test_computed_cells_are_left_out_of_a_fill_and_said(page: CountsPage, at: At, press: Press, qtbot: Any) -> None:
    one = edits.add(page.doc, "activity_count", {"name": "Residents", "unit": "people", "computed": "residents"})
    at(one, "2023-10")
    press((KEY.Key_Right, SHIFT))
    with qtbot.waitSignal(page.said) as said:
        page.fill_right()
    assert said.args == ["Left as they are: 1 adds up from events"]


def test_a_block_is_copied_as_it_is_typed_and_as_a_table(page: CountsPage, sessions: str, at: At, press: Press) -> None:
    at(sessions, "2023-11")
    press("about 1,250", KEY.Key_Return)
    at(sessions, "2023-11")
    press((KEY.Key_Right, SHIFT), (KEY.Key_C, CTRL))
    assert clipboard() == "about 1,250\t3"
    assert "<td>about 1,250</td><td>3</td>" in QGuiApplication.clipboard().mimeData().html()
    page.copy_with_headings()
    assert clipboard() == "Activity count\tNov 2023\tDec 2023\nHomework club sessions\tabout 1,250\t3"
    at(sessions, "2024-01")
    clipboard("about 1,250\t3")
    press((KEY.Key_V, CTRL))
    assert words(page, sessions)[9:11] == ["~1,250", "3"]


def test_a_block_that_fits_is_pasted_at_once_and_taken_back_as_one(
    page: CountsPage, sessions: str, at: At, press: Press, qtbot: Any
) -> None:
    clipboard("1\t2\tabout 3\r\n")
    at(sessions, "2023-04")
    with qtbot.waitSignal(page.said) as said:
        press((KEY.Key_V, CTRL))
    assert said.args == ["Pasted 3 figures"]
    assert words(page, sessions)[:3] == ["1", "2", "~3"]
    assert page.doc.undo_label == "Paste 3 figures"
    page.doc.undo()
    assert words(page, sessions)[:3] == ["", "", ""]


def test_a_block_with_names_and_headings_is_looked_at_first_and_pasted_with_enter(
    page: CountsPage, sessions: str, share: str, at: At, press: Press
) -> None:
    clipboard(
        "Measure\tQ3\tApr\tNov 2023\tTotal\n"
        "Homework club sessions\t\t4\t9\t13\n"
        "Pupils who come back\t20 of 22\t\t\t\n"
        "Bins emptied\t\tlots\t\t\n"
    )
    at(sessions, "2024-03")
    press((KEY.Key_V, CTRL))
    view = paste_view(page)
    assert page.usual.isHidden()
    assert view.summary.text() == (
        "Rows are matched by the name of the count, columns by their heading. 1 new, 2 that change what is there,"
        " 1 left out, 5 empty cells, which leave things as they are."
        " Columns that are no month or quarter are left out: Total."
    )
    model = view.table.model()
    lines = [[model.index(row, at).data() for at in range(5)] for row in range(model.rowCount())]
    assert lines == [
        ["Bins emptied", "Apr 2023", None, "left out: lots", "There is no one count called “Bins emptied”."],
        ["CHE-C15 Homework club sessions", "Nov 2023", "8", "9", "Changes"],
        ["CHE-C16 Pupils who come back", "Q3 2023-24", "18 of 22", "20 of 22", "Changes"],
        ["CHE-C15 Homework club sessions", "Apr 2023", None, "4", "New"],
    ]
    assert view.go.text() == "Paste 3 figures"
    assert QApplication.focusWidget() is view.go
    press(KEY.Key_Return)
    assert not page.usual.isHidden()
    assert (words(page, sessions)[0], words(page, sessions)[7]) == ("4", "9")
    assert page.doc.undo_label == "Paste 3 figures"
    assert QApplication.focusWidget() is page.grid


def test_escape_leaves_everything_as_it_was(page: CountsPage, sessions: str, at: At, press: Press) -> None:
    before = page.doc.undo_label
    clipboard("5\tlots")
    at(sessions, "2023-04")
    press((KEY.Key_V, CTRL))
    assert paste_view(page).go.text() == "Paste 1 figure"
    press(KEY.Key_Escape)
    assert page.doc.undo_label == before
    assert not page.usual.isHidden()


def test_one_cell_is_pasted_into_all_that_are_chosen(page: CountsPage, sessions: str, at: At, press: Press) -> None:
    clipboard("0")
    at(sessions, "2023-04")
    press((KEY.Key_Right, SHIFT), (KEY.Key_Right, SHIFT), (KEY.Key_V, CTRL))
    assert words(page, sessions)[:4] == ["0", "0", "0", "–"]


def test_nothing_to_paste_is_said(page: CountsPage, sessions: str, at: At, press: Press, qtbot: Any) -> None:
    clipboard("\n")
    at(sessions, "2023-04")
    with qtbot.waitSignal(page.said) as said:
        press((KEY.Key_V, CTRL))
    assert said.args == ["There are no figures to paste. Copy some cells of a spreadsheet first"]


def test_a_paste_takes_the_place_of_what_was_refused(
    page: CountsPage, sessions: str, ward: Document, at: At, press: Press
) -> None:
    at(sessions, "2023-12")
    press("numerous", KEY.Key_Return)
    clipboard("17")
    at(sessions, "2023-12")
    press((KEY.Key_V, CTRL))
    assert words(page, sessions)[8] == "17"
    assert page.refused.cells == {}


def test_a_count_opened_meanwhile_is_shown_in_place_of_what_is_on_its_way_in(
    page: CountsPage, sessions: str, share: str, at: At, press: Press
) -> None:
    clipboard("5\tlots")
    at(sessions, "2023-04")
    press((KEY.Key_V, CTRL))
    assert not page.can_edit
    assert page.open_record("activity_count", share)
    assert page.can_edit
    assert not page.usual.isHidden()
