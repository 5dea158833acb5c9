"""The checks while people work: the number beside Returns, the words of the status bar, and the way back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Person
from ward_desk.core.check_groups import group
from ward_desk.core.checks import wanting
from ward_desk.core.periods import Quarter
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.returns import returns
from ward_desk.ui import frame_words, nav
from ward_desk.ui.app import Application
from ward_desk.ui.main_window import MainWindow
from ward_desk.ui.pages.returns.check.return_line import LineWidget
from ward_desk.ui.pages.returns.returns import ReturnsPage
from ward_desk.ui.prefs import Prefs

SAMPLE = Path(__file__).parents[2] / "sample_db" / "chesham.ward"
Q3 = Quarter(2023, 3)


@pytest.fixture
def window(qapp: QApplication, person: Person, prefs: Prefs, tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window with the sample ward, on Monday 18 December 2023."""
    path = Path(shutil.copy(SAMPLE, tmp_path / "chesham.ward"))
    prefs.last_page = "actions"
    app = Application(qapp, prefs, clock=lambda: datetime(2023, 12, 18, 9, 30))
    app.session.start(None)
    app.open_path(path)
    with qtbot.waitActive(app.window):
        app.window.show()
    yield app.window
    app.window.close()
    app.window.deleteLater()
    qapp.processEvents()


def document(window: MainWindow) -> Document:
    assert window.document is not None
    return window.document


def left(window: MainWindow) -> int:
    """How many causes are still wanted, by the checks themselves."""
    found = returns.checks(document(window), Q3)
    return len([one for one in group(found) if wanting(one.findings)])


def badge(window: MainWindow) -> object:
    pages = window.nav.pages
    return next(pages.item(n).data(nav.BADGE) for n in range(pages.count()) if pages.item(n).data(nav.KEY) == "returns")


def status(window: MainWindow) -> str:
    return " ".join(one.text() for one in window.status.findChildren(QLabel))


def keyboard() -> QWidget:
    """What has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def go_and_mend(window: MainWindow, code: str) -> tuple[ReturnsPage, LineWidget]:
    """From the checks of the return to the record of one finding, by keyboard."""
    page = window.show_page("returns")
    assert isinstance(page, ReturnsPage)
    page.take_keyboard()
    line = keyboard()
    while not (isinstance(line, LineWidget) and line.line.key[1] == code):
        QTest.keyClick(line, Qt.Key.Key_Down)
        assert keyboard() is not line
        line = keyboard()
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert window.page is not page
    return page, line


def test_the_number_beside_returns_and_the_status_bar_say_what_is_left(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: bool(badge(window)))
    number = left(window)
    assert badge(window) == number
    assert f"Q3 2023-24 return due 15 Jan 2024 · {number} things to fix, about " in status(window)


@pytest.mark.parametrize("large", [False, True])
def test_they_follow_what_is_mended_while_people_work(
    qtbot: QtBot, window: MainWindow, large: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if large:
        monkeypatch.setattr(frame_words, "LARGE", 0)
    qtbot.waitUntil(lambda: bool(badge(window)))
    before = badge(window)
    finding = next(one for one in returns.checks(document(window), Q3) if one.code == "no_delay_cause")
    edits.edit(document(window), "action", finding.row_id, {"delay_cause": "partner"})
    qtbot.waitUntil(lambda: badge(window) != before)
    assert badge(window) == left(window)


def test_a_large_ward_shows_its_checks_when_they_are_known(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frame_words, "LARGE", 0)
    qtbot.waitUntil(lambda: bool(badge(window)))
    edits.add(document(window), "organisation", {"name": "Paradigm Housing"})
    page = window.show_page("returns")
    assert isinstance(page, ReturnsPage)
    assert page.checks.heading.text() == "The checks are looking through the quarter…"
    qtbot.waitUntil(lambda: page.checks.heading.text().startswith("About "))


@pytest.mark.parametrize("key", [Qt.Key.Key_F8, Qt.Key.Key_Escape])
def test_after_mending_a_key_brings_back_the_return_at_the_next_line(
    qtbot: QtBot, window: MainWindow, key: Qt.Key
) -> None:
    page, line = go_and_mend(window, "no_delay_cause")
    place = page.checks.lines.index(line.line)
    following = page.checks.lines[place + 1]
    assert window.is_mending
    edits.edit(document(window), "action", line.line.findings[0].row_id, {"delay_cause": "partner"})
    for _ in range(3):  # Esc leaves the field, then the form, then the list
        if window.page is not page:
            QTest.keyClick(keyboard(), key)
    assert window.page is page
    now = keyboard()
    assert isinstance(now, LineWidget)
    assert now.line.key == following.key
    assert not window.is_mending


def test_going_elsewhere_meanwhile_is_no_mending_any_more(window: MainWindow) -> None:
    go_and_mend(window, "no_delay_cause")
    window.show_page("events")
    assert not window.is_mending
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not isinstance(window.page, ReturnsPage)
