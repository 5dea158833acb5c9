"""`ward-desk export-figures`, `import-figures` and `import-profile`, as people and scripts use them."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from tests import figure_files
from ward_desk import __main__
from ward_desk.cli import Exit
from ward_desk.service import edits, frameworks
from ward_desk.service.counts import figures
from ward_desk.service.document import Document
from ward_desk.service.wards import NewWard, start

Run = Callable[..., tuple[int, str, str]]
ROWS = [["Count", "Apr", "May"], ["Skips filled", 4, "63%"], ["Skip rounds", 1, 2]]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of this test's own, with a document and a spreadsheet in it."""
    monkeypatch.chdir(tmp_path)
    new = NewWard(frameworks.load("opportunity_bucks"), "Chesham", "Chesham", "CHE")
    doc = Document.create(tmp_path / "chesham.ward", start(new), clock=lambda: datetime(2023, 12, 18, 9))
    values = {"name": "Skips filled", "nature": "flow", "unit": "skips", "sharing": "ward"}
    figures.set_figure(doc, edits.add(doc, "activity_count", values), "2023-11", "7")
    doc.close()
    figure_files.workbook(tmp_path / "skips.xlsx", ROWS)
    (tmp_path / "profile.csv").write_text("Indicator,Chesham,England\nClaimants,4.2,4.0\n")
    return tmp_path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the program with these words and gives its exit code, output and complaints."""

    def go(*words: str) -> tuple[int, str, str]:
        code = __main__.main(list(words))
        return (code, *capsys.readouterr())

    return go


def stored(table: str) -> list[object]:
    doc = Document.open(Path("chesham.ward"), read_only=True)
    try:
        return [row["name"] if table == "activity_count" else row["id"] for row in doc.store.rows(table)]
    finally:
        doc.close()


def test_a_dry_run_tells_what_is_refused_and_left_out_and_does_nothing(run: Run, here: Path) -> None:
    before = (here / "chesham.ward").read_bytes()
    code, out, err = run("import-figures", "chesham.ward", "skips.xlsx", "--year", "2023", "--dry-run")
    assert (code, err) == (Exit.FINE, "")
    assert out.startswith("skips.xlsx, sheet “Figures”, headings in row 1\n")
    assert "Left out, for nothing here is called this: Skip rounds." in out
    assert "It is a percentage, and this count is not." in out
    assert out.endswith("4 values: 1 new, 1 refused, 2 left out. Nothing was changed.\n")
    assert (here / "chesham.ward").read_bytes() == before


def test_figures_come_in_with_new_counts_when_asked(run: Run) -> None:
    code, out, _ = run("import-figures", "chesham.ward", "skips.xlsx", "--year", "2023", "--new")
    assert code == Exit.FINE
    assert out.endswith("Brought in 3 figures from skips.xlsx.\n")
    assert "Skip rounds" in stored("activity_count")


def test_a_sheet_that_is_not_there_is_named(run: Run) -> None:
    code, _, err = run("import-figures", "chesham.ward", "skips.xlsx", "--sheet", "KPIs")
    assert code == Exit.UNUSABLE
    assert "has no sheet “KPIs”" in err


def test_figures_go_out_for_whom_they_are(run: Run, here: Path) -> None:
    code, out, _ = run("export-figures", "chesham.ward", "all.csv", "--for", "ward")
    assert (code, out) == (Exit.FINE, "1 figure written to all.csv.\n")
    with (here / "all.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["count"], row["period"], row["value"]) == ("Skips filled", "2023-11", "7")
    _, out, _ = run("export-figures", "chesham.ward", "some.csv")
    assert "1 activity count is left out" in out


def test_a_name_that_is_no_table_is_refused(run: Run) -> None:
    code, _, err = run("export-figures", "chesham.ward", "figures.pdf")
    assert code == Exit.UNUSABLE
    assert "neither a workbook nor CSV" in err


def test_a_profile_comes_in_with_its_source_and_date_said(run: Run) -> None:
    code, out, _ = run("import-profile", "chesham.ward", "profile.csv")
    assert (code, stored("profile_line")) == (Exit.FINE, [])
    assert "Say which day it is of." in out
    code, out, _ = run("import-profile", "chesham.ward", "profile.csv", "--source", "DWP", "--date", "1/11/2023")
    assert out.endswith("Brought in 2 profile values from profile.csv.\n")
    assert len(stored("profile_line")) == 1
