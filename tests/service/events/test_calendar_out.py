"""Events going out as a calendar file: which ones, for whom, and what is said of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from ward_desk.core.errors import KnownError
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.events import calendar_out


def event_of(doc: Document, title: str) -> str:
    [row] = doc.store.rows("event", title=title)
    return str(row["id"])


def test_planned_events_and_every_event_are_told_apart(ward: Document) -> None:
    assert calendar_out.planned(ward) == [event_of(ward, "New year open day")]
    assert len(calendar_out.every(ward)) == 3


def test_an_event_says_what_it_is_and_who_stands_behind_it(ward: Document) -> None:
    [fair] = calendar_out.going(ward, [event_of(ward, "Jobs fair")], "ward").entries
    assert fair.uid == f"{event_of(ward, 'Jobs fair')}@ward-desk"
    assert (fair.start, fair.end, fair.venue) == ("2023-11-22T10:00", "2023-11-22T14:00", "Town hall")
    assert (fair.status, fair.kind, fair.themes) == ("held", "fair", ("Jobs, Careers and Skills",))
    assert fair.notes == "Fair\nOrganiser: Buckinghamshire Council\nWith: Chiltern Hills Academy\nReference: CHE-E01"


def test_what_residents_said_and_notes_never_go(ward: Document) -> None:
    clean = event_of(ward, "Clean-up by the river")
    edits.edit(ward, "event", clean, {"notes": "Key with the caretaker", "strengths": "Calm", "issues": "Glass"})
    written = repr(calendar_out.going(ward, [clean], "ward").entries)
    assert not [words for words in ("glass", "Key", "Calm", "Glass") if words in written]


def test_an_event_for_this_ward_only_goes_to_this_ward_alone(ward: Document) -> None:
    ids = calendar_out.every(ward)
    edits.edit(ward, "event", ids[0], {"sharing": "ward"})
    edits.edit(ward, "event", ids[1], {"sharing": "public"})
    found = {audience: calendar_out.going(ward, ids, audience) for audience in ("ward", "programme", "public")}
    assert {audience: (len(one.entries), one.kept_back) for audience, one in found.items()} == {
        "ward": (3, 0), "programme": (2, 1), "public": (1, 2),
    }  # fmt: skip
    assert [one.private for one in found["ward"].entries] == [True, False, False]
    assert found["public"].words == "1 event, 2 left out: not for them"


def test_personal_details_are_taken_out_for_others_but_the_postcode_of_a_venue_stays(ward: Document) -> None:
    fair = event_of(ward, "Jobs fair")
    edits.edit(ward, "event", fair, {"title": "Fair, ring 01494 123456", "venue": "Town hall, HP5 1DS"})
    titles = {
        audience: calendar_out.going(ward, [fair], audience).entries[0][1:5:3] for audience in ("ward", "programme")
    }
    assert titles == {
        "ward": ("Fair, ring 01494 123456", "Town hall, HP5 1DS"),
        "programme": ("Fair, ring [removed: phone number]", "Town hall, HP5 1DS"),
    }


def test_each_edit_counts_so_that_calendars_take_the_later_version(ward: Document) -> None:
    fair = event_of(ward, "Jobs fair")
    assert calendar_out.going(ward, [fair], "ward").entries[0].edits == 0
    edits.edit(ward, "event", fair, {"venue": "Library"})
    edits.edit(ward, "event", fair, {"venue": "Town hall"})
    [entry] = calendar_out.going(ward, [fair], "ward").entries
    assert (entry.edits, entry.changed) == (2, "2023-12-18T09:00:00")


def test_an_event_that_came_from_a_calendar_goes_back_under_its_own_reference(ward: Document) -> None:
    fair = event_of(ward, "Jobs fair")
    edits.edit(ward, "event", fair, {"source_ref": "abc@parish.example"})
    assert calendar_out.going(ward, [fair], "ward").entries[0].uid == "abc@parish.example"


def test_an_event_without_a_day_stays_here_and_nothing_at_all_is_no_file(ward: Document, tmp_path: Path) -> None:
    fair = event_of(ward, "Jobs fair")
    edits.edit(ward, "event", fair, {"start": None, "end": None})
    with pytest.raises(KnownError) as caught:
        calendar_out.write(ward, [fair], "ward", tmp_path / "a.ics")
    assert caught.value.happened == "There is nothing to write: 0 events, 1 left out: no date yet."
    assert not (tmp_path / "a.ics").exists()
