"""Reading a return back: equal to what was written, or refused with the place and the reason."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import example, given, settings
from openpyxl.packaging.custom import StringProperty
from openpyxl.utils import range_boundaries

from tests.exchange.return_samples import NASTY_TEXTS, as_of, chesham, returns, row
from ward_desk.core.errors import BugError, KnownError
from ward_desk.exchange import workbook_file
from ward_desk.exchange.returns.return_reader import ReadProblem, ReturnRefusedError, read
from ward_desk.exchange.returns.return_schema import TABLES, clean, sheet_of
from ward_desk.exchange.returns.return_workbook import write


@settings(max_examples=25, deadline=None)
@given(returns())
@example(chesham(notes=[row("notes", kind="Note", subject=f"{text}.", note=f".{text}") for text in NASTY_TEXTS]))
def test_what_is_written_is_read_back_equal(data) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert read(write(data, Path(folder) / "return.xlsx")) == clean(data)


def test_a_return_of_an_earlier_schema_is_written_and_read_back_as_it_was(tmp_path) -> None:
    data = as_of("1.0", chesham())
    assert "figures_from" not in data.tables["activity_counts"][0]
    path = write(data, tmp_path / "a.xlsx")
    assert read(path) == clean(data)
    book = openpyxl.load_workbook(path)
    assert book.custom_doc_props["schema_version"].value == "1.0"
    headings = [cell.value for cell in book["Activity counts"][range_boundaries(
        book["Activity counts"].tables["activity_counts"].ref)[1]]]  # fmt: skip
    assert headings[-1] == "Explanation"


def test_a_return_of_an_earlier_schema_with_a_later_column_is_refused(tmp_path) -> None:
    data = as_of("1.0", chesham())
    data.tables["events"][0]["shared_with"] = "Aylesbury North"
    with pytest.raises(KnownError, match="no column called shared_with"):
        write(data, tmp_path / "a.xlsx")


def test_a_return_with_empty_tables_has_empty_tables(tmp_path) -> None:
    data = read(write(chesham(action_plan=[], notes=[]), tmp_path / "a.xlsx"))
    assert {sheet.table for sheet in TABLES if not data.tables[sheet.table]} >= {"action_plan", "risks", "notes"}


def test_a_workbook_saved_again_by_another_program_is_still_read(tmp_path) -> None:
    """Saving moves texts into a shared list and rewrites every part, as Excel does."""
    data = chesham(notes=[row("notes", kind="Note", subject="_x0041_", note=" two\nlines ")])
    path = write(data, tmp_path / "a.xlsx")
    _share_the_texts(path)
    assert read(path) == clean(data)


def _share_the_texts(path: Path) -> None:
    import re

    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name).decode() for name in packed.namelist()}
    texts: list[str] = []

    def share(found: re.Match[str]) -> str:
        texts.append(found[2])
        return f'{found[1]} t="s"><v>{len(texts) - 1}</v></c>'

    for name in parts:
        if "worksheets/sheet" in name and name.endswith(".xml"):
            parts[name] = re.sub(
                r'(<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?) t="inlineStr"><is>(<t.*?</t>)</is></c>',
                share,
                parts[name],
                flags=re.DOTALL,
            )
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    items = "".join(f"<si>{text}</si>" for text in texts)
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{space}">{items}</sst>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        "</Types>",
        '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
    )
    with zipfile.ZipFile(path, "w") as packed:
        for name, text in parts.items():
            packed.writestr(name, text)


def at(book: Any, table: str, key: str, number: int = 1) -> Any:
    """The cell of a column in the numbered row of a table; row 0 has the headings."""
    sheet = sheet_of(table)
    page = book[sheet.title]
    top = range_boundaries(page.tables[table].ref)[1]
    return page.cell(top + number, sheet.columns.index(sheet.column(key)) + 1)


@pytest.fixture
def refused(tmp_path: Path) -> Callable[[Callable[[Any], None]], tuple[ReadProblem, ...]]:
    """The problems found in the sample after it was changed by hand."""

    def refuse(change: Callable[[Any], None]) -> tuple[ReadProblem, ...]:
        path = write(chesham(), tmp_path / "chesham.xlsx")
        book = openpyxl.load_workbook(path)
        change(book)
        book.save(path)
        with pytest.raises(ReturnRefusedError) as error:
            read(path)
        assert error.value.code == "return.refused"
        assert "chesham.xlsx was not read" in error.value.sentence
        return error.value.problems

    return refuse


def test_text_where_a_number_belongs_is_named_by_sheet_row_and_column(refused) -> None:
    def change(book: Any) -> None:
        at(book, "events", "residents").value = "many"

    assert refused(change) == (ReadProblem("Events", 6, "Residents", "There is 'many' where a number should be."),)


def test_every_wrong_cell_is_named_at_once(refused) -> None:
    def change(book: Any) -> None:
        at(book, "events", "residents").value = "=1+1"
        at(book, "events", "held_on").value = "soon"
        at(book, "action_plan", "action").value = 7
        at(book, "action_plan", "progress").value = True
        at(book, "funding", "allocated").value = 0.125
        at(book, "funding", "spent").value = "#REF!"

    found = {(problem.sheet, problem.row, problem.column) for problem in refused(change)}
    assert found == {
        ("Events", 6, "Residents"),
        ("Events", 6, "Date"),
        ("Action plan", 6, "Action"),
        ("Action plan", 6, "Progress per cent"),
        ("Funding", 6, "Allocated"),
        ("Funding", 6, "Spent"),
    }


def test_a_changed_value_names_its_sheet_row_and_column(refused) -> None:
    def change(book: Any) -> None:
        at(book, "events", "residents").value = 1401

    (problem,) = refused(change)
    assert (problem.sheet, problem.row, problem.column) == ("Events", 6, "Residents")
    assert "changed after the return was written" in problem.sentence


def test_values_changed_in_several_rows_and_columns_name_their_rows(refused) -> None:
    def change(book: Any) -> None:
        at(book, "who_answered", "number", 1).value = 77
        at(book, "who_answered", "band", 2).value = "Any"

    problems = refused(change)
    assert [(one.sheet, one.row) for one in problems] == [("Who answered", 6), ("Who answered", 7)]
    assert all("Band, Number" in one.sentence for one in problems)


def test_a_word_that_is_not_allowed_names_its_row_and_column(refused) -> None:
    def change(book: Any) -> None:
        at(book, "events", "residents_precision").value = "Roughly"

    (problem,) = refused(change)
    assert (problem.sheet, problem.row, problem.column) == ("Events", 6, "Residents precision")


def test_an_added_row_says_how_many_there_were(refused) -> None:
    def change(book: Any) -> None:
        page = book["Who answered"]
        table = page.tables["who_answered"]
        left, top, right, bottom = range_boundaries(table.ref)
        for column in range(left, right + 1):
            page.cell(bottom + 1, column).value = page.cell(bottom, column).value
        table.ref = f"A{top}:{page.cell(bottom + 1, right).coordinate}"

    # The Contents says how many rows the sheet has, so it no longer fits either.
    problem = next(one for one in refused(change) if one.sheet == "Who answered")
    assert "it had 2 rows, now 3" in problem.sentence


def test_an_added_sheet_a_changed_title_and_a_cell_beside_a_table_are_named(refused) -> None:
    def change(book: Any) -> None:
        book.create_sheet("Mine")["A1"] = "Mrs Smith"
        book["Risks"]["A1"] = "Risks of another ward"
        book["Who answered"]["H6"] = "see here"
        book["Events"]["C2"] = "and here"

    found = {(one.sheet, one.row, one.column) for one in refused(change)}
    assert found == {("Mine", 0, ""), ("Risks", 1, ""), ("Who answered", 6, "H"), ("Events", 2, "C")}


@pytest.mark.parametrize(
    ("sheet", "cell", "value"), [("Cover", "B6", "Amersham"), ("Cover", "B24", "fine"), ("Contents", "B6", 99)]
)
def test_a_changed_cover_or_contents_is_named(refused, sheet, cell, value) -> None:
    def change(book: Any) -> None:
        book[sheet][cell] = value

    assert [problem.sheet for problem in refused(change)] == [sheet]


def test_a_changed_heading_names_the_column(refused) -> None:
    def change(book: Any) -> None:
        at(book, "risks", "risk", 0).value = "Danger"
        book["Risks"].tables["risks"].tableColumns[1].name = "Danger"

    (problem,) = refused(change)
    assert (problem.sheet, problem.column) == ("Risks", "Risk")
    assert "'Danger'" in problem.sentence


def test_a_missing_column_and_an_added_one_are_named(refused) -> None:
    def change(book: Any) -> None:
        table = book["Risks"].tables["risks"]
        table.ref = table.ref.replace("K", "J")
        table.tableColumns = table.tableColumns[:-1]

    assert [(problem.column, problem.sentence) for problem in refused(change)] == [
        ("Owner (role)", "The column is missing.")
    ]

    def add(book: Any) -> None:
        at(book, "risks", "owner", 0).offset(column=1).value = "Extra"
        table = book["Risks"].tables["risks"]
        table.ref = table.ref.replace("K", "L")

    assert ("Extra", "The column has been added.") in [(one.column, one.sentence) for one in refused(add)]


def test_a_missing_sheet_and_a_missing_table_are_named(refused) -> None:
    def change(book: Any) -> None:
        del book["Risks"]
        del book["Funding"].tables["funding"]

    assert [(problem.sheet, problem.sentence) for problem in refused(change)] == [
        ("Funding", "The table called funding is missing."),
        ("Risks", "The sheet is missing."),
    ]


def test_something_below_a_table_is_named(refused) -> None:
    def change(book: Any) -> None:
        book["Events"]["A9"] = "Total"

    assert [(problem.sheet, problem.row) for problem in refused(change)] == [("Events", 7)]


def test_a_date_with_a_time_and_a_row_missing_from_the_cover_are_named(refused) -> None:
    from datetime import datetime

    def change(book: Any) -> None:
        at(book, "events", "held_on").value = datetime(2023, 10, 11, 10, 30)
        book["Cover"]["A6"] = "Place"

    assert [problem.sheet for problem in refused(change)] == ["Events", "Cover"]


def test_an_unreadable_month_on_the_cover_is_named(refused) -> None:
    def change(book: Any) -> None:
        for line in book["Cover"].iter_rows():
            if line[0].value == "Month 1":
                line[1].value = "Octember"

    assert [problem.sheet for problem in refused(change)] == ["Cover"]


@pytest.mark.parametrize(
    ("version", "words"),
    [("1.3", "newer"), ("10.0", "newer"), ("0.9", "reads only 1.0, 1.1 and 1.2"), ("", "not a return")],
)
def test_another_schema_version_is_refused(refused, version, words) -> None:
    def change(book: Any) -> None:
        del book.custom_doc_props["schema_version"]
        if version:
            book.custom_doc_props.append(StringProperty(name="schema_version", value=version))

    (problem,) = refused(change)
    assert words in problem.sentence


def test_a_changed_document_property_is_named(refused) -> None:
    def change(book: Any) -> None:
        book.custom_doc_props["ward"].value = "Amersham"

    (problem,) = refused(change)
    assert "property ward" in problem.sentence


def _zip(**parts: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in {"[Content_Types].xml": b"", **parts}.items():
            packed.writestr(name.replace("__", "/"), part)
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"ward,period\n", "not a workbook"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600), "password"),
        (_zip(readme=b"hello"), "not a workbook"),
        (_zip(**{"xl__workbook.xml": b"<broken"}), "damaged"),
        (_zip(**{"xl__workbook.xml": bytes(60_000_000)}), "unpacks to far more"),
        (_zip(**{"xl__workbook.xml": b"", **{f"part{number}": b"" for number in range(1_001)}}), "far more"),
    ],
    ids=["empty", "csv", "password", "zip", "broken", "bomb", "parts"],
)
def test_a_file_that_is_no_workbook_is_refused(tmp_path, content, words) -> None:
    path = tmp_path / "other.xlsx"
    path.write_bytes(content)
    with pytest.raises(ReturnRefusedError, match=words):
        read(path)


def test_a_locked_part_is_refused(tmp_path) -> None:
    path = write(chesham(), tmp_path / "a.xlsx")
    content = bytearray(path.read_bytes())
    # The general purpose flag of the first entry of the central directory.
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    with pytest.raises(ReturnRefusedError, match="password"):
        read(path)


def test_an_xml_bomb_is_refused(tmp_path) -> None:
    path = write(chesham(), tmp_path / "a.xlsx")
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    bomb = b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]>'
    parts["xl/worksheets/sheet1.xml"] = bomb + parts["xl/worksheets/sheet1.xml"].replace(b"Chesham", b"&c;")
    with zipfile.ZipFile(path, "w") as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    with pytest.raises(ReturnRefusedError, match="damaged"):
        read(path)


def test_nothing_is_read_without_defusedxml(tmp_path, monkeypatch) -> None:
    path = write(chesham(), tmp_path / "a.xlsx")
    monkeypatch.setattr(openpyxl, "DEFUSEDXML", False)
    with pytest.raises(BugError, match="defusedxml"):
        read(path)


def test_a_file_that_is_too_large_is_not_even_opened(tmp_path, monkeypatch) -> None:
    path = write(chesham(), tmp_path / "a.xlsx")
    monkeypatch.setattr(workbook_file, "LARGEST_FILE", 10)
    with pytest.raises(ReturnRefusedError, match="too large"):
        read(path)


def test_a_file_that_is_not_there_is_a_known_error(tmp_path) -> None:
    with pytest.raises(KnownError, match=r"gone\.xlsx could not be opened"):
        read(tmp_path / "gone.xlsx")
