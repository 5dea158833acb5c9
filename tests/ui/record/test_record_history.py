"""The history of a record on screen, and putting a step back by key."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from ward_desk.core.errors import KnownError
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.record_history import OPERATIONS
from ward_desk.ui.record.record_history import RecordHistory


class Refusals:
    """Does what it is asked, and remembers what was refused."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def __call__(self, work) -> bool:  # type: ignore[no-untyped-def]
        try:
            work()
        except KnownError as error:
            self.said.append(error.happened)
            return False
        return True


@pytest.fixture
def refusals() -> Refusals:
    """What was refused."""
    return Refusals()


@pytest.fixture
def shown(ward: Document, refusals: Refusals, light: QApplication, qtbot: QtBot) -> Iterator[RecordHistory]:
    """The history of CHE-01 on screen, as a page keeps it up to date."""
    one = RecordHistory(ward, refusals)
    qtbot.addWidget(one)
    one.resize(400, 600)
    with qtbot.waitActive(one):
        one.show()
    row_id = action(ward)
    one.show_record("action", row_id)
    stop = ward.subscribe(lambda _changes: one.show_record("action", row_id))
    yield one
    stop()


def action(ward: Document) -> str:
    return str(ward.store.rows("action", ref="CHE-01")[0]["id"])


def words(shown: RecordHistory) -> list[str]:
    return [step.words for entry in shown.entries for step in entry.steps]


def backs(shown: RecordHistory) -> list[QPushButton]:
    return [one for one in shown.findChildren(QPushButton, "put_back") if one.isVisibleTo(shown)]


def test_steps_are_told_newest_first_with_day_and_role(shown: RecordHistory) -> None:
    shown.doc.role = "Community officer"
    edits.edit(shown.doc, "action", action(shown.doc), {"due": "2024-04-05"})
    edits.edit(shown.doc, "action", action(shown.doc), {"rating": "amber"})
    assert words(shown)[:2] == ["Rating Green to Amber", "Due 29 Mar 2024 to 5 Apr 2024"]
    assert backs(shown)[0].accessibleName() == "Put back: Rating Green to Amber, 18 Dec, Community officer"
    assert "18 Dec, Community officer" in [one.text() for one in shown.findChildren(QLabel)]


def test_a_step_is_put_back_with_enter_and_the_keyboard_stays(shown: RecordHistory, qtbot: QtBot) -> None:
    edits.edit(shown.doc, "action", action(shown.doc), {"rating": "amber"})
    edits.edit(shown.doc, "action", action(shown.doc), {"due": "2024-04-05"})
    button = backs(shown)[1]
    step = button.property("step")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    row = shown.doc.store.get("action", action(shown.doc))
    assert row is not None
    assert (row["rating"], row["due"]) == ("green", "2024-04-05")
    assert words(shown)[0] == "Rating Amber to Green"
    here = QApplication.focusWidget()
    assert here is not None
    assert here.property("step") == step


def test_what_cannot_be_put_back_is_said(shown: RecordHistory, refusals: Refusals, qtbot: QtBot) -> None:
    edits.edit(shown.doc, "action", action(shown.doc), {"rating": "amber"})
    button = backs(shown)[0]
    edits.edit(shown.doc, "action", action(shown.doc), {"rating": "green"})
    same = next(one for one in backs(shown) if one.property("step") == button.property("step"))
    qtbot.mouseClick(same, Qt.MouseButton.LeftButton)
    assert refusals.said == ["Rating is that already."]


def test_long_words_have_their_whole_in_a_tooltip(shown: RecordHistory) -> None:
    edits.edit(shown.doc, "action", action(shown.doc), {"learning": "Ask the caretaker first. " * 9})
    [label] = [one for one in shown.findChildren(QLabel) if one.text().startswith("Learning")]
    assert label.text().endswith("…”")
    assert label.toolTip().count("caretaker") == 9


def test_older_operations_come_when_asked_for(shown: RecordHistory, qtbot: QtBot) -> None:
    assert not shown.older.isVisible()
    for number in range(OPERATIONS + 3):
        edits.edit(shown.doc, "action", action(shown.doc), {"what": f"Time {number}"})
    assert len(shown.entries) == OPERATIONS
    shown.older.setFocus()
    qtbot.keyClick(shown.older, Qt.Key.Key_Return)
    assert len(shown.entries) == OPERATIONS + 4
    assert not shown.older.isVisible()
    here = QApplication.focusWidget()
    assert here is not None
    assert here.objectName() == "put_back"


def test_history_is_read_only_when_it_is_on_screen(
    ward: Document, refusals: Refusals, light: QApplication, qtbot: QtBot
) -> None:
    one = RecordHistory(ward, refusals)
    qtbot.addWidget(one)
    one.show_record("action", action(ward))
    assert one.entries == []
    with qtbot.waitExposed(one):
        one.show()
    assert one.entries
