"""Repeats of a calendar file, against the rules as the library of dates behind them counts them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import islice

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st
from icalendar.prop import vRecur

from ward_desk.exchange.calendar import calendar_repeats

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def of(words: str) -> calendar_repeats.Rule | None:
    return calendar_repeats.rule(vRecur.from_ical(words))


def listed(words: str, first: date, number: int = 4) -> list[date]:
    rule = of(words)
    assert rule is not None
    return list(islice(calendar_repeats.days(rule, first, first + timedelta(days=800)), number))


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("FREQ=WEEKLY", [(1, 10), (1, 17), (1, 24), (1, 31)]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=WE,FR", [(1, 10), (1, 12), (1, 24), (1, 26)]),
        ("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", [(1, 10), (1, 11), (1, 12), (1, 15)]),
        ("FREQ=MONTHLY;BYDAY=2WE", [(1, 10), (2, 14), (3, 13), (4, 10)]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", [(1, 10), (1, 31), (2, 29), (3, 29)]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", [(1, 10), (1, 31), (2, 29), (3, 31)]),
        ("FREQ=WEEKLY;COUNT=2", [(1, 10), (1, 17)]),
    ],
)
def test_a_rule_as_calendars_write_it_gives_its_days(words: str, days: list[tuple[int, int]]) -> None:
    assert listed(words, date(2024, 1, 10)) == [date(2024, *one) for one in days]


def test_a_month_without_that_day_is_passed_over() -> None:
    assert listed("FREQ=MONTHLY", date(2024, 1, 31), 3) == [date(2024, 1, 31), date(2024, 3, 31), date(2024, 5, 31)]


@pytest.mark.parametrize(
    "words",
    [
        "FREQ=SECONDLY", "FREQ=HOURLY;COUNT=3", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;BYHOUR=1", "FREQ=WEEKLY;BYDAY=2MO",
        "FREQ=YEARLY;BYWEEKNO=3", "FREQ=YEARLY;BYDAY=2SU", "FREQ=YEARLY;BYMONTHDAY=3", "FREQ=WEEKLY;BYSETPOS=1",
    ],
)  # fmt: skip
def test_a_rule_no_ward_has_is_not_understood(words: str) -> None:
    assert of(words) is None


def test_a_rule_that_never_comes_true_ends_all_the_same() -> None:
    assert listed("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", date(2024, 2, 1)) == [date(2024, 2, 1)]


plain_days = st.lists(st.sampled_from(DAYS), unique=True, max_size=3).map(lambda days: {"BYDAY": ",".join(days)})
in_month = st.one_of(
    st.just({}),
    st.lists(st.integers(-4, 31).filter(bool), min_size=1, max_size=2).map(
        lambda days: {"BYMONTHDAY": ",".join(map(str, days))}
    ),
    st.tuples(st.sampled_from([-1, 1, 2, 3]), st.sampled_from(DAYS)).map(lambda one: {"BYDAY": f"{one[0]}{one[1]}"}),
    st.sampled_from([-1, 1, 2]).map(lambda place: {"BYDAY": "MO,TU,WE,TH,FR", "BYSETPOS": str(place)}),
)
rules = st.one_of(
    st.tuples(st.just("DAILY"), plain_days), st.tuples(st.just("WEEKLY"), plain_days),
    st.tuples(st.just("MONTHLY"), in_month),
    st.tuples(st.just("YEARLY"), st.integers(1, 12).map(lambda month: {"BYMONTH": str(month)})),
)  # fmt: skip


@given(rules, st.integers(1, 3), st.dates(date(2020, 1, 1), date(2025, 1, 1)), st.sampled_from(["", "SU", "MO"]))
def test_every_rule_that_is_understood_gives_the_days_of_the_standard(
    rule: tuple[str, dict[str, str]], interval: int, start: date, week: str
) -> None:
    parts = {"FREQ": rule[0], "INTERVAL": str(interval), **rule[1], "WKST": week}
    words = ";".join(f"{name}={value}" for name, value in parts.items() if value)
    whole = rrulestr(words, dtstart=datetime(start.year, start.month, start.day))
    first = whole.after(datetime(start.year, start.month, start.day), inc=True)
    if first is None or first.date() > date(2027, 1, 1):
        return
    again = rrulestr(words, dtstart=first)  # the first day of an event is one of its rule
    expected = [one.date() for one in again.between(first, first + timedelta(days=400), inc=True)]
    understood = of(words)
    assert understood is not None
    assert list(calendar_repeats.days(understood, first.date(), first.date() + timedelta(days=400))) == expected
