"""Months and quarters as spreadsheets head their columns, and what is only their total."""

from datetime import date, datetime

import pytest

from ward_desk.core import figures_periods
from ward_desk.core.tracker.tracker import Cell


def key(words: str, value: object = None, **more: bool) -> str:
    return figures_periods.read(Cell(words, value or words), 2023, 4, **more).key  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("Dec 2023", "2023-12"), ("December 2023", "2023-12"), ("Dec-23", "2023-12"), ("Dec '23", "2023-12"),
        ("Sept 23", "2023-09"), ("12/2023", "2023-12"), ("2023-12", "2023-12"), ("01/12/2023", "2023-12"),
        ("2023-12-01", "2023-12"), ("2023-24: Jan", "2024-01"), ("2023: Apr", "2023-04"),
        ("Q3 2023-24", "2023-24-Q3"), ("Q3 23/24", "2023-24-Q3"), ("2023-24-Q3", "2023-24-Q3"),
        ("FY 2023/24 Q1", "2023-24-Q1"), ("2023-24: Q2", "2023-24-Q2"), ("Oct-Dec 2023", "2023-24-Q3"),
        ("Jan to Mar 2024", "2023-24-Q4"), ("2023-24-YTD-Q3", "2023-24-YTD-Q3"),
    ],
)  # fmt: skip
def test_a_period_with_its_year_is_read(words: str, wanted: str) -> None:
    found = figures_periods.read(Cell(words, words), 2020, 4)
    assert (found.key, found.guessed_year) == (wanted, False)


@pytest.mark.parametrize(("words", "wanted"), [("Apr", "2023-04"), ("Mar", "2024-03"), ("Q4", "2023-24-Q4"),
                                               ("Quarter 2", "2023-24-Q2"), ("Oct - Dec", "2023-24-Q3")])  # fmt: skip
def test_one_without_is_of_the_year_asked_for(words: str, wanted: str) -> None:
    found = figures_periods.read(Cell(words, words), 2023, 4)
    assert (found.key, found.guessed_year) == (wanted, True)


def test_a_real_date_is_its_month_however_it_is_shown() -> None:
    assert key("Q3", date(2023, 11, 5)) == "2023-11"
    assert key("x", datetime(2023, 11, 5, 10)) == "2023-11"


def test_the_month_comes_first_only_when_asked() -> None:
    assert key("03/04/2023") == "2023-04"
    assert key("03/04/2023", month_first=True) == "2023-03"
    assert figures_periods.has_day(Cell("03/04/2023", "03/04/2023"))
    assert not figures_periods.has_day(Cell("13/04/2023", "13/04/2023"))


@pytest.mark.parametrize("words", ["Total", "YTD", "Year", "2023-24", "FY 2023/24", "Q1 total", "Grand total",
                                   "Average", "Year to date"])  # fmt: skip
def test_a_total_is_told_from_a_period(words: str) -> None:
    assert figures_periods.is_total(words)
    assert not key(words)


@pytest.mark.parametrize("words", ["Apr", "Q3", "Residents", "Teas and totals of cake", "13/13/2023", "Nov-Jan 2023"])
def test_other_words_are_no_totals(words: str) -> None:
    assert not figures_periods.is_total(words)


def test_what_no_calendar_has_is_refused_in_words() -> None:
    assert "no month 13" in figures_periods.read(Cell("13/13/2023", "13/13/2023"), 2023, 4).sentence
    assert not key("Nov-Jan 2023")


@pytest.mark.parametrize("words", ["1.2045", "1250.10", "2012.50", "12.2023", "7/1250"])
def test_a_number_is_no_period(words: str) -> None:
    assert not key(words)
