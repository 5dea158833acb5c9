"""A re-cut as files: a workbook in the shape of a return's that nobody can take for one, and CSV."""

from __future__ import annotations

import csv
import shutil
import subprocess
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from ward_desk.core.errors import KnownError
from ward_desk.exchange.returns import recut_files, return_reader
from ward_desk.exchange.returns.recut_data import RecutData, cleaned, sha256
from ward_desk.exchange.returns.recut_sheets import RECUT_SHEETS, RECUT_TABLES
from ward_desk.service.document import Document
from ward_desk.service.returns.recut import recut


@pytest.fixture
def data(ward: Document) -> RecutData:
    return recut.recut(ward, date(2023, 10, 1), date(2023, 12, 3))


@pytest.fixture
def workbook(data: RecutData, tmp_path: Path) -> Path:
    return recut_files.write_workbook(data, tmp_path / "recut.xlsx")


def test_each_sheet_has_its_one_named_table_with_every_row(data: RecutData, workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    assert book.sheetnames == [sheet.title for sheet in RECUT_SHEETS]
    for sheet in RECUT_TABLES:
        page = book[sheet.title]
        [table] = page.tables.values()
        assert table.displayName == sheet.table
        cells = page[table.ref]
        assert [cell.value for cell in cells[0]] == [column.heading for column in sheet.columns]
        rows = data.tables[sheet.table]
        assert len(cells) - 1 == max(len(rows), 1)
        for got, row in zip(cells[1:], rows, strict=bool(rows)):
            for cell, column in zip(got, sheet.columns, strict=True):
                if column.kind in ("whole", "number") or (column.kind in ("text", "mark") and row[column.key] is None):
                    assert cell.value == row[column.key]
        if not rows:
            assert cells[1][0].value == "Nothing to report in these dates"


def test_it_says_on_every_sheet_that_it_is_not_a_return(workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    assert all("re-cut and not a return" in str(page["A2"].value) for page in book)
    cover = {row[0].value: row[1].value for row in book["Cover"].iter_rows(min_row=4)}
    assert cover["From"] == datetime(2023, 10, 1)
    assert cover["To"] == datetime(2023, 12, 3)
    assert str(cover["What this is"]).endswith("it was not checked and nobody signed it.")
    known = {one.name: one.value for one in book.custom_doc_props}
    assert (known["kind"], known["from"], known["to"]) == ("recut", "2023-10-01", "2023-12-03")


def test_nothing_that_reads_returns_takes_it_for_one(workbook: Path) -> None:
    with pytest.raises(return_reader.ReturnRefusedError, match="This is a re-cut for two dates, not the return"):
        return_reader.read(workbook)


def test_the_same_data_gives_the_same_bytes(data: RecutData, workbook: Path, tmp_path: Path) -> None:
    assert recut_files.write_workbook(data, tmp_path / "again.xlsx").read_bytes() == workbook.read_bytes()


def test_a_value_its_column_cannot_hold_is_refused(data: RecutData, tmp_path: Path) -> None:
    data.tables["events"][0]["residents"] = "many"
    with pytest.raises(KnownError, match=r"Events, .*: Residents should be a whole number"):
        recut_files.write_workbook(data, tmp_path / "bad.xlsx")
    assert not (tmp_path / "bad.xlsx").exists()


def test_formulas_stay_text(data: RecutData, tmp_path: Path) -> None:
    data.tables["events"][0]["title"] = '=HYPERLINK("http://example.org")'
    book = openpyxl.load_workbook(recut_files.write_workbook(data, tmp_path / "a.xlsx"))
    cells = [cell for line in book["Events"].iter_rows() for cell in line if str(cell.value).startswith("=HYPER")]
    assert [cell.data_type for cell in cells] == ["s"] or [cell.quotePrefix for cell in cells] == [True]
    recut_files.write_csv(data, tmp_path / "csv")
    assert "'=HYPERLINK" in (tmp_path / "csv" / "events.csv").read_text(encoding="utf-8-sig")


def test_the_csv_has_a_row_for_each_value_and_the_cover_last(data: RecutData, tmp_path: Path) -> None:
    files = recut_files.write_csv(data, tmp_path / "csv")
    assert [one.name for one in files] == [*(f"{sheet.table}.csv" for sheet in RECUT_TABLES), "recut.csv"]
    for sheet in RECUT_TABLES:
        with (tmp_path / "csv" / f"{sheet.table}.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        values = [value for row in data.tables[sheet.table] for value in row.values() if value is not None]
        assert len(rows) == len(values)
        assert {(row["from"], row["to"]) for row in rows} <= {("2023-10-01", "2023-12-03")}
    with files[-1].open(encoding="utf-8-sig", newline="") as file:
        items = dict(csv.reader(file))
    assert (items["kind"], items["sha256"]) == ("recut", sha256(cleaned(data)))
    money = (tmp_path / "csv" / "funding.csv").read_text(encoding="utf-8-sig")
    assert "2500.00" in money


def test_a_folder_that_cannot_be_made_is_said(data: RecutData, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(KnownError, match="could not be made"):
        recut_files.write_csv(data, tmp_path / "file" / "csv")


def test_what_is_hashed_is_the_whole_of_it(data: RecutData) -> None:
    other = replace(data, header=replace(data.header, last="2023-12-04"))
    assert sha256(other) != sha256(data)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it(workbook: Path, tmp_path: Path) -> None:
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "csv",
         "--outdir", str(tmp_path), str(workbook)],
        capture_output=True, timeout=180, check=True,
    )  # fmt: skip
    assert (tmp_path / "recut.csv").read_text(encoding="utf-8", errors="replace").startswith('"Opportunity Bucks')
