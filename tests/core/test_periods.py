"""Months, quarters and the financial year."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ward_desk.core.periods import Month, PeriodError, Quarter, month_number, return_due

Q3 = Quarter(2023, 3)
days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
start_months = st.integers(1, 12)
quarters = st.builds(Quarter, st.integers(1900, 2199), st.integers(1, 4), start_months)
properties = settings(deadline=None, max_examples=100)


def test_a_month_is_stored_by_its_key_and_read_by_its_label() -> None:
    month = Month.of(date(2023, 12, 13))
    assert (month.key, month.label, month.name) == ("2023-12", "Dec 2023", "December")
    assert (month.first, month.last) == (date(2023, 12, 1), date(2023, 12, 31))
    assert Month(2024, 2).last == date(2024, 2, 29)
    assert Month.parse(" Dec 2023 ") == Month.parse("2023-12") == Month.parse("december 2023") == month


@pytest.mark.parametrize("text", ["", "2023", "2023-13", "2023-00", "Dex 2023", "Dec", "Dec 23", "December"])
def test_what_is_not_a_month_is_refused(text: str) -> None:
    with pytest.raises(PeriodError):
        Month.parse(text)


def test_the_calendar_ends_after_its_last_month() -> None:
    assert Month(9999, 12).last == date(9999, 12, 31)
    with pytest.raises(PeriodError):
        Month(9999, 12).next()
    with pytest.raises(PeriodError):
        Month(2023, 13)


def test_a_quarter_of_the_financial_year_is_written_as_the_council_writes_it() -> None:
    assert Q3.label == "Q3 2023-24 (October to December 2023)"
    assert (Q3.short, Q3.key, Q3.year_label) == ("Q3 2023-24", "2023-24-Q3", "2023-24")
    assert (Q3.plain, Q3.long) == ("Oct to Dec 2023", "October to December 2023")
    assert (Q3.first, Q3.last) == (date(2023, 10, 1), date(2023, 12, 31))
    assert Quarter(1999, 4).key == "1999-00-Q4"


def test_the_last_quarter_falls_in_the_next_calendar_year() -> None:
    assert Quarter.of(date(2024, 3, 31)) == Quarter(2023, 4)
    assert Quarter.of(date(2024, 4, 1)) == Quarter(2024, 1)
    assert Quarter(2023, 4).label == "Q4 2023-24 (January to March 2024)"


def test_a_year_starting_in_june_has_a_quarter_over_two_calendar_years() -> None:
    quarter = Quarter.of(date(2024, 1, 15), start_month=6)
    assert quarter.label == "Q3 2023-24 (December 2023 to February 2024)"
    assert quarter.plain == "Dec 2023 to Feb 2024"
    assert Quarter.parse(quarter.label, start_month=6) == quarter


def test_a_year_starting_in_january_has_one_number() -> None:
    quarter = Quarter(2023, 3, 1)
    assert quarter.label == "Q3 2023 (July to September 2023)"
    assert Quarter.parse("Q3 2023", start_month=1) == quarter


@pytest.mark.parametrize(
    "text",
    ["Q3 2023-24", "q3 2023/24", "2023-24-Q3", "Q3 2023-2024", "  Q3  2023–24 ", "2023/24 q3", Q3.label.upper(),
     "Q3 2023-24 (Oct to Dec 2023)"],
)  # fmt: skip
def test_a_quarter_is_read_however_it_is_typed(text: str) -> None:
    assert Quarter.parse(text) == Q3


@pytest.mark.parametrize("text", ["", "Q3", "Q5 2023-24", "Q3 2023", "Q0 2023-24", "third quarter", "2023-24-YTD-Q3"])
def test_what_is_not_a_quarter_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(PeriodError, match="Type it as Q3 2023-24"):
        Quarter.parse(text)


def test_years_that_do_not_follow_each_other_are_refused() -> None:
    with pytest.raises(PeriodError, match="two in a row"):
        Quarter.parse("Q3 2023-25")


def test_months_that_are_not_those_of_the_quarter_are_refused() -> None:
    with pytest.raises(PeriodError, match="is October to December 2023 here"):
        Quarter.parse("Q3 2023-24 (December 2023 to February 2024)")


def test_the_year_to_date_runs_from_april() -> None:
    assert [month.label for month in Q3.year_to_date[:2]] == ["Apr 2023", "May 2023"]
    assert Q3.year_to_date[-3:] == Q3.months
    assert Q3.quarters_to_date == (Quarter(2023, 1), Quarter(2023, 2), Q3)
    assert Q3.to_date_key == "2023-24-YTD-Q3"
    assert Quarter(2023, 1).to_date_key == Quarter(2023, 1).key


def test_neighbours_of_a_quarter() -> None:
    assert Quarter(2023, 1).previous == Quarter(2022, 4)
    assert Quarter(2023, 4).next == Quarter(2024, 1)
    assert Q3.same_last_year == Quarter(2022, 3)
    assert Month(2023, 11) in Q3
    assert date(2023, 9, 30) not in Q3


def test_the_return_is_due_in_the_month_after_the_quarter() -> None:
    assert return_due(Q3, 20) == date(2024, 1, 20)
    assert return_due(Q3.next, 31) == date(2024, 4, 30)
    with pytest.raises(PeriodError):
        return_due(Q3, 0)


def test_month_names_need_three_letters() -> None:
    assert (month_number("sept"), month_number("Dec."), month_number("ju"), month_number("decx")) == (9, 12, None, None)


@properties
@given(quarters)
def test_a_quarter_reads_all_its_own_names(quarter: Quarter) -> None:
    for text in (quarter.label, quarter.short, quarter.key):
        assert Quarter.parse(text, quarter.start_month) == quarter


@properties
@given(days, start_months)
def test_every_day_is_in_exactly_its_own_quarter(day: date, start_month: int) -> None:
    quarter = Quarter.of(day, start_month)
    assert day in quarter
    assert quarter.first <= day <= quarter.last
    assert quarter.next.first == quarter.last + timedelta(days=1)
    assert quarter.next.previous == quarter
    assert day not in quarter.previous


@properties
@given(days, st.integers(-200, 200))
def test_going_on_and_back_is_staying(day: date, n: int) -> None:
    month = Month.of(day)
    assert month.next(n).next(-n) == month
    assert Month.parse(month.key) == Month.parse(month.label) == month
    assert month.last + timedelta(days=1) == month.next().first
