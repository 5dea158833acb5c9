"""`ward-desk import-survey`, as people and scripts use it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from tests import survey_files
from ward_desk import __main__
from ward_desk.cli import Exit
from ward_desk.service import frameworks
from ward_desk.service.document import Document
from ward_desk.service.wards import NewWard, start

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of this test's own, with a document and a survey tool's file in it."""
    monkeypatch.chdir(tmp_path)
    new = NewWard(frameworks.load("opportunity_bucks"), "Chesham", "Chesham", "CHE")
    Document.create(tmp_path / "chesham.ward", start(new), clock=lambda: datetime(2023, 12, 18, 9)).close()
    survey_files.forms_csv(tmp_path / "survey.csv")
    return tmp_path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the program with these words and gives its exit code, output and complaints."""

    def go(*words: str) -> tuple[int, str, str]:
        code = __main__.main(list(words))
        return (code, *capsys.readouterr())

    return go


def number_of(table: str) -> int:
    doc = Document.open(Path("chesham.ward"), read_only=True)
    try:
        return len(doc.store.rows(table))
    finally:
        doc.close()


def test_a_dry_run_tells_what_columns_become_and_does_nothing(run: Run, here: Path) -> None:
    before = (here / "chesham.ward").read_bytes()
    code, out, err = run("import-survey", "chesham.ward", "survey.csv", "--dry-run")
    assert (code, err) == (Exit.FINE, "")
    assert "survey.csv: Microsoft Forms, 5 rows" in out
    assert "Question: several choices" in out
    assert "Left out: e-mail addresses." in out
    assert out.endswith("5 to add. Nothing was changed.\n")
    assert (here / "chesham.ward").read_bytes() == before


def test_a_survey_comes_in_once_and_a_second_time_changes_nothing(run: Run) -> None:
    code, out, _ = run("import-survey", "chesham.ward", "survey.csv")
    assert code == Exit.FINE
    assert "Brought in 5 responses and " in out
    assert number_of("response") == 5
    code, out, _ = run("import-survey", "chesham.ward", "survey.csv", "--survey", "CHE-S01")
    assert code == Exit.FINE
    assert out.endswith("5 as they are. Nothing was changed.\n")


def test_a_column_becomes_what_is_asked(run: Run) -> None:
    wanted = f"{survey_files.CHANGE}=out"
    run("import-survey", "chesham.ward", "survey.csv", "--column", wanted, "--channel", "paper")
    assert number_of("comment") == 0
    assert number_of("response") == 5


def test_what_is_not_there_is_told_with_what_is(run: Run) -> None:
    code, _, err = run("import-survey", "chesham.ward", "survey.csv", "--column", "Shoe size=number")
    assert code == Exit.UNUSABLE
    assert "No column is headed “Shoe size”." in err
    code, _, err = run("import-survey", "chesham.ward", "survey.csv", "--column", f"{survey_files.CHANGE}=poem")
    assert "A column can't become “poem”." in err
    code, _, err = run("import-survey", "chesham.ward", "survey.csv", "--survey", "Ours")
    assert "No survey is called “Ours”." in err
    assert number_of("response") == 0


def test_another_files_rows_are_refused_until_they_are_said_to_be_its_own(run: Run, here: Path) -> None:
    run("import-survey", "chesham.ward", "survey.csv")
    heads = "ID,Completion time,How satisfied are you with your local area as a place to live?\n"
    rows = "".join(f"{n},2024-03-{n:02d} 10:00:00,Neither\n" for n in range(1, 6))
    (here / "other.csv").write_text(heads + rows)
    ours = ("import-survey", "chesham.ward", "other.csv", "--survey", "survey")
    code, _, err = run(*ours)
    assert code == Exit.UNUSABLE
    assert "other people's answers" in err
    code, _, _ = run(*ours, "--own-rows")
    assert code == Exit.FINE
    assert number_of("response") == 10
