"""Comparing with another ward, and taking on standard counts: lists in the place of the activity counts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Person
from ward_desk.core.periods import Quarter
from ward_desk.service import edits, frameworks, wards
from ward_desk.service.document import Document
from ward_desk.service.returns import returns
from ward_desk.ui.pages.counts.count_doubles import DoubleLine, DoublesList
from ward_desk.ui.pages.counts.count_standard import StandardList
from ward_desk.ui.pages.counts.counts import CountsPage
from ward_desk.ui.prefs import Prefs


@pytest.fixture
def page(ward: Document, prefs: Prefs, light: QApplication, qtbot: QtBot) -> Iterator[CountsPage]:
    """The page as the window shows it."""
    one = CountsPage(ward, prefs)
    qtbot.addWidget(one)
    stop = ward.subscribe(one.refresh)
    one.resize(1024, 640)
    with qtbot.waitActive(one):
        one.show()
    one.refresh(None)
    yield one
    stop()


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """The return of a ward that was at the same fair, and runs the same club."""
    new = wards.NewWard(frameworks.load("opportunity_bucks"), "Aylesbury North", prefix="AYN")
    doc = Document.create(tmp_path / "north.ward", wards.start(new), clock=lambda: datetime(2024, 1, 5, 9, 0))
    edits.add(doc, "event", {"title": "The jobs fair", "start": "2023-11-22", "status": "held"})
    edits.add(doc, "action", {"title": "Open homework clubs"})
    returns.export(doc, Quarter(2023, 3), tmp_path / "north.xlsx")
    doc.close()
    return tmp_path / "north.xlsx"


@pytest.fixture
def doubles(page: CountsPage, other: Path, person: Person, qtbot: QtBot) -> DoublesList:
    """The list, after the other ward's return was chosen."""
    person.files.append(other)
    page.compare_wards()
    qtbot.waitUntil(lambda: page.in_place is not None)
    assert isinstance(page.in_place, DoublesList)
    return page.in_place


def lines(shown: DoublesList) -> list[DoubleLine]:
    return [one for one in shown.lines if isinstance(one, DoubleLine)]


def test_what_both_wards_report_is_shown_with_the_keyboard_on_the_first(page: CountsPage, doubles: DoublesList) -> None:
    said = [line.words.text() for line in lines(doubles)]
    assert "CHE-E01 “Jobs fair” and AYN-E01 “The jobs fair” of Aylesbury North were both on 22 Nov 2023" in said[0]
    assert "may be one initiative" in said[1]
    assert doubles.heading.text() == "2 possible double counts with Aylesbury North"
    assert lines(doubles)[0].open.hasFocus()
    assert not page.usual.isVisible()
    assert not page.can_edit


def test_enter_opens_the_record(page: CountsPage, doubles: DoublesList, qtbot: QtBot, ward: Document) -> None:
    fair = str(ward.store.rows("event", title="Jobs fair")[0]["id"])
    with qtbot.waitSignal(page.open_requested) as asked:
        qtbot.keyClick(lines(doubles)[0].open, Qt.Key.Key_Return)
    assert asked.args == ["event", fair, "shared_with"]


def test_one_is_marked_by_its_button_and_taken_back_by_undo(
    page: CountsPage, doubles: DoublesList, qtbot: QtBot, ward: Document
) -> None:
    qtbot.mouseClick(lines(doubles)[0].mark, Qt.MouseButton.LeftButton)
    assert ward.store.rows("event", title="Jobs fair")[0]["shared_with"] == "Aylesbury North"
    assert lines(doubles)[0].words.text().endswith("It is marked as reported by both.")
    assert doubles.mark_all.isHidden()  # an action is only opened
    ward.undo()
    assert lines(doubles)[0].words.text().endswith("Agree who reports it.")
    qtbot.mouseClick(doubles.mark_all, Qt.MouseButton.LeftButton)
    assert ward.undo_label == "Mark CHE-E01 as also reported by Aylesbury North"


def test_esc_puts_the_counts_back(page: CountsPage, doubles: DoublesList, qtbot: QtBot) -> None:
    qtbot.keyClick(lines(doubles)[0].open, Qt.Key.Key_Escape)
    assert page.in_place is None
    assert page.usual.isVisible()
    assert page.can_edit


def test_opening_a_count_puts_the_counts_back(page: CountsPage, doubles: DoublesList, ward: Document) -> None:
    assert page.open_record("activity_count", str(ward.store.rows("activity_count")[0]["id"]))
    assert page.in_place is None


def test_a_ward_is_not_compared_with_itself(
    page: CountsPage, person: Person, qtbot: QtBot, ward: Document, tmp_path: Path
) -> None:
    person.files.append(returns.export(ward, Quarter(2023, 3), tmp_path / "own.xlsx"))
    page.compare_wards()
    qtbot.waitUntil(lambda: bool(person.told))
    assert "is of Chesham itself" in person.told[0]
    assert page.in_place is None
    assert page.usual.isVisible()


def test_nothing_happens_when_no_file_is_chosen(page: CountsPage, person: Person) -> None:
    person.files.append(None)
    page.compare_wards()
    assert page.can_compare
    assert page.in_place is None


# ---- standard counts


@pytest.fixture
def standard(page: CountsPage, ward: Document) -> StandardList:
    """The list, in a ward that lacks two."""
    wanted = [ward.store.rows("activity_count", code=code)[0] for code in ("fly_tips", "numeracy_starts")]
    edits.remove(ward, "activity_count", [str(row["id"]) for row in wanted])
    page.choose_standard()
    assert isinstance(page.in_place, StandardList)
    return page.in_place


def test_what_is_lacking_is_ticked_and_added_by_the_keyboard(
    page: CountsPage, standard: StandardList, qtbot: QtBot, ward: Document
) -> None:
    assert standard.heading.text() == "2 standard counts not kept here"
    code, first = next(iter(standard.boxes.items()))
    assert first.hasFocus()
    assert not standard.add.isEnabled()
    qtbot.keyClick(first, Qt.Key.Key_Space)
    assert standard.add.text() == "Add 1 count"
    with qtbot.waitSignal(page.removed) as offered:
        qtbot.keyClick(standard.add, Qt.Key.Key_Return)
    assert offered.args == ["Added 1 standard count"]
    assert len(ward.store.rows("activity_count", code=code)) == 1
    assert page.in_place is None


def test_all_are_ticked_at_once_and_added_as_one(
    page: CountsPage, standard: StandardList, qtbot: QtBot, ward: Document
) -> None:
    qtbot.mouseClick(standard.all, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(standard.add, Qt.MouseButton.LeftButton)
    assert ward.undo_label == "Add 2 standard counts"


def test_what_is_ticked_stays_so_when_the_document_changes(standard: StandardList, ward: Document) -> None:
    standard.boxes["fly_tips"].setChecked(True)
    edits.remove(ward, "activity_count", [str(ward.store.rows("activity_count", code="homes_visited")[0]["id"])])
    assert standard.heading.text() == "3 standard counts not kept here"
    assert standard.chosen == ["fly_tips"]
    ward.undo()
    ward.undo()
    assert standard.boxes == {}  # none is lacking any more


def test_a_ward_that_keeps_all_says_so(page: CountsPage) -> None:
    page.choose_standard()
    assert isinstance(page.in_place, StandardList)
    assert "keeps every standard count" in page.in_place.words.text()
    assert page.in_place.done.hasFocus()
    assert page.in_place.mark.isHidden()


def test_counts_that_are_standard_by_their_name_alone_are_marked_by_one_key(
    page: CountsPage, qtbot: QtBot, ward: Document
) -> None:
    row_id = str(ward.store.rows("activity_count", code="numeracy_starts")[0]["id"])
    edits.edit(ward, "activity_count", row_id, {"code": "", "leads_to": None})
    page.choose_standard()
    shown = page.in_place
    assert isinstance(shown, StandardList)
    assert shown.mark.text() == "Mark 1 count as standard"
    assert "by their names" in shown.words.text()
    assert shown.mark.hasFocus()
    qtbot.keyClick(shown.mark, Qt.Key.Key_Return)
    marked = ward.store.get("activity_count", row_id) or {}
    assert marked["code"] == "numeracy_starts"
    assert marked["leads_to"] == ward.store.rows("activity_count", code="claimant_rate")[0]["id"]
    assert shown.mark.isHidden()
    assert shown.done.hasFocus()
    ward.undo()
    assert not shown.mark.isHidden()
