"""An event planned again: its days, what goes with it, its series, and cancelling in it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ward_desk.core.errors import KnownError
from ward_desk.core.records import Row
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.events import event_again, event_record

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
EVERY = st.sampled_from([code for code, _ in event_again.EVERY])


def fair(doc: Document) -> Row:
    return doc.store.rows("event", title="Jobs fair")[0]


def got(doc: Document, event: str) -> Row:
    row = doc.store.get("event", event)
    assert row is not None
    return row


@given(DAYS, EVERY, st.integers(1, event_again.MOST))
def test_sessions_follow_each_other_and_come_as_often_as_asked(start: date, every: str, times: int) -> None:
    found = event_again.days(start, every, times=times)
    assert len(found) == times
    assert [start, *found] == sorted({start, *found})


@given(DAYS, st.integers(1, 60))
def test_the_same_weekday_of_each_month_is_the_same_place_in_it(start: date, times: int) -> None:
    found = event_again.days(start, "month_weekday", times=times)
    for n, day in enumerate(found, start=1):
        assert day.weekday() == start.weekday()
        assert (day.year * 12 + day.month) - (start.year * 12 + start.month) == n
        if start.day <= 28:
            assert (day.day - 1) // 7 == (start.day - 1) // 7
        else:
            assert (day + timedelta(weeks=1)).month != day.month  # the last one of its month


@given(DAYS, st.integers(1, 60))
def test_a_date_a_month_does_not_have_is_its_last_day_and_comes_back(start: date, times: int) -> None:
    for day in event_again.days(start, "month_date", times=times):
        assert day.day == start.day or (day.day < start.day and (day + timedelta(days=1)).day == 1)


@given(DAYS, EVERY, st.integers(0, 900))
def test_until_a_day_cuts_the_same_days_short(start: date, every: str, onwards: int) -> None:
    until = start + timedelta(days=onwards)
    assert event_again.days(start, every, until=until) == [d for d in event_again.days(start, every) if d <= until]


def test_the_thirty_first_of_every_month() -> None:
    found = event_again.days(date(2024, 1, 31), "month_date", times=3)
    assert found == [date(2024, 2, 29), date(2024, 3, 31), date(2024, 4, 30)]


def test_days_end_with_the_calendar() -> None:
    assert event_again.days(date(9999, 12, 20), "week", times=5) == [date(9999, 12, 27)]
    assert event_again.days(date(9999, 12, 20), "month_date", times=5) == []


@pytest.mark.parametrize(
    ("title", "next_one"),
    [
        ("Cookery session 13", "Cookery session 14"), ("Session 09", "Session 10"), ("Week 3 of 8", "Week 4 of 8"),
        ("Walk (2)", "Walk (3)"), ("Walk #9", "Walk #10"), ("Jobs fair 2023", "Jobs fair 2023"),
        ("Covid-19", "Covid-19"), ("Fair 13/12", "Fair 13/12"), ("Jobs fair", "Jobs fair"),
    ],
)  # fmt: skip
def test_a_number_at_the_end_of_a_title_goes_up(title: str, next_one: str) -> None:
    assert event_again.title_of(title, 1) == next_one


def test_how_often_is_said_in_words() -> None:
    second = date(2023, 12, 13)
    assert event_again.every_words("week", second) == "Every week on Wednesday"
    assert event_again.every_words("month_weekday", second) == "Every month on the second Wednesday"
    assert event_again.every_words("month_weekday", date(2023, 11, 29)) == "Every month on the last Wednesday"
    assert event_again.every_words("month_date", date(2023, 12, 22)) == "Every month on the 22nd"
    assert event_again.every_words("month_date", date(2023, 12, 31)) == "Every month on the 31st, or its last day"


def test_a_repeated_event_takes_along_what_it_is_and_nothing_of_what_happened(ward: Document) -> None:
    event = str(fair(ward)["id"])
    edits.edit(ward, "event", event, {"title": "Jobs fair 1", "notes": "Rain", "source_ref": "abc@calendar"})
    event_record.hear(ward, event, "More apprenticeships")
    made = event_again.repeat(ward, event, [date(2023, 11, 29), date(2023, 12, 13)])
    first, second = (got(ward, one) for one in made)
    assert (first["title"], first["start"], first["end"]) == ("Jobs fair 2", "2023-11-29T10:00", "2023-11-29T14:00")
    assert (second["title"], second["start"]) == ("Jobs fair 3", "2023-12-13T10:00")
    for name in ("kind", "venue", "action", "organiser"):
        assert first[name] == got(ward, event)[name]
    assert {first["status"], first["repeats"], first["notes"], first["source_ref"]} == {"planned", event, ""}
    for pair in ("event_theme", "event_partner"):
        assert ward.store.linked(pair, made[0]) == ward.store.linked(pair, event) != []
    assert ward.store.rows("attendance", event=made[0]) == []
    assert ward.store.rows("feedback", event=made[0]) == []


def test_repeating_is_one_operation(ward: Document) -> None:
    before = ward.store.rows("event")
    event_again.repeat(ward, str(fair(ward)["id"]), event_again.days(date(2023, 11, 22), "week", times=8))
    assert len(ward.store.rows("event")) == len(before) + 8
    assert ward.undo_label == f"Repeat {fair(ward)['ref']!s} 8 times"
    ward.undo()
    assert ward.store.rows("event") == before


def test_times_stay_as_the_clock_shows_them_when_the_clocks_change(ward: Document) -> None:
    event = str(fair(ward)["id"])
    edits.edit(ward, "event", event, {"start": "2024-03-27T18:00", "end": "2024-03-28T01:30"})
    [after] = event_again.repeat(ward, event, [date(2024, 4, 3)])  # the clocks went forward on 31 March
    assert (got(ward, after)["start"], got(ward, after)["end"]) == ("2024-04-03T18:00", "2024-04-04T01:30")


def test_a_session_repeated_again_stays_in_the_series_and_takes_the_next_number(ward: Document) -> None:
    event = str(fair(ward)["id"])
    edits.edit(ward, "event", event, {"title": "Walk 1"})
    second, third = event_again.repeat(ward, event, [date(2023, 11, 29), date(2023, 12, 6)])
    [fourth] = event_again.repeat(ward, second, [date(2023, 12, 13)])
    assert (got(ward, fourth)["title"], got(ward, fourth)["repeats"]) == ("Walk 4", event)
    assert event_again.series_of(ward, got(ward, third)) == event_again.Series(
        3, 4, "Walk 1", second, fourth, (fourth,)
    )


def test_an_event_never_repeated_is_in_no_series(ward: Document) -> None:
    assert event_again.series_of(ward, fair(ward)) is None


def test_repeating_on_no_day_or_an_event_without_one_is_refused(ward: Document) -> None:
    event = str(fair(ward)["id"])
    with pytest.raises(KnownError, match="no day"):
        event_again.repeat(ward, event, [])
    with pytest.raises(KnownError, match="removed"):
        event_again.repeat(ward, "gone", [date(2023, 12, 20)])


def test_the_next_free_week_is_after_today_and_past_the_sessions_there_are(ward: Document) -> None:
    event = str(fair(ward)["id"])  # Wednesday 22 November; today is Monday 18 December
    assert event_again.next_free(ward, event) == date(2023, 12, 20)
    event_again.repeat(ward, event, [date(2023, 12, 20)])
    assert event_again.next_free(ward, event) == date(2023, 12, 27)


def test_the_next_week_of_another_event_of_that_title_is_taken(ward: Document) -> None:
    edits.add(ward, "event", {"title": "Jobs fair", "start": "2023-12-20"})
    assert event_again.next_free(ward, str(fair(ward)["id"])) == date(2023, 12, 27)


def test_what_is_on_that_day_already_is_said(ward: Document) -> None:
    days = [date(2024, 1, 3), date(2024, 1, 10)]
    assert event_again.also_on(ward, days) == {date(2024, 1, 10): "New year open day"}
    edits.edit(
        ward, "event", str(ward.store.rows("event", title="New year open day")[0]["id"]), {"status": "cancelled"}
    )
    assert event_again.also_on(ward, days) == {}


def test_cancelling_one_session_leaves_the_others(ward: Document) -> None:
    made = event_again.repeat(ward, str(fair(ward)["id"]), [date(2024, 1, 3), date(2024, 1, 10), date(2024, 1, 17)])
    event_again.cancel(ward, made[1], " No cook ")
    assert [got(ward, one)["status"] for one in made] == ["planned", "cancelled", "planned"]
    assert got(ward, made[1])["cancel_reason"] == "No cook"
    assert ward.undo_label == f"Cancel {got(ward, made[1])['ref']!s}"


def test_cancelling_the_later_ones_too_is_one_operation_and_leaves_what_was_held(ward: Document) -> None:
    made = event_again.repeat(ward, str(fair(ward)["id"]), [date(2024, 1, n) for n in (3, 10, 17, 24)])
    edits.edit(ward, "event", made[2], {"status": "held"})
    event_again.cancel(ward, made[1], "The kitchen is shut", later_too=True)
    assert [got(ward, one)["status"] for one in made] == ["planned", "cancelled", "held", "cancelled"]
    assert [got(ward, one)["cancel_reason"] for one in made] == ["", "The kitchen is shut", "", "The kitchen is shut"]
    assert ward.undo_label == f"Cancel {got(ward, made[1])['ref']!s} and 1 later session"
    ward.undo()
    assert [got(ward, one)["status"] for one in made] == ["planned", "planned", "held", "planned"]


def test_what_was_held_cannot_be_cancelled(ward: Document) -> None:
    with pytest.raises(KnownError, match="was held"):
        event_again.cancel(ward, str(fair(ward)["id"]), "Rain")
    assert fair(ward)["status"] == "held"


def test_a_series_goes_on_when_the_event_it_began_with_is_removed(ward: Document) -> None:
    event = str(fair(ward)["id"])
    first, second, third = event_again.repeat(ward, event, [date(2024, 1, n) for n in (3, 10, 17)])
    before = ward.store.rows("event", order="ref")
    edits.remove(ward, "event", event)
    found = event_again.series_of(ward, got(ward, second))
    assert found is not None
    assert (found.place, found.total, found.before, found.after) == (2, 3, first, third)
    ward.undo()
    assert ward.store.rows("event", order="ref") == before
    edits.remove(ward, "event", [event, first])
    assert [got(ward, one)["repeats"] for one in (second, third)] == [None, second]
