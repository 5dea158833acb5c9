"""Schema page: the return's sheets and columns as a page for the central team, `resources/return-schema.md`.

A test holds the page to the tables in `return_sheets`;
`python -m ward_desk.exchange.returns.schema_page` prints it anew.
"""

from __future__ import annotations

from typing import Final

from ward_desk.exchange.returns.return_columns import MARKS, SCHEMA_VERSION, Column
from ward_desk.exchange.returns.return_sheets import TABLES

_KINDS: Final = {
    "text": "words, one line",
    "long": "words",
    "mark": "marks, one space between two",
    "date": "date",
    "whole": "whole number",
    "number": "number",
    "percent": "number of per cent, 45 for 45%",
    "money": "pounds, two decimals (whole pence in the CSV files)",
}

_INTRODUCTION: Final = f"""# The quarterly return, schema version {SCHEMA_VERSION}

One workbook from one ward for one quarter. Every sheet below holds one named Excel table; the sheets Cover and
Contents are for people. Table names, column headings and column keys do not change within a schema version. A new
column goes at the end of its sheet and raises the version; the desk still reads returns of every version before.

Values only: no formulas, no macros, no merged cells. Dates are real dates, numbers are real numbers. Where a number is
missing or hidden its cell is empty and the mark beside it says why. The document properties carry the ward, the
period, the version, the schema version and the SHA-256 of the data; `ward-desk read-return` verifies them.

In the CSV files each table is one file with one row per value: the column is named by its key.
"""


def page() -> str:
    """The page, in Markdown."""
    parts = [_INTRODUCTION, "## Marks\n", "| mark | means |", "|---|---|"]
    parts += [f"| {mark} | {meaning} |" for mark, meaning in MARKS.items()]
    for sheet in TABLES:
        parts += ["", f"## {sheet.title}: table `{sheet.table}`\n", sheet.about, ""]
        parts += ["| column | key | holds | may be empty | since |", "|---|---|---|---|---|"]
        parts += [_line(column) for column in sheet.columns]
    return "\n".join(parts) + "\n"


def _line(column: Column) -> str:
    holds = ", ".join(column.allowed) if 0 < len(column.allowed) <= 4 else _KINDS[column.kind]
    return f"| {column.heading} | `{column.key}` | {holds} | {'yes' if column.nullable else 'no'} | {column.since} |"


if __name__ == "__main__":
    print(page(), end="")
