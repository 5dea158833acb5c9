"""A year of events at a look: the view of the Events page, its year, what is counted, what others get of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Person
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.ui.pages.events.event_pictures import EventPictures
from ward_desk.ui.pages.events.events import EventsPage
from ward_desk.ui.prefs import Prefs


@pytest.fixture
def view(ward: Document, qtbot: QtBot, light: QApplication) -> EventPictures:
    made = EventPictures(ward)
    qtbot.addWidget(made)
    made.resize(1000, 500)
    made.show()
    qtbot.waitUntil(lambda: made.attendance.picture.is_drawn and made.by_theme.picture.is_drawn)
    return made


def rows_of(view: EventPictures) -> dict[str, tuple[str, ...]]:
    chart = view.attendance.picture.chart
    assert chart is not None
    return {row[0]: row[1:] for row in chart.rows}


def test_who_came_is_shown_month_by_month(view: EventPictures) -> None:
    assert rows_of(view)["Oct 2023"] == ("12", "5", "–", "17", "1")
    assert rows_of(view)["Nov 2023"][-2] == "at least 400"


def test_another_thing_is_counted_by_theme(view: EventPictures, qtbot: QtBot) -> None:
    view.what.setFocus()
    qtbot.keyClick(view.what, Qt.Key.Key_Down)
    qtbot.keyClick(view.what, Qt.Key.Key_Return)
    chart = view.by_theme.picture.chart
    assert chart is not None
    assert chart.title == "Events held, by theme"
    assert [row[1] for row in chart.rows] == ["0", "1", "1", "0", "0"]


def test_a_number_typed_at_an_event_is_in_the_picture_at_once(view: EventPictures, ward: Document) -> None:
    clean = next(row for row in ward.store.rows("event") if row["title"] == "Clean-up by the river")
    adults = next(row for row in ward.store.rows("attendance", event=clean["id"]) if row["grouping"] == "adults")
    edits.edit(ward, "attendance", str(adults["id"]), {"number": 40})
    assert rows_of(view)["Oct 2023"][0] == "40"
    ward.undo()
    assert rows_of(view)["Oct 2023"][0] == "12"


def test_a_year_without_events_says_so(view: EventPictures, ward: Document, qtbot: QtBot) -> None:
    edits.add(ward, "event", {"title": "Old fair", "status": "held", "start": "2021-05-01"})
    view.year.setFocus()
    qtbot.keyClick(view.year, Qt.Key.Key_Down)  # from 2023-24 to 2022-23
    assert "No event held in 2022-23" in view.attendance.picture.accessibleDescription()


def test_a_small_number_of_an_age_is_shown_here_and_kept_back_in_what_is_saved(
    view: EventPictures, ward: Document, person: Person, tmp_path: Path
) -> None:
    clean = next(row for row in ward.store.rows("event") if row["title"] == "Clean-up by the river")
    young = next(row for row in ward.store.rows("attendance", event=clean["id"]) if row["grouping"] == "under_18s")
    edits.edit(ward, "attendance", str(young["id"]), {"number": 3})
    assert rows_of(view)["Oct 2023"][1] == "3"
    person.answers, person.files = [1], [tmp_path / "came.svg"]
    view.attendance.save.save_picture()
    words = (tmp_path / "came.svg").read_text(encoding="utf-8")
    assert "Under 18s [c]" in words
    assert "Under 18s 3" not in words


def test_without_themes_there_is_only_the_picture_of_who_came(
    north_northants_ward: Document, qtbot: QtBot, light: QApplication
) -> None:
    view = EventPictures(north_northants_ward)
    qtbot.addWidget(view)
    view.show()
    assert view.attendance.isVisible()
    assert not view.by_theme.isVisible()


def test_the_page_shows_the_figures_by_their_key_with_the_whole_page_for_them(
    ward: Document, prefs: Prefs, qtbot: QtBot, light: QApplication
) -> None:
    page = EventsPage(ward, prefs)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.refresh(None)
    page.show()
    page.view_figures()
    assert isinstance(page.pane.list_widget, EventPictures)
    assert not page.card.isVisible()
    assert not page.pane.filter_box.isEnabled()  # the year is shown whole
    page.view_table()
    assert page.pane.list_widget is page.pane.table
