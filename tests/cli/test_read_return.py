"""`ward-desk read-return`, as people and scripts use it."""

import json
from datetime import date, datetime

import openpyxl
import pytest

from tests.cli_files import QUARTER
from ward_desk.cli import Exit

pytestmark = pytest.mark.usefixtures("here")


def test_a_return_that_was_changed_is_refused_and_the_place_is_named(desk):
    desk("return", "chesham.ward", "--quarter", QUARTER, "-o", "out.xlsx")
    book = openpyxl.load_workbook("out.xlsx")
    page = book["Action plan"]
    [(row, column)] = [(c.row, c.column) for r in page.iter_rows() for c in r if c.value == date_cell(2024, 3, 31)]
    page.cell(row, column).value = "next spring"
    book.save("out.xlsx")

    code, out, err = desk("read-return", "out.xlsx")
    assert code == Exit.REFUSED
    assert "out.xlsx is refused: 1 problem." in err
    assert ["Action", "plan", str(row), "Due", "date"] in [line.split()[:5] for line in out.splitlines()]

    code, out, err = desk("read-return", "out.xlsx", "--json")
    assert (code, err) == (Exit.REFUSED, "")
    [problem] = json.loads(out)["problems"]
    assert (problem["sheet"], problem["row"], problem["column"]) == ("Action plan", row, "Due date")


def date_cell(year, month, day):
    """A date as openpyxl gives it."""
    return datetime.combine(date(year, month, day), datetime.min.time())


def test_a_file_that_is_no_workbook_is_refused(desk, here):
    (here / "notes.xlsx").write_text("hello", encoding="utf-8")
    code, _, err = desk("read-return", "notes.xlsx")
    assert code == Exit.REFUSED
    assert "notes.xlsx is refused" in err


def test_a_workbook_that_is_not_there_cannot_be_used(desk):
    code, _, err = desk("read-return", "nothing.xlsx")
    assert code == Exit.UNUSABLE
    assert "nothing.xlsx" in err
