"""How a return lies in its workbook: the lines above each table, the Cover, the Contents, the properties.

The writer writes what this module says; the reader makes the same again from what it read and compares.
"""

from __future__ import annotations

import hashlib
import json
import textwrap
from datetime import date
from decimal import Decimal
from typing import Final

from ward_desk.core.periods import Month
from ward_desk.core.typed import show_date
from ward_desk.exchange.returns.return_columns import MARKS, Sheet
from ward_desk.exchange.returns.return_schema import ReturnData, ReturnHeader, ReturnRow, canonical_json_of_clean
from ward_desk.exchange.returns.return_sheets import CONTENTS, COVER, SHEETS, TABLES, about, cover_rows_of

MONTH_ITEMS: Final = ("Month 1", "Month 2", "Month 3")
RATING_ITEM: Final = "Rating: "
MARK_ITEM: Final = "Mark: "

LONGEST_LINE: Final = 110  # characters of a line above a table

EMPTY_CELL: Final = "An empty cell means that nothing was entered."


def cover_rows(header: ReturnHeader) -> list[ReturnRow]:
    """The rows of the Cover: the header, its months, the rating key, and what each mark means."""
    items: list[tuple[str, str | int | None]] = [
        (label, getattr(header, name)) for name, label in cover_rows_of(header.schema_version)
    ]
    items += [(item, month_words(month)) for item, month in zip(MONTH_ITEMS, header.months, strict=True)]
    items += [(RATING_ITEM + word, meaning) for word, meaning in header.rating_key]
    items += [(MARK_ITEM + mark, meaning) for mark, meaning in MARKS.items()]
    return [{"item": item, "value": None if value == "" else value} for item, value in items]


def contents_rows(data: ReturnData) -> list[ReturnRow]:
    """The rows of the Contents: every other sheet, how many rows it has, what it holds."""
    return [
        {
            "sheet": sheet.title,
            "rows": len(cover_rows(data.header)) if sheet is COVER else len(data.tables[sheet.table]),
            "holds": about(sheet, data.header.audience),
        }
        for sheet in SHEETS
        if sheet is not CONTENTS
    ]


def month_words(key: str) -> str:
    """ "October 2023" for "2023-10"; `Month.parse` reads it back."""
    month = Month.parse(key)
    return f"{month.name} {month.year:04d}"


def document_title(header: ReturnHeader) -> str:
    """What the file calls itself, in its properties and at the top of the Cover."""
    return f"{header.programme}: {header.ward} quarterly return, {header.period_label}"


def lines_above(sheet: Sheet, header: ReturnHeader) -> list[str]:
    """What stands in column A above the table: its title, where things are, what empty cells and months mean."""
    first = document_title(header) if sheet is COVER else f"{sheet.title}: {header.ward}, {header.period_label}"
    where = "Notes are on this sheet." if sheet.table == "notes" else "Notes are on the sheet called Notes."
    lines = [first, f"This sheet has one table. {where}", about(sheet, header.audience)]
    if any(column.kind == "mark" for column in sheet.columns):
        lines.append(f"{EMPTY_CELL} Marks in square brackets are explained on the sheet called Cover.")
    elif any(column.nullable for column in sheet.columns):
        lines.append(EMPTY_CELL)
    if sheet.table == "activity_counts":
        months = (f"{item} is {month_words(key)}" for item, key in zip(MONTH_ITEMS, header.months, strict=True))
        lines.append(f"{', '.join(months)}. Quarter is {header.period_label}.")
    if sheet.table == "horizon" and header.as_at:
        lines.append(f"A date has passed when it is before {show_date(day(header.as_at))}.")
    if header.illustrative_notice and sheet is not COVER:
        # A line runs on over the cells beside it, so a long one would make every page of the sheet wider.
        lines += textwrap.wrap(" ".join(header.illustrative_notice.split()), LONGEST_LINE, break_on_hyphens=False)
    return lines


def fingerprints(data: ReturnData) -> dict[str, str]:
    """SHA-256 of the whole data as "sha256", of the header and of each table, so a change can be named."""
    header = json.dumps(data.header.values(), sort_keys=True, ensure_ascii=False).encode()
    result = {
        "sha256": hashlib.sha256(canonical_json_of_clean(data)).hexdigest(),
        "sha256_cover": hashlib.sha256(header).hexdigest(),
    }
    for sheet in TABLES:
        rows = json.dumps(data.tables[sheet.table], sort_keys=True, ensure_ascii=False).encode()
        result[f"sha256_{sheet.table}"] = hashlib.sha256(rows).hexdigest()
    return result


def properties(data: ReturnData) -> dict[str, str]:
    """The custom document properties, for programs that look before they load."""
    header = data.header
    return {
        "ward": header.ward,
        "programme": header.programme,
        "period": header.period,
        "return_version": str(header.version),
        "schema_version": header.schema_version,
        **fingerprints(data),
    }


def pounds(pence: int) -> Decimal:
    """Pence as the pounds that stand in a sheet."""
    return Decimal(pence) / 100


def day(value: str) -> date:
    """The day of an ISO date."""
    return date.fromisoformat(value)
