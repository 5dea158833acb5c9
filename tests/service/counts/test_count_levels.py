"""Activity is followed to outcome: which count moves which, and never in a circle."""

from __future__ import annotations

import pytest

from ward_desk.core.errors import KnownError
from ward_desk.core.periods import Quarter
from ward_desk.service import edits
from ward_desk.service.counts import count_levels
from ward_desk.service.document import Document

Q3 = Quarter(2023, 3)


@pytest.fixture
def sign_ups(ward: Document) -> str:
    return a_count(ward, "Sign-ups", level="initiative")


@pytest.fixture
def claimants(ward: Document) -> str:
    return a_count(ward, "Claimants", level="theme", kind="outcome")


@pytest.fixture
def satisfied(ward: Document) -> str:
    return a_count(ward, "Satisfied", level="programme", kind="outcome")


def a_count(doc: Document, name: str, **values: str) -> str:
    return edits.add(doc, "activity_count", {"name": name, "unit": "people", **values})


def names(doc: Document, found: list[count_levels.Level]) -> list[str]:
    return [str((doc.store.get("activity_count", one.row_id) or {})["name"]) for one in found]


def row(doc: Document, count: str) -> dict[str, object]:
    return dict(doc.store.get("activity_count", count) or {})


def test_a_count_is_followed_up_to_the_programme_and_down_again(
    ward: Document, sign_ups: str, claimants: str, satisfied: str
) -> None:
    count_levels.lead_to(ward, sign_ups, claimants)
    count_levels.lead_to(ward, claimants, satisfied)
    found = count_levels.leads_to(ward, row(ward, sign_ups), Q3)  # type: ignore[arg-type] # a row
    assert names(ward, found) == ["Claimants", "Satisfied"]
    assert [one.level for one in found] == ["theme", "programme"]
    below = count_levels.led_by(ward, row(ward, satisfied), Q3)  # type: ignore[arg-type] # a row
    assert names(ward, below) == ["Claimants"]


def test_a_count_leads_up_or_to_an_outcome_only(ward: Document, sign_ups: str, claimants: str) -> None:
    other = a_count(ward, "Leaflets", level="initiative")
    with pytest.raises(KnownError, match="neither of a higher level"):
        count_levels.lead_to(ward, sign_ups, other)
    outcome = a_count(ward, "Jobs found", level="initiative", kind="outcome")
    count_levels.lead_to(ward, sign_ups, outcome)
    offered = [one for one, _ in count_levels.may_lead_to(ward, row(ward, sign_ups))]  # type: ignore[arg-type] # a row
    assert claimants in offered
    assert outcome in offered
    assert other not in offered
    assert sign_ups not in offered
    count_levels.lead_to(ward, sign_ups, None)
    assert row(ward, sign_ups)["leads_to"] is None


def test_a_circle_is_refused_in_words(ward: Document, sign_ups: str, claimants: str) -> None:
    count_levels.lead_to(ward, sign_ups, claimants)
    edits.edit(ward, "activity_count", sign_ups, {"level": "programme"})
    with pytest.raises(KnownError, match="go in a circle"):
        count_levels.lead_to(ward, claimants, sign_ups)
    with pytest.raises(KnownError, match="itself"):
        count_levels.lead_to(ward, claimants, claimants)


def test_a_circle_that_came_with_the_document_is_walked_once(ward: Document, sign_ups: str, claimants: str) -> None:
    edits.edit(ward, "activity_count", sign_ups, {"leads_to": claimants})
    edits.edit(ward, "activity_count", claimants, {"leads_to": sign_ups})
    found = count_levels.leads_to(ward, row(ward, sign_ups), Q3)  # type: ignore[arg-type] # a row
    assert names(ward, found) == ["Claimants"]


def test_what_a_computed_count_comes_to_is_said(ward: Document) -> None:
    def said(**values: str) -> str:
        count = a_count(ward, "Counted", **values)
        return count_levels.computed_words(ward, row(ward, count), Q3)  # type: ignore[arg-type] # a row

    assert said(computed="residents") == "Adds up who came at 2 events of 2023-24."
    assert said(computed="events", computed_kind="fair") == "Counts 1 event held in 2023-24."
    assert said(computed="exhibitors") == "Adds up the exhibitors at 1 event of 2023-24; 1 more has no such number."
    assert said(computed="volunteers", computed_kind="forum") == "No event held in 2023-24 is counted here yet."
    assert said() == ""


def test_what_a_count_may_lead_to_follows_a_change_of_level(ward: Document, sign_ups: str) -> None:
    attended = a_count(ward, "Attended", level="initiative")
    for level, offered in (("initiative", False), ("theme", True)):
        edits.edit(ward, "activity_count", attended, {"level": level})
        found = count_levels.may_lead_to(ward, row(ward, sign_ups))  # type: ignore[arg-type] # a row
        assert (attended in dict(found)) is offered
