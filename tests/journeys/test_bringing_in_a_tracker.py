"""An officer brings in the tracker kept until now: two rows corrected, all of it taken back, a later version of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests import trackers
from tests.journeys.conftest import Person
from ward_desk.core.records import RECORDS
from ward_desk.service.document import Document
from ward_desk.ui.app import Application
from ward_desk.ui.pages.plan.actions import ActionsPage
from ward_desk.ui.pages.tracker.import_tracker import ImportTracker

pytestmark = pytest.mark.journey

CTRL = Qt.KeyboardModifier.ControlModifier
KEY = Qt.Key
Press = Callable[..., None]


def everything(doc: Document) -> dict[str, list[dict[str, object]]]:
    return {table: sorted(doc.store.rows(table), key=lambda row: str(row["id"])) for table in RECORDS}  # type: ignore[misc]


def the_screen(app: Application, qtbot: QtBot) -> ImportTracker:
    """The import once its rows are worked out."""

    def there() -> bool:
        found = app.window.findChildren(ImportTracker)
        return bool(found) and found[-1].isVisible() and found[-1].bring_in.isEnabled()

    qtbot.waitUntil(there)
    return app.window.findChildren(ImportTracker)[-1]


def correct(screen: ImportTracker, qtbot: QtBot, number: int, target: str, words: str) -> None:
    screen.table.setFocus()
    screen.table.go((number, 0), target)
    QTest.keyClick(screen.table, KEY.Key_F2)
    editor = QApplication.focusWidget()
    assert editor is not None
    with qtbot.waitSignal(screen.model.corrected):
        QTest.keyClick(editor, KEY.Key_A, CTRL)
        QTest.keyClicks(editor, words)
        QTest.keyClick(editor, KEY.Key_Return)
    qtbot.waitUntil(screen.bring_in.isEnabled)


def test_a_messy_tracker_comes_in_with_two_rows_corrected_and_goes_again(
    desk: Application, press: Press, person: Person, qtbot: QtBot, tmp_path: Path
) -> None:
    doc = desk.window.document
    assert doc is not None
    before = everything(doc)
    person.files = [trackers.chesham(tmp_path / "tracker.xlsx")]
    press(desk, (KEY.Key_2, CTRL), (KEY.Key_I, CTRL))
    screen = the_screen(desk, qtbot)
    assert "problems" in screen.total.text()
    correct(screen, qtbot, 10, "due", "31 mar 2024")
    correct(screen, qtbot, 8, "due", "20 dec 2023")
    assert everything(doc) == before  # nothing is kept before it is said
    press(desk, (KEY.Key_Return, CTRL))
    qtbot.waitUntil(lambda: not desk.window.findChildren(ImportTracker))
    page = desk.window.page
    assert isinstance(page, ActionsPage)
    new = {str(row["title"]): row for row in doc.store.rows("action") if row not in before["action"]}
    assert new["Smoke-free park or playground"]["due"] == "2024-03-31"
    assert new["Jobs and Apprenticeships fair at the Elgiva"]["due"] == "2023-12-20"
    assert {"Community Day of Action", "Waste hot-spots with Paradigm Housing"} <= set(new)
    assert str(doc.undo_label).startswith("Bring in ")
    page.pane.focus_list()
    press(desk, (KEY.Key_Z, CTRL))
    assert everything(doc) == before


def test_a_tracker_dropped_on_the_window_begins_its_import_and_esc_leaves_the_plan_as_it_was(
    desk: Application, press: Press, qtbot: QtBot, tmp_path: Path
) -> None:
    doc = desk.window.document
    assert doc is not None
    before = everything(doc)
    press(desk, (KEY.Key_2, CTRL))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(trackers.hand_made(tmp_path / "tracker.csv")))])
    both = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(600, 400), Qt.DropAction.CopyAction, data, *both)
    QApplication.sendEvent(desk.window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(desk.window, QDropEvent(QPointF(600, 400), Qt.DropAction.CopyAction, data, *both))
    screen = the_screen(desk, qtbot)
    screen.table.setFocus()
    press(desk, KEY.Key_Escape)
    qtbot.waitUntil(lambda: not desk.window.findChildren(ImportTracker))
    assert everything(doc) == before


def test_a_file_that_is_no_tracker_is_told_and_the_plan_stays(
    desk: Application, press: Press, person: Person, qtbot: QtBot, tmp_path: Path
) -> None:
    doc = desk.window.document
    assert doc is not None
    before = everything(doc)
    person.files = [trackers.with_a_million_rows(tmp_path / "tracker.xlsx")]
    press(desk, (KEY.Key_2, CTRL), (KEY.Key_I, CTRL))
    qtbot.waitUntil(lambda: bool(person.told))
    assert "rows" in person.told[0]
    assert not desk.window.findChildren(ImportTracker)
    assert everything(doc) == before
