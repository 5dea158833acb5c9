"""The events of a calendar's days, and moving one to another day."""

from __future__ import annotations

from datetime import date

import pytest

from ward_desk.core.errors import KnownError
from ward_desk.core.records import Row
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.events import event_days

TODAY = date(2023, 12, 18)


def titled(doc: Document, title: str) -> Row:
    return doc.store.rows("event", title=title)[0]


def shown(doc: Document, first: date, last: date) -> list[str]:
    return [one.title for one in event_days.between(doc, first, last)]


def test_the_events_of_a_month_are_those_with_a_day_in_it(ward: Document) -> None:
    edits.add(ward, "event", {"title": "Play week", "start": "2023-10-30T09:00", "end": "2023-11-03T17:00"})
    edits.add(ward, "event", {"title": "Last evening", "start": "2023-11-30T23:30"})
    november = date(2023, 11, 1), date(2023, 11, 30)
    assert shown(ward, *november) == ["Play week", "Jobs fair", "Last evening"]
    assert shown(ward, date(2023, 11, 4), date(2023, 11, 21)) == []
    assert shown(ward, date(2023, 11, 3), date(2023, 11, 3)) == ["Play week"]


def test_those_of_one_day_stand_by_their_time_and_without_one_first(ward: Document) -> None:
    for title, start in (("Noon", "2023-11-22T12:00"), ("Early", "2023-11-22T07:00"), ("All day", "2023-11-22")):
        edits.add(ward, "event", {"title": title, "start": start})
    day = date(2023, 11, 22)
    assert shown(ward, day, day) == ["All day", "Early", "Jobs fair", "Noon"]


def one(**values: str) -> event_days.CalendarEvent:
    found = event_days.calendar_event({"id": "1", "ref": "CHE-E01", "title": "Fair", "status": "planned", **values})
    assert found is not None
    return found


def test_an_end_that_cannot_be_is_left_out() -> None:
    for end in ("2023-12-12T09:00", "2023-12-13T09:00", "2023-12-13T10:00", "no day"):
        event = one(start="2023-12-13T10:00", end=end)
        assert (event.last, event.ends) == (date(2023, 12, 13), None)


def test_an_event_until_midnight_is_of_its_own_day() -> None:
    event = one(start="2023-12-13T19:00", end="2023-12-14T00:00")
    assert (event.last, event.ends, event.whole_days) == (date(2023, 12, 13), 24 * 60, False)


def test_an_event_without_a_day_has_no_place() -> None:
    assert event_days.calendar_event({"id": "1", "start": ""}) is None
    assert event_days.calendar_event({"id": "1", "start": "2023-02-30"}) is None


def test_an_event_is_said_in_a_sentence() -> None:
    event = one(start="2023-12-13T10:00", end="2023-12-13T12:30", venue="Town hall", kind="fair")
    said = "CHE-E01 Fair, Wed 13 Dec 2023, 10:00 to 12:30, Town hall, Fair, planned, but its day has passed"
    assert event.words(TODAY) == said
    several = one(start="2023-12-20", end="2023-12-22", kind="other")
    assert several.words(TODAY) == "CHE-E01 Fair, Wed 20 Dec 2023 to Fri 22 Dec 2023, planned"


def test_an_event_still_going_on_is_not_yet_to_be_settled() -> None:
    assert one(start="2023-12-15", end="2023-12-18").standing(TODAY) == "planned"
    assert one(start="2023-12-15", end="2023-12-17").standing(TODAY) == "unsettled"
    assert event_days.needs_settling({"status": "planned", "start": "2023-12-15", "end": "2023-12-18"}, TODAY) == ""
    assert event_days.needs_settling({"status": "planned", "start": "2023-12-15", "end": ""}, TODAY) != ""
    assert event_days.needs_settling({"status": "held", "start": "2023-12-15", "end": ""}, TODAY) == ""


def test_a_moved_event_keeps_its_time_and_length_and_takes_its_figures_along(ward: Document) -> None:
    clean = titled(ward, "Clean-up by the river")
    [figure] = ward.store.rows("figure", event=str(clean["id"]))
    edits.edit(ward, "event", str(clean["id"]), {"start": "2023-10-31T22:00", "end": "2023-11-01T02:00"})
    event_days.move(ward, str(clean["id"]), 1)
    row = titled(ward, "Clean-up by the river")
    assert (row["start"], row["end"]) == ("2023-11-01T22:00", "2023-11-02T02:00")
    [moved] = ward.store.rows("figure", id=str(figure["id"]))
    assert (figure["period"], moved["period"]) == ("2023-10", "2023-11")
    ward.undo()
    assert titled(ward, "Clean-up by the river")["start"] == "2023-10-31T22:00"
    assert ward.store.rows("figure", id=str(figure["id"])) == [figure]


def test_an_event_is_moved_within_its_day(ward: Document) -> None:
    event_days.move(ward, str(titled(ward, "Jobs fair")["id"]), 0, -30)
    row = titled(ward, "Jobs fair")
    assert (row["start"], row["end"]) == ("2023-11-22T09:30", "2023-11-22T13:30")


def test_an_event_cannot_be_moved_past_the_end_of_the_calendar(ward: Document) -> None:
    fair = titled(ward, "Jobs fair")
    with pytest.raises(KnownError, match="can't be moved there"):
        event_days.move(ward, str(fair["id"]), 4_000_000)
    assert titled(ward, "Jobs fair") == fair
