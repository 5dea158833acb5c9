"""A template such as a council's central team sends out, with everything in it that openpyxl would lose."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill, Protection
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

HEADINGS = ("Ref", "Action", "Lead officer", "Deadline", "RAG", "% complete", "Progress update", "Days left")
FIRST_ROW, LAST_ROW = 8, 19  # of the list on Progress
RATINGS = ("On track", "Some concern", "Off track ", "Complete")  # one with the stray space real ones have
PERIODS = ("Q2 2023/24", "Q3 2023/24", "Q4 2023/24")
MACRO = bytes(range(256)) * 8

_X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
_XM = "http://schemas.microsoft.com/office/excel/2006/main"
EXTENDED = f"""<extLst><ext xmlns:x14="{_X14}" uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}">\
<x14:conditionalFormattings><x14:conditionalFormatting xmlns:xm="{_XM}"><x14:cfRule type="containsText" priority="2" \
operator="containsText" id="{{2B6E7F0A-1C55-4E5B-9A57-0D3F5C1B7A10}}"><xm:f>NOT(ISERROR(SEARCH(Lists!$A$4,E8)))</xm:f>\
<xm:f>Lists!$A$4</xm:f><x14:dxf><fill><patternFill><bgColor rgb="FFFFC7CE"/></patternFill></fill></x14:dxf>\
</x14:cfRule><xm:sqref>E8:E19</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext>\
<ext xmlns:x14="{_X14}" uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}"><x14:dataValidations \
xmlns:xm="{_XM}" count="1"><x14:dataValidation type="list" allowBlank="1" showInputMessage="1" showErrorMessage="1">\
<x14:formula1><xm:f>Lists!$A$2:$A$5</xm:f></x14:formula1><xm:sqref>E8:E19</xm:sqref></x14:dataValidation>\
</x14:dataValidations></ext></extLst>"""


def council_template(folder: Path, *, macros: bool = False) -> Path:
    """The template in a folder, as "council template.xlsx", or ".xlsm" with a macro part."""
    path = folder / f"council template.{'xlsm' if macros else 'xlsx'}"
    path.write_bytes(_template(macros))
    return path


def parts(path: Path) -> dict[str, bytes]:
    """Every part of a workbook, unpacked, in the order of the file."""
    with zipfile.ZipFile(path) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def opened(path: Path) -> Workbook:
    """The workbook as openpyxl reads it, which warns of everything in it that it would lose."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load_workbook(io.BytesIO(path.read_bytes()))


def with_parts(path: Path, changed: dict[str, bytes], out: Path | None = None) -> Path:
    """The workbook with some parts put in the place of its own, or added."""
    every = {**parts(path), **changed}
    out = out or path
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in every.items():
            packed.writestr(name, content)
    return out


def edited(path: Path, part: str, old: str, new: str) -> Path:
    """The workbook with some words of one part changed, which must be there."""
    before = parts(path)[part].decode()
    assert old in before, before
    return with_parts(path, {part: before.replace(old, new).encode()})


def with_table(
    path: Path, columns: str = "", *, ref: str = "A7:G15", sheet: str = "Progress", name: str = "Actions",
    totals: bool = False,
) -> Path:  # fmt: skip
    """The workbook with the headings of a sheet as those of a table of the spreadsheet's own."""
    part = f"xl/worksheets/_rels/{sheet_part(path, sheet).rpartition('/')[2]}.rels"
    relations = parts(path).get(part, f'<Relationships xmlns="{_RELS}"></Relationships>'.encode()).decode()
    row = f'totalsRowCount="{int(totals)}"'
    table = f'<table xmlns="{_MAIN}" id="1" name="{name}" displayName="{name}" ref="{ref}" {row}>{columns}</table>'
    added = f'<Relationship Id="rIdTable" Type="{_R}/table" Target="/xl/tables/table1.xml"/></Relationships>'
    return with_parts(
        path,
        {"xl/tables/table1.xml": table.encode(), part: relations.replace("</Relationships>", added).encode()},
    )


def without_cells(sheet: bytes, refs: Iterable[str]) -> bytes:
    """The XML of a sheet without those cells, and without the rows that have no other."""
    for ref in refs:
        sheet = re.sub(rb'<c r="%b"(?: [^>]*?)?(?:/>|>.*?</c>)' % ref.encode(), b"", sheet, flags=re.DOTALL)
    return re.sub(rb'<row r="\d+"(?:></row>|/>)', b"", sheet)


def sheet_part(path: Path, name: str) -> str:
    """The part of the sheet of that name."""
    every = parts(path)
    found = re.search(rf'<sheet [^>]*name="{name}"[^>]*r:id="(\w+)"', every["xl/workbook.xml"].decode())
    assert found
    relation = next(
        one
        for one in re.findall("<Relationship [^>]*>", every["xl/_rels/workbook.xml.rels"].decode())
        if f'Id="{found[1]}"' in one
    )
    target = re.search('Target="/?([^"]*)"', relation)
    assert target
    return target[1] if target[1].startswith("xl/") else f"xl/{target[1]}"


@cache
def _template(macros: bool) -> bytes:
    buffer = io.BytesIO()
    _book().save(buffer)
    with zipfile.ZipFile(buffer) as packed:
        every = {name: packed.read(name).decode() for name in packed.namelist()}
    raw: dict[str, bytes] = {}
    _share_words(every)
    _add_extended(every)
    _add_printer(every, raw)
    _add_calculation_chain(every)
    _add_custom_xml(every)
    if macros:
        _add_macros(every, raw)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in every.items():
            packed.writestr(name, text.encode())
        for name, content in raw.items():
            packed.writestr(name, content)
    return out.getvalue()


# --- what openpyxl can write --------------------------------------------------------------------------


def _book() -> Workbook:
    book = Workbook()
    guidance = book.active
    guidance.title = "Guidance"
    guidance["A1"] = CellRichText("Return for ", TextBlock(InlineFont(b=True), "ward partnerships"))
    guidance["A3"] = "Fill in the white cells only."
    _start(book)
    _progress(book)
    _figures(book)
    lists = book.create_sheet("Lists")
    lists.append(("Ratings", "Periods"))
    for row, rating in enumerate(RATINGS, start=2):
        lists.cell(row, 1, rating)
    for row, period in enumerate(PERIODS, start=2):
        lists.cell(row, 2, period)
    lists.sheet_state = "hidden"
    book.defined_names["Periods"] = DefinedName("Periods", attr_text="Lists!$B$2:$B$4")
    return book


def _start(book: Workbook) -> None:
    sheet = book.create_sheet("Start")
    sheet["B2"] = "About this return"
    labels = (
        "Ward", "Local authority:", "Reporting period", "Date signed", "Signed off by *", "Overall progress",
        "Share done", "Number of events", "Twice that", "Office use",
    )  # fmt: skip
    for row, label in enumerate(labels, start=4):
        sheet.cell(row, 2, label)
    for ref in ("C4", "C5", "C6", "C7", "C8", "C9", "C10", "C11"):
        sheet[ref].protection = Protection(locked=False)
    sheet.merge_cells("C4:E4")
    sheet.merge_cells("C9:F9")
    sheet["C7"].number_format = "dd/mm/yyyy"
    sheet["C10"].number_format = "0%"
    sheet["C11"].number_format = "#,##0"
    sheet["C12"] = "=C11*2"
    sheet["C5"].comment = Comment("As in the grant letter", "Central team")
    stops = {"showErrorMessage": True, "allow_blank": True}
    for rule, ref in (
        (DataValidation("list", formula1="Periods", **stops), "C6"),
        (DataValidation("list", formula1='"Chair, Vice chair"', **stops), "C8"),
        (DataValidation("textLength", operator="lessThanOrEqual", formula1="500", **stops), "C9"),
        (DataValidation("whole", operator="between", formula1="0", formula2="200", **stops), "C11"),
    ):
        rule.add(ref)
        sheet.add_data_validation(rule)
    sheet.protection.sheet = True
    sheet.protection.password = "council"


def _progress(book: Workbook) -> None:
    sheet = book.create_sheet("Progress")
    sheet["A1"] = "Progress of actions"
    for column, heading in enumerate(HEADINGS, start=1):
        sheet.cell(7, column, heading)
    for row in range(FIRST_ROW, 16):  # the further ones are not written down at all, as in a real file
        sheet.cell(row, 1).number_format = "@"
        sheet.cell(row, 2).fill = PatternFill("solid", fgColor="FFFFFFCC")
        sheet.cell(row, 4).number_format = "d mmm yyyy"
        sheet.cell(row, 6).number_format = "0%"
        sheet.cell(row, 8, f"=D{row}-TODAY()")
    sheet["B20"] = "Total"
    sheet["F20"] = "=AVERAGE(F8:F19)"
    red = PatternFill("solid", bgColor="FFFF0000")
    sheet.conditional_formatting.add("F8:F19", CellIsRule(operator="lessThan", formula=["0.25"], fill=red))
    sheet.page_setup.orientation = "landscape"


def _figures(book: Workbook) -> None:
    sheet = book.create_sheet("Figures")
    for row in (("Month", "Residents"), ("October", 10), ("November", 20), ("December", 30)):
        sheet.append(row)
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=4), titles_from_data=True)
    sheet.add_chart(chart, "E5")


# --- what it can't ------------------------------------------------------------------------------------


def _share_words(every: dict[str, str]) -> None:
    """Words in the workbook's one list of them, as spreadsheet programs keep them."""
    words: dict[str, int] = {}

    def shared(found: re.Match[str]) -> str:
        return f'<c {found[1]}t="s"><v>{words.setdefault(found[2], len(words))}</v></c>'

    for name, text in every.items():
        if name.startswith("xl/worksheets/sheet"):
            pattern = r'<c ([^>]*)t="inlineStr"><is>(.*?)</is></c>'
            every[name] = re.sub(pattern, shared, text, flags=re.DOTALL)
    listed = "".join(f"<si>{one}</si>" for one in words)
    every["xl/sharedStrings.xml"] = f'<?xml version="1.0" encoding="UTF-8"?><sst xmlns="{_MAIN}">{listed}</sst>'
    _add_relation(every, "rIdWords", f"{_R}/sharedStrings", "sharedStrings.xml")
    _add_type(every, '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-'
              'officedocument.spreadsheetml.sharedStrings+xml"/>')  # fmt: skip


def _add_extended(every: dict[str, str]) -> None:
    every["xl/worksheets/sheet3.xml"] = every["xl/worksheets/sheet3.xml"].replace(
        "</worksheet>", f"{EXTENDED}</worksheet>"
    )


def _add_printer(every: dict[str, str], raw: dict[str, bytes]) -> None:
    raw["xl/printerSettings/printerSettings1.bin"] = bytes(range(256))
    part = "xl/worksheets/sheet3.xml"
    every[part] = every[part].replace("<pageSetup ", f'<pageSetup xmlns:r="{_R}" r:id="rIdPrinter" ')
    every["xl/worksheets/_rels/sheet3.xml.rels"] = (
        f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{_RELS}">'
        f'<Relationship Id="rIdPrinter" Type="{_R}/printerSettings" Target="../printerSettings/printerSettings1.bin"/>'
        "</Relationships>"
    )
    _add_type(every, '<Default Extension="bin" ContentType="application/vnd.openxmlformats-officedocument'
              '.spreadsheetml.printerSettings"/>')  # fmt: skip


def _add_calculation_chain(every: dict[str, str]) -> None:
    cells = "".join(f'<c r="H{row}" i="3"/>' for row in range(8, 16))
    every["xl/calcChain.xml"] = f'<?xml version="1.0" encoding="UTF-8"?><calcChain xmlns="{_MAIN}">{cells}</calcChain>'
    text = re.sub("<calcPr[^>]*/>", '<calcPr calcId="191029"/>', every["xl/workbook.xml"])
    every["xl/workbook.xml"] = re.sub("<workbookPr[^>]*/>", "<workbookPr/>", text)
    _add_relation(every, "rIdChain", f"{_R}/calcChain", "calcChain.xml")
    _add_type(every, '<Override PartName="/xl/calcChain.xml" ContentType="application/vnd.openxmlformats-officedocument'
              '.spreadsheetml.calcChain+xml"/>')  # fmt: skip


def _add_custom_xml(every: dict[str, str]) -> None:
    every["customXml/item1.xml"] = '<grant xmlns="urn:council">A1</grant>'
    _add_relation(every, "rIdCustom", f"{_R}/customXml", "../customXml/item1.xml")


def _add_macros(every: dict[str, str], raw: dict[str, bytes]) -> None:
    raw["xl/vbaProject.bin"] = MACRO
    types = every["[Content_Types].xml"]
    plain = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    assert plain in types
    every["[Content_Types].xml"] = types.replace(plain, "application/vnd.ms-excel.sheet.macroEnabled.main+xml")
    _add_type(every, '<Override PartName="/xl/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/>')
    _add_relation(
        every, "rIdMacro", "http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin"
    )


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"


def _add_relation(every: dict[str, str], one: str, kind: str, target: str) -> None:
    part = "xl/_rels/workbook.xml.rels"
    every[part] = every[part].replace(
        "</Relationships>", f'<Relationship Id="{one}" Type="{kind}" Target="{target}"/></Relationships>'
    )


def _add_type(every: dict[str, str], words: str) -> None:
    types = every["[Content_Types].xml"]
    # The defaults of the standard come before what overrides them.
    place = types.index("<Override") if words.startswith("<Default") else types.index("</Types>")
    every["[Content_Types].xml"] = types[:place] + words + types[place:]
