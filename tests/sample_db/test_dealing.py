"""Dealing answers out over responses."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sample_db.dealing import deal


@given(responses=st.integers(1, 40), data=st.data(), most=st.integers(1, 3))
def test_dealt_answers_add_up_to_the_tally_and_nobody_says_a_thing_twice(
    responses: int, data: st.DataObject, most: int
) -> None:
    left, tally = responses * most, []
    for answer in "ABCD":
        number = data.draw(st.integers(0, min(left, responses)))
        left -= number
        tally.append((answer, number))
    dealt = deal("key", responses, tally, most)
    assert Counter(answer for answers in dealt for answer in answers) == {a: n for a, n in tally if n}
    assert all(len(set(answers)) == len(answers) <= most for answers in dealt)
    assert len(dealt) == responses


def test_the_same_key_deals_the_same_way() -> None:
    assert deal("a", 5, [("yes", 2)]) == deal("a", 5, [("yes", 2)])


@pytest.mark.parametrize("tally", [[("yes", 3), ("no", 3)], [("yes", 6)]])
def test_more_answers_than_responses_are_refused(tally: list[tuple[str, int]]) -> None:
    with pytest.raises(ValueError, match="do not fit"):
        deal("key", 5, tally)
