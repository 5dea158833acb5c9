"""What is wrong with a record, beside its field."""

from __future__ import annotations

from ward_desk.core.records import Row
from ward_desk.core.rules import finds, problems, without_finds


def test_a_cancelled_event_is_asked_why() -> None:
    row: Row = {"title": "Fair", "kind": "fair", "status": "cancelled", "start": "2023-11-01", "cancel_reason": " "}
    assert [(one.field, one.level) for one in problems("event", row, "2023-12-18")] == [("cancel_reason", "warning")]
    assert problems("event", {**row, "cancel_reason": "Snow"}, "2023-12-18") == []


def test_the_postcode_of_a_venue_is_no_secret_and_a_phone_number_is() -> None:
    assert finds("event", "venue", "Town hall, HP5 1DS") == ()
    assert without_finds("event", "venue", "HP5 1DS, ring 07700 900123") == "HP5 1DS, ring [removed: phone number]"
    assert without_finds("priority", "why", "Near HP5 1DS") == "Near [removed: full postcode]"
