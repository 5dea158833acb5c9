"""Adding, changing and removing one record: its label, its refusals, and what it leaves alone."""

from __future__ import annotations

import pytest

from ward_desk.core.changes import ChangeSet
from ward_desk.core.errors import KnownError
from ward_desk.service import edits
from ward_desk.service.document import Document


def one(doc: Document, table: str, **equals: str) -> str:
    return str(doc.store.rows(table, **equals)[0]["id"])


def test_adding_gives_the_id_and_a_label(ward: Document) -> None:
    made = edits.add(ward, "action", {"title": "Paint the bandstand"})
    row = ward.store.get("action", made)
    assert row is not None
    assert (row["ref"], row["status"], row["delivery"], row["sharing"]) == ("CHE-07", "not_started", "bau", "programme")
    assert ward.undo_label == "Add action “Paint the bandstand”"


def test_a_long_title_is_cut_in_a_label(ward: Document) -> None:
    edits.add(ward, "action", {"title": "a" * 300})
    assert ward.undo_label is not None
    assert len(ward.undo_label) < 60


def test_a_label_names_only_what_changed(ward: Document) -> None:
    action = one(ward, "action", ref="CHE-01")
    row = ward.store.get("action", action)
    assert row is not None
    edits.edit(ward, "action", action, {**row, "progress": 75, "due": "2024-05-01"})
    assert ward.undo_label == "Edit CHE-01: due, progress"


def test_an_edit_that_changes_nothing_is_no_operation(ward: Document) -> None:
    action = one(ward, "action", ref="CHE-01")
    before = ward.undo_label
    for values in ({"title": "Open a homework club"}, {}, {"learning": None}, {"recommendation": ""}):
        assert not edits.edit(ward, "action", action, values)
    assert ward.undo_label == before


@pytest.mark.parametrize(
    ("table", "equals", "label"),
    [
        ("action", {"ref": "CHE-02"}, "CHE-02"),
        ("event", {"title": "Jobs fair"}, "CHE-E01"),
        ("organisation", {"name": "Café Églantine"}, "organisation Café Églantine"),
        ("milestone", {"title": "Room agreed"}, "milestone of CHE-01"),
        ("attendance", {"grouping": "adults"}, "attendance of CHE-E02"),
        ("figure", {"period": "2023-11"}, "figure of CHE-C"),
        ("quarterly_return", {"period": "2023-24-Q3"}, "return 2023-24-Q3"),
    ],
)
def test_a_removal_says_what_is_removed(ward: Document, table: str, equals: dict[str, str], label: str) -> None:
    edits.remove(ward, table, one(ward, table, **equals))
    assert str(ward.undo_label).startswith(f"Remove {label}")


def test_several_are_removed_as_one(ward: Document) -> None:
    rows = [str(row["id"]) for row in ward.store.rows("event")]
    edits.remove(ward, "event", [*rows, "gone already"])
    assert ward.undo_label == "Remove 3 events"
    assert ward.store.rows("event") == []
    ward.undo()
    assert len(ward.store.rows("event")) == 3
    assert not edits.remove(ward, "event", [])
    assert not edits.remove(ward, "event", "gone already")


def test_editing_what_has_been_removed_is_told_kindly(ward: Document) -> None:
    action = one(ward, "action", ref="CHE-01")
    edits.remove(ward, "action", action)
    for change in (
        lambda: edits.edit(ward, "action", action, {"title": "Late"}),
        lambda: edits.set_links(ward, "action_partner", action, []),
    ):
        with pytest.raises(KnownError) as caught:
            change()
        assert caught.value.code == "gone"


def test_partners_are_set_as_one_operation(ward: Document) -> None:
    action = one(ward, "action", ref="CHE-01")
    school = one(ward, "organisation", name="Chiltern Hills Academy")
    changes = edits.set_links(ward, "action_partner", action, [school])
    assert changes.tables == {"action_partner"}
    assert ward.undo_label == "Edit CHE-01: organisations"
    assert ward.store.linked("action_partner", action) == [school]
    assert not edits.set_links(ward, "action_partner", action, [school])


def test_a_value_that_does_not_fit_changes_nothing(ward: Document) -> None:
    action = one(ward, "action", ref="CHE-01")
    before = ward.store.get("action", action)
    with pytest.raises(KnownError) as caught:
        edits.edit(ward, "action", action, {"title": "New", "progress": 900})
    assert caught.value.code == "unfit"
    assert ward.store.get("action", action) == before


def test_problems_are_told_beside_their_field(ward: Document) -> None:
    row = ward.store.get("action", one(ward, "action", ref="CHE-02"))
    assert row is not None
    assert edits.problems(ward, "action", row) == []
    late = {**row, "delay_cause": "", "rating_reason": " ", "start": "2023-12-01", "lead": None}
    assert {problem.field for problem in edits.problems(ward, "action", late)} == {
        "due",
        "rating_reason",
        "delay_cause",
    }
    assert all(problem.sentence.endswith(".") for problem in edits.problems(ward, "action", late))


def test_many_records_changed_at_once_are_one_operation(ward: Document) -> None:
    rows = ward.store.rows("action")
    edits.edit_many(ward, "action", [*(str(row["id"]) for row in rows), "gone already"], {"term": "longer"})
    assert {row["term"] for row in ward.store.rows("action")} == {"longer"}
    assert ward.undo_label == "Edit 7 actions: term"
    ward.undo()
    assert ward.store.rows("action") == rows


def test_a_value_that_does_not_fit_changes_none_of_many(ward: Document) -> None:
    rows = ward.store.rows("action")
    with pytest.raises(KnownError):
        edits.edit_many(ward, "action", [str(row["id"]) for row in rows], {"due": "soon"})
    assert ward.store.rows("action") == rows


def test_one_of_many_is_named_as_one(ward: Document) -> None:
    edits.edit_many(ward, "action", [one(ward, "action", ref="CHE-01")], {"term": "longer"})
    assert ward.undo_label == "Edit CHE-01: term"


def test_what_was_changed_belongs_to_its_record_even_once_it_is_gone(ward: Document) -> None:
    club, path = one(ward, "action", ref="CHE-01"), one(ward, "action", ref="CHE-02")
    heard: list[ChangeSet] = []
    ward.subscribe(heard.append)
    edits.add(ward, "progress_note", {"action": club, "words": "Said.", "noted_on": "2023-12-18"})
    ward.undo()
    edits.edit(ward, "action", path, {"term": "longer"})
    edits.remove(ward, "action", path)
    owners = [edits.owners(ward.store, "action", changes) for changes in heard]
    assert owners == [{club}, {club}, set(), set()]  # the path is not there any more
    assert [edits.owners(ward.store, "event", changes) for changes in heard[:3]] == [set()] * 3
    ward.undo()
    assert edits.owners(ward.store, "action", heard[-1]) == {path}


def test_evidence_and_risks_belong_to_their_action_when_they_are_undone(ward: Document) -> None:
    club = str(ward.store.rows("action")[0]["id"])
    edits.add(ward, "evidence", {"shows": "Registers", "record_table": "action", "record_id": club})
    assert edits.owners(ward.store, "action", ward.undo()) == {club}
    edits.add(ward, "risk", {"title": "No room", "action": club})
    assert edits.owners(ward.store, "action", ward.undo()) == {club}
