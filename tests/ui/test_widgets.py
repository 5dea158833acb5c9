"""The shared widgets, driven by keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ward_desk.ui.widgets import Choice


def test_words_with_a_space_are_typed_to_choose_what_begins_with_them(light: QApplication, qtbot: QtBot) -> None:
    choice = Choice()
    qtbot.addWidget(choice)
    choice.fill([("not", "Not started"), ("in", "In progress"), ("inb", "In being"), ("on", "On hold")])
    with qtbot.waitActive(choice):
        choice.show()
    choice.setFocus()
    chosen: list[int] = []
    choice.activated.connect(chosen.append)
    qtbot.keyClicks(choice, "in b")
    assert choice.currentData() == "inb"
    assert chosen[-1] == 2
    assert not choice.view().isVisible()


def test_a_space_by_itself_opens_the_list(light: QApplication, qtbot: QtBot) -> None:
    choice = Choice()
    qtbot.addWidget(choice)
    choice.fill([("not", "Not started"), ("in", "In progress")])
    with qtbot.waitActive(choice):
        choice.show()
    choice.setFocus()
    qtbot.keyClick(choice, Qt.Key.Key_Space)
    qtbot.waitUntil(choice.view().isVisible)
    choice.hidePopup()
