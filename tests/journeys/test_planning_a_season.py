"""A season of events planned by keyboard: a course with a gap at half term, and a calendar somebody sent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.journeys.conftest import Person
from ward_desk.core.records import Row
from ward_desk.service.document import Document
from ward_desk.ui.app import Application
from ward_desk.ui.pages.events.events import EventsPage
from ward_desk.ui.pages.events.files.calendar_in import CalendarIn

pytestmark = pytest.mark.journey

CTRL, ALT, SHIFT = (getattr(Qt.KeyboardModifier, f"{name}Modifier") for name in ("Control", "Alt", "Shift"))
KEY = Qt.Key
Press = Callable[..., None]

COURSE = """BEGIN:VCALENDAR
PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN
VERSION:2.0
METHOD:PUBLISH
X-WR-CALNAME:Community team
BEGIN:VTIMEZONE
TZID:GMT Standard Time
BEGIN:STANDARD
DTSTART:16011028T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZOFFSETFROM:+0100
TZOFFSETTO:-0000
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010325T010000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZOFFSETFROM:-0000
TZOFFSETTO:+0100
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
UID:040000008200E00074C5B7101A82E008
SUMMARY;LANGUAGE=en-gb:Growing together
DTSTART;TZID="GMT Standard Time":20240320T180000
DTEND;TZID="GMT Standard Time":20240320T200000
RRULE:FREQ=WEEKLY;COUNT=4;BYDAY=WE
EXDATE;TZID="GMT Standard Time":20240403T180000
LOCATION:Hope Church\\, Broad
 way
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
ORGANIZER;CN="Jo Smith":mailto:jo.smith@council.example
END:VEVENT
BEGIN:VEVENT
UID:staff
SUMMARY:Staff away day
DTSTART;VALUE=DATE:20240210
DTEND;VALUE=DATE:20240212
END:VEVENT
END:VCALENDAR
"""


def new_events(doc: Document, before: list[Row]) -> list[Row]:
    known = {row["id"] for row in before}
    return sorted((row for row in doc.store.rows("event") if row["id"] not in known), key=lambda row: str(row["start"]))


def the_screen(app: Application, qtbot: QtBot) -> CalendarIn:
    qtbot.waitUntil(lambda: any(one.table.hasFocus() for one in app.window.findChildren(CalendarIn)))
    return next(one for one in app.window.findChildren(CalendarIn) if one.table.hasFocus())


def test_a_course_is_planned_weekly_with_a_gap_moved_and_cancelled_by_keyboard(desk: Application, press: Press) -> None:
    doc = desk.window.document
    assert doc is not None
    before = doc.store.rows("event")
    press(desk, (KEY.Key_3, CTRL))
    page = desk.window.page
    assert isinstance(page, EventsPage)
    press(desk, (KEY.Key_N, CTRL), "Spring course 1", KEY.Key_Return)
    press(desk, "10 jan 2024 18:00", KEY.Key_Return, (KEY.Key_R, CTRL))
    press(desk, KEY.Key_Tab, "until 28 feb", KEY.Key_Return)  # to the list of days
    for _ in range(4):  # 17, 24, 31 January, 7 February: to the 14th
        press(desk, KEY.Key_Down)
    press(desk, KEY.Key_Space, KEY.Key_Return)
    days = [date(2024, 1, 10), *(date(2024, 1, n) for n in (17, 24, 31)), *(date(2024, 2, n) for n in (7, 21, 28))]
    made = new_events(doc, before)
    assert [row["start"] for row in made] == [f"{day.isoformat()}T18:00" for day in days]
    assert [row["title"] for row in made] == [f"Spring course {n}" for n in range(1, 8)]
    press(desk, (KEY.Key_2, ALT))
    page.calendar.days.go_to(date(2024, 1, 24))
    press(desk, (KEY.Key_Right, ALT))
    assert new_events(doc, before)[2]["start"] == "2024-01-25T18:00"
    press(desk, (KEY.Key_H, CTRL | SHIFT), "No cook", KEY.Key_Tab, KEY.Key_Down, KEY.Key_Tab, KEY.Key_Space)
    assert [row["status"] for row in new_events(doc, before)] == ["planned"] * 2 + ["cancelled"] * 5
    press(desk, (KEY.Key_Z, CTRL))
    assert [row["status"] for row in new_events(doc, before)] == ["planned"] * 7


def test_a_calendar_somebody_sent_comes_in_with_its_kinds_set_once_and_changed_later(
    desk: Application, press: Press, person: Person, qtbot: QtBot, tmp_path: Path
) -> None:
    doc = desk.window.document
    assert doc is not None
    before = doc.store.rows("event")
    file = tmp_path / "team.ics"
    file.write_bytes(COURSE.replace("\n", "\r\n").encode())
    person.files = [file] * 3
    press(desk, (KEY.Key_3, CTRL), (KEY.Key_I, CTRL))
    screen = the_screen(desk, qtbot)
    assert screen.total.text() == "4 to add."
    press(desk, (KEY.Key_Down, SHIFT), (KEY.Key_Down, SHIFT), KEY.Key_F2, "Course", KEY.Key_Return)
    press(desk, KEY.Key_End, KEY.Key_Space, (KEY.Key_Return, CTRL))
    made = new_events(doc, before)
    assert [(row["start"], row["kind"]) for row in made] == [
        (f"2024-{day}T18:00", "course_session") for day in ("03-20", "03-27", "04-10")  # the clocks change between
    ]  # fmt: skip
    assert {row["venue"] for row in made} == {"Hope Church, Broadway"}
    assert [row["repeats"] for row in made] == [None, made[0]["id"], made[0]["id"]]

    press(desk, (KEY.Key_I, CTRL))
    screen = the_screen(desk, qtbot)
    press(desk, KEY.Key_End, KEY.Key_Space)
    assert screen.total.text() == "3 as they are, 1 left out."
    press(desk, KEY.Key_Escape)

    file.write_bytes(COURSE.replace("Hope Church", "Trinity Church").replace("\n", "\r\n").encode())
    press(desk, (KEY.Key_I, CTRL))
    screen = the_screen(desk, qtbot)
    assert screen.total.text() == "1 to add, 3 to change."
    press(desk, (KEY.Key_Return, CTRL))
    assert {row["venue"] for row in new_events(doc, before)} == {"Trinity Church, Broadway", ""}
    press(desk, (KEY.Key_Z, CTRL), (KEY.Key_Z, CTRL))
    assert doc.store.rows("event") == before
