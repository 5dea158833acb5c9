"""Files of the Activity counts page: a spreadsheet dropped on it, and what it may do meanwhile."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests import figure_files
from ward_desk.ui.pages.counts.counts import CountsPage
from ward_desk.ui.pages.figures.figures_import import ImportFigures

KEY = Qt.Key


def test_a_spreadsheet_dropped_on_the_page_takes_its_place_until_it_is_left(
    page: CountsPage, qtbot: QtBot, tmp_path: Path
) -> None:
    assert not page.drop_file(tmp_path / "picture.png")
    with qtbot.waitSignal(page.title_changed) as title:
        assert page.drop_file(figure_files.messy(tmp_path / "figures.xlsx"))
    assert title.args == ["Bring in figures"]
    (screen,) = page.findChildren(ImportFigures)
    assert page.usual.isHidden()
    assert not page.can_edit
    assert not page.drop_file(tmp_path / "figures.xlsx")
    with qtbot.waitSignal(page.title_changed) as title:
        qtbot.keyClick(screen.table, KEY.Key_Escape)
    assert title.args == ["Activity counts"]
    assert page.usual.isVisible()
    assert page.can_edit


def test_a_record_is_not_opened_over_a_file_on_its_way_in(page: CountsPage, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(page.title_changed):
        page.drop_file(figure_files.messy(tmp_path / "figures.xlsx"))
    with qtbot.waitSignal(page.said) as said:
        assert page.open_record("activity_count", str(page.doc.store.rows("activity_count")[0]["id"]))
    assert said.args == ["A file is being brought in: finish that, or cancel it, first"]
    page.figures_place.close()
