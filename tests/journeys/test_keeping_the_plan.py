"""A councillor keeps the plan for a quarter by keyboard alone, and follows a resident's words from end to end."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ward_desk.core.records import RECORDS
from ward_desk.service.document import Document
from ward_desk.ui.app import Application
from ward_desk.ui.pages.plan.actions import ActionsPage
from ward_desk.ui.pages.thread.thread import ThreadPage

pytestmark = pytest.mark.journey

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
KEY = Qt.Key
Press = Callable[..., None]


def everything(doc: Document) -> dict[str, list[dict[str, object]]]:
    """Every record, whatever order undo brought it back in."""
    return {table: sorted(doc.store.rows(table), key=lambda row: str(row["id"])) for table in RECORDS}  # type: ignore[misc]


def tab_to(app: Application, press: Press, name: str) -> None:
    """Press Tab until the keyboard is in a field."""
    for _ in range(40):
        if keyboard_in() == name:
            return
        press(app, KEY.Key_Tab)
    raise AssertionError(f"Tab never came to {name}")


def keyboard_in() -> str:
    here = QApplication.focusWidget()
    return here.objectName() if here is not None else ""


def document(app: Application) -> Document:
    assert app.window.document is not None
    return app.window.document


def action(app: Application, title: str) -> dict[str, object]:
    return dict(document(app).store.rows("action", title=title)[0])


def plan(app: Application) -> ActionsPage:
    page = app.window.page
    assert isinstance(page, ActionsPage)
    return page


def test_a_plan_is_kept_for_a_quarter_by_keyboard_alone(desk: Application, press: Press, qtbot) -> None:  # type: ignore[no-untyped-def]
    before = everything(document(desk))
    title = "Benches along the Moor"
    press(desk, (KEY.Key_2, CTRL), (KEY.Key_N, CTRL), title, KEY.Key_Return)
    assert plan(desk).heading.text().endswith(title)

    # October: who leads it and by when; the lead is new and is made as it is typed.
    press(desk, KEY.Key_Return)
    tab_to(desk, press, "due")
    press(desk, "29 feb 2024", KEY.Key_Return)
    tab_to(desk, press, "lead")
    press(desk, "Friends of the Moor", KEY.Key_Return)
    desk.window.activateWindow()  # with no window manager it does not come back after the list of names
    qtbot.waitUntil(desk.window.isActiveWindow)
    tab_to(desk, press, "start")
    press(desk, "2 oct 2023", KEY.Key_Return)
    kept = action(desk, title)
    assert (kept["start"], kept["due"]) == ("2023-10-02", "2024-02-29")
    lead = document(desk).store.get("organisation", str(kept["lead"]))
    assert lead is not None
    assert lead["name"] == "Friends of the Moor"

    # November: two milestones, and progress follows them.
    plan(desk).parts.tabs.bar.setFocus(Qt.FocusReason.TabFocusReason)
    while "Milestones" not in plan(desk).parts.tabs.bar.tabText(plan(desk).parts.tabs.bar.currentIndex()):
        press(desk, KEY.Key_Right)
    press(desk, KEY.Key_Tab, "Places agreed, 30 nov", KEY.Key_Return, "Benches stand, 20 feb", KEY.Key_Return)
    rows = document(desk).store.rows("milestone", order="due", action=str(kept["id"]))
    assert [(row["title"], row["due"]) for row in rows] == [
        ("Places agreed", "2023-11-30"), ("Benches stand", "2024-02-20"),
    ]  # fmt: skip

    # It is begun on the board, and its date moves on the timeline; it stays the chosen one in every view.
    press(desk, (KEY.Key_3, ALT))
    plan(desk).pane.focus_list()
    assert plan(desk).pane.current_id == kept["id"]
    press(desk, (KEY.Key_Right, ALT))
    plan(desk).commit_pending()
    assert action(desk, title)["status"] == "in_progress"
    press(desk, (KEY.Key_2, ALT))
    plan(desk).pane.focus_list()
    press(desk, *[(KEY.Key_Right, SHIFT)] * 3)
    press(desk, (KEY.Key_1, ALT))
    assert plan(desk).pane.current_id == kept["id"]
    assert action(desk, title)["due"] == "2024-03-03"

    # December: it is Amber, and says why at once; a note of the day.
    plan(desk).pane.focus_list()
    press(desk, KEY.Key_Return, KEY.Key_Home)  # onto the tab in front, and to the first one
    tab_to(desk, press, "rating")
    press(desk, "Am")
    qtbot.waitUntil(lambda: keyboard_in() == "rating_reason")
    press(desk, "The foundry is three weeks late.", (KEY.Key_Return, CTRL))
    press(desk, (KEY.Key_M, CTRL), "Two places agreed with the rangers.", KEY.Key_Return)
    kept = action(desk, title)
    assert (kept["rating"], kept["rating_reason"]) == ("amber", "The foundry is three weeks late.")
    note = document(desk).store.rows("progress_note", action=str(kept["id"]))[0]
    assert (note["words"], note["rating"], note["noted_on"]) == (
        "Two places agreed with the rangers.", "amber", "2023-12-18",
    )  # fmt: skip

    # All of it can be taken back, a step at a time.
    plan(desk).pane.focus_list()
    steps = 0
    while everything(document(desk)) != before:
        press(desk, (KEY.Key_Z, CTRL))
        steps += 1
        assert steps < 20
    assert steps >= 9


def test_a_residents_words_become_an_action_and_are_followed_both_ways(desk: Application, press: Press) -> None:
    doc = document(desk)
    heard = doc.store.rows("feedback", ref="CHE-F08")[0]
    assert heard["action"] is None
    desk.window.show_page("thread")
    page = desk.window.page
    assert isinstance(page, ThreadPage)
    page.open_record("feedback", str(heard["id"]))
    press(desk, (KEY.Key_M, CTRL))
    made = doc.store.get("feedback", str(heard["id"]))
    assert made is not None
    new = doc.store.get("action", str(made["action"]))
    assert new is not None
    assert new["title"] == heard["words"]
    assert new["priority"] == heard["priority"]
    assert "action" in str(doc.undo_label).lower()
    doc.undo()
    assert doc.store.get("feedback", str(heard["id"])) == heard
    assert doc.store.get("action", str(new["id"])) is None


def test_undo_takes_people_to_the_record_it_changed(desk: Application, press: Press) -> None:
    press(desk, (KEY.Key_2, CTRL))
    page = plan(desk)
    first, third = page.pane.model.ids[0], page.pane.model.ids[2]
    page.open_record("action", third)
    press(desk, (KEY.Key_M, CTRL), "Said.", KEY.Key_Return)
    page.open_record("action", first)
    press(desk, (KEY.Key_Z, CTRL))
    assert page.pane.current_id == third
    page.pane.focus_list()
    press(desk, (KEY.Key_Home, CTRL))
    assert page.pane.current_id == first
    press(desk, (KEY.Key_Z, CTRL | SHIFT))
    assert page.pane.current_id == third
