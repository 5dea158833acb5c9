"""Queries of the golden thread and its breaks: bounded in number, counted whole, listed in part."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ward_desk.core.changes import Op
from ward_desk.core.records import Row
from ward_desk.service.document import Document
from ward_desk.store import breaks, thread, thread_links
from ward_desk.store.rows import Store

STAGES = ("heard", "priority", "action", "event", "count", "change", "told", "evidence")


def one(doc: Document, table: str, **equals: str) -> str:
    return str(doc.store.rows(table, **equals)[0]["id"])


def stage(doc: Document, table: str, row_id: str, name: str, most: int = 6) -> list[tuple[str, str, str]]:
    """(words, side, the record between) of a stage."""
    return [(str(row["words"]), str(row["side"]), str(row["via"]))
            for row in thread.stage(doc.store, table, row_id, name, most)]  # fmt: skip


def fill(doc: Document, write: Callable[[Store], object]) -> None:
    doc.run(Op("test", "Fill"), write)


def test_an_action_is_led_to_by_its_words_and_priority_and_leads_to_its_count(ward: Document) -> None:
    club = one(ward, "action", title="Open a homework club")
    assert stage(ward, "action", club, "heard") == [("Nowhere warm to do homework", "led", "")]
    assert stage(ward, "action", club, "priority") == [
        ("Something to do after school", "led", ""),
        ("Young people after school", "led", ""),
    ]
    assert stage(ward, "action", club, "action") == [("Open a homework club", "here", "")]
    assert stage(ward, "action", club, "count") == [("Homework club sessions", "came", "")]
    assert stage(ward, "action", club, "evidence") == [("Rent agreement", "came", "")]


def test_words_said_for_a_priority_lead_to_its_actions_through_it(ward: Document) -> None:
    bus, youth = one(ward, "feedback", words="No bus after six"), one(ward, "priority")
    fill(ward, lambda store: store.update("feedback", bus, {"priority": youth}))
    club = one(ward, "action", title="Open a homework club")
    assert ("No bus after six", "led", "CHE-P01") in stage(ward, "action", club, "heard")
    assert ("Open a homework club", "came", "CHE-P01") in stage(ward, "feedback", bus, "action")


def test_a_record_linked_both_ways_is_told_as_the_nearer(ward: Document) -> None:
    heard = one(ward, "feedback", words="Nowhere warm to do homework")  # names the priority and the action
    assert stage(ward, "feedback", heard, "action") == [("Open a homework club", "came", "")]


def test_an_event_stands_between_its_action_and_the_counts_it_feeds(ward: Document) -> None:
    clean = one(ward, "event", title="Clean-up by the river")
    assert stage(ward, "event", clean, "action") == [("Clear the footpath by the river", "led", "")]
    assert stage(ward, "event", clean, "count") == [
        ("Residents engaged at events", "came", ""),  # worked out from who came
        ("Homework club sessions", "came", ""),
    ]
    # It was heard there, and the action it asked for is the one the event belongs to.
    assert stage(ward, "event", clean, "heard") == [("The river path is full of glass", "came", "")]


def test_a_count_shows_the_change_measured_for_the_same_action(ward: Document) -> None:
    club, share = (
        one(ward, "action", title="Open a homework club"),
        one(ward, "activity_count", name="Pupils who come back"),
    )
    fill(ward, lambda store: store.link("count_action", share, club))
    sessions = one(ward, "activity_count", name="Homework club sessions")
    assert stage(ward, "activity_count", sessions, "change") == [("Pupils who come back", "came", "CHE-01")]
    assert stage(ward, "activity_count", share, "count") == [("Homework club sessions", "led", "CHE-01")]
    assert stage(ward, "activity_count", sessions, "event") == [("Clean-up by the river", "led", "")]


def test_told_back_is_only_what_was_told(ward: Document) -> None:
    youth = one(ward, "priority")
    assert stage(ward, "priority", youth, "told") == [("Nowhere warm to do homework", "led", "")]
    assert thread.untold(ward.store, "priority", youth) == ""
    bus = one(ward, "feedback", words="No bus after six")
    fill(ward, lambda store: store.update("feedback", bus, {"priority": youth}))
    assert thread.untold(ward.store, "priority", youth) == bus


@pytest.mark.parametrize("table", list(thread.PATHS))
def test_a_thread_takes_as_many_queries_however_much_hangs_on_it(ward: Document, table: str) -> None:
    """One query a stage."""

    def crowd(store: Store) -> None:
        youth, club = one(ward, "priority"), one(ward, "action", title="Open a homework club")
        for number in range(60):
            values: Row = {"words": f"Said {number}", "priority": youth, "action": club}
            store.insert("feedback", values)

    if table != "recommendation":  # this programme has none
        fill(ward, crowd)
        row_id = one(ward, table)
        asked: list[str] = []
        ward.store.connection.set_trace_callback(asked.append)
        for name in STAGES:
            thread.stage(ward.store, table, row_id, name, 6)
        ward.store.connection.set_trace_callback(None)
        assert len(asked) == len(STAGES)


def test_a_stage_gives_no_more_than_asked_for_and_says_how_many_there_are(ward: Document) -> None:
    club = one(ward, "action", title="Open a homework club")

    def crowd(store: Store) -> None:
        for number in range(30):
            values: Row = {"words": f"Said {number}", "action": club, "heard_on": "2023-12-02"}
            store.insert("feedback", values)

    fill(ward, crowd)
    rows = thread.stage(ward.store, "action", club, "heard", 4)
    assert (len(rows), rows[0]["total"]) == (4, 31)


def test_what_is_linked_already_is_not_offered_again(ward: Document) -> None:
    club = one(ward, "action", title="Open a homework club")

    def offered(table: str) -> set[str]:
        rows = thread_links.may_be_linked(ward.store, table, "", ("action", club))
        return {str(row["words"]) for row in rows}

    assert offered("feedback") == {"The river path is full of glass", "No bus after six"}
    assert offered("priority") == set()
    assert offered("deep_dive") == set()
    assert offered("activity_count") == {"Pupils who come back"} | {
        str(row["name"]) for row in ward.store.rows("activity_count") if not str(row["name"]).startswith("Homework")
    }


def test_what_belongs_to_the_theme_is_offered_first(ward: Document) -> None:
    dive = one(ward, "deep_dive")
    theme = str(ward.store.rows("theme", order="position")[3]["id"])
    rows = thread_links.may_be_linked(ward.store, "action", "", ("deep_dive", dive), theme=theme)
    assert rows[0]["words"] == "Advice desk in the library"
    assert [
        row["words"] for row in thread_links.may_be_linked(ward.store, "action", "100% _", ("deep_dive", dive))
    ] == ["Plant 100% native hedges_"]


def test_the_breaks_of_the_sample_of_the_tests(ward: Document) -> None:
    def words(kind: str) -> list[str]:
        _, ids = breaks.broken(ward.store, kind, "", 50)
        rows = breaks.rows(ward.store, kind, ids)
        return [str(rows[one]["words"]) for one in ids]

    assert words("unanswered") == ["No bus after six"]
    assert words("idle_priority") == []
    assert words("unasked") == [
        "Advice desk in the library",
        "Plant 100% native hedges_",
        "Draw up the ward profile",
    ]
    assert words("uncounted") == []  # who came to them is counted
    assert "Pupils who come back" in words("unserving")
    assert "Homework club sessions" not in words("unserving")
    assert words("untold") == []


def test_feedback_answered_and_told_back_is_no_break_without_an_action(ward: Document) -> None:
    bus = one(ward, "feedback", words="No bus after six")
    fill(ward, lambda store: store.update("feedback", bus, {"answer": "The company said no."}))
    assert breaks.broken(ward.store, "unanswered", "", 9)[0] == 1
    assert breaks.broken(ward.store, "untold", "", 9) == (1, [bus])
    fill(ward, lambda store: store.update("feedback", bus, {"told_on": "2023-12-10"}))
    assert breaks.broken(ward.store, "unanswered", "", 9) == (0, [])
    assert breaks.broken(ward.store, "untold", "", 9) == (0, [])


def test_a_priority_whose_only_action_is_cancelled_has_none(ward: Document) -> None:
    club = one(ward, "action", title="Open a homework club")
    fill(ward, lambda store: store.update("action", club, {"status": "cancelled"}))
    assert breaks.broken(ward.store, "idle_priority", "", 9)[0] == 1


def test_a_recommendation_with_nothing_to_report_is_no_break_once_that_is_said(north_northants_ward: Document) -> None:
    doc = north_northants_ward
    every = len(doc.store.rows("recommendation"))
    assert breaks.broken(doc.store, "silent", "", 2)[0] == every > 2
    first = one(doc, "recommendation")
    fill(doc, lambda store: store.update("recommendation", first, {"nothing_to_report": "Starts in April."}))
    assert breaks.broken(doc.store, "silent", "", 2)[0] == every - 1


def test_breaks_are_counted_whole_and_listed_in_part(ward: Document) -> None:
    fill(ward, lambda store: [store.insert("feedback", {"words": f"Bin {n:c}"}) for n in range(97, 117)])
    total, ids = breaks.broken(ward.store, "unanswered", "", 5)
    assert (total, len(ids)) == (21, 5)
    assert breaks.broken(ward.store, "unanswered", "bin", 5)[0] == 20
    assert breaks.broken(ward.store, "unanswered", "100%", 5) == (0, [])


def test_a_computed_count_hangs_on_the_events_where_somebody_was_counted_both_ways(ward: Document) -> None:
    engaged = one(ward, "activity_count", computed="residents")
    fair, planned = one(ward, "event", title="Jobs fair"), one(ward, "event", title="New year open day")
    assert [found[::2] for found in stage(ward, "activity_count", engaged, "event")] == [
        ("Jobs fair", ""), ("Clean-up by the river", ""),
    ]  # fmt: skip
    assert stage(ward, "event", fair, "count") == [("Residents engaged at events", "came", "")]
    assert stage(ward, "event", planned, "count") == []
    desk = one(ward, "action", title="Advice desk in the library")
    assert stage(ward, "action", desk, "count") == [("Residents engaged at events", "came", "CHE-E01")]
    assert ("Advice desk in the library", "led", "CHE-E01") in stage(ward, "activity_count", engaged, "action")


def test_a_held_event_with_nobody_counted_feeds_no_count(ward: Document) -> None:
    fair = one(ward, "event", title="Jobs fair")
    for row in ward.store.rows("attendance", event=fair):
        fill(ward, lambda store, row=row: store.delete("attendance", str(row["id"])))  # type: ignore[misc]
    assert breaks.broken(ward.store, "uncounted", "", 9) == (1, [fair])
    assert stage(ward, "event", fair, "count") == []


def a_chain(doc: Document) -> tuple[str, str, str]:
    """What the homework club counts leads to a count of its theme, and that to one of the programme."""
    sessions = one(doc, "activity_count", name="Homework club sessions")
    ids: list[str] = []

    def write(store: Store) -> None:
        for name, level in (("Reads at their age", "theme"), ("Content with the area", "programme")):
            ids.append(store.insert(
                "activity_count", {"name": name, "unit": "%", "nature": "rate", "kind": "outcome", "level": level}
            ))  # fmt: skip
        store.update("activity_count", sessions, {"leads_to": ids[0]})
        store.update("activity_count", ids[0], {"leads_to": ids[1]})

    fill(doc, write)
    return sessions, ids[0], ids[1]


def test_what_is_done_leads_on_to_the_change_of_theme_and_programme(ward: Document) -> None:
    sessions, reads, _content = a_chain(ward)
    refs = {one: str((ward.store.get("activity_count", one) or {})["ref"]) for one in (sessions, reads)}
    club = one(ward, "action", title="Open a homework club")
    expected = [("Reads at their age", "came", refs[sessions]), ("Content with the area", "came", refs[reads])]
    assert stage(ward, "action", club, "change") == expected
    heard = one(ward, "feedback", words="Nowhere warm to do homework")
    assert stage(ward, "feedback", heard, "change") == expected


def test_a_count_is_followed_to_what_it_leads_to_and_back(ward: Document) -> None:
    sessions, reads, content = a_chain(ward)
    ref = str((ward.store.get("activity_count", reads) or {})["ref"])
    assert stage(ward, "activity_count", sessions, "change") == [
        ("Reads at their age", "came", ""), ("Content with the area", "came", ref),
    ]  # fmt: skip
    assert stage(ward, "activity_count", content, "count") == [("Homework club sessions", "led", ref)]
    assert stage(ward, "activity_count", content, "change") == [
        ("Content with the area", "here", ""), ("Reads at their age", "led", ""),
    ]  # fmt: skip


def test_counts_that_lead_round_in_a_circle_are_each_told_once(ward: Document) -> None:
    sessions, _reads, content = a_chain(ward)
    fill(ward, lambda store: store.update("activity_count", content, {"leads_to": sessions}))
    assert sorted(words for words, *_ in stage(ward, "activity_count", sessions, "change")) == [
        "Content with the area", "Reads at their age",
    ]  # fmt: skip
    assert thread_links.leads_round(ward.store, content, sessions)
    assert not thread_links.leads_round(ward.store, sessions, one(ward, "activity_count", computed="residents"))


def test_an_action_that_follows_from_an_event_is_told_from_both(ward: Document) -> None:
    fair, hedges = one(ward, "event", title="Jobs fair"), one(ward, "action", title="Plant 100% native hedges_")
    fill(ward, lambda store: store.link("event_follow_up", fair, hedges))
    assert stage(ward, "event", fair, "action") == [
        ("Advice desk in the library", "led", ""), ("Plant 100% native hedges_", "came", ""),
    ]  # fmt: skip
    assert stage(ward, "action", hedges, "event") == [("Jobs fair", "led", "")]
    assert stage(ward, "action", hedges, "count") == []  # what was counted before it is not its doing


def test_a_deep_dive_is_told_with_the_event_it_was_held_at(ward: Document) -> None:
    fair, dive = one(ward, "event", title="Jobs fair"), one(ward, "deep_dive")
    fill(ward, lambda store: store.update("deep_dive", dive, {"event": fair}))
    assert stage(ward, "deep_dive", dive, "event") == [("Jobs fair", "led", "")]
    assert ("Young people after school", "came", "") in stage(ward, "event", fair, "priority")
    assert ("Open a homework club", "came", "CHE-D01") in stage(ward, "event", fair, "action")
