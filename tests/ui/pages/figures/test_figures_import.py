"""The guided import of figures and of a ward profile, driven by keys and mouse as people drive it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests import figure_files
from tests.ui.conftest import Person
from ward_desk.exchange import figures_file
from ward_desk.service import edits
from ward_desk.service.counts import figures_in, profile_in
from ward_desk.service.counts.figures_preview import Subject
from ward_desk.service.document import Document
from ward_desk.ui.pages.figures.figures_import import COLUMNS, ImportFigures

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
ROWS = [["Count", "Apr", "May", "Total"], ["Skips filled", 4, 5, 9], ["Skip rounds", 1, 2, 3]]
PROFILE = [["Indicator", "Area", "Value"], ["Claimants", "Chesham", 4.2], ["Claimants", "England", 4.0]]


def shown(doc: Document, qtbot: QtBot, path: Path, rows: Sequence[Sequence[Any]], subject: Subject) -> ImportFigures:
    file = figures_file.read(figure_files.workbook(path, rows))
    one = ImportFigures(doc, file, subject)
    qtbot.addWidget(one, before_close_func=lambda made: made.close_down())
    one.resize(1190, 700)
    with qtbot.waitActive(one):
        one.show()
    one.table.setFocus()
    return one


@pytest.fixture
def screen(empty_ward: Document, light: QApplication, qtbot: QtBot, tmp_path: Path) -> ImportFigures:
    """Two counts over two months; one of them the ward has."""
    edits.add(empty_ward, "activity_count", {"name": "Skips filled", "nature": "flow", "unit": "skips"})
    return shown(empty_ward, qtbot, tmp_path / "skips.xlsx", ROWS, figures_in.SUBJECT)


@pytest.fixture
def profile(ward: Document, light: QApplication, qtbot: QtBot, tmp_path: Path) -> ImportFigures:
    """An indicator for two areas, with neither source nor date."""
    return shown(ward, qtbot, tmp_path / "profile.xlsx", PROFILE, profile_in.SUBJECT)


def test_it_says_what_it_comes_to(screen: ImportFigures) -> None:
    assert screen.total.text() == "4 values: 2 new, 2 left out."
    assert screen.bring_in.text() == "Bring in 2 figures"
    assert screen.tabs.bar.tabText(0) == "Names (1 to check)"
    assert screen.detail.text().endswith("Skips filled, Apr 2023: the file says 4. It comes in as 4.")


def test_a_name_becomes_a_new_count_by_keyboard(screen: ImportFigures, qtbot: QtBot, empty_ward: Document) -> None:
    qtbot.keyClick(screen.table, KEY.Key_F6)
    choice = screen.names.choice_of("Skip rounds")
    assert QApplication.focusWidget() is choice
    qtbot.keyClick(choice, KEY.Key_Down)
    assert screen.bring_in.text() == "Bring in 4 figures"
    with qtbot.waitSignal(screen.finished) as done:
        qtbot.keyClick(choice, KEY.Key_Return, CTRL)
    assert done.args == ["Brought in 4 figures from skips.xlsx"]
    assert "Skip rounds" in [row["name"] for row in empty_ward.store.rows("activity_count")]


def test_space_leaves_a_value_out_and_takes_it_in_again(screen: ImportFigures, qtbot: QtBot) -> None:
    qtbot.keyClick(screen.table, KEY.Key_Space)
    assert screen.total.text() == "4 values: 1 new, 3 left out."
    assert "You left it out." in screen.detail.text()
    qtbot.keyClick(screen.table, KEY.Key_Space)
    assert screen.bring_in.text() == "Bring in 2 figures"


def test_the_year_of_the_months_can_be_changed(screen: ImportFigures) -> None:
    assert screen.year.isVisible()
    screen.year.setCurrentIndex(screen.year.place(2022))
    assert {screen.model.line(row).of for row in range(4)} == {"Apr 2022", "May 2022"}


def test_a_column_can_be_something_else(screen: ImportFigures) -> None:
    screen.tabs.show_tab(COLUMNS)
    choice = screen.columns.choices[2]
    choice.setCurrentIndex(choice.place("out"))
    assert screen.bring_in.text() == "Bring in 1 figure"


def test_values_are_narrowed_to_those_of_a_kind(screen: ImportFigures) -> None:
    screen.shown.setCurrentIndex(screen.shown.place("out"))
    assert [screen.model.line(row).name for row in range(screen.model.rowCount())] == ["Skip rounds"] * 2


def test_leaving_asks_once_something_was_chosen(
    screen: ImportFigures, qtbot: QtBot, person: Person, empty_ward: Document
) -> None:
    qtbot.keyClick(screen.table, KEY.Key_Space)
    person.answers = [None, 0]
    qtbot.keyClick(screen.table, KEY.Key_Escape)
    with qtbot.waitSignal(screen.cancelled):
        qtbot.keyClick(screen.table, KEY.Key_Escape)
    assert len(person.asked) == 2
    assert empty_ward.store.rows("figure") == []


def test_what_changes_in_the_document_meanwhile_is_seen(screen: ImportFigures, empty_ward: Document) -> None:
    empty_ward.subscribe(screen.refresh)
    edits.add(empty_ward, "activity_count", {"name": "Skip rounds", "nature": "flow", "unit": "rounds"})
    screen.choices.guessed.clear()
    screen.refresh(edits.edit(empty_ward, "partnership", str(empty_ward.partnership["id"]), {"town": "Chesham town"}))
    assert screen.bring_in.text() == "Bring in 4 figures"


def test_nothing_is_cut_off_in_the_smallest_window(screen: ImportFigures, qtbot: QtBot) -> None:
    screen.resize(760, 420)
    qtbot.waitUntil(lambda: screen.width() == 760)
    choice = screen.names.choice_of("Skip rounds")
    assert choice.mapTo(screen.names, QPoint(choice.width(), 0)).x() <= screen.names.width()
    assert screen.bring_in.geometry().right() <= 760
    assert screen.table.isColumnHidden(1)


def test_a_profile_asks_for_its_source_and_date(profile: ImportFigures, qtbot: QtBot, ward: Document) -> None:
    assert not profile.bring_in.isEnabled()
    qtbot.keyClick(profile.table, KEY.Key_F6)
    source = profile.names.fields["source"]
    assert QApplication.focusWidget() is source
    qtbot.keyClicks(source, "DWP")
    qtbot.keyClick(source, KEY.Key_Tab)
    dated = QApplication.focusWidget()
    assert dated is profile.names.fields["dated"]
    qtbot.keyClicks(dated, "30/11/2023")
    assert profile.bring_in.text() == "Bring in 2 profile values"
    qtbot.keyClick(dated, KEY.Key_Return, CTRL)
    made = [row for row in ward.store.rows("profile_line") if row["source"] == "DWP"]
    assert [(row["ward_value"], row["national_value"], row["dated"]) for row in made] == [(4.2, 4.0, "2023-11-30")]


def test_of_very_many_names_the_first_hundred_are_asked_about(
    empty_ward: Document, light: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    rows = [["Count", "Nov 2023", "Dec 2023"], *([f"Thing {number:03}", 1, 2] for number in range(104))]
    screen = shown(empty_ward, qtbot, tmp_path / "many.xlsx", rows, figures_in.SUBJECT)
    assert len(screen.names.choices) == 100
    assert "208 values" in screen.total.text()
