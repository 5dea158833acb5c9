"""The organisations at an event."""

from __future__ import annotations

import pytest

from ward_desk.core.errors import KnownError
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.events import event_people


def fair(doc: Document) -> str:
    return str(doc.store.rows("event", title="Jobs fair")[0]["id"])


def names(doc: Document, pair: str) -> list[str]:
    return [name for _, name in event_people.at(doc, fair(doc), pair)]


def test_an_organisation_with_a_comma_in_its_name_is_taken_whole(ward: Document) -> None:
    edits.add(ward, "organisation", {"name": "Chilterns, Chalfonts and Chess Trust"})
    assert event_people.add(ward, fair(ward), "event_exhibitor", "chilterns, chalfonts and chess trust") == []
    assert names(ward, "event_exhibitor") == ["Chilterns, Chalfonts and Chess Trust"]


def test_a_name_typed_twice_or_there_already_is_added_once(ward: Document) -> None:
    made = event_people.add(ward, fair(ward), "event_partner", "Town Library; town  library, Chiltern Hills Academy")
    assert made == ["town library"] or made == ["Town Library"]
    assert len(names(ward, "event_partner")) == 2


def test_nothing_new_is_no_operation(ward: Document) -> None:
    before = ward.undo_label
    assert event_people.add(ward, fair(ward), "event_partner", "Chiltern Hills Academy") == []
    assert ward.undo_label == before


def test_an_event_that_is_gone_takes_nobody(ward: Document) -> None:
    event = fair(ward)
    edits.remove(ward, "event", event)
    with pytest.raises(KnownError):
        event_people.add(ward, event, "event_partner", "Town Library")


def test_taking_somebody_off_is_undone_in_one_step(ward: Document) -> None:
    (school,) = [one for one, _ in event_people.at(ward, fair(ward), "event_partner")]
    event_people.take_off(ward, fair(ward), "event_partner", school)
    assert names(ward, "event_partner") == []
    ward.undo()
    assert names(ward, "event_partner") == ["Chiltern Hills Academy"]
