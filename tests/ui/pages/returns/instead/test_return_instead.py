"""What takes the place of the Returns page: one thing at a time, with the keyboard in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.template_files import council_template
from ward_desk.service.document import Document
from ward_desk.ui.pages.returns.returns import ReturnsPage
from ward_desk.ui.prefs import Prefs


@pytest.fixture
def page(ward: Document, prefs: Prefs, light: QApplication, qtbot: QtBot) -> ReturnsPage:
    one = ReturnsPage(ward, prefs)
    qtbot.addWidget(one)
    one.resize(1100, 760)
    with qtbot.waitActive(one):
        one.show()
    one.refresh(None)
    return one


def dropped(page: ReturnsPage, path: Path, qtbot: QtBot) -> None:
    assert page.drop_file(path)
    qtbot.waitUntil(lambda: page.instead.template.screen is not None, timeout=20_000)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)


def test_a_template_dropped_on_the_page_takes_the_place_of_the_public_version(
    page: ReturnsPage, tmp_path: Path, qtbot: QtBot
) -> None:
    page.show_public()
    public = page.instead.panel
    assert public is not None
    dropped(page, council_template(tmp_path), qtbot)
    assert page.instead.panel is None
    assert not public.isVisible()
    screen = page.instead.template.screen
    assert screen is not None
    assert screen.isVisible()
    assert screen.isAncestorOf(QApplication.focusWidget())
    page.instead.close()
    assert page.frame.isVisible()


def test_what_is_no_workbook_is_no_template(page: ReturnsPage, tmp_path: Path) -> None:
    words = tmp_path / "notes.txt"
    words.write_text("no")
    assert not page.drop_file(words)


def test_coming_back_to_the_page_puts_the_keyboard_into_what_stands_in_its_place(
    page: ReturnsPage, tmp_path: Path, qtbot: QtBot
) -> None:
    page.show_recut()
    page.list.setFocus()
    page.take_keyboard()
    panel = page.instead.panel
    assert panel is not None
    assert panel.isAncestorOf(QApplication.focusWidget())
    dropped(page, council_template(tmp_path), qtbot)
    page.setFocus()
    page.take_keyboard()
    screen = page.instead.template.screen
    assert screen is not None
    assert screen.isAncestorOf(QApplication.focusWidget())
