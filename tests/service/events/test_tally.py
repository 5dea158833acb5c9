"""What stands on the tally sheet of an event."""

from __future__ import annotations

import pytest

from ward_desk.core.errors import KnownError
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.events import tally


def event_of(doc: Document, title: str) -> str:
    [row] = doc.store.rows("event", title=title)
    return str(row["id"])


def sheet(doc: Document, title: str) -> tally.Sheet:
    [found] = tally.sheets(doc, [event_of(doc, title)])
    return found


def test_it_says_which_event_when_and_where(ward: Document) -> None:
    found = sheet(ward, "Jobs fair")
    assert (found.ref, found.title) == ("CHE-E01", "Jobs fair")
    assert found.lines == ("Wed 22 Nov 2023, 10:00 to 14:00", "Town hall · Fair")
    assert found.foot == "Chesham, Opportunity Bucks. As on 18 Dec 2023."


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (None, None, "Date: ______________"),
        ("2024-01-06", None, "Sat 6 Jan 2024"),
        ("2024-01-06", "2024-01-07", "Sat 6 Jan 2024 to 7 Jan 2024"),
        ("2024-01-06T10:00", "2024-01-07T12:00", "Sat 6 Jan 2024, 10:00 to 7 Jan 2024"),
    ],
)
def test_its_day_is_said_however_much_of_it_is_known(start: str | None, end: str | None, words: str) -> None:
    assert tally.when_words({"start": start, "end": end}) == words


def test_it_suggests_the_counts_of_its_themes_and_its_action_and_no_other(ward: Document) -> None:
    clean = event_of(ward, "Clean-up by the river")
    sessions = next(row for row in ward.store.rows("activity_count") if row["name"] == "Homework club sessions")
    realm = {
        str(row["name"]) for row in ward.store.rows("activity_count")
        if row["theme"] in ward.store.linked("event_theme", clean) and row["nature"] == "flow" and not row["computed"]
    }  # fmt: skip
    assert realm
    names = {name for name, _ in sheet(ward, "Clean-up by the river").counts}
    assert names <= realm | {"Homework club sessions"}  # it has a figure of that one
    assert ("Homework club sessions", "sessions") in sheet(ward, "Clean-up by the river").counts
    opened = event_of(ward, "New year open day")
    assert sheet(ward, "New year open day").counts == ()
    edits.edit(ward, "event", opened, {"action": ward.store.linked("count_action", str(sessions["id"]))[0]})
    assert sheet(ward, "New year open day").counts == (("Homework club sessions", "sessions"),)


def test_it_names_who_may_come_from_the_event_and_from_its_action(ward: Document) -> None:
    assert sheet(ward, "Jobs fair").partners == ("Buckinghamshire Council", "Café Églantine", "Chiltern Hills Academy")
    assert sheet(ward, "Jobs fair").exhibitors == ()


def test_strengths_and_issues_are_for_a_ward_visit_and_decisions_for_a_meeting(ward: Document) -> None:
    fair = event_of(ward, "Jobs fair")
    assert (sheet(ward, "Jobs fair").visit, sheet(ward, "Jobs fair").meeting) == (False, False)
    edits.edit(ward, "event", fair, {"kind": "ward_visit"})
    assert sheet(ward, "Jobs fair").visit
    edits.edit(ward, "event", fair, {"kind": "partnership_meeting"})
    assert sheet(ward, "Jobs fair").meeting


def test_there_is_no_sheet_without_an_event(ward: Document) -> None:
    with pytest.raises(KnownError) as caught:
        tally.sheets(ward, ["gone"])
    assert caught.value.code == "tally.no_event"
