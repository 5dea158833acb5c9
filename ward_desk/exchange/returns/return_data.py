"""A quarterly return as data: its header and its tables, made clean and hashed.

Values are text, whole numbers, floats or None; dates are ISO text and money is whole pence. What each table and
column is called stands in `return_sheets`. Nothing here needs openpyxl.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, Final

from ward_desk.core.errors import KnownError
from ward_desk.exchange.cell_text import MOST_CHARACTERS, clean_text, length_in_cell
from ward_desk.exchange.returns.return_columns import SCHEMA_VERSION, VERSIONS, later_than
from ward_desk.exchange.returns.return_sheets import AUDIENCES, COVER_SINCE, TABLES

ReturnValue = str | int | float | None
ReturnRow = dict[str, ReturnValue]

LARGEST: Final = 10**15  # a cell keeps 15 digits
SURELY_FITS: Final = MOST_CHARACTERS // 8  # escaping at most doubles a text, and an emoji counts twice


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
    as_at: str = ""  # ISO date of the day it was made, or signed: what has passed, had passed by then
    prepared_role: str = ""
    signed_role: str = ""
    signed_on: str = ""  # ISO date
    contact: str = ""
    next_due: str = ""  # ISO date
    illustrative_notice: str = ""
    rating_key: tuple[tuple[str, str], ...] = ()  # (Green, On track), ...
    schema_version: str = SCHEMA_VERSION
    prepared_on: str = ""  # ISO date
    checked_role: str = ""
    checked_on: str = ""  # ISO date
    statement: str = ""  # the words that were signed
    taken_back: str = ""  # a line each time a signature was taken back: when, whose and why
    audience: str = AUDIENCES[0]

    def values(self) -> dict[str, Any]:
        """Its fields by name, those only that its schema version has."""
        later = later_than(self.schema_version) if self.schema_version in VERSIONS else ()
        return {name: value for name, value in asdict(self).items() if COVER_SINCE.get(name) not in later}


@dataclass(frozen=True)
class ReturnData:
    """One return: every table of TABLES by name, each row with every column key of its sheet."""

    header: ReturnHeader
    tables: dict[str, list[ReturnRow]] = field(default_factory=dict)


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
            # Nearly all are short and hold nothing to clean; only the others are worth a closer look.
            if len(value) >= SURELY_FITS:
                value = _fitting(value, f"{title}, {row.get('ref') or f'row {number}'}", key)
            elif not value.isprintable() or value.isspace():
                value = clean_text(value)
            result[key] = value or None
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
    whole = {"header": data.header.values(), "tables": data.tables}
    return json.dumps(whole, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def sha256(data: ReturnData) -> str:
    """The fingerprint of the data, 64 hexadecimal digits; the workbook and the document both keep it."""
    return hashlib.sha256(canonical_json(data)).hexdigest()
