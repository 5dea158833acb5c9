"""Which event the page opens on."""

from __future__ import annotations

from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.events import event_first


def add(doc: Document, title: str, start: str | None, status: str = "planned") -> str:
    return edits.add(doc, "event", {"title": title, "start": start, "status": status})


def count(doc: Document, event: str, group: str, number: int) -> None:
    edits.add(doc, "attendance", {"event": event, "grouping": group, "number": number})


def test_the_event_of_today_comes_first(empty_ward: Document) -> None:
    add(empty_ward, "Needs its numbers", "2023-12-17T10:00", "held")
    add(empty_ward, "Called off", "2023-12-18T08:00", "cancelled")
    today = add(empty_ward, "Warm space", "2023-12-18T10:00")
    add(empty_ward, "Later", "2023-12-18T14:00")
    assert event_first.to_open(empty_ward) == today


def test_else_the_latest_one_that_still_needs_something(empty_ward: Document) -> None:
    tomorrow = add(empty_ward, "Tomorrow", "2023-12-19")
    done = add(empty_ward, "All written down", "2023-12-16", "held")
    count(empty_ward, done, "adults", 12)
    bare = add(empty_ward, "Only partners counted", "2023-12-13", "held")
    count(empty_ward, bare, "partners", 3)
    passed = add(empty_ward, "Held or not", "2023-12-10")
    assert event_first.to_open(empty_ward) == bare
    count(empty_ward, bare, "residents", 40)
    assert event_first.to_open(empty_ward) == passed
    edits.edit(empty_ward, "event", passed, {"status": "cancelled"})
    assert event_first.to_open(empty_ward) == tomorrow


def test_else_the_one_nearest_to_today(empty_ward: Document) -> None:
    assert event_first.to_open(empty_ward) == ""
    add(empty_ward, "No date yet", None)
    assert event_first.to_open(empty_ward) == ""
    add(empty_ward, "Never written down, long ago", "2022-05-01", "held")
    add(empty_ward, "Far off", "2024-06-01")
    near = add(empty_ward, "In the new year", "2024-01-08T10:00")
    assert event_first.to_open(empty_ward) == near
