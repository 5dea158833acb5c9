"""A filled copy differs from its template in the cells that were filled, and in not one byte more."""

from __future__ import annotations

import errno
import os
import re
import shutil
import tempfile
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.exchange.return_samples import NASTY_TEXTS
from tests.template_files import (
    MACRO,
    council_template,
    edited,
    opened,
    parts,
    sheet_part,
    with_parts,
    with_table,
    without_cells,
)
from ward_desk.core.errors import KnownError
from ward_desk.core.template.mapping import row_and_column
from ward_desk.exchange import atomic
from ward_desk.exchange.cell_text import clean_text
from ward_desk.exchange.template.template_file import open_template
from ward_desk.exchange.template.template_fill import Filled, fill

START = "xl/worksheets/sheet2.xml"
PROGRESS = "xl/worksheets/sheet3.xml"
WORKBOOK = "xl/workbook.xml"

CELLS = (
    Filled("Start", "C4", "Chesham <& Co>", "text"),
    Filled("Start", "C7", date(2024, 1, 12), "date"),
    Filled("Start", "C10", 45, "percent"),
    Filled("Start", "C11", 7, "number"),
    Filled("Progress", "A8", "007", "text"),
    Filled("Progress", "D8", date(2023, 12, 13), "date"),
    Filled("Progress", "E8", "Off track ", "text"),
    Filled("Progress", "F15", 12.5, "percent"),
    Filled("Progress", "B17", "In a row of its own", "text"),
    Filled("Progress", "C17", 1_234.5, "number"),
    Filled("Progress", "C20", "between two", "text"),
)


@pytest.fixture
def path(tmp_path):
    return council_template(tmp_path)


def filled(path: Path, *values: Filled, out: str = "filled") -> Path:
    return fill(open_template(path), values, path.with_name(f"{out}{path.suffix}"))


def shown(path: Path, sheet: str, cell: str) -> Any:
    return opened(path)[sheet][cell].value


def refused(path: Path, *values: Filled) -> str:
    with pytest.raises(KnownError) as told:
        filled(path, *values)
    assert not path.with_name(f"filled{path.suffix}").exists()
    return told.value.sentence


# --- nothing else changes -----------------------------------------------------------------------------


@pytest.mark.parametrize("macros", [False, True])
def test_every_part_but_the_sheets_filled_is_byte_for_byte_as_it_was(tmp_path, macros) -> None:
    path = council_template(tmp_path, macros=macros)
    copy = filled(path, *CELLS)
    before, after = parts(path), parts(copy)
    assert list(before) == list(after)
    assert {name for name in before if before[name] != after[name]} == {START, PROGRESS, WORKBOOK}
    # What openpyxl would have lost.
    assert after.get("xl/vbaProject.bin") == (MACRO if macros else None)
    assert b"x14:dataValidations" in after[PROGRESS]
    assert b"x14:conditionalFormattings" in after[PROGRESS]
    kept = (
        "xl/printerSettings/printerSettings1.bin",
        "xl/calcChain.xml",
        "customXml/item1.xml",
        "xl/charts/chart1.xml",
    )
    assert set(kept) <= set(after)


def test_a_sheet_filled_without_the_cells_filled_is_the_sheet_it_was(path) -> None:
    before, after = parts(path), parts(filled(path, *CELLS))
    for name, part in (("Start", START), ("Progress", PROGRESS)):
        cells = [one.cell for one in CELLS if one.sheet == name]
        assert without_cells(after[part], cells) == without_cells(before[part], cells)
        assert without_cells(after[part], cells) != after[part]


def test_of_the_workbook_only_working_formulas_out_anew_is_changed(path) -> None:
    before, after = parts(path)[WORKBOOK], parts(filled(path, *CELLS))[WORKBOOK]
    assert after != before
    assert after.replace(b' fullCalcOnLoad="1"', b"") == before


def test_a_template_without_formulas_keeps_its_workbook_part(path) -> None:
    for part in (START, PROGRESS):
        without = re.sub(rb"<f>[^<]*</f>", b"", parts(path)[part])
        with_parts(path, {part: without})
    assert parts(filled(path, *CELLS))[WORKBOOK] == parts(path)[WORKBOOK]


def test_what_the_file_says_of_its_parts_stays(path) -> None:
    with zipfile.ZipFile(path, "a") as packed:
        of_old = zipfile.ZipInfo("docProps/readme.txt", (1999, 12, 31, 23, 59, 58))
        of_old.external_attr = 0o444 << 16
        packed.writestr(of_old, "x")
    copy = filled(path, *CELLS)
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy) as new:
        for before, after in zip(old.infolist(), new.infolist(), strict=True):
            assert (before.filename, before.date_time, before.compress_type, before.external_attr) == (
                after.filename, after.date_time, after.compress_type, after.external_attr,
            )  # fmt: skip


def test_a_cell_filled_keeps_its_style(path) -> None:
    book = opened(filled(path, *CELLS))
    assert book["Start"]["C7"].number_format == "dd/mm/yyyy"
    assert book["Progress"]["A8"].number_format == "@"
    assert not book["Start"]["C4"].protection.locked


def test_a_cell_that_was_not_written_down_gets_the_style_of_its_column(path) -> None:
    edited(path, PROGRESS, "<sheetData>", '<cols><col min="4" max="4" width="9" style="2"/></cols><sheetData>')
    assert '<c r="D17" s="2">' in parts(filled(path, Filled("Progress", "D17", 3, "number")))[PROGRESS].decode()


def test_a_cell_in_a_row_that_has_a_style_gets_it_and_one_that_says_it_has_none_keeps_saying_so(path) -> None:
    edited(path, PROGRESS, '<row r="20">', '<row r="17" s="3" customFormat="1"/><row r="20">')
    edited(path, PROGRESS, '<c r="D9" ', '<c r="C9" s="0"/><c r="D9" ')
    text = parts(filled(path, *(Filled("Progress", f"C{row}", row, "number") for row in (9, 17))))[PROGRESS].decode()
    assert '<row r="17" s="3" customFormat="1"><c r="C17" s="3"><v>17</v></c></row>' in text
    assert '<c r="C9" s="0"><v>9</v></c>' in text


def test_filling_again_with_the_same_gives_the_same_bytes(path) -> None:
    once = filled(path, *CELLS)
    assert filled(once, *CELLS, out="twice").read_bytes() == once.read_bytes()


def test_a_cell_emptied_and_filled_again_is_as_it_was_filled(path) -> None:
    once = filled(path, *CELLS)
    emptied = filled(once, *(one._replace(value=None) for one in CELLS), out="emptied")
    assert shown(emptied, "Start", "C4") is None
    assert parts(filled(emptied, *CELLS, out="again")) == parts(once)


# --- values -------------------------------------------------------------------------------------------


def test_values_are_there_for_whoever_opens_the_copy(path) -> None:
    copy = filled(path, *CELLS)
    assert shown(copy, "Start", "C4") == "Chesham <& Co>"
    assert shown(copy, "Start", "C7") == datetime(2024, 1, 12)
    assert shown(copy, "Start", "C10") == 0.45
    assert shown(copy, "Start", "C11") == 7
    assert shown(copy, "Progress", "A8") == "007"
    assert shown(copy, "Progress", "E8") == "Off track "
    assert shown(copy, "Progress", "F15") == 0.125
    assert shown(copy, "Progress", "B17") == "In a row of its own"
    assert shown(copy, "Progress", "C17") == 1_234.5
    assert shown(copy, "Progress", "C20") == "between two"
    assert open_template(copy).cell("Progress", "D8").shown == "13 Dec 2023"


def test_days_count_from_1904_where_the_workbook_does(path) -> None:
    edited(path, WORKBOOK, "<workbookPr", '<workbookPr date1904="1"')
    copy = filled(path, Filled("Start", "C7", date(2023, 12, 13), "date"))
    assert b"<v>43811</v>" in parts(copy)[START]
    assert shown(copy, "Start", "C7") == datetime(2023, 12, 13)
    assert open_template(copy).cell("Start", "C7").shown == "13 Dec 2023"


@pytest.mark.parametrize("text", NASTY_TEXTS)
def test_any_text_comes_back_as_it_was(path, text) -> None:
    copy = filled(path, Filled("Progress", "B9", text, "text"))
    assert open_template(copy).cell("Progress", "B9").shown == clean_text(text)


REFS = st.builds(lambda column, row: f"{column}{row}", st.sampled_from("ABCDEFGIJZ"), st.integers(8, 20))
VALUES = st.one_of(
    st.text(max_size=30).map(lambda text: ("text", text)),
    st.floats(allow_nan=False, allow_infinity=False).map(lambda number: ("number", number)),
    st.integers(-(10**14), 10**14).map(lambda number: ("number", number)),
)


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=60, deadline=None)
@given(st.dictionaries(REFS.filter(lambda ref: ref != "F20"), VALUES, max_size=25))
def test_any_cells_with_any_values_are_read_back_and_nothing_else_changes(values) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = council_template(Path(folder))
        cells = [Filled("Progress", ref, value, kind) for ref, (kind, value) in values.items()]
        copy = filled(path, *cells)
        before, after = parts(path), parts(copy)
        changed = {name for name in before if before[name] != after[name]}
        assert changed <= {PROGRESS, WORKBOOK}
        assert without_cells(after[PROGRESS], values) == without_cells(before[PROGRESS], values)
        raw = open_template(copy).raw("Progress")
        assert all(columns == sorted(columns) for columns in raw.columns.values())
        assert list(raw.columns) == sorted(raw.columns)
        for ref, (kind, value) in values.items():
            place = row_and_column(ref)
            assert place
            if kind == "text":
                assert open_template(copy).cell("Progress", ref).shown == clean_text(value)
            else:
                assert float(raw.cells[place].value) == value
        assert parts(filled(copy, *cells, out="twice")) == after


def test_a_cell_filled_beside_a_new_one_stays_behind_it(path) -> None:
    cells = [Filled("Progress", f"{column}8", column, "text") for column in "DCGEB"]
    row = open_template(filled(path, *cells)).grid("Progress", 8, 8).values()
    assert [one.shown for one in row] == ["", "B", "C", "D", "E", "", "G", ""]


def test_a_sheet_that_holds_nothing_yet_can_be_filled(path) -> None:
    guidance = sheet_part(path, "Guidance")
    text = re.sub("<sheetData>.*</sheetData>", "<sheetData />", parts(path)[guidance].decode())
    with_parts(path, {guidance: text.encode()})
    copy = filled(path, Filled("Guidance", "B2", "here", "text"), Filled("Guidance", "A3", 1, "number"))
    assert (shown(copy, "Guidance", "B2"), shown(copy, "Guidance", "A3")) == ("here", 1)
    with_parts(path, {guidance: text.replace("<sheetData />", '<sheetData><row r="2" ht="20"/></sheetData>').encode()})
    copy = filled(path, Filled("Guidance", "B2", "here", "text"))
    assert b'<row r="2" ht="20"><c r="B2" t="inlineStr">' in parts(copy)[guidance]


def test_a_sheet_whose_names_have_a_prefix_gets_cells_that_have_it_too(path) -> None:
    text = parts(path)[PROGRESS].decode()
    main, extended = text.split("<extLst>")
    main = re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", main).replace(' xmlns="', ' xmlns:x="', 1)
    extended = extended.replace("</extLst></worksheet>", "</x:extLst></x:worksheet>")
    extended = re.sub(r"<(/?)ext(?=[ >])", r"<\1x:ext", extended)
    fills = r"<(/?)(fill|patternFill|bgColor)(?=[ />])"
    extended = re.sub(fills, r"<\1x:\2", extended)
    with_parts(path, {PROGRESS: f"{main}<x:extLst>{extended}".encode()})
    copy = filled(path, *CELLS)
    assert b'<x:row r="17"><x:c r="B17" t="inlineStr"><x:is><x:t xml:space="preserve">' in parts(copy)[PROGRESS]
    assert shown(copy, "Progress", "C20") == "between two"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<calcPr/>", '<calcPr fullCalcOnLoad="1"/>'),
        ('<calcPr calcId="1" />', '<calcPr calcId="1" fullCalcOnLoad="1" />'),
        ('<calcPr fullCalcOnLoad="0"/>', '<calcPr fullCalcOnLoad="1"/>'),
        ("<calcPr fullCalcOnLoad='1'/>", "<calcPr fullCalcOnLoad='1'/>"),
        ("<calcPr></calcPr>", '<calcPr fullCalcOnLoad="1"></calcPr>'),
        ("", '<calcPr fullCalcOnLoad="1"/>'),
    ],
)
def test_formulas_are_worked_out_anew_however_the_workbook_says_so(path, before, after) -> None:
    text = re.sub("<calcPr[^>]*/>", before, parts(path)[WORKBOOK].decode())
    with_parts(path, {WORKBOOK: text.encode()})
    changed = parts(filled(path, *CELLS))[WORKBOOK].decode()
    assert f"</definedNames>{after}" in changed
    assert changed.replace(after, before, 1) == text


# --- what is refused ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sheet", "cell", "said"),
    [
        ("Start", "C12", "worked out by a formula"),
        ("Start", "D4", "part of a merged cell; choose its first cell, C4"),
        ("Start", "C13", "C13 of Start is locked by the council; choose another."),
        ("Nowhere", "A1", "no cell A1 on a sheet called Nowhere"),
        ("Start", "5C", "no cell 5C"),
    ],
)
def test_a_cell_that_is_not_ours_to_fill_is_refused_before_anything_is_written(path, sheet, cell, said) -> None:
    assert said in refused(path, CELLS[0], Filled(sheet, cell, "x", "text"))


def test_the_heading_of_a_table_keeps_its_words_without_which_excel_would_not_open_it(path) -> None:
    assert "a heading of a table" in refused(with_table(path), Filled("Progress", "B7", "Actions", "text"))


def test_the_totals_of_a_table_keep_their_words(path) -> None:
    with_table(path, totals=True)
    assert "in its row of totals" in refused(path, Filled("Progress", "B15", "Actions", "text"))
    assert filled(
        path, Filled("Progress", "B14", "Actions", "text"), Filled("Progress", "B16", "More", "text")
    ).exists()


def test_two_values_for_one_cell_are_refused(path) -> None:
    assert "C4 of Start is to hold two things" in refused(path, CELLS[0], CELLS[0]._replace(value="other"))


def test_a_text_too_long_for_a_cell_is_refused_and_never_cut_off(path) -> None:
    assert "32,768 characters" in refused(path, Filled("Start", "C4", "x" * 32_768, "text"))


def test_the_template_itself_is_never_written_over(path) -> None:
    before = path.read_bytes()
    template = open_template(path)
    with pytest.raises(KnownError) as told:
        fill(template, CELLS, path)
    assert told.value.code == "template.itself"
    link = path.with_name("link.xlsx")
    link.hardlink_to(path)
    with pytest.raises(KnownError, match="the template itself"):
        fill(template, CELLS, link)
    assert path.read_bytes() == before


def test_a_copy_keeps_the_kind_of_file_it_is(tmp_path) -> None:
    path = council_template(tmp_path, macros=True)
    with pytest.raises(KnownError) as told:
        fill(open_template(path), CELLS, tmp_path / "filled.xlsx")
    assert told.value.code == "template.suffix"
    assert "ends in .xlsm" in told.value.next_step


@pytest.mark.parametrize(("ending", "copied"), [(".xltx", ".xlsx"), (".xltm", ".xlsm")])
def test_a_template_of_the_kind_that_opens_as_a_new_workbook_is_filled_as_one(tmp_path, ending, copied) -> None:
    path = council_template(tmp_path, macros=ending == ".xltm")
    kinds = parts(path)["[Content_Types].xml"]
    of_template = re.sub(rb"\bsheet(\.macroEnabled)?\.main", rb"template\1.main", kinds)
    assert of_template != kinds
    path = with_parts(path, {"[Content_Types].xml": of_template}, path.with_suffix(ending))
    cells = [Filled("Start", "C5", "Chesham", "text")]
    copy = fill(open_template(path), cells, tmp_path / f"filled{copied}")
    assert parts(copy)["[Content_Types].xml"] == kinds
    assert opened(copy)["Start"]["C5"].value == "Chesham"
    again = fill(open_template(path), cells, tmp_path / f"filled{ending}")
    assert parts(again)["[Content_Types].xml"] == of_template
    with pytest.raises(KnownError, match="ends in"):
        fill(open_template(path), cells, tmp_path / "filled.xls")


def test_a_full_disk_leaves_what_was_there(path, monkeypatch) -> None:
    out = path.with_name("filled.xlsx")
    out.write_bytes(b"last quarter's")

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(atomic.os, "fsync", full)
    with pytest.raises(KnownError) as told:
        filled(path, *CELLS)
    assert told.value.code == "file.disk_full"
    assert out.read_bytes() == b"last quarter's"
    assert sorted(one.name for one in path.parent.iterdir()) == ["council template.xlsx", "filled.xlsx"]


def test_work_that_is_stopped_writes_nothing(path) -> None:
    class StoppedError(Exception):
        pass

    def stop(_done: int, _total: int) -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        fill(open_template(path), CELLS, path.with_name("filled.xlsx"), stop)
    assert not path.with_name("filled.xlsx").exists()


def test_the_template_changed_on_the_disk_meanwhile_is_filled_as_it_was_looked_at(path) -> None:
    template = open_template(path)
    path.write_bytes(b"gone")
    assert shown(fill(template, CELLS, path.with_name("filled.xlsx")), "Start", "C11") == 7


# --- in another program -------------------------------------------------------------------------------

CALC = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.mark.libreoffice
@pytest.mark.skipif(CALC is None, reason="LibreOffice is not installed")
@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("macros", [False, True])
def test_libreoffice_opens_the_copy_with_every_value_in_its_place(tmp_path, macros) -> None:
    from tests.exchange.test_return_libreoffice import convert

    copy = filled(council_template(tmp_path, macros=macros), *CELLS)
    folder = tmp_path / "again"
    folder.mkdir()
    again = convert(convert(copy, "ods", tmp_path), "xlsx", folder)
    book = openpyxl.load_workbook(again, data_only=True)
    assert book["Start"]["C4"].value == "Chesham <& Co>"
    assert book["Start"]["C7"].value == datetime(2024, 1, 12)
    assert book["Start"]["C12"].value == 14  # the council's own formula, worked out anew
    assert book["Progress"]["B17"].value == "In a row of its own"
    assert book["Progress"]["F15"].value == 0.125
    rules = {str(rule.sqref): rule.formula1 for rule in book["Progress"].data_validations.dataValidation}
    assert any("E8" in cells and "Lists" in formula for cells, formula in rules.items())
