"""Number summary: mean, spread and columns."""

from __future__ import annotations

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ward_desk.core.surveys import number_summary


@given(some.lists(some.integers(-1000, 1000), min_size=2, max_size=60))
def test_it_agrees_with_the_statistics_of_python(numbers: list[int]) -> None:
    made = number_summary.summary({float(one): numbers.count(one) for one in numbers})
    assert made is not None
    assert made.mean == pytest.approx(statistics.fmean(numbers))
    assert made.median == pytest.approx(statistics.median(numbers))
    assert made.deviation == pytest.approx(statistics.stdev(numbers))
    quarters = statistics.quantiles(numbers, n=4, method="inclusive")
    assert (made.quarter, made.three_quarters) == pytest.approx((quarters[0], quarters[2]))


@given(some.dictionaries(some.floats(-1e6, 1e6).map(lambda one: round(one, 2)), some.integers(1, 9), min_size=1))
def test_every_number_is_in_one_column(numbers: dict[float, int]) -> None:
    made = number_summary.summary(numbers)
    assert made is not None
    assert sum(one.number for one in made.bins) == made.base == sum(numbers.values())
    assert len(made.bins) <= number_summary.MOST_BINS + 1


def test_nought_to_ten_shows_the_ends_nobody_chose() -> None:
    made = number_summary.summary({6.0: 1, 8.0: 2})
    assert made is not None
    assert [one.words for one in made.bins] == [str(n) for n in range(11)]


def test_one_number_has_no_spread_and_none_has_no_summary() -> None:
    one = number_summary.summary({4.0: 1})
    assert one is not None
    assert one.deviation == 0
    assert number_summary.summary({}) is None


def test_words_are_no_number() -> None:
    assert [number_summary.read(one) for one in ("4", "4.5", "nan", "inf", "four")] == [4, 4.5, None, None, None]
