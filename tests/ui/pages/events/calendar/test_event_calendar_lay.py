"""Where the events of a calendar stand: never over each other, and none lost."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ward_desk.core.periods import Month
from ward_desk.service.events.event_days import CalendarEvent
from ward_desk.ui.pages.events.calendar.event_calendar_lay import (
    day_widths,
    hours_of,
    lay_week,
    minutes_of,
    monday_of,
    side_by_side,
    that_fit,
    weeks_of,
)

MONDAY = date(2023, 12, 18)


def event(first: int = 0, last: int = 0, begins: int | None = None, ends: int | None = None) -> CalendarEvent:
    start = MONDAY + timedelta(days=first)
    return CalendarEvent("", "", "", "other", "planned", "", start, start + timedelta(days=last), begins, ends)


SPANS = st.lists(st.builds(event, st.integers(-9, 9), st.integers(0, 12)), max_size=12)
TIMED = st.lists(
    st.builds(lambda at, long: event(0, 0, at, at + long), st.integers(0, 1300), st.integers(1, 139)), max_size=12
)


@given(SPANS)
def test_no_two_events_of_a_week_share_a_line_on_a_day(events: list[CalendarEvent]) -> None:
    placed = lay_week(events, MONDAY)
    taken = [(one.lane, day) for one in placed for day in range(one.first, one.last + 1)]
    assert len(taken) == len(set(taken))
    sunday = MONDAY + timedelta(days=6)
    assert len(placed) == sum(one.first <= sunday and one.last >= MONDAY for one in events)


@given(SPANS, st.integers(1, 6))
def test_what_has_no_room_is_counted_on_each_of_its_days(events: list[CalendarEvent], room: int) -> None:
    placed = lay_week(events, MONDAY)
    shown, hidden = that_fit(placed, room)
    for day in range(7):
        there = sum(one.first <= day <= one.last for one in placed)
        seen = [one.lane for one in shown if one.first <= day <= one.last]
        assert len(seen) + hidden[day] == there
        assert all(lane < room - (1 if hidden[day] else 0) for lane in seen)


@given(TIMED)
def test_events_at_the_same_time_have_columns_of_their_own(events: list[CalendarEvent]) -> None:
    found = side_by_side(events)
    assert len(found) == len(events)
    for n, one in enumerate(found):
        for other in found[n + 1 :]:
            (a, b), (c, d) = minutes_of(one.event), minutes_of(other.event)
            if a < d and c < b:
                assert one.column != other.column
                assert one.columns == other.columns
        assert one.column < one.columns


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_a_month_is_shown_in_whole_weeks(day: date) -> None:
    mondays = weeks_of(Month.of(day))
    assert 4 <= len(mondays) <= 6
    assert mondays[0] <= Month.of(day).first
    assert (Month.of(day).last - mondays[-1]).days < 7
    assert monday_of(day) in mondays


def test_the_hours_of_a_week_are_those_that_matter() -> None:
    assert hours_of([]) == range(8, 21)
    assert hours_of([event(0, 0, 390, 450), event(1, 0, 1290, 1350)]) == range(6, 23)
    assert hours_of([event(0, 1, 60, 120), event()]) == range(8, 21)  # those stand in the band


@given(st.integers(0, 3000), st.lists(st.integers(0, 900), min_size=7, max_size=7))
def test_a_full_day_takes_room_from_the_others_and_never_more_than_there_is(width: int, needs: list[int]) -> None:
    found = day_widths(width, needs, 58)
    share = width / 7
    assert sum(found) == width
    assert all(one >= min(share, 58) - 1 for one in found)
    for one, need in zip(found, needs, strict=True):
        assert one >= share - 1 if need > share else one >= min(share, need) - 1


def test_the_days_of_a_quiet_week_are_equally_wide() -> None:
    assert day_widths(700, [0, 90, 0, 0, 0, 100, 0], 58) == [100] * 7
    assert day_widths(700, [0, 0, 0, 0, 0, 300, 0], 58) == [67, 66, 67, 67, 66, 300, 67]
    assert day_widths(700, [0, 0, 0, 0, 0, 900, 0], 58) == [58] * 5 + [352, 58]
