"""The indicators that explain a count: seen, added and taken off by key."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ward_desk.service import edits
from ward_desk.service.counts import profile
from ward_desk.service.document import Document
from ward_desk.ui.pages.counts.beside.count_profile import CountProfile

KEY = Qt.Key


def at_once(work: Callable[[], object]) -> bool:
    work()
    return True


@pytest.fixture
def count(empty_ward: Document) -> str:
    values = {"ward_value": 4.2, "county_value": 2.8, "national_value": 4.0, "unit": "%", "source": "DWP",
              "dated": "2023-11-30"}  # fmt: skip
    edits.add(empty_ward, "profile_line", {"indicator": "Claimants", **values})
    edits.add(empty_ward, "profile_line", {"indicator": "Aged under 16", "ward_value": 21.5})
    return edits.add(empty_ward, "activity_count", {"name": "Into work", "nature": "flow", "unit": "people"})


@pytest.fixture
def card(empty_ward: Document, count: str, light: QApplication, qtbot: QtBot) -> CountProfile:
    one = CountProfile(empty_ward, at_once)
    qtbot.addWidget(one)
    one.resize(360, 400)
    one.show_count(count)
    with qtbot.waitActive(one):
        one.show()
    return one


def test_an_indicator_is_added_with_its_values_source_and_date(
    card: CountProfile, qtbot: QtBot, empty_ward: Document, count: str
) -> None:
    assert card.bars == []
    card.more.setFocus()
    card.more.setCurrentIndex(1)
    card.more.activated.emit(1)
    (bars,) = card.bars
    assert bars.accessibleName() == "Claimants: Ward 4.2%, County 2.8%, National 4%"
    assert bars.toolTip().endswith("DWP, 30 Nov 2023")
    assert [row["indicator"] for row in profile.explaining(empty_ward, count)] == ["Claimants"]
    assert str(empty_ward.undo_label).endswith(": ward profile")


def test_delete_takes_it_off_and_enter_opens_it(
    card: CountProfile, qtbot: QtBot, empty_ward: Document, count: str
) -> None:
    line = str(empty_ward.store.rows("profile_line")[0]["id"])
    profile.explain(empty_ward, count, line)
    card.show_count(count)
    (bars,) = card.bars
    with qtbot.waitSignal(card.open_requested) as asked:
        qtbot.keyClick(bars, KEY.Key_Return)
    assert asked.args == ["profile_line", line, ""]
    qtbot.keyClick(bars, KEY.Key_Delete)
    assert profile.explaining(empty_ward, count) == []
    assert card.bars == []


def test_an_area_without_a_value_has_no_bar(card: CountProfile, empty_ward: Document, count: str) -> None:
    profile.explain(empty_ward, count, str(empty_ward.store.rows("profile_line")[1]["id"]))
    card.show_count(count)
    assert [words for words, _ in card.bars[0].values] == ["Ward"]
