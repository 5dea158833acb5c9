"""Several actions chosen and changed at once, by key and by mouse, on a real document."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ward_desk.core.records import Value
from ward_desk.service.document import Document
from ward_desk.ui.pages.plan.action_many import ActionMany, days_of
from ward_desk.ui.pages.plan.actions import ActionsPage
from ward_desk.ui.prefs import Prefs

SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(ward: Document, prefs: Prefs, light: QApplication, qtbot: QtBot) -> Iterator[ActionsPage]:
    """The page as the window shows it, the keyboard in its list."""
    one = ActionsPage(ward, prefs)
    qtbot.addWidget(one)
    stop = ward.subscribe(one.refresh)
    one.resize(1190, 800)
    with qtbot.waitActive(one):
        one.show()
    one.refresh(None)
    one.pane.table.setFocus()
    yield one
    stop()


def choose(page: ActionsPage, qtbot: QtBot, number: int = 3) -> ActionMany:
    for _ in range(number - 1):
        qtbot.keyClick(page.pane.table, Qt.Key.Key_Down, SHIFT)
    assert page._many is not None
    return page._many


def put(many: ActionMany, field: str, value: Value) -> None:
    box = many.choices[field]
    box.setCurrentIndex(box.place(value))


def of_all(page: ActionsPage, field: str) -> list[Value]:
    return [row[field] for row in page.doc.store.rows("action", order="ref")]


def test_choosing_several_shows_them_in_place_of_the_one(page: ActionsPage, qtbot: QtBot) -> None:
    many = choose(page, qtbot)
    assert many.isVisible()
    assert not page.form.isVisible()
    assert many.heading.text() == "3 actions chosen"
    assert many.named.text() == "CHE-01, CHE-02, CHE-03"
    assert many.button.text() == "Change 3 actions"
    assert {box.currentText() for box in many.choices.values()} == {"leave as it is"}
    qtbot.keyClick(page.pane.table, Qt.Key.Key_Down)
    assert not many.isVisible()
    assert page.form.isVisible()


def test_enter_goes_into_the_fields_and_control_enter_changes_all(page: ActionsPage, qtbot: QtBot) -> None:
    many = choose(page, qtbot)
    qtbot.keyClick(page.pane.table, Qt.Key.Key_Return)
    status = many.choices["status"]
    assert status.hasFocus()
    qtbot.keyClicks(status, "on hold")
    with qtbot.waitSignal(many.said) as said:
        qtbot.keyClick(status, Qt.Key.Key_Return, CONTROL)
    assert said.args == ["Changed 3 actions"]
    assert of_all(page, "status")[:4] == ["on_hold", "on_hold", "on_hold", "not_started"]
    assert page.pane.table.selected_ids() == list(page.pane.model.ids)[:3]
    assert many.choices["status"].currentText() == "leave as it is"
    page.doc.undo()
    assert of_all(page, "status")[:3] == ["in_progress"] * 3


def test_control_a_chooses_all(page: ActionsPage, qtbot: QtBot) -> None:
    qtbot.keyClick(page.pane.table, Qt.Key.Key_A, CONTROL)
    assert page._many is not None
    assert page._many.heading.text() == "6 actions chosen"


def test_red_wants_its_reason_before_it_is_kept(page: ActionsPage, qtbot: QtBot) -> None:
    many = choose(page, qtbot, 2)
    assert not many.reason.isVisible()
    put(many, "rating", "red")
    assert many.reason.isVisible()
    qtbot.mouseClick(many.button, Qt.MouseButton.LeftButton)
    assert many.problem.text() == "Say why they are Red."
    assert many.reason.hasFocus()
    assert of_all(page, "rating")[:2] == ["green", "red"]
    qtbot.keyClicks(many.reason, "The grant has not come.")
    qtbot.keyClick(many.reason, Qt.Key.Key_Return, CONTROL)
    assert of_all(page, "rating")[:2] == ["red", "red"]
    assert of_all(page, "rating_reason")[:2] == ["The grant has not come."] * 2
    assert not many.reason.isVisible()


def test_a_field_can_be_emptied_for_all(page: ActionsPage, qtbot: QtBot) -> None:
    many = choose(page, qtbot)
    put(many, "theme", None)
    many.choices["theme"].setCurrentIndex(1)  # "–" is beside "leave as it is"
    put(many, "term", "")
    many.change()
    assert of_all(page, "theme")[:3] == [None] * 3
    assert of_all(page, "term")[:3] == [""] * 3


def test_enter_in_the_due_date_changes_them(page: ActionsPage, qtbot: QtBot) -> None:
    many = choose(page, qtbot)
    qtbot.keyClicks(many.due, "31 mar 2024")
    qtbot.keyClick(many.due, Qt.Key.Key_Return)
    assert of_all(page, "due")[:3] == ["2024-03-31"] * 3
    assert many.due.text() == ""


def test_due_dates_are_set_or_moved(page: ActionsPage, qtbot: QtBot) -> None:
    many = choose(page, qtbot, 2)
    qtbot.keyClicks(many.due, "+14")
    many.change()
    assert of_all(page, "due")[:2] == ["2024-04-12", "2023-12-14"]
    qtbot.keyClicks(many.due, "31 mar 2024")
    many.change()
    assert of_all(page, "due")[:3] == ["2024-03-31", "2024-03-31", "2024-01-12"]
    qtbot.keyClicks(many.due, "soon")
    many.change()
    assert "soon" in many.problem.text()
    assert many.due.hasFocus()
    assert of_all(page, "due")[0] == "2024-03-31"


@pytest.mark.parametrize(
    ("typed", "days"),
    [("+14", 14), ("-7 days", -7), ("+2 weeks", 14), ("+1w", 7), ("+ 3 d", 3), ("14", None), ("31/3", None)],
)  # fmt: skip
def test_days_are_read_as_people_type_them(typed: str, days: int | None) -> None:
    assert days_of(typed) == days


def test_nothing_chosen_to_change_says_so(page: ActionsPage, qtbot: QtBot) -> None:
    many = choose(page, qtbot)
    before = page.doc.undo_label
    many.change()
    assert many.problem.text() == "Choose what to change first."
    assert page.doc.undo_label == before


def test_a_note_goes_to_all_of_them(page: ActionsPage, qtbot: QtBot) -> None:
    many = choose(page, qtbot)
    page.new_note()
    assert many.note.hasFocus()
    qtbot.keyClicks(many.note, "Seen on the ward walk.")
    qtbot.keyClick(many.note, Qt.Key.Key_Return, CONTROL)
    assert len(page.doc.store.rows("progress_note", words="Seen on the ward walk.")) == 3
    assert many.note.toPlainText() == ""


def test_a_note_half_typed_is_kept_when_the_page_is_left(page: ActionsPage, qtbot: QtBot) -> None:
    many = choose(page, qtbot, 2)
    qtbot.keyClicks(many.note, "Seen on the ward walk.")
    page.commit_pending()
    assert len(page.doc.store.rows("progress_note", words="Seen on the ward walk.")) == 2


def test_choosing_one_again_forgets_what_was_chosen_but_not_what_was_typed(page: ActionsPage, qtbot: QtBot) -> None:
    many = choose(page, qtbot)
    put(many, "status", "complete")
    qtbot.keyClicks(many.note, "Half a sen")
    qtbot.keyClick(page.pane.table, Qt.Key.Key_Down)
    assert page.form.isVisible()
    choose(page, qtbot, 2)
    assert many.choices["status"].currentText() == "leave as it is"
    assert many.note.toPlainText() == "Half a sen"


def test_every_control_says_its_name(page: ActionsPage, qtbot: QtBot) -> None:
    many = choose(page, qtbot)
    for one in (*many.choices.values(), many.due, many.reason, many.note):
        assert one.accessibleName()


def test_a_document_to_read_takes_no_changes(
    ward_path: Path, open_document: Callable[..., Document], prefs: Prefs, light: QApplication, qtbot: QtBot
) -> None:
    page = ActionsPage(open_document(ward_path, read_only=True), prefs)
    qtbot.addWidget(page)
    page.refresh(None)
    page.pane.table.selectAll()
    many = page._many
    assert many is not None
    assert not many.button.isEnabled()
    assert not many.choices["status"].isEnabled()
