"""Rows that came in bulk: what the log says of them, and undoing and redoing them as if each had come alone."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from tests.store.test_undo_walk import index, rebuilt_index
from ward_desk.core.changes import Op
from ward_desk.core.errors import KnownError
from ward_desk.core.records import RECORDS
from ward_desk.service import edits, record_history
from ward_desk.service.document import Document
from ward_desk.service.surveys import survey_empty
from ward_desk.store import changelog, history, search, survey_write
from ward_desk.store.identify import objects
from ward_desk.store.rows import Store

Look = Callable[[Document], Any]
ROWS = 30


def silent(done: int, of: int, words: str) -> None:
    """Nobody looks."""


def import_all(store: Store) -> str:
    """A survey of 30 responses, each with a comment."""
    survey = store.insert("survey", {"title": "Ours"})
    question = store.insert("question", {"survey": survey, "wording": "Why?", "kind": "text"})
    ids = list(islice(survey_write.numbered(store.make_id()), ROWS))
    notes = list(islice(survey_write.numbered(store.make_id()), ROWS))
    responses = [
        (one, survey, "2023-10-02" if at % 2 else None, "paper", str(at), "", "Pond “Ä” \\ Park", '{"1":"Ä\\"b"}')
        for at, one in enumerate(ids)
    ]
    comments = [(note, survey, question, one, f"Wombat café {note}") for note, one in zip(notes, ids, strict=True)]
    survey_write.add(store, responses, comments, 2 * ROWS, silent)
    return survey


@pytest.fixture
def survey(ward: Document) -> str:
    made: list[str] = []
    ward.run(Op("survey.import", "Bring in"), lambda store: made.append(import_all(store)))
    return made[0]


def undo_of(doc: Document, label: str) -> None:
    """Undo an operation that is not the last one, as nothing in the window can."""
    row = doc.store.query("SELECT id FROM operation WHERE label = ?", [label])[0]
    doc._file.put_back(changelog.Step(str(row["id"]), label), "", "2023-12-18T09:00:00", None, forwards=False)


def redo_of(doc: Document, label: str) -> None:
    row = doc.store.query("SELECT id FROM operation WHERE label = ?", [label])[0]
    doc._file.put_back(changelog.Step(str(row["id"]), label), "", "2023-12-18T09:00:00", None, forwards=True)


def one_of(doc: Document, table: str, survey: str) -> str:
    return str(doc.store.rows(table, survey=survey, order="id")[7]["id"])


def test_what_came_in_bulk_goes_and_comes_time_and_again(
    ward_path: Path, open_document: Callable[..., Document], everything: Look
) -> None:
    doc = open_document(ward_path)
    before, tables = everything(doc), objects(doc.store.connection)
    doc.run(Op("survey.import", "Bring in"), import_all)
    after = everything(doc)
    assert len(search.find(doc.store, "wombat")) > 0
    for _ in range(2):
        doc.undo()
        assert everything(doc) == before
        assert index(doc) == rebuilt_index(doc)
        assert search.find(doc.store, "wombat") == []
        doc.close()
        doc = open_document(ward_path)
        doc.redo()
        assert everything(doc) == after
        assert index(doc) == rebuilt_index(doc)
        assert len(search.find(doc.store, "wombat")) > 0
        doc.close()
        doc = open_document(ward_path)
    assert objects(doc.store.connection) == tables
    doc.check()
    assert doc.store.query("PRAGMA foreign_key_check") == []


def test_every_line_of_the_log_tells_what_the_rows_were(ward: Document, survey: str, everything: Look) -> None:
    """Whatever was done to them since: the log alone, read in order, gives the rows as they are."""
    one, gone = (one_of(ward, table, survey) for table in ("comment", "response"))
    edits.edit(ward, "comment", one, {"words": "Another word"})
    edits.edit(ward, "comment", one, {"words": "A third word"})
    ward.undo()
    edits.remove(ward, "response", gone)
    ward.undo()
    ward.redo()
    found: Any = {table: {} for table in RECORDS}
    for row in ward.store.query("SELECT seq, record, row_id, old, new FROM change_log ORDER BY seq"):
        record, row_id, said = str(row["record"]), str(row["row_id"]), row["new"]
        if said == "":
            said = changelog.came_as(ward.store.connection, record, row_id, int(str(row["seq"])))
        old = None if row["old"] is None else str(row["old"])
        assert found[record].pop(row_id, None) == changelog.decode(record, old)
        if said is not None:
            found[record][row_id] = changelog.decode(record, str(said))
    assert found == everything(ward)


LATER = {
    "a word was changed": lambda doc, survey: edits.edit(
        doc, "comment", one_of(doc, "comment", survey), {"words": "X"}
    ),
    "an answer was changed": lambda doc, survey: edits.edit(
        doc, "response", one_of(doc, "response", survey), {"area": "X"}
    ),
    "a response was removed": lambda doc, survey: edits.remove(doc, "response", one_of(doc, "response", survey)),
    "a comment was sorted": lambda doc, survey: edits.set_links(
        doc, "comment_theme", one_of(doc, "comment", survey), [str(doc.store.rows("theme")[0]["id"])]
    ),
    "a comment was typed": lambda doc, survey: edits.add(
        doc, "comment", {"survey": survey, "response": one_of(doc, "response", survey), "words": "X",
                         "question": doc.store.rows("question", survey=survey)[0]["id"]}
    ),
    "a response was typed": lambda doc, survey: edits.add(doc, "response", {"survey": survey}),
}  # fmt: skip


@pytest.mark.parametrize("later", LATER.values(), ids=LATER.keys())
def test_an_import_that_was_worked_on_since_is_not_undone_until_that_is(
    ward: Document, survey: str, everything: Look, later: Callable[[Document, str], object]
) -> None:
    tables, imported = objects(ward.store.connection), everything(ward)
    later(ward, survey)
    before = everything(ward)
    log = ward.store.number("SELECT count(*) FROM change_log")
    with pytest.raises(KnownError) as caught:
        undo_of(ward, "Bring in")
    assert caught.value.code == "stale"
    assert everything(ward) == before
    assert ward.store.number("SELECT count(*) FROM change_log") == log
    assert objects(ward.store.connection) == tables
    ward.undo()
    assert everything(ward) == imported
    undo_of(ward, "Bring in")  # a row changed and changed back is as the import left it
    assert ward.store.rows("response", survey=survey) == ward.store.rows("comment", survey=survey) == []


def test_what_is_there_is_not_brought_in_again(ward: Document, survey: str, everything: Look) -> None:
    before = everything(ward)
    with pytest.raises(KnownError) as caught:
        redo_of(ward, "Bring in")
    assert caught.value.code == "stale"
    assert everything(ward) == before

    def write(store: Store) -> None:  # nothing but rows in bulk
        survey_write.add(store, [("r-1", survey, None, "", "99", "", "", "")], [], 1, silent)

    ward.run(Op("survey.import", "Second"), write)
    with pytest.raises(KnownError) as caught:
        redo_of(ward, "Second")
    assert caught.value.code == "stale"


def test_an_undone_import_whose_survey_is_needed_no_more_leaves_other_surveys_alone(
    ward: Document, survey: str, everything: Look
) -> None:
    """Into a survey that is there, a second file: only that is taken back."""
    before = everything(ward)
    question = str(ward.store.rows("question", survey=survey)[0]["id"])

    def write(store: Store) -> None:
        survey_write.add(
            store, [("r-1", survey, None, "", "99", "", "", "")], [("c-1", survey, question, "r-1", "More")], 2, silent
        )
        store.update("survey", survey, {"title": "Both"})

    ward.run(Op("survey.import", "Second"), write)
    after = everything(ward)
    ward.undo()
    assert everything(ward) == before
    ward.redo()
    assert everything(ward) == after


def test_a_row_that_came_in_bulk_and_was_changed_in_the_same_operation_is_put_back_too(
    ward: Document, everything: Look
) -> None:
    before = everything(ward)

    def write(store: Store) -> None:
        survey = import_all(store)
        first, second = (str(row["id"]) for row in store.rows("response", survey=survey, order="id")[:2])
        store.update("response", first, {"area": "Elsewhere"})
        store.delete("response", second)

    ward.run(Op("survey.import", "Bring in"), write)
    after = everything(ward)
    for _ in range(2):
        ward.undo()
        assert everything(ward) == before
        ward.redo()
        assert everything(ward) == after


def test_history_tells_of_a_row_that_came_in_bulk(ward: Document, survey: str) -> None:
    one = one_of(ward, "comment", survey)
    assert (history.as_on(ward.store, "comment", one, "2023-12-18") or {})["words"] == f"Wombat café {one}"
    edits.edit(ward, "comment", one, {"words": "Another word"})
    told = record_history.read(ward, "comment", one)
    assert [step.kind for entry in told for step in entry.steps] == ["changed", "added"]
    assert history.corrected(ward.store, "comment", [one], "words")[one]["was"] == f"Wombat café {one}"
    rows = history.of_record(ward.store, "comment", one, limit=5)
    assert changelog.decode("comment", str(rows[1]["new"])) == changelog.decode("comment", str(rows[0]["old"]))


def test_what_was_done_lately_names_the_survey_of_rows_that_came_in_bulk(ward: Document, survey: str) -> None:
    def write(store: Store) -> None:
        survey_write.add(store, [("r-1", survey, None, "", "99", "", "", "")], [], 1, silent)

    ward.run(Op("survey.import", "Second"), write)
    second, first = history.lately(ward.store, 2)
    assert (second["table"], second["row_id"], second["title"], second["touched"]) == ("survey", survey, "Ours", 1)
    assert first["touched"] == 2


def test_the_survey_owns_what_came_into_it_in_bulk_and_went_again(ward: Document, survey: str) -> None:
    def write(store: Store) -> None:
        survey_write.add(store, [("r-1", survey, None, "", "99", "", "", "")], [], 1, silent)

    assert edits.owners(ward.store, "survey", ward.run(Op("survey.import", "Second"), write)) == {survey}
    assert edits.owners(ward.store, "survey", ward.undo()) == {survey}
    assert edits.owners(ward.store, "action", ward.redo()) == frozenset()


@pytest.mark.parametrize("undone", [False, True])
def test_removing_answers_leaves_nothing_of_what_came_in_bulk(ward: Document, survey: str, undone: bool) -> None:
    def write(store: Store) -> None:
        survey_write.add(store, [("r-1", survey, None, "", "", "", "Xanadulane", "")], [], 1, silent)

    ward.run(Op("survey.import", "Second"), write)
    if undone:
        ward.undo()
    one = one_of(ward, "comment", survey)
    edits.edit(ward, "comment", one, {"words": "Quetzalcoatl"})
    survey_empty.remove_answers(ward, survey)
    assert ward.store.number("SELECT count(*) FROM change_log WHERE record IN ('response', 'comment') AND"
                             " row_id NOT IN (SELECT id FROM response UNION SELECT id FROM comment)") == 0  # fmt: skip
    after = ward.path.read_bytes().lower()
    assert [word for word in (b"wombat", b"xanadulane", b"quetzalcoatl") if word in after] == []
    while ward.undo_label:
        ward.undo()
    assert ward.store.rows("response", survey=survey) == []


def test_what_comes_in_bulk_holds_nothing_that_json_does_not_hold_exactly() -> None:
    kinds = {field.kind for name in ("response", "comment") for field in RECORDS[name].fields}
    assert not kinds & {"number", "file"}
