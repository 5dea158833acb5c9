"""The five by five picture of all risks, on the Partnership page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ward_desk.core.risk import Place
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.ui.pages.partnership import PartnershipPage
from ward_desk.ui.prefs import Prefs


@pytest.fixture
def page(ward: Document, prefs: Prefs, light: QApplication, qtbot: QtBot) -> Iterator[PartnershipPage]:
    """The page on its list of risks: the hall, and two that stand in one square."""
    for title in ("Nobody comes", "The boiler fails"):
        edits.add(ward, "risk", {"title": title, "likelihood_before": 2, "impact_before": 2})
    one = PartnershipPage(ward, prefs)
    qtbot.addWidget(one)
    stop = ward.subscribe(one.refresh)
    one.resize(1190, 900)
    with qtbot.waitActive(one):
        one.show()
    one.refresh(None)
    one.open_record("risk", str(ward.store.rows("risk", title="The school hall is sold")[0]["id"]))
    yield one
    stop()


def test_the_chosen_risk_is_told_with_its_square(page: PartnershipPage) -> None:
    side = page._list("risk").risks
    assert side is not None
    said = side.all_risks.picture.accessibleName()
    assert said == "All risks: likely 2 × impact 4 = 8, high: CHE-R01 The school hall is sold"


def test_arrows_go_from_square_to_square_and_enter_opens_each_risk_there(page: PartnershipPage, qtbot: QtBot) -> None:
    shown = page._list("risk")
    assert shown.risks is not None
    picture = shown.risks.all_risks.picture
    picture.setFocus()
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left):
        qtbot.keyClick(picture, key)
    assert picture.words == "likely 2 × impact 2 = 4, medium: CHE-R02 Nobody comes; CHE-R03 The boiler fails"
    titles = []
    for _ in range(3):
        qtbot.keyClick(picture, Qt.Key.Key_Return)
        titles.append(shown.heading.text())
    assert titles == ["CHE-R02  Nobody comes", "CHE-R03  The boiler fails", "CHE-R02  Nobody comes"]
    assert picture.hasFocus()


def test_a_click_on_a_square_opens_its_risk(page: PartnershipPage, qtbot: QtBot) -> None:
    shown = page._list("risk")
    assert shown.risks is not None
    picture = shown.risks.all_risks.picture
    middle = picture._cell(Place(2, 2)).center().toPoint()
    qtbot.mouseClick(picture, Qt.MouseButton.LeftButton, pos=middle)
    assert shown.heading.text() == "CHE-R02  Nobody comes"


def test_a_risk_moved_here_is_kept_as_one_operation(page: PartnershipPage, qtbot: QtBot) -> None:
    shown = page._list("risk")
    assert shown.risks is not None
    picture = shown.risks.places.pictures["after"]
    picture.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Return):
        qtbot.keyClick(picture, key)
    row = page.doc.store.rows("risk", title="The school hall is sold")[0]
    assert (row["likelihood_after"], row["impact_after"]) == (1, 3)
    page.doc.undo()
    row = page.doc.store.rows("risk", title="The school hall is sold")[0]
    assert (row["likelihood_after"], row["impact_after"]) == (2, 4)


def test_no_mark_leaves_the_picture(page: PartnershipPage, qtbot: QtBot) -> None:
    shown = page._list("risk")
    assert shown.risks is not None
    picture = shown.risks.places.pictures["after"]
    picture.setFocus()
    for _ in range(7):
        qtbot.keyClick(picture, Qt.Key.Key_Up)
        qtbot.keyClick(picture, Qt.Key.Key_Right)
    assert picture.words == "likely 5 × impact 5 = 25, very high"
