"""Age bands of any survey as the ward's, and equality answers spelt one way."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ward_desk.core.choices import AGE_BANDS
from ward_desk.core.surveys.survey_bands import age_band, band_at, band_of, subject_of, unmapped

BANDS = {band for band, _ in AGE_BANDS}


@pytest.mark.parametrize(
    ("cell", "band"),
    [
        ("25 to 34", "25-34"),
        ("25–34", "25-34"),
        ("25-34 years old", "25-34"),
        ("Aged 25 to 34", "25-34"),
        ("Between 25 and 34", "25-34"),
        ("18-24", "16-24"),
        ("25-29", "25-34"),
        ("Under 16", "0-15"),
        ("under 16s", "0-15"),
        ("15 and under", "0-15"),
        ("11 - 15", "0-15"),
        ("85+", "85+"),
        ("85 or over", "85+"),
        ("90 and above", "85+"),
        ("Over 84", "85+"),
        ("34", "25-34"),
        ("34 years", "25-34"),
        ("I'd rather not say", "Prefer not to say"),
        ("prefer not to answer", "Prefer not to say"),
    ],
)
def test_a_band_is_put_in_the_ward_s_band_that_holds_it(cell: str, band: str) -> None:
    assert age_band(cell) == band


@pytest.mark.parametrize("cell", ["18-34", "65+", "Over 65", "Under 18", "16-25", "old", "", "34-25", "200"])
def test_a_band_that_straddles_the_ward_s_is_none(cell: str) -> None:
    assert age_band(cell) is None


def test_the_bands_that_do_not_fit_are_named() -> None:
    assert unmapped(["16-24", "65+", "", "Prefer not to say"]) == ["65+"]


def test_a_birthday_makes_the_band() -> None:
    assert band_at(date(1989, 10, 6), date(2023, 10, 5)) == "25-34"
    assert band_at(date(1988, 10, 6), date(2023, 10, 6)) == "35-44"
    assert band_at(date(2024, 1, 1), date(2023, 10, 6)) is None


@pytest.mark.parametrize(
    ("characteristic", "cell", "band"),
    [
        ("ethnicity", " white  British; ", "White British"),
        ("ethnicity", "Would rather not say", "Prefer not to say"),
        ("religion", "PREFER NOT TO SAY", "Prefer not to say"),
        ("sex", "F", "Female"),
        ("disability", "y", "Yes"),
        ("religion", "MUSLIM", "Muslim"),
        ("age", "25 to 34", "25-34"),
        ("religion", "", ""),
        ("disability", "Ask Mrs Smith", "Ask [removed: name]"),
    ],
)
def test_equality_answers_are_spelt_one_way(characteristic: str, cell: str, band: str) -> None:
    assert band_of(characteristic, cell) == band


def test_subjects_that_share_a_characteristic_are_told_apart() -> None:
    assert subject_of("other", "What is your marital status?") == "Marriage or civil partnership"
    assert subject_of("other", "Are you pregnant?") == "Pregnancy or maternity"
    assert subject_of("other", "Are you a veteran?") == "Are you a veteran"
    assert subject_of("sex", "What is your sex?") == ""


@given(st.text(max_size=60))
def test_any_words_give_a_band_or_none(cell: str) -> None:
    assert age_band(cell) in {None, *BANDS}
    assert len(band_of("ethnicity", cell)) <= 200
