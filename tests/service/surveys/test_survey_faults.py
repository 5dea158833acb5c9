"""A full disk, a computer that stops: bringing a survey in and emptying it happen whole or not at all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.service.surveys.made_files import bring, made, plan_of, rows_of
from ward_desk.core.errors import KnownError
from ward_desk.service.document import Document
from ward_desk.service.surveys import survey_empty
from ward_desk.service.surveys.file_in import survey_import
from ward_desk.store.identify import objects

ROWS = 3000

STOPS = """
import os, sys
from pathlib import Path
from tests.service.surveys.made_files import made, plan_of, rows_of
from ward_desk.service.document import Document
from ward_desk.service.surveys import survey_empty
from ward_desk.service.surveys.file_in import survey_import
from ward_desk.store import survey_empty as stored

doc = Document.open(Path(sys.argv[1]))
doc.store.connection.execute("PRAGMA cache_size = 10")  # so that half of it is in the file already

def stop(*given):
    os._exit(9)

if sys.argv[2] == "import":
    file = made(rows_of(3000))
    said = []
    def progress(done, of, words=""):
        if words == "Writing the responses" and done > 2000:
            stop()
    survey_import.bring_in(doc, file, plan_of(doc, file), progress=progress)
else:
    real = stored.empty
    def empty(store, survey):
        real(store, survey)
        stop()
    stored.empty = empty
    survey_empty.remove_answers(doc, str(doc.store.rows("survey")[0]["id"]))
"""


def held(doc: Document) -> tuple[object, ...]:
    tables = ("survey", "question", "response", "comment", "equality_total", "kept_result")
    rows = tuple(tuple(map(tuple, map(dict.items, doc.store.rows(table)))) for table in tables)
    log = doc.store.connection.execute("SELECT count(*), max(seq) FROM change_log").fetchone()
    return (*rows, tuple(log), objects(doc.store.connection))


def full(doc: Document, spare: int) -> None:
    """Let the file grow by no more pages than these."""
    pages = doc.store.connection.execute("PRAGMA page_count").fetchone()[0]
    doc.store.connection.execute(f"PRAGMA max_page_count = {pages + spare}")


@pytest.mark.parametrize("spare", [0, 3, 60])
def test_a_disk_that_fills_up_while_a_survey_comes_in_leaves_nothing(
    empty_ward: Document, empty_path: Path, spare: int
) -> None:
    before, content = held(empty_ward), empty_path.read_bytes()
    file = made(rows_of(ROWS))
    plan = plan_of(empty_ward, file)
    full(empty_ward, spare)
    with pytest.raises(KnownError, match="no room left"):
        survey_import.bring_in(empty_ward, file, plan)
    assert held(empty_ward) == before
    assert empty_path.read_bytes() == content
    full(empty_ward, 100_000)
    assert survey_import.bring_in(empty_ward, file, plan).added == ROWS


def test_a_disk_that_fills_up_while_answers_go_keeps_them_all(empty_ward: Document) -> None:
    survey = bring(empty_ward, made(rows_of(400))).survey
    before = held(empty_ward)
    full(empty_ward, 0)
    with pytest.raises(KnownError, match="no room left"):
        survey_empty.remove_answers(empty_ward, survey)
    assert held(empty_ward) == before
    full(empty_ward, 100_000)
    survey_empty.remove_answers(empty_ward, survey)
    assert not empty_ward.store.rows("response", survey=survey)


@pytest.mark.parametrize("what", ["import", "empty"])
def test_a_program_that_is_killed_in_the_middle_leaves_the_document_as_it_was(
    empty_ward: Document, empty_path: Path, what: str
) -> None:
    if what == "empty":
        bring(empty_ward, made(rows_of(400)))
    before = held(empty_ward)
    empty_ward.close()
    root = Path(__file__).parents[3]
    child = subprocess.run([sys.executable, "-c", STOPS, str(empty_path), what], cwd=root, check=False)
    assert child.returncode == 9
    doc = Document.open(empty_path)
    try:
        doc.check()
        assert held(doc) == before
    finally:
        doc.close()
