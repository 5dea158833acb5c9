"""Events of a calendar file coming in: added, found again, changed, and never over what was recorded."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ward_desk.core.choices import EVENT_KINDS, EVENT_STATUSES
from ward_desk.core.records import Row
from ward_desk.exchange.calendar import calendar_reader, calendar_writer
from ward_desk.exchange.calendar.calendar_file import CalendarFile, Entry, times
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.events import calendar_in, calendar_kinds, calendar_out, event_again
from ward_desk.service.events.calendar_in import Choices

NOW = datetime(2023, 12, 18, 9)


def entry(**changes: object) -> Entry:
    given = {"uid": "one@parish", "title": "Litter pick", "start": "2024-02-10T10:00", "end": "2024-02-10T12:00"}
    return Entry(**{**given, "venue": "The moor", **changes})  # type: ignore[arg-type]


def file(*entries: Entry) -> CalendarFile:
    return CalendarFile("parish.ics", entries or (entry(),))


def whats(doc: Document, calendar: CalendarFile, choices: Choices | None = None) -> list[str]:
    return [line.what for line in calendar_in.preview(doc, calendar, choices or Choices()).lines]


def brought(doc: Document, *entries: Entry) -> Row:
    calendar_in.apply(doc, file(*entries), Choices())
    return doc.store.rows("event", source_ref="one@parish")[0]


def test_an_event_comes_in_planned_with_its_kind_guessed_and_its_reference_kept(ward: Document) -> None:
    row = brought(ward, entry(notes="Bags are there", themes=("health and wellbeing",)))
    assert {name: row[name] for name in ("title", "start", "end", "venue", "status", "kind", "notes", "sharing")} == {
        "title": "Litter pick", "start": "2024-02-10T10:00", "end": "2024-02-10T12:00", "venue": "The moor",
        "status": "planned", "kind": "clean_up", "notes": "Bags are there", "sharing": "programme",
    }  # fmt: skip
    [theme] = ward.store.linked("event_theme", str(row["id"]))
    assert (ward.store.get("theme", theme) or {})["label"] == "Health and Wellbeing"


def test_many_come_in_as_one_operation_that_one_undo_takes_back(ward: Document) -> None:
    before = len(ward.store.rows("event"))
    words = calendar_in.apply(ward, file(*(entry(uid=str(number)) for number in range(12))), Choices())
    assert words == "Brought in 12 events from parish.ics"
    assert ward.undo_label == "Bring in 12 events from parish.ics"
    assert len(ward.store.rows("event")) == before + 12
    ward.undo()
    assert len(ward.store.rows("event")) == before


def test_the_same_file_again_changes_nothing_and_leaves_no_trace(ward: Document) -> None:
    brought(ward)
    label = ward.undo_label
    assert whats(ward, file()) == ["same"]
    assert calendar_in.apply(ward, file(), Choices()) == "Everything in parish.ics is here already"
    assert len(ward.store.rows("event", source_ref="one@parish")) == 1
    assert ward.undo_label == label


def test_an_update_changes_title_times_and_place_and_nothing_else(ward: Document) -> None:
    row = brought(ward)
    edits.edit(ward, "event", str(row["id"]), {"notes": "Ours", "kind": "day_of_action"})
    later = entry(
        title="Big litter pick", start="2024-02-11T10:00", end="", venue="The park", notes="Theirs", kind="fair"
    )
    [line] = calendar_in.preview(ward, file(later), Choices()).lines
    assert (line.what, line.said) == ("update", "Changes: title, where, starts, ends.")
    now = brought(ward, later)
    assert {name for name in now if now[name] != row[name]} == {"title", "start", "end", "venue", "notes", "kind"}
    assert (now["title"], now["start"], now["end"], now["venue"]) == (
        "Big litter pick",
        "2024-02-11T10:00",
        None,
        "The park",
    )
    assert (now["notes"], now["kind"]) == ("Ours", "day_of_action")


def test_an_event_cancelled_in_the_calendar_is_cancelled_with_a_reason(ward: Document) -> None:
    brought(ward)
    now = brought(ward, entry(status="cancelled"))
    assert (now["status"], now["cancel_reason"]) == ("cancelled", "Cancelled in the calendar it came from.")


@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("attendance", {"grouping": "adults", "number": 3}),
        ("feedback", {"words": "More bins", "heard_on": "2024-02-10"}),
        ("", {"status": "held"}),
    ],
)
def test_what_was_recorded_is_never_changed(ward: Document, table: str, values: Row) -> None:
    event = str(brought(ward)["id"])
    if table:
        edits.add(ward, table, {**values, "event": event})
    else:
        edits.edit(ward, "event", event, values)
    before = ward.store.get("event", event)
    changed = entry(title="Other", start="2024-03-10", end="", status="cancelled")
    [line] = calendar_in.preview(ward, file(changed), Choices()).lines
    assert line.what == "kept"
    assert line.said == "Something is recorded already, so it stays as it is: title, starts, ends, status."
    brought(ward, changed)
    assert ward.store.get("event", event) == before


def test_what_is_cancelled_there_comes_in_cancelled_and_says_so(ward: Document) -> None:
    [line] = calendar_in.preview(ward, file(entry(status="cancelled", private=True)), Choices()).lines
    assert line.said == "Cancelled in the calendar. Private in the calendar: for this ward only."
    row = brought(ward, entry(status="cancelled"))
    assert (row["status"], row["cancel_reason"]) == ("cancelled", "Cancelled in the calendar it came from.")


def test_an_event_cancelled_here_stays_cancelled(ward: Document) -> None:
    event = str(brought(ward)["id"])
    edits.edit(ward, "event", event, {"status": "cancelled", "cancel_reason": "Snow"})
    assert whats(ward, file()) == ["same"]


def test_what_repeats_there_is_a_series_here(ward: Document) -> None:
    weekly = [entry(uid=f"walk#{n}", series="walk", start=f"2024-02-0{n}", end="") for n in (1, 2, 3)]
    calendar_in.apply(ward, file(entry(), *weekly[:2]), Choices())
    calendar_in.apply(ward, file(entry(), *weekly), Choices())
    first, second, third = (ward.store.rows("event", source_ref=one.uid)[0] for one in weekly)
    assert [one["repeats"] for one in (first, second, third)] == [None, first["id"], first["id"]]
    found = event_again.series_of(ward, third)
    assert found is not None
    assert found.place == 3
    assert ward.store.rows("event", source_ref="one@parish")[0]["repeats"] is None


def test_a_kind_somebody_chose_goes_before_the_one_guessed(ward: Document) -> None:
    calendar_in.apply(ward, file(), Choices(kinds={"one@parish": "workshop"}))
    assert ward.store.rows("event", source_ref="one@parish")[0]["kind"] == "workshop"


def test_what_is_left_out_stays_out(ward: Document) -> None:
    choices = Choices(left_out={"two"})
    both = file(entry(), entry(uid="two"))
    found = calendar_in.preview(ward, both, choices)
    assert ([line.what for line in found.lines], found.number) == (["add", "out"], 1)
    assert found.words == "1 to add, 1 left out."
    calendar_in.apply(ward, both, choices)
    assert ward.store.rows("event", source_ref="two") == []


def test_personal_details_are_taken_out_on_the_way_in_unless_somebody_says_so(ward: Document) -> None:
    calendar = file(entry(title="Tea with Mrs Jones", venue="Hall, HP5 1DS", notes="Ring 01494 123456"))
    found = calendar_in.preview(ward, calendar, Choices())
    assert found.personal == 1
    assert found.said == (
        "1 event with something personal in the words, such as a name or a phone number: it is taken out.",
    )
    row = brought(ward, *calendar.entries)
    assert (row["title"], row["venue"], row["notes"]) == (
        "Tea with [removed: name]", "Hall, HP5 1DS", "Ring [removed: phone number]",
    )  # fmt: skip
    assert whats(ward, calendar) == whats(ward, calendar, Choices(redact=False)) == ["same"]
    ward.undo()
    calendar_in.apply(ward, calendar, Choices(redact=False))
    assert ward.store.rows("event", source_ref="one@parish")[0]["title"] == "Tea with Mrs Jones"


def test_what_is_private_there_is_for_this_ward_only_here(ward: Document) -> None:
    assert brought(ward, entry(private=True))["sharing"] == "ward"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Jobs fair", "fair"), ("Litter-pick and tidy up", "clean_up"), ("Ward walkabout", "ward_visit"),
        ("Coffee morning", "community_group"), ("Day of Action: Pond Park", "day_of_action"),
        ("Partnership Board meeting", "partnership_meeting"), ("Pop-up advice", "pop_up"),
        ("Play street", "play_street"), ("Affairs of the day", "other"), ("", "other"),
    ],
)  # fmt: skip
def test_the_kind_is_guessed_from_whole_words(title: str, kind: str) -> None:
    assert calendar_kinds.guess(title) == kind


def test_every_kind_that_can_be_guessed_is_one_of_ours() -> None:
    assert {kind for kind, _ in calendar_kinds._SPEAKS_OF} < {code for code, _ in EVENT_KINDS}


# ---- there and back

days = st.dates(datetime(2020, 1, 1).date(), datetime(2026, 1, 1).date()).map(lambda day: day.isoformat())
whens = st.one_of(
    days, st.tuples(days, st.integers(0, 23), st.integers(0, 59)).map(lambda w: f"{w[0]}T{w[1]:02}:{w[2]:02}")
)
words = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=60)
events = st.fixed_dictionaries({
    "title": words, "venue": words, "start": whens, "end": st.one_of(st.none(), whens),
    "kind": st.sampled_from([code for code, _ in EVENT_KINDS]),
    "status": st.sampled_from([code for code, _ in EVENT_STATUSES]),
    "sharing": st.sampled_from(["ward", "programme", "public"]),
})  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.lists(events, min_size=1, max_size=5), st.sampled_from(["ward", "programme"]))
def test_events_written_and_read_again_are_the_same(
    ward: Document, empty_ward: Document, given: list[Row], audience: str
) -> None:
    ids = [edits.add(ward, "event", one) for one in given]
    going = calendar_out.going(ward, ids, audience).entries
    content = calendar_writer.content(going, "Chesham", NOW)
    if not going:
        return
    back = calendar_reader.read_content("ours.ics", content, ward.today)
    assert back.said == ()
    kept = ("uid", "title", "start", "end", "venue", "notes", "kind", "status", "themes", "edits", "private")
    assert [[getattr(one, name) for name in kept] for one in back.entries] == [
        [getattr(one, name) for name in kept] for one in going
    ]
    # Here nothing changes, whether what looks personal is taken out or not.
    for redact in (True, False):
        assert set(whats(ward, back, Choices(redact=redact))) <= {"same"}
    # In another document they are what they were here.
    calendar_in.apply(empty_ward, back, Choices(redact=False))
    for one in going:
        [row] = empty_ward.store.rows("event", source_ref=one.uid)
        assert (row["title"], row["venue"], row["kind"], row["status"]) == (one.title, one.venue, one.kind, one.status)
        assert (row["start"], row["end"] or "") == times(one.start, one.end)
    empty_ward.undo()


def test_our_own_file_read_back_changes_nothing(ward: Document, tmp_path: Path) -> None:
    path = tmp_path / "ours.ics"
    calendar_out.write(ward, calendar_out.every(ward), "ward", path)
    back = calendar_reader.read(path, ward.today)
    assert whats(ward, back) == ["same"] * 3


def test_thousands_of_events_are_found_again(ward: Document) -> None:
    many = file(*(entry(uid=f"{number}@x") for number in range(2_000)))
    calendar_in.apply(ward, many, Choices())
    assert set(whats(ward, many)) == {"same"}
