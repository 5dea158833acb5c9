"""The versions of one quarter stand under their quarter."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ward_desk.core.periods import Quarter
from ward_desk.core.records import Row
from ward_desk.ui.pages.returns.return_list import ReturnList

Q2, Q3 = Quarter(2023, 2), Quarter(2023, 3)


def filled(qtbot: QtBot) -> ReturnList:
    one = ReturnList()
    qtbot.addWidget(one)
    one.resize(220, 300)
    first: Row = {"id": "1", "version": 1, "status": "sent", "sent_on": "2023-10-13"}
    second: Row = {"id": "3", "version": 2, "status": "draft"}
    one.fill(
        [(first, Q2), ({"id": "2", "version": 1, "status": "draft"}, Q3), (second, Q2)], [], [], date(2023, 12, 18)
    )
    return one


def test_an_earlier_version_stands_under_the_newest_of_its_quarter(light: QApplication, qtbot: QtBot) -> None:
    one = filled(qtbot)
    assert one.ids() == ["2", "3", "1"]
    assert [one.item(n).text() for n in range(3)] == [
        "Q3 2023-24\nDraft", "Q2 2023-24, version 2\nDraft", "version 1, sent 13 Oct 2023",
    ]  # fmt: skip


def test_a_screen_reader_hears_the_quarter_and_the_version(light: QApplication, qtbot: QtBot) -> None:
    one = filled(qtbot)
    spoken = [one.item(n).data(Qt.ItemDataRole.AccessibleTextRole) for n in range(3)]
    assert spoken[1:] == ["Q2 2023-24, version 2: Draft", "Q2 2023-24, version 1, sent 13 Oct 2023"]


def test_an_earlier_version_is_drawn_further_in(light: QApplication, qtbot: QtBot) -> None:
    one = filled(qtbot)
    one.setCurrentRow(2)
    with qtbot.waitExposed(one):
        one.show()
    picture, inside = one.viewport().grab().toImage(), one.visualItemRect(one.item(2))
    ground = picture.pixelColor(inside.left() + 4, inside.center().y())
    assert ground != picture.pixelColor(inside.left() + 18, inside.top() + 2)
