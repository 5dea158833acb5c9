"""The public version of a return in the window, driven as people drive it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Person
from ward_desk.core.periods import Quarter
from ward_desk.core.pre_election import PreElection
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.returns import returns
from ward_desk.service.returns.public import public_return, public_rows
from ward_desk.service.surveys.told import you_said
from ward_desk.ui.pages.returns.instead.return_public import PublicPanel

Q3 = Quarter(2023, 3)


@pytest.fixture
def panel(ward: Document, light: QApplication, qtbot: QtBot) -> PublicPanel:
    for row in ward.store.rows("action", status="in_progress"):
        edits.edit(ward, "action", str(row["id"]), {"sharing": "public"})
    one = PublicPanel(ward)
    qtbot.addWidget(one)
    one.resize(900, 640)
    with qtbot.waitActive(one):
        one.show()
    one.open(Q3)
    return one


def test_it_says_what_it_is_made_of_and_how_much_is_public(panel: PublicPanel) -> None:
    assert panel.title.text() == "Public version of the Q3 2023-24 return"
    assert "draft" in panel.made_of.text()
    assert panel.numbers.text().startswith("Public: 3 of 6 actions, 0 of ")
    assert "No pre-election period is set" in panel.quiet.text()
    assert panel.quiet.property("tone") == "soft"


def test_the_words_become_public_with_a_tick_by_keyboard(panel: PublicPanel, ward: Document, qtbot: QtBot) -> None:
    assert panel.words.hasFocus()
    assert not panel.words.isChecked()
    qtbot.keyClick(panel.words, Qt.Key.Key_Space)
    assert public_return.words_may_be_public(ward, Q3)
    assert panel.words.isChecked()
    qtbot.keyClick(panel.words, Qt.Key.Key_Space)
    assert not public_return.words_may_be_public(ward, Q3)


def test_in_a_document_to_read_only_the_tick_can_not_be_set(ward_path: Path, light: QApplication, qtbot: QtBot) -> None:
    doc = Document.open(ward_path, read_only=True)
    one = PublicPanel(doc)
    qtbot.addWidget(one)
    one.open(Q3)
    assert not one.words.isEnabled()
    assert one.export_button.isEnabled()
    doc.close()


def test_the_pre_election_period_is_said(panel: PublicPanel, ward: Document) -> None:
    you_said.set_pre_election(ward, PreElection(True))
    panel.refresh()
    assert panel.quiet.text() == public_rows.PRE_ELECTION
    assert panel.quiet.property("tone") == "warning"


def test_what_keeps_it_from_being_written_is_said(panel: PublicPanel, ward: Document) -> None:
    theme = str(ward.store.rows("theme")[0]["id"])
    edits.edit(ward, "theme", theme, {"label": "Ring 07700 900123"})
    panel.refresh()
    assert "Theme: phone number" in panel.problem.text()
    assert panel.problem.isVisibleTo(panel)
    assert not panel.export_button.isEnabled()
    assert not panel.preview.isVisibleTo(panel)
    edits.edit(ward, "theme", theme, {"label": "Youth"})
    panel.refresh()
    assert panel.export_button.isEnabled()
    assert not panel.problem.isVisibleTo(panel)


def test_it_is_written_under_a_name_of_its_own(
    panel: PublicPanel, person: Person, tmp_path: Path, qtbot: QtBot
) -> None:
    person.files = [tmp_path / "public"]
    with qtbot.waitSignal(panel.files.said):
        qtbot.mouseClick(panel.export_button, Qt.MouseButton.LeftButton)
    assert panel.written.text() == "Written: public.xlsx"
    assert returns.read_back(tmp_path / "public.xlsx").header.audience == "public"
    qtbot.waitUntil(lambda: panel.csv_button.isEnabled())
    person.files = [tmp_path]
    with qtbot.waitSignal(panel.files.said):
        qtbot.mouseClick(panel.csv_button, Qt.MouseButton.LeftButton)
    assert (tmp_path / "chesham-public-return-2023-24-q3" / "return.csv").exists()
    qtbot.waitUntil(lambda: not panel.files.busy)


def test_what_was_checked_is_no_sheet_for_the_public(panel: PublicPanel) -> None:
    sheets = panel.preview.sheets
    names = [sheets.tabText(at).rpartition(" ")[0] for at in range(sheets.count())]
    assert "Action plan" in names
    assert "Checks" not in names


def test_one_can_go_back(panel: PublicPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.closed):
        qtbot.mouseClick(panel.close_button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(panel.closed):
        qtbot.keyClick(panel.words, Qt.Key.Key_Escape)


def test_in_a_small_window_only_the_sheet_scrolls(panel: PublicPanel, qtbot: QtBot) -> None:
    area = panel.findChildren(QScrollArea)[0]
    assert area.isAncestorOf(panel.preview)
    panel.resize(764, 477)
    qtbot.waitUntil(lambda: panel.width() == 764)
    QApplication.processEvents()
    assert area.verticalScrollBar().maximum() == 0
