"""What is done to an action beyond its own fields: notes of any day, milestones, partners, money."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from ward_desk.core.errors import KnownError
from ward_desk.core.records import Row
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.plan import plan
from ward_desk.store import history
from ward_desk.store.actions import progress_of

TODAY = date(2023, 12, 18)  # a Monday


def action(ward: Document, ref: str = "CHE-01") -> str:
    return str(ward.store.rows("action", ref=ref)[0]["id"])


def note(ward: Document, row_id: str) -> Row:
    row = ward.store.get("progress_note", row_id)
    assert row is not None
    return row


@pytest.mark.parametrize(
    ("typed", "day", "words"),
    [
        ("Room agreed", "2023-12-18", "Room agreed"),
        ("12 dec: Room agreed", "2023-12-12", "Room agreed"),
        ("13/11: Twelve came: six new", "2023-11-13", "Twelve came: six new"),
        ("fri: Keys given out", "2023-12-15", "Keys given out"),
        ("Mon: Keys given out", "2023-12-18", "Keys given out"),
        ("yesterday: Keys", "2023-12-17", "Keys"),
        ("12 jan: the hall is booked", "2023-12-18", "12 jan: the hall is booked"),
        ("Agreed: the hall", "2023-12-18", "Agreed: the hall"),
        ("12 dec:", "2023-12-18", "12 dec:"),
    ],
)
def test_a_day_in_front_of_a_note_dates_it(typed: str, day: str, words: str) -> None:
    assert plan.read_note(typed, TODAY) == (date.fromisoformat(day), words)


def test_a_note_of_today_keeps_status_and_rating_of_today(ward: Document) -> None:
    edits.edit(ward, "action", action(ward), {"rating": "amber", "status": "on_hold"})
    row = note(ward, plan.add_note(ward, action(ward), "Waiting."))
    assert (row["noted_on"], row["status"], row["rating"]) == ("2023-12-18", "on_hold", "amber")


def test_a_note_of_another_day_keeps_the_rating_of_then_as_the_last_note_has_it(ward: Document) -> None:
    edits.edit(ward, "action", action(ward), {"rating": "red"})
    row = note(ward, plan.add_note(ward, action(ward), "1 nov: Thirty came."))
    assert (row["words"], row["noted_on"], row["rating"]) == ("Thirty came.", "2023-11-01", "green")


def test_where_nobody_wrote_it_down_the_rating_of_then_is_left_empty(ward: Document) -> None:
    row = note(ward, plan.add_note(ward, action(ward), "1 sep: Not begun."))
    assert (row["status"], row["rating"]) == ("", "")


def test_the_documents_own_history_knows_the_rating_of_a_day_better_than_a_note(
    ward_path: Path, open_document: Callable[..., Document]
) -> None:
    ward = open_document(ward_path, clock=lambda: datetime(2023, 12, 20, 9, 0))
    edits.edit(ward, "action", action(ward), {"rating": "amber"})
    ward.close()
    ward = open_document(ward_path, clock=lambda: datetime(2023, 12, 27, 9, 0))
    edits.edit(ward, "action", action(ward), {"rating": "red"})
    assert plan.standing_on(ward, action(ward), date(2023, 12, 21)) == ("in_progress", "amber")
    assert plan.standing_on(ward, action(ward), date(2023, 12, 27)) == ("in_progress", "red")


def test_a_corrected_note_says_when_and_what_it_said(ward: Document) -> None:
    row_id = str(ward.store.rows("progress_note", action=action(ward))[0]["id"])
    assert history.corrected(ward.store, "progress_note", [row_id], "words") == {}
    edits.edit(ward, "progress_note", row_id, {"rating": "amber"})
    assert history.corrected(ward.store, "progress_note", [row_id], "words") == {}
    edits.edit(ward, "progress_note", row_id, {"words": "Opened with 23 pupils."})
    [found] = history.corrected(ward.store, "progress_note", [row_id], "words").values()
    assert (str(found["at"])[:10], found["was"]) == ("2023-12-18", "Opened with 22 pupils.")
    ward.undo()
    assert history.corrected(ward.store, "progress_note", [row_id], "words") == {}


def test_what_looks_personal_is_taken_out_in_one_operation(ward: Document) -> None:
    made = plan.add_note(ward, action(ward), "Rang Mrs Patel on 01494 776655.")
    plan.redact(ward, "progress_note", made)
    assert note(ward, made)["words"] == "Rang [removed: name] on [removed: phone number]."
    assert ward.undo_label == "Take personal details out of progress note of CHE-01"
    ward.undo()
    assert "Patel" in str(note(ward, made)["words"])


def test_nothing_personal_is_no_operation(ward: Document) -> None:
    label = ward.undo_label
    assert not plan.redact(ward, "action", action(ward))
    assert not plan.redact(ward, "action", "gone")
    assert ward.undo_label == label


@pytest.mark.parametrize(
    ("typed", "title", "due"),
    [
        ("Posters out, 12 jan", "Posters out", "2024-01-12"),
        ("Posters, flyers", "Posters, flyers", None),
        (", 3 jan", ", 3 jan", None),
    ],
)
def test_a_milestone_is_typed_with_its_date(ward: Document, typed: str, title: str, due: str | None) -> None:
    row = ward.store.get("milestone", plan.add_milestone(ward, action(ward), typed))
    assert row is not None
    assert (row["title"], row["due"]) == (title, due)


@pytest.mark.parametrize(
    ("typed", "source", "pence"),
    [
        ("Community board, £2,500", "Community board", 250000),
        ("Community board, 1.5k", "Community board", 150000),
        ("Board, the new one", "Board, the new one", None),
        ("Board,500", "Board,500", None),
    ],
)
def test_a_funding_line_is_typed_with_its_amount(ward: Document, typed: str, source: str, pence: int | None) -> None:
    row = ward.store.get("funding", plan.add_funding(ward, action(ward), typed))
    assert row is not None
    assert (row["source"], row["allocated"], row["action"]) == (source, pence, action(ward))


def test_progress_follows_the_milestones_until_it_is_set(ward: Document) -> None:
    club = action(ward)
    edits.edit(ward, "action", club, {"progress": None})
    assert progress_of(ward.store, club) == 50
    last = ward.store.rows("milestone", action=club, title="Fifty pupils signed up")[0]
    edits.edit(ward, "milestone", str(last["id"]), {"done_on": "2023-12-18"})
    assert progress_of(ward.store, club) == 100


def test_a_lead_nobody_knew_is_made_in_the_same_operation(ward: Document) -> None:
    plan.set_lead(ward, action(ward), "Town  Library")
    row = ward.store.get("action", action(ward))
    lead = ward.store.get("organisation", str(row["lead"] if row else ""))
    assert lead is not None
    assert lead["name"] == "Town Library"
    ward.undo()
    assert not ward.store.rows("organisation", name="Town Library")


def test_a_lead_known_in_other_letters_is_not_doubled(ward: Document) -> None:
    before = len(ward.store.rows("organisation"))
    plan.set_lead(ward, action(ward), "BUCKINGHAMSHIRE council")
    assert len(ward.store.rows("organisation")) == before


def test_words_for_an_action_that_is_gone_are_refused(ward: Document) -> None:
    for work in (plan.add_note, plan.add_milestone, plan.add_funding, plan.set_lead, plan.add_partner):
        with pytest.raises(KnownError):
            work(ward, "gone", "Words")


def test_personal_details_in_any_words_of_an_action_are_a_problem_beside_them(ward: Document) -> None:
    row = {**ward.store.rows("action", ref="CHE-01")[0], "learning": "Ask Mrs Patel first."}
    assert [(one.field, one.level) for one in edits.problems(ward, "action", row)] == [("learning", "warning")]


def test_amber_asks_why_in_the_word_that_was_chosen(ward: Document) -> None:
    row = {**ward.store.rows("action", ref="CHE-01")[0], "rating": "amber"}
    assert [one.sentence for one in edits.problems(ward, "action", row)] == ["Say why it is Amber."]


def test_progress_is_100_only_when_every_milestone_is_done(ward: Document) -> None:
    action = edits.add(ward, "action", {"title": "Two hundred doors"})
    for number in range(201):
        done = "2023-12-01" if number else None
        edits.add(ward, "milestone", {"action": action, "title": f"Door {number}", "done_on": done})
    assert progress_of(ward.store, action) == 99
