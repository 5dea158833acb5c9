"""The document as the rest of the program uses it: made, opened, followed and closed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from ward_desk.core.changes import ChangeSet, Op
from ward_desk.core.errors import KnownError
from ward_desk.service import frameworks
from ward_desk.service.document import Document
from ward_desk.service.wards import NewWard, start
from ward_desk.store import lock
from ward_desk.store.rows import Store

OP = Op("test", "Test")
BUCKS = frameworks.load("opportunity_bucks")


def add_action(store: Store) -> None:
    store.insert("action", {"title": "New"})


def test_two_documents_made_alike_share_no_id(tmp_path: Path) -> None:
    made = [Document.create(tmp_path / f"{n}.ward", start(NewWard(BUCKS, "Chesham"))) for n in range(2)]
    first, second = (
        {doc.store.setting("uuid")} | {str(row["id"]) for table in ("partnership", "theme", "activity_count")
                                       for row in doc.store.rows(table)}
        for doc in made
    )  # fmt: skip
    assert len(first) == len(second) > 6
    assert first.isdisjoint(second)
    for doc in made:
        doc.close()


def test_a_document_is_made_with_a_clock_and_ids_of_ones_own(tmp_path: Path, clock: Callable[[], datetime]) -> None:
    """Two builds of a sample are the same sample."""

    def build(name: str) -> Document:
        numbers = iter(range(10_000))
        return Document.create(
            tmp_path / name, start(NewWard(BUCKS, "Chesham")), clock=clock, make_id=lambda: f"id-{next(numbers)}"
        )

    one, two = build("1.ward"), build("2.ward")
    for table in ("partnership", "theme", "activity_count", "recommendation"):
        assert one.store.rows(table) == two.store.rows(table)
    assert one.store.setting("created") == "2023-12-18T09:00:00"
    assert one.today.isoformat() == "2023-12-18"
    one.close()
    two.close()


def test_a_document_that_cannot_be_filled_is_not_made(tmp_path: Path) -> None:
    path = tmp_path / "new.ward"
    path.write_text("older")

    def fill(store: Store) -> None:
        raise KnownError("no_ward", "The ward has no name yet.", "Nothing was made.", "Choose a ward.")

    with pytest.raises(KnownError):
        Document.create(path, fill)
    assert [(one.name, one.read_text()) for one in tmp_path.iterdir()] == [("new.ward", "older")]


def test_a_document_cannot_be_made_where_there_is_no_folder(tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "new.ward"
    with pytest.raises(KnownError) as caught:
        Document.create(path, start(NewWard(BUCKS, "Chesham")))
    assert caught.value.code in ("cant_create", "cant_open")
    assert "new.ward" in caught.value.sentence
    assert ".part" not in caught.value.sentence


def test_a_document_is_not_made_over_one_that_somebody_has_open(empty_ward: Document) -> None:
    with pytest.raises(KnownError) as caught:
        Document.create(empty_ward.path, start(NewWard(BUCKS, "Chesham")))
    assert caught.value.code == "locked"
    assert empty_ward.run(OP, add_action)


def test_a_document_not_put_in_place_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, target: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(KnownError) as caught:
        Document.create(tmp_path / "new.ward", start(NewWard(BUCKS, "Chesham")))
    assert caught.value.code == "cant_create"
    assert list(tmp_path.iterdir()) == []


def test_nothing_of_another_document_lies_about_after_closing(ward: Document) -> None:
    ward.run(OP, add_action)
    ward.close()
    assert [path.name for path in ward.path.parent.iterdir()] == ["chesham.ward"]


def test_a_document_open_to_read_refuses_every_change(ward_path: Path, open_document: Callable[..., Document]) -> None:
    before = ward_path.read_bytes()
    document = open_document(ward_path, read_only=True)
    assert document.read_only
    assert document.undo_label is None
    assert document.redo_label is None
    for change in (lambda: document.run(OP, add_action), document.undo, document.redo):
        with pytest.raises(KnownError) as caught:
            change()
        assert caught.value.code == "read_only"
        assert "typed" in caught.value.safe
    document.close()
    assert ward_path.read_bytes() == before


def test_a_subscriber_hears_until_it_stops(ward: Document) -> None:
    heard: list[ChangeSet] = []
    stop = ward.subscribe(heard.append)
    ward.subscribe(lambda changes: None)
    ward.run(OP, add_action)
    stop()
    ward.run(OP, add_action)
    stop()
    assert len(heard) == 1


def test_every_subscriber_hears_of_undo_and_redo_with_who_asked(ward: Document) -> None:
    heard: list[ChangeSet] = []
    ward.run(OP, add_action)
    ward.subscribe(heard.append)
    ward.undo("menu")
    ward.redo("button")
    assert [(one.label, one.initiator, one.tables) for one in heard] == [
        ("Undo Test", "menu", {"action"}),
        ("Redo Test", "button", {"action"}),
    ]


def test_nobody_is_told_of_an_operation_that_failed(ward: Document) -> None:
    heard: list[ChangeSet] = []
    ward.subscribe(heard.append)
    with pytest.raises(KnownError):
        ward.run(OP, lambda store: store.insert("action", {"status": "finished"}))
    assert heard == []


def test_the_role_of_whoever_works_is_kept_with_each_operation(
    ward_path: Path, open_document: Callable[..., Document]
) -> None:
    document = open_document(ward_path, role="Ward councillor")
    document.run(OP, add_action)
    document.undo()
    roles = document.store.query("SELECT role FROM operation ORDER BY seq")
    assert [row["role"] for row in roles] == ["Community officer"] * 2 + ["Ward councillor"] * 2


def test_closing_lets_the_next_one_in(ward: Document, open_document: Callable[..., Document]) -> None:
    assert lock.holder(ward.path) is not None
    ward.close()
    open_document(ward.path)


def test_a_document_moved_meanwhile_is_told_missing(ward_path: Path, tmp_path: Path) -> None:
    shutil.move(ward_path, tmp_path / "moved.ward")
    with pytest.raises(KnownError) as caught:
        Document.open(ward_path)
    assert caught.value.code == "missing"


def test_a_sample_stands_still_on_its_day_and_any_other_document_goes_by_the_computers(
    empty_path: Path,
) -> None:
    from datetime import date

    sample = Path(__file__).parents[2] / "sample_db" / "chesham.ward"
    standing = Document.open(sample, read_only=True)
    assert standing.today == date(2023, 12, 18)
    standing.close()
    going = Document.open(empty_path, read_only=True)
    assert going.today > date(2024, 1, 1)
    going.close()
