"""A return as a folder of CSV files for a dashboard: one file for each table, one row for each value.

Each table's file has the same columns (COLUMNS), so a dashboard loads all wards and quarters into one long list.
`schema.csv` says what each column of each table is; `return.csv` is the header and is written last, so a folder
without it, or with another fingerprint in it than expected, is not whole.

A text that a spreadsheet would take for a formula is guarded: when it begins with = + - @ ' a tab or a line
break, one ' is put before it, and a program that reads the files takes one leading ' away. Numbers are never
guarded. The files are UTF-8 with a byte order mark, without which Excel shows a pound sign wrongly.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from ward_desk.core.errors import KnownError
from ward_desk.exchange.atomic import replace_file
from ward_desk.exchange.returns import return_layout as layout
from ward_desk.exchange.returns.return_columns import Column, Sheet
from ward_desk.exchange.returns.return_schema import ReturnData, clean, refuse_invalid
from ward_desk.exchange.returns.return_sheets import cover_rows_of, tables_of

COLUMNS: Final = (
    "programme", "ward", "period", "version", "table", "row", "ref", "column", "kind", "value",
)  # fmt: skip
SCHEMA_COLUMNS: Final = ("table", "sheet", "column", "heading", "kind", "required", "allowed")
GUARDED: Final = ("=", "+", "-", "@", "'", "\t", "\n")


def write_folder(data: ReturnData, folder: Path) -> list[Path]:
    """Write the CSV files into the folder, made when missing. Gives the files, `return.csv` last.

    Raises KnownError when the data does not keep to the schema, when the folder holds a re-cut, whose files have the
    same names, or when the disk refuses.
    """
    data = clean(data)
    refuse_invalid(data)
    if (folder / "recut.csv").exists():
        raise KnownError(
            "return.in_a_recut",
            f"The folder {folder.name} holds the CSV files of a re-cut.",
            "No CSV file was written.",
            "Choose another folder.",
        )
    texts = {
        f"{sheet.table}.csv": _text(COLUMNS, _values(data, sheet)) for sheet in tables_of(data.header.schema_version)
    }
    texts["schema.csv"] = _text(SCHEMA_COLUMNS, _schema(data.header.schema_version))
    texts["return.csv"] = _text(("item", "value"), _header(data))
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise KnownError(
            "file.no_folder",
            f"The folder {folder} could not be made: {error.strerror or error}.",
            "Nothing was written.",
            "Choose another folder.",
        ) from error
    return [_write(folder / name, text) for name, text in texts.items()]


def _write(path: Path, text: str) -> Path:
    return replace_file(path, lambda file: _fill(file, text))


def _fill(file: Path, text: str) -> None:
    file.write_bytes(text.encode("utf-8-sig"))


def _text(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()


def guarded(text: str) -> str:
    """The text, with a ' before it when a spreadsheet could run it, or when it begins with one already."""
    return f"'{text}" if text.startswith(GUARDED) else text


def _values(data: ReturnData, sheet: Sheet) -> Iterator[tuple[str, ...]]:
    header = data.header
    same = (guarded(header.programme), guarded(header.ward), header.period, str(header.version), sheet.table)
    for number, row in enumerate(data.tables[sheet.table], start=1):
        ref = guarded(str(row.get("ref") or ""))
        for column in sheet.columns:
            value = row[column.key]
            if value is not None:
                yield (*same, str(number), ref, column.key, column.kind, _shown(column, value))


def _shown(column: Column, value: str | int | float) -> str:
    if isinstance(value, str):
        return guarded(value)
    if column.kind == "money" and isinstance(value, int):
        return f"{layout.pounds(value):.2f}"
    return str(value)


def _schema(version: str) -> Iterator[tuple[str, ...]]:
    for sheet in tables_of(version):
        for column in sheet.columns:
            required = "no" if column.nullable else "yes"
            allowed = "; ".join(column.allowed)
            yield (sheet.table, sheet.title, column.key, column.heading, column.kind, required, allowed)


def _header(data: ReturnData) -> Iterator[tuple[str, str]]:
    header = data.header
    for name, _ in cover_rows_of(data.header.schema_version):
        yield name, guarded(str(getattr(header, name)))
    for number, month in enumerate(header.months, start=1):
        yield f"month_{number}", month
    yield from layout.fingerprints(data).items()
