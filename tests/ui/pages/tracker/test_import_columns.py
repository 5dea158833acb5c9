"""The columns of a tracker, and what each becomes."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ward_desk.core.tracker.tracker import Cell, Sheet
from ward_desk.ui.pages.tracker.import_columns import ColumnLines
from ward_desk.ui.widgets import ElidedLabel


@pytest.mark.usefixtures("light")
def test_the_own_words_of_a_heading_under_another_come_first(qtbot: QtBot) -> None:
    over = Cell("When", "When", merged=True)
    page = Sheet("Plan", ((Cell("No", "No"), over, over), (Cell("", None), Cell("Start", "Start"), Cell("End", "End"))))
    lines = ColumnLines()
    qtbot.addWidget(lines)
    lines.load(page, 1)
    said = [one.words for one in lines.findChildren(QLabel) if isinstance(one, ElidedLabel)]
    assert said[::2] == ["No", "Start (When)", "End (When)"]
