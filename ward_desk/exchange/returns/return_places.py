"""Where a return was changed by hand: a short sum of each row and column, kept in the workbook's properties.

The SHA-256 of a table says that it was changed; these say in which row and column, which is all they are for.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from typing import Final, NamedTuple

from ward_desk.exchange.returns import return_layout as layout
from ward_desk.exchange.returns.return_columns import Sheet
from ward_desk.exchange.returns.return_data import ReturnData, ReturnRow, ReturnValue
from ward_desk.exchange.returns.return_sheets import COVER, tables_of

DIGITS: Final = 4  # of a sum, hexadecimal
MOST_IN_A_PROPERTY: Final = 240  # digits; Excel shows no more than 255
MOST_NAMED: Final = 20  # rows of one table that are named one by one

# Made once: a return has thousands of rows, each with a sum of its own.
_as_json: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Place(NamedTuple):
    """Something that is not as it was written: `row` counts from 1 in its table, 0 for the whole of it."""

    row: int
    heading: str  # of the column; empty when it can't be told
    sentence: str


def properties(data: ReturnData) -> dict[str, str]:
    """The sums of the Cover and of every table, in as many properties as they need."""
    found = _kept(COVER, layout.cover_rows(data.header))
    for sheet in tables_of(data.header.schema_version):
        found |= _kept(sheet, data.tables[sheet.table])
    return found


def changed(sheet: Sheet, rows: list[ReturnRow], kept: Mapping[str, str]) -> list[Place]:
    """Where the rows of a sheet are not those that `kept` was made of; the whole table when that can't be told."""
    rows_then, rows_now = _read(kept, f"rows_{sheet.table}"), _row_sums(sheet, rows)
    columns_then, columns_now = _read(kept, f"columns_{sheet.table}"), _column_sums(sheet, rows)
    if not rows_then or len(columns_then) != len(columns_now):
        return [Place(0, "", "The sheet was changed after the return was written.")]
    if len(rows_then) != len(rows_now):
        was, now = len(rows_then), len(rows_now)
        return [Place(0, "", f"The sheet was changed after the return was written: it had {was:,} rows, now {now:,}.")]
    headings = [
        column.heading
        for column, then, now in zip(sheet.columns, columns_then, columns_now, strict=True)
        if then != now
    ]
    numbers = [n for n, (then, now) in enumerate(zip(rows_then, rows_now, strict=True), start=1) if then != now]
    if not numbers or not headings:
        return [Place(0, "", "The sheet was changed after the return was written.")]
    if len(numbers) == 1 or len(headings) == 1:
        cell = "The cell was changed after the return was written."
        places = [Place(number, heading, cell) for number in numbers for heading in headings]
    else:
        row = f"The row was changed after the return was written: {', '.join(headings)}."
        places = [Place(number, "", row) for number in numbers]
    if len(places) > MOST_NAMED:
        more = Place(0, "", f"{len(places) - MOST_NAMED:,} more were changed after the return was written.")
        return [*places[:MOST_NAMED], more]
    return places


def _kept(sheet: Sheet, rows: list[ReturnRow]) -> dict[str, str]:
    found = {f"columns_{sheet.table}": "".join(_column_sums(sheet, rows))}
    digits = "".join(_row_sums(sheet, rows))
    for number, start in enumerate(range(0, len(digits), MOST_IN_A_PROPERTY), start=1):
        found[f"rows_{sheet.table}_{number}"] = digits[start : start + MOST_IN_A_PROPERTY]
    return found


def _read(kept: Mapping[str, str], name: str) -> list[str]:
    digits, number = kept.get(name, ""), 1
    while part := kept.get(f"{name}_{number}"):
        digits, number = digits + part, number + 1
    return [digits[start : start + DIGITS] for start in range(0, len(digits), DIGITS)]


def _row_sums(sheet: Sheet, rows: list[ReturnRow]) -> list[str]:
    keys = [column.key for column in sheet.columns]
    return [_sum([row[key] for key in keys]) for row in rows]


def _column_sums(sheet: Sheet, rows: list[ReturnRow]) -> list[str]:
    return [_sum([row[column.key] for row in rows]) for column in sheet.columns]


def _sum(values: list[ReturnValue]) -> str:
    return f"{zlib.crc32(_as_json(values).encode()) & 0xFFFF:0{DIGITS}x}"
