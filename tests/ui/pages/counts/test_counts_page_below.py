"""The grid and what stands below it, together: the chosen cell, its count, and the list in their place."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ward_desk.service import edits
from ward_desk.service.counts import figure_entry
from ward_desk.ui.commands import of_page
from ward_desk.ui.pages.counts.beside.count_beside import DETAILS, FIGURE, OVERVIEW
from ward_desk.ui.pages.counts.counts import CountsPage


def test_every_command_of_the_page_has_its_handler(page: CountsPage) -> None:
    for command in of_page("counts"):
        assert callable(getattr(page, command.handler))
        assert not command.enabled or isinstance(getattr(page, command.enabled), bool)


def test_the_chosen_cell_is_explained_below(page: CountsPage, sessions: str) -> None:
    page.enter_figure("2023-11")
    assert page.below.adds_up.name.words == "Nov 2023: 8"
    page.show_behind()
    assert page.below.adds_up.lines.buttons[0].hasFocus()


def test_what_was_typed_is_gone_back_to_from_below(qtbot: QtBot, page: CountsPage, sessions: str) -> None:
    page.below.show_period("2023-11")
    page.show_behind()
    qtbot.keyClick(page.below.adds_up.lines.buttons[0], Qt.Key.Key_Return)
    cell = page.grid.cell
    assert cell is not None
    assert cell.key == "2023-11"
    assert QApplication.focusWidget() is page.grid


def test_a_note_is_one_key_away(page: CountsPage, sessions: str) -> None:
    page.enter_figure("2023-11")
    page.note_figure()
    assert page.tabs.bar.currentIndex() == FIGURE
    assert page.below.figure.editors["note"].widget.hasFocus()


def test_the_name_is_told_once(page: CountsPage, sessions: str) -> None:
    page.tabs.show_tab(OVERVIEW)
    assert not page.heading.isVisible()
    page.tabs.show_tab(DETAILS)
    assert page.heading.isVisible()


def test_where_a_count_leads_to_is_looked_at_before_it_is_kept(page: CountsPage, sessions: str, person: Any) -> None:
    lower = edits.add(page.doc, "activity_count", {"name": "Leaflets", "unit": "leaflets"})
    page.form.edited.emit("leads_to", lower)
    assert "neither of a higher level" in person.told[0]
    higher = edits.add(page.doc, "activity_count", {"name": "Claimants", "unit": "%", "level": "theme"})
    page.form.edited.emit("leads_to", higher)
    assert (page.row or {})["leads_to"] == higher


def test_the_list_of_what_is_missing_takes_the_place_of_the_page(qtbot: QtBot, page: CountsPage, sessions: str) -> None:
    figure_entry.set_figure(page.doc, sessions, "2023-12", "")
    page.enter_missing()
    made = page.missing.list
    assert made is not None
    assert not page.usual.isVisible()
    assert not page.can_edit
    line = next(one for one in made.lines if one.count == sessions)
    line.focus()
    qtbot.keyClicks(line.box, "4")
    qtbot.keyClick(line.box, Qt.Key.Key_Return)
    assert page.missing.showing
    qtbot.keyClick(made.done, Qt.Key.Key_Escape)
    assert page.usual.isVisible()
    assert page.can_edit
    assert page.doc.store.rows("figure", activity_count=sessions, period="2023-12")[0]["value"] == 4


def test_a_record_opened_from_elsewhere_closes_the_list(page: CountsPage, sessions: str) -> None:
    page.enter_missing()
    assert page.open_record("activity_count", sessions, "unit")
    assert page.usual.isVisible()
    assert page.form.editor("unit").hasFocus()


def test_an_indicator_that_explains_a_count_is_shown_with_it(page: CountsPage, sessions: str) -> None:
    line = page.doc.store.rows("profile_line")[0]
    edits.set_links(page.doc, "profile_count", str(line["id"]), [sessions])
    assert [one.accessibleName() for one in page.below.serves.profile.bars] == [
        "Children in low-income families: Ward 17.3%, County 8%"
    ]
