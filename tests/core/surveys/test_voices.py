"""Voices: which profile line is a band's, and the words for who is missing."""

from __future__ import annotations

import pytest

from ward_desk.core.surveys import voices


@pytest.mark.parametrize(
    ("name", "ages"),
    [
        ("Residents aged 16-24", (16, 24)),
        ("Residents aged 16 to 24", (16, 24)),
        ("Residents aged under 16", (0, 15)),
        ("Residents 65 and over", (65, voices.OLDEST)),
        ("Residents aged 85+", (85, voices.OLDEST)),
        ("Residents over 64", (65, voices.OLDEST)),
        ("Households with no car", None),
        ("Homes built 1930-1950", None),
        ("Residents aged 24-16", None),
    ],
)
def test_a_name_says_which_ages(name: str, ages: tuple[int, int] | None) -> None:
    assert voices.age_range(name) == ages


def test_what_the_page_asks_for_is_understood_when_it_is_typed() -> None:
    for band in voices.BANDS:
        ages = voices.age_range(voices.line_name("age", band))
        assert ages is not None
        assert voices.bands_in(ages) == (band,)
    for characteristic, band in (("sex", "Female"), ("disability", "Yes"), ("ethnicity", "Asian or Asian British")):
        assert voices.line_is(voices.line_name(characteristic, band), characteristic, band)


def test_ages_that_cut_through_a_band_are_no_bands() -> None:
    assert voices.bands_in(voices.Range(20, 34)) == ()
    assert voices.bands_in(voices.Range(65, voices.OLDEST)) == ("65-74", "75-84", "85+")


def test_a_yes_needs_its_whole_name() -> None:
    assert not voices.line_is("Residents yes", "carer", "Yes")
    assert voices.line_is("Female residents", "sex", "Female")


def test_finer_lines_come_before_those_that_cover_them() -> None:
    lines = {"65+": ("65-74", "75-84", "85+"), "65-74": ("65-74",), "16-24": ("16-24",), "cut": ()}
    assert voices.finest(lines) == ["16-24", "65-74"]


@pytest.mark.parametrize(
    ("answered", "residents", "words"),
    [
        (0, 10, "nobody answered"),
        (5, 10, "about half as many as there should be"),
        (10, 10, "about as many as there should be"),
        (20, 10, "about twice as many as there should be"),
        (40, 10, "about 4 times as many as there should be"),
        (1, 10, "hardly any of those there should be"),
        (0, 4, "too few to be expected to tell"),
    ],
)
def test_who_is_missing_is_said_in_words(answered: int, residents: float, words: str) -> None:
    assert voices.said(answered, 100, residents) == words
