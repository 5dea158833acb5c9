"""The schema of the quarterly return: everything about its data in one import, and whether data keeps to it.

The sheets and columns stand in `return_sheets`, the data classes in `return_data`.
"""

from __future__ import annotations

import math
import re
from dataclasses import fields
from datetime import date
from typing import Final, NamedTuple

from ward_desk.core.errors import KnownError
from ward_desk.exchange.returns.return_columns import MARKS, NO_ROWS, SCHEMA_VERSION, VERSIONS, Column, Kind, Sheet
from ward_desk.exchange.returns.return_data import (
    LARGEST,
    ReturnData,
    ReturnHeader,
    ReturnRow,
    ReturnValue,
    canonical_json,
    canonical_json_of_clean,
    clean,
    sha256,
)
from ward_desk.exchange.returns.return_sheets import (
    AUDIENCES,
    CONTENTS,
    COVER,
    COVER_DATES,
    COVER_ROWS,
    SHEETS,
    SUMMARY_ROWS,
    TABLES,
    sheet_of,
    tables_of,
)

__all__ = [
    "CONTENTS",
    "COVER",
    "COVER_ROWS",
    "MARKS",
    "NO_ROWS",
    "SCHEMA_VERSION",
    "SHEETS",
    "SUMMARY_ROWS",
    "TABLES",
    "Column",
    "Kind",
    "ReturnData",
    "ReturnHeader",
    "ReturnProblem",
    "ReturnRow",
    "ReturnValue",
    "Sheet",
    "canonical_json",
    "canonical_json_of_clean",
    "clean",
    "refuse_invalid",
    "sha256",
    "sheet_of",
    "tables_of",
    "validate",
]

FIRST_DAY: Final = date(1900, 3, 1)  # before it Excel counts a 29 February 1900 that never was
LARGEST_MONEY: Final = 10**13  # pence: above it a pound figure no longer holds its pennies
MOST_ROWS: Final = 100_000  # of one table; the reader, too, looks no further
MOST_IN_A_NAME: Final = 255
LONG_ITEMS: Final = ("illustrative_notice", "statement", "taken_back")

_QUARTER: Final = re.compile(r"[0-9]{4}-[0-9]{2}-Q[1-4]")
_MONTH: Final = re.compile(r"(?!0000)[0-9]{4}-(0[1-9]|1[0-2])")
_ONE_MARK: Final = re.compile(r"\[[^\[\]]*\]")


class ReturnProblem(NamedTuple):
    """One thing wrong with the data; `row` counts from 1, and is 0 for the table itself and the header."""

    table: str
    row: int
    key: str
    sentence: str


def validate(data: ReturnData) -> list[ReturnProblem]:
    """Everything in which the data does not keep to the schema; empty when it can be written."""
    problems = [ReturnProblem("cover", 0, key, sentence) for key, sentence in _header_problems(data.header)]
    known = {sheet.table for sheet in TABLES}
    for name in data.tables:
        if name not in known:
            problems.append(ReturnProblem(name, 0, "", f"There is no table called {name}."))
    for sheet in tables_of(data.header.schema_version) if data.header.schema_version in VERSIONS else ():
        if sheet.table not in data.tables:
            problems.append(ReturnProblem(sheet.table, 0, "", f"The table {sheet.table} is missing."))
            continue
        problems += _table_problems(sheet, data.tables[sheet.table])
    codes = tuple(row.get("code") for row in data.tables.get("summary", ()))
    if "summary" in data.tables and codes != tuple(code for code, _ in SUMMARY_ROWS):
        problems.append(ReturnProblem("summary", 0, "code", "The Summary does not have its fixed rows in their order."))
    return problems


def refuse_invalid(data: ReturnData) -> None:
    """Raise KnownError with the first few problems when the data does not keep to the schema."""
    problems = validate(data)
    if not problems:
        return
    more = f" There are {len(problems) - 3} more like these." if len(problems) > 3 else ""
    raise KnownError(
        "return.not_valid",
        "The return cannot be written yet. " + " ".join(map(_words, problems[:3])) + more,
        "Nothing was written.",
        "Put these right, then write the return again.",
    )


def _words(problem: ReturnProblem) -> str:
    title = next((sheet.title for sheet in SHEETS if sheet.table == problem.table), problem.table)
    return f"{title}{f', row {problem.row}' if problem.row else ''}: {problem.sentence}"


def _header_problems(header: ReturnHeader) -> list[tuple[str, str]]:
    problems = []
    for key in ("ward", "council", "programme", "period_label"):
        if not getattr(header, key).strip():
            problems.append((key, f"The {key.replace('_', ' ')} is blank."))
    if not _QUARTER.fullmatch(header.period):
        problems.append(("period", f"{header.period!r} is not a quarter such as 2023-24-Q3."))
    if not all(_MONTH.fullmatch(month) for month in header.months):
        problems.append(("months", "The months are not three months such as 2023-10."))
    if type(header.version) is not int or header.version < 1:
        problems.append(("version", "The version is not a whole number from 1."))
    if header.schema_version not in VERSIONS:
        problems.append(("schema_version", f"This is not schema version {' or '.join(VERSIONS)}."))
    for one in fields(header):
        value = getattr(header, one.name)
        if one.name not in LONG_ITEMS and isinstance(value, str) and len(value) > MOST_IN_A_NAME:
            name = one.name.replace("_", " ")
            problems.append((one.name, f"The {name} is longer than {MOST_IN_A_NAME} characters."))
    for key in COVER_DATES:
        value = getattr(header, key)
        if value and not _is_date(value):
            problems.append((key, f"{value!r} is not a date such as 2024-01-15."))
    if header.audience not in AUDIENCES:
        problems.append(("audience", f"A return is made for {' or '.join(AUDIENCES)}."))
    words = [word for word, _ in header.rating_key]
    if len(set(words)) != len(words) or not all(word.strip() for word in words):
        problems.append(("rating_key", "A word of the rating key is blank or stands there twice."))
    return problems


def _table_problems(sheet: Sheet, rows: list[ReturnRow]) -> list[ReturnProblem]:
    problems = []
    if len(rows) > MOST_ROWS:
        problems.append(ReturnProblem(sheet.table, 0, "", f"There are more than {MOST_ROWS:,} rows."))
    wanted = {column.key for column in sheet.columns}
    for number, row in enumerate(rows, start=1):
        if row.keys() != wanted:
            for key in sorted(row.keys() - wanted):
                problems.append(ReturnProblem(sheet.table, number, key, f"There is no column called {key}."))
            for key in sorted(wanted - row.keys()):
                problems.append(ReturnProblem(sheet.table, number, key, f"The column {key} is missing."))
        for column in sheet.columns:
            if column.key in row and (wrong := what_is_wrong(column, row[column.key])):
                problems.append(ReturnProblem(sheet.table, number, column.key, wrong))
    return problems


def what_is_wrong(column: Column, value: ReturnValue) -> str:
    """One plain sentence on why the column cannot hold the value; empty when it can."""
    kind = column.kind
    if value is None or value == "":
        return "" if column.nullable else f"{column.heading} is blank."
    if kind in ("text", "long", "mark", "date"):
        if not isinstance(value, str):
            return f"{column.heading} should be text, not {value!r}."
        if column.allowed and value not in column.allowed:
            return f"{column.heading} can be {', '.join(column.allowed)}, not {value!r}."
        if kind == "mark" and not _are_marks(value):
            return f"{column.heading} can hold only {' '.join(MARKS)}, not {value!r}."
        if kind == "date" and not _is_date(value):
            return f"{column.heading} should be a date, not {value!r}."
        return ""
    whole = type(value) is int
    if kind in ("whole", "money") and not whole:
        return f"{column.heading} should be a whole number, not {value!r}."
    if not whole and type(value) is not float:
        return f"{column.heading} should be a number, not {value!r}."
    assert isinstance(value, int | float)
    if not math.isfinite(value) or abs(value) >= (LARGEST_MONEY if kind == "money" else LARGEST):
        return f"{column.heading} is too large for a workbook."
    return ""


def _is_date(value: str) -> bool:
    # fromisoformat also reads 20240115 and 2024-W03-1, which would come back in another form.
    try:
        return len(value) == 10 and "W" not in value and date.fromisoformat(value) >= FIRST_DAY
    except ValueError:
        return False


def _are_marks(value: str) -> bool:
    marks = _ONE_MARK.findall(value)
    return " ".join(marks) == value and all(mark in MARKS for mark in marks)
