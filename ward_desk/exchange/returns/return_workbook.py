"""Write a quarterly return as one workbook: values only, the same shape from every ward, accessible.

The rules are GOV.UK's (research.md section 2): one table to a sheet, from column A, under a title in A1 and
a few plain lines; no merged cells, filters, frozen panes, fills, pictures or formulas.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ward_desk.exchange.atomic import replace_file
from ward_desk.exchange.cell_text import escape
from ward_desk.exchange.returns import return_layout as layout
from ward_desk.exchange.returns import return_places as places
from ward_desk.exchange.returns.return_archive import packed
from ward_desk.exchange.returns.return_columns import NO_ROWS, Column, Sheet
from ward_desk.exchange.returns.return_schema import (
    ReturnData,
    ReturnRow,
    ReturnValue,
    clean,
    refuse_invalid,
)
from ward_desk.exchange.returns.return_sheets import CONTENTS, COVER, COVER_DATES, COVER_ROWS, sheets_of

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

Progress = Callable[[int, int], None]  # rows written, rows in all
ROWS_BETWEEN_WORDS: Final = 250

FONT: Final = "Arial"
WHOLE: Final = "#,##0"
FORMATS: Final = {
    "whole": WHOLE,
    "number": "#,##0.0##",
    "percent": "#,##0.0##",
    "money": "#,##0.00",
    "date": "d mmm yyyy",
}
# Excel takes an edited cell that starts so for a formula, unless the cell is marked as text.
FORMULA_STARTS: Final = ("=", "+", "-", "@")

LINE_HEIGHT: Final = 15.75  # points, of the font at 12
TALLEST_ROW: Final = 409.0  # points: Excel's own limit
PAGE_WIDTH: Final = 200  # characters across one page that can still be read


def write(data: ReturnData, path: Path, progress: Progress | None = None) -> Path:
    """Write the return to `path`, replacing what is there whole or not at all. Gives back `path`.

    `progress` is told every few hundred rows; whatever it raises stops the work and nothing is written.
    Raises KnownError when the data breaks the schema, a text does not fit a cell, or the disk refuses.
    """
    data = clean(data)
    refuse_invalid(data)
    with no_garbage_looked_for():
        content = packed(_workbook(data, progress or (lambda done, total: None)), data.header.as_at)
    return replace_file(path, lambda temporary: _fill(temporary, content))


@contextmanager
def no_garbage_looked_for() -> Iterator[None]:
    """Of the hundreds of thousands of cells of a large return none is garbage before the end, and looking takes a
    fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _fill(file: Path, content: memoryview) -> None:
    file.write_bytes(content)


def _workbook(data: ReturnData, progress: Progress) -> Workbook:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    _describe(book, data)
    styles = styles_of(book)
    rows_of: dict[str, list[ReturnRow]] = {
        COVER.table: layout.cover_rows(data.header),
        CONTENTS.table: layout.contents_rows(data),
        **data.tables,
    }
    sheets = sheets_of(data.header.schema_version)
    total = sum(len(rows_of[sheet.table]) for sheet in sheets)
    done = 0
    for sheet in sheets:
        page = book.create_sheet(sheet.title)
        rows = rows_of[sheet.table]
        top = write_above(page, layout.lines_above(sheet, data.header), styles)
        for row_number, row in enumerate(rows, start=top + 1):
            write_row(page, row_number, sheet.columns, row, styles)
            make_room(page, row_number, sheet.columns, row)
            done += 1
            if done % ROWS_BETWEEN_WORDS == 0:
                progress(done, total)
        if not rows:
            write_cell(page, top + 1, 1, NO_ROWS, sheet.columns[0], styles)
        if sheet is COVER:
            _date_the_cover(page, top, rows, styles)
        elif sheet is CONTENTS:
            link_the_contents(page, top, rows, styles)
        set_out(page, sheet, top, max(len(rows), 1), styles)
    progress(total, total)
    return book


def _describe(book: Workbook, data: ReturnData) -> None:
    """The document's title, language and author's role, and its custom properties."""
    from openpyxl.packaging.custom import StringProperty

    header = data.header
    about = book.properties
    about.title = layout.document_title(header)
    about.subject = "Ward partnership quarterly return"
    about.keywords = ", ".join(filter(None, (header.programme, header.ward, header.period)))
    about.creator = about.lastModifiedBy = header.prepared_role or f"{header.ward} ward partnership"
    about.language = "en-GB"
    about.version = str(header.version)
    for name, value in {**layout.properties(data), **places.properties(data)}.items():
        book.custom_doc_props.append(StringProperty(name=name, value=value))


def styles_of(book: Workbook) -> dict[str, Any]:
    """One style for each kind of cell; cells share them, for a style of its own costs each cell dear."""
    from openpyxl.cell import Cell
    from openpyxl.styles import Alignment, Font, NamedStyle
    from openpyxl.utils.indexed_list import IndexedList

    # Cells without a style, and the widths of columns, follow the first font; openpyxl has no public way to it.
    font = Font(name=FONT, sz=12)
    book._fonts = IndexedList([font])
    book._named_styles["Normal"].font = font
    text = Alignment(wrap_text=True, vertical="top")
    number = Alignment(horizontal="right", vertical="top")
    named = {
        "title": NamedStyle("Heading 1", font=Font(name=FONT, sz=16, b=True), builtinId=16),
        "line": NamedStyle("Return line", font=font),
        "heading": NamedStyle("Return heading", font=Font(name=FONT, sz=12, b=True), alignment=text),
        "text": NamedStyle("Return text", font=font, alignment=text),
        "link": NamedStyle("Hyperlink", font=Font(name=FONT, sz=12, u="single"), alignment=text, builtinId=8),
        "integer": NamedStyle("Return integer", font=font, alignment=number, number_format=WHOLE),
    }
    for kind, number_format in FORMATS.items():
        named[kind] = NamedStyle(f"Return {kind}", font=font, alignment=number, number_format=number_format)
    styles = {}
    page = book.create_sheet()
    for name, style in named.items():
        book.add_named_style(style)
        sample = Cell(page)
        sample.style = style.name
        styles[name] = sample._style
    # The apostrophe of Excel: the text stays text when somebody edits it.
    sample = Cell(page)
    sample.style = "Return text"
    sample.quotePrefix = True
    styles["quoted"] = sample._style
    book.remove(page)
    return styles


def write_above(page: Worksheet, lines: list[str], styles: dict[str, Any]) -> int:
    """The lines above the table. Gives the row of the table's headings."""
    for number, line in enumerate(lines, start=1):
        _put_text(page.cell(number, 1), line, styles["title" if number == 1 else "line"])
    return len(lines) + 1


def write_row(
    page: Worksheet, number: int, columns: tuple[Column, ...], row: ReturnRow, styles: dict[str, Any]
) -> None:
    """One row of a table, every value in the style of its kind."""
    from openpyxl.cell import Cell

    for position, column in enumerate(columns, start=1):
        value = row[column.key]
        if value is not None:
            # What `page.cell` does after looking whether there is one already.
            cell = page._cells[number, position] = Cell(page, number, position)
            _fill_cell(cell, value, column, styles)


def make_room(page: Worksheet, number: int, columns: tuple[Column, ...], row: ReturnRow) -> None:
    """As high a row as its longest text needs: not every program works that out when it opens a workbook."""
    most = 1
    for column in columns:
        value = row[column.key]
        if type(value) is str and (len(value) >= column.width or "\n" in value):
            # A word that does not fit goes to the next line, so a line is not used to its end.
            room = max(column.width - 1, 1)
            most = max(most, sum(-(-len(line) // room) or 1 for line in value.split("\n")))
    if most > 1:
        _set_height(page, number, most)


def _set_height(page: Worksheet, number: int, lines: int) -> None:
    # What a RowDimension gives when it is written, and thousands of those take long to make.
    height = min(lines * LINE_HEIGHT, TALLEST_ROW)
    page.row_dimensions[number] = {"ht": f"{height:.16g}", "customHeight": "1"}


def write_cell(
    page: Worksheet, row: int, position: int, value: ReturnValue, column: Column, styles: dict[str, Any]
) -> None:
    """One value in the style of its kind."""
    _fill_cell(page.cell(row, position), value, column, styles)


def _fill_cell(cell: Any, value: ReturnValue, column: Column, styles: dict[str, Any]) -> None:
    if type(value) is str:
        if column.kind == "date":
            put_day(cell, value, styles)
        else:
            _put_text(cell, value, styles["quoted" if value.startswith(FORMULA_STARTS) else "text"])
        return
    if column.kind == "money" and type(value) is int:
        _put(cell, layout.pounds(value), "n", styles["money"])
    else:
        # A whole number is shown without a decimal point, whatever its column may hold.
        _put(cell, value, "n", styles["integer" if type(value) is int else column.kind])


def _put_text(cell: Any, text: str, style: Any) -> None:
    # Not by its `value`: openpyxl would take "=1+1" for a formula and "#N/A" for an error.
    _put(cell, escape(text), "s", style)


def put_day(cell: Any, value: str, styles: dict[str, Any]) -> None:
    _put(cell, layout.day(value), "d", styles["date"])


def _put(cell: Any, value: Any, data_type: str, style: Any) -> None:
    """What `cell.value` does after looking what kind of value it is, which the schema has said already."""
    cell._style = style
    cell._value = value
    cell.data_type = data_type


def _date_the_cover(page: Worksheet, top: int, rows: list[ReturnRow], styles: dict[str, Any]) -> None:
    dates = {label for name, label in COVER_ROWS if name in COVER_DATES}
    for number, row in enumerate(rows, start=top + 1):
        if row["item"] in dates and isinstance(row["value"], str):
            put_day(page.cell(number, 2), row["value"], styles)


def link_the_contents(page: Worksheet, top: int, rows: list[ReturnRow], styles: dict[str, Any]) -> None:
    from openpyxl.worksheet.hyperlink import Hyperlink

    for number, row in enumerate(rows, start=top + 1):
        cell = page.cell(number, 1)
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{row['sheet']}'!A1", display=row["sheet"])
        cell._style = styles["link"]


def set_out(page: Worksheet, sheet: Sheet, top: int, rows: int, styles: dict[str, Any]) -> None:
    """The headings, the named table, the widths, and paper that is wide enough."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.table import Table, TableColumn

    for position, column in enumerate(sheet.columns, start=1):
        _put_text(page.cell(top, position), column.heading, styles["heading"])
        page.column_dimensions[get_column_letter(position)].width = column.width
    _set_height(page, top, max(-(-len(column.heading) // max(column.width - 4, 1)) for column in sheet.columns))
    # Its columns are given, so openpyxl does not add the filter buttons that screen readers stumble over.
    page.add_table(
        Table(
            displayName=sheet.table,
            name=sheet.table,
            ref=f"A{top}:{get_column_letter(len(sheet.columns))}{top + rows}",
            tableColumns=[
                TableColumn(id=number, name=column.heading) for number, column in enumerate(sheet.columns, start=1)
            ],
        )
    )
    page.sheet_view.zoomScale = 100
    page.sheet_view.tabSelected = sheet is COVER
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToHeight = 0
    page.page_setup.fitToWidth = max(1, -(-sum(column.width for column in sheet.columns) // PAGE_WIDTH))
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = f"{top}:{top}"
    if page.page_setup.fitToWidth > 1:
        page.print_title_cols = "A:A"
