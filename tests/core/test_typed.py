"""Reading what people type, and showing it back."""

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ward_desk.core.typed import (
    TypedError,
    counted,
    read_count,
    read_date,
    read_datetime,
    read_money,
    read_number,
    read_percent,
    show_count,
    show_date,
    show_datetime,
    show_money,
    show_number,
)

TODAY = date(2023, 11, 14)  # a Tuesday
DEC_13 = date(2023, 12, 13)  # a Wednesday
days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
properties = settings(deadline=None, max_examples=100)


@pytest.mark.parametrize(
    "text",
    ["13/12", "13/12/23", "13/12/2023", "13.12.2023", "13-12-2023", "13 dec", "13 December 2023", "dec 13", "13th Dec",
     "December 13, 2023", "2023-12-13", "Wed 13 Dec 2023", " 13  DEC ", "13dec", "13 of December", "13-Dec-23"],
)  # fmt: skip
def test_a_date_is_read_the_british_way(text: str) -> None:
    assert read_date(text, TODAY) == DEC_13


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", date(2023, 11, 14)),
        ("tomorrow", date(2023, 11, 15)),
        ("yesterday", date(2023, 11, 13)),
        ("tue", date(2023, 11, 14)),
        ("fri", date(2023, 11, 17)),
        ("Monday", date(2023, 11, 20)),
        ("this monday", date(2023, 11, 13)),
        ("next friday", date(2023, 11, 24)),
        ("last friday", date(2023, 11, 10)),
        ("last tuesday", date(2023, 11, 7)),
        ("+7", date(2023, 11, 21)),
        ("-7", date(2023, 11, 7)),
        ("in 7 days", date(2023, 11, 21)),
        ("in 2 weeks", date(2023, 11, 28)),
        ("1 day ago", date(2023, 11, 13)),
    ],
)
def test_a_date_is_read_from_today(text: str, day: date) -> None:
    assert read_date(text, TODAY) == day


def test_a_date_without_a_year_is_the_nearest_one() -> None:
    assert read_date("5 jan", TODAY) == date(2024, 1, 5)
    assert read_date("20/6", TODAY) == date(2023, 6, 20)
    assert read_date("30/12", date(2024, 1, 3)) == date(2023, 12, 30)
    assert read_date("29 feb", date(2024, 5, 1)) == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("31/02", "There is no 31 February."),
        ("29/02/2023", "There is no 29 February in 2023."),
        ("29 feb", "There is no 29 February near today."),
        ("0/5", "There is no 0 May."),
        ("12/13/2023", "There is no month 13. Type the day first"),
        ("13 dex", "“dex” is not a month."),
        ("soon", "“soon” is not a date."),
        ("", "Type a date"),
        ("13/12/0203", "The year 0203 looks mistyped."),
        ("Fri 13 Dec 2023", "13 Dec 2023 is a Wednesday, not a Friday."),
        ("13", "is not a date"),
        ("7 days", "“days” is not a month"),
        ("in 7 days ago", "is not a date"),
        ("１３/12", "is not a date"),
    ],
)
def test_what_is_not_a_date_is_refused_in_a_plain_sentence(text: str, sentence: str) -> None:
    with pytest.raises(TypedError) as caught:
        read_date(text, date(2022, 11, 14) if text == "29 feb" else TODAY)
    assert sentence in str(caught.value)


@pytest.mark.parametrize(
    "text",
    ["13/12 10:00", "13 dec 10am", "13 Dec 2023, 10:00", "13 dec at 10.00", "dec 13 10 am", "2023-12-13T10:00",
     "2023-12-13 10:00:00", "Wed 13 Dec 2023, 10:00"],
)  # fmt: skip
def test_a_time_follows_its_date(text: str) -> None:
    assert read_datetime(text, TODAY) == datetime(2023, 12, 13, 10)


def test_a_time_is_never_made_up() -> None:
    assert read_datetime("13.12", TODAY) == DEC_13
    assert type(read_datetime("13 dec 2023", TODAY)) is date
    assert type(read_datetime("13 dec midnight", TODAY)) is datetime
    assert read_datetime("tomorrow 2.30pm", TODAY) == datetime(2023, 11, 15, 14, 30)
    assert read_datetime("today 12am", TODAY) == datetime(2023, 11, 14)
    assert read_datetime("today noon", TODAY) == datetime(2023, 11, 14, 12)


@pytest.mark.parametrize("text", ["13 dec 25:00", "13 dec 10:60", "13 dec 13pm", "10:00", "13 dec 0am", "10am"])
def test_a_time_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(TypedError):
        read_datetime(text, TODAY)


def test_dates_are_shown_as_people_read_them() -> None:
    assert show_date(DEC_13) == "13 Dec 2023"
    assert show_datetime(datetime(2023, 12, 13, 10)) == "Wed 13 Dec 2023, 10:00"
    assert show_datetime(DEC_13) == "Wed 13 Dec 2023"


@pytest.mark.parametrize(
    ("text", "pence"),
    [("£4,500", 450000), ("4.5k", 450000), ("4500.50", 450050), ("£1.5m", 150000000), ("50p", 50), ("0", 0),
     ("-£200", -20000), ("£-200", -20000), ("£ 672,340", 67234000), (".5", 50), ("£2.1 million", 210000000)],
)  # fmt: skip
def test_money_is_whole_pence(text: str, pence: int) -> None:
    assert read_money(text) == pence


@pytest.mark.parametrize(
    "text", ["", "£", "lots", "4,50", "1.234", "4.500", "1..2", "£££5", "9" * 29, "1,00,000", "k", "5 bags"]
)
def test_what_is_not_money_is_refused(text: str) -> None:
    with pytest.raises(TypedError):
        read_money(text)


def test_pence_are_shown_only_when_there_are_some() -> None:
    assert (show_money(450000), show_money(450050), show_money(-5), show_money(5)) == (
        "£4,500", "£4,500.50", "-£0.05", "£0.05",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("50", (50, "exact")),
        ("1,234", (1234, "exact")),
        ("about 50", (50, "about")),
        ("~50", (50, "about")),
        ("c. 50", (50, "about")),
        ("c50", (50, "about")),
        ("circa 50", (50, "about")),
        ("Approximately 50", (50, "about")),
        ("50ish", (50, "about")),
        ("50+", (50, "at_least")),
        ("50 +", (50, "at_least")),
        ("more than 400", (400, "at_least")),
        ("at least 400", (400, "at_least")),
        ("over 100", (100, "at_least")),
        (">100", (100, "at_least")),
        ("400 or more", (400, "at_least")),
        ("about 50+", (50, "about")),
        ("at least about 50", (50, "about")),
        ("1.2k", (1200, "exact")),
        ("0", (0, "exact")),
    ],
)
def test_a_count_keeps_its_precision(text: str, count: tuple[float, str]) -> None:
    assert read_count(text) == count


@pytest.mark.parametrize(
    "text", ["numerous", "", "up to 50", "-5", "50 people", "about", "+", "4+4", "a" * 10000, "c" * 50]
)
def test_what_is_not_a_count_is_refused(text: str) -> None:
    with pytest.raises(TypedError):
        read_count(text)


def test_a_count_is_shown_with_its_precision() -> None:
    assert show_count(400, "at_least") == "at least 400"
    assert show_count(1234) == "1,234"
    assert show_count(450, "mixed") == "about 450 or more"
    with pytest.raises(KeyError):
        show_count(4, "guess")


def test_numbers_and_percentages_stand_alone() -> None:
    assert read_number("-3") == -3
    assert read_number("2.50") == 2.5
    assert type(read_number("3.0")) is int
    assert (read_percent("63%"), read_percent("62.5 per cent"), read_percent("120")) == (63, 62.5, 120)
    assert (show_number(2.0), show_number(2.505), show_number(-0.001), show_number(1e6)) == (
        "2",
        "2.5",
        "0",
        "1,000,000",
    )
    with pytest.raises(TypedError):
        read_number("12 bags")
    with pytest.raises(TypedError):
        read_percent("most")


@properties
@given(days, days)
def test_a_shown_date_reads_as_itself(day: date, today: date) -> None:
    assert read_date(show_date(day), today) == day
    assert read_date(day.isoformat(), today) == day
    assert read_datetime(show_datetime(day), today) == day


@properties
@given(st.datetimes(datetime(1900, 1, 1), datetime(2199, 12, 31)), days)
def test_a_shown_time_reads_as_itself(when: datetime, today: date) -> None:
    when = when.replace(second=0, microsecond=0)
    assert read_datetime(show_datetime(when), today) == when


@properties
@given(st.integers(-(10**13), 10**13))
def test_shown_money_reads_as_itself(pence: int) -> None:
    assert read_money(show_money(pence)) == pence


@properties
@given(st.integers(0, 10**9), st.sampled_from(["exact", "about", "at_least"]))
def test_a_shown_count_reads_as_itself(number: int, precision: str) -> None:
    assert read_count(show_count(number, precision)) == (number, precision)


@properties
@given(st.text(max_size=40), days)
def test_anything_typed_is_read_or_refused_never_worse(text: str, today: date) -> None:
    for read in (read_money, read_number, read_percent, read_count):
        try:
            read(text)
        except TypedError as error:
            assert str(error).endswith(".")  # noqa: PT017
    for read_when in (read_date, read_datetime):
        try:
            read_when(text, today)
        except TypedError as error:
            assert str(error).endswith(".")  # noqa: PT017


def test_a_number_takes_its_noun_in_one_or_many() -> None:
    said = [
        counted(1, "priority"),
        counted(3, "priority"),
        counted(2, "survey"),
        counted(2300, "response"),
        counted(2, "status"),
    ]
    assert said == ["1 priority", "3 priorities", "2 surveys", "2,300 responses", "2 statuses"]
