"""A councillor moves an action to Complete, writes a note, and takes both back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox

from ward_desk.ui.app import Application
from ward_desk.ui.pages.plan.actions import ActionsPage

CTRL = Qt.KeyboardModifier.ControlModifier


def action(app: Application, ref: str) -> dict[str, object]:
    assert app.window.document is not None
    return dict(app.window.document.store.rows("action", ref=ref)[0])


def test_a_councillor_completes_an_action_and_writes_a_note(desk: Application, press: Callable[..., None]) -> None:
    window = desk.window
    press(desk, (Qt.Key.Key_2, CTRL))
    page = window.page
    assert isinstance(page, ActionsPage)

    press(desk, (Qt.Key.Key_F, CTRL), "cookery", Qt.Key.Key_Down)
    assert page.heading.text().startswith("CHE-03")
    press(desk, Qt.Key.Key_Return)  # from the list into the form
    status = page.form.editor("status")
    assert isinstance(status, QComboBox)
    status.setFocus()
    press(desk, "comp")  # a drop-down takes the first letters of its words
    QApplication.processEvents()
    stored = action(desk, "CHE-03")
    assert (stored["status"], stored["progress"]) == ("complete", 100)

    press(desk, (Qt.Key.Key_M, CTRL), "All fourteen sessions are done.", Qt.Key.Key_Return)
    assert window.document is not None
    note = window.document.store.rows("progress_note", order="noted_on DESC", action=stored["id"])[0]
    assert (note["words"], note["status"], note["noted_on"]) == (
        "All fourteen sessions are done.", "complete", "2023-12-18",
    )  # fmt: skip
    assert window.document.undo_label == "Add note to CHE-03"

    page.pane.table.setFocus()
    press(desk, (Qt.Key.Key_Z, CTRL), (Qt.Key.Key_Z, CTRL))
    assert action(desk, "CHE-03")["status"] == "in_progress"
    assert window.document.store.get("progress_note", str(note["id"])) is None
    press(desk, (Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier))
    assert action(desk, "CHE-03")["status"] == "complete"


def test_an_action_is_added_by_its_title_and_removed_with_an_offer_to_bring_it_back(
    desk: Application, press: Callable[..., None]
) -> None:
    window = desk.window
    press(desk, (Qt.Key.Key_2, CTRL), (Qt.Key.Key_N, CTRL), "Mend the swings on the Moor", Qt.Key.Key_Return)
    page = window.page
    assert isinstance(page, ActionsPage)
    assert page.heading.text().endswith("Mend the swings on the Moor")
    added = page.pane.current_id
    page.pane.table.setFocus()
    press(desk, Qt.Key.Key_Delete)
    assert window.document is not None
    assert window.document.store.get("action", added) is None
    assert window.undo_strip.isVisible()
    window.undo_strip.undo.emit()
    assert window.document.store.get("action", added) is not None


def test_a_bad_date_is_said_beside_its_field_and_nothing_is_lost(desk: Application, press: Callable[..., None]) -> None:
    press(desk, (Qt.Key.Key_2, CTRL))
    page = desk.window.page
    assert isinstance(page, ActionsPage)
    due = page.form.editor("due")
    before = action(desk, page.heading.text().split()[0])["due"]
    due.setFocus()
    QTest.keyClick(due, Qt.Key.Key_A, CTRL)
    press(desk, "31/02", Qt.Key.Key_Return)
    assert due.property("text") == "31/02"
    assert action(desk, page.heading.text().split()[0])["due"] == before
    assert "no 31 February" in due.accessibleDescription()


def test_words_half_typed_in_an_action_that_is_removed_come_back_with_it(
    desk: Application, press: Callable[..., None]
) -> None:
    press(desk, (Qt.Key.Key_2, CTRL))
    page = desk.window.page
    assert isinstance(page, ActionsPage)
    removed = page.pane.current_id
    success = page.form.editor("success")
    success.setFocus()
    QTest.keyClicks(success, "Nobody goes without. ")
    page.remove([removed])
    assert desk.window.document is not None
    desk.window.document.undo()
    stored = desk.window.document.store.get("action", removed)
    assert stored is not None
    assert "Nobody goes without." in str(stored["success"])
