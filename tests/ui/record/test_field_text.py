"""What people type becomes what is stored, and what is stored is shown as people read it."""

from __future__ import annotations

from datetime import date

import pytest

from ward_desk.core.errors import NotUnderstoodError
from ward_desk.core.records import RECORDS, Value
from ward_desk.ui.record import field_text

TODAY = date(2023, 12, 18)


@pytest.mark.parametrize(
    ("table", "field", "typed", "stored", "shown"),
    [
        ("action", "due", "13/12", "2023-12-13", "13 Dec 2023"),
        ("action", "due", "tomorrow", "2023-12-19", "19 Dec 2023"),
        ("action", "due", "", None, ""),
        ("action", "progress", "80%", 80, "80%"),
        ("action", "title", "  Bus   passes ", "Bus passes", "Bus passes"),
        ("action", "what", "one\ntwo \n", "one\ntwo", "one\ntwo"),
        ("event", "start", "13 dec 10am", "2023-12-13T10:00", "Wed 13 Dec 2023, 10:00"),
        ("event", "start", "13 dec", "2023-12-13", "Wed 13 Dec 2023"),
        ("funding", "spent", "£4,500", 450000, "£4,500"),
        ("activity_count", "target", "1,200", 1200.0, "1,200"),
        ("risk", "impact_before", "4", 4, "4"),
    ],
)
def test_typed_stored_and_shown(table: str, field: str, typed: str, stored: Value, shown: str) -> None:
    one = RECORDS[table].field(field)
    assert field_text.read(one, typed, TODAY) == stored
    assert field_text.show(one, stored) == shown


@pytest.mark.parametrize(
    ("table", "field", "typed"),
    [
        ("action", "due", "31/31"),
        ("action", "progress", "180"),
        ("risk", "impact_before", "2.5"),
        ("funding", "spent", "a lot"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(table: str, field: str, typed: str) -> None:
    with pytest.raises(NotUnderstoodError, match=r"\.$"):
        field_text.read(RECORDS[table].field(field), typed, TODAY)


def test_a_date_no_calendar_has_is_shown_as_it_is() -> None:
    assert field_text.show_kind("date", "2023-02-31") == "2023-02-31"


def test_a_choice_is_shown_by_its_label() -> None:
    assert field_text.show(RECORDS["action"].field("term"), "short") == "Short term"
    assert field_text.show(RECORDS["action"].field("illustrative"), 1) == "Yes"
