"""An officer brings in a messy spreadsheet of figures by keyboard, takes it back, and sends figures on as a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests import figure_files
from tests.journeys.conftest import Person
from ward_desk.store import counts
from ward_desk.ui.app import Application
from ward_desk.ui.pages.figures.figures_import import ImportFigures

pytestmark = pytest.mark.journey

CTRL = Qt.KeyboardModifier.ControlModifier
KEY = Qt.Key
Press = Callable[..., None]


def test_a_messy_spreadsheet_comes_in_by_keyboard_and_goes_again(
    desk: Application, press: Press, person: Person, qtbot: QtBot, tmp_path: Path
) -> None:
    doc = desk.window.document
    assert doc is not None
    before = doc.store.rows("figure")
    person.files = [figure_files.messy(tmp_path / "key figures.xlsx")]
    press(desk, (KEY.Key_5, CTRL), (KEY.Key_I, CTRL))
    qtbot.waitUntil(lambda: bool(desk.window.findChildren(ImportFigures)))
    (screen,) = desk.window.findChildren(ImportFigures)
    qtbot.waitUntil(screen.table.hasFocus)
    assert screen.total.text() == "15 values: 1 new, 5 to change, 5 refused, 4 left out."
    press(desk, KEY.Key_F6, KEY.Key_Tab)
    assert QApplication.focusWidget() is screen.names.choice_of("Pop-up cafes held")
    press(desk, KEY.Key_Down)
    assert screen.bring_in.text() == "Bring in 10 figures"
    press(desk, (KEY.Key_Return, CTRL))
    qtbot.waitUntil(lambda: not desk.window.findChildren(ImportFigures))
    assert doc.undo_label == "Bring in 10 figures from key figures.xlsx"
    made = {row["name"]: str(row["id"]) for row in doc.store.rows("activity_count")}
    cafes = counts.figure_for(doc.store, made["Pop-up cafes held"], "2023-11")
    assert cafes is not None
    assert (cafes["value"], cafes["precision"]) == (50, "at_least")
    bulky = counts.figure_for(doc.store, made["Bulky items cleared"], "2023-10")
    assert bulky is not None
    assert (bulky["value"], bulky["precision"]) == (50, "about")
    press(desk, (KEY.Key_Z, CTRL))
    assert doc.store.rows("figure") == before
    assert "Pop-up cafes held" not in [row["name"] for row in doc.store.rows("activity_count")]


def test_figures_go_out_as_a_file(
    desk: Application, press: Press, person: Person, qtbot: QtBot, tmp_path: Path
) -> None:
    person.answers = [1]
    person.files = [tmp_path / "figures.csv"]
    press(desk, (KEY.Key_5, CTRL), (KEY.Key_E, CTRL))
    qtbot.waitUntil((tmp_path / "figures.csv").exists)
    assert "For the programme." in (tmp_path / "figures.csv").read_text("utf-8-sig")
