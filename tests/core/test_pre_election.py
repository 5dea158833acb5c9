"""The pre-election period: when it is, and what of a text the public does not get in it."""

from __future__ import annotations

from datetime import date

import pytest

from ward_desk.core.pre_election import PreElection, names_member, quiet

MARCH, MAY = date(2024, 3, 25), date(2024, 5, 2)


@pytest.mark.parametrize(
    ("words", "kept", "gone"),
    [
        ("Five sites are agreed. Cllr Bond opened the first.", "Five sites are agreed.", 1),
        ("A resident said “It works. Really.” The course goes on.", "The course goes on.", 1),
        ('"Never again," he said! We moved the bins.', "We moved the bins.", 1),
        ("The ward member asked for it. Our MP wrote.", "", 2),
        ("The map is ready.\nThe candidate saw it\nCrews start in May", "The map is ready. Crews start in May", 1),
        ("Residents' lights, and the children’s path.", "Residents' lights, and the children’s path.", 0),
        ("", "", 0),
    ],
)
def test_sentences_that_quote_or_name_a_councillor_go_and_the_others_stay(words: str, kept: str, gone: int) -> None:
    assert quiet(words) == (kept, gone)


@pytest.mark.parametrize("words", ["councillors", "Cllr Smith", "the Mayor", "Members of Parliament", "two MPs"])
def test_whoever_stands_is_known_by_what_they_are_called(words: str) -> None:
    assert names_member(words)


@pytest.mark.parametrize("words", ["the council", "members of the gardening club", "compost", "mpg", "staff members"])
def test_the_council_and_the_members_of_a_club_are_not_councillors(words: str) -> None:
    assert not names_member(words)


def test_its_first_and_last_day_are_in_it() -> None:
    period = PreElection(True, MARCH, MAY)
    assert [period.covers(day) for day in (date(2024, 3, 24), MARCH, MAY, date(2024, 5, 3))] == [
        False, True, True, False,
    ]  # fmt: skip


def test_without_a_day_it_is_open_on_that_side() -> None:
    assert PreElection(True).covers(MAY)
    assert PreElection(True, MARCH).covers(date(2030, 1, 1))
    assert PreElection(True, None, MAY).covers(date(2020, 1, 1))
    assert not PreElection(False, MARCH, MAY).covers(MAY)
