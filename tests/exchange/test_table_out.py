"""A list as one table in a file: real dates and numbers, text that stays text, nothing a spreadsheet would run."""

from __future__ import annotations

import csv
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ward_desk.core.errors import KnownError
from ward_desk.exchange.cell_text import MOST_CHARACTERS, clean_text, unescape
from ward_desk.exchange.csv_out import GUARDED
from ward_desk.exchange.table_out import Column, Table, write

COLUMNS = (
    Column("Ref"), Column("Due", "date"), Column("Starts", "when"), Column("Number", "number"),
    Column("Spent", "money"), Column("Progress", "percent"),
)  # fmt: skip
ROW = ["CHE-01", "2023-12-13", "2023-12-13T10:30", 4, 450050, 65]


def table(*rows: list[object], said: tuple[str, ...] = ()) -> Table:
    return Table("Plan: Chesham", "Plan", COLUMNS, rows, ("As on 18 Dec 2023.",), said)  # type: ignore[arg-type]


def sheet(path: Path) -> openpyxl.worksheet.worksheet.Worksheet:
    return openpyxl.load_workbook(path).active


def texts(*words: str) -> Table:
    return Table("Notes", "Notes", (Column("Note"),), [[one] for one in words])


def test_cells_hold_dates_and_numbers_not_words(tmp_path: Path) -> None:
    page = sheet(write(table(ROW), tmp_path / "plan.xlsx"))
    assert [cell.value for cell in page[3]] == ["Ref", "Due", "Starts", "Number", "Spent", "Progress"]
    ref, due, starts, number, spent, progress = page[4]
    assert (ref.value, number.value, spent.value, progress.value) == ("CHE-01", 4, 4500.5, 0.65)
    assert (due.value, starts.value) == (datetime(2023, 12, 13), datetime(2023, 12, 13, 10, 30))
    assert (due.number_format, spent.number_format, progress.number_format) == ("d mmm yyyy", "£#,##0.00", "0%")


def test_the_headings_stay_in_sight_can_filter_and_are_printed_on_every_page(tmp_path: Path) -> None:
    path = write(table(ROW, ROW, said=("2 actions are left out.",)), tmp_path / "plan.xlsx")
    page = sheet(path)
    assert [page["A1"].value, page["A2"].value, page["A3"].value] == [
        "Plan: Chesham", "As on 18 Dec 2023.", "2 actions are left out.",
    ]  # fmt: skip
    assert page["A4"].font.b
    assert page.freeze_panes == "A5"
    assert page.auto_filter.ref == "A4:F6"
    assert page.print_title_rows == "$4:$4"
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert openpyxl.load_workbook(path).properties.title == "Plan: Chesham"


def test_a_long_line_over_the_table_is_parted_and_a_long_heading_has_room(tmp_path: Path) -> None:
    notice = "Everything marked illustrative is made up. " * 6
    made = Table("Plan", "Plan", (Column("Ref"), Column("Reference elsewhere")), [["CHE-01", "4"]], (notice.strip(),))
    page = sheet(write(made, tmp_path / "plan.xlsx"))
    above = [page.cell(row, 1).value for row in range(2, 5)]
    assert " ".join(above) == notice.strip()
    assert max(map(len, above)) <= 110
    assert page.row_dimensions[5].height >= 2 * page.sheet_format.defaultRowHeight


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    words = ["=1+1", "+44", "-2", "@SUM(A1)", "#N/A", "_x0041_"]
    page = sheet(write(texts(*words), tmp_path / "notes.xlsx"))
    cells = [page.cell(number, 1) for number in range(3, 3 + len(words))]
    assert [unescape(cell.value) for cell in cells] == words
    assert all(cell.data_type == "s" for cell in cells)
    assert all(cell.quotePrefix for cell in cells[:4])


def test_a_day_no_sheet_has_is_written_in_words(tmp_path: Path) -> None:
    days = Table("Days", "Days", (Column("Day", "date"),), [["1066-10-14"], ["2023-02-31"], ["1900-03-01"]])
    page = sheet(write(days, tmp_path / "days.xlsx"))
    assert [page.cell(row, 1).value for row in (3, 4, 5)] == ["1066-10-14", "2023-02-31", datetime(1900, 3, 1)]


def test_what_is_too_long_for_a_cell_goes_on_in_the_next_column(tmp_path: Path) -> None:
    long = "\n".join(["x" * 99] * 800)
    page = sheet(write(texts("short", long), tmp_path / "notes.xlsx"))
    assert [cell.value for cell in page[2]] == ["Note", "Note, continued", "Note, continued"]
    assert [cell.value for cell in page[3]] == ["short", None, None]
    parts = [cell.value for cell in page[4]]
    assert "\n".join(parts) == long
    assert all(len(part) <= MOST_CHARACTERS for part in parts)


def test_csv_is_read_by_excel_and_by_programs(tmp_path: Path) -> None:
    path = write(table(ROW, ["=cmd", None, None, -2, -5, 12.5], said=("2 are left out.",)), tmp_path / "plan.csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    lines = path.read_bytes().decode("utf-8-sig").split("\r\n")
    assert lines == [
        "Ref,Due,Starts,Number,Spent,Progress",
        "CHE-01,2023-12-13,2023-12-13T10:30,4,4500.50,65%",
        "'=cmd,,,-2,-0.05,12.5%",
        "",
        "2 are left out.",
        "",
    ]


def test_a_folder_that_is_not_there_is_said_and_the_old_file_stays(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="is not there"):
        write(table(ROW), tmp_path / "gone" / "plan.xlsx")
    old = tmp_path / "plan.xlsx"
    old.write_bytes(b"old")

    def stop(done: int, total: int) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write(table(*[ROW] * 300), old, stop)
    assert old.read_bytes() == b"old"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.text(max_size=60), min_size=1, max_size=8))
def test_any_text_survives_both_files(words: list[str], tmp_path: Path) -> None:
    wanted = [clean_text(one) for one in words]
    page = sheet(write(texts(*words), tmp_path / "notes.xlsx"))
    found = [page.cell(row, 1).value or "" for row in range(3, 3 + len(words))]
    assert [unescape(one) for one in found] == wanted
    with write(texts(*words), tmp_path / "notes.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row[0] if row else "" for row in csv.reader(file)][1:]
    assert [row[1:] if row.startswith("'") else row for row in rows] == wanted
    assert not any(row.startswith(tuple(set(GUARDED) - {"'"})) for row in rows)


@given(day=st.dates(min_value=date(1900, 3, 1), max_value=date(2199, 12, 31)))
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_day_survives_a_workbook(day: date, tmp_path: Path) -> None:
    path = write(Table("Days", "Days", (Column("Day", "date"),), [[day.isoformat()]]), tmp_path / "days.xlsx")
    assert sheet(path)["A3"].value.date() == day
