"""The question bank's rules, and the numbers of a form's answers: what is printed is what is typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ward_desk.core.surveys.bank import BankQuestion, matching, twice
from ward_desk.core.surveys.form_keys import numbers, press

SAFE = BankQuestion("safe", "The local area", "How safe do you feel?", "scale", ("Unsafe", "Safe"), "A survey", "16+")
PLACE = SAFE._replace(code="place", wording="Is it a good place?", options=("No", "Yes"))
TO_TEN = tuple(str(n) for n in range(11))


def test_every_word_must_be_in_what_a_question_says() -> None:
    assert matching([SAFE, PLACE], "") == [SAFE, PLACE]
    assert matching([SAFE, PLACE], "LOCAL feel") == [SAFE]
    assert matching([SAFE, PLACE], "yes") == [PLACE]
    assert matching([SAFE, PLACE], "safe bus") == []


def test_a_code_given_twice_is_found() -> None:
    assert twice([SAFE, PLACE]) == ""
    assert twice([SAFE, PLACE, SAFE]) == "safe"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("No", "Yes"), ("1", "2")),
        (tuple("abcdefghij"), ("1", "2", "3", "4", "5", "6", "7", "8", "9", "0")),
        (tuple("abcdefghijk"), tuple(str(n) for n in range(1, 12))),
        (TO_TEN, TO_TEN),
        (("1 Poor", "2 Fair", "3 Good"), ("1", "2", "3")),
        (("0 - not at all", "1", "2 - fully"), ("0", "1", "2")),
        (("0-15", "16-24", "25-34"), ("1", "2", "3")),
        (("5 a day", "10 a day"), ("1", "2")),
        ((), ()),
    ],
)
def test_answers_that_count_on_are_their_own_numbers_and_others_are_numbered(
    options: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    assert numbers(options) == expected


def test_a_second_figure_makes_one_number_of_two_where_there_is_such_an_answer() -> None:
    assert press(TO_TEN, "", "1") == (1, None, "1")
    assert press(TO_TEN, "1", "0") == (10, 1, "10")
    assert press(TO_TEN, "1", "5") == (5, None, "5")
    five = numbers(tuple("abcde"))
    assert press(five, "1", "2") == (1, None, "2")
    assert press(five, "", "9") == (None, None, "")
    twenty = numbers(tuple("abcdefghijklmnopqrst"))
    assert press(twenty, "2", "0") == (19, 1, "20")
    assert press(twenty, "", "0") == (None, None, "")


@given(st.lists(st.text(min_size=1, max_size=12), max_size=40))
def test_every_answer_has_a_number_of_its_own_that_can_be_typed(options: list[str]) -> None:
    known = numbers(options)
    assert len(set(known)) == len(options)
    for place, number in enumerate(known):
        typed = ""
        for figure in number:
            meant = press(known, typed, figure)
            typed = meant.typed
        assert meant.place == place
