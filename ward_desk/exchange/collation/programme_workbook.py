"""Write a programme as one workbook, as accessible as a return: values only, one table to a sheet."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ward_desk.core.collation.programme import Programme
from ward_desk.core.errors import KnownError
from ward_desk.core.records import Row
from ward_desk.exchange.atomic import replace_file
from ward_desk.exchange.cell_text import MOST_CHARACTERS, clean_text, length_in_cell
from ward_desk.exchange.collation import programme_looks
from ward_desk.exchange.collation.programme_sheets import NOTES, SHEETS, TABLES, VERSION
from ward_desk.exchange.returns.return_archive import packed
from ward_desk.exchange.returns.return_columns import MARKS, NO_ROWS, Sheet
from ward_desk.exchange.returns.return_data import ReturnRow, ReturnValue
from ward_desk.exchange.returns.return_layout import EMPTY_CELL, MARK_ITEM, MONTH_ITEMS, month_words
from ward_desk.exchange.returns.return_schema import what_is_wrong
from ward_desk.exchange.returns.return_sheets import CONTENTS, COVER
from ward_desk.exchange.returns.return_workbook import (
    ROWS_BETWEEN_WORDS,
    Progress,
    link_the_contents,
    make_room,
    no_garbage_looked_for,
    set_out,
    write_above,
    write_cell,
    write_row,
)

if TYPE_CHECKING:
    from openpyxl import Workbook

MOST_ROWS: Final = 1_048_000  # of one sheet, under its heading
CUT: Final = " … (cut off)"
SUBJECT: Final = "Programme of ward partnerships, put together from their returns"
_MOST_ABOUT: Final = 100_000  # bytes


def write(programme: Programme, path: Path, progress: Progress | None = None) -> Path:
    """Write the programme to `path`, replacing what is there whole or not at all. Gives back `path`.

    The same programme gives the same bytes. `progress` is told every few hundred rows; whatever it raises stops the
    work and nothing is written. Raises KnownError when the disk refuses.
    """
    rows = rows_of(programme)
    with no_garbage_looked_for():
        content = packed(_workbook(programme, rows, progress or (lambda done, total: None)), "")
    return replace_file(path, lambda temporary: _fill(temporary, content))


def _fill(file: Path, content: memoryview) -> None:
    file.write_bytes(content)


def rows_of(programme: Programme) -> dict[str, list[ReturnRow]]:
    """The rows of every sheet, by the name of its table, each with every column of the sheet. Raises KnownError when a
    sum is too large for a workbook."""
    tables: dict[str, list[Row]] = {**programme.tables}
    said = (*NOTES, *((f"Notice of {ward}", notice) for ward, notice in programme.notices))
    tables["notes"] = [{"subject": subject, "note": note} for subject, note in said]
    result: dict[str, list[ReturnRow]] = {COVER.table: cover_rows(programme)}
    for sheet in TABLES:
        result[sheet.table] = [_row(sheet, row) for row in tables[sheet.table]]
    for sheet in TABLES:
        if len(result[sheet.table]) > MOST_ROWS:
            raise KnownError(
                "programme.too_long",
                f"{sheet.title} would have {len(result[sheet.table]):,} rows, and a sheet has room for {MOST_ROWS:,}.",
                "The workbook was not written; the data file keeps every return.",
                "Look at them in the data file, or collate fewer returns at once.",
            )
    result[CONTENTS.table] = [
        {"sheet": sheet.title, "rows": len(result[sheet.table]), "holds": _about(sheet)}
        for sheet in SHEETS
        if sheet is not CONTENTS
    ]
    return result


def cover_rows(programme: Programme) -> list[ReturnRow]:
    """The rows of the Cover: what it is, of which wards, and what each mark means."""
    want = len(programme.wards) + len(programme.missing)
    items: list[tuple[str, str | int | None]] = [
        ("Programme", programme.programme),
        ("Council", programme.council),
        ("Period", programme.period_label),
        ("Period code", programme.period),
        *((item, month_words(month)) for item, month in zip(MONTH_ITEMS, programme.months, strict=True)),
        ("Returns counted", f"{len(programme.wards)} of {want} wards"),
        ("Wards counted", "; ".join(programme.wards)),
        ("Wards without a return", "; ".join(programme.missing) or None),
        ("Problems", f"{len(programme.tables['problems'])}: see the sheet called Problems"),
        ("Notice", _notice(programme)),
        ("Workbook version", VERSION),
    ]
    items += [(MARK_ITEM + mark, meaning) for mark, meaning in MARKS.items()]
    return [{"item": item, "value": value} for item, value in items]


def _notice(programme: Programme) -> str | None:
    """The notice of all returns, when it is the same, or where those of several stand."""
    said = {notice for _, notice in programme.notices}
    if len(said) == 1:
        return f"{len(programme.notices)} of these returns say: {said.pop()}"
    return f"{len(programme.notices)} of these returns have a notice: see the sheet called Notes." if said else None


def _row(sheet: Sheet, row: Row) -> ReturnRow:
    made: ReturnRow = {}
    for column in sheet.columns:
        value = row[column.key]
        assert not isinstance(value, bytes)
        made[column.key] = kept = _fitting(value) if isinstance(value, str) else value
        if wrong := what_is_wrong(column, kept):
            raise KnownError(
                "programme.not_valid", f"The programme workbook cannot be written. {sheet.title}: {wrong}",
                "The returns are kept in the data file.", "Ask the ward whose figure this is.",
            )  # fmt: skip
    return made


def _fitting(text: str) -> ReturnValue:
    """A text as a cell can hold it. The words of several wards together can be longer than that."""
    text = clean_text(text)
    if len(text) * 2 > MOST_CHARACTERS and length_in_cell(text) > MOST_CHARACTERS:
        text = text[: (MOST_CHARACTERS - len(CUT)) // 8] + CUT
    return text or None


def is_one(path: Path) -> bool:
    """Whether a file is a programme workbook that was made here."""
    try:
        with zipfile.ZipFile(path) as packed, packed.open("docProps/core.xml") as about:
            return SUBJECT.encode() in about.read(_MOST_ABOUT)
    except (OSError, KeyError, ValueError, RuntimeError, NotImplementedError, zlib.error, zipfile.BadZipFile):
        return False


def _about(sheet: Sheet) -> str:
    return "What this workbook is, which wards it counts, and what each mark means." if sheet is COVER else sheet.about


def lines_above(sheet: Sheet, programme: Programme) -> list[str]:
    """What stands in column A above the table: its title, where things are, what empty cells and months mean."""
    title = f"{programme.programme}: all wards, {programme.period_label}"
    lines = [title if sheet is COVER else f"{sheet.title}: {title}"]
    where = "Notes are on this sheet." if sheet.table == "notes" else "Notes are on the sheet called Notes."
    lines += [f"This sheet has one table. {where}", _about(sheet)]
    if any(column.kind == "mark" for column in sheet.columns):
        lines.append(f"{EMPTY_CELL} Marks in square brackets are explained on the sheet called Cover.")
    elif any(column.nullable for column in sheet.columns):
        lines.append(EMPTY_CELL)
    if sheet.table == "activity_counts":
        months = (f"{item} is {month_words(key)}" for item, key in zip(MONTH_ITEMS, programme.months, strict=True))
        lines.append(f"{', '.join(months)}.")
    if any(column.kind == "money" for column in sheet.columns):
        lines.append("Money is in pounds.")
    if programme.notices and sheet is not COVER:
        lines.append("Some of these returns have a notice, as that they are illustrative: see the sheet called Notes.")
    return lines


def _workbook(programme: Programme, rows_by_table: dict[str, list[ReturnRow]], progress: Progress) -> Workbook:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    about = book.properties
    about.title = f"{programme.programme}: all wards, {programme.period_label}"
    about.subject = SUBJECT
    about.keywords = f"{programme.programme}, {programme.period}"
    about.creator = about.lastModifiedBy = programme.council or programme.programme
    about.language = "en-GB"
    looks = programme_looks.looks_of(book)
    styles = looks.usual
    total = sum(map(len, rows_by_table.values()))
    done = 0
    for sheet in SHEETS:
        page = book.create_sheet(sheet.title)
        rows = rows_by_table[sheet.table]
        top = write_above(page, lines_above(sheet, programme), styles)
        for number, row in enumerate(rows, start=top + 1):
            write_row(page, number, sheet.columns, row, programme_looks.row_styles(looks, row))
            programme_looks.dress(page, number, sheet, row, looks)
            make_room(page, number, sheet.columns, row)
            done += 1
            if done % ROWS_BETWEEN_WORDS == 0:
                progress(done, total)
        if not rows:
            write_cell(page, top + 1, 1, NO_ROWS, COVER.columns[0], styles)
        if sheet is CONTENTS:
            link_the_contents(page, top, rows, styles)
        set_out(page, sheet, top, max(len(rows), 1), styles)
        programme_looks.finish(page, sheet, top, looks)
    progress(total, total)
    return book
