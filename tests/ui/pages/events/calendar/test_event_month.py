"""The month of events, driven by keys and mouse on a real document."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QFontMetrics, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.pages.events.event_list import LEFT, Desk, drag, mouse
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.ui import theme
from ward_desk.ui.pages.events.calendar import event_calendar_paint
from ward_desk.ui.pages.events.calendar.event_calendar_days import FIRST, LAST
from ward_desk.ui.pages.events.calendar.event_month import MonthSheet
from ward_desk.ui.prefs import Prefs

ALT = Qt.KeyboardModifier.AltModifier
KEY = Qt.Key
TODAY = date(2023, 12, 18)
OPEN_DAY = date(2024, 1, 10)


@pytest.fixture
def desk(ward: Document, prefs: Prefs, light: QApplication, qtbot: QtBot) -> Desk:
    return Desk(ward, prefs, qtbot, "month")


def sheet_of(desk: Desk) -> MonthSheet:
    assert isinstance(desk.sheet, MonthSheet)
    return desk.sheet


def keys(desk: Desk, qtbot: QtBot, *pressed: Qt.Key) -> None:
    for key in pressed:
        qtbot.keyClick(desk.sheet, key)


def test_the_month_begins_with_today(desk: Desk) -> None:
    assert desk.view.title.words == "December 2023"
    assert desk.sheet.accessibleName() == "Month. Mon 18 Dec 2023, today, no events"


def test_arrows_go_by_day_and_by_week_past_the_end_of_a_month(desk: Desk, qtbot: QtBot) -> None:
    keys(desk, qtbot, KEY.Key_Right, KEY.Key_Right, KEY.Key_Down, KEY.Key_Up, KEY.Key_Left)
    assert desk.calendar.days.day == date(2023, 12, 19)
    keys(desk, qtbot, KEY.Key_Down, KEY.Key_Down)
    assert desk.calendar.days.day == date(2024, 1, 2)
    assert desk.view.title.words == "January 2024"


def test_page_keys_turn_months_and_home_comes_back_to_today(desk: Desk, qtbot: QtBot) -> None:
    desk.calendar.days.go_to(date(2024, 1, 31))
    keys(desk, qtbot, KEY.Key_PageDown)
    assert desk.calendar.days.day == date(2024, 2, 29)
    keys(desk, qtbot, KEY.Key_PageUp, KEY.Key_End)
    assert desk.calendar.days.day == date(2024, 1, 31)
    keys(desk, qtbot, KEY.Key_Home)
    assert desk.calendar.days.day == TODAY


def test_the_buttons_turn_months_too(desk: Desk, qtbot: QtBot) -> None:
    qtbot.mouseClick(desk.view.later, LEFT)
    assert desk.view.title.words == "January 2024"
    qtbot.mouseClick(desk.view.earlier, LEFT)
    qtbot.mouseClick(desk.view.earlier, LEFT)
    assert desk.view.title.words == "November 2023"
    qtbot.mouseClick(desk.view.today, LEFT)
    assert desk.view.title.words == "December 2023"


def test_no_day_is_gone_to_that_could_not_be_typed(desk: Desk, qtbot: QtBot) -> None:
    for day in (FIRST, LAST):
        desk.calendar.days.go_to(day)
        desk.sheet.grab()
        keys(desk, qtbot, KEY.Key_PageUp if day == FIRST else KEY.Key_PageDown)
        keys(desk, qtbot, KEY.Key_Up if day == FIRST else KEY.Key_Down)
        assert desk.calendar.days.day == day


def test_a_day_with_an_event_chooses_it_and_enter_opens_it(desk: Desk, qtbot: QtBot) -> None:
    desk.calendar.days.go_to(date(2024, 1, 9))
    keys(desk, qtbot, KEY.Key_Right)
    event = desk.titled("New year open day")
    assert desk.pane.current_id == event["id"]
    assert desk.sheet.accessibleName().endswith(
        "1 event. " + f"{event['ref']} New year open day, Wed 10 Jan 2024, 18:00, Workshop, planned"
    )
    keys(desk, qtbot, KEY.Key_Return)
    assert desk.opened == [event["id"]]


def test_space_goes_round_the_events_of_a_day(desk: Desk, qtbot: QtBot) -> None:
    for title in ("Early walk", "Late talk"):
        edits.add(desk.doc, "event", {"title": title, "start": f"2024-01-10T{'09' if title[0] == 'E' else '20'}:00"})
    desk.calendar.days.go_to(OPEN_DAY)
    went = []
    for _ in range(3):
        keys(desk, qtbot, KEY.Key_Space)
        went.append(desk.here())
    order = ["Early walk", "New year open day", "Late talk"]
    start = order.index(went[0])
    assert went == order[start:] + order[:start]


def test_an_event_chosen_elsewhere_is_gone_to(desk: Desk) -> None:
    desk.pane.select(str(desk.titled("Clean-up by the river")["id"]))
    assert desk.calendar.days.day == date(2023, 10, 14)
    assert desk.view.title.words == "October 2023"


def test_alt_and_an_arrow_move_the_event_by_a_day_or_a_week_each_one_operation(desk: Desk, qtbot: QtBot) -> None:
    desk.calendar.days.go_to(OPEN_DAY)
    qtbot.keyClick(desk.sheet, KEY.Key_Right, ALT)
    qtbot.keyClick(desk.sheet, KEY.Key_Down, ALT)
    event = desk.titled("New year open day")
    assert event["start"] == "2024-01-18T18:00"
    assert desk.calendar.days.day == date(2024, 1, 18)
    assert desk.here() == "New year open day"
    assert desk.said[-1] == f"{event['ref']}: Thu 18 Jan 2024 18:00"
    desk.doc.undo()
    assert desk.titled("New year open day")["start"] == "2024-01-11T18:00"
    assert desk.calendar.days.day == date(2024, 1, 11)  # who is on an event goes with it


def test_a_day_without_the_chosen_event_is_stayed_on_when_that_is_moved(desk: Desk) -> None:
    desk.calendar.days.go_to(OPEN_DAY)
    desk.calendar.days.go_to(date(2024, 1, 2))
    edits.edit(desk.doc, "event", str(desk.titled("New year open day")["id"]), {"start": "2024-01-25"})
    assert desk.calendar.days.day == date(2024, 1, 2)


def test_with_no_event_chosen_nothing_is_moved(desk: Desk, qtbot: QtBot) -> None:
    qtbot.keyClick(desk.sheet, KEY.Key_Right, ALT)
    assert desk.said == ["No event of this day is chosen"]
    assert desk.doc.undo_label == "Fill the ward"


def test_an_event_is_dragged_to_another_day_with_its_time(desk: Desk) -> None:
    desk.calendar.days.go_to(OPEN_DAY)
    sheet, event = sheet_of(desk), desk.titled("New year open day")
    drag(sheet, sheet.event_rect(str(event["id"])).center(), sheet.day_rect(date(2024, 1, 25)).center())
    assert desk.titled("New year open day")["start"] == "2024-01-25T18:00"
    desk.doc.undo()
    assert desk.titled("New year open day") == event


def test_esc_puts_a_dragged_event_back(desk: Desk, qtbot: QtBot) -> None:
    desk.calendar.days.go_to(OPEN_DAY)
    sheet, event = sheet_of(desk), desk.titled("New year open day")
    end = sheet.day_rect(date(2024, 1, 25)).center()
    drag(sheet, sheet.event_rect(str(event["id"])).center(), end, drop=False)
    sheet.grab()  # what is dragged is painted
    keys(desk, qtbot, KEY.Key_Escape)
    mouse(sheet, QEvent.Type.MouseButtonRelease, end)
    assert desk.titled("New year open day") == event


def test_a_document_opened_to_read_keeps_its_days(
    ward: Document, prefs: Prefs, light: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(ward, prefs, qtbot, "month")
    monkeypatch.setattr(ward, "read_only", True)
    desk.calendar.days.go_to(OPEN_DAY)
    qtbot.keyClick(desk.sheet, KEY.Key_Right, ALT)
    sheet = sheet_of(desk)
    event = desk.titled("New year open day")
    drag(sheet, sheet.event_rect(str(event["id"])).center(), sheet.day_rect(date(2024, 1, 25)).center())
    keys(desk, qtbot, KEY.Key_A)
    assert desk.titled("New year open day")["start"] == "2024-01-10T18:00"
    assert len(desk.said) == 3
    assert all("read only" in one for one in desk.said)


def test_typing_on_a_day_begins_a_new_event_there(desk: Desk, qtbot: QtBot) -> None:
    keys(desk, qtbot, KEY.Key_Right)
    asked: list[str] = []
    desk.pane.add_requested.connect(asked.append)
    qtbot.keyClick(desk.sheet, "T")
    assert desk.pane.add_box.hasFocus()
    qtbot.keyClicks(desk.pane.add_box, "ea and talk")
    qtbot.keyClick(desk.pane.add_box, KEY.Key_Return)
    assert asked == ["Tea and talk"]
    assert desk.calendar.day_for_new == date(2023, 12, 19)
    assert "Tue 19 Dec 2023" in desk.pane.add_box.placeholderText()


def test_in_the_table_a_new_event_is_of_today(desk: Desk, qtbot: QtBot) -> None:
    keys(desk, qtbot, KEY.Key_Right)
    desk.pane.show_view("table")
    assert desk.calendar.day_for_new == TODAY
    assert desk.pane.add_box.placeholderText() == "Type to add a new event, then press Enter…"


def test_enter_or_two_clicks_on_an_empty_day_begin_a_new_event(desk: Desk, qtbot: QtBot) -> None:
    keys(desk, qtbot, KEY.Key_Return)
    assert desk.pane.add_box.hasFocus()
    desk.pane.focus_list()
    at = sheet_of(desk).day_rect(date(2023, 12, 7)).center()
    mouse(desk.sheet, QEvent.Type.MouseButtonPress, at)
    mouse(desk.sheet, QEvent.Type.MouseButtonDblClick, at)
    assert desk.pane.add_box.hasFocus()
    assert desk.calendar.day_for_new == date(2023, 12, 7)


def test_two_clicks_on_an_event_open_it_and_delete_asks_to_remove_it(desk: Desk, qtbot: QtBot) -> None:
    desk.calendar.days.go_to(OPEN_DAY)
    event = str(desk.titled("New year open day")["id"])
    mouse(desk.sheet, QEvent.Type.MouseButtonDblClick, sheet_of(desk).event_rect(event).center())
    assert desk.opened == [event]
    removing: list[list[str]] = []
    desk.pane.remove_requested.connect(removing.append)
    keys(desk, qtbot, KEY.Key_Delete)
    assert removing == [[event]]


def test_more_than_there_is_room_for_opens_that_day_in_its_week(desk: Desk) -> None:
    for n in range(12):
        edits.add(desk.doc, "event", {"title": f"Talk {n}", "start": f"2023-12-06T{8 + n:02d}:00"})
    sheet = sheet_of(desk)
    more = sheet.more_rect(date(2023, 12, 6))
    assert not more.isNull()
    tip = sheet.tip_at(more.center())
    assert len(tip.splitlines()) == 12
    mouse(sheet, QEvent.Type.MouseButtonPress, more.center())
    assert desk.pane.view == "week"
    assert desk.calendar.days.day == date(2023, 12, 6)


def test_an_event_of_several_days_is_drawn_across_them_in_each_week(desk: Desk) -> None:
    edits.add(desk.doc, "event", {"title": "Play week", "start": "2023-12-15", "end": "2023-12-19"})
    sheet, event = sheet_of(desk), str(desk.titled("Play week")["id"])
    rect = sheet.event_rect(event)
    assert rect.left() < sheet.day_rect(date(2023, 12, 16)).left() < rect.right()
    on_tuesday = QPoint(sheet.day_rect(date(2023, 12, 19)).center().x(), 0)
    on_tuesday.setY(rect.center().y() + sheet.day_rect(TODAY).top() - sheet.day_rect(date(2023, 12, 11)).top())
    spot = sheet.spot_at(on_tuesday)
    assert spot is not None
    assert spot.event is not None
    assert spot.event.title == "Play week"


def test_the_filter_of_the_list_holds_here_too(desk: Desk) -> None:
    desk.calendar.days.go_to(OPEN_DAY)
    desk.pane.drop_downs["status"].setCurrentIndex(desk.pane.drop_downs["status"].place("held"))
    assert desk.calendar.days.on(OPEN_DAY) == []
    assert [one.title for one in desk.calendar.days.on(date(2023, 11, 22))] == ["Jobs fair"]


def test_an_event_says_all_there_is_to_say_in_its_tooltip(desk: Desk) -> None:
    desk.calendar.days.go_to(date(2023, 11, 22))
    sheet, event = sheet_of(desk), desk.titled("Jobs fair")
    said = f"{event['ref']} Jobs fair, Wed 22 Nov 2023, 10:00 to 14:00, Town hall, Fair, held"
    assert sheet.tip_at(sheet.event_rect(str(event["id"])).center()) == said
    assert sheet.tip_at(sheet.day_rect(date(2023, 11, 23)).center()) == ""
    assert sheet.tip_at(QPoint(5, 2)) == ""


def test_an_event_changed_elsewhere_is_drawn_anew(desk: Desk, qtbot: QtBot) -> None:
    desk.calendar.days.go_to(OPEN_DAY)
    edits.edit(desk.doc, "event", str(desk.titled("New year open day")["id"]), {"title": "Open evening"})
    qtbot.waitUntil(lambda: "Open evening" in desk.sheet.accessibleName())


def test_the_wheel_turns_a_month_a_notch(desk: Desk) -> None:
    def wheel(by: int) -> None:
        place = desk.sheet.viewport()
        at = QPointF(place.rect().center())
        none = Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(
            place,
            QWheelEvent(at, QPointF(place.mapToGlobal(at.toPoint())), QPoint(), QPoint(0, by), Qt.MouseButton.NoButton,
                        none, Qt.ScrollPhase.NoScrollPhase, False),
        )  # fmt: skip

    for _ in range(3):
        wheel(-40)
    assert desk.view.title.words == "January 2024"
    wheel(120)
    assert desk.view.title.words == "December 2023"


@pytest.mark.parametrize("dress", ["light", "dark", "contrast"])
def test_how_an_event_stands_is_told_by_more_than_its_colour(desk: Desk, dress: str, qapp: QApplication) -> None:
    day = date(2023, 12, 5)
    theme.apply(qapp, dress)
    pictures = {}
    event = str(desk.titled("New year open day")["id"])
    for status in ("planned", "held", "cancelled"):
        edits.edit(desk.doc, "event", event, {"status": status, "start": day.isoformat()})
        desk.calendar.days.go_to(date(2023, 12, 1))
        image = desk.sheet.viewport().grab(sheet_of(desk).event_rect(event)).toImage()
        grey = image.convertToFormat(image.Format.Format_Mono)  # the outlines alone
        pictures[status] = bytes(grey.constBits())
    theme.apply(qapp, "light")
    assert len(set(pictures.values())) == 3


def test_a_low_month_scrolls_to_the_day(desk: Desk) -> None:
    desk.pane.resize(700, 330)
    desk.calendar.days.go_to(date(2023, 12, 31))
    sheet = sheet_of(desk)
    assert sheet.verticalScrollBar().value() > 0
    assert sheet.viewport().rect().contains(sheet.day_rect(date(2023, 12, 31)).center())


def test_how_many_more_there_are_is_said_in_full_or_as_a_number(light: QApplication) -> None:
    metrics = QFontMetrics(theme.font(size=12, bold=True))
    assert event_calendar_paint.more_words(metrics, 10, 200) == "+10 more"
    assert event_calendar_paint.more_words(metrics, 10, metrics.horizontalAdvance("+10 mor")) == "+10"
