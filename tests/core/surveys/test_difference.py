"""Difference: numbers that others have published, and what is never said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ward_desk.core.surveys import difference


def test_the_interval_of_two_shares_is_newcombes() -> None:
    """His example (a) of 1998: 56 of 70 less 48 of 80 is 0.2, from 0.0524 to 0.3339."""
    made = difference.of_shares((48, 80), (56, 70))
    assert made.by == pytest.approx(20)
    assert (made.low, made.high) == pytest.approx((5.24, 33.39), abs=0.01)
    assert made.method == "chi"


def test_chi_square_goes_without_a_continuity_correction() -> None:
    """With 20 of 50 and 30 of 50 the statistic is 4, and 4 with one degree of freedom has a p of 0.0455."""
    assert difference.of_shares((20, 50), (30, 50)).p == pytest.approx(0.0455, abs=0.0001)


def test_small_numbers_are_tested_exactly() -> None:
    """Fisher's tea: 3 of 4 and 1 of 4 have a two-sided p of 0.4857."""
    made = difference.of_shares((3, 4), (1, 4))
    assert made.method == "fisher"
    assert made.p == pytest.approx(0.4857, abs=0.0001)


def test_a_share_of_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="no share"):
        difference.of_shares((0, 0), (1, 4))


def test_means_are_compared_as_welch_does_it() -> None:
    """Means 5 and 6, standard deviations 2 and 2.5 of 40 and 50: t = 2.1072 with 88 degrees of freedom."""
    made = difference.of_means((5, 2, 40), (6, 2.5, 50))
    assert made.by == 1
    assert made.p == pytest.approx(0.0379, abs=0.0005)
    assert (made.low, made.high) == pytest.approx((0.057, 1.943), abs=0.002)


def test_means_without_any_spread_differ_or_not() -> None:
    assert difference.of_means((5, 0, 40), (5, 0, 40)).p == 1
    assert difference.of_means((5, 0, 40), (6, 0, 40)).p == 0


def test_a_scale_that_everybody_answered_alike_does_not_differ() -> None:
    assert difference.of_ranks([0, 40, 0], [0, 50, 0]) == 1


@given(some.lists(some.tuples(some.integers(0, 30), some.integers(0, 30)), min_size=2, max_size=7))
def test_a_scale_turned_round_differs_as_much(steps: list[tuple[int, int]]) -> None:
    first, second = [one for one, _ in steps], [two for _, two in steps]
    if not sum(first) or not sum(second):
        with pytest.raises(ValueError, match="Nobody"):
            difference.of_ranks(first, second)
        return
    p = difference.of_ranks(first, second)
    assert 0 <= p <= 1
    assert difference.of_ranks(first[::-1], second[::-1]) == pytest.approx(p)
    assert difference.of_ranks(second, first) == pytest.approx(p)


def test_several_answers_are_corrected_as_holm_does_it() -> None:
    assert difference.holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert difference.holm([]) == []


def test_nothing_is_said_of_fewer_than_thirty() -> None:
    assert difference.verdict(0.0001, 29, 500) == "too_few"
    assert difference.verdict(0.0001, 30, 30) == "larger"
    assert difference.verdict(0.05, 30, 30) == "not_larger"
