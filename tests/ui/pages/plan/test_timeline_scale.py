"""Days on the timeline: where each stands, what the heading says, and what a move makes of two dates."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ward_desk.service.plan.plan_views import PlanAction
from ward_desk.ui.pages.plan import timeline_scale
from ward_desk.ui.pages.plan.timeline_move import Move, Part
from ward_desk.ui.pages.plan.timeline_scale import ZOOMS, Zoom

FIRST, LAST = date(2023, 1, 9), date(2024, 6, 28)


def words(zoom: Zoom, start_month: int = 4) -> tuple[list[str], list[str]]:
    shown = timeline_scale.scale(zoom, FIRST, LAST)
    left, right = shown.x(date(2023, 11, 15)), shown.x(date(2024, 5, 10))
    upper, lower = timeline_scale.heading(shown, left, right, start_month)
    return [one.words[-1] for one in upper], [one.words[-1] for one in lower]


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.sampled_from(ZOOMS))
def test_a_day_is_found_again_where_it_stands(day: date, zoom: Zoom) -> None:
    shown = timeline_scale.scale(zoom, FIRST, LAST)
    assert shown.at(shown.x(day)) == day
    assert shown.at(shown.x(day) + shown.day * 0.99) == day


@given(st.dates(), st.dates(), st.sampled_from(ZOOMS), st.integers(1, 12))
def test_no_date_breaks_the_heading(one: date, other: date, zoom: Zoom, start_month: int) -> None:
    shown = timeline_scale.scale(zoom, min(one, other), max(one, other))
    for left in (-5000.0, 0.0, shown.width - 100):
        upper, lower = timeline_scale.heading(shown, left, left + 100, start_month)
        assert upper
        assert lower


def test_there_is_room_before_the_first_day_and_after_the_last() -> None:
    for zoom in ZOOMS:
        shown = timeline_scale.scale(zoom, FIRST, LAST)
        assert shown.first < FIRST
        assert shown.last > LAST
        assert 0 < shown.x(FIRST) < shown.x(LAST) < shown.width


def test_quarters_stand_under_financial_years() -> None:
    upper, lower = words("year")
    assert upper == ["2023-24", "2024-25"]
    assert lower == ["Q3", "Q4", "Q1"]


def test_the_year_begins_when_the_partnership_says() -> None:
    upper, lower = words("year", 1)
    assert upper == ["2023", "2024"]
    assert lower == ["Q4", "Q1", "Q2"]


def test_months_stand_under_quarters_and_weeks_under_months() -> None:
    upper, lower = words("quarter")
    assert upper == ["Q3 2023-24", "Q4 2023-24", "Q1 2024-25"]
    assert lower == list("NDJFMAM")
    upper, lower = words("month")
    assert upper == ["Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May"]
    assert lower[:4] == ["13", "20", "27", "4"]


def test_a_financial_year_is_marked_where_it_begins() -> None:
    shown = timeline_scale.scale("quarter", FIRST, LAST)
    _, months = timeline_scale.heading(shown, shown.x(date(2024, 3, 1)), shown.x(date(2024, 5, 1)), 4)
    assert [one.year for one in months] == [False, True, False]


def a_move(part: Part, start: date | None = date(2023, 8, 1), due: date | None = date(2023, 9, 30)) -> Move:
    action = PlanAction("a", "CHE-07", "Door-knock", "in_progress", "", start, due, 0, "")
    return Move(action, part, start, due)


@pytest.mark.parametrize(
    ("part", "by", "start", "due", "words"),
    [
        ("due", 6, date(2023, 8, 1), date(2023, 10, 6), "due 6 Oct 2023, 6 days later"),
        ("start", -1, date(2023, 7, 31), date(2023, 9, 30), "starts 31 Jul 2023, 1 day earlier"),
        ("bar", 7, date(2023, 8, 8), date(2023, 10, 7), "8 Aug 2023 to 7 Oct 2023, 7 days later"),
        ("due", 0, date(2023, 8, 1), date(2023, 9, 30), "due 30 Sep 2023"),
    ],
)
def test_a_move_says_the_new_dates(part: Part, by: int, start: date, due: date, words: str) -> None:
    moved = a_move(part).to(by)
    assert (moved.start, moved.due, moved.words) == (start, due, words)
    assert moved.changes == bool(by)


def test_a_mark_with_one_date_moves_by_it() -> None:
    moved = a_move("bar", due=None).to(3)
    assert (moved.start, moved.due) == (date(2023, 8, 4), None)
    assert moved.words == "starts 4 Aug 2023, no due date, 3 days later"


def test_steps_stop_before_the_start_and_say_why() -> None:
    moved = a_move("due").on(-60).on(-1)
    assert moved.due == date(2023, 8, 1)
    assert moved.words == "It can't be due on 31 Jul 2023, before it starts on 1 Aug 2023."
    assert moved.on(1).words == "due 2 Aug 2023, 59 days earlier"


def test_a_drag_past_the_start_is_wrong_until_it_comes_back() -> None:
    dragged = a_move("due").to(-61)
    assert dragged.wrong
    assert not dragged.to(-60).wrong


def test_a_move_never_leaves_the_calendar() -> None:
    last = date(9999, 12, 31)
    moved = a_move("due", due=last).on(1)
    assert (moved.due, moved.words) == (last, "The calendar ends there.")
    assert a_move("bar", start=date.min, due=date.min + timedelta(days=1)).to(-1).wrong
