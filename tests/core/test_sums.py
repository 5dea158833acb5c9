"""How figures add up over a period, and how the sum is judged."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ward_desk.core.periods import Month, Quarter
from ward_desk.core.sums import (
    REASONS,
    Part,
    add_up,
    against_target,
    comparator,
    direction,
    join_precision,
    quarter_total,
    share_due,
    show_total,
    unusual,
    year_to_date,
)

Q3 = Quarter(2023, 3)
OCT, NOV, DEC = (month.key for month in Q3.months)
ENTERED = ("exact", "about", "at_least")
properties = settings(deadline=None, max_examples=100)


def flow(**months: float | None) -> list[Part]:
    return [Part({"oct": OCT, "nov": NOV, "dec": DEC}[name], value) for name, value in months.items()]


parts_of_any_kind = st.lists(
    st.builds(
        Part,
        period=st.sampled_from([OCT, NOV, DEC, "2024-01"]),
        value=st.none() | st.integers(0, 1000),
        numerator=st.integers(0, 50),
        denominator=st.integers(1, 100),
        precision=st.sampled_from(ENTERED),
        n=st.integers(1, 100),
    ),
    max_size=8,
)


def test_a_flow_is_the_sum_of_its_months() -> None:
    total = quarter_total("flow", flow(oct=10, nov=20, dec=12), Q3)
    assert (total.value, total.precision, total.complete) == (42, "exact", True)
    assert show_total(total, "bags") == "42 bags"


def test_a_missing_month_is_not_zero() -> None:
    total = quarter_total("flow", flow(oct=10, dec=40), Q3)
    assert (total.value, total.have, total.want, total.complete) == (50, 2, 3, False)
    assert show_total(total) == "50 (2 of 3 months)"
    assert quarter_total("flow", flow(oct=10, nov=None, dec=40), Q3) == total


def test_a_typed_zero_is_a_figure() -> None:
    assert quarter_total("flow", flow(oct=0, nov=0, dec=0), Q3).complete


def test_nothing_entered_is_no_figure() -> None:
    for nature in ("flow", "stock", "rate", "score"):
        total = quarter_total(nature, [], Q3)
        assert total.value is None
        assert show_total(total) == "no figure yet"


def test_several_events_of_a_month_are_one_month() -> None:
    parts = [Part(OCT, 10), Part(OCT, 5, precision="about"), Part(NOV, 35)]
    total = quarter_total("flow", parts, Q3)
    assert show_total(total) == "about 50 (2 of 3 months)"


def test_a_figure_of_another_quarter_is_left_out() -> None:
    assert quarter_total("flow", [Part("2024-01", 7), Part(OCT, 1)], Q3).value == 1


def test_a_stock_is_its_last_month() -> None:
    total = quarter_total("stock", flow(oct=100, nov=110, dec=120), Q3)
    assert (total.value, total.complete, total.at) == (120, True, "Dec 2023")
    assert quarter_total("stock", flow(dec=120), Q3).complete


def test_a_stock_without_its_last_month_is_flagged() -> None:
    total = quarter_total("stock", flow(oct=100, nov=110), Q3)
    assert (total.value, total.stale, total.complete) == (110, True, False)
    assert show_total(total, "homes") == "110 homes (at Nov 2023, later months missing)"


def test_a_stock_has_one_figure_a_month() -> None:
    total = quarter_total("stock", [Part(DEC, 3), Part(DEC, 4)], Q3)
    assert total.value is None
    assert "one figure a month" in total.reason


def test_a_rate_is_its_numerators_over_its_denominators() -> None:
    parts = [Part(OCT, numerator=1, denominator=2), Part(NOV, numerator=16, denominator=25)]
    total = quarter_total("rate", parts, Q3)
    assert total.value == pytest.approx(100 * 17 / 27)
    assert show_total(total, "%") == "63% (17 of 27, 2 of 3 months)"


def test_a_percentage_with_no_base_is_refused() -> None:
    total = quarter_total("rate", [Part(OCT, 63), Part(NOV, numerator=1, denominator=2)], Q3)
    assert total.value is None
    assert show_total(total, "%").startswith("a percentage with no base cannot be added up")


def test_a_base_of_zero_gives_no_percentage() -> None:
    assert quarter_total("rate", [Part(OCT, numerator=0, denominator=0)], Q3).value is None


def test_different_people_are_never_summed() -> None:
    total = quarter_total("people", flow(oct=10, nov=10, dec=10), Q3)
    assert total.value is None
    assert show_total(total).startswith("different people cannot be added up")


def test_different_people_are_entered_for_the_quarter_and_for_the_year() -> None:
    parts = [*flow(oct=10, nov=10), Part(Q3.key, 18, precision="about"), Part(Q3.to_date_key, 55)]
    assert show_total(quarter_total("people", parts, Q3), "people") == "about 18 people"
    assert year_to_date("people", parts, Q3).value == 55
    assert quarter_total("people", parts, Q3, "quarterly").value == 18
    assert add_up("people", parts, [Q3.months[0]]).value == 10
    assert quarter_total("people", [*parts, Part(Q3.key, 2)], Q3).value is None


def test_people_of_the_first_quarter_are_those_of_the_year_so_far() -> None:
    first = Quarter(2023, 1)
    assert year_to_date("people", [Part(first.key, 9)], first).value == 9


def test_a_score_is_pooled_never_a_mean_of_means() -> None:
    total = quarter_total("score", [Part(OCT, 5, n=1), Part(NOV, 2, n=9)], Q3)
    assert total.value == pytest.approx(2.3)
    assert show_total(replace(total, have=3)) == "2.3 (10 answers)"
    assert quarter_total("score", [Part(OCT, 5, n=1), Part(NOV, 2)], Q3).value is None


def test_a_quarterly_count_wants_quarters() -> None:
    parts = [Part("2023-24-Q1", 5), Part("2023-24-Q3", 7)]
    assert quarter_total("flow", parts, Q3, "quarterly").value == 7
    assert show_total(year_to_date("flow", parts, Q3, "quarterly")) == "12 (2 of 3 quarters)"


def test_the_year_to_date_wants_every_month_since_april() -> None:
    total = year_to_date("flow", [Part("2023-04", 1), *flow(oct=1, nov=1, dec=1)], Q3)
    assert show_total(total) == "4 (4 of 9 months)"


def test_about_and_at_least_together_carry_both_marks() -> None:
    assert join_precision(["about", "at_least", "exact"]) == "mixed"
    assert join_precision([]) == "exact"
    parts = [Part(OCT, 50, precision="about"), Part(NOV, 400, precision="at_least"), Part(DEC, 0)]
    assert show_total(quarter_total("flow", parts, Q3)) == "about 450 or more"


def test_money_and_single_periods_are_shown_plainly() -> None:
    total = add_up("flow", [Part(OCT, 4500.5)], [Month.parse(OCT)])
    assert show_total(total, "£") == "£4,500.50"
    assert show_total(add_up("flow", [], [Month.parse(OCT)]), "£") == "no figure yet"


def test_an_unknown_nature_is_a_bug() -> None:
    with pytest.raises(KeyError):
        add_up("average", [], Q3.months)


@pytest.mark.parametrize(
    ("now", "before", "better", "tolerance", "word"),
    [
        (5, 4, "higher", 0, "better"),
        (5, 4, "lower", 0, "worse"),
        (5, 4, "higher", 1, "same"),
        (4, 4, "lower", 0, "same"),
        (0.1 + 0.2, 0.3, "higher", 0, "same"),
        (None, 4, "higher", 0, "none"),
        (4, None, "higher", 0, "none"),
    ],
)
def test_direction_is_judged_by_which_way_is_better(
    now: float | None, before: float | None, better: str, tolerance: float, word: str
) -> None:
    assert direction(now, before, better, tolerance) == word


@pytest.mark.parametrize(
    ("value", "target", "tolerance", "better", "before", "rating"),
    [
        (100, 100, 0, "higher", None, "green"),
        (90, 100, 10, "higher", None, "green"),
        (89, 100, 10, "higher", 80, "amber"),
        (89, 100, 10, "higher", 89, "red"),
        (89, 100, 10, "higher", None, "red"),
        (110, 100, 10, "lower", None, "green"),
        (111, 100, 10, "lower", 120, "amber"),
        (111, 100, 10, "lower", 90, "red"),
        (0, 0, 10, "lower", None, "green"),
        (-95, -100, 10, "lower", None, "green"),
        (-89, -100, 10, "lower", None, "red"),
        (None, 100, 10, "higher", 1, None),
        (1, None, 10, "higher", 1, None),
    ],
)
def test_a_figure_is_rated_against_its_target(
    value: float | None, target: float | None, tolerance: float, better: str, before: float | None, rating: str | None
) -> None:
    assert against_target(value, target, tolerance, better, before) == rating


def test_the_same_period_last_year_comes_before_the_last_period() -> None:
    assert comparator(3, 5) == 3
    assert comparator(None, 5) == 5
    assert comparator(0, 5) == 0


def test_only_a_flow_grows_towards_its_yearly_target() -> None:
    assert share_due("flow", 120, 9) == 90
    assert share_due("stock", 120, 9) == share_due("rate", 120, 3) == 120


def test_an_unusual_figure_is_far_outside_its_usual_range() -> None:
    history = [10, 12, 11, 13, None, 12]
    assert unusual(120, history)
    assert unusual(0, history)
    assert not unusual(14, history)
    assert not unusual(16, [10, 10, 10, 12, 12, 12, 9])  # just three times its usual range, which is 2, from 10
    assert unusual(17, [10, 10, 10, 12, 12, 12, 9])
    assert not unusual(None, history)
    assert not unusual(1000, [1, 2, 3])
    assert unusual(4, [0, 0, 0, 0])
    assert not unusual(1, [0, 0, 0, 0])
    assert not unusual(4.6, [4.2, 4.2, 4.2, 4.2])


@properties
@given(
    parts_of_any_kind, st.sampled_from(["flow", "stock", "rate", "people", "score"]), st.randoms(use_true_random=False)
)
def test_the_order_of_entry_never_matters(parts: list[Part], nature: str, chance: random.Random) -> None:
    mixed = parts.copy()
    chance.shuffle(mixed)
    assert quarter_total(nature, mixed, Q3) == quarter_total(nature, parts, Q3)


@properties
@given(parts_of_any_kind, st.integers(0, 500))
def test_splitting_a_flow_in_two_changes_no_total(parts: list[Part], piece: int) -> None:
    split = []
    for part in parts:
        if part.value is None:
            split.append(part)
        else:
            split += [replace(part, value=piece), replace(part, value=part.value - piece)]
    assert quarter_total("flow", split, Q3) == quarter_total("flow", parts, Q3)


@properties
@given(parts_of_any_kind, st.sampled_from(["flow", "stock", "rate", "score"]))
def test_a_missing_month_never_lowers_a_total(parts: list[Part], nature: str) -> None:
    empty = [Part(month.key) for month in Q3.months]
    assert quarter_total(nature, [*parts, *empty], Q3) == quarter_total(nature, parts, Q3)


@properties
@given(parts_of_any_kind, st.sampled_from(["flow", "rate", "score"]), st.sampled_from(ENTERED))
def test_precision_never_improves_by_adding(parts: list[Part], nature: str, precision: str) -> None:
    facts = {"exact": set[str](), "about": {"about"}, "at_least": {"at_least"}, "mixed": {"about", "at_least"}}
    parts = [replace(part, value=part.value or 0) for part in parts]
    before = quarter_total(nature, parts, Q3).precision
    after = quarter_total(nature, [*parts, Part(OCT, 1, 1, 1, precision, 1)], Q3).precision
    assert facts[before] | facts[precision] <= facts[after]


@properties
@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=3))
def test_a_rate_lies_between_those_of_its_months(shares: list[tuple[int, int]]) -> None:
    parts = [
        Part(month.key, numerator=yes, denominator=yes + no)
        for month, (yes, no) in zip(Q3.months, shares, strict=False)
    ]
    rates = [100 * yes / (yes + no) for yes, no in shares if yes + no]
    total = quarter_total("rate", parts, Q3)
    if not rates:
        assert total.value is None
    else:
        assert total.value is not None
        assert min(rates) - 1e-9 <= total.value <= max(rates) + 1e-9


def test_a_base_below_nought_and_a_mean_of_nobody_have_no_value() -> None:
    shares = [Part(OCT, numerator=5, denominator=10), Part(NOV, numerator=1, denominator=-2)]
    assert quarter_total("rate", shares, Q3).reason == REASONS["no_base"]
    assert quarter_total("score", [Part(OCT, 4.2, n=0)], Q3).reason == REASONS["no_answers"]
