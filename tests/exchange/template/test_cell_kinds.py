"""What a number format is for, and days as numbers in both date systems."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ward_desk.exchange.template.cell_kinds import day_of, kind_of, serial, shown_number


@pytest.mark.parametrize(
    ("number", "code", "kind"),
    [
        (0, "", "any"),
        (1, "", "number"),
        (4, "", "number"),
        (9, "", "percent"),
        (10, "", "percent"),
        (14, "", "date"),
        (22, "", "date"),
        (18, "", "time"),
        (46, "", "time"),
        (49, "", "text"),
        (164, "General", "any"),
        (164, "@", "text"),
        (164, "dd/mm/yyyy", "date"),
        (164, "[$-809]d mmmm yyyy;@", "date"),
        (164, "[h]:mm", "time"),
        (164, "h:mm AM/PM", "time"),
        (164, "dd/mm/yyyy hh:mm", "date"),
        (164, "mmm", "date"),
        (164, "0.0%", "percent"),
        (164, '#,##0" days"', "number"),
        (164, "[Red]-#,##0;0", "number"),
        (164, '"£"#,##0.00', "number"),
        (164, "_-* #,##0_-", "number"),
        (164, r"0\d", "number"),
        (14, "0.00", "number"),
    ],
)
def test_a_number_format_says_what_its_cell_is_for(number, code, kind) -> None:
    assert kind_of(number, code) == kind


@given(st.dates(date(1904, 1, 1), date(9999, 12, 31)), st.booleans())
def test_a_day_comes_back_from_its_number(day, from_1904) -> None:
    assert day_of(serial(day, from_1904=from_1904), from_1904=from_1904) == day


def test_a_day_has_the_number_excel_gives_it() -> None:
    assert serial(date(2023, 12, 13), from_1904=False) == 45_273
    assert serial(date(2023, 12, 13), from_1904=True) == 43_811
    assert serial(date(1900, 3, 1), from_1904=False) == 61


@pytest.mark.parametrize(("day", "from_1904"), [(date(1900, 2, 28), False), (date(1903, 12, 31), True)])
def test_a_day_too_early_is_refused(day, from_1904) -> None:
    with pytest.raises(ValueError, match="before the days"):
        serial(day, from_1904=from_1904)


@pytest.mark.parametrize(
    ("number", "kind", "shown"),
    [
        (0.45, "percent", "45%"),
        (45_273.0, "date", "13 Dec 2023"),
        (1234.5, "number", "1,234.5"),
        (1e300, "date", None),
        (0.604167, "time", "14:30"),
        (0.99999, "time", "00:00"),
    ],
)
def test_a_number_is_shown_as_its_cell_does(number, kind, shown) -> None:
    found = shown_number(number, kind, from_1904=False)
    assert found == shown if shown else found
