"""`ward-desk return`, as people and scripts use it."""

import contextlib
import json

import pytest

from tests.cli_files import QUARTER
from ward_desk.cli import Exit
from ward_desk.core.changes import Op
from ward_desk.service.document import Document

pytestmark = pytest.mark.usefixtures("here")


def test_a_return_is_written_and_can_be_read_back(desk, here):
    code, out, _ = desk("return", "chesham.ward", "--quarter", QUARTER, "-o", "out.xlsx", "--csv", "values")
    assert code == Exit.FINE
    assert out.splitlines() == ["Written: out.xlsx", "Written: values"]
    assert (here / "values" / "action_plan.csv").is_file()

    code, out, err = desk("read-return", "out.xlsx")
    assert (code, err) == (Exit.FINE, "")
    assert "Chesham" in out
    assert "Q3 2023-24 (October to December 2023)" in out
    assert ["Action", "plan", "1"] in [line.split() for line in out.splitlines()]


def test_everything_in_a_return_can_be_had_as_json(desk):
    desk("return", "chesham.ward", "--quarter", QUARTER, "-o", "out.xlsx")
    code, out, _ = desk("read-return", "out.xlsx", "--json")
    assert code == Exit.FINE
    told = json.loads(out)
    assert told["header"]["period"] == "2023-24-Q3"
    assert told["tables"]["action_plan"][0]["action"] == "Warm space at the library"


def test_a_return_that_was_sent_is_written_as_it_left_and_info_says_when(desk, here):
    with contextlib.closing(Document.open(here / "chesham.ward")) as doc:
        values = {"period": "2023-24-Q3", "status": "sent", "sent_on": "2023-12-18", "workbook": b"PK as it left"}
        doc.run(Op("test", "Sent"), lambda store: store.insert("quarterly_return", values))
    code, _, err = desk("return", "chesham.ward", "--quarter", QUARTER, "-o", "out.xlsx")
    assert (code, err) == (Exit.FINE, "")
    assert (here / "out.xlsx").read_bytes() == b"PK as it left"
    lines = [line.split() for line in desk("info", "chesham.ward")[1].splitlines()]
    assert any(line[:5] == ["Q3", "2023-24", "sent", "18", "Dec"] for line in lines)


def test_a_return_goes_only_where_it_is_meant_to(desk, here):
    before = (here / "chesham.ward").read_bytes()
    code, out, err = desk("return", "chesham.ward", "--quarter", QUARTER, "-o", "chesham.ward")
    assert (code, out) == (Exit.UNUSABLE, "")
    assert "ends in .xlsx" in err
    assert (here / "chesham.ward").read_bytes() == before


def test_a_return_into_a_folder_that_is_not_there_is_refused_in_one_sentence(desk):
    code, _, err = desk("return", "chesham.ward", "--quarter", QUARTER, "-o", "nowhere/out.xlsx")
    assert code == Exit.UNUSABLE
    assert "nowhere is not there" in err
    assert "Traceback" not in err
