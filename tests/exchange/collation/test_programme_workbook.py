"""The programme workbook: as accessible as a return, and holding what the programme holds."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.collate_files import WARDS, a_return, action, count, event, feedback
from tests.exchange.return_samples import returns, row
from ward_desk.core.collation.programme import Programme, programme
from ward_desk.core.collation.standard import Standard
from ward_desk.core.errors import KnownError
from ward_desk.exchange.collation import programme_workbook
from ward_desk.exchange.collation.programme_sheets import SHEETS, TABLES
from ward_desk.exchange.collation.programme_workbook import rows_of, write
from ward_desk.exchange.returns.return_data import clean
from ward_desk.service.collation.incoming import incoming

CALC = shutil.which("soffice") or shutil.which("libreoffice")


def made(*, allocated: int = 5, **header: Any) -> Programme:
    counted = [
        incoming(clean(a_return(
            ward,
            summary={"residents_engaged": 40},
            activity_counts=[count("Bins", months=(1, 2, 3))],
            action_plan=[action("X-1", "=1+1", rating="Red", due="2023-12-01", progress=45)],
            events=[event("E-1", "Fair", "2023-11-02", residents=5)],
            feedback=[feedback("F-1", "+44 bins")],
            funding=[row("funding", source="Grant", allocated=allocated)],
            risks=[row("risks", risk="Rain", score_after=9)],
            **header,
        )), f"{ward}.xlsx")
        for ward in WARDS[:2]
    ]  # fmt: skip
    problem = {"level": "Warning", "about": "Abbey", "sheet": None, "row": None, "column": None, "what": "Ask."}
    return programme(counted, [one.row for one in counted], Standard(wards=WARDS), [problem])


def test_every_sheet_has_one_named_table_from_column_a_with_its_headings(tmp_path) -> None:
    book = load_workbook(write(made(), tmp_path / "programme.xlsx"))
    assert book.sheetnames == [sheet.title for sheet in SHEETS]
    for sheet in SHEETS:
        page = book[sheet.title]
        (table,) = page.tables.values()
        assert table.name == sheet.table
        top = table.ref.partition(":")[0]
        assert top.startswith("A")
        headings = [cell.value for cell in page[int(top[1:])][: len(sheet.columns)]]
        assert headings == [column.heading for column in sheet.columns]
        assert not page.merged_cells.ranges
        assert page["A1"].style == "Heading 1"
        assert page.freeze_panes is None


def test_every_value_of_the_programme_is_in_its_cell(tmp_path) -> None:
    whole = made()
    book = load_workbook(write(whole, tmp_path / "programme.xlsx"))
    for sheet in TABLES:
        page = book[sheet.title]
        (table,) = page.tables.values()
        cells = page[table.ref][1:]
        kept = rows_of(whole)[sheet.table]
        assert len(cells) == max(len(kept), 1)
        for line, one in zip(cells, kept, strict=False):
            for column, cell in zip(sheet.columns, line, strict=True):
                value = one[column.key]
                assert cell.data_type != "f"
                if column.kind == "date" and value:
                    assert cell.value.date().isoformat() == value
                elif column.kind == "money" and value is not None:
                    assert round(cell.value * 100) == value
                else:
                    assert cell.value == value


def test_the_same_programme_gives_the_same_bytes(tmp_path) -> None:
    first = write(made(), tmp_path / "a.xlsx").read_bytes()
    assert write(made(), tmp_path / "b.xlsx").read_bytes() == first


def test_the_cover_says_how_many_wards_count_and_which_are_missing() -> None:
    cover = {line["item"]: line["value"] for line in rows_of(made())["cover"]}
    assert cover["Returns counted"] == "2 of 10 wards"
    assert cover["Wards counted"] == "Abbey; Aylesbury North"
    assert "Chesham" in str(cover["Wards without a return"])


def test_a_notice_of_every_return_stands_on_the_cover_and_each_in_the_notes(tmp_path) -> None:
    whole = made(illustrative_notice="Illustrative figures.")
    rows = rows_of(whole)
    cover = {line["item"]: line["value"] for line in rows["cover"]}
    assert cover["Notice"] == "2 of these returns say: Illustrative figures."
    assert {"subject": "Notice of Abbey", "note": "Illustrative figures."} in rows["notes"]
    page = load_workbook(write(whole, tmp_path / "programme.xlsx"))["Wards"]
    assert any("have a notice" in str(page.cell(number, 1).value) for number in range(1, 8))


def test_a_sum_too_large_for_a_cell_is_told_and_nothing_is_written(tmp_path) -> None:
    path = tmp_path / "programme.xlsx"
    with pytest.raises(KnownError, match="Wards: Allocated is too large"):
        write(made(allocated=9 * 10**12), path)
    assert not path.exists()


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some=st.lists(returns(), min_size=1, max_size=3))
def test_whatever_returns_hold_can_be_written_or_is_told(tmp_path, some) -> None:
    counted = {one.id: one for one in (incoming(clean(data), "a.xlsx") for data in some)}
    whole = programme(list(counted.values()), [one.row for one in counted.values()], Standard(), [])
    told = None
    try:
        write(whole, tmp_path / "any.xlsx")
    except KnownError as error:  # the sum of two of the largest numbers there may be
        told = error
    assert told is None or told.code == "programme.not_valid"


@pytest.mark.libreoffice
@pytest.mark.skipif(CALC is None, reason="LibreOffice is not installed")
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_libreoffice_opens_it(tmp_path) -> None:
    path = write(made(), tmp_path / "programme.xlsx")
    again = tmp_path / "again"
    subprocess.run(
        [str(CALC), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "xlsx",
         "--outdir", again, path],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    ours, theirs = (load_workbook(one) for one in (path, Path(again) / "programme.xlsx"))
    for page in ours:
        for line in page.iter_rows():
            for cell in line:
                assert theirs[page.title][cell.coordinate].value == cell.value


def test_more_rows_than_a_sheet_holds_are_refused_before_anything_is_written(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(programme_workbook, "MOST_ROWS", 1)
    path = tmp_path / "programme.xlsx"
    with pytest.raises(KnownError, match=r"Returns would have 10 rows.*the data file keeps every return"):
        write(made(), path)
    assert not path.exists()
