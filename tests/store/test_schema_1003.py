"""Answers that were rows of their own become part of their response, in the records and in the change log."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from ward_desk.core.errors import KnownError
from ward_desk.core.surveys.answers import key, unpack
from ward_desk.service.document import Document
from ward_desk.store import surveys
from ward_desk.store.search import find

BEFORE = Path(__file__).resolve().parents[2] / "sample_db" / "released" / "0.3.0.ward"

Tally = dict[tuple[str, str], tuple[int, int]]  # (question, answer) -> (how many gave it, base)


@pytest.fixture
def older(tmp_path: Path) -> Path:
    return Path(shutil.copyfile(BEFORE, tmp_path / "older.ward"))


def as_rows(path: Path) -> Tally:
    """The tally of every question while each answer still is a row."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(
            "SELECT question, value, count(DISTINCT response), (SELECT count(DISTINCT b.response) FROM answer b"
            " WHERE b.question = a.question) FROM answer a GROUP BY question, value"
        ).fetchall()
    return {(row[0], row[1]): (row[2], row[3]) for row in rows}


def tally(doc: Document) -> Tally:
    return {
        (str(row["question"]), str(row["value"])): (int(str(row["number"])), int(str(row["base"])))
        for survey in doc.store.rows("survey")
        for row in surveys.tallies(doc.store, str(survey["id"]))
    }


def operation(path: Path, *work: str) -> None:
    """Something done with the version that wrote the document."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute(
            "INSERT INTO operation(id, kind, label, at) VALUES ('x', 'x', 'Then', '2023-12-18T09:00:00')"
        )
        connection.execute("INSERT INTO current_operation VALUES ('x')")
        for sql in work:
            connection.execute(sql)
        connection.execute("DELETE FROM current_operation")
        connection.commit()


def test_every_answer_is_still_there_and_counts_the_same(older: Path) -> None:
    before = as_rows(older)
    with closing(Document.open(older)) as doc:
        assert len(before) > 20
        assert tally(doc) == before
        assert [found.table for found in find(doc.store, "crossing by the school")].count("comment") == 3


def test_several_choices_stay_several_and_one_stays_one(older: Path) -> None:
    with closing(Document.open(older)) as doc:
        kinds = {key(str(row["id"])): row["kind"] for row in doc.store.rows("question")}
        given = [pair for row in doc.store.rows("response") for pair in unpack(row["answers"]).items()]
    assert {name for name, _ in given} == {name for name, kind in kinds.items() if kind != "text"}
    assert all(isinstance(value, list) == (kinds[name] == "several") for name, value in given)


@pytest.mark.parametrize(
    "removal",
    [
        pytest.param("DELETE FROM survey WHERE ref = 'CHE-S02'", id="a survey"),
        pytest.param("DELETE FROM response WHERE rowid % 2", id="responses"),
    ],
)
def test_a_removal_of_then_is_undone_with_its_answers(older: Path, removal: str) -> None:
    before = as_rows(older)
    operation(older, removal)
    assert as_rows(older) != before
    with closing(Document.open(older)) as doc:
        assert doc.undo_label == "Then"
        doc.undo()
        assert tally(doc) == before
        doc.redo()
        doc.undo()
        assert tally(doc) == before


def test_answers_that_went_alone_are_told_no_more_and_block_no_other_undo(older: Path) -> None:
    with closing(sqlite3.connect(older)) as connection:
        last = connection.execute("SELECT label FROM operation WHERE state = 'done' ORDER BY seq DESC").fetchone()[0]
    operation(older, "DELETE FROM question WHERE kind = 'several'")
    with closing(Document.open(older)) as doc:
        assert doc.undo_stop == "Then"
        with pytest.raises(KnownError, match="“Then” can't be undone"):
            doc.undo()
        assert doc.undo_label == last
        assert doc.store.number("SELECT count(*) FROM change_log WHERE record = 'answer'") == 0


def test_every_operation_of_the_sample_can_be_undone_after_the_upgrade(older: Path) -> None:
    with closing(Document.open(older)) as doc:
        undone: list[str] = []
        step: Callable[[], object] = doc.undo
        while doc.undo_label:
            undone.append(doc.undo_label)
            step()
        before = tally(doc)
        assert undone
        while doc.redo_label:
            doc.redo()
        assert tally(doc) == as_rows(BEFORE) != before
