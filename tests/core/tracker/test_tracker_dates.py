from __future__ import annotations

from datetime import date, datetime

import pytest

from ward_desk.core.tracker.tracker import Cell
from ward_desk.core.tracker.tracker_dates import ReadDate, looks_like_a_date, read

TODAY = date(2023, 12, 18)


def read_words(words: str, *, first: bool = False) -> ReadDate:
    return read(Cell(words, words), TODAY, first=first)


@pytest.mark.parametrize(
    "words",
    ["13/12/23", "13/12/2023", "13.12.23", "13 December 2023", "13th Dec 2023", "Wed 13 Dec 2023", "2023-12-13",
     "2023-12-13 00:00:00", "13 Dec '23", "December 13, 2023"],
)  # fmt: skip
def test_a_date_as_text_is_read_the_british_way_without_a_word(words: str) -> None:
    assert read_words(words) == ReadDate(date(2023, 12, 13))


@pytest.mark.parametrize(
    ("words", "last", "first"),
    [("Dec-23", date(2023, 12, 31), date(2023, 12, 1)), ("Feb 2024", date(2024, 2, 29), date(2024, 2, 1)),
     ("03/2024", date(2024, 3, 31), date(2024, 3, 1)), ("Q3 2023", date(2023, 12, 31), date(2023, 10, 1)),
     ("Q4 2023-24", date(2024, 3, 31), date(2024, 1, 1)), ("2023/24", date(2024, 3, 31), date(2023, 4, 1)),
     ("2024", date(2024, 12, 31), date(2024, 1, 1))],
)  # fmt: skip
def test_a_month_quarter_or_year_is_its_last_day_or_its_first_for_a_start(words: str, last: date, first: date) -> None:
    assert (read_words(words).day, read_words(words, first=True).day) == (last, first)
    assert words in read_words(words).sentence


def test_a_typed_date_shown_as_a_month_is_the_whole_month() -> None:
    assert read(Cell("Dec-23", date(2023, 12, 1)), TODAY).day == date(2023, 12, 31)
    assert read(Cell("01/12/2023", date(2023, 12, 1)), TODAY) == ReadDate(date(2023, 12, 1))


def test_a_time_beside_a_typed_date_is_not_lost() -> None:
    assert read(Cell("13/12/2023 10:30", datetime(2023, 12, 13, 10, 30)), TODAY) == ReadDate(
        date(2023, 12, 13), whole=False
    )


def test_a_number_of_excels_is_a_date_and_says_so() -> None:
    assert read_words("45273").day == date(2023, 12, 13)
    assert "45273" in read_words("45273").sentence


@pytest.mark.parametrize("words", ["TBC", "Ongoing", "n/a", "Easter 2024", "tomorrow", "+7", "2.5", "5", "x" * 5_000])
def test_words_that_are_no_date_are_kept_and_said(words: str) -> None:
    found = read_words(words)
    assert (found.day, found.whole) == (None, False)
    assert "kept as a note" in found.sentence


def test_an_american_date_is_refused_by_its_month() -> None:
    assert "no month 25" in read_words("12/25/2023").sentence


def test_words_around_a_date_are_kept_beside_it() -> None:
    for words, day in (
        ("end of March 2024", date(2024, 3, 31)),
        ("w/c 11 Dec 2023", date(2023, 12, 11)),
        ("Was 30/09/23 now 31/12/23", date(2023, 12, 31)),
        ("Thursday 13 Dec 2023", date(2023, 12, 13)),
    ):
        assert read_words(words)[::2] == (day, False), words


def test_a_dash_is_no_date_and_needs_no_word() -> None:
    assert read_words("-") == ReadDate(None)


def test_a_day_without_a_year_is_the_nearest_and_says_so() -> None:
    assert read_words("13 Jan").day == date(2024, 1, 13)
    assert "no year" in read_words("13 Jan").sentence


def test_what_is_a_date_and_what_only_has_one() -> None:
    assert looks_like_a_date(Cell("13/12/23", "13/12/23"))
    assert not looks_like_a_date(Cell("Met on 13/12/23", "Met on 13/12/23"))


@pytest.mark.parametrize(
    ("words", "last", "first"),
    [("Summer 2024", date(2024, 8, 31), date(2024, 6, 1)), ("winter 2023/24", date(2024, 2, 29), date(2023, 12, 1)),
     ("Autumn term 2024", date(2024, 12, 31), date(2024, 9, 1)), ("Jan", date(2024, 1, 31), date(2024, 1, 1)),
     ("by Xmas", date(2023, 12, 25), date(2023, 12, 25))],
)  # fmt: skip
def test_a_season_a_month_without_a_year_and_christmas_are_read_and_their_words_kept(
    words: str, last: date, first: date
) -> None:
    assert (read_words(words).day, read_words(words, first=True).day) == (last, first)
    assert not read_words(words).whole
    assert read_words(words).sentence
