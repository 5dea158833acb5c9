"""What is written down at an event beyond its own fields."""

from __future__ import annotations

import pytest

from ward_desk.core.errors import KnownError
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.events import event_record
from ward_desk.service.events.event_record import Came


def event(doc: Document, title: str) -> str:
    return str(doc.store.rows("event", title=title)[0]["id"])


def periods(doc: Document, at: str) -> list[object]:
    return [row["period"] for row in event_record.done_at(doc, at)]


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        ({}, ""),
        ({"adults": Came(112, "exact"), "under_18s": Came(38, "exact"), "from_ward": Came(121, "exact")},
         "150 residents, 81% from this ward."),
        ({"adults": Came(1, "exact")}, "1 resident."),
        ({"residents": Came(400, "at_least"), "exhibitors": Came(25, "exact")}, "At least 400 residents."),
        ({"adults": Came(30, "about"), "under_18s": Came(5, "at_least")}, "About 35 or more residents."),
        ({"adults": Came(10, "exact"), "from_ward": Came(12, "exact")},
         "10 residents, but 12 from this ward: one of the two is wrong."),
        ({"residents": Came(0, "exact"), "from_ward": Came(0, "exact")}, "0 residents."),
        ({"from_ward": Came(7, "exact")}, "7 from this ward. Count the residents too."),
    ],
)  # fmt: skip
def test_who_came_is_said_in_one_sentence(numbers: dict[str, Came], sentence: str) -> None:
    assert event_record.summary(numbers) == sentence


def test_exhibitors_and_partners_are_no_residents() -> None:
    assert event_record.residents({"exhibitors": Came(25, "exact"), "partners": Came(9, "exact")}) is None


def test_an_event_moved_to_another_day_ends_on_that_day(ward: Document) -> None:
    fair = event(ward, "Jobs fair")
    event_record.edit(ward, fair, {"start": "2023-12-06T10:00"})
    assert (ward.store.get("event", fair) or {})["end"] == "2023-12-06T14:00"


def test_an_event_of_two_months_keeps_its_figures_a_month_apart(ward: Document) -> None:
    clean = event(ward, "Clean-up by the river")
    sessions = ward.store.rows("activity_count", name="Homework club sessions")[0]["id"]
    edits.add(ward, "figure", {"activity_count": sessions, "event": clean, "period": "2023-11", "value": 2})
    event_record.edit(ward, clean, {"start": "2023-12-09"})
    assert periods(ward, clean) == ["2023-12", "2024-01"]


def test_a_date_taken_away_leaves_figures_where_they_are(ward: Document) -> None:
    clean = event(ward, "Clean-up by the river")
    event_record.edit(ward, clean, {"start": None})
    assert periods(ward, clean) == ["2023-10"]


def test_a_count_entered_by_the_quarter_takes_its_figure_in_the_quarter(ward: Document) -> None:
    fair = event(ward, "Jobs fair")
    sessions = str(ward.store.rows("activity_count", name="Homework club sessions")[0]["id"])
    edits.edit(ward, "activity_count", sessions, {"frequency": "quarterly"})
    event_record.add_figure(ward, fair, sessions, 3)
    assert periods(ward, fair) == ["2023-24-Q3"]
    event_record.edit(ward, fair, {"start": "2024-01-17T10:00"})
    assert periods(ward, fair) == ["2023-24-Q4"]


def test_only_counts_that_add_up_are_offered_and_each_once(ward: Document) -> None:
    clean = event(ward, "Clean-up by the river")
    offered = {words for _, words in event_record.counts_for(ward, clean)}
    assert "Pupils who come back" not in offered  # a rate
    assert "Homework club sessions" not in offered  # there already
    assert "Homework club sessions" in {words for _, words in event_record.counts_for(ward, event(ward, "Jobs fair"))}


def test_an_event_without_a_date_takes_no_figures(ward: Document) -> None:
    fair = event(ward, "Jobs fair")
    count = event_record.counts_for(ward, fair)[0][0]
    edits.edit(ward, "event", fair, {"start": None})
    with pytest.raises(KnownError) as caught:
        event_record.add_figure(ward, fair, count, 3)
    assert caught.value.code == "no_date"


def test_the_same_number_again_is_no_operation(ward: Document) -> None:
    clean = event(ward, "Clean-up by the river")
    assert not event_record.attend(ward, clean, "adults", 12)


def test_attendance_is_counted_one_way_for_the_whole_event(ward: Document) -> None:
    fair = event(ward, "Jobs fair")
    event_record.count_as(ward, fair, "people")
    assert event_record.counted_as(ward, fair) == "people"
    ward.undo()
    assert event_record.counted_as(ward, fair) == "attendances"


def test_a_removed_event_takes_nothing_more(ward: Document) -> None:
    fair = event(ward, "Jobs fair")
    edits.remove(ward, "event", fair)
    with pytest.raises(KnownError) as caught:
        event_record.hear(ward, fair, "Too few seats")
    assert caught.value.code == "gone"


def test_another_theme_takes_the_place_of_the_first_one(ward: Document) -> None:
    themes = [str(row["id"]) for row in ward.store.rows("theme", order="position")]
    item = event_record.hear(ward, event(ward, "Jobs fair"), "No buses home", [themes[0], themes[1]])
    event_record.set_theme(ward, item, themes[2])
    assert ward.store.linked("feedback_theme", item) == [themes[2], themes[1]]
    ward.undo()
    assert set(ward.store.linked("feedback_theme", item)) == {themes[0], themes[1]}


def test_counts_of_one_name_are_told_apart_by_their_reference(ward: Document) -> None:
    twin = edits.add(ward, "activity_count", {"name": "Homework club sessions"})
    ref = (ward.store.get("activity_count", twin) or {})["ref"]
    offered = dict(event_record.counts_for(ward, event(ward, "Jobs fair")))
    assert offered[twin] == f"Homework club sessions ({ref!s})"


def test_the_figures_of_an_event_are_taken_off_in_one_step(ward: Document) -> None:
    clean = event(ward, "Clean-up by the river")
    event_record.take_off_figures(ward, clean)
    assert event_record.done_at(ward, clean) == []
    ward.undo()
    assert len(event_record.done_at(ward, clean)) == 1


def test_counts_of_the_events_own_themes_are_offered_first_whatever_was_offered_before(ward: Document) -> None:
    first, last = (str(ward.store.rows("theme", order="position")[at]["id"]) for at in (0, -1))
    fair = event(ward, "Jobs fair")
    for theme in (last, first):
        edits.set_links(ward, "event_theme", fair, [theme])
        count = ward.store.get("activity_count", event_record.counts_for(ward, fair)[0][0])
        assert count is not None
        assert count["theme"] == theme


def test_counts_are_offered_in_the_order_the_themes_have_now(ward: Document) -> None:
    fair = event(ward, "Jobs fair")
    edits.set_links(ward, "event_theme", fair, [])

    def themes() -> list[object]:
        rows = [ward.store.get("activity_count", one) for one, _ in event_record.counts_for(ward, fair)]
        return list(dict.fromkeys(row["theme"] for row in rows if row and row["theme"]))

    before = themes()
    edits.edit(ward, "theme", str(before[0]), {"position": 99})
    assert themes() == [*before[1:], before[0]]
