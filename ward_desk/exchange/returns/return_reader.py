"""Read a return workbook back into data, or say in plain sentences, cell by cell, why it cannot be.

Every value is held against the schema, and the whole against the fingerprints it was written with.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ward_desk.core.errors import KnownError, NotUnderstoodError
from ward_desk.core.periods import Month
from ward_desk.exchange.cell_text import unescape
from ward_desk.exchange.returns import return_layout as layout
from ward_desk.exchange.returns import return_places as places
from ward_desk.exchange.returns.recut_sheets import KIND
from ward_desk.exchange.returns.return_cells import WrongKindError, corners, day_of, pence
from ward_desk.exchange.returns.return_columns import NO_ROWS, SCHEMA_VERSION, VERSIONS, Column, Sheet
from ward_desk.exchange.returns.return_schema import (
    MOST_ROWS,
    ReturnData,
    ReturnHeader,
    ReturnRow,
    ReturnValue,
    clean,
    validate,
)
from ward_desk.exchange.returns.return_sheets import CONTENTS, COVER, cover_rows_of, sheet_of, sheets_of, tables_of
from ward_desk.exchange.returns.return_workbook import no_garbage_looked_for
from ward_desk.exchange.workbook_file import NotAWorkbookError, open_safely

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

SHARED_TEXTS: Final = "xl/sharedStrings.xml"


class ReadProblem(NamedTuple):
    """One thing that keeps a workbook from being read: where it is and what is wrong there."""

    sheet: str  # its title; empty when it is about the whole file
    row: int  # as numbered in the sheet; 0 when it is about the sheet or a column
    column: str  # its heading; empty when it is about the row or the sheet
    sentence: str

    def __str__(self) -> str:
        row = f"row {self.row}" if self.row else ""
        where = ", ".join(filter(None, (self.sheet, row, self.column)))
        return f"{where}: {self.sentence}" if where else self.sentence


class ReturnRefusedError(KnownError):
    """The file is not a return that can be trusted; `problems` has every reason."""

    def __init__(self, problems: Sequence[ReadProblem], name: str) -> None:
        self.problems = tuple(problems)
        more = f" There are {len(problems) - 3} more problems." if len(problems) > 3 else ""
        super().__init__(
            "return.refused",
            f"{name} was not read. {' '.join(map(str, problems[:3]))}{more}",
            "Nothing was changed.",
            "Ask the ward to write the workbook again from its desk.",
        )


def read(path: Path) -> ReturnData:
    """The return in the workbook, equal to the data it was written from.

    Raises ReturnRefusedError with every problem found, or KnownError when the file itself cannot be opened.
    """
    with no_garbage_looked_for():
        try:
            book, parts = open_safely(path)
        except NotAWorkbookError as error:
            raise ReturnRefusedError([ReadProblem("", 0, "", error.happened)], path.name) from error
        try:
            data, problems = _Reading(book, texts_are_escaped=SHARED_TEXTS not in parts).all()
        finally:
            book.close()
    if problems or data is None:
        raise ReturnRefusedError(problems, path.name)
    return data


class _Reading:
    """One workbook being read, and the problems found so far."""

    def __init__(self, book: Workbook, *, texts_are_escaped: bool) -> None:
        self.book = book
        # Excel and LibreOffice keep texts in a shared list, where openpyxl itself undoes the escape.
        self.text = unescape if texts_are_escaped else str
        self.properties = {one.name: str(one.value or "") for one in book.custom_doc_props}
        self.problems: list[ReadProblem] = []
        self.tops: dict[str, int] = {}  # table -> the row of its headings

    def note(self, sentence: str, sheet: str = "", row: int = 0, column: str = "") -> None:
        self.problems.append(ReadProblem(sheet, row, column, sentence))

    def all(self) -> tuple[ReturnData | None, list[ReadProblem]]:
        """The whole return, and everything that is wrong with it."""
        version = self.properties.get("schema_version", "")
        if self.properties.get("kind") == KIND:
            self.note("This is a re-cut for two dates, not the return of a quarter: it can't be read as one.")
            return None, self.problems
        if version not in VERSIONS:
            self.note(_about_version(version))
            return None, self.problems
        cover = self.rows(COVER)
        contents = self.rows(CONTENTS)
        tables = {sheet.table: self.rows(sheet) for sheet in tables_of(version)}
        header = self.header(cover)
        if self.problems or header is None:
            return None, self.problems
        data = clean(ReturnData(header, {table: rows or [] for table, rows in tables.items()}))
        for problem in validate(data):
            sheet = sheet_of(problem.table)
            row = self.tops[sheet.table] + problem.row if problem.row else 0
            heading = next((column.heading for column in sheet.columns if column.key == problem.key), "")
            self.note(problem.sentence, sheet.title, row, heading)
        if not self.problems:
            self.check_unchanged(data, cover, contents)
        return data, self.problems

    def rows(self, sheet: Sheet) -> list[ReturnRow]:
        """The rows of one sheet, noting what is missing, renamed or of the wrong kind."""
        if sheet.title not in self.book.sheetnames:
            self.note("The sheet is missing.", sheet.title)
            return []
        page = self.book[sheet.title]
        table = page.tables.get(sheet.table) if hasattr(page, "tables") else None
        if table is None:
            self.note(f"The table called {sheet.table} is missing.", sheet.title)
            return []
        if (place := corners(table.ref)) is None:
            self.note(f"The table called {sheet.table} has no place on its sheet.", sheet.title)
            return []
        left, top, right, bottom = place
        self.tops[sheet.table] = top
        if not self.headings_are_right(page, sheet, top, left, right):
            return []
        if bottom - top > MOST_ROWS:
            self.note(f"The table has more than {MOST_ROWS:,} rows.", sheet.title)
            return []
        if page.max_row > bottom:
            self.note("Something stands below the table.", sheet.title, bottom + 1)
        found = [
            self.row(sheet, number, page_row)
            for number, page_row in enumerate(page.iter_rows(top + 1, bottom, left, right), start=top + 1)
        ]
        if len(found) == 1 and _is_no_rows(sheet, found[0]):
            return []
        return found

    def headings_are_right(self, page: Worksheet, sheet: Sheet, top: int, left: int, right: int) -> bool:
        """Whether the headings are those of the schema, in their order; each that is not is noted."""
        wanted = [column.heading for column in sheet.columns]
        found = [page.cell(top, position).value for position in range(left, right + 1)]
        for number, heading in enumerate(wanted):
            if number >= len(found):
                self.note("The column is missing.", sheet.title, top, heading)
            elif found[number] != heading:
                self.note(f"The heading has been changed to {found[number]!r}.", sheet.title, top, heading)
        for heading in found[len(wanted) :]:
            self.note("The column has been added.", sheet.title, top, str(heading))
        return found == wanted

    def row(self, sheet: Sheet, number: int, cells: Sequence[Any]) -> ReturnRow:
        result: ReturnRow = {}
        for column, cell in zip(sheet.columns, cells, strict=True):
            try:
                result[column.key] = self.value(sheet, column, cell)
            except WrongKindError as wrong:
                self.note(str(wrong), sheet.title, number, column.heading)
                result[column.key] = None
        return result

    def value(self, sheet: Sheet, column: Column, cell: Any) -> ReturnValue:
        """What the cell holds, as data. Raises WrongKindError."""
        value = cell.value
        if value is None:
            return None
        if cell.data_type == "f":
            raise WrongKindError("There is a formula where a value should be.")
        if cell.data_type == "e":
            raise WrongKindError(f"There is the error {value} where a value should be.")
        if sheet is COVER and isinstance(value, datetime):
            return day_of(value)
        if sheet is COVER and type(value) is int:
            return value
        if column.kind in ("text", "long", "mark"):
            if not isinstance(value, str):
                raise WrongKindError(f"There is {value} where text should be.")
            return self.text(value)
        if column.kind == "date":
            if not isinstance(value, datetime):
                raise WrongKindError(f"There is {value!r} where a date should be.")
            return day_of(value)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise WrongKindError(f"There is {value!r} where a number should be.")
        if column.kind == "money":
            return pence(value)
        return value

    def header(self, cover: list[ReturnRow]) -> ReturnHeader | None:
        """The header out of the rows of the Cover; None, and noted, when a row of it is missing or unreadable."""
        values = {row["item"]: row["value"] for row in cover}
        items = cover_rows_of(self.properties["schema_version"])
        wanted = [*(label for _, label in items), *layout.MONTH_ITEMS]
        missing = [item for item in wanted if item not in values]
        for item in missing if cover else ():
            self.note(f"The row called {item} is missing.", COVER.title)
        if missing:
            return None
        fields: dict[str, Any] = {name: "" if values[label] is None else values[label] for name, label in items}
        for name, label in items:
            if not isinstance(fields[name], int if name == "version" else str):
                self.note(f"{label} is not of the right kind.", COVER.title)
        try:
            months = [Month.parse(str(values[item])).key for item in layout.MONTH_ITEMS]
        except NotUnderstoodError as error:
            self.note(error.sentence, COVER.title)
            return None
        rating_key = tuple(
            (str(row["item"]).removeprefix(layout.RATING_ITEM), str(row["value"] or ""))
            for row in cover
            if str(row["item"]).startswith(layout.RATING_ITEM)
        )
        return (
            None
            if self.problems
            else ReturnHeader(**fields, months=(months[0], months[1], months[2]), rating_key=rating_key)
        )

    def check_unchanged(self, data: ReturnData, cover: list[ReturnRow], contents: list[ReturnRow]) -> None:
        """Note each cell, row or sheet that is not as it was written."""
        kept = layout.fingerprints(data)
        sheets = sheets_of(data.header.schema_version)
        for sheet in tables_of(data.header.schema_version):
            if self.properties.get(f"sha256_{sheet.table}") != kept[f"sha256_{sheet.table}"]:
                self.name_changes(sheet, data.tables[sheet.table])
        if self.properties.get("sha256_cover") != kept["sha256_cover"] or cover != layout.cover_rows(data.header):
            self.name_changes(COVER, cover)
        if contents != layout.contents_rows(data):
            self.note("The sheet was changed after the return was written.", CONTENTS.title)
        # The lines above every table repeat the Cover, so a changed Cover would be told of once a sheet.
        for sheet in sheets if not self.problems else ():
            self.check_lines(sheet, layout.lines_above(sheet, data.header))
        ours = {sheet.title for sheet in sheets}
        for title in self.book.sheetnames:
            if title not in ours:
                self.note("The sheet was added after the return was written.", title)
        properties = {**layout.properties(data), **places.properties(data)}
        stale = [name for name, value in properties.items() if self.properties.get(name) != value]
        if stale and not self.problems:
            self.note(f"The document property {stale[0]} was changed after the return was written.")

    def name_changes(self, sheet: Sheet, rows: list[ReturnRow]) -> None:
        for place in places.changed(sheet, rows, self.properties):
            row = self.tops[sheet.table] + place.row if place.row else 0
            self.note(place.sentence, sheet.title, row, place.heading)

    def check_lines(self, sheet: Sheet, lines: list[str]) -> None:
        """Note what is not as it was written in the lines above a table, or was added beside it or them."""
        page = self.book[sheet.title]
        top = self.tops[sheet.table]
        found = [page.cell(number, 1).value for number in range(1, top)]
        for number, (was, now) in enumerate(zip_longest(lines, found), start=1):
            if now is None or was is None or self.text(str(now)) != was:
                self.note("The line was changed after the return was written.", sheet.title, number)
        beside = [*page.iter_rows(max_row=top - 1, min_col=2)]
        if page.max_column > len(sheet.columns):
            beside += page.iter_rows(min_row=top, min_col=len(sheet.columns) + 1)
        for cells in beside:
            for cell in cells:
                if cell.value is not None:
                    self.note("Something was written beside the table.", sheet.title, cell.row, cell.column_letter)


def _about_version(version: str) -> str:
    if not version:
        return "The file is a workbook, but not a return written by Ward Desk."
    found, ours = (
        [int(part) if part.isdecimal() else 0 for part in text.split(".")] for text in (version, SCHEMA_VERSION)
    )
    if found > ours:
        return f"The return is of schema version {version}, newer than this desk knows ({SCHEMA_VERSION})."
    known = f"{', '.join(VERSIONS[:-1])} and {VERSIONS[-1]}"
    return f"The return is of schema version {version}, and this desk reads only {known}."


def _is_no_rows(sheet: Sheet, row: ReturnRow) -> bool:
    first, *others = (row[column.key] for column in sheet.columns)
    return first == NO_ROWS and all(value is None for value in others)
