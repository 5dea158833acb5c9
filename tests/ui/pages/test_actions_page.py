"""The Action plan page, driven as people drive it, on a real document."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox
from pytestqt.qtbot import QtBot

from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.ui.pages.actions import ActionsPage
from ward_desk.ui.prefs import Prefs


@pytest.fixture
def page(ward: Document, prefs: Prefs, light: QApplication, qtbot: QtBot) -> Iterator[ActionsPage]:
    """The page as the window shows it: it hears of every change."""
    yield from _shown(ward, prefs, qtbot)


@pytest.fixture
def empty_page(empty_ward: Document, prefs: Prefs, light: QApplication, qtbot: QtBot) -> Iterator[ActionsPage]:
    """The page of a ward with no actions."""
    yield from _shown(empty_ward, prefs, qtbot)


def _shown(doc: Document, prefs: Prefs, qtbot: QtBot) -> Iterator[ActionsPage]:
    one = ActionsPage(doc, prefs)
    qtbot.addWidget(one)
    stop = doc.subscribe(one.refresh)
    one.resize(1190, 700)
    with qtbot.waitActive(one):
        one.show()
    one.refresh(None)
    yield one
    stop()


def _on_the_first_milestone(page: ActionsPage) -> QCheckBox:
    page.parts.tabs.show_tab(2)
    box = page.parts.milestones.findChild(QCheckBox, "tick")
    assert isinstance(box, QCheckBox)
    assert box.accessibleName() == "Room agreed: done"
    box.setFocus()
    return box


def _keyboard_on() -> str:
    here = QApplication.focusWidget()
    assert isinstance(here, QCheckBox)
    return here.accessibleName()


def test_a_new_action_shows_its_details_whatever_tab_was_open(page: ActionsPage, qtbot: QtBot) -> None:
    page.parts.tabs.show_tab(1)
    qtbot.keyClicks(page.pane.add_box, "Litter pick")
    qtbot.keyClick(page.pane.add_box, Qt.Key.Key_Return)
    assert "Litter pick" in page.heading.text()
    assert page.form.isVisible()


def test_a_field_asked_for_comes_to_the_front(page: ActionsPage) -> None:
    page.parts.tabs.show_tab(2)
    page.open_record("action", page.pane.current_id, "due")
    assert page.form.editor("due").hasFocus()


def test_ticking_a_milestone_leaves_the_keyboard_on_it(page: ActionsPage, qtbot: QtBot) -> None:
    qtbot.keyClick(_on_the_first_milestone(page), Qt.Key.Key_Space)
    row = page.doc.store.rows("milestone", title="Room agreed", order="title")[0]
    assert row["done_on"] is None
    assert _keyboard_on() == "Room agreed: done"


def test_taking_a_milestone_off_leaves_the_keyboard_on_the_next(page: ActionsPage) -> None:
    _on_the_first_milestone(page)
    first = page.doc.store.rows("milestone", order="title", title="Room agreed")[0]
    edits.remove(page.doc, "milestone", str(first["id"]))
    assert _keyboard_on() == "Fifty pupils signed up: done"


def test_another_tab_does_not_lose_the_keyboard_outside_the_record(page: ActionsPage) -> None:
    page.new_note()
    assert page.parts.note_box.hasFocus()
    page.parts.tabs.show_tab(2)
    assert page.parts.tabs.bar.hasFocus()


def test_a_note_without_an_action_says_what_is_missing(empty_page: ActionsPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(empty_page.said) as said:
        empty_page.new_note()
    assert "action" in said.args[0]


def test_a_note_left_half_typed_is_ready_to_go_on_with(page: ActionsPage) -> None:
    page.restore_draft(page.pane.current_id, {"progress_note": "Keys are with the"})
    assert page.parts.note_box.hasFocus()
    assert page.parts.note_box.text() == "Keys are with the"


def test_the_form_is_never_cut_off_in_a_narrow_window(page: ActionsPage) -> None:
    page.resize(760, 500)
    assert page.area.viewport().width() >= page.form.width() + page.form.x()
    assert page.form.width() >= page.form.minimumSizeHint().width()
