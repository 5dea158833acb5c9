"""Scale shares: orders, sides, and who would recommend."""

from __future__ import annotations

import pytest

from ward_desk.core.surveys import scale_shares as shares

SATISFIED = ["Very satisfied", "Fairly satisfied", "Neither", "Fairly dissatisfied", "Very dissatisfied"]


def test_a_scale_written_from_high_to_low_is_turned() -> None:
    assert shares.low_to_high([*SATISFIED, "Don't know"]) == SATISFIED[::-1]
    assert shares.low_to_high(["5 Excellent", "4", "3", "2", "1 Poor"])[0] == "1 Poor"
    assert shares.low_to_high(["2", "1", "0", "-1", "-2"])[0] == "-2"


def test_a_scale_from_low_to_high_stays_as_it_is() -> None:
    assert shares.low_to_high(["Bad", "So so", "Lovely"]) == ["Bad", "So so", "Lovely"]
    assert shares.low_to_high(SATISFIED[::-1]) == SATISFIED[::-1]
    assert shares.low_to_high(["-2 Far worse", "-1", "0", "1 Better"])[0] == "-2 Far worse"


def test_dont_know_is_outside_the_scale_and_its_base() -> None:
    scale = shares.scale([*SATISFIED, "Don't know"], {"Very satisfied": 4, "Neither": 1, "Don't know": 9})
    assert scale.base == 5
    assert (scale.total("low"), scale.total("middle"), scale.total("high")) == (0, 1, 4)
    assert scale.apart == (("Don't know", 9),)


def test_an_even_scale_has_no_middle() -> None:
    assert [shares.side(place, 4) for place in range(4)] == ["low", "low", "high", "high"]


def test_an_answer_of_an_older_form_counts_outside_the_scale() -> None:
    assert shares.scale(["Bad", "Good"], {"Bad": 2, "Middling": 3}).apart == (("Middling", 3),)


def test_answers_of_no_substance_come_last_however_many_gave_them() -> None:
    given = {"Prefer not to say": 50, "Don't know": 60, "Other": 70, "Bus": 1, "Train": 2}
    assert [words for words, _ in shares.by_size(given)] == ["Train", "Bus", "Other", "Don't know", "Prefer not to say"]


@pytest.mark.parametrize(
    ("number", "of", "words"),
    [(51, 86, "59%"), (0, 9, "0%"), (1, 900, "under 1%"), (899, 900, "over 99%"), (9, 9, "100%"), (0, 0, "")],
)
def test_a_share_is_never_rounded_to_nobody_or_everybody(number: int, of: int, words: str) -> None:
    assert shares.share_words(number, of) == words


def test_satisfaction_is_positive_but_often_is_only_high() -> None:
    assert shares.ends(SATISFIED) == ("negative", "positive")
    assert shares.ends(["Never", "Sometimes", "Always"]) == ("at the low end", "at the high end")


def test_promoters_and_detractors_of_nought_to_ten() -> None:
    found = shares.recommend("Would you recommend the ward, 0 to 10?", {10: 3, 9: 1, 8: 2, 6: 1, 0: 1})
    assert found == (4, 2, 2)
    assert found.score == 25


@pytest.mark.parametrize(
    ("wording", "numbers", "options"),
    [
        ("How satisfied are you, from 0 to 10?", {9: 3, 2: 1}, ()),
        ("Would you recommend us?", {1: 3, 5: 1}, ()),
        ("Would you recommend us, from 0 to 10?", {11: 3, 5: 1}, ()),
        ("Would you recommend us?", {5: 3, 1: 1}, ("1", "2", "3", "4", "5")),
    ],
)
def test_no_other_question_has_promoters(wording: str, numbers: dict[float, int], options: tuple[str, ...]) -> None:
    assert shares.recommend(wording, numbers, options) is None
