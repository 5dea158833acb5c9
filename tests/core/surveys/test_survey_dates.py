"""Dates of survey tools."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ward_desk.core.surveys.survey_dates import ORDERS, looks_like_a_day, order_of, read_day

FIFTH = date(2023, 10, 5)


@pytest.mark.parametrize(
    ("cell", "order"),
    [
        ("2023-10-05 14:03:00", "dmy"),
        ("2023-10-05T14:03:00Z", "mdy"),
        ("2023-10-05T14:03:00.123+01:00", "dmy"),
        ("2023/10/05 2:03:45 pm GMT+1", "dmy"),
        ("05/10/2023 14:03", "dmy"),
        ("05/10/2023", "dmy"),
        ("10/05/2023 02:03:45 PM", "mdy"),
        ("10/5/23 14:03:00", "mdy"),
        ("5/10/23", "dmy"),
        ("23/10/05", "ymd"),
        ("05.10.2023", "dmy"),
        ("5 Oct 2023", "dmy"),
        ("05-Oct-2023 14:03:00", "mdy"),
        ("5th October 2023", "dmy"),
        ("Thursday, 5 October 2023", "dmy"),
        ("October 5, 2023", "dmy"),
        ("Oct 5, 2023 2:03 PM", "dmy"),
        ("45204.58", "dmy"),
    ],
)
def test_a_day_is_read_as_its_column_is_ordered(cell: str, order: str) -> None:
    assert read_day(cell, order) == FIFTH


@pytest.mark.parametrize(
    "cell", ["", "soon", "31/02/2023", "13/13/2023", "1/2", "5 buses", "12-34", "99999", "1/2/3", "2023"]
)
def test_what_is_no_day_is_none(cell: str) -> None:
    assert read_day(cell) is None


@pytest.mark.parametrize(
    ("cells", "order", "certain"),
    [
        (["01/02/2023", "13/02/2023"], "dmy", True),
        (["01/02/2023", "02/13/2023"], "mdy", True),
        (["1/2/23", "2/28/23"], "mdy", True),
        (["28/2/23", "1/2/23"], "dmy", True),
        (["23/01/14", "23/12/31"], "ymd", True),
        (["01/02/2023", "05/03/2023"], "dmy", False),
        (["10/05/2023", "10/07/2023", "11/01/2023", "11/03/2023", "12/01/2023"], "mdy", True),  # so it only rises
        (["10/07/2023", "10/05/2023", "10/06/2023"], "mdy", False),  # within three days, not three months
        (["07/10/2023", "05/10/2023", "06/10/2023"], "dmy", False),
        (["10/07/2023", "10/05/2023"], "dmy", False),  # two days say nothing
        (["2023-10-05", "5 Oct 2023"], "dmy", None),
        (["03/03/2023", "04/04/2023"], "dmy", None),
        ([], "dmy", None),
    ],
)
def test_the_order_is_decided_from_the_whole_column(cells: list[str], order: str, certain: bool | None) -> None:
    assert order_of(cells) == (order, certain)


def test_one_mistyped_day_does_not_turn_the_column_round() -> None:
    assert order_of(["13/01/2023", "14/02/2023", "02/15/2023"]) == ("dmy", True)


def test_a_bare_number_does_not_look_like_a_day() -> None:
    assert looks_like_a_day("05/10/23")
    assert not looks_like_a_day("45204")


@given(st.dates(date(2000, 1, 1), date(2049, 12, 31)), st.sampled_from(ORDERS))
def test_a_day_written_in_an_order_is_read_in_it(day: date, order: str) -> None:
    parts = {"d": f"{day.day:02}", "m": f"{day.month:02}", "y": f"{day.year % 100:02}"}
    assert read_day("/".join(parts[part] for part in order), order) == day


@given(st.text(max_size=80), st.sampled_from(ORDERS))
def test_reading_a_day_never_raises(cell: str, order: str) -> None:
    read_day(cell, order)
    order_of([cell])
