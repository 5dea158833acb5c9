"""Alt and a digit go to the parts of a return, as they change the view on other pages."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from ward_desk.ui.app import Application
from ward_desk.ui.pages.returns.return_frame import CHANGES, CHECK, PREVIEW, SIGN_OFF, WORDS
from ward_desk.ui.pages.returns.returns import ReturnsPage
from ward_desk.ui.prefs import Prefs


@pytest.fixture
def page(ward_path: Path, prefs: Prefs, light: QApplication, qtbot: QtBot) -> ReturnsPage:
    """The page in the window, whose keys they are."""
    app = Application(light, prefs, clock=lambda: datetime(2023, 12, 18, 9))
    prefs.last_page = "returns"
    app.open_path(ward_path)
    qtbot.addWidget(app.window)
    with qtbot.waitActive(app.window):
        app.window.show()
    found = app.window.page
    assert isinstance(found, ReturnsPage)
    return found


def press(qtbot: QtBot, digit: Qt.Key) -> None:
    qtbot.keyClick(QApplication.focusWidget(), digit, Qt.KeyboardModifier.AltModifier)


def test_alt_and_a_digit_go_to_the_parts_out_of_a_text_that_stays_as_it_is(page: ReturnsPage, qtbot: QtBot) -> None:
    press(qtbot, Qt.Key.Key_2)
    assert page.tabs.bar.currentIndex() == WORDS
    text = page.words.editors["progress"].widget
    assert isinstance(text, QPlainTextEdit)
    assert text.hasFocus()
    before = text.toPlainText()
    press(qtbot, Qt.Key.Key_3)
    assert (page.tabs.bar.currentIndex(), page.preview.table.hasFocus()) == (PREVIEW, True)
    press(qtbot, Qt.Key.Key_4)
    assert page.tabs.bar.currentIndex() == CHANGES
    press(qtbot, Qt.Key.Key_5)
    assert page.tabs.bar.currentIndex() == SIGN_OFF
    assert page.sign_off.isAncestorOf(QApplication.focusWidget())
    press(qtbot, Qt.Key.Key_1)
    assert page.tabs.bar.currentIndex() == CHECK
    assert page.checks.isAncestorOf(QApplication.focusWidget())
    assert text.toPlainText() == before


def test_they_lead_back_from_a_re_cut(page: ReturnsPage, qtbot: QtBot) -> None:
    page.show_recut()
    press(qtbot, Qt.Key.Key_3)
    assert page.instead.panel is None
    assert page.tabs.bar.currentIndex() == PREVIEW


def test_inside_the_councils_template_a_part_is_not_gone_to_and_that_is_said(
    page: ReturnsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    page.said.connect(said.append)
    monkeypatch.setattr(type(page.instead), "showing", True)
    page.view_preview()
    assert said == ["Close the council’s template first: Esc."]
    assert page.tabs.bar.currentIndex() != PREVIEW
