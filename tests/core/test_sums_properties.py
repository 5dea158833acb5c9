"""What is true of every sum, whatever is added up (model.md, Periods and sums)."""

from __future__ import annotations

from dataclasses import replace
from math import fsum

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ward_desk.core.periods import Month, Quarter
from ward_desk.core.sums import Part, add_up, join_precision, quarter_total, year_to_date

YEAR = Quarter(2023, 4)
MONTHS = YEAR.year_to_date
PRECISIONS = ("exact", "about", "at_least")
properties = settings(deadline=None, max_examples=100)

whole_year = st.lists(
    st.builds(
        Part,
        period=st.sampled_from([month.key for month in MONTHS]),
        value=st.none() | st.integers(-5, 1000),
        precision=st.sampled_from(PRECISIONS),
    ),
    max_size=30,
)
shares = st.lists(st.tuples(st.sampled_from(MONTHS[9:]), st.integers(0, 50), st.integers(1, 50)), max_size=6)


def single(part: list[Part], month: Month) -> float | None:
    return add_up("flow", part, (month,)).value


def known(values: list[float | None]) -> list[float]:
    return [value for value in values if value is not None]


@properties
@given(whole_year)
def test_a_quarter_of_a_flow_is_its_months_and_a_year_its_quarters(parts: list[Part]) -> None:
    quarters = [quarter_total("flow", parts, quarter) for quarter in YEAR.quarters_to_date]
    for quarter, total in zip(YEAR.quarters_to_date, quarters, strict=True):
        months = known([single(parts, month) for month in quarter.months])
        assert total.value == (fsum(months) if months else None)
        assert total.have == len(months)
    year = year_to_date("flow", parts, YEAR)
    sums = known([total.value for total in quarters])
    assert year.value == (fsum(sums) if sums else None)
    assert (year.have, year.want) == (sum(total.have for total in quarters), 12)
    assert year.precision == join_precision(total.precision for total in quarters)


@properties
@given(shares, st.sampled_from(MONTHS[9:]))
def test_a_missing_month_never_lowers_a_rate(given_shares: list[tuple[Month, int, int]], gone: Month) -> None:
    parts = [Part(month.key, numerator=min(yes, base), denominator=base) for month, yes, base in given_shares]
    left = [part for part in parts if part.period != gone.key]
    emptied = [part if part.period != gone.key else replace(part, numerator=None) for part in parts]
    total = quarter_total("rate", emptied, YEAR)
    assert (total.value, total.base) == (
        quarter_total("rate", left, YEAR).value,
        quarter_total("rate", left, YEAR).base,
    )
    assert total.have == len({part.period for part in left})


@properties
@given(whole_year)
def test_different_people_are_never_summed(parts: list[Part]) -> None:
    entered = [Part("2023-24-Q4", 31), Part("2023-24-YTD-Q4", 70)]
    assert quarter_total("people", parts, YEAR).value is None
    assert year_to_date("people", parts, YEAR).value is None
    assert quarter_total("people", [*parts, *entered], YEAR).value == 31
    assert year_to_date("people", [*parts, *entered], YEAR).value == 70


@properties
@given(st.lists(st.tuples(st.sampled_from(MONTHS[9:]), st.floats(1, 10), st.integers(1, 500)), min_size=1, max_size=8))
def test_a_pooled_score_lies_between_the_lowest_and_the_highest_mean(means: list[tuple[Month, float, int]]) -> None:
    total = quarter_total("score", [Part(month.key, mean, n=n) for month, mean, n in means], YEAR)
    assert total.value is not None
    assert min(mean for _, mean, _ in means) - 1e-9 <= total.value <= max(mean for _, mean, _ in means) + 1e-9
    assert total.base == sum(n for *_, n in means)


@pytest.mark.parametrize("nature", ["flow", "stock", "people", "score"])
def test_a_nought_is_a_figure_and_an_empty_one_is_none(nature: str) -> None:
    month = MONTHS[0]
    nought, empty = (add_up(nature, [Part(month.key, value, n=9)], (month,)) for value in (0, None))
    assert (nought.value, empty.value) == (0, None)
    assert (nought.have, empty.have) == (1, 0)


@properties
@given(whole_year, st.data())
def test_splitting_a_figure_in_two_changes_neither_quarter_nor_year(parts: list[Part], data: st.DataObject) -> None:
    split = []
    for part in parts:
        piece = data.draw(st.integers(0, 1000)) if part.value is not None else None
        split += [part] if piece is None else [replace(part, value=piece), replace(part, value=part.value - piece)]  # type: ignore[operator]
    for sum_of in (quarter_total, year_to_date):
        assert sum_of("flow", split, YEAR) == sum_of("flow", parts, YEAR)


@properties
@given(whole_year, whole_year)
def test_no_more_parts_make_a_sum_more_precise_or_less_complete(parts: list[Part], more: list[Part]) -> None:
    facts = {"exact": set[str](), "about": {"about"}, "at_least": {"at_least"}, "mixed": {"about", "at_least"}}
    before, after = (year_to_date("flow", some, YEAR) for some in (parts, [*parts, *more]))
    assert facts[before.precision] <= facts[after.precision]
    assert before.have <= after.have
