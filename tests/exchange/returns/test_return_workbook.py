"""The written workbook: each rule for accessible spreadsheets, one by one, and text that must stay text."""

from __future__ import annotations

import gc
import re
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import range_boundaries

from tests.exchange.return_samples import NASTY_TEXTS, chesham, header, row
from ward_desk.core.errors import KnownError
from ward_desk.exchange.returns.return_schema import SHEETS, ReturnData, sha256, sheet_of
from ward_desk.exchange.returns.return_workbook import write


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(chesham(), tmp_path_factory.mktemp("return") / "chesham.xlsx")


@pytest.fixture(scope="module")
def book(path: Path) -> Any:
    return openpyxl.load_workbook(path)


@pytest.fixture(params=SHEETS, ids=lambda sheet: sheet.table)
def sheet(request: pytest.FixtureRequest) -> Any:
    return request.param


@pytest.fixture
def page(book: Any, sheet: Any) -> Any:
    return book[sheet.title]


@pytest.fixture
def cells(page: Any) -> list[Any]:
    return [cell for line in page.iter_rows() for cell in line if cell.value is not None]


@pytest.fixture
def corners(page: Any, sheet: Any) -> tuple[int, ...]:
    return range_boundaries(page.tables[sheet.table].ref)


def test_every_sheet_is_there_once_and_in_order(book) -> None:
    assert book.sheetnames == [sheet.title for sheet in SHEETS]


def test_the_title_is_in_a1_as_heading_1(page) -> None:
    assert page["A1"].value
    assert page["A1"].style == "Heading 1"


def test_a2_says_how_many_tables_there_are_and_where_notes_are(page) -> None:
    assert page["A2"].value.startswith("This sheet has one table.")
    assert "Notes" in page["A2"].value


def test_there_is_one_named_table_from_column_a_with_nothing_below_or_beside(page, sheet, corners) -> None:
    left, top, right, bottom = corners
    assert list(page.tables) == [sheet.table]
    assert (left, page.max_column, page.max_row) == (1, right, bottom)
    above = [cell.value for line in page.iter_rows(max_row=top - 1, min_col=2) for cell in line]
    assert not any(above)


def test_there_is_one_filled_unique_header_row(page, sheet, corners) -> None:
    headings = [cell.value for cell in page[corners[1]]]
    assert headings == [column.heading for column in sheet.columns]
    assert page.tables[sheet.table].headerRowCount == 1
    assert page.tables[sheet.table].column_names == headings


def test_no_row_of_a_table_is_blank_and_the_lines_above_have_no_gaps(page, corners) -> None:
    for line in page.iter_rows(max_row=corners[3]):
        assert any(cell.value is not None for cell in line), line[0].row


def test_no_cell_is_merged(page) -> None:
    assert not page.merged_cells.ranges


def test_there_is_no_filter_and_no_frozen_pane(page, sheet) -> None:
    assert page.auto_filter.ref is None
    assert page.tables[sheet.table].autoFilter is None
    assert page.freeze_panes is None


def test_nothing_is_hidden(page) -> None:
    assert page.sheet_state == "visible"
    assert not any(one.hidden for one in page.column_dimensions.values())
    assert not any(one.hidden for one in page.row_dimensions.values())


def test_text_in_tables_is_wrapped(cells, corners) -> None:
    for cell in cells:
        if cell.row >= corners[1] and cell.data_type == "s":
            assert cell.alignment.wrap_text, cell.coordinate


def test_the_font_is_sans_serif_12_or_more_upright_and_of_automatic_colour(cells) -> None:
    for cell in cells:
        font = cell.font
        assert (font.name, font.italic, font.color) == ("Arial", False, None), cell.coordinate
        assert font.sz >= 12


def test_there_is_no_fill_no_turned_text_and_no_banding(page, sheet, cells) -> None:
    for cell in cells:
        assert cell.fill.fill_type is None, cell.coordinate
        assert cell.alignment.textRotation == 0
    assert page.tables[sheet.table].tableStyleInfo is None


def test_numbers_stand_right_with_commas_for_thousands(cells, corners) -> None:
    for cell in cells:
        if cell.data_type == "n":
            assert cell.alignment.horizontal == "right", cell.coordinate
            assert cell.number_format.startswith("#,##0")


def test_there_are_no_headers_footers_pictures_comments_or_formulas(page, cells) -> None:
    assert not any(part.text for part in (page.oddHeader.center, page.oddFooter.center, page.oddHeader.left))
    assert not page._images
    assert not page._charts
    assert not any(cell.comment for cell in cells)
    assert not any(cell.data_type in ("f", "e") for cell in cells)


def test_the_cursor_is_at_a1_and_the_zoom_is_100(page) -> None:
    (selection,) = page.sheet_view.selection
    assert (selection.activeCell, selection.sqref) == ("A1", "A1")
    assert page.sheet_view.topLeftCell in (None, "A1")
    assert page.sheet_view.zoomScale == 100


def test_the_first_sheet_is_the_one_that_opens(book) -> None:
    assert book.active.title == "Cover"
    assert [page.title for page in book if page.sheet_view.tabSelected] == ["Cover"]


def test_empty_cells_have_one_reason_and_it_stands_in_column_a(page, sheet, corners) -> None:
    above = " ".join(page.cell(number, 1).value for number in range(1, corners[1]))
    if any(column.nullable for column in sheet.columns):
        assert "An empty cell means that nothing was entered." in above
    if any(column.kind == "mark" for column in sheet.columns):
        assert "explained on the sheet called Cover" in above


def test_no_shorthand_stands_in_a_number_column(page, sheet, corners) -> None:
    for line in page.iter_rows(min_row=corners[1] + 1):
        for column, cell in zip(sheet.columns, line, strict=True):
            if column.kind in ("whole", "number", "percent", "money"):
                assert cell.value is None or cell.data_type == "n", cell.coordinate


def test_no_part_of_the_file_is_a_macro_a_picture_or_a_link_to_another_file(path) -> None:
    with zipfile.ZipFile(path) as packed:
        parts = " ".join(packed.namelist())
    assert not re.search("vba|media|drawing|externalLink", parts)


def test_every_mark_and_rating_is_explained_on_the_cover(book) -> None:
    items = {line[0].value: line[1].value for line in book["Cover"].iter_rows(min_row=5)}
    assert items["Rating: Amber"] == "At risk, with a plan"
    assert items["Mark: [c]"].startswith("Confidential")
    assert items["Month 3"] == "December 2023"
    assert items["Signed on"] == datetime(2024, 1, 12)


def test_the_contents_link_to_each_sheet_and_say_how_many_rows_it_has(book) -> None:
    page = book["Contents"]
    lines = {line[0].value: line for line in page.iter_rows(min_row=5)}
    assert list(lines) == [sheet.title for sheet in SHEETS if sheet.title != "Contents"]
    assert lines["Action plan"][0].hyperlink.location == "'Action plan'!A1"
    assert (lines["Action plan"][1].value, lines["Risks"][1].value) == (2, 0)


def test_the_months_are_named_above_the_activity_counts(book) -> None:
    above = [book["Activity counts"].cell(number, 1).value for number in range(1, 7)]
    assert any("Month 1 is October 2023, Month 2 is November 2023" in line for line in above)


def test_the_document_says_what_it_is(book) -> None:
    about = book.properties
    assert about.title == "Opportunity Bucks: Chesham quarterly return, Q3 2023-24 (October to December 2023)"
    assert (about.language, about.creator) == ("en-GB", "Community officer")
    kept = {one.name: one.value for one in book.custom_doc_props}
    assert kept["sha256"] == sha256(chesham())
    assert (kept["ward"], kept["period"], kept["return_version"], kept["schema_version"]) == (
        "Chesham", "2023-24-Q3", "2", "1.2",
    )  # fmt: skip


def test_dates_are_real_dates_and_money_is_in_pounds(book) -> None:
    due = next(line[8] for line in book["Action plan"].iter_rows(min_row=6))
    assert (due.value, due.number_format) == (datetime(2023, 11, 30), "d mmm yyyy")
    money = next(line for line in book["Funding"].iter_rows(min_row=6))
    assert [money[6].value, money[8].value, money[9].value] == [1234567.89, 0.29, -0.05]


@pytest.mark.parametrize("text", ["=1+1", "=cmd|' /C calc'!A0", "+44", "-2", "@SUM(A1)", "#N/A"])
def test_text_that_looks_like_a_formula_stays_text(tmp_path, text) -> None:
    path = write(chesham(notes=[row("notes", kind="Note", subject=text, note=text)]), tmp_path / "a.xlsx")
    page = openpyxl.load_workbook(path)["Notes"]
    cell = page.cell(page.max_row, 2)
    assert (cell.value, cell.data_type) == (text, "s")
    # Marked as text, so that Excel does not run it when somebody edits the cell.
    assert bool(cell.quotePrefix) == (text[0] in "=+-@")
    with zipfile.ZipFile(path) as packed:
        assert not any(b"<f>" in packed.read(name) or b"<f " in packed.read(name) for name in packed.namelist())


def test_a_title_that_looks_like_a_formula_stays_text(tmp_path) -> None:
    data = ReturnData(header(programme="=1+1"), chesham().tables)
    cell = openpyxl.load_workbook(write(data, tmp_path / "a.xlsx"))["Cover"]["A1"]
    assert cell.data_type == "s"


def test_spaces_at_the_edges_and_line_breaks_are_kept_in_the_file(tmp_path) -> None:
    path = write(chesham(notes=[row("notes", kind="Note", subject=" a ", note="b\nc ")]), tmp_path / "a.xlsx")
    with zipfile.ZipFile(path) as packed:
        xml = packed.read("xl/worksheets/sheet14.xml").decode()
    assert '<t xml:space="preserve"> a </t>' in xml
    assert '<t xml:space="preserve">b\nc </t>' in xml


def test_what_excel_would_decode_is_written_escaped(tmp_path) -> None:
    path = write(chesham(notes=[row("notes", kind="Note", subject="_x0041_", note="n")]), tmp_path / "a.xlsx")
    with zipfile.ZipFile(path) as packed:
        assert b"<t>_x005F_x0041_</t>" in packed.read("xl/worksheets/sheet14.xml")


def test_invalid_data_writes_nothing(tmp_path) -> None:
    with pytest.raises(KnownError, match="Notes, row 1: Kind can be Mark"):
        write(chesham(notes=[row("notes", kind="Rumour", subject="a", note="b")]), tmp_path / "a.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_progress_is_told_and_what_it_raises_stops_the_work(tmp_path) -> None:
    rows = [row("risks", risk=f"Risk {number}") for number in range(600)]
    told: list[tuple[int, int]] = []
    write(chesham(risks=rows), tmp_path / "a.xlsx", lambda done, total: told.append((done, total)))
    assert told[-1][0] == told[-1][1] > 600
    assert [done for done, _ in told] == sorted(done for done, _ in told)

    def stop(done: int, total: int) -> None:
        raise InterruptedError("Stopped")

    with pytest.raises(InterruptedError):
        write(chesham(risks=rows), tmp_path / "b.xlsx", stop)
    assert [file.name for file in tmp_path.iterdir()] == ["a.xlsx"]


def test_every_nasty_text_is_a_text_in_the_sheet(tmp_path) -> None:
    rows = [row("notes", kind="Note", subject=f"{n}", note=f"{text}.") for n, text in enumerate(NASTY_TEXTS)]
    page = openpyxl.load_workbook(write(chesham(notes=rows), tmp_path / "a.xlsx"))["Notes"]
    top = range_boundaries(page.tables["notes"].ref)[1]
    assert all(line[2].data_type == "s" for line in page.iter_rows(min_row=top + 1))
    assert len(sheet_of("notes").columns) == page.max_column


def test_a_row_is_as_high_as_its_longest_text_needs(tmp_path) -> None:
    """LibreOffice does not work the height out when it prints, and lays one row over the next."""
    long = "Twelve sessions have been held and a second group will start in the new year. " * 4
    rows = [row("notes", kind="Note", subject="a", note=note) for note in ("short", long, "one\ntwo\nthree")]
    page = openpyxl.load_workbook(write(chesham(notes=rows), tmp_path / "a.xlsx"))["Notes"]
    top = range_boundaries(page.tables["notes"].ref)[1]
    heights = [page.row_dimensions[top + number].height for number in (1, 2, 3)]
    assert heights[0] is None
    assert 60 <= heights[1] <= 120
    assert 45 <= heights[2] <= 60


def test_a_wide_sheet_is_printed_on_several_pages_with_its_headings_on_each(book, page, corners) -> None:
    across = page.page_setup.fitToWidth
    assert (across > 1) == (page.title in ("Action plan", "Events", "Activity counts", "Risks", "Feedback", "Checks"))
    assert page.print_title_rows == f"${corners[1]}:${corners[1]}"


def test_garbage_is_looked_for_again_however_writing_ends(tmp_path) -> None:
    def stop(done: int, total: int) -> None:
        seen.append(gc.isenabled())
        raise InterruptedError

    seen: list[bool] = []
    assert gc.isenabled()
    with pytest.raises(InterruptedError):
        write(chesham(), tmp_path / "a.xlsx", stop)
    assert (seen, gc.isenabled()) == ([False], True)
