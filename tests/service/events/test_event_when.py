"""When an event is, read and shown as one line."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ward_desk.core.typed import TypedError
from ward_desk.service.events import event_when

TODAY = date(2023, 12, 18)
DAY = "2023-12-13"


@pytest.mark.parametrize(
    ("typed", "start", "end"),
    [
        ("Wed 13 Dec 2023, 10:00 to 15:00", "10:00", "15:00"),
        ("13 dec 10:00 to 3pm", "10:00", "15:00"),
        ("13 dec 10am-3pm", "10:00", "15:00"),
        ("13/12 10:00-15:00", "10:00", "15:00"),
        ("13 dec 10-3pm", "10:00", "15:00"),
        ("13 dec 1 to 3pm", "13:00", "15:00"),
        ("13 dec 10 to 3", "10:00", "15:00"),
        ("13 dec 10-12", "10:00", "12:00"),
        ("13 dec 2 to 4", "14:00", "16:00"),
        ("13 dec 10.30 – 12.15", "10:30", "12:15"),
        ("13 dec 10:00 to 3", "10:00", "15:00"),
        ("13 dec 2pm until 4.30pm", "14:00", "16:30"),
        ("10:00 to 15:00", "10:00", "15:00"),
        ("10-3pm", "10:00", "15:00"),
        ("10am to noon", "10:00", "12:00"),
    ],
)
def test_a_start_and_an_end_are_typed_as_people_type_them(typed: str, start: str, end: str) -> None:
    assert event_when.read(typed, TODAY, date(2023, 12, 13)) == (f"{DAY}T{start}", f"{DAY}T{end}")


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("", ("", "")),
        ("13 dec", (DAY, "")),
        ("13-12-2023", (DAY, "")),
        ("13-12", (DAY, "")),
        ("2023-12-13", (DAY, "")),
        ("13 dec 10:00", (f"{DAY}T10:00", "")),
        ("10:00", (f"{DAY}T10:00", "")),
        ("13 dec to 15 dec", (DAY, "2023-12-15")),
        ("13/12 - 15/12", (DAY, "2023-12-15")),
        ("13 dec 10:00 to 14 dec 12:00", (f"{DAY}T10:00", "2023-12-14T12:00")),
        ("13 dec 19:00 to 00:30", (f"{DAY}T19:00", "2023-12-14T00:30")),
        ("13 dec 7pm to midnight", (f"{DAY}T19:00", "2023-12-14T00:00")),
        ("until 15 dec", ("", "2023-12-15")),
    ],
)
def test_days_and_nights_are_read_too(typed: str, wanted: tuple[str, str]) -> None:
    assert event_when.read(typed, TODAY, date(2023, 12, 13)) == wanted


@pytest.mark.parametrize(
    "typed", ["some day", "13 dec 15:00 to 10:00", "13 dec to 15:00", "13 dec 10:00 to later", "15 dec to 13 dec",
              "13 dec 10 to 77", "to", "13 dec 10:00 to", "31 feb 10-12"],
)  # fmt: skip
def test_what_cannot_be_read_is_told(typed: str) -> None:
    with pytest.raises(TypedError):
        event_when.read(typed, TODAY)


def test_times_without_a_day_ask_for_one() -> None:
    with pytest.raises(TypedError, match="Type the day as well"):
        event_when.read("10:00 to 15:00", TODAY)


_MINUTES = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)).map(lambda at: at.replace(second=0, microsecond=0))


@given(_MINUTES, st.integers(1, 5000))
def test_what_is_shown_can_be_read_again(start: datetime, minutes: int) -> None:
    stored = (start.isoformat(timespec="minutes"), (start + timedelta(minutes=minutes)).isoformat(timespec="minutes"))
    assert event_when.read(event_when.show(*stored), TODAY) == stored


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 30))
def test_whole_days_that_are_shown_can_be_read_again(start: date, days: int) -> None:
    stored = (start.isoformat(), (start + timedelta(days=days)).isoformat())
    assert event_when.read(event_when.show(*stored), TODAY) == stored


def test_what_no_calendar_has_is_shown_as_it_is() -> None:
    assert event_when.show("soon", "") == "soon"
