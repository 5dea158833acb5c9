"""A page whose return can be signed, and the keys people press on it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ward_desk.core.checks import explainable
from ward_desk.core.periods import Quarter
from ward_desk.core.records import Row
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.returns import returns
from ward_desk.ui.pages.returns.return_frame import SIGN_OFF
from ward_desk.ui.pages.returns.returns import ReturnsPage
from ward_desk.ui.prefs import Prefs

Q3 = Quarter(2023, 3)
ENTER, TAB, ESC = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape


@pytest.fixture
def page(empty_ward: Document, prefs: Prefs, light: QApplication, qtbot: QtBot) -> Iterator[ReturnsPage]:
    """The page of a ward whose return can be signed, on its last tab."""
    for count in empty_ward.store.rows("activity_count"):
        edits.remove(empty_ward, "activity_count", str(count["id"]))
    row_id = returns.ensure_return(empty_ward, Q3)
    returns.edit(empty_ward, row_id, {"progress": "The plan was agreed."})
    returns.explain(empty_ward, row_id, [one for one in returns.checks(empty_ward, Q3) if explainable(one)], "New ward")
    one = ReturnsPage(empty_ward, prefs)
    qtbot.addWidget(one)
    stop = empty_ward.subscribe(one.refresh)
    one.resize(1240, 800)
    with qtbot.waitActive(one):
        one.show()
    one.refresh(None)
    one.tabs.show_tab(SIGN_OFF)
    yield one
    stop()


def now(page: ReturnsPage) -> Row:
    row = returns.newest(page.doc, Q3)
    assert row is not None
    return row


def press(qtbot: QtBot, *keys: object) -> None:
    """Press keys where the keyboard is: text is typed, the others are pressed."""
    for key in keys:
        here = QApplication.focusWidget()
        assert here is not None
        if isinstance(key, str):
            qtbot.keyClicks(here, key)
        else:
            qtbot.keyClick(here, key)
