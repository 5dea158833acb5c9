"""Write a re-cut: as a workbook in the shape of a return's, or as a folder of CSV files."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ward_desk.core.errors import KnownError
from ward_desk.exchange.atomic import replace_file
from ward_desk.exchange.csv_out import guarded
from ward_desk.exchange.returns import return_layout as layout
from ward_desk.exchange.returns import return_workbook as pieces
from ward_desk.exchange.returns.recut_data import RecutData, cleaned, cover_rows, sha256
from ward_desk.exchange.returns.recut_sheets import (
    COVER_DAYS,
    COVER_ITEMS,
    KIND,
    RECUT_COVER,
    RECUT_SHEETS,
    RECUT_TABLES,
)
from ward_desk.exchange.returns.return_archive import packed
from ward_desk.exchange.returns.return_columns import Sheet
from ward_desk.exchange.returns.return_data import ReturnRow
from ward_desk.exchange.returns.return_sheets import CONTENTS

if TYPE_CHECKING:
    from openpyxl import Workbook

Progress = Callable[[int, int], None]  # rows written, rows in all

NO_ROWS: Final = "Nothing to report in these dates"
CSV_COLUMNS: Final = ("programme", "ward", "from", "to", "table", "row", "ref", "column", "kind", "value")


def write_workbook(data: RecutData, path: Path, progress: Progress | None = None) -> Path:
    """Write the re-cut to `path`, replacing what is there whole or not at all. Raises KnownError."""
    data = cleaned(data)
    content = packed(_workbook(data, progress or (lambda done, total: None)), data.header.as_at)

    def fill(file: Path) -> None:
        file.write_bytes(content)

    return replace_file(path, fill)


def _workbook(data: RecutData, progress: Progress) -> Workbook:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    _describe(book, data)
    styles = pieces.styles_of(book)
    rows_of = {RECUT_COVER.table: cover_rows(data.header), CONTENTS.table: _contents(data), **data.tables}
    total, done = sum(map(len, rows_of.values())), 0
    for sheet in RECUT_SHEETS:
        page, rows = book.create_sheet(sheet.title), rows_of[sheet.table]
        top = pieces.write_above(page, _lines_above(sheet, data), styles)
        for number, row in enumerate(rows, start=top + 1):
            pieces.write_row(page, number, sheet.columns, row, styles)
            pieces.make_room(page, number, sheet.columns, row)
        if not rows:
            pieces.write_cell(page, top + 1, 1, NO_ROWS, sheet.columns[0], styles)
        if sheet is RECUT_COVER:
            days = {label for name, label in COVER_ITEMS if name in COVER_DAYS}
            for number, row in enumerate(rows, start=top + 1):
                if row["item"] in days:
                    pieces.put_day(page.cell(number, 2), str(row["value"]), styles)
        elif sheet is CONTENTS:
            pieces.link_the_contents(page, top, rows, styles)
        pieces.set_out(page, sheet, top, max(len(rows), 1), styles)
        page.sheet_view.tabSelected = sheet is RECUT_COVER
        done += len(rows)
        progress(done, total)
    return book


def _describe(book: Workbook, data: RecutData) -> None:
    from openpyxl.packaging.custom import StringProperty

    header = data.header
    about = book.properties
    about.title = _title(data)
    about.subject = "Ward partnership data for two dates"
    about.keywords = ", ".join(filter(None, (header.programme, header.ward)))
    about.creator = about.lastModifiedBy = f"{header.ward} ward partnership"
    about.language = "en-GB"
    for name, value in (
        ("kind", KIND), ("ward", header.ward), ("programme", header.programme), ("from", header.first),
        ("to", header.last), ("recut_version", header.schema_version), ("sha256", sha256(data)),
    ):  # fmt: skip
        book.custom_doc_props.append(StringProperty(name=name, value=value))


def _title(data: RecutData) -> str:
    return f"{data.header.programme}: {data.header.ward}, {data.header.label}"


def _contents(data: RecutData) -> list[ReturnRow]:
    return [
        {
            "sheet": sheet.title, "holds": sheet.about,
            "rows": len(cover_rows(data.header)) if sheet is RECUT_COVER else len(data.tables[sheet.table]),
        }
        for sheet in RECUT_SHEETS if sheet is not CONTENTS
    ]  # fmt: skip


def _lines_above(sheet: Sheet, data: RecutData) -> list[str]:
    """What stands above a table: its title, where the notes are, what it holds."""
    header = data.header
    first = _title(data) if sheet is RECUT_COVER else f"{sheet.title}: {header.ward}, {header.label}"
    where = "Notes are on this sheet." if sheet.table == "notes" else "Notes are on the sheet called Notes."
    lines = [first, f"This is a re-cut and not a return. This sheet has one table. {where}", sheet.about]
    if any(column.kind == "mark" for column in sheet.columns):
        lines.append(f"{layout.EMPTY_CELL} Marks in square brackets are explained on the sheet called Cover.")
    elif any(column.nullable for column in sheet.columns):
        lines.append(layout.EMPTY_CELL)
    return lines


def write_csv(data: RecutData, folder: Path) -> list[Path]:
    """Write the re-cut as CSV files, one row for each value, `recut.csv` last. Raises KnownError."""
    data = cleaned(data)
    header = data.header
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise KnownError(
            "file.no_folder", f"The folder {folder} could not be made: {error.strerror or error}.",
            "Nothing was written.", "Choose another folder.",
        ) from error  # fmt: skip
    same = (guarded(header.programme), guarded(header.ward), header.first, header.last)
    files = {
        f"{sheet.table}.csv": _csv(CSV_COLUMNS, (
            (*same, sheet.table, str(number), guarded(str(row.get("ref") or "")), column.key, column.kind,
             _shown(column.kind, row[column.key]))
            for number, row in enumerate(data.tables[sheet.table], start=1)
            for column in sheet.columns
            if row[column.key] is not None
        ))
        for sheet in RECUT_TABLES
    }  # fmt: skip
    items = [(name, guarded(str(getattr(header, name)))) for name, _ in COVER_ITEMS]
    files["recut.csv"] = _csv(("item", "value"), [("kind", KIND), *items, ("sha256", sha256(data))])
    return [_put(folder / name, words) for name, words in files.items()]


def _shown(kind: str, value: str | int | float | None) -> str:
    if isinstance(value, str):
        return guarded(value)
    return f"{layout.pounds(value):.2f}" if kind == "money" and isinstance(value, int) else str(value)


def _csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()


def _put(path: Path, words: str) -> Path:
    def fill(file: Path) -> None:
        file.write_bytes(words.encode("utf-8-sig"))

    return replace_file(path, fill)
