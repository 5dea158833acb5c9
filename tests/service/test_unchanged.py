"""Answers kept until the document changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ward_desk.service import edits, frameworks, wards
from ward_desk.service.document import Document
from ward_desk.service.unchanged import adopt, known, until_changed


@pytest.fixture
def doc(tmp_path: Path) -> Iterator[Document]:
    new = wards.NewWard(frameworks.load("opportunity_bucks"), "Chesham")
    document = Document.create(tmp_path / "chesham.ward", wards.start(new))
    yield document
    document.close()


def test_an_answer_is_worked_out_once_until_the_document_changes(doc: Document) -> None:
    asked: list[int] = []

    def ask() -> int:
        asked.append(1)
        return len(doc.store.rows("organisation"))

    assert [until_changed(doc, "how many", ask) for _ in range(3)] == [0, 0, 0]
    edits.add(doc, "organisation", {"name": "Paradigm Housing"})
    assert until_changed(doc, "how many", ask) == 1
    doc.undo()
    assert until_changed(doc, "how many", ask) == 0
    assert len(asked) == 3


def test_two_questions_are_told_apart(doc: Document) -> None:
    assert until_changed(doc, ("a", 1), lambda: "one") == "one"
    assert until_changed(doc, ("a", 2), lambda: "two") == "two"


def test_what_another_connection_worked_out_is_taken_over(doc: Document) -> None:
    other = doc.another()
    try:
        until_changed(other, "how many", lambda: len(other.store.rows("organisation")))
        assert not known(doc, "how many")
        assert adopt(doc, other.answers)
        assert known(doc, "how many")
        assert until_changed(doc, "how many", lambda: -1) == 0
    finally:
        other.close()


def test_what_was_worked_out_before_a_change_is_not_taken_over(doc: Document) -> None:
    other = doc.another()
    try:
        until_changed(other, "how many", lambda: len(other.store.rows("organisation")))
        edits.add(doc, "organisation", {"name": "Paradigm Housing"})
        assert not adopt(doc, other.answers)
        assert not known(doc, "how many")
        assert until_changed(doc, "how many", lambda: 1) == 1
    finally:
        other.close()
