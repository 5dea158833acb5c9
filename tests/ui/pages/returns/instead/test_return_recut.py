"""Re-cutting for two dates in the window, driven as people drive it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Person
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.ui.app import Application
from ward_desk.ui.pages.returns.instead.return_recut import RecutPanel
from ward_desk.ui.pages.returns.returns import ReturnsPage
from ward_desk.ui.prefs import Prefs


@pytest.fixture
def panel(ward: Document, light: QApplication, qtbot: QtBot) -> RecutPanel:
    one = RecutPanel(ward)
    qtbot.addWidget(one)
    one.resize(900, 640)
    with qtbot.waitActive(one):
        one.show()
    one.open()
    return one


def test_tab_comes_to_the_dates_offered_before_what_is_made_of_them(panel: RecutPanel, qtbot: QtBot) -> None:
    panel.open()  # a second time, with other buttons
    qtbot.waitUntil(panel.presets[-1].isVisible)
    passed = list[QWidget]()
    while panel.export_button not in passed:
        here = QApplication.focusWidget()
        assert here is not None
        passed.append(here)
        qtbot.keyClick(here, Qt.Key.Key_Tab)
    assert passed[:3] == [panel.first, panel.last, panel.audience]
    assert passed[3 : 3 + len(panel.presets)] == panel.presets


def type_date(qtbot: QtBot, panel: RecutPanel, name: str, words: str) -> None:
    field = panel.first if name == "first" else panel.last
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, words)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def figure(panel: RecutPanel, measure: str) -> str:
    model = panel.table.model()
    for row in range(model.rowCount()):
        if model.index(row, 0).data() == measure:
            return str(model.index(row, 1).data())
    raise AssertionError(measure)


def preset(panel: RecutPanel, name: str) -> QPushButton:
    return next(one for one in panel.findChildren(QPushButton) if one.text() == name and one.isVisibleTo(panel))


def test_it_opens_on_the_last_six_weeks_with_the_keyboard_in_the_first_date(panel: RecutPanel) -> None:
    assert (panel.first.text(), panel.last.text()) == ("7 Nov 2023", "18 Dec 2023")
    assert panel.first.hasFocus()
    assert panel.export_button.isEnabled()
    assert panel.sheet.currentText().startswith("Summary")


def test_typed_dates_are_read_and_shown_at_once(panel: RecutPanel, qtbot: QtBot) -> None:
    type_date(qtbot, panel, "first", "1/10/23")
    assert panel.first.text() == "1 Oct 2023"
    assert figure(panel, "Feedback heard") == "2"
    type_date(qtbot, panel, "last", "31 oct 2023")
    assert panel.last.text() == "31 Oct 2023"
    assert figure(panel, "Feedback heard") == "1"


def test_dates_the_wrong_way_round_are_said_and_nothing_can_be_written(panel: RecutPanel, qtbot: QtBot) -> None:
    type_date(qtbot, panel, "last", "1/10/2023")
    assert "comes after 1 Oct 2023" in panel.problem.text()
    assert panel.problem.isVisibleTo(panel)
    assert not panel.table.isVisibleTo(panel)
    assert not panel.export_button.isEnabled()
    type_date(qtbot, panel, "last", "31/2/2023")
    assert panel.problem.text() == "There is no 31 February. Type a day that month has."
    qtbot.mouseClick(preset(panel, "This quarter so far"), Qt.MouseButton.LeftButton)
    assert not panel.problem.isVisibleTo(panel)
    assert (panel.first.text(), panel.last.text()) == ("1 Oct 2023", "18 Dec 2023")
    assert panel.table.isVisibleTo(panel)


def test_the_dates_often_asked_for_are_one_key_away(panel: RecutPanel, qtbot: QtBot) -> None:
    half = preset(panel, "Half year to 30 Sep 2023")
    half.setFocus()
    qtbot.keyClick(half, Qt.Key.Key_Space)
    assert (panel.first.text(), panel.last.text()) == ("1 Apr 2023", "30 Sep 2023")
    assert half.toolTip() == "1 Apr 2023 to 30 Sep 2023"


def test_for_the_public_it_shows_only_what_is_public(panel: RecutPanel, qtbot: QtBot) -> None:
    assert figure(panel, "Open actions") != "0"
    qtbot.keyClick(panel.audience, Qt.Key.Key_Down)
    assert panel.audience.currentText() == "The public"
    assert figure(panel, "Open actions") == "0"


def test_each_sheet_can_be_looked_at(panel: RecutPanel, qtbot: QtBot) -> None:
    qtbot.keyClick(panel.sheet, Qt.Key.Key_Down)
    assert panel.sheet.currentText().startswith("Action plan")
    assert panel.table.model().headerData(0, Qt.Orientation.Horizontal) == "Reference"
    panel.show_dates()
    assert panel.sheet.currentText().startswith("Action plan")  # it stays there
    qtbot.keyClick(panel.sheet, Qt.Key.Key_Home)
    assert panel.table.model().index(0, 0).data() == "What this is"


def test_it_is_written_where_it_is_asked_to_be(panel: RecutPanel, person: Person, tmp_path: Path, qtbot: QtBot) -> None:
    panel.choose(date(2023, 10, 23), date(2023, 12, 3))
    person.files = [tmp_path / "board"]
    with qtbot.waitSignal(panel.files.said):
        qtbot.mouseClick(panel.export_button, Qt.MouseButton.LeftButton)
    assert panel.written.text() == "Written: board.xlsx"
    assert openpyxl.load_workbook(tmp_path / "board.xlsx")["Summary"]["A1"].value.endswith("23 Oct 2023 to 3 Dec 2023")
    qtbot.waitUntil(lambda: panel.csv_button.isEnabled())
    person.files = [tmp_path]
    with qtbot.waitSignal(panel.files.said):
        qtbot.mouseClick(panel.csv_button, Qt.MouseButton.LeftButton)
    assert (tmp_path / "chesham-recut-2023-10-23-to-2023-12-03" / "recut.csv").exists()
    qtbot.waitUntil(lambda: not panel.files.busy)


def test_a_question_left_unanswered_writes_nothing(panel: RecutPanel, person: Person, qtbot: QtBot) -> None:
    person.files = [None]
    qtbot.mouseClick(panel.export_button, Qt.MouseButton.LeftButton)
    assert person.asked == ["Export the re-cut"]
    assert not panel.files.busy


def test_opening_it_again_keeps_the_dates_and_shows_what_has_changed(panel: RecutPanel, ward: Document) -> None:
    panel.choose(date(2023, 12, 1), date(2023, 12, 18))
    before = figure(panel, "Feedback heard")
    edits.add(ward, "feedback", {"words": "More light", "heard_on": "2023-12-02"})
    panel.open()
    assert panel.first.text() == "1 Dec 2023"
    assert figure(panel, "Feedback heard") == str(int(before) + 1)


def test_one_can_go_back(panel: RecutPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.closed):
        qtbot.mouseClick(panel.close_button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(panel.closed):
        qtbot.keyClick(panel.first, Qt.Key.Key_Escape)


def test_closing_the_window_with_the_keyboard_in_a_date_reads_nothing_more(
    ward_path: Path, prefs: Prefs, light: QApplication, qtbot: QtBot
) -> None:
    app = Application(light, prefs, clock=lambda: datetime(2023, 12, 18, 9))
    prefs.last_page = "returns"
    app.open_path(ward_path)
    qtbot.addWidget(app.window)
    with qtbot.waitActive(app.window):
        app.window.show()
    page = app.window.page
    assert isinstance(page, ReturnsPage)
    page.show_recut()
    panel = page.instead.panel
    assert isinstance(panel, RecutPanel)
    assert panel.first.hasFocus()
    with qtbot.captureExceptions() as caught:
        app.window.close()  # the field loses the keyboard once the document is closed
        QApplication.processEvents()
    assert caught == []
