"""Several actions changed at once: one operation, one undo."""

from __future__ import annotations

import pytest

from ward_desk.core.errors import KnownError
from ward_desk.core.records import Row
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.plan import plan_many


def _actions(doc: Document) -> list[Row]:
    return doc.store.rows("action", order="ref")


def _ids(doc: Document, number: int = 3) -> list[str]:
    return [str(row["id"]) for row in _actions(doc)[:number]]


def test_complete_brings_the_progress_of_all_to_100(ward: Document) -> None:
    before = _actions(ward)
    plan_many.change(ward, _ids(ward), {"status": "complete"})
    assert [(row["status"], row["progress"]) for row in _actions(ward)[:3]] == [("complete", 100)] * 3
    assert ward.undo_label == "Edit 3 actions: status, progress"
    ward.undo()
    assert _actions(ward) == before


def test_due_dates_are_moved_each_from_its_own_day(ward: Document) -> None:
    before = _actions(ward)
    plan_many.change(ward, _ids(ward), {"delay_cause": "capacity"}, move_due=14)
    assert [row["due"] for row in _actions(ward)[:4]] == ["2024-04-12", "2023-12-14", "2024-01-26", before[3]["due"]]
    assert [row["delay_cause"] for row in _actions(ward)[:3]] == ["capacity"] * 3
    assert ward.undo_label == "Edit 3 actions: cause of delay, due"
    ward.undo()
    assert _actions(ward) == before


def test_an_action_without_a_due_date_gets_none(ward: Document) -> None:
    first, second = _ids(ward, 2)
    edits.edit(ward, "action", first, {"due": None})
    plan_many.change(ward, [first, second], {}, move_due=-7)
    assert [row["due"] for row in _actions(ward)[:2]] == [None, "2023-11-23"]


@pytest.mark.parametrize("days", [100_000, -3661])
def test_days_nobody_means_change_nothing(ward: Document, days: int) -> None:
    before = _actions(ward)
    with pytest.raises(KnownError, match="too far"):
        plan_many.change(ward, _ids(ward), {"status": "on_hold"}, move_due=days)
    assert _actions(ward) == before


def test_a_day_no_calendar_has_changes_nothing(ward: Document) -> None:
    edits.edit(ward, "action", _ids(ward)[1], {"due": "9999-12-30"})
    before = _actions(ward)
    with pytest.raises(KnownError, match="too far"):
        plan_many.change(ward, _ids(ward), {}, move_due=30)
    assert _actions(ward) == before


def test_a_note_to_all_keeps_the_status_and_rating_each_has(ward: Document) -> None:
    gone, *others = _ids(ward)
    edits.remove(ward, "action", gone)
    plan_many.add_note(ward, [gone, *others], "Talked through at the partnership meeting.")
    notes = [ward.store.rows("progress_note", action=one, words="Talked through at the partnership meeting.")
             for one in others]  # fmt: skip
    assert [(one["noted_on"], one["rating"]) for (one,) in notes] == [("2023-12-18", "red"), ("2023-12-18", "amber")]
    ward.undo()
    assert not ward.store.rows("progress_note", words="Talked through at the partnership meeting.")


def test_a_note_to_all_is_of_the_day_typed_in_front(ward: Document) -> None:
    plan_many.add_note(ward, _ids(ward, 2), "12 dec: Room agreed.")
    assert [one["noted_on"] for one in ward.store.rows("progress_note", words="Room agreed.")] == ["2023-12-12"] * 2
