"""Lines that are opened by Enter or a click, and taken off by Delete or their cross."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ward_desk.ui import marks
from ward_desk.ui.pages.counts.beside.count_lines import MOST, CountLine, CountLines


@pytest.fixture
def lines(qtbot: QtBot, light: QApplication) -> CountLines:
    made = CountLines("Actions")
    qtbot.addWidget(made)
    made.resize(400, 300)
    with qtbot.waitActive(made):
        made.show()
    return made


def some(n: int) -> list[CountLine]:
    return [CountLine(str(at), f"Line {at}", str(at)) for at in range(n)]


def test_up_and_down_go_through_the_lines_and_enter_opens_one(qtbot: QtBot, lines: CountLines) -> None:
    lines.show_lines(some(3))
    assert lines.focus_line()
    qtbot.keyClick(lines.buttons[0], Qt.Key.Key_Down)
    qtbot.keyClick(lines.buttons[1], Qt.Key.Key_Down)
    qtbot.keyClick(lines.buttons[2], Qt.Key.Key_Down)
    qtbot.keyClick(lines.buttons[2], Qt.Key.Key_Up)
    with qtbot.waitSignal(lines.opened) as opened:
        qtbot.keyClick(lines.buttons[1], Qt.Key.Key_Return)
    assert opened.args == ["1"]
    with qtbot.waitSignal(lines.opened) as opened:
        qtbot.mouseClick(lines.buttons[2], Qt.MouseButton.LeftButton)
    assert opened.args == ["2"]


def test_a_line_is_taken_off_by_delete_or_its_cross_and_only_where_it_can_be(qtbot: QtBot, lines: CountLines) -> None:
    lines.show_lines([CountLine("a", "Stays"), CountLine("b", "Goes", can_remove=True)])
    with qtbot.assertNotEmitted(lines.removed):
        qtbot.keyClick(lines.buttons[0], Qt.Key.Key_Delete)
    with qtbot.waitSignal(lines.removed) as removed:
        qtbot.keyClick(lines.buttons[1], Qt.Key.Key_Delete)
    assert removed.args == ["b"]
    cross = QPoint(lines.buttons[1].width() - 8, lines.buttons[1].height() // 2)
    with qtbot.waitSignal(lines.removed), qtbot.assertNotEmitted(lines.opened):
        qtbot.mouseClick(lines.buttons[1], Qt.MouseButton.LeftButton, pos=cross)


def test_a_line_reads_out_all_it_says(lines: CountLines) -> None:
    lines.show_lines([CountLine("a", "CHE-07 Homework club", "2 of 3", marks.mark("amber"))])
    assert lines.buttons[0].accessibleName() == "CHE-07 Homework club: 2 of 3, Amber"
    assert lines.buttons[0].toolTip() == "CHE-07 Homework club\n2 of 3, Amber"


def test_many_lines_are_shown_some_at_a_time(qtbot: QtBot, lines: CountLines) -> None:
    lines.show_lines(some(MOST + 5))
    more = lines.buttons[MOST]
    assert more.line.words == "Show 5 of 5 more"
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    assert lines.buttons[MOST + 4].line.words == f"Line {MOST + 4}"
    lines.show_lines(some(MOST + 5), anew=True)
    assert lines.buttons[MOST].line.words == "Show 5 of 5 more"


def test_the_keyboard_keeps_its_place_when_lines_change(qtbot: QtBot, lines: CountLines) -> None:
    lines.show_lines(some(3))
    lines.focus_line(2)
    lines.show_lines(some(2))
    assert lines.buttons[1].hasFocus()
    assert not lines.buttons[2].isVisible()


def test_no_lines_take_no_room(lines: CountLines) -> None:
    lines.show_lines(some(1))
    assert lines.isVisible()
    lines.show_lines([])
    assert not lines.isVisible()
