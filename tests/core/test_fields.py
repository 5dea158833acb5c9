"""Reading the day of a stored date."""

from __future__ import annotations

from datetime import date

import pytest

from ward_desk.core import fields


@pytest.mark.parametrize("stored", ["2023-12-13", "2023-12-13T10:00"])
def test_a_date_and_a_time_give_their_day(stored: str) -> None:
    assert fields.day(stored) == date(2023, 12, 13)


@pytest.mark.parametrize("stored", [None, "", "2023-02-31", "soon"])
def test_what_is_no_day_gives_none(stored: str | None) -> None:
    assert fields.day(stored) is None
