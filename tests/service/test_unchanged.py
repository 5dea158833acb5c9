"""Answers kept until the document changes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ward_desk.service import edits, frameworks, unchanged, wards
from ward_desk.service.document import Document
from ward_desk.service.unchanged import adopt, known, until_changed, while_table_stands


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


def test_an_answer_about_a_table_stands_until_one_of_its_records_changes(ward: Document) -> None:
    asked: list[str] = []

    def names() -> list[str]:
        asked.append("")
        return [str(row["name"]) for row in ward.store.rows("organisation")]

    def answer() -> list[str]:
        return unchanged.while_table_stands(ward, "organisation", names)

    before = answer()
    edits.add(ward, "action", {"title": "New"})
    assert answer() == before
    assert len(asked) == 1
    edits.add(ward, "organisation", {"name": "Friends of the Moor"})
    assert answer() == [*before, "Friends of the Moor"]
    ward.undo()
    assert answer() == before


def test_an_answer_about_a_table_hears_of_another_window(
    ward_path: Path, open_document: Callable[..., Document]
) -> None:
    mine = open_document(ward_path)

    def answer() -> int:
        return unchanged.while_table_stands(mine, "theme", lambda: len(mine.store.rows("theme")))

    before = answer()
    other = sqlite3.connect(ward_path)
    other.execute(
        "INSERT INTO operation(id, kind, label, role, at) VALUES ('theirs', 'test', 'Test', '', '2023-12-18')"
    )
    other.execute("INSERT INTO current_operation(id) VALUES ('theirs')")
    other.execute("INSERT INTO theme(id, code, label) VALUES ('x', 'x', 'Another')")
    other.execute("DELETE FROM current_operation")
    other.commit()
    other.close()
    mine.poll()
    assert answer() == before + 1


def test_two_questions_of_one_table_are_told_apart_and_both_asked_again_once_it_changes(doc: Document) -> None:
    asked: list[str] = []

    def answer(question: str) -> str:
        return while_table_stands(doc, "organisation", lambda: asked.append(question) or question, question)

    assert [answer("names"), answer("leads"), answer("names")] == ["names", "leads", "names"]
    edits.add(doc, "action", {"title": "Cookery course"})
    assert answer("leads") == "leads"
    assert asked == ["names", "leads"]
    edits.add(doc, "organisation", {"name": "Paradigm Housing"})
    assert [answer("names"), answer("leads")] == ["names", "leads"]
    assert asked == ["names", "leads", "names", "leads"]
