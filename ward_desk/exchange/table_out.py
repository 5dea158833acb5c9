"""A list as one table in a file: a workbook with real dates and numbers in its cells, or CSV.

Values only: text that begins with = + - @ stays text in a workbook, and is guarded in CSV as `csv_out` does it.
"""

from __future__ import annotations

import csv
import io
import re
import textwrap
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from ward_desk.exchange.atomic import replace_file
from ward_desk.exchange.cell_text import MOST_CHARACTERS, clean_text, escape, length_in_cell
from ward_desk.exchange.csv_out import guarded
from ward_desk.exchange.returns.return_layout import LONGEST_LINE
from ward_desk.exchange.returns.return_workbook import FONT, FORMULA_STARTS, no_garbage_looked_for

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

Kind = Literal["text", "date", "when", "number", "money", "percent"]
Cell = str | int | float | None
Progress = Callable[[int, int], None]  # rows written, rows in all

FORMATS: Final = {"date": "d mmm yyyy", "when": "d mmm yyyy hh:mm", "money": "£#,##0.00"}
FIRST_DAY: Final = date(1900, 3, 1)  # before it Excel's calendar is a day out, or has no day
WIDEST: Final = 52  # characters
PAGE_WIDTH: Final = 180  # characters across one page that a meeting can read
SHORT: Final = MOST_CHARACTERS // 4  # a text no longer than this fits a cell, however it is written
LINE_HEIGHT: Final = 14.5  # points, of the font at 11
TALLEST_ROW: Final = 409.0  # points: Excel's own limit
ROWS_BETWEEN_WORDS: Final = 250


class Column(NamedTuple):
    """One column. Dates are ISO text, money is whole pence, per cent is of a hundred."""

    heading: str
    kind: Kind = "text"


class Table(NamedTuple):
    """A list as it goes out."""

    title: str
    sheet: str  # the name of its sheet
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    lines: tuple[str, ...] = ()  # between the title and the headings of a workbook
    said: tuple[str, ...] = ()  # after those, and last in CSV: what is not in the list


def write(table: Table, path: Path, progress: Progress | None = None) -> Path:
    """Write a table to `path`: CSV when it ends in .csv, else a workbook. Gives back `path`.

    What was there is replaced whole or not at all. `progress` is told every few hundred rows; whatever it raises stops
    the work and nothing is written. Raises KnownError when the disk refuses.
    """
    tell = progress or (lambda done, total: None)
    whole = table._replace(rows=[[clean_text(one) if isinstance(one, str) else one for one in row]
                                 for row in table.rows])  # fmt: skip
    content = _csv(whole, tell) if path.suffix.lower() == ".csv" else _xlsx(whole, tell)
    return replace_file(path, lambda temporary: _fill(temporary, content))


def _fill(file: Path, content: bytes) -> None:
    file.write_bytes(content)


# ---- CSV


def _csv(table: Table, tell: Progress) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([guarded(column.heading) for column in table.columns])
    for done, row in enumerate(table.rows, start=1):
        writer.writerow([_in_csv(column.kind, one) for column, one in zip(table.columns, row, strict=True)])
        if done % ROWS_BETWEEN_WORDS == 0:
            tell(done, len(table.rows))
    if table.said:
        # Last, so that a program finds the headings where it looks for them.
        writer.writerow([])
        writer.writerows([guarded(line)] for line in table.said)
    return out.getvalue().encode("utf-8-sig")


def _in_csv(kind: Kind, value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return guarded(value)
    if kind == "money":
        return f"{Decimal(int(value)) / 100:.2f}"
    return f"{value:.12g}%" if kind == "percent" else str(value)


# ---- workbook


def _xlsx(table: Table, tell: Progress) -> bytes:
    buffer = io.BytesIO()
    with no_garbage_looked_for():
        _workbook(_parted(table), tell).save(buffer)
    return buffer.getvalue()


def _parted(table: Table) -> Table:
    """The table with a further column after each that holds a text too long for one cell, for what is left of it."""
    pieces = [[_pieces(one) if isinstance(one, str) else [one] for one in row] for row in table.rows]
    most = [max((len(row[at]) for row in pieces), default=1) for at in range(len(table.columns))]
    if all(number == 1 for number in most):
        return table
    columns = [
        column if at == 0 else Column(f"{column.heading}, continued", column.kind)
        for column, number in zip(table.columns, most, strict=True)
        for at in range(number)
    ]
    rows = [
        [one for parts, number in zip(row, most, strict=True) for one in [*parts, *[None] * (number - len(parts))]]
        for row in pieces
    ]
    return table._replace(columns=tuple(columns), rows=rows)


def _pieces(text: str) -> list[Cell]:
    """A text in parts that each fit a cell, parted between lines where there are any."""
    parts: list[Cell] = []
    while len(text) > SHORT and length_in_cell(text) > MOST_CHARACTERS:
        cut = SHORT
        while cut * 2 < len(text) and length_in_cell(text[: cut * 2]) <= MOST_CHARACTERS:
            cut *= 2
        line = text.rfind("\n", 1, cut)
        parts.append(text[:cut] if line < 0 else text[:line])
        text = text[cut:] if line < 0 else text[line + 1 :]
    return [*parts, text]


def _workbook(table: Table, tell: Progress) -> Workbook:
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    page.title = re.sub(r"[\[\]:*?/\\']", " ", table.sheet)[:31].strip() or "List"
    book.properties.title = table.title
    book.properties.creator = book.properties.lastModifiedBy = "Ward Desk"
    book.properties.language = "en-GB"
    styles = _styles(book)
    # A line runs on over the cells beside it, so a long one would make every page of the sheet wider.
    lines = [part for line in (*table.lines, *table.said) for part in textwrap.wrap(line, LONGEST_LINE)]
    above = (table.title, *lines)
    for number, line in enumerate(above, start=1):
        _put(page.cell(number, 1), escape(line), "s", styles["title" if number == 1 else "line"])
    top = len(above) + 1
    widths = _widths(table)
    for done, row in enumerate(table.rows, start=1):
        for position, (column, value) in enumerate(zip(table.columns, row, strict=True), start=1):
            if value is not None and value != "":
                _write_cell(page.cell(top + done, position), column.kind, value, styles)
        _make_room(page, top + done, row, widths)
        if done % ROWS_BETWEEN_WORDS == 0:
            tell(done, len(table.rows))
    _set_out(page, table, top, widths, styles)
    return book


def _styles(book: Workbook) -> dict[str, Any]:
    """One style for each kind of cell, shared by all its cells."""
    from openpyxl.cell import Cell as Sample
    from openpyxl.styles import Alignment, Font, NamedStyle, PatternFill
    from openpyxl.styles.borders import Border, Side

    wrapped = Alignment(wrap_text=True, vertical="top")
    right = Alignment(horizontal="right", vertical="top")
    body = Font(name=FONT, sz=11)
    under = Border(bottom=Side(style="thin"))
    named = {
        "title": NamedStyle("List title", font=Font(name=FONT, sz=15, b=True)),
        "line": NamedStyle("List line", font=body),
        "heading": NamedStyle(
            "List heading", font=Font(name=FONT, sz=11, b=True), alignment=wrapped, border=under,
            fill=PatternFill("solid", fgColor="E3F0F0"),
        ),
        "text": NamedStyle("List text", font=body, alignment=wrapped),
        "whole": NamedStyle("List whole number", font=body, alignment=right, number_format="#,##0"),
        "number": NamedStyle("List number", font=body, alignment=right, number_format="#,##0.0##"),
        "percent": NamedStyle("List per cent", font=body, alignment=right, number_format="0%"),
        "part": NamedStyle("List part per cent", font=body, alignment=right, number_format="0.0#%"),
    }  # fmt: skip
    for kind, number_format in FORMATS.items():
        named[kind] = NamedStyle(f"List {kind}", font=body, alignment=right, number_format=number_format)
    styles = {}
    for name, style in named.items():
        book.add_named_style(style)
        sample = Sample(book.active)
        sample.style = style.name
        styles[name] = sample._style
    # The apostrophe of Excel: the text stays text when somebody edits it.
    sample = Sample(book.active)
    sample.style = "List text"
    sample.quotePrefix = True
    styles["quoted"] = sample._style
    return styles


def _write_cell(cell: Any, kind: Kind, value: str | int | float, styles: dict[str, Any]) -> None:
    if isinstance(value, str):
        when = _when(value) if kind in ("date", "when") else None
        if when is not None:
            _put(cell, when, "d", styles["when" if isinstance(when, datetime) else "date"])
        else:
            _put(cell, escape(value), "s", styles["quoted" if value.startswith(FORMULA_STARTS) else "text"])
    elif kind == "money":
        _put(cell, Decimal(int(value)) / 100, "n", styles["money"])
    elif kind == "percent":
        _put(cell, Decimal(str(value)) / 100, "n", styles["percent" if value == int(value) else "part"])
    else:
        _put(cell, value, "n", styles["whole" if value == int(value) else "number"])


def _put(cell: Any, value: Any, data_type: str, style: Any) -> None:
    # Not by its `value`: openpyxl would take "=1+1" for a formula and "#N/A" for an error.
    cell._style = style
    cell._value = value
    cell.data_type = data_type


def _when(iso: str) -> date | datetime | None:
    """The day or time an ISO text means; None when a sheet's calendar does not have it."""
    try:
        when = date.fromisoformat(iso) if len(iso) == 10 else datetime.fromisoformat(iso)
    except ValueError:
        return None
    return when if (when.date() if isinstance(when, datetime) else when) >= FIRST_DAY else None


def _widths(table: Table) -> list[int]:
    """How many characters wide each column is: its longest line, up to a width that can still be read."""
    widths = []
    for at, column in enumerate(table.columns):
        longest = max(len(word) for word in (*column.heading.split(), ""))
        if column.kind in FORMATS:
            longest = max(longest, 18 if column.kind == "when" else 11)
        else:
            for row in table.rows:
                value = row[at]
                if isinstance(value, str):
                    longest = max(longest, *map(len, value.split("\n")))
                elif value is not None:
                    longest = max(longest, len(f"{value:,}") + 1)
        widths.append(min(longest, WIDEST) + 4)  # room for the filter's arrow
    return widths


def _make_room(page: Worksheet, number: int, row: Sequence[Cell], widths: Sequence[int]) -> None:
    """As high a row as its longest text needs: not every program works that out when it opens a workbook."""
    from openpyxl.worksheet.dimensions import RowDimension

    lines = 1
    for value, width in zip(row, widths, strict=True):
        if isinstance(value, str) and (len(value) > width - 3 or "\n" in value):
            lines = max(lines, sum(-(-len(line) // (width - 3)) or 1 for line in value.split("\n")))
    if lines > 1:
        page.row_dimensions[number] = RowDimension(page, index=number, ht=min(lines * LINE_HEIGHT, TALLEST_ROW))


def _set_out(page: Worksheet, table: Table, top: int, widths: Sequence[int], styles: dict[str, Any]) -> None:
    """The headings, which stay in sight, their filters, the widths, and paper that can be read."""
    from openpyxl.utils import get_column_letter

    for position, (column, width) in enumerate(zip(table.columns, widths, strict=True), start=1):
        _put(page.cell(top, position), escape(column.heading), "s", styles["heading"])
        page.column_dimensions[get_column_letter(position)].width = width
    page.sheet_format.defaultRowHeight = LINE_HEIGHT
    words = max(-(-len(column.heading) // (width - 4)) for column, width in zip(table.columns, widths, strict=True))
    page.row_dimensions[top].height = LINE_HEIGHT * max(words, 1) + 2
    page.freeze_panes = f"A{top + 1}"
    page.auto_filter.ref = f"A{top}:{get_column_letter(len(table.columns))}{top + max(len(table.rows), 1)}"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToHeight = 0
    page.page_setup.fitToWidth = max(1, -(-sum(widths) // PAGE_WIDTH))
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = f"{top}:{top}"
    if page.page_setup.fitToWidth > 1:
        page.print_title_cols = "A:A"
    page.oddFooter.left.text = table.title.replace("&", "&&")
    page.oddFooter.right.text = "Page &P of &N"
