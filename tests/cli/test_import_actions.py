"""`ward-desk import-actions`, as people and scripts use it."""

from datetime import datetime
from pathlib import Path

import pytest

from tests import trackers
from ward_desk import __main__
from ward_desk.cli import Exit
from ward_desk.service import frameworks
from ward_desk.service.document import Document
from ward_desk.service.wards import NewWard, start


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    """A folder of this test's own, with a document and trackers in it."""
    monkeypatch.chdir(tmp_path)
    new = NewWard(frameworks.load("opportunity_bucks"), "Chesham", "Chesham", "CHE")
    Document.create(tmp_path / "chesham.ward", start(new), clock=lambda: datetime(2023, 12, 18, 9)).close()
    trackers.chesham(tmp_path / "tracker.xlsx")
    trackers.two_sheets(tmp_path / "two.xlsx")
    return tmp_path


@pytest.fixture
def desk(capsys):
    """Runs the program with these words and gives its exit code, output and complaints."""

    def run(*words):
        code = __main__.main(["import-actions", "chesham.ward", *words])
        out, err = capsys.readouterr()
        return code, out, err

    return run


def titles(table="action", field="title"):
    doc = Document.open(Path("chesham.ward"), read_only=True)
    try:
        return [row[field] for row in doc.store.rows(table)]
    finally:
        doc.close()


def test_a_dry_run_tells_what_it_would_do_and_does_nothing(desk, here):
    before = (here / "chesham.ward").read_bytes()
    code, out, err = desk("tracker.xlsx", "--dry-run")
    assert (code, err) == (Exit.FINE, "")
    lines = [line.split() for line in out.splitlines()]
    assert out.startswith("tracker.xlsx, sheet “Chesham action plan”, headings in row 4\n")
    assert ["G", "Due", "By", "when"] in lines
    assert ["Row", "Field", "Level", "What", "to", "look", "at"] in lines
    assert any(line[:3] == ["9.2", "Due", "Warning"] for line in lines)
    assert "1 hidden column is read too: J “Officer notes (internal)”" in out
    assert out.endswith("Nothing was changed.\n")
    assert (here / "chesham.ward").read_bytes() == before


def test_actions_come_in_and_a_second_time_they_are_there_already(desk):
    code, out, _ = desk("tracker.xlsx")
    assert code == Exit.FINE
    assert out.endswith("Brought in 7 actions from tracker.xlsx.\n")
    assert "Waste hot-spots with Paradigm Housing" in titles()
    code, out, _ = desk("tracker.xlsx")
    assert code == Exit.FINE
    assert out.endswith("Everything in tracker.xlsx is in the plan already.\n")
    assert len(titles()) == 7


def test_another_sheet_can_be_read(desk):
    code, _, _ = desk("two.xlsx", "--sheet", "closed actions")
    assert (code, titles()) == (Exit.FINE, ["Debt surgeries"])


def test_a_column_becomes_what_is_said_by_code_or_by_words(desk):
    desk("two.xlsx", "--column", "Description=learning", "--column", "outcome = Keep as a note")
    assert titles(field="learning")[0].startswith("Energy efficiency")
    assert any("Outcome: Warmer homes" in words for words in titles("progress_note", "words"))


def test_the_row_of_the_headings_can_be_said(desk, here):
    (here / "odd.csv").write_text("Action,Lead\nWhat,Who\nLitter pick,Rangers\n", encoding="utf-8")
    desk("odd.csv", "--header", "2", "--column", "What=title")
    assert titles() == ["Litter pick"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["two.xlsx", "--sheet", "Nowhere"], "two.xlsx has no sheet “Nowhere”."),
        (["two.xlsx", "--header", "900"], "There is no row 900 in the sheet."),
        (["two.xlsx", "--column", "Colour=title"], "No column is headed “Colour”."),
        (["two.xlsx", "--column", "Owner=boss"], "A column can't become “boss”."),
        (["gone.xlsx"], "gone.xlsx could not be opened"),
        (["chesham.ward"], "is not a kind of file"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence_and_changes_nothing(words, said, desk, here):
    before = (here / "chesham.ward").read_bytes()
    code, out, err = desk(*words)
    assert (code, out) == (Exit.UNUSABLE, "")
    assert said in err
    assert "Nothing was changed." in err
    assert (here / "chesham.ward").read_bytes() == before


def test_a_document_somebody_has_open_is_not_written_to(desk, here):
    doc = Document.open(here / "chesham.ward")
    code, _, err = desk("tracker.xlsx")
    assert code == Exit.UNUSABLE
    assert "open" in err
    assert desk("tracker.xlsx", "--dry-run")[0] == Exit.FINE
    doc.close()
    assert titles() == []
