"""Sheets as no program need write them, though the standard allows it, are filled without harm all the same."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.template_files import council_template, opened, parts, sheet_part, with_parts
from ward_desk.core.template.mapping import column_letters
from ward_desk.exchange.template.template_file import open_template
from ward_desk.exchange.template.template_fill import Filled, fill, refusal

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
BETWEEN = st.sampled_from(["", "", "\r\n", ' <!-- <c r="A1"/> -->', '<?print <row r="2"> ?>'])
CONTENTS = (
    "",
    "<p:v>1E+21</p:v>",
    "<p:v ><![CDATA[12]]></p:v >",
    '<p:f>A1&amp;"&gt;"</p:f><p:v>2</p:v>',
    '<p:f t="shared" ref="A1:A2" si="0">1+1</p:f><p:v>2</p:v>',
    '<p:v>5</p:v><p:extLst><p:ext uri="x"/></p:extLst>',
)
WORDS = st.sampled_from(["£5 & <more> ]]>", "\N{GRINNING FACE}", "one\ntwo", " lead", "_x000D_", "=1+1"])
PLACES = st.tuples(st.integers(1, 12), st.integers(1, 8))


@st.composite
def odd_sheets(draw: Any) -> tuple[bytes, str]:
    """A sheet with cells, and the prefix of its elements."""
    prefix = draw(st.sampled_from(["", "x:"]))
    encoding, mark = draw(st.sampled_from([("UTF-8", ""), ("utf-8", "\ufeff"), ("US-ASCII", "")]))
    rows = ""
    for row in sorted(draw(st.sets(st.integers(1, 12), max_size=5))):
        cells = ""
        for column in sorted(draw(st.sets(st.integers(1, 8), max_size=4))):
            start = (
                f'<p:c r="{column_letters(column)}{row}"{draw(st.sampled_from(["", " s=" + chr(34) + "1" + chr(34)]))}'
            )
            content = draw(st.sampled_from(CONTENTS))
            cells += draw(BETWEEN) + (f"{start}>{content}</p:c >" if content else f"{start} />")
        attributes = f'r="{row}"{draw(st.sampled_from(["", " spans=" + chr(34) + "1:4" + chr(34)]))}'
        rows += draw(BETWEEN) + (
            f"<p:row {attributes}>{cells}{draw(BETWEEN)}</p:row>" if cells else f"<p:row {attributes}/>"
        )
    merged = draw(st.sampled_from(["", '<p:mergeCells><p:mergeCell ref="B2:C4"/></p:mergeCells>']))
    data = f"<p:sheetData>{rows}{draw(BETWEEN)}</p:sheetData>" if rows else "<p:sheetData />"
    space = f'xmlns{":x" if prefix else ""}="{MAIN}"'
    text = f'<?xml version="1.0" encoding="{encoding}"?><p:worksheet {space}>{data}{merged}<!-- end --></p:worksheet>'
    text = re.sub("(</?)p:", rf"\1{prefix}", text)
    if draw(st.booleans()):
        text = re.sub(r'(r|s|spans)="([^"]*)"', r"\1='\2'", text)
    return (mark + text).encode(), prefix


def cells_of(sheet: bytes) -> dict[str, bytes]:
    """Each cell by its place, in an order that a spreadsheet program takes."""
    found: dict[str, bytes] = {}
    last_row = 0
    for row in ElementTree.fromstring(sheet).iter(f"{{{MAIN}}}row"):
        assert int(row.get("r", "")) > last_row
        last_row, last_column = int(row.get("r", "")), 0
        for cell in row:
            ref = cell.get("r", "")
            column = next(one for one in range(1, 27) if ref == f"{column_letters(one)}{last_row}")
            assert column > last_column
            last_column = column
            found[ref] = ElementTree.tostring(cell)
    return found


def without(sheet: bytes, prefix: str, refs: set[str]) -> bytes:
    """The bytes outside some cells, and outside the rows that have no other."""
    p = prefix.encode()
    for ref in refs:
        tag = rb"<%bc r=[\"']%b[\"']" % (p, ref.encode())
        sheet = re.sub(tag + rb"(?:[^>]*/>|[^>]*>.*?</%bc ?>)" % p, b"", sheet, flags=re.DOTALL)
    sheet = re.sub(rb"(<%b(?:row|sheetData)[^>]*?) ?/>" % p, rb"\1>", sheet)
    sheet = re.sub(rb"</%b(?:row|sheetData)>" % p, b"", sheet)
    return re.sub(rb"<%brow r=[\"']\d+[\"']>" % p, b"", sheet)


@settings(max_examples=60)
@given(odd_sheets(), st.dictionaries(PLACES, st.one_of(WORDS, st.integers(-5, 10**6)), min_size=1, max_size=6))
def test_however_a_sheet_is_written_only_the_cells_filled_change(odd, values) -> None:
    sheet, prefix = odd
    with tempfile.TemporaryDirectory() as folder:
        path = council_template(Path(folder))
        part = sheet_part(path, "Figures")
        with_parts(path, {part: sheet})
        template = open_template(path)
        cells = []
        for (row, column), value in values.items():
            ref = f"{column_letters(column)}{row}"
            if not refusal("Figures", template.cell("Figures", ref)):
                cells.append(Filled("Figures", ref, value, "text" if isinstance(value, str) else "number"))
        copy = fill(template, cells, path.with_name("filled.xlsx"))
        after, again = parts(copy)[part], open_template(copy)
        for one in cells:
            shown = again.cell("Figures", one.cell).shown
            assert shown == one.value if one.kind == "text" else shown.replace(",", "") == str(one.value)
    refs = {one.cell for one in cells}
    old, new = cells_of(sheet), cells_of(after)
    assert {ref: cell for ref, cell in new.items() if ref not in refs} == {
        ref: cell for ref, cell in old.items() if ref not in refs
    }
    assert refs <= new.keys()
    assert without(after, prefix, refs) == without(sheet, prefix, refs)


def test_a_sheet_in_plain_ascii_takes_any_letter(tmp_path) -> None:
    path = council_template(tmp_path)
    part = sheet_part(path, "Figures")
    text = parts(path)[part].decode().removeprefix('<?xml version="1.0"?>')
    with_parts(path, {part: f"<?xml version='1.0' encoding='ASCII'?>{text}".encode("ascii")})
    copy = fill(open_template(path), [Filled("Figures", "D2", "£5 – “café”", "text")], tmp_path / "filled.xlsx")
    assert parts(copy)[part].isascii()
    assert open_template(copy).cell("Figures", "D2").shown == "£5 – “café”"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", ["\ufeff", ""])
def test_parts_in_utf_16_are_filled_and_stay_so(tmp_path, encoding, mark) -> None:
    path = council_template(tmp_path)
    part = sheet_part(path, "Start")
    before = {
        name: mark + '<?xml version="1.0" encoding="UTF-16"?>' + parts(path)[name].decode()
        for name in (part, "xl/workbook.xml")
    }
    with_parts(path, {name: text.encode(encoding) for name, text in before.items()})
    copy = fill(
        open_template(path), [Filled("Start", "C5", "Größe \N{GRINNING FACE}", "text")], tmp_path / "filled.xlsx"
    )
    after = {name: parts(copy)[name].decode(encoding) for name in before}
    words = '<is><t xml:space="preserve">Größe \N{GRINNING FACE}</t></is>'
    cell = '<c r="C5" s="1" t="n" />'
    assert cell in before[part]
    assert after[part] == before[part].replace(cell, f'<c r="C5" s="1" t="inlineStr">{words}</c>')
    assert after["xl/workbook.xml"].replace(' fullCalcOnLoad="1"', "") == before["xl/workbook.xml"]
    assert open_template(copy).cell("Start", "C5").shown == "Größe \N{GRINNING FACE}"


def test_cells_and_rows_that_do_not_say_where_they_stand_follow_the_ones_before(tmp_path) -> None:
    path = council_template(tmp_path)
    part = sheet_part(path, "Figures")
    data = (
        '<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row r="4"><c r="C4"><v>3</v></c><c><v>4</v></c></row>'
        "<row><c><v>5</v></c></row></sheetData>"
    )
    text = re.sub("<sheetData>.*</sheetData>", data, parts(path)[part].decode(), flags=re.DOTALL)
    with_parts(path, {part: text.encode()})
    grid = open_template(path).grid("Figures")
    assert {cell.ref: cell.shown for cell in grid.values()} == {"A1": "1", "B1": "2", "C4": "3", "D4": "4", "A5": "5"}
    cells = [Filled("Figures", ref, number, "number") for number, ref in enumerate(("A1", "A4", "D4", "B5", "A6"), 10)]
    copy = fill(open_template(path), cells, tmp_path / "filled.xlsx")
    written = opened(copy)["Figures"]
    assert [[cell.value for cell in row] for row in written.iter_rows(1, 6, 1, 4)] == [
        [10, 2, None, None],
        [None] * 4,
        [None] * 4,
        [11, None, 3, 12],
        [5, 13, None, None],
        [14, None, None, None],
    ]
    assert b"<c><v>2</v></c></row>" in parts(copy)[part]
    assert b"<row><c><v>5</v></c>" in parts(copy)[part]


def test_a_dropdown_may_have_more_words_than_anyone_reads(tmp_path) -> None:
    path = council_template(tmp_path)
    lists, progress = sheet_part(path, "Lists"), sheet_part(path, "Progress")
    rows = "".join(
        f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>Street {row}</t></is></c></row>' for row in range(2, 7_002)
    )
    filled = re.sub(
        "<sheetData>.*</sheetData>", f"<sheetData>{rows}</sheetData>", parts(path)[lists].decode(), flags=re.DOTALL
    )
    longer = parts(path)[progress].replace(b"<xm:f>Lists!$A$2:$A$5</xm:f>", b"<xm:f>Lists!$A$2:$A$7001</xm:f>")
    with_parts(path, {lists: filled.encode(), progress: longer})
    choices = open_template(path).cell("Progress", "E8").choices
    assert (len(choices), choices[-1]) == (7_000, "Street 7001")
