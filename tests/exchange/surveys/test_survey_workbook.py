from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from tests import survey_files, trackers
from ward_desk.core.errors import KnownError
from ward_desk.exchange.surveys.survey_reader import read


def test_numbers_are_as_people_see_them_and_days_as_iso_text(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    values = [
        (118_400_000_001, "General"), (0.65, "0%"), (1234.5, '"£"#,##0.00'), (3.25, "General"), (True, "General"),
        (date(2023, 10, 5), "d mmm yyyy"), (datetime(2023, 10, 5, 14, 3), "dd/mm/yy hh:mm"), (4, "General"),
        (0.1 + 0.2, "General"),
    ]  # fmt: skip
    for at, (value, style) in enumerate(values, start=1):
        page.cell(1, at, f"Q{at}")
        page.cell(2, at, value).number_format = style
    book.save(tmp_path / "s.xlsx")
    assert next(read(tmp_path / "s.xlsx").rows())[1] == [
        "118400000001", "65%", "£1,234.50", "3.25", "TRUE", "2023-10-05", "2023-10-05 14:03:00", "4", "0.3",
    ]  # fmt: skip


def test_the_visible_sheet_with_most_cells_is_read_and_any_other_when_asked(tmp_path: Path) -> None:
    path = survey_files.workbook(
        tmp_path / "s.xlsx",
        {
            "Raw (old)": [["Q", "Why"]] * 90,
            "Summary": [["Question", "Number"], ["Parks", 3]],
            "Form responses 1": survey_files.google_rows(),
        },
        hidden=["Raw (old)"],
    )
    survey = read(path)
    assert (survey.sheets, survey.sheet, survey.tool) == (("Summary", "Form responses 1", "Raw (old)"), 1, "google")
    assert [cells for _, cells in read(path, 0).rows()] == [["Parks", "3"]]


def test_a_sheet_with_nothing_on_it_says_so(tmp_path: Path) -> None:
    path = survey_files.workbook(tmp_path / "s.xlsx", {"Charts": [], "Responses": survey_files.google_rows()})
    survey = read(path, 0)
    assert (survey.row_count, survey.headings, list(survey.rows())) == (0, (), [])
    assert survey.said == ("There is nothing on this sheet.",)
    assert read(path).sheet == 1


def test_a_formula_gives_its_answer_and_without_one_itself(tmp_path: Path) -> None:
    cells = '<row r="1"><c r="A1" t="str"><v>Q</v></c><c r="B1" t="str"><v>Why</v></c></row>'
    cells += '<row r="2"><c r="A2"><f>1+1</f><v>2</v></c><c r="B2"><f>1+2</f></c></row></sheetData></worksheet>'
    path = trackers.with_sheet(tmp_path / "s.xlsx", trackers.HEAD + cells.encode())
    assert [cells for _, cells in read(path).rows()] == [["2", "=1+2"]]


def test_a_cell_longer_than_any_is_refused(tmp_path: Path) -> None:
    cells = f'<row r="1"><c r="A1" t="str"><v>{"x" * 131_073}</v></c></row></sheetData></worksheet>'
    with pytest.raises(KnownError, match="131,072 characters"):
        read(trackers.with_sheet(tmp_path / "s.xlsx", trackers.HEAD + cells.encode()))


def test_empty_rows_between_keep_their_numbers(tmp_path: Path) -> None:
    path = survey_files.workbook(tmp_path / "s.xlsx", {"S": [["No", "Why"], [], [1, "a"], [], [], [2, "b"]]})
    assert [number for number, _ in read(path).rows()] == [3, 6]


def test_rows_hidden_by_a_filter_are_read_and_said(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(survey_files.google_xlsx(tmp_path / "s.xlsx"))
    page = book.active
    assert page is not None
    for row in (3, 4, 90):
        page.row_dimensions[row].hidden = True
    book.save(tmp_path / "s.xlsx")
    survey = read(tmp_path / "s.xlsx")
    assert (survey.row_count, survey.said) == (5, ("2 rows are hidden in the sheet; they are read as well.",))
