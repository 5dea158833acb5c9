"""Search: what it finds, and that nothing anybody types can upset it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ward_desk.core.changes import Op
from ward_desk.service.document import Document
from ward_desk.store import search

OP = Op("test", "Test")


def titles(doc: Document, words: str) -> list[str]:
    return [found.title for found in search.find(doc.store, words)]


def test_a_word_is_found_by_its_beginning(ward: Document) -> None:
    assert titles(ward, "footp") == ["CHE-02 Clear the footpath by the river"]
    assert titles(ward, "ootpath") == []


def test_every_word_has_to_be_there_in_any_order(ward: Document) -> None:
    assert titles(ward, "river footpath") == ["CHE-02 Clear the footpath by the river"]
    assert titles(ward, "river homework") == []


def test_case_and_accents_do_not_matter(ward: Document) -> None:
    assert titles(ward, "cafe eglan") == titles(ward, "CAFÉ ÉGLANTINE") == ["Café Églantine"]


def test_a_reference_is_found(ward: Document) -> None:
    assert titles(ward, "che-02")[0].startswith("CHE-02 ")
    assert titles(ward, "CHE-E01") == ["CHE-E01 Jobs fair"]


def test_words_in_any_text_field_are_found(ward: Document) -> None:
    assert titles(ward, "warm meal") == ["CHE-01 Open a homework club"]
    assert titles(ward, "glass") == ["CHE-F02 The river path is full of glass"]


def test_found_follows_every_change(ward: Document) -> None:
    action = str(ward.store.rows("action", ref="CHE-02")[0]["id"])
    ward.run(OP, lambda store: store.update("action", action, {"title": "Mend the towpath"}))
    assert (titles(ward, "footpath"), titles(ward, "towpath")) == ([], ["CHE-02 Mend the towpath"])
    ward.undo()
    assert (titles(ward, "footpath"), titles(ward, "towpath")) == (["CHE-02 Clear the footpath by the river"], [])
    ward.run(OP, lambda store: store.delete("action", action))
    assert titles(ward, "footpath") == []
    ward.undo()
    assert titles(ward, "footpath") == ["CHE-02 Clear the footpath by the river"]


def test_a_record_emptied_of_words_is_no_longer_found(ward: Document) -> None:
    club = str(ward.store.rows("organisation", name="Café Églantine")[0]["id"])
    ward.run(OP, lambda store: store.update("organisation", club, {"name": ""}))
    assert titles(ward, "eglantine") == []
    ward.run(OP, lambda store: store.update("organisation", club, {"name": "Églantine again"}))
    assert titles(ward, "eglantine") == ["Églantine again"]


@pytest.mark.parametrize(
    "words",
    ["AND", "OR", "NOT", "NEAR(a b)", '"', '"river', '""', "*", "river*", "a-b", ":", "title:river", "^river", "(", ")",
     "{words}: x", "+", "'", ";", "%", "_", "\\", "river \0 path", "\0", "—", "“river”", "-", "- -", "a AND", "\ufeff"],
)  # fmt: skip
def test_signs_are_taken_as_they_are(ward: Document, words: str) -> None:
    titles(ward, words)
    ward.run(OP, lambda store: store.insert("organisation", {"name": "River AND path OR a-b"}))
    assert "River AND path OR a-b" in titles(ward, "and")
    assert "River AND path OR a-b" in titles(ward, "a-b")


def test_signs_around_a_word_do_not_hide_it(ward: Document) -> None:
    for words in ("“footpath”", "(footpath)", "footpath,", "footpath -", "- footpath", '"footpath"', "footpath*"):
        assert titles(ward, words) == ["CHE-02 Clear the footpath by the river"], words


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=20))
def test_nothing_typed_can_upset_it(ward: Document, words: str) -> None:
    search.find(ward.store, words)


def test_a_page_pasted_into_the_box(ward: Document) -> None:
    assert titles(ward, "footpath " * 5000) == ["CHE-02 Clear the footpath by the river"]


def test_nothing_typed_finds_nothing(ward: Document) -> None:
    assert search.find(ward.store, "") == search.find(ward.store, "  ") == []


def test_only_so_many_are_found(ward: Document) -> None:
    def write(store):  # type: ignore[no-untyped-def]
        for number in range(40):
            store.insert("organisation", {"name": f"Residents group {number}"})

    ward.run(OP, write)
    assert len(search.find(ward.store, "residents")) == 30
    assert len(search.find(ward.store, "residents", limit=5)) == 5
