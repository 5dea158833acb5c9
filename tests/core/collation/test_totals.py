"""How the figures of several wards come together (model.md, Periods and sums)."""

from __future__ import annotations

import pytest

from ward_desk.core.collation.totals import WHY_NOT, Given, joined, nature_of, over_wards


def test_a_flow_and_a_stock_add_up() -> None:
    for nature in ("flow", "stock"):
        assert over_wards(nature, [Given(10), Given(2.5)], 2)[:4] == (12.5, "", 2, 2)


def test_a_total_that_lacks_a_ward_says_so() -> None:
    assert over_wards("flow", [Given(10), Given(None)], 2)[:4] == (10, "[part]", 1, 2)
    assert over_wards("flow", [Given(10)], 10)[:4] == (10, "[part]", 1, 10)


def test_a_rate_is_its_numerators_over_its_bases_never_a_mean_of_percentages() -> None:
    given = [Given(50, "", 5, 10), Given(10, "", 10, 100)]
    total = over_wards("rate", given, 2)
    assert total.value == pytest.approx(100 * 15 / 110)
    assert total.mark == ""


def test_a_rate_of_which_a_ward_gives_no_base_is_not_added_up() -> None:
    total = over_wards("rate", [Given(50, "", 5, 10), Given(10)], 2)
    assert (total.value, total.mark, total.why) == (None, "[x]", WHY_NOT["rate"])


def test_a_rate_with_a_base_and_no_numerator_is_not_added_up() -> None:
    assert over_wards("rate", [Given(50, "", None, 10)], 1).value is None


def test_a_score_is_pooled_by_how_many_answered() -> None:
    assert over_wards("score", [Given(4, base=30), Given(2, base=10)], 2).value == 3.5
    assert over_wards("score", [Given(4, base=30), Given(2)], 2).why == WHY_NOT["score"]


def test_people_are_never_added_up_over_wards() -> None:
    total = over_wards("people", [Given(30), Given(20)], 2)
    assert (total.value, total.mark, total.have, total.why) == (None, "[x]", 2, WHY_NOT["people"])


@pytest.mark.parametrize("nature", ["flow", "stock", "rate", "score"])
def test_no_total_is_given_where_a_ward_is_hidden(nature) -> None:
    given = [Given(30, "", 3, 10), Given(None, "[c]"), Given(20, "", 2, 10)]
    total = over_wards(nature, given, 3)
    assert (total.value, total.mark, total.why) == (None, "[c]", WHY_NOT["hidden"])


def test_a_total_of_nothing_is_no_zero() -> None:
    assert over_wards("flow", [Given(None), Given(None)], 2)[:2] == (None, "")
    assert over_wards("flow", [Given(None, "[x]"), Given(None)], 2)[:2] == (None, "[x]")
    assert over_wards("flow", [Given(None, "[z]"), Given(None, "[z]")], 2)[:2] == (None, "[z]")
    assert over_wards("flow", [], 2)[:2] == (None, "")


def test_a_sum_is_no_more_precise_than_its_parts() -> None:
    total = over_wards("flow", [Given(400, "[at least]"), Given(50, "[p] [about]")], 3)
    assert total.mark == "[p] [part] [about] [at least]"


def test_marks_of_one_ward_only_are_not_those_of_a_sum() -> None:
    assert joined(["[z]", "[x]", "[low]", "[c]"]) == ""


def test_a_nature_is_known_by_its_words_in_a_return() -> None:
    assert nature_of("Flow: adds up over time") == "flow"
    assert nature_of("Something else") == "unknown"
    assert over_wards("unknown", [Given(1)], 1).why == WHY_NOT["unknown"]


def test_tenths_add_up_to_tenths() -> None:
    assert over_wards("flow", [Given(0.1), Given(0.2)], 2).value == 0.3
