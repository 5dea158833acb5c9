"""A quarterly return as data: its header and its tables, made clean, checked, and hashed.

What each table and column is called stands in `return_sheets`. Values are text, whole numbers, floats or
None; dates are ISO text and money is whole pence. Nothing here needs openpyxl.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from typing import Any, Final, NamedTuple

from ward_desk.core.errors import KnownError
from ward_desk.exchange.cell_text import MOST_CHARACTERS, clean_text, length_in_cell
from ward_desk.exchange.return_sheets import (
    CONTENTS,
    COVER,
    COVER_ROWS,
    MARKS,
    NO_ROWS,
    SCHEMA_VERSION,
    SHEETS,
    SUMMARY_ROWS,
    TABLES,
    Column,
    Kind,
    Sheet,
    sheet_of,
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
    "clean",
    "sha256",
    "sheet_of",
    "validate",
]

ReturnValue = str | int | float | None
ReturnRow = dict[str, ReturnValue]

# Excel's own limits: an earlier date cannot stand in a cell, a longer number loses digits.
FIRST_DAY: Final = date(1900, 3, 1)  # before it Excel counts a 29 February 1900 that never was
LARGEST: Final = 10**15
LARGEST_MONEY: Final = 10**13  # pence: above it a pound figure no longer holds its pennies
MOST_ROWS: Final = 100_000
SURELY_FITS: Final = MOST_CHARACTERS // 8  # "_x" can grow to seven times its length, an emoji to twice
MOST_IN_A_NAME: Final = 255

_QUARTER: Final = re.compile(r"[0-9]{4}-[0-9]{2}-Q[1-4]")
_MONTH: Final = re.compile(r"(?!0000)[0-9]{4}-(0[1-9]|1[0-2])")
_ONE_MARK: Final = re.compile(r"\[[^\[\]]*\]")


@dataclass(frozen=True)
class ReturnHeader:
    """Whose return it is and how far it has come. Roles, never names; an empty text is "not given"."""

    ward: str
    council: str
    programme: str
    period: str  # 2023-24-Q3
    period_label: str  # Q3 2023-24 (October to December 2023)
    months: tuple[str, str, str]  # 2023-10, 2023-11, 2023-12
    town: str = ""
    framework: str = ""
    version: int = 1
    status: str = "draft"
    prepared_role: str = ""
    signed_role: str = ""
    signed_on: str = ""  # ISO date
    contact: str = ""
    next_due: str = ""  # ISO date
    illustrative_notice: str = ""
    rating_key: tuple[tuple[str, str], ...] = ()  # (Green, On track), ...
    schema_version: str = SCHEMA_VERSION


@dataclass(frozen=True)
class ReturnData:
    """One return: every table of TABLES by name, each row with every column key of its sheet."""

    header: ReturnHeader
    tables: dict[str, list[ReturnRow]] = field(default_factory=dict)


class ReturnProblem(NamedTuple):
    """One thing wrong with the data; `row` counts from 1, and is 0 for the table itself and the header."""

    table: str
    row: int
    key: str
    sentence: str


def clean(data: ReturnData) -> ReturnData:
    """The same return, every value in the one form a workbook can keep.

    Line ends become "\\n", characters that no XML file may hold become U+FFFD, blank text becomes None,
    a float keeps 15 digits and becomes whole when it is whole. Cleaning twice changes nothing.
    Raises KnownError naming the record when a text is too long for a cell: nothing is ever cut off.
    """
    header = data.header
    changed: dict[str, Any] = {
        one.name: _fitting(value, "Cover", one.name)
        for one in fields(header)
        if isinstance(value := getattr(header, one.name), str)
    }
    changed["rating_key"] = tuple(
        (_fitting(word, "Cover", "rating key"), _fitting(meaning, "Cover", "rating key"))
        for word, meaning in header.rating_key
    )
    titles = {sheet.table: sheet.title for sheet in TABLES}
    tables = {
        name: [_clean_row(row, titles.get(name, name), number) for number, row in enumerate(rows, start=1)]
        for name, rows in data.tables.items()
    }
    return ReturnData(replace(header, **changed), tables)


def _clean_row(row: Mapping[str, ReturnValue], title: str, number: int) -> ReturnRow:
    result: ReturnRow = {}
    for key, value in row.items():
        if type(value) is str:
            # Nearly all are short; only the others are worth counting.
            result[key] = (
                clean_text(value)
                if len(value) < SURELY_FITS
                else _fitting(value, f"{title}, {row.get('ref') or f'row {number}'}", key)
            ) or None
        elif type(value) is float:
            result[key] = _clean_float(value)
        else:
            result[key] = value
    return result


def _fitting(text: str, record: str, key: str) -> str:
    text = clean_text(text)
    if (length := length_in_cell(text)) > MOST_CHARACTERS:
        raise KnownError(
            "return.text_too_long",
            f"{record}: the text in {key.replace('_', ' ')} has {length:,} characters, "
            f"and a workbook cell holds at most {MOST_CHARACTERS:,}.",
            "Nothing was written and nothing was cut off.",
            "Shorten the text, then write the return again.",
        )
    return text


def _clean_float(value: float) -> float | int:
    if not math.isfinite(value) or abs(value) >= LARGEST:
        return value
    value = float(f"{value:.15g}")
    return int(value) if value.is_integer() else value


def canonical_json(data: ReturnData) -> bytes:
    """The cleaned data as JSON, always the same bytes for the same return: keys sorted, no spaces, UTF-8."""
    return canonical_json_of_clean(clean(data))


def canonical_json_of_clean(data: ReturnData) -> bytes:
    """As `canonical_json`, for data that `clean` gave."""
    whole = {"header": asdict(data.header), "tables": data.tables}
    return json.dumps(whole, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def sha256(data: ReturnData) -> str:
    """The fingerprint of the data, 64 hexadecimal digits; the workbook and the document both keep it."""
    return hashlib.sha256(canonical_json(data)).hexdigest()


def validate(data: ReturnData) -> list[ReturnProblem]:
    """Everything in which the data does not keep to the schema; empty when it can be written."""
    problems = [ReturnProblem("cover", 0, key, sentence) for key, sentence in _header_problems(data.header)]
    known = {sheet.table for sheet in TABLES}
    for name in data.tables:
        if name not in known:
            problems.append(ReturnProblem(name, 0, "", f"There is no table called {name}."))
    for sheet in TABLES:
        if sheet.table not in data.tables:
            problems.append(ReturnProblem(sheet.table, 0, "", f"The table {sheet.table} is missing."))
            continue
        problems += _table_problems(sheet, data.tables[sheet.table])
    codes = tuple(row.get("code") for row in data.tables.get("summary", ()))
    if "summary" in data.tables and codes != tuple(code for code, _ in SUMMARY_ROWS):
        problems.append(
            ReturnProblem("summary", 0, "code", "The Summary does not have its fixed rows in their order.")
        )
    return problems


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
    if header.schema_version != SCHEMA_VERSION:
        problems.append(("schema_version", f"This is not schema version {SCHEMA_VERSION}."))
    for one in fields(header):
        value = getattr(header, one.name)
        if one.name != "illustrative_notice" and isinstance(value, str) and len(value) > MOST_IN_A_NAME:
            name = one.name.replace("_", " ")
            problems.append((one.name, f"The {name} is longer than {MOST_IN_A_NAME} characters."))
    for key in ("signed_on", "next_due"):
        value = getattr(header, key)
        if value and not _is_date(value):
            problems.append((key, f"{value!r} is not a date such as 2024-01-15."))
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
