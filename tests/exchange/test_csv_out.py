"""The folder of CSV files: every value once, nothing a spreadsheet would run."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.exchange.return_samples import chesham, header, row
from ward_desk.core.errors import KnownError
from ward_desk.exchange.csv_out import COLUMNS, GUARDED, write_folder
from ward_desk.exchange.returns.return_schema import TABLES, ReturnData, clean, sha256


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_value_stands_in_one_row_of_its_table(tmp_path) -> None:
    data = clean(chesham())
    write_folder(data, tmp_path)
    for sheet in TABLES:
        found = rows(tmp_path / f"{sheet.table}.csv")
        wanted = [
            (str(number), column.key)
            for number, one in enumerate(data.tables[sheet.table], start=1)
            for column in sheet.columns
            if one[column.key] is not None
        ]
        assert [(one["row"], one["column"]) for one in found] == wanted
    (spent,) = [one for one in rows(tmp_path / "funding.csv") if one["column"] == "spent"]
    assert spent == {
        "programme": "Opportunity Bucks", "ward": "Chesham", "period": "2023-24-Q3", "version": "2",
        "table": "funding", "row": "1", "ref": "CHE-M01", "column": "spent", "kind": "money", "value": "0.29",
    }  # fmt: skip


def test_an_empty_table_still_has_its_headings(tmp_path) -> None:
    write_folder(chesham(), tmp_path)
    assert (tmp_path / "risks.csv").read_text(encoding="utf-8-sig") == ",".join(COLUMNS) + "\n"


def test_text_that_a_spreadsheet_would_run_is_guarded_and_can_be_given_back(tmp_path) -> None:
    texts = ["=1+1", "+44", "-2", "@SUM(A1)", "'quoted", "\tx", "\nx", "plain", "a=b"]
    notes = [row("notes", kind="Note", subject="s", note=text) for text in texts]
    write_folder(ReturnData(header(ward="=ward"), chesham(notes=notes).tables), tmp_path)
    found = [one for one in rows(tmp_path / "notes.csv") if one["column"] == "note"]
    assert all(one["ward"] == "'=ward" for one in found)
    assert not any(one["value"].startswith(tuple(set(GUARDED) - {"'"})) for one in found)
    assert [one["value"].removeprefix("'") for one in found] == texts


def test_a_number_below_zero_is_not_guarded(tmp_path) -> None:
    write_folder(chesham(), tmp_path)
    (left,) = [one for one in rows(tmp_path / "funding.csv") if one["column"] == "left"]
    assert left["value"] == "-0.05"


def test_the_schema_lists_every_column_and_the_header_comes_last(tmp_path) -> None:
    files = write_folder(chesham(), tmp_path)
    assert files[-1].name == "return.csv"
    assert len(rows(tmp_path / "schema.csv")) == sum(len(sheet.columns) for sheet in TABLES)
    items = {one["item"]: one["value"] for one in rows(files[-1])}
    assert (items["month_1"], items["sha256"]) == ("2023-10", sha256(chesham()))


def test_excel_is_told_the_encoding(tmp_path) -> None:
    write_folder(chesham(), tmp_path / "new")
    assert (tmp_path / "new" / "notes.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_invalid_data_and_a_folder_that_cannot_be_made_write_nothing(tmp_path) -> None:
    with pytest.raises(KnownError, match="Nothing was written"):
        write_folder(chesham(notes=[row("notes")]), tmp_path / "a")
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(KnownError, match="could not be made"):
        write_folder(chesham(), tmp_path / "file")
    assert [one.name for one in tmp_path.iterdir()] == ["file"]


def test_a_folder_that_holds_a_recut_keeps_its_files(tmp_path) -> None:
    (tmp_path / "recut.csv").write_text("the re-cut", encoding="utf-8")
    with pytest.raises(KnownError, match="holds the CSV files of a re-cut"):
        write_folder(chesham(), tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == ["recut.csv"]
