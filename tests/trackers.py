"""Old action trackers as councils keep them, and files that only claim to be one. What they say is from the papers.

Four good ones: `chesham` (themes), `north_northants` (recommendations by term), `hand_made` (CSV), `two_sheets`.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import openpyxl
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color
from openpyxl.worksheet.worksheet import Worksheet

RED: Final = "FFFF0000"
AMBER: Final = "FFFFC000"
GREEN: Final = "FF92D050"
BLUE: Final = "FF00B0F0"


def fill(colour: str | Color) -> PatternFill:
    """A solid fill."""
    return PatternFill("solid", fgColor=colour)


def chesham(path: Path) -> Path:
    """A ward tracker by theme (B 8.1, 8.2): three rows above the headings, the theme merged over its rows, ratings by
    colour alone, dates as British text, TBC, several actions in a cell, dated updates, a hidden column, a total."""
    book = openpyxl.Workbook()
    page = _page(book, "Chesham action plan")
    page["A1"] = "Opportunity Bucks - Chesham Ward Partnership"
    page.merge_cells("A1:J1")
    page["A2"] = "Action tracker, last updated 14/11/23"
    rows = [
        ("Ref", "Theme", "Action", "Lead", "Partners", "Start date", "By when", "RAG", "Progress update",
         "Officer notes (internal)"),
        (1, "Education and Skills", "Greggs Breakfast Club at Ivingswood Academy", "Buckinghamshire Council",
         "Greggs, Ivingswood Academy", "01/09/22", "31/07/24", GREEN,
         "12/09/23: 50 children each school day.\nTeachers say they settle sooner.\n14/11/23 - Second school asked.",
         "Check funding"),
        (2, None, "Adult Literacy pop-up in Chesham library", "Adult Learning", "Libraries; Multiply team",
         "July 2023", "31/08/23", BLUE, "Done in July, courses ran in the summer.", None),
        (None,) * 10,
        (3, "Jobs and career opportunities", "Jobs and Apprenticeships fair at the Elgiva", "Bucks Business First",
         "Jobcentre Plus\nBuckinghamshire College Group", "1 March 23", "Dec-23", AMBER,
         "More than 400 residents and 25 exhibitors.", None),
        (4, "Quality of Public Realm", "1. Community Day of Action\n2. Waste hot-spots with Paradigm Housing\n"
         "3. Paint the railings in Berkhampstead Road", "Waste team", "Paradigm Housing", "01/10/23",
         "13/12/23\nTBC\n31/03/24", AMBER, "Date agreed.\nParadigm own most of the land.\nPaint ordered.", None),
        (5, "Health and Wellbeing", "Smoke-free park or playground", "Public Health", "TBC", "Sept 23",
         "Ongoing", RED, "Waiting for the new school term\n\nSign design agreed 4 Oct", "Chase 12/12"),
        (None, None, "Total actions: 5", None, None, None, None, None, None, None),
    ]  # fmt: skip
    _lay(page, 4, rows, colours={8: True})
    page.merge_cells("B5:B6")
    page.column_dimensions["J"].hidden = True
    page.row_dimensions[8].hidden = True
    for cell in page[4]:
        cell.font, cell.fill = Font(bold=True, color="FFFFFFFF"), fill("FF1F3864")
    return _saved(book, path)


def north_northants(path: Path) -> Path:
    """A tracker by recommendation and term (C 4.9): the terms as titles between the rows, the recommendation merged
    over its rows, one heading over two columns, R, A and G as letters, a recommendation with nothing to report."""
    book = openpyxl.Workbook()
    page = _page(book, "LUP tracker")
    page["A1"] = "Levelling Up North Northamptonshire"
    page["A2"] = "Delivery group tracker"
    rows: list[tuple[Any, ...]] = [
        ("Levelling Up Plan Recommendation", "Key action", "Led by", "Dates", None, "BAU?", "Status", "RAG",
         "Key project progress"),
        (None, None, None, "Start", "End", None, None, None, None),
        ("Short term",) + (None,) * 8,
        ("Improving engagement and communications", "Local Area Partnerships and Community Wellbeing Forums",
         "North Northamptonshire Council", "01/04/2022", "31/03/2024", "BAU", "Ongoing", "G",
         "Refer to the Integrated Care System's reports."),
        (None, "Winter engagement events in Kettering and Corby", "Well Northants", "Q3 2023", "29/02/2024",
         "Additional", "WIP", "A", "606 residents engaged.\nOver 100 attended, across two events."),
        ("Install more bleed boxes", "Map of bleed boxes", "Police, Fire and Crime Commissioner", "2022", "n/a",
         "Task and finish", "Completed", "B", "Many new boxes and an interactive map."),
        ("Medium Term",) + (None,) * 8,
        ("Crowd Funding",) + (None,) * 8,
        ("The return on investment of strategically investing in local youth work", "Youth work asset mapping",
         "Well Northants", "13 Dec 2022", "end of March 2024", "BAU", "Paused", "R", "Needs the Family Hubs' offer."),
        ("Longer Term",) + (None,) * 8,
        ("Safer Streets - Street Lighting and CCTV", "New cameras on the Hemmingwell and Queensway estates",
         "Community Safety", "2021", "2023/24", "Additional", "Not yet", "", "Survey finished; columns to be tested."),
    ]  # fmt: skip
    _lay(page, 4, rows)
    page.merge_cells("D4:E4")
    for column in "ABCFGHI":
        page.merge_cells(f"{column}4:{column}5")
    page.merge_cells("A7:A8")
    for at in (6, 10, 13):
        page.merge_cells(f"A{at}:I{at}")
    return _saved(book, path)


def hand_made(path: Path) -> Path:
    """A list somebody typed and saved as CSV on a Windows machine: semicolons, Windows-1252, line breaks in cells."""
    text = (
        "Ward partnership actions – Chesham;;;;;\r\n"
        ";;;;;\r\n"
        "No.;What we will do;Who;When;Status;% complete;Comments;Cost\r\n"
        "1;Cookery course with food bank items;Oasis Partnership;31/10/2023;Done;100;"
        "\"12 sessions so far\nMore in the next 2 months – café agreed\";£1,200\r\n"
        "\r\n"
        "2;\"Door-knock for unlicensed HMO’s\nin 12 streets\";Housing;13.12.23;Started;about half;750 properties;\r\n"
        "3;Home Upgrade Grant 2;Energy team;45291;on hold;25;\"Commences in October; date passed\";£2.2m\r\n"
        "No.;What we will do;Who;When;Status;% complete;Comments;Cost\r\n"
        "4;Regional partners’ forum;Community Board;12/25/2023;Not started;0;;\r\n"
        "5;Multiply bus at Chesham;n/a;;;;;\r\n"
        ";;;;;\r\n"
    )  # fmt: skip
    path.write_bytes(text.encode("cp1252"))
    return path


def two_sheets(path: Path) -> Path:
    """A workbook whose first sheet only holds the words of its lists, and whose hidden one is closed actions: typed
    dates and percentages, whole months, a rating in words and theme colours, milestones, rows that go on."""
    book = openpyxl.Workbook()
    lists = _page(book, "Lookups")
    for at, words in enumerate(("Theme", "Status", "RAG"), start=1):
        lists.cell(1, at, words)
    for at, row in enumerate((("Standard of Living", "Open", "Red"), ("Health", "Closed", "Amber")), start=2):
        for column, words in enumerate(row, start=1):
            lists.cell(at, column, words)
    page = book.create_sheet("Action tracker")
    rows = [
        ("Action ref", "Activity", "Description", "Owner", "Start date", "Deadline", "Action status", "RAG status",
         "Reason for RAG", "% complete", "Milestones", "Outcome", "October update", "November update"),
        ("Theme: Standard of Living",) + (None,) * 13,
        ("SL1", "Home Upgrade Grant phase 2", "Energy efficiency of eligible homes", "Housing / Energy Doctor",
         date(2023, 10, 1), datetime(2023, 12, 31), "In progress", "At risk", "Few have applied", 0.65,
         "Leaflet agreed (due 1 Nov 2023, done 30 Oct 2023)\nHomes visited - 31/01/24", "Warmer homes",
         "Letters sent", "23 visits booked"),
        (None, None, "Also private tenants", None, None, None, None, None, None, None, "Report to board", None, None,
         "Landlords told"),
        ("SL2", "Debt surgeries", None, "Citizens Advice Bucks", date(2023, 6, 1), date(2024, 3, 1), "Closed", "",
         None, 1, None, "Fewer in debt", None, None),
        ("Theme: Health and Wellbeing",) + (None,) * 13,
        ("HW1", "Smokers on waiting lists", None, "Bucks Healthcare Trust", None, None, "Delayed", None, None, None,
         None, None, "Recruiting", "=1+1"),
    ]  # fmt: skip
    _lay(page, 1, rows)
    page["F3"].number_format = "dd/mm/yyyy"
    page["F5"].number_format = "mmm-yy"
    for at in (3, 5):
        page.cell(at, 10).number_format = "0%"
    page["H3"].fill = fill(Color(theme=9))
    page["H7"].fill = fill(Color(indexed=10))
    closed = book.create_sheet("Closed actions")
    _lay(closed, 1, [rows[0], rows[4]])
    closed.sheet_state = "hidden"
    return _saved(book, path)


def own_list(path: Path, rows: Sequence[Sequence[Any]]) -> Path:
    """A workbook with these rows from A1 on, as a list of ours is."""
    book = openpyxl.Workbook()
    _lay(_page(book, "Actions"), 1, rows)
    return _saved(book, path)


def not_a_workbook(path: Path) -> Path:
    """A web page that was saved as a workbook."""
    path.write_text("<html><table><tr><td>Action</td></tr></table></html>")
    return path


def with_a_password(path: Path) -> Path:
    """What Excel makes of a workbook with a password: a container of the old kind."""
    path.write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 3_000)
    return path


def of_nothing(path: Path) -> Path:
    """An empty file."""
    path.write_bytes(b"")
    return path


def cut_short(path: Path) -> Path:
    """A workbook whose end did not arrive."""
    whole = chesham(path).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    return path


def with_a_damaged_sheet(path: Path) -> Path:
    """A workbook whose sheet stops in the middle of a cell."""
    return with_sheet(path, HEAD + b'<row r="1"><c r="A1" t="inlineStr"><is><t>Acti')


def with_a_million_rows(path: Path) -> Path:
    """A sheet filled to Excel's last row but a few."""
    rows = b"".join(b'<row><c t="inlineStr"><is><t>Action %d</t></is></c></row>' % at for at in range(1_000_000))
    return with_sheet(path, HEAD + rows + TAIL)


def with_a_million_empty_rows(path: Path) -> Path:
    """Two actions and a border drawn down to the last row."""
    rows = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (at, at) for at in range(3, 1_000_001))
    first = b'<row r="1"><c r="A1" t="inlineStr"><is><t>Action</t></is></c></row>'
    second = b'<row r="2"><c r="A2" t="inlineStr"><is><t>Hold a fair</t></is></c></row>'
    return with_sheet(path, HEAD + first + second + rows + TAIL)


def that_unpacks_for_ever(path: Path) -> Path:
    """A zip bomb: 60 MB of blanks that pack into almost nothing."""
    return with_sheet(path, HEAD + b" " * 60_000_000 + TAIL)


def that_says_300_megabytes(path: Path) -> Path:
    """A sheet that its file says has 300 MB."""
    with_sheet(path, HEAD + TAIL)
    content = bytearray(path.read_bytes())
    at = content.rfind(b"xl/worksheets/sheet1.xml") - 46  # its entry in the list at the end of the file
    content[at + 24 : at + 28] = (300_000_000).to_bytes(4, "little")
    path.write_bytes(content)
    return path


def with_entities(path: Path) -> Path:
    """A billion laughs: entities within entities in the sheet."""
    laughs = b'<!DOCTYPE worksheet [<!ENTITY a0 "ha">' + b"".join(
        b'<!ENTITY a%d "%s">' % (at, b"&a%d;" % (at - 1) * 10) for at in range(1, 10)
    )
    row = b'<row r="1"><c r="A1" t="inlineStr"><is><t>&a9;</t></is></c></row>'
    return with_sheet(path, b'<?xml version="1.0"?>' + laughs + b"]>" + HEAD + row + TAIL)


def with_entities_in_its_words(path: Path) -> Path:
    """The same in the list of words that the sheets share."""
    words = (
        b'<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY file SYSTEM "file:///etc/hostname">]>'
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&file;</t></si></sst>'
    )
    return _with_shared_words(path, words)


def as_excel_writes_it(path: Path) -> Path:
    """Words in a list shared by all cells, one of them in two kinds of letters; an answer with its formula."""
    words = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>Action</t></si><si><t>Cost</t>'
        b"</si><si><r><t>Hold a </t></r><r><rPr><b/></rPr><t>jobs fair</t></r></si></sst>"
    )
    return _with_shared_words(path, words)


def binary_called_csv(path: Path) -> Path:
    """A workbook under the name of a CSV file."""
    book = io.BytesIO()
    openpyxl.Workbook().save(book)
    path.write_bytes(book.getvalue())
    return path


def in_no_known_writing(path: Path) -> Path:
    """Neither UTF-8 nor Windows-1252: bytes that neither of them has."""
    path.write_bytes(b"Action;Lead\r\n" + bytes([0x81, 0x8D, 0x8F, 0x90, 0x9D]) + b";Council\r\n")
    return path


def with_a_quote_left_open(path: Path) -> Path:
    """A CSV file in which the first quotation mark never ends."""
    path.write_text('Action,Lead\n"Hold a fair,Council\n' + "Paint the railings,Council\n" * 10_000)
    return path


HEAD: Final = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL: Final = b"</sheetData></worksheet>"


def _page(book: openpyxl.Workbook, name: str) -> Worksheet:
    page = book.active
    assert isinstance(page, Worksheet)
    page.title = name
    return page


def _lay(page: Worksheet, top: int, rows: Sequence[Sequence[Any]], colours: dict[int, bool] | None = None) -> None:
    for at, row in enumerate(rows, start=top):
        for column, value in enumerate(row, start=1):
            if value in (RED, AMBER, GREEN, BLUE) and column in (colours or {}):
                page.cell(at, column).fill = fill(value)
            elif value not in (None, ""):
                page.cell(at, column, value)


def _saved(book: openpyxl.Workbook, path: Path) -> Path:
    book.save(path)
    return path


def with_sheet(path: Path, xml: bytes) -> Path:
    """A workbook whose one sheet is this XML."""
    book = openpyxl.Workbook()
    book.save(path)
    return _with_part(path, "xl/worksheets/sheet1.xml", xml)


def _with_shared_words(path: Path, words: bytes) -> Path:
    rows = (
        b'<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
        b'<row r="3"><c r="A3" t="s"><v>2</v></c><c r="B3"><f>600*2</f><v>1200</v></c></row>'
    )
    with_sheet(path, HEAD + rows + TAIL)
    with zipfile.ZipFile(path) as packed:
        kinds = packed.read("[Content_Types].xml").decode()
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    if kind not in kinds:
        kinds = kinds.replace("</Types>", f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>')
    _with_part(path, "[Content_Types].xml", kinds.encode())
    return _with_part(path, "xl/sharedStrings.xml", words)


def _with_part(path: Path, name: str, content: bytes) -> Path:
    with zipfile.ZipFile(path) as packed:
        parts = {part: packed.read(part) for part in packed.namelist()}
    parts[name] = content
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for part, data in parts.items():
            packed.writestr(part, data)
    return path
