"""Planning an event again, its series and cancelling in it, driven on the page of events."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Person
from ward_desk.core.errors import NotUnderstoodError
from ward_desk.core.records import Row
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.events import event_again
from ward_desk.ui.pages.events.again.event_again_cancel import AgainCancel
from ward_desk.ui.pages.events.again.event_again_days import AgainDays, times_or_day
from ward_desk.ui.pages.events.events import EventsPage
from ward_desk.ui.prefs import Prefs

KEY = Qt.Key
LEFT = Qt.MouseButton.LeftButton
TODAY = date(2023, 12, 18)


@pytest.fixture
def page(ward: Document, prefs: Prefs, light: QApplication, qtbot: QtBot) -> Iterator[EventsPage]:
    one = EventsPage(ward, prefs)
    qtbot.addWidget(one)
    stop = ward.subscribe(one.refresh)
    one.resize(1200, 760)
    with qtbot.waitActive(one):
        one.show()
    one.refresh(None)
    yield one
    stop()


def titled(doc: Document, title: str) -> Row:
    return doc.store.rows("event", title=title)[0]


def on_open_day(page: EventsPage) -> str:
    """Be on the event that is planned for 10 January, a Wednesday."""
    event = str(titled(page.doc, "New year open day")["id"])
    page.open_record("event", event)
    return event


def repeating(page: EventsPage) -> AgainDays:
    on_open_day(page)
    page.repeat_event()
    assert isinstance(page.again.form, AgainDays)
    return page.again.form


def cancelling(page: EventsPage) -> AgainCancel:
    page.cancel_event()
    assert isinstance(page.again.form, AgainCancel)
    return page.again.form


def type_into(qtbot: QtBot, line: QLineEdit, words: str) -> None:
    line.selectAll()
    qtbot.keyClicks(line, words)
    qtbot.keyClick(line, KEY.Key_Return)


def said(form: AgainDays) -> list[str]:
    return [form.list.item(n).text() for n in range(form.list.count())]


def test_how_often_is_typed_as_a_number_or_a_day() -> None:
    assert times_or_day("8", date(2024, 1, 10), TODAY) == (8, None)
    assert times_or_day("12 times", date(2024, 1, 10), TODAY) == (12, None)
    until = event_again.MOST, date(2024, 3, 31)
    assert times_or_day("until 31 mar", date(2024, 1, 10), TODAY) == until
    assert times_or_day("31/3/2024", date(2024, 1, 10), TODAY) == until
    for wrong in ("0", "500", "", "soon", "1/1/2024"):
        with pytest.raises(NotUnderstoodError):
            times_or_day(wrong, date(2024, 1, 10), TODAY)


def test_a_session_is_repeated_by_keys_alone(page: EventsPage, qtbot: QtBot) -> None:
    form = repeating(page)
    assert form.every.hasFocus()
    qtbot.keyClick(form.every, KEY.Key_Down)
    assert form.every.currentText() == "Every two weeks on Wednesday"
    type_into(qtbot, form.times, "4")
    assert form.list.hasFocus()
    qtbot.keyClick(form.list, KEY.Key_Down)
    qtbot.keyClick(form.list, KEY.Key_Space)
    assert said(form)[:2] == ["Wed 24 Jan 2024, New year open day", "Wed 7 Feb 2024, left out"]
    assert form.button.text() == "Plan 3 events"
    qtbot.keyClick(form.list, KEY.Key_Return)
    starts = [row["start"] for row in page.doc.store.rows("event", title="New year open day", order="start")]
    assert starts == ["2024-01-10T18:00", "2024-01-24T18:00", "2024-02-21T18:00", "2024-03-06T18:00"]
    assert page.again.form is None
    assert page.area.isVisible()
    assert page.doc.undo_label is not None
    assert page.doc.undo_label.endswith("3 times")


def test_a_day_left_out_stays_out_while_more_are_asked_for(page: EventsPage, qtbot: QtBot) -> None:
    form = repeating(page)
    rect = form.list.visualItemRect(form.list.item(1))
    qtbot.mouseClick(form.list.viewport(), LEFT, pos=QPoint(rect.left() + 60, rect.center().y()))
    assert said(form)[1] == "Wed 24 Jan 2024, left out"
    type_into(qtbot, form.times, "until 14 feb")
    assert [one.endswith("left out") for one in said(form)] == [False, True, False, False, False]
    assert form.summary.text() == "From Wed 17 Jan 2024 to Wed 14 Feb 2024. 1 left out."


def test_days_say_what_is_on_already_and_what_is_past_begins_left_out(page: EventsPage) -> None:
    edits.edit(page.doc, "event", str(titled(page.doc, "Jobs fair")["id"]), {"title": "Walk 3"})
    edits.edit(page.doc, "event", str(titled(page.doc, "New year open day")["id"]), {"start": "2023-12-20"})
    page.open_record("event", str(titled(page.doc, "Walk 3")["id"]))
    page.repeat_event()
    form = page.again.form
    assert isinstance(form, AgainDays)
    assert said(form)[2:5] == [
        "Wed 13 Dec 2023, left out: it is past",
        "Wed 20 Dec 2023, Walk 4, on already: New year open day",
        "Wed 27 Dec 2023, Walk 5",
    ]
    assert form.days == [date(2023, 12, 20), date(2023, 12, 27), date(2024, 1, 3)]


def test_what_cannot_be_read_says_so_and_plans_nothing(page: EventsPage, qtbot: QtBot) -> None:
    form = repeating(page)
    type_into(qtbot, form.times, "a few")
    assert "not a date" in form.problem.text()
    assert form.problem.isVisible()
    assert not form.button.isEnabled()
    form.times.setText("until 12 jan")
    assert form.problem.text() == "There is no such day before then."
    form.times.setText("2")
    assert not form.problem.isVisible()
    assert form.button.isEnabled()


def test_esc_or_another_event_puts_the_form_away(page: EventsPage, qtbot: QtBot) -> None:
    form = repeating(page)
    qtbot.keyClick(form.list, KEY.Key_Escape)
    assert page.again.form is None
    assert page.pane.table.hasFocus()
    repeating(page)
    page.open_record("event", str(titled(page.doc, "Jobs fair")["id"]))
    assert page.again.form is None
    assert page.area.isVisible()
    assert page.doc.undo_label == "Fill the ward"


def test_once_more_is_planned_in_the_next_free_week_with_the_keyboard_on_its_day(
    page: EventsPage, qtbot: QtBot
) -> None:
    page.open_record("event", str(titled(page.doc, "Jobs fair")["id"]))
    page.duplicate_event()
    row = page.row
    assert row is not None
    assert (row["start"], row["status"]) == ("2023-12-20T10:00", "planned")
    line = page.form.editor("start")
    assert line.hasFocus()
    assert isinstance(line, QLineEdit)
    type_into(qtbot, line, "11 jan 2pm")
    assert titled(page.doc, "Jobs fair")["start"] == "2023-11-22T10:00"
    assert page.row is not None
    assert page.row["start"] == "2024-01-11T14:00"


def test_the_record_says_its_place_in_the_series_and_goes_along_it(page: EventsPage, qtbot: QtBot) -> None:
    event = on_open_day(page)
    assert not page.again.isVisible()
    assert not page.in_series
    second, third = event_again.repeat(page.doc, event, [date(2024, 1, 17), date(2024, 1, 24)])
    assert page.again.words.words == "1st of 3 in a series"
    assert not page.again.before.isVisible()
    qtbot.mouseClick(page.again.after, LEFT)
    assert page.pane.current_id == second
    assert page.again.words.words == "2nd of 3, repeats New year open day"
    page.session_after()
    assert page.pane.current_id == third
    page.session_after()
    page.session_before()
    assert page.pane.current_id == second


def test_an_event_is_cancelled_with_its_reason(page: EventsPage, qtbot: QtBot) -> None:
    event = on_open_day(page)
    form = cancelling(page)
    assert not form.which.isVisible()
    qtbot.keyClick(form.reason, KEY.Key_Return)
    assert form.problem.isVisible()
    type_into(qtbot, form.reason, "The hall is flooded")
    row = page.doc.store.get("event", event)
    assert row is not None
    assert (row["status"], row["cancel_reason"]) == ("cancelled", "The hall is flooded")
    assert page.again.form is None
    assert not page.can_cancel


def test_a_session_is_cancelled_with_the_later_planned_ones(page: EventsPage, qtbot: QtBot) -> None:
    made = event_again.repeat(page.doc, on_open_day(page), [date(2024, 1, n) for n in (17, 24, 31)])
    page.open_record("event", made[0])
    form = cancelling(page)
    assert form.which.isVisible()
    form.reason.setText("No cook")
    form.which.setFocus()
    qtbot.keyClick(form.which, KEY.Key_Down)
    assert form.which.currentText() == "This one and the 2 later ones planned"
    assert form.button.text() == "Cancel 3 events"
    qtbot.mouseClick(form.button, LEFT)
    assert [row["status"] for row in page.doc.store.rows("event", cancel_reason="No cook")] == ["cancelled"] * 3
    page.doc.undo()
    assert page.doc.store.rows("event", cancel_reason="No cook") == []


def test_keeping_it_cancels_nothing(page: EventsPage, qtbot: QtBot) -> None:
    on_open_day(page)
    form = cancelling(page)
    qtbot.keyClicks(form.reason, "Rain")
    qtbot.mouseClick(form.back, LEFT)
    assert page.again.form is None
    assert titled(page.doc, "New year open day")["status"] == "planned"


def test_what_was_held_meanwhile_is_refused_in_words(page: EventsPage, person: Person, qtbot: QtBot) -> None:
    event = on_open_day(page)
    form = cancelling(page)
    edits.edit(page.doc, "event", event, {"status": "held"})
    type_into(qtbot, form.reason, "Rain")
    assert "was held" in person.told[0]
    assert page.again.form is form
