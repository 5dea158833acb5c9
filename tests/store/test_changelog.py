"""Undo and redo, and the log they rest on: put back exactly, or refused and nothing changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ward_desk.core.changes import Op
from ward_desk.core.errors import KnownError
from ward_desk.core.records import RECORDS
from ward_desk.service.document import Document
from ward_desk.store import changelog, search
from ward_desk.store.rows import Store

Look = Callable[[Document], Any]


def run(doc: Document, label: str, write: Callable[[Store], object]) -> None:
    doc.run(Op("test", label), write)


def first(doc: Document, table: str, **equals: Any) -> str:
    return str(doc.store.rows(table, **equals)[0]["id"])


def test_undo_and_redo_outlive_the_window(ward_path: Path, open_document: Callable[..., Document]) -> None:
    document = open_document(ward_path)
    action = first(document, "action")
    for title in ("One", "Two"):
        run(document, f"Edit {title}", lambda store, title=title: store.update("action", action, {"title": title}))
    document.undo()
    document.close()
    document = open_document(ward_path)
    assert (document.undo_label, document.redo_label) == ("Edit One", "Edit Two")
    document.redo()
    document.close()
    document = open_document(ward_path)
    assert (document.undo_label, document.redo_label) == ("Edit Two", None)
    document.undo()
    document.undo()
    row = document.store.get("action", action)
    assert row is not None
    assert row["title"] == "Open a homework club"


def test_a_new_operation_ends_what_could_be_redone(ward: Document) -> None:
    action = first(ward, "action")
    run(ward, "One", lambda store: store.update("action", action, {"title": "One"}))
    ward.undo()
    assert ward.redo_label == "One"
    run(ward, "Nothing", lambda store: None)
    assert ward.redo_label == "One"
    run(ward, "Two", lambda store: store.update("action", action, {"title": "Two"}))
    assert ward.redo_label is None
    with pytest.raises(KnownError) as caught:
        ward.redo()
    assert caught.value.code == "nothing"


def test_starting_the_document_cannot_be_undone(empty_ward: Document) -> None:
    assert empty_ward.undo_label is None
    with pytest.raises(KnownError):
        empty_ward.undo()
    assert empty_ward.partnership["ward"] == "Chesham"


def test_undoing_a_removal_brings_back_all_that_went(ward: Document, everything: Look) -> None:
    before = everything(ward)
    for table, row_id in (
        ("action", first(ward, "action", ref="CHE-01")),
        ("survey", first(ward, "survey")),
        ("event", first(ward, "event", ref="CHE-E01")),
        ("organisation", first(ward, "organisation", name="Buckinghamshire Council")),
        ("theme", str(ward.store.rows("theme", order="position")[0]["id"])),
    ):
        words = str(before[table][row_id][RECORDS[table].title])
        run(ward, f"Remove {words}", lambda store, table=table, row_id=row_id: store.delete(table, row_id))
        after = everything(ward)
        assert after != before
        assert row_id not in {found.row_id for found in search.find(ward.store, words)}
        ward.undo()
        assert everything(ward) == before
        assert RECORDS[table].name == "theme" or row_id in {f.row_id for f in search.find(ward.store, words)}
        ward.redo()
        assert everything(ward) == after
        ward.undo()


def test_a_record_made_and_linked_in_one_go_can_be_undone_and_redone(ward: Document, everything: Look) -> None:
    """A new lead typed into an action's form: an organisation, and the action that points at it."""
    before = everything(ward)
    action = first(ward, "action")

    def write(store: Store) -> None:
        lead = store.insert("organisation", {"name": "River Trust"})
        store.update("action", action, {"lead": lead})

    run(ward, "Edit CHE-01: lead", write)
    after = everything(ward)
    ward.undo()
    assert everything(ward) == before
    ward.redo()
    assert everything(ward) == after


def test_what_was_moved_to_a_new_owner_is_not_lost_with_it(ward: Document, everything: Look) -> None:
    """The new owner goes when this is undone, and would take its own with it."""
    before = everything(ward)
    milestone = first(ward, "milestone")

    def write(store: Store) -> None:
        owner = store.insert("action", {"title": "Split off"})
        store.update("milestone", milestone, {"action": owner})

    run(ward, "Split CHE-01", write)
    after = everything(ward)
    ward.undo()
    assert everything(ward) == before
    ward.redo()
    assert everything(ward) == after


def test_a_reference_handed_on_can_be_handed_back(ward: Document, everything: Look) -> None:
    before = everything(ward)
    event = first(ward, "event", ref="CHE-E03")

    def write(store: Store) -> None:
        store.delete("event", event)
        store.insert("event", {"title": "In its place", "ref": "CHE-E03"})

    run(ward, "Replace CHE-E03", write)
    after = everything(ward)
    ward.undo()
    assert everything(ward) == before
    ward.redo()
    assert everything(ward) == after


def test_a_value_set_and_set_back_among_other_changes(ward: Document, everything: Look) -> None:
    before = everything(ward)
    one, two = (str(row["id"]) for row in ward.store.rows("action")[:2])

    def write(store: Store) -> None:
        store.update("action", one, {"title": "Other"})
        store.update("action", one, {"title": before["action"][one]["title"]})
        store.delete("milestone", store.insert("milestone", {"action": one, "title": "Brief"}))
        store.update("action", two, {"title": "Kept"})

    run(ward, "Edit", write)
    after = everything(ward)
    ward.undo()
    assert everything(ward) == before
    ward.redo()
    assert everything(ward) == after


def test_an_operation_that_came_to_nothing_does_not_block_undo(ward: Document, everything: Look) -> None:
    action = first(ward, "action")
    before = everything(ward)
    run(ward, "One", lambda store: store.update("action", action, {"title": "One"}))

    def there_and_back(store: Store) -> None:
        store.update("action", action, {"title": "Two"})
        store.update("action", action, {"title": "One"})

    run(ward, "Nothing in the end", there_and_back)
    for _ in range(2):
        if everything(ward) != before:
            ward.undo()
    assert everything(ward) == before


@pytest.mark.parametrize(
    "value", [0.1, 0.1 + 0.2, 1 / 3, 2.5e-9, 1.0948434197694418e102, -1.514673587017384e287, 3.0, -0.0, None]
)
def test_figures_come_back_exactly(ward: Document, value: float | None) -> None:
    figure = first(ward, "figure")
    run(ward, "Set", lambda store: store.update("figure", figure, {"value": value}))
    run(ward, "Remove", lambda store: store.delete("figure", figure))
    ward.undo()
    row = ward.store.get("figure", figure)
    assert row is not None
    assert row["value"] == value
    assert type(row["value"]) is type(value)


@pytest.mark.parametrize("bytes_", [b"", b"\x00", bytes(range(256)) * 40, b"PK\x03\x04", None])
def test_files_come_back_exactly(ward: Document, bytes_: bytes | None) -> None:
    kept = first(ward, "quarterly_return")
    run(ward, "Set", lambda store: store.update("quarterly_return", kept, {"workbook": bytes_, "status": "draft"}))
    run(ward, "Remove", lambda store: store.delete("quarterly_return", kept))
    ward.undo()
    row = ward.store.get("quarterly_return", kept)
    assert row is not None
    assert row["workbook"] == bytes_


def put_back(doc: Document, label: str, *, forwards: bool = False) -> None:
    """Undo an operation that is not the last one, as nothing in the window can."""
    row = doc.store.query("SELECT id FROM operation WHERE label = ?", [label])[0]
    doc._file.put_back(changelog.Step(str(row["id"]), label), "", "2023-12-18T09:00:00", None, forwards=forwards)


STALE = {
    "the field was changed since": lambda store, action: store.update("action", action, {"title": "Later"}),
    "another field was changed since": lambda store, action: store.update("action", action, {"progress": 99}),
    "the record was removed since": lambda store, action: store.delete("action", action),
}


@pytest.mark.parametrize("later", STALE.values(), ids=STALE.keys())
def test_a_stale_undo_is_refused_and_changes_nothing(ward: Document, everything: Look, later: Any) -> None:
    action = first(ward, "action")
    run(ward, "Edit", lambda store: store.update("action", action, {"title": "Now"}))
    run(ward, "Later", lambda store: later(store, action))
    before = everything(ward)
    operations = ward.store.query("SELECT * FROM operation")
    with pytest.raises(KnownError) as caught:
        put_back(ward, "Edit")
    assert caught.value.code == "stale"
    assert "“Edit”" in caught.value.happened
    assert everything(ward) == before
    assert ward.store.query("SELECT * FROM operation") == operations


def test_an_addition_that_others_link_to_since_is_not_taken_away(ward: Document, everything: Look) -> None:
    made: list[str] = []
    run(ward, "Add", lambda store: made.append(store.insert("action", {"title": "New"})))
    run(ward, "Child", lambda store: store.insert("milestone", {"action": made[0], "title": "First step"}))
    before = everything(ward)
    with pytest.raises(KnownError) as caught:
        put_back(ward, "Add")
    assert caught.value.code == "stale"
    assert everything(ward) == before
    ward.undo()
    ward.undo()
    assert ward.store.get("action", made[0]) is None


def test_a_link_to_what_has_gone_since_is_not_put_back(ward: Document, everything: Look) -> None:
    action = first(ward, "action", ref="CHE-06")
    theme = ward.store.get("action", action)
    assert theme is not None
    run(ward, "Edit", lambda store: store.update("action", action, {"theme": None}))
    run(ward, "Remove", lambda store: store.delete("theme", str(theme["theme"])))
    before = everything(ward)
    with pytest.raises(KnownError) as caught:
        put_back(ward, "Edit")
    assert caught.value.code in ("stale", "gone")
    assert everything(ward) == before


def test_undo_in_one_program_after_an_operation_in_another(
    ward_path: Path, open_document: Callable[..., Document]
) -> None:
    """Both share one stack: the last operation is the last one of either."""
    from ward_desk.store import lock

    ours = open_document(ward_path)
    lock.lock_path(ward_path).unlink()
    theirs = open_document(ward_path)
    action = first(ours, "action")
    run(ours, "Ours", lambda store: store.update("action", action, {"title": "Ours"}))
    run(theirs, "Theirs", lambda store: store.update("action", action, {"title": "Theirs"}))
    assert ours.undo_label == "Theirs"
    ours.undo()
    row = theirs.store.get("action", action)
    assert row is not None
    assert row["title"] == "Ours"
    assert theirs.redo_label == "Theirs"


def test_the_log_can_be_read_by_any_program(ward: Document) -> None:
    """Each line holds whole rows as plain JSON objects, keyed by column."""
    action = first(ward, "action")
    run(
        ward,
        "Edit",
        lambda store: store.update("action", action, {"title": "Café “Églantine” \u2028 \x01 \\ \U0001f333"}),
    )
    line = ward.store.query("SELECT * FROM change_log ORDER BY seq DESC LIMIT 1")[0]
    assert json.loads(str(line["old"]))["title"] == "Open a homework club"
    assert json.loads(str(line["new"])) == ward.store.get("action", action)
