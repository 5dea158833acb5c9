"""`ward-desk check`, as people and scripts use it."""

from pathlib import Path

import pytest

from tests.cli_files import QUARTER, make_document
from ward_desk.cli import Exit, check
from ward_desk.core.checks import Finding
from ward_desk.core.periods import Quarter
from ward_desk.service.document import Document
from ward_desk.service.returns import returns

pytestmark = pytest.mark.usefixtures("here")


def test_a_check_that_finds_errors_says_so_with_its_exit_code(desk):
    make_document(Path("late.ward"), due="2023-09-01")
    code, out, err = desk("check", "late.ward", "--quarter", QUARTER)
    assert (code, err) == (Exit.REFUSED, "")
    first, _, headings, *lines = out.splitlines()
    assert first.startswith("Chesham, Q3 2023-24 (October to December 2023): ")
    assert headings.split()[:3] == ["Level", "Record", "Field"]
    assert any(line.startswith("Error") and "CHE-01" in line for line in lines)
    levels = [line.split()[0] for line in lines]
    assert levels == sorted(levels)  # errors stand before warnings
    silent = next(line for line in lines if "no note this quarter" in line)
    assert silent.split("CHE-01")[1].strip() == "Progress note"


@pytest.mark.parametrize(
    ("place", "words"),
    [("2023-12", "Dec 2023"), ("2023-24-Q3", "Q3 2023-24"), ("attendance", "Attendance"), ("gone", "")],
)
def test_a_place_that_is_no_field_is_told_in_words(place, words):
    finding = Finding("missing_months", "warning", "activity_count", "1", place, "CHE-C01", "Enter it.")
    assert check._line(finding)[2] == words


def test_a_check_with_every_warning_explained_ends_well(desk, monkeypatch):

    document, quarter = _opened_for(QUARTER)
    found = [one for one in returns.checks(document, quarter) if one.level == "warning"]
    document.close()
    monkeypatch.setattr(returns, "checks", lambda doc, quarter: found)
    code, out, _ = desk("check", "chesham.ward", "--quarter", QUARTER)
    assert code == Exit.REFUSED
    monkeypatch.setattr(returns, "checks", lambda doc, quarter: [one._replace(explained="Rain.") for one in found])
    code, out, _ = desk("check", "chesham.ward", "--quarter", QUARTER)
    assert code == Exit.FINE
    assert "Explained" in out
    assert "“Rain.”" in " ".join(out.split())
    monkeypatch.setattr(returns, "checks", lambda doc, quarter: [])
    code, out, _ = desk("check", "chesham.ward", "--quarter", QUARTER)
    assert (code, out) == (Exit.FINE, "Chesham, Q3 2023-24 (October to December 2023): nothing to mend\n")


def _opened_for(quarter):

    return Document.open(Path("chesham.ward"), read_only=True), Quarter.parse(quarter)


@pytest.mark.parametrize("quarter", ["Q5 2023-24", "last one", "Q3 2023-25"])
def test_a_quarter_that_is_none_is_wrong_usage(quarter, desk):
    code, out, err = desk("check", "chesham.ward", "--quarter", quarter)
    assert (code, out) == (Exit.UNUSABLE, "")
    assert err.count("\n") == 1
