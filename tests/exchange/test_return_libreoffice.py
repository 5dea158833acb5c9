"""What is written as a workbook, opened and saved by LibreOffice Calc, still holds every value."""

from __future__ import annotations

import shutil
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sample_db import CHESHAM as SAMPLE
from tests.exchange.return_samples import chesham, row
from ward_desk.core.periods import Quarter
from ward_desk.exchange.returns.return_reader import read
from ward_desk.exchange.returns.return_schema import clean
from ward_desk.exchange.returns.return_workbook import write
from ward_desk.exchange.table_out import Column, Table
from ward_desk.exchange.table_out import write as write_table
from ward_desk.service.document import Document
from ward_desk.service.returns.public import public_return

CALC = shutil.which("soffice") or shutil.which("libreoffice")
TEXTS = ("=1+1", "+44", "-2", "@SUM(A1)", "#N/A", "007", "1e5", "2023-12-13", " edges ", "two\nlines", "£5 🙂")


def convert(path: Path, kind: str, folder: Path) -> Path:
    assert CALC is not None
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [CALC, f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind, "--outdir", folder, path],
        check=True,
        capture_output=True,
        timeout=240,
    )
    return folder / f"{path.stem}.{kind}"


def values(path: Path) -> dict[str, list[list[Any]]]:
    book = openpyxl.load_workbook(path)
    found = {}
    for page in book:
        lines = [[cell.value for cell in line] for line in page.iter_rows()]
        found[page.title] = [line for line in lines if any(value is not None for value in line)]
    return found


@pytest.mark.libreoffice
@pytest.mark.skipif(CALC is None, reason="LibreOffice is not installed")
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_every_value_survives_libreoffice(tmp_path) -> None:
    notes = [row("notes", kind="Note", subject=f"{n}", note=text) for n, text in enumerate(TEXTS)]
    path = write(chesham(notes=notes), tmp_path / "chesham.xlsx")
    folder = tmp_path / "again"
    folder.mkdir()
    again = convert(convert(path, "ods", tmp_path), "xlsx", folder)
    assert values(again) == values(path)


@pytest.mark.libreoffice
@pytest.mark.skipif(CALC is None, reason="LibreOffice is not installed")
def test_a_return_saved_again_by_libreoffice_is_read_back_equal(tmp_path) -> None:
    data = chesham(notes=[row("notes", kind="Note", subject="a", note=text) for text in (*TEXTS, "_x0041_")])
    folder = tmp_path / "again"
    folder.mkdir()
    assert read(convert(write(data, tmp_path / "chesham.xlsx"), "xlsx", folder)) == clean(data)


@pytest.mark.libreoffice
@pytest.mark.skipif(CALC is None, reason="LibreOffice is not installed")
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_an_exported_list_opens_with_every_value(tmp_path) -> None:
    columns = (Column("Ref"), Column("Words", "text"), Column("Day", "date"), Column("Money", "money"))
    rows = [(f"CHE-{n:02}", text, "2023-12-13", 450000) for n, text in enumerate(TEXTS)]
    listed = Table("Actions of Chesham", "Actions", columns, rows, ("As on 18 Dec 2023",))
    path = write_table(listed, tmp_path / "list.xlsx")
    folder = tmp_path / "again"
    folder.mkdir()
    assert values(convert(path, "xlsx", folder)) == values(path)


@pytest.mark.libreoffice
@pytest.mark.skipif(CALC is None, reason="LibreOffice is not installed")
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_the_public_version_opens_with_every_value(tmp_path) -> None:
    with closing(Document.open(SAMPLE, read_only=True)) as doc:
        path = public_return.export(doc, Quarter(2023, 2), tmp_path / "public.xlsx")
    folder = tmp_path / "again"
    folder.mkdir()
    again = convert(path, "xlsx", folder)
    assert values(again) == values(path)
    assert {row[0]: row[1] for row in values(again)["Cover"] if len(row) > 1}["Made for"] == "public"
