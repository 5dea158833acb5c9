"""Sheets read from their XML: as openpyxl reads them, and as other programs write them."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests import trackers
from ward_desk.core.errors import KnownError
from ward_desk.exchange.surveys.survey_sheet import read_words
from ward_desk.exchange.surveys.survey_workbook import read_sheet
from ward_desk.exchange.tracker.tracker_shown import shown, typed

HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
VALUES = (
    st.none()
    | st.booleans()
    | st.integers(-(10**14), 10**14)
    | st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12)
    | st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20)
    | st.sampled_from(["=1+1", "two\nlines", " edges ", "_x0041_", "#N/A", "'=1"])
    | st.datetimes(datetime(1950, 1, 1), datetime(2050, 1, 1)).map(lambda one: one.replace(microsecond=0))
    | st.dates(date(1950, 1, 1), date(2050, 1, 1))
    | st.times().map(lambda one: one.replace(microsecond=0))
)
STYLES = st.sampled_from(["General", "0%", "0.00", '"£"#,##0.00', "#,##0"])


def expected(cell: Any) -> str:
    """What the cell that openpyxl read says, days in ISO."""
    value = typed(cell.value)
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    return value.isoformat() if isinstance(value, date) else shown(value, cell.number_format)


def rows_of(content: bytes) -> dict[int, list[str]]:
    return dict(read_sheet(content, 0)[2].records())


def of_xml(path: Path, xml: str) -> dict[int, list[str]]:
    return rows_of(trackers.with_sheet(path, xml.encode()).read_bytes())


@settings(deadline=None)
@given(st.lists(st.lists(st.tuples(VALUES, STYLES), max_size=5), max_size=6), st.booleans())
def test_a_sheet_says_what_openpyxl_reads_in_it(rows: list[list[tuple[Any, str]]], mac: bool) -> None:
    book = openpyxl.Workbook()
    if mac:
        book.epoch = CALENDAR_MAC_1904
    page = book.active
    assert page is not None
    for at, row in enumerate(rows, start=1):
        for column, (value, style) in enumerate(row, start=1):
            cell = page.cell(at, column, value)
            if isinstance(value, str):
                cell.data_type = "s"
            elif isinstance(value, (int, float)):
                cell.number_format = style
    content = io.BytesIO()
    book.save(content)
    found = rows_of(content.getvalue())
    page = openpyxl.load_workbook(io.BytesIO(content.getvalue()), data_only=True).active
    assert page is not None
    for at, cells in enumerate(page.iter_rows(), start=1):
        words = [expected(cell) for cell in cells]
        while words and not words[-1]:
            words.pop()
        assert found.get(at, []) == words


def test_cells_and_rows_without_their_places_follow_each_other(tmp_path: Path) -> None:
    cells = "<row><c><v>1</v></c><c/><c><v>3</v></c></row><row><c><v>4</v></c></row>"
    assert of_xml(tmp_path / "s.xlsx", f"{HEAD}{cells}</sheetData></worksheet>") == {1: ["1", "", "3"], 2: ["4"]}


def test_cells_out_of_order_go_to_their_places(tmp_path: Path) -> None:
    cells = '<row r="2"><c r="C2"><v>3</v></c><c r="A2"><v>1</v></c><c r="AA2"><v>27</v></c></row>'
    found = of_xml(tmp_path / "s.xlsx", f"{HEAD}{cells}</sheetData></worksheet>")
    assert found == {2: ["1", "", "3", *[""] * 23, "27"]}


def test_rows_out_of_order_are_a_faulty_programs(tmp_path: Path) -> None:
    cells = '<row r="2"><c r="A2"><v>3</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>'
    with pytest.raises(KnownError, match="faulty program"):
        of_xml(tmp_path / "s.xlsx", f"{HEAD}{cells}</sheetData></worksheet>")


def test_names_with_a_prefix_are_names(tmp_path: Path) -> None:
    xml = (
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="1">'
        '<x:c r="A1" t="inlineStr"><x:is><x:r><x:t>Par</x:t></x:r><x:r><x:t>ks</x:t></x:r></x:is></x:c>'
        "</x:row></x:sheetData></x:worksheet>"
    )
    assert of_xml(tmp_path / "s.xlsx", xml) == {1: ["Parks"]}


def test_words_in_runs_are_one_and_reading_aids_are_none() -> None:
    xml = b"<sst><si><r><t>Par</t></r><r><t>ks </t></r><rPh><t>paakusu</t></rPh></si><si/><si><t>Jobs</t></si></sst>"
    assert read_words(io.BytesIO(xml)) == ["Parks", "", "Jobs"]


@pytest.mark.parametrize(("kind", "value", "words"), [
    ("d", "2023-10-05T14:03:00", "2023-10-05 14:03:00"), ("d", "2023-10-05", "2023-10-05"), ("b", "0", "FALSE"),
    ("e", "#DIV/0!", "#DIV/0!"), ("str", " =1+1 ", "=1+1"), ("n", "1.5E3", "1500"), ("n", "-0.25", "-0.25"),
])  # fmt: skip
def test_each_kind_of_cell_is_understood(kind: str, value: str, words: str, tmp_path: Path) -> None:
    cells = f'<row r="1"><c r="A1" t="{kind}"><v>{value}</v></c></row>'
    assert of_xml(tmp_path / "s.xlsx", f"{HEAD}{cells}</sheetData></worksheet>") == {1: [words]}


def test_a_number_that_is_no_day_is_shown_as_a_number(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page["A1"], page["A2"], page["A3"] = 99_999_999, timedelta(hours=30), time(9, 30)
    page["A1"].number_format = "dd/mm/yyyy"
    book.save(tmp_path / "s.xlsx")
    assert rows_of((tmp_path / "s.xlsx").read_bytes()) == {1: ["99999999"], 2: ["1 day, 6:00:00"], 3: ["09:30:00"]}


def test_a_cell_that_points_at_no_word_is_a_faulty_programs(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="faulty program"):
        of_xml(tmp_path / "s.xlsx", f'{HEAD}<row r="1"><c r="A1" t="s"><v>7</v></c></row></sheetData></worksheet>')
