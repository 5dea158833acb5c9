"""What is wrong with a record, beside its field."""

from __future__ import annotations

import pytest

from ward_desk.core.quarter_view import PRINTED
from ward_desk.core.records import RECORDS, Row
from ward_desk.core.rules import SCANNED, finds, problems, without_finds

# Words that are public, come from a list, or are numbers of somebody's system.
NOT_FREE = {
    "partnership", "theme", "organisation", "response.source_row", "response.area", "response.answers", "question.bank",
    "question.source", "word_rule", "kept_result",
    "equality_total.band", "recommendation.code", "action.source_ref", "event.source_ref", "activity_count.code",
    "figure.period", "evidence.record_table", "evidence.record_id", "quarterly_return.period",
    "quarterly_return.sha256", "quarterly_return.workbook_sha256", "explanation.code", "explanation.record_table",
    "explanation.record_id", "explanation.field", "explanation.finding",
}  # fmt: skip


def test_a_cancelled_event_is_asked_why() -> None:
    row: Row = {"title": "Fair", "kind": "fair", "status": "cancelled", "start": "2023-11-01", "cancel_reason": " "}
    assert [(one.field, one.level) for one in problems("event", row, "2023-12-18")] == [("cancel_reason", "warning")]
    assert problems("event", {**row, "cancel_reason": "Snow"}, "2023-12-18") == []


def test_the_postcode_of_a_venue_is_no_secret_and_a_phone_number_is() -> None:
    assert finds("event", "venue", "Town hall, HP5 1DS") == ()
    assert without_finds("event", "venue", "HP5 1DS, ring 07700 900123") == "HP5 1DS, ring [removed: phone number]"
    assert without_finds("priority", "why", "Near HP5 1DS") == "Near [removed: full postcode]"


def test_every_text_somebody_writes_is_looked_through_as_it_is_typed() -> None:
    unseen = {
        f"{table}.{field.name}"
        for table, record in RECORDS.items()
        for field in record.fields
        if table not in NOT_FREE and field.kind in ("text", "long") and field.name not in SCANNED.get(table, ())
    }
    assert unseen <= NOT_FREE
    for table, fields in PRINTED.items():  # and what a return prints is among it
        assert {f"{table}.{name}" for name in fields} - NOT_FREE <= {f"{table}.{one}" for one in SCANNED.get(table, ())}


def test_a_name_in_a_count_is_told_beside_it() -> None:
    row: Row = {"name": "Calls", "unit": "calls", "nature": "flow", "owner": "Mrs Jones", "shared_with": ""}
    assert [(one.field, one.level) for one in problems("activity_count", row, "2023-12-18")] == [("owner", "warning")]


def test_a_count_of_the_events_of_its_theme_needs_one() -> None:
    row: Row = {"name": "Came", "unit": "people", "nature": "flow", "computed": "residents", "computed_scope": "theme"}
    assert [one.field for one in problems("activity_count", row, "2023-12-18")] == ["theme"]
    assert problems("activity_count", {**row, "theme": "t"}, "2023-12-18") == []


def test_an_event_of_several_days_has_passed_when_its_last_day_has() -> None:
    row: Row = {
        "title": "Door-knock",
        "kind": "door_knock",
        "status": "planned",
        "start": "2023-12-11",
        "end": "2023-12-18T12:00",
    }
    assert problems("event", row, "2023-12-18") == []
    assert [one.field for one in problems("event", row, "2023-12-19")] == ["status"]
    assert [one.field for one in problems("event", {**row, "end": None}, "2023-12-18")] == ["status"]


@pytest.mark.parametrize("field", ["progress", "horizon", "challenges", "statement"])
def test_a_phone_number_in_the_words_of_a_return_is_told_beside_them(field: str) -> None:
    row: Row = {"period": "2023-24-Q3", field: "Ring 01632 960 147"}
    found = [one for one in problems("quarterly_return", row, "2023-12-18") if one.level == "warning"]
    assert [(one.field, one.sentence) for one in found] == [(field, "“01632 960 147” looks personal. Take it out.")]
