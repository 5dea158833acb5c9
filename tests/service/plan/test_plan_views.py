"""What the timeline and the board ask of the document, and what moving a bar or a card does to it."""

from __future__ import annotations

from datetime import date

import pytest

from ward_desk.core.errors import KnownError
from ward_desk.service import edits, lists
from ward_desk.service.document import Document
from ward_desk.service.plan import plan_views
from ward_desk.service.plan.plan_views import Milestone, PlanAction

TODAY = date(2023, 12, 18)


def by_title(doc: Document, title: str) -> str:
    return next(str(row["id"]) for row in doc.store.rows("action") if row["title"] == title)


def fields(doc: Document, action: str, *names: str) -> tuple[object, ...]:
    row = doc.store.get("action", action)
    assert row is not None
    return tuple(row[name] for name in names)


def action(**values: object) -> PlanAction:
    made = PlanAction(
        "a", "CHE-07", "Door-knock", "in_progress", "red", date(2023, 8, 1), date(2023, 9, 30), 40, "Housing"
    )
    return made._replace(**values)  # type: ignore[arg-type]


def test_actions_come_in_the_order_asked_for_and_one_that_has_gone_is_left_out(ward: Document) -> None:
    ids = list(reversed(lists.ids(ward, "actions")))
    edits.remove(ward, "action", ids[1])
    assert [one.id for one in plan_views.actions(ward, ids)] == [ids[0], *ids[2:]]


def test_an_action_brings_its_dates_its_lead_and_the_progress_of_its_milestones(ward: Document) -> None:
    club = by_title(ward, "Open a homework club")
    edits.edit(ward, "action", club, {"progress": None})
    [shown] = plan_views.actions(ward, [club])
    assert (shown.start, shown.due, shown.lead) == (date(2023, 9, 4), date(2024, 3, 29), "Chiltern Hills Academy")
    assert shown.progress == 50


def test_milestones_stand_on_their_days_and_an_action_without_any_is_left_out(ward: Document) -> None:
    club, fair = by_title(ward, "Open a homework club"), by_title(ward, "Winter fair on the old site")
    found = plan_views.milestones(ward, [fair, club])
    assert list(found) == [club]
    assert [(one.title, one.day) for one in found[club]] == [
        ("Room agreed", date(2023, 9, 15)), ("Fifty pupils signed up", date(2024, 1, 31)),
    ]  # fmt: skip


def test_a_milestone_never_due_stands_where_it_was_done() -> None:
    assert Milestone("Keys handed over", None, date(2023, 11, 2)).day == date(2023, 11, 2)


@pytest.mark.parametrize(
    ("milestone", "words"),
    [
        (Milestone("Keys", date(2023, 9, 15), date(2023, 9, 12)), "Keys, due 15 Sep 2023, done 12 Sep 2023"),
        (Milestone("Room agreed", date(2023, 12, 17), None), "Room agreed, due 17 Dec 2023, 1 day late"),
        (Milestone("Room agreed", date(2023, 12, 18), None), "Room agreed, due 18 Dec 2023"),
    ],
)  # fmt: skip
def test_a_milestone_says_its_days(milestone: Milestone, words: str) -> None:
    assert milestone.words(TODAY) == words


def test_the_plan_spans_its_first_and_last_day_milestones_too(ward: Document) -> None:
    assert plan_views.span(ward) == (date(2023, 7, 1), date(2024, 4, 30))
    club = by_title(ward, "Open a homework club")
    edits.add(ward, "milestone", {"action": club, "title": "Looked back", "due": "2025-01-06"})
    assert plan_views.span(ward) == (date(2023, 7, 1), date(2025, 1, 6))


def test_a_plan_with_no_dates_spans_today(empty_ward: Document) -> None:
    assert plan_views.span(empty_ward) == (TODAY, TODAY)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "79 days late"),
        ({"due": date(2023, 12, 17)}, "1 day late"),
        ({"due": TODAY}, "due today"),
        ({"due": date(2024, 1, 15)}, "due in 28 days"),
        ({"due": date(2024, 1, 16)}, "due 16 Jan 2024"),
        ({"due": None}, "no due date"),
        ({"status": "complete"}, "due 30 Sep 2023"),
        ({"status": "cancelled"}, "due 30 Sep 2023"),
        ({"status": "on_hold"}, "79 days late"),
    ],
)
def test_when_an_action_is_due_in_words(values: dict[str, object], words: str) -> None:
    assert action(**values).due_words(TODAY) == words


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "CHE-07 Door-knock, 1 Aug 2023 to 30 Sep 2023, 79 days late, Red, 40%"),
        ({"start": None, "due": None, "progress": None, "rating": ""}, "CHE-07 Door-knock, no dates, Not rated"),
        ({"due": None, "status": "complete"}, "CHE-07 Door-knock, starts 1 Aug 2023, no due date, Complete, 40%"),
        ({"start": None, "status": "cancelled"}, "CHE-07 Door-knock, due 30 Sep 2023, no start date, Cancelled, 40%"),
    ],
)
def test_an_action_in_a_sentence(values: dict[str, object], words: str) -> None:
    assert action(**values).words(TODAY) == words


def test_moving_both_dates_is_one_operation(ward: Document) -> None:
    desk = by_title(ward, "Advice desk in the library")
    plan_views.move_dates(ward, desk, date(2023, 10, 9), date(2024, 1, 19))
    assert fields(ward, desk, "start", "due") == ("2023-10-09", "2024-01-19")
    assert ward.undo_label == "Edit CHE-03: starts, due"
    ward.undo()
    assert fields(ward, desk, "start", "due") == ("2023-10-02", "2024-01-12")


def test_an_action_is_never_due_before_it_starts(ward: Document) -> None:
    desk = by_title(ward, "Advice desk in the library")
    before = ward.undo_label
    with pytest.raises(KnownError, match="before it starts on 2 Oct 2023"):
        plan_views.move_dates(ward, desk, date(2023, 10, 2), date(2023, 10, 1))
    assert ward.undo_label == before
    assert not plan_views.clash(date(2023, 10, 2), date(2023, 10, 2))
    assert not plan_views.clash(None, date(2023, 10, 2))


def test_complete_brings_progress_to_a_hundred_in_the_same_operation(ward: Document) -> None:
    club = by_title(ward, "Open a homework club")
    plan_views.set_status(ward, [club], "complete")
    assert fields(ward, club, "status", "progress") == ("complete", 100)
    ward.undo()
    assert fields(ward, club, "status", "progress") == ("in_progress", 60)


def test_other_statuses_leave_progress_as_it_is(ward: Document) -> None:
    club = by_title(ward, "Open a homework club")
    plan_views.set_status(ward, [club], "on_hold")
    assert fields(ward, club, "status", "progress") == ("on_hold", 60)


def test_several_actions_move_as_one_operation_and_those_there_already_stay_as_they_are(ward: Document) -> None:
    ids = [
        by_title(ward, title)
        for title in ("Winter fair on the old site", "Open a homework club", "Draw up the ward profile")
    ]
    plan_views.set_status(ward, ids, "cancelled")
    assert ward.undo_label == "Edit 2 actions: status"
    assert {plan_views.statuses(ward)[one] for one in ids} == {"cancelled"}
    ward.undo()
    assert [plan_views.statuses(ward)[one] for one in ids] == ["cancelled", "in_progress", "complete"]


def test_nothing_to_move_leaves_no_trace(ward: Document) -> None:
    before = ward.undo_label
    assert not plan_views.set_status(ward, [by_title(ward, "Draw up the ward profile")], "complete")
    assert ward.undo_label == before


def test_milestones_still_to_be_done_are_counted(ward: Document) -> None:
    ids = lists.ids(ward, "actions")
    assert plan_views.open_milestones(ward, ids) == 1
    assert plan_views.open_milestones(ward, []) == 0
