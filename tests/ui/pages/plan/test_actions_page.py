"""The Action plan page, driven as people drive it, on a real document."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QApplication, QCheckBox
from pytestqt.qtbot import QtBot

from ward_desk.service import edits, lists
from ward_desk.service.document import Document
from ward_desk.ui import theme
from ward_desk.ui.pages.plan.action_columns import needs
from ward_desk.ui.pages.plan.actions import ActionsPage
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


def test_late_and_silent_actions_carry_the_words_that_say_so(page: ActionsPage) -> None:
    at = next(n for n, column in enumerate(page.pane.model.columns) if column.key == "needs")
    said = {page.pane.model.record(row)["ref"]: page.pane.model.words_of(row, at) for row in range(6)}
    assert said["CHE-02"] == "18 days late"
    assert said["CHE-05"] == ""  # complete
    assert at in page.pane.table.shown_columns()


@pytest.mark.parametrize(
    ("status", "due", "noted_on", "words"),
    [
        ("in_progress", "2023-12-18", "2023-12-01", ""),
        ("in_progress", "2023-12-17", "2023-12-01", "1 day late"),
        ("on_hold", "2024-06-01", "2023-10-19", ""),
        ("on_hold", "2024-06-01", "2023-10-18", "no note for 61 days"),
        ("not_started", "2024-02-16", None, "nothing written yet"),
        ("not_started", "2024-02-17", None, ""),
        ("not_started", None, None, ""),
        ("cancelled", "2023-01-01", None, ""),
    ],
)
def test_what_an_action_needs_is_said_from_the_first_day_it_is_true(
    status: str, due: str | None, noted_on: str | None, words: str
) -> None:
    assert needs({"status": status, "due": due, "noted_on": noted_on}, date(2023, 12, 18)) == words


def test_the_list_can_be_filtered_to_those_nobody_has_written_about(page: ActionsPage) -> None:
    box = page.pane.drop_downs["status"]
    box.setCurrentIndex(box.place("silent"))
    column = next(n for n, one in enumerate(page.pane.model.columns) if one.key == "needs")
    said = [page.pane.model.words_of(row, column) for row in range(page.pane.model.rowCount())]
    assert said
    assert all("no note" in one or "nothing written" in one for one in said)


def test_every_grouping_reads_its_headings(page: ActionsPage) -> None:
    model, group = page.pane.model, page.pane.head.group
    assert [group.itemData(n) for n in range(group.count())][1:] == list(lists.groups("actions"))
    first = []
    for name in lists.groups("actions"):
        group.setCurrentIndex(group.place(name))
        heading = model.heading_at(0)
        assert heading is not None
        first.append(heading.words)
        last = [one for row in range(model.rowCount()) if (one := model.heading_at(row))][-1]
        assert last.words.startswith("No ") or name in ("status", "lead")
    assert first[0] == "Education and Youth Engagement"


def test_grouped_by_theme_a_new_action_is_under_no_theme(page: ActionsPage, qtbot: QtBot) -> None:
    page.pane.head.group.setCurrentIndex(page.pane.head.group.place("theme"))
    qtbot.keyClicks(page.pane.add_box, "Litter pick")
    qtbot.keyClick(page.pane.add_box, Qt.Key.Key_Return)
    heading = page.pane.model.heading_at(page.pane.model.heading_row(page.pane.current_id))
    assert heading is not None
    assert heading.words == "No theme"
    assert page.pane.count.text() == "7 actions"


def test_a_record_chosen_in_another_view_is_the_one_beside(page: ActionsPage) -> None:
    page.resize(1400, 700)
    for show in (page.view_timeline, page.view_board):
        show()
        for row in (1, 3):
            page.pane.table.selectionModel().setCurrentIndex(
                page.pane.model.index(row, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
            assert page.heading.text().startswith(f"CHE-0{row + 1}")
    page.view_table()
    assert page.pane.table.isVisible()
    assert page.heading.text().startswith("CHE-04")


def test_every_view_is_found_again_next_time(page: ActionsPage, prefs: Prefs, qtbot: QtBot) -> None:
    page.view_board()
    again = ActionsPage(page.doc, prefs)
    qtbot.addWidget(again)
    assert again.pane.view == "board"


def test_the_record_beside_can_be_put_away_for_each_view(page: ActionsPage, prefs: Prefs) -> None:
    assert page.card.isVisible()
    page.toggle_beside()
    assert not page.card.isVisible()
    page.refresh(None)
    page.pane.table.selectRow(2)
    assert not page.card.isVisible()
    page.resize(1400, 700)
    page.view_timeline()
    assert page.card.isVisible()
    page.view_table()
    assert not page.card.isVisible()
    page.open_record("action", page.pane.current_id, "due")
    assert page.form.editor("due").hasFocus()
    assert prefs.beside("action/table")


def test_a_small_window_gives_a_timeline_and_a_board_their_room(page: ActionsPage) -> None:
    page.resize(770, 500)
    page.view_timeline()
    assert not page.card.isVisible()
    page.view_board()
    assert not page.card.isVisible()
    page.view_table()
    assert page.card.isVisible()
    assert page.pane.head.width() <= 770


def test_the_progress_summary_opens_an_action_in_the_table(page: ActionsPage, qtbot: QtBot) -> None:
    page.view_progress()
    view = page.pane.made_view("progress")
    assert view is not None
    assert view.isVisible()
    assert not page.card.isVisible()
    action = page.pane.model.ids[2]
    view.open_requested.emit("action", action, "")  # type: ignore[attr-defined] # a ProgressView
    assert page.pane.view == "table"
    assert page.pane.current_id == action
    with qtbot.waitSignal(page.open_requested):
        view.open_requested.emit("priority", "some", "")  # type: ignore[attr-defined] # a ProgressView


def test_a_plan_of_recommendations_is_filtered_and_grouped_by_them(
    north_northants_ward: Document, prefs: Prefs, light: QApplication, qtbot: QtBot
) -> None:
    one = ActionsPage(north_northants_ward, prefs)
    qtbot.addWidget(one)
    one.refresh(None)
    shown = [one.pane.model.columns[n].key for n in one.pane.table.shown_columns()]
    assert "recommendation" in shown
    assert "theme" not in shown
    assert next(iter(one.pane.drop_downs)) == "recommendation"


def test_the_default_columns_need_no_scrolling_sideways(page: ActionsPage) -> None:
    page.resize(1180, 760)  # what a window of 1440 by 900 leaves
    assert page.pane.table.horizontalScrollBar().maximum() == 0


def test_a_file_dropped_that_is_no_tracker_is_not_taken(page: ActionsPage, tmp_path: Path) -> None:
    assert not page.drop_file(tmp_path / "photo.jpg")


def test_a_tracker_on_its_way_in_stands_in_the_place_of_the_page(
    page: ActionsPage, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "tracker.csv"
    file.write_text("Ref,Action,Due\n1,Clear the alley behind the shops,31/01/2024\n", encoding="utf-8")
    assert page.drop_file(file)
    qtbot.waitUntil(lambda: page._tracker.showing)
    assert not page.pane.isVisible()
    with qtbot.waitSignal(page.said):
        page.open_record("action", page.pane.model.ids[1])
    page._tracker.close()
    assert page.pane.isVisible()


def test_large_text_in_a_small_window_gives_the_list_its_room(page: ActionsPage, qtbot: QtBot) -> None:
    page.resize(470, 500)
    assert not page.card.isVisible()
    page.pane.table.setFocus()
    qtbot.keyClick(page.pane.table, Qt.Key.Key_Return)
    assert page.card.isVisible()
    assert page.form.editor("title").hasFocus()


def test_a_view_asked_for_by_key_takes_the_keyboard_and_the_record_keeps_it(page: ActionsPage, qtbot: QtBot) -> None:
    page.pane.filter_box.setFocus()
    page.view_timeline()
    here = QApplication.focusWidget()
    assert here is not None
    assert page.pane.list_widget.isAncestorOf(here)
    page.resize(1400, 700)
    page.view_table()
    page.form.focus_field("title")
    page.view_timeline()
    assert page.form.editor("title").hasFocus()


def test_several_lines_that_only_show_look_as_one_line_does(page: ActionsPage) -> None:
    page.form.set_read_only(True)
    for name in ("title", "what"):
        editor = page.form.editor(name)
        shown = editor.grab().toImage().pixelColor(editor.width() // 2, editor.height() - 6)
        assert shown.name() == theme.colour("ground").name()


def test_going_to_an_empty_plan_puts_the_keyboard_into_the_line_that_adds(
    empty_ward: Document, prefs: Prefs, light: QApplication, qtbot: QtBot
) -> None:
    one = ActionsPage(empty_ward, prefs)
    qtbot.addWidget(one)
    with qtbot.waitActive(one):
        one.show()
    one.refresh(None)
    here = QApplication.focusWidget()
    if here is not None:
        here.clearFocus()
    one.take_keyboard()
    assert one.pane.add_box.hasFocus()
