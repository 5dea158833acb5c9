"""The page of events with its calendar: views, the record beside, new events on a day, what needs settling."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ward_desk.core.records import Row
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.ui.pages.events.events import EventsPage
from ward_desk.ui.prefs import Prefs

KEY = Qt.Key


def shown(doc: Document, prefs: Prefs, qtbot: QtBot) -> Iterator[EventsPage]:
    one = EventsPage(doc, prefs)
    qtbot.addWidget(one)
    stop = doc.subscribe(one.refresh)
    one.resize(1200, 760)
    with qtbot.waitActive(one):
        one.show()
    one.refresh(None)
    yield one
    stop()


@pytest.fixture
def page(ward: Document, prefs: Prefs, light: QApplication, qtbot: QtBot) -> Iterator[EventsPage]:
    yield from shown(ward, prefs, qtbot)


def titled(doc: Document, title: str) -> Row:
    return doc.store.rows("event", title=title)[0]


def test_a_calendar_has_the_page_to_itself_until_the_record_is_asked_for(page: EventsPage, qtbot: QtBot) -> None:
    table = page.splitter.sizes()
    page.view_month()
    assert page.pane.list_widget.focusProxy().hasFocus()
    assert not page.card.isVisible()
    page.calendar.days.go_to(date(2024, 1, 10))
    qtbot.keyClick(page.pane.list_widget.focusProxy(), KEY.Key_Return)
    assert page.card.isVisible()
    assert page.card.isAncestorOf(QApplication.focusWidget())
    assert page.card.width() >= page.pane.width() / 3
    qtbot.keyClick(QApplication.focusWidget(), KEY.Key_Escape)
    page.toggle_beside()
    assert not page.card.isVisible()
    page.view_table()
    assert page.card.isVisible()
    assert page.splitter.sizes() == table


def test_the_view_is_the_one_it_was_left_in(page: EventsPage, ward: Document, prefs: Prefs, qtbot: QtBot) -> None:
    page.view_week()
    again = EventsPage(ward, prefs)
    qtbot.addWidget(again)
    assert again.pane.view == "week"


def test_a_title_typed_on_a_day_plans_an_event_there_with_its_record_up(page: EventsPage, qtbot: QtBot) -> None:
    page.view_month()
    sheet = page.pane.list_widget.focusProxy()
    qtbot.keyClick(sheet, KEY.Key_Down)
    qtbot.keyClick(sheet, "T")
    qtbot.keyClicks(page.pane.add_box, "ea and talk")
    qtbot.keyClick(page.pane.add_box, KEY.Key_Return)
    assert titled(page.doc, "Tea and talk")["start"] == "2023-12-25"
    assert page.card.isVisible()
    assert page.card.isAncestorOf(QApplication.focusWidget())
    assert page.calendar.days.day == date(2023, 12, 25)


def test_a_field_asked_for_elsewhere_brings_up_the_record(page: EventsPage) -> None:
    page.view_month()
    assert page.open_record("event", str(titled(page.doc, "Jobs fair")["id"]), "attendance")
    assert page.card.isVisible()
    assert page.calendar.days.day == date(2023, 11, 22)


def test_an_event_planned_in_the_past_says_so_in_the_list_and_is_found_by_a_filter(page: EventsPage) -> None:
    event = str(titled(page.doc, "New year open day")["id"])
    edits.edit(page.doc, "event", event, {"start": "2023-12-15T10:00", "end": "2023-12-18T12:00"})
    place = [one.key for one in page.pane.model.columns].index("settle")
    status = page.pane.drop_downs["status"]

    def words() -> str:
        return page.pane.model.words_for(event, place)

    assert words() == ""
    status.setCurrentIndex(status.place("unsettled"))
    assert list(page.pane.model.ids) == []
    edits.edit(page.doc, "event", event, {"end": "2023-12-17T12:00"})
    assert list(page.pane.model.ids) == [event]
    assert words() == "Its day has passed"
    edits.edit(page.doc, "event", event, {"status": "held"})
    assert list(page.pane.model.ids) == []


def test_a_narrow_calendar_gives_its_room_to_the_record_while_the_keyboard_is_in_that(
    page: EventsPage, prefs: Prefs, qtbot: QtBot
) -> None:
    page.view_month()
    page.toggle_beside()
    assert page.card.isVisible()
    page.resize(760, 560)
    assert not page.card.isVisible()
    page.calendar.days.go_to(date(2024, 1, 10))
    qtbot.keyClick(page.pane.list_widget.focusProxy(), KEY.Key_Return)
    assert page.card.isAncestorOf(QApplication.focusWidget())
    assert not page.pane.isVisible()
    for _ in range(2):
        qtbot.keyClick(QApplication.focusWidget(), KEY.Key_Escape)
        assert not page.card.isVisible()
        assert page.pane.list_widget.focusProxy().hasFocus()
        page.cancel_event()
        assert not page.pane.isVisible()
    qtbot.keyClick(QApplication.focusWidget(), KEY.Key_Escape)
    page.toggle_beside()
    assert page.card.isAncestorOf(QApplication.focusWidget())
    page.view_week()
    assert page.pane.list_widget.focusProxy().hasFocus()
    assert not page.card.isVisible()
    page.view_month()
    page.resize(1200, 760)
    assert page.card.isVisible()


def test_a_form_that_brought_up_the_record_takes_it_away_again(page: EventsPage, qtbot: QtBot) -> None:
    page.view_month()
    page.calendar.days.go_to(date(2024, 1, 10))
    page.repeat_event()
    assert page.card.isVisible()
    qtbot.keyClick(QApplication.focusWidget(), KEY.Key_Escape)
    assert not page.card.isVisible()
    page.toggle_beside()
    page.repeat_event()
    qtbot.keyClick(QApplication.focusWidget(), KEY.Key_Escape)
    assert page.card.isVisible()
