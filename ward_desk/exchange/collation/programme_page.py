"""Programme page: the tables and views of the data file as a page for the central team, `resources/programme-data.md`.

A test holds the page to the tables in `core/collation/tables`;
`python -m ward_desk.exchange.collation.programme_page` prints it anew.
"""

from __future__ import annotations

from typing import Final

from ward_desk.core.collation.tables import COUNT_VALUES, RETURNS, TABLES, Column, Table
from ward_desk.exchange.collation.programme_sheets import SHEETS

_KINDS: Final = {
    "text": "text",
    "date": "date, as 2023-12-18",
    "whole": "whole number",
    "number": "number",
    "money": "pounds",
}

_INTRODUCTION: Final = """# The programme: its data file, CSV files and workbook

`ward-desk collate RETURNS... -o programme.xlsx` reads the returns of the wards and writes three things.

- `programme.sqlite` keeps every return that was ever read, all versions, and only grows. It is an ordinary SQLite
  file: Datasette and pandas open it as it is, Power BI through an SQLite ODBC driver, or from the CSV files.
- `programme-csv` is a folder with the same tables as CSV files, of the returns that count, and `values.csv` with
  one row for each value, its mark beside it. A value is known by its programme, ward, period, table, ref and column,
  which stay the same from version to version and quarter to quarter; rows of checks, horizon, notes, surveys and
  who_answered have no name of their own, only their row. `version_changes.csv` says what later versions
  of a return changed.
- `programme.xlsx` is the workbook for people, for one quarter.

A return is known by the SHA-256 of its data, `return_id` in every table. A return that is read again changes nothing.
Of each ward and quarter one return counts: the signed before a draft, then the highest version. The views whose names
begin with `current_` show those only; the tables show all. Marks such as [p] are explained in the workbook.

Text is text, dates are text as 2023-12-18, and an empty value is NULL, never zero. Money is kept in pence, in a
column whose name ends in `_pence`, and given in pounds beside it. Where a number is empty and its mark is [c] it is
hidden, where it is [x] nobody knows it: neither is nought. Figures of people, rates and scores must not be
added up over wards: the sheet Activity counts of the workbook says how each count comes together.

## Views

| view | shows |
|---|---|
| `current_returns` | the returns that count |
| `current_` and the name of a table | its rows of the returns that count, with programme, ward, quarter, version |
| `every_value` | each value of each table as a row: table, row, ref, column, kind, `text` or `number`, `mark` |
| `current_values` | the same, of the returns that count |
| `version_changes` | of each return that took the place of an earlier version, each value that differs |

The table `documentation` of the file says of every column what it holds, as this page does.

## Questions, and how to ask them

{questions}
"""

# Each is run on a data file by a test.
QUESTIONS: Final[tuple[tuple[str, str], ...]] = (
    (
        "Which returns are there, and which of them counts?",
        """SELECT r.ward, r.period, r.version, r.status, r.signed_on, r.read_on, r.file,
       c.return_id IS NOT NULL AS counts
FROM returns r LEFT JOIN current_returns c USING (return_id)
ORDER BY r.ward, r.period, r.version;""",
    ),
    (
        "How did a count go from quarter to quarter?",
        """SELECT ward, ref, count, unit, period, value, mark
FROM current_count_values
WHERE measure = 'quarter'
ORDER BY ward, ref, period;""",
    ),
    (
        "What is red, and why?",
        """SELECT ward, return_period, ref, action, why, delay_cause
FROM current_actions
WHERE rating = 'Red'
ORDER BY return_period DESC, ward, ref;""",
    ),
    (
        "What did version 2 change?",
        """SELECT ward, period, version_before, version, "table", ref, "column", before, after
FROM version_changes
ORDER BY ward, period, version, "table", ref, "column";""",
    ),
    (
        "Which warnings did the wards leave, and what do they say to them?",
        """SELECT ward, return_period, rule, record, what, explanation
FROM current_checks
WHERE result = 'Warning'
ORDER BY return_period DESC, ward, rule;""",
    ),
)


def page() -> str:
    """The page, in Markdown."""
    asked = "\n\n".join(f"{question}\n\n```sql\n{sql}\n```" for question, sql in QUESTIONS)
    parts = [_INTRODUCTION.format(questions=asked)]
    for table in (RETURNS, *TABLES):
        parts += [f"## Table `{table.name}`\n", table.words, "", "| column | holds | kind |", "|---|---|---|"]
        parts += [*_own(table), *map(_line, table.columns), ""]
    parts += ["## Sheets of the workbook\n", "| sheet | table | holds |", "|---|---|---|"]
    parts += [f"| {sheet.title} | `{sheet.table}` | {sheet.about} |" for sheet in SHEETS]
    return "\n".join(parts) + "\n"


def _own(table: Table) -> list[str]:
    if table is RETURNS:
        return []
    what = "the row of the count in `counts`" if table is COUNT_VALUES else "its place in the return, from 1"
    return ["| `return_id` | the return it is from | text |", f"| `row` | {what} | whole number |"]


def _line(column: Column) -> str:
    return f"| `{column.name}` | {column.words} | {_KINDS[column.kind]} |"


if __name__ == "__main__":
    print(page(), end="")
