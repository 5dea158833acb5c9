"""The Activity counts page on a real document, and hands on its grid."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ward_desk.service.document import Document
from ward_desk.ui.pages.counts.counts import CountsPage
from ward_desk.ui.prefs import Prefs

Press = Callable[..., None]
At = Callable[[str, str], None]


class Kept:
    """Remembers what was half typed."""

    def __init__(self) -> None:
        self.texts: dict[tuple[str, str, str], str] = {}

    def keep(self, table: str, row_id: str, field: str, text: str) -> None:
        self.texts[table, row_id, field] = text

    def forget(self, table: str, row_id: str, field: str) -> None:
        self.texts.pop((table, row_id, field), None)


@pytest.fixture
def keeper() -> Kept:
    return Kept()


@pytest.fixture
def page(ward: Document, prefs: Prefs, keeper: Kept, light: QApplication, qtbot: QtBot) -> Iterator[CountsPage]:
    """The page as the window shows it: it hears of every change."""
    one = CountsPage(ward, prefs, keeper)
    qtbot.addWidget(one)
    stop = ward.subscribe(one.refresh)
    one.resize(1240, 800)
    with qtbot.waitActive(one):
        one.show()
    one.refresh(None)
    yield one
    stop()


@pytest.fixture
def sessions(page: CountsPage) -> str:
    """The homework club's sessions, shown: a flow with 6 and one more from an event in October, 8, and 3."""
    row_id = str(page.doc.store.rows("activity_count", name="Homework club sessions")[0]["id"])
    assert page.open_record("activity_count", row_id)
    return row_id


@pytest.fixture
def share(page: CountsPage) -> str:
    """A share with one figure a quarter: 18 of 22 in the third."""
    return str(page.doc.store.rows("activity_count", name="Pupils who come back")[0]["id"])


@pytest.fixture
def at(page: CountsPage) -> At:
    """Goes to the cell of a count and period, with the keyboard."""

    def go(count_id: str, key: str) -> None:
        assert page.pane.select(count_id)
        assert page.grid.go_to_period(key)
        page.grid.setFocus()

    return go


@pytest.fixture
def press(qtbot: QtBot) -> Press:
    """Presses keys wherever the keyboard is: words, a key, or a key with what is held."""

    def press(*keys: str | Qt.Key | tuple[Qt.Key, Qt.KeyboardModifier]) -> None:
        for one in keys:
            here = QApplication.focusWidget()
            assert here is not None
            if isinstance(one, str):
                for letter in one:
                    qtbot.keyClicks(QApplication.focusWidget(), letter)
            elif isinstance(one, tuple):
                qtbot.keyClick(here, one[0], one[1])
            else:
                qtbot.keyClick(here, one)

    return press
