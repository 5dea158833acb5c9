"""The line of tabs over the parts of a record, by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ward_desk.ui.reading_order import reading_order
from ward_desk.ui.record.tabs import Tabs

pytestmark = pytest.mark.usefixtures("light")


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    """A line, a record of three parts, and another line."""
    one = QWidget()
    column = QVBoxLayout(one)
    before, after = QLineEdit(), QLineEdit()
    parts = [QLineEdit() for _ in range(3)]
    for name, line in (("before", before), ("after", after), *((f"part {at}", line) for at, line in enumerate(parts))):
        line.setObjectName(name)
    one.tabs = Tabs([(line.objectName(), (line,)) for line in parts])  # type: ignore[attr-defined]
    for widget in (before, one.tabs, after):  # type: ignore[attr-defined]
        column.addWidget(widget)
    reading_order(one)
    qtbot.addWidget(one)
    with qtbot.waitActive(one):
        one.show()
    return one


def walked(page: QWidget, qtbot: QtBot) -> list[str]:
    """Where Tab goes from the first line, by name; a tab by its words."""
    page.findChild(QLineEdit, "before").setFocus()
    found: list[str] = []
    for _ in range(6):
        here = QApplication.focusWidget()
        assert here is not None
        found.append(here.objectName() or f"[{here.property('text')}]")
        qtbot.keyClick(here, Qt.Key.Key_Tab)
    return found


def test_tab_stops_at_the_tab_shown_goes_through_its_part_and_on(page: QWidget, qtbot: QtBot) -> None:
    once = ["before", "[part 0]", "part 0", "after"]
    assert walked(page, qtbot) == [*once, *once[:2]]


def test_tab_goes_on_from_a_tab_shown_later_as_well(page: QWidget, qtbot: QtBot) -> None:
    page.tabs.show_tab(2)  # type: ignore[attr-defined]
    reading_order(page)
    page.tabs.show_tab(1)  # type: ignore[attr-defined]
    once = ["before", "[part 1]", "part 1", "after"]
    assert walked(page, qtbot) == [*once, *once[:2]]


def test_the_line_gives_the_keyboard_to_the_tab_shown(page: QWidget) -> None:
    page.tabs.show_tab(1)  # type: ignore[attr-defined]
    page.tabs.bar.setFocus()  # type: ignore[attr-defined]
    here = QApplication.focusWidget()
    assert here is not None
    assert here.property("text") == "part 1"
