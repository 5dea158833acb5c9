"""Sheets as no program need write them, though the standard allows it, are filled without harm all the same."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.template_files import council_template, parts, sheet_part, with_parts
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
