"""The shared widgets, driven by keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ward_desk.ui.widgets import Choice, button


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


class Painted(QObject):
    """How often a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.times = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.times += event.type() == QEvent.Type.Paint
        return False


def test_a_choice_given_what_it_offers_already_is_not_painted_again(light: QApplication, qtbot: QtBot) -> None:
    choice = Choice()
    qtbot.addWidget(choice)
    choice.fill([("not", "Not started"), ("in", "In progress")], "in")
    with qtbot.waitExposed(choice):
        choice.show()
    light.processEvents()
    painted = Painted(choice)
    choice.fill([("not", "Not started"), ("in", "In progress")], "in")
    light.processEvents()
    assert painted.times == 0
    choice.fill([("not", "Not started"), ("in", "In progress")], "not")
    light.processEvents()
    assert choice.currentData() == "not"
    assert painted.times > 0


def test_enter_presses_the_button_the_keyboard_is_on_and_no_other(light: QApplication, qtbot: QtBot) -> None:
    box = QDialog()
    qtbot.addWidget(box)
    line, first, second = QLineEdit(), button("First"), button("Second")
    row = QVBoxLayout(box)
    for one in (line, first, second):
        row.addWidget(one)
    pressed: list[str] = []
    first.clicked.connect(lambda: pressed.append("first"))
    second.clicked.connect(lambda: pressed.append("second"))
    with qtbot.waitActive(box):
        box.show()
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert pressed == []
    qtbot.keyClick(second, Qt.Key.Key_Return)
    qtbot.keyClick(second, Qt.Key.Key_Enter)
    assert pressed == ["second", "second"]
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True)
    QApplication.sendEvent(second, held)
    assert pressed == ["second", "second"]
