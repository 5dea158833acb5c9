"""The week of events, driven by keys and mouse on a real document."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.pages.events.event_list import Desk, drag
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.ui import theme
from ward_desk.ui.pages.events.calendar.event_calendar_days import FIRST, LAST
from ward_desk.ui.pages.events.calendar.event_week import WeekSheet, day_heading
from ward_desk.ui.prefs import Prefs

ALT = Qt.KeyboardModifier.AltModifier
KEY = Qt.Key
OPEN_DAY = date(2024, 1, 10)


@pytest.fixture
def desk(ward: Document, prefs: Prefs, light: QApplication, qtbot: QtBot) -> Desk:
    one = Desk(ward, prefs, qtbot, "week")
    one.calendar.days.go_to(OPEN_DAY)
    return one


def sheet_of(desk: Desk) -> WeekSheet:
    assert isinstance(desk.sheet, WeekSheet)
    return desk.sheet


def test_the_week_is_named_by_its_days(desk: Desk, qtbot: QtBot) -> None:
    assert desk.view.title.words == "8 to 14 January 2024"
    qtbot.keyClick(desk.sheet, KEY.Key_PageUp)
    assert desk.view.title.words == "1 to 7 January 2024"
    qtbot.keyClick(desk.sheet, KEY.Key_PageUp)
    assert desk.view.title.words == "25 to 31 December 2023"
    desk.calendar.days.go_to(date(2023, 11, 1))
    assert desk.view.title.words == "30 October to 5 November 2023"
    desk.calendar.days.go_to(date(2025, 1, 1))
    assert desk.view.title.words == "30 December 2024 to 5 January 2025"


def test_up_and_down_go_along_the_day_and_left_and_right_to_the_next(desk: Desk, qtbot: QtBot) -> None:
    edits.add(desk.doc, "event", {"title": "Walk", "start": "2024-01-10T09:00"})
    qtbot.keyClick(desk.sheet, KEY.Key_Up)
    assert desk.here() == "Walk"
    qtbot.keyClick(desk.sheet, KEY.Key_Down)
    assert desk.here() == "New year open day"
    qtbot.keyClick(desk.sheet, KEY.Key_Right)
    assert (desk.calendar.days.day, desk.here()) == (date(2024, 1, 11), "")
    qtbot.keyClick(desk.sheet, KEY.Key_End)
    assert desk.calendar.days.day == date(2024, 1, 14)


def test_events_at_the_same_time_stand_beside_each_other(desk: Desk) -> None:
    edits.add(desk.doc, "event", {"title": "Talk", "start": "2024-01-10T18:30", "end": "2024-01-10T19:30"})
    sheet = sheet_of(desk)
    first, second = (sheet.event_rect(str(desk.titled(one)["id"])) for one in ("New year open day", "Talk"))
    assert not first.intersects(second)
    assert first.top() < second.top() < first.bottom() < second.bottom()
    for rect, title in ((first, "New year open day"), (second, "Talk")):
        spot = sheet.spot_at(rect.center())
        assert spot is not None
        assert spot.event is not None
        assert spot.event.title == title


def test_events_of_whole_days_stand_in_the_band_above_the_hours(desk: Desk) -> None:
    edits.add(desk.doc, "event", {"title": "Play week", "start": "2024-01-09", "end": "2024-01-12"})
    sheet = sheet_of(desk)
    band, timed = (sheet.event_rect(str(desk.titled(one)["id"])) for one in ("Play week", "New year open day"))
    assert band.bottom() < timed.top()
    assert band.left() < timed.left() < timed.right() < band.right()


def test_more_whole_day_events_than_there_is_room_for_are_counted(desk: Desk) -> None:
    for n in range(40):
        edits.add(desk.doc, "event", {"title": f"Stall {n}", "start": "2024-01-09"})
    sheet = sheet_of(desk)
    sheet.grab()
    spots = [sheet.spot_at(QPoint(sheet.viewport().width() // 5, y)) for y in range(0, 300, 4)]
    [more] = {spot.day for spot in spots if spot and spot.more}
    assert more == date(2024, 1, 9)


def test_an_early_or_late_event_has_its_hours(desk: Desk) -> None:
    edits.add(desk.doc, "event", {"title": "Dawn walk", "start": "2024-01-10T05:30"})
    edits.add(desk.doc, "event", {"title": "Night bus", "start": "2024-01-10T22:00", "end": "2024-01-10T23:45"})
    sheet = sheet_of(desk)
    tops = [sheet.event_rect(str(desk.titled(one)["id"])) for one in ("Dawn walk", "New year open day", "Night bus")]
    assert [one.top() for one in tops] == sorted(one.top() for one in tops)
    assert all(one.height() > 5 for one in tops)


def test_alt_and_an_arrow_move_an_event_by_a_day_or_a_quarter_of_an_hour(desk: Desk, qtbot: QtBot) -> None:
    qtbot.keyClick(desk.sheet, KEY.Key_Left, ALT)
    qtbot.keyClick(desk.sheet, KEY.Key_Down, ALT)
    assert desk.titled("New year open day")["start"] == "2024-01-09T18:15"
    qtbot.keyClick(desk.sheet, KEY.Key_Up, ALT)
    assert desk.titled("New year open day")["start"] == "2024-01-09T18:00"


def test_an_event_without_a_time_is_moved_by_days_only(desk: Desk, qtbot: QtBot) -> None:
    edits.edit(desk.doc, "event", str(desk.titled("New year open day")["id"]), {"start": "2024-01-10"})
    qtbot.keyClick(desk.sheet, KEY.Key_Down, ALT)
    assert desk.titled("New year open day")["start"] == "2024-01-10"
    qtbot.keyClick(desk.sheet, KEY.Key_Right, ALT)
    assert desk.titled("New year open day")["start"] == "2024-01-11"


def test_an_event_is_dragged_to_another_day_and_time_as_one_operation(desk: Desk) -> None:
    edits.edit(desk.doc, "event", str(desk.titled("New year open day")["id"]), {"end": "2024-01-10T20:00"})
    sheet, event = sheet_of(desk), desk.titled("New year open day")
    rect = sheet.event_rect(str(event["id"]))
    hour, wide = rect.height() / 2, (sheet.viewport().width() - 40) // 7
    drag(sheet, rect.center(), rect.center() + QPoint(2 * wide, -round(3 * hour)))
    moved = desk.titled("New year open day")
    assert (moved["start"], moved["end"]) == ("2024-01-12T15:00", "2024-01-12T17:00")
    desk.doc.undo()
    assert desk.titled("New year open day") == event


def test_a_low_week_scrolls_to_the_event(desk: Desk) -> None:
    desk.pane.resize(700, 330)
    desk.calendar.days.go_to(date(2024, 1, 11))
    sheet = sheet_of(desk)
    sheet.verticalScrollBar().setValue(0)
    desk.calendar.days.go_to(OPEN_DAY)
    assert sheet.verticalScrollBar().value() > 0
    assert sheet.viewport().rect().contains(sheet.event_rect(str(desk.titled("New year open day")["id"])).center())


def test_the_first_and_last_weeks_of_the_calendar_are_drawn(desk: Desk, qtbot: QtBot) -> None:
    for day in (FIRST, LAST):
        desk.calendar.days.go_to(day)
        desk.sheet.grab()
        qtbot.keyClick(desk.sheet, KEY.Key_PageUp if day == FIRST else KEY.Key_PageDown)
        assert desk.calendar.days.day == day


def test_an_overfull_day_is_wide_enough_to_read_and_the_others_stay_where_they_can_be_clicked(desk: Desk) -> None:
    even = sheet_of(desk)._day_rect(date(2024, 1, 12)).width()
    for number in range(6):
        edits.add(desk.doc, "event", {"title": f"Stall {number}", "start": "2024-01-13T10:00"})
    widths = [sheet_of(desk)._day_rect(date(2024, 1, n)).width() for n in range(8, 15)]
    assert widths[5] > 2 * even
    assert all(theme.px(50) <= one < even for n, one in enumerate(widths) if n != 5)
    sunday = sheet_of(desk)._day_rect(date(2024, 1, 14)).center()
    spot = sheet_of(desk).spot_at(sunday)
    assert spot is not None
    assert spot.day == date(2024, 1, 14)


def test_the_heading_of_a_narrow_day_is_never_a_date_cut_short(light: QApplication) -> None:
    metrics = QFontMetrics(theme.font(size=12, bold=True))
    said = [
        day_heading(metrics, date(2024, 1, 24), metrics.horizontalAdvance(room)) for room in ("Wed 24", "Wed 2", "2")
    ]
    assert said == ["Wed 24", "W 24", "24"]
