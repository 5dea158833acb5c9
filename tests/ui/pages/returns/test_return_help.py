"""F1 on the Returns page tells of the part that is shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.template_files import council_template
from ward_desk.core.periods import Quarter
from ward_desk.service.document import Document
from ward_desk.service.returns import returns
from ward_desk.ui.help import words_for
from ward_desk.ui.pages.returns.return_frame import CHANGES, CHECK, PREVIEW, SIGN_OFF, WORDS
from ward_desk.ui.pages.returns.returns import ReturnsPage
from ward_desk.ui.prefs import Prefs

Q3 = Quarter(2023, 3)


@pytest.fixture
def page(ward: Document, prefs: Prefs, light: QApplication, qtbot: QtBot) -> Iterator[ReturnsPage]:
    returns.ensure_return(ward, Q3)
    one = ReturnsPage(ward, prefs)
    qtbot.addWidget(one)
    with qtbot.waitActive(one):
        one.show()
    one.refresh(None)
    yield one
    qtbot.waitUntil(lambda: not one.files.busy)


@pytest.mark.parametrize(
    ("tab", "heading"),
    [
        (CHECK, "Returns"), (WORDS, "Words of the return"), (PREVIEW, "Preview and changes"),
        (CHANGES, "Preview and changes"), (SIGN_OFF, "Signing and sending"),
    ],
)  # fmt: skip
def test_each_tab_has_help_of_its_own(page: ReturnsPage, tab: int, heading: str) -> None:
    page.tabs.show_tab(tab)
    assert words_for(page.help_topic())[0] == heading


def test_what_stands_in_the_place_of_the_page_has_help_of_its_own(page: ReturnsPage, qtbot: QtBot) -> None:
    page.show_public()
    assert words_for(page.help_topic())[0] == "Public version"
    page.show_recut()
    assert words_for(page.help_topic())[0] == "Re-cut for two dates"
    assert page.instead.panel is not None
    qtbot.keyClick(page.instead.panel, Qt.Key.Key_Escape)
    assert words_for(page.help_topic())[0] == "Returns"


def test_the_council_s_template_has_help_of_its_own(page: ReturnsPage, qtbot: QtBot, tmp_path: Path) -> None:
    page.instead.start_template(council_template(tmp_path), Q3, None)
    qtbot.waitUntil(lambda: page.instead.template.showing)
    assert words_for(page.help_topic())[0] == "The council’s own template"
    page.instead.close()
