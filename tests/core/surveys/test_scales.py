"""Scales in their order, whatever order a file lists them in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ward_desk.core.surveys.scales import of_numbers, ordered, span, split_apart

SCALES = [
    ("agree", "Strongly disagree|Disagree|Neither agree nor disagree|Agree|Strongly agree"),
    ("agree", "Strongly disagree|Tend to disagree|Neither agree nor disagree|Tend to agree|Strongly agree"),
    ("agree", "Definitely disagree|Tend to disagree|Tend to agree|Definitely agree"),
    ("satisfied", "Very dissatisfied|Fairly dissatisfied|Neither|Fairly satisfied|Very satisfied"),
    ("satisfied", "Very dissatisfied|Dissatisfied|Neutral|Satisfied|Very satisfied"),
    ("satisfied", "Not at all satisfied|Not very satisfied|Neither|Fairly satisfied|Very satisfied"),
    ("likely", "Very unlikely|Unlikely|Neither likely nor unlikely|Likely|Very likely"),
    ("safe", "Very unsafe|Fairly unsafe|Neither safe nor unsafe|Fairly safe|Very safe"),
    ("important", "Not at all important|Not very important|Fairly important|Very important"),
    ("important", "Not important|Slightly important|Moderately important|Important|Very important|Extremely important"),
    ("easy", "Very difficult|Fairly difficult|Neither easy nor difficult|Fairly easy|Very easy"),
    ("strongly", "Not at all strongly|Not very strongly|Fairly strongly|Very strongly"),
    ("often", "Never|Rarely|Sometimes|Often|Always"),
    ("often", "Never|Hardly ever|Occasionally|Some of the time|Often or always"),
    ("often", "Never|Less often|Once a month|Once a week|Most days|Every day"),
    ("good", "Very poor|Poor|Fair|Good|Very good|Excellent"),
    ("good", "Very bad|Bad|Fair|Good|Very good"),
    ("much", "Not at all|Not very much|A fair amount|A great deal"),
    ("much", "Not at all|To a small extent|To some extent|To a great extent"),
    ("better", "Much worse|A little worse|About the same|A little better|Much better"),
    ("yes", "No|Yes, to some extent|Yes, definitely"),
    ("problem", "Not a problem at all|Not a very big problem|A fairly big problem|A very big problem"),
    ("high", "Low|Medium|High"),
    ("numbers", "1 - Very poor|2|3|4|5 - Excellent"),
    ("numbers", "1 (not at all)|2|3|4 (completely)"),
]


@pytest.mark.parametrize(("family", "steps"), SCALES)
def test_a_scale_stands_from_its_low_to_its_high_end_whichever_way_it_is_listed(family: str, steps: str) -> None:
    wanted = tuple(steps.split("|"))
    for listed in (wanted, wanted[::-1], tuple(sorted(wanted))):
        found = ordered(listed)
        assert found is not None
        assert (found.family, found.steps) == (family, wanted)


@given(st.sampled_from(SCALES), st.randoms(use_true_random=False))
def test_what_is_no_step_stands_apart_at_the_end(scale: tuple[str, str], luck: object) -> None:
    steps = scale[1].split("|")
    listed = [*steps, "Don't know", "Prefer not to say", "Not applicable"]
    luck.shuffle(listed)  # type: ignore[attr-defined]
    found = ordered(listed)
    assert found is not None
    assert found.options == (*steps, "Don't know", "Not applicable", "Prefer not to say")
    assert split_apart(found.options) == (tuple(steps), ("Don't know", "Not applicable", "Prefer not to say"))


def test_a_step_nobody_chose_is_added_where_its_opposite_is_there() -> None:
    found = ordered(["Very satisfied", "Fairly satisfied", "Fairly dissatisfied"])
    assert found is not None
    assert found.steps == ("Very dissatisfied", "Fairly dissatisfied", "Fairly satisfied", "Very satisfied")


def test_answers_keep_the_spelling_of_the_file() -> None:
    found = ordered(["very  SAFE", "Very unsafe"])
    assert found is not None
    assert found.steps == ("Very unsafe", "very SAFE")


@pytest.mark.parametrize(
    "answers",
    ["Yes|No", "Yes|No|Maybe", "Parks|Jobs", "Agree|Very safe", "Very satisfied", "", "Don't know|Not sure",
     "1|2|3", "2 - 3 times|4 - 5 times"],
)  # fmt: skip
def test_what_is_no_known_scale_is_none(answers: str) -> None:
    assert ordered(answers.split("|")) is None


@pytest.mark.parametrize(
    ("answers", "wording", "steps"),
    [
        ("3|7|8", "From 0 to 10, how satisfied are you?", range(11)),
        ("3|4", "On a scale of 1-5, how safe?", range(1, 6)),
        ("3|4", "Rate us out of 5", range(1, 6)),
        ("3|4", "Where 0 is not at all and 10 is completely", range(11)),
        ("1|2|3|4|5", "How safe do you feel?", range(1, 6)),
        ("0|5|7|10", "Would you recommend us?", range(11)),
    ],
)
def test_numbers_are_a_scale_when_the_question_or_the_answers_say_so(answers: str, wording: str, steps: range) -> None:
    assert of_numbers(answers.split("|"), wording) == tuple(map(str, steps))


@pytest.mark.parametrize(
    ("answers", "wording"),
    [
        ("1|2|3|4|5", "How many children live with you?"),
        ("1|2", "How safe do you feel?"),
        ("1|2|30", "From 0 to 10, how satisfied are you?"),
        ("-1|2|3", "Score"),
        ("a|2|3", "Score"),
    ],
)
def test_other_numbers_are_no_scale(answers: str, wording: str) -> None:
    assert of_numbers(answers.split("|"), wording) is None


def test_the_ends_a_question_names_are_read() -> None:
    assert span("from 0 to 10") == (0, 10)
    assert span("1 to 5 stars") == (1, 5)
    assert span("since 2010 to 2020") is None
