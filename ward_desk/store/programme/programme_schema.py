"""The SQL of a programme file, made from `core/collation/tables`: STRICT tables, and views that hide what a later
version of a return has taken the place of."""

from __future__ import annotations

from typing import Final

from ward_desk.core.collation.tables import COUNT_VALUES, COUNTS, RETURNS, TABLES, Column, Table

APPLICATION_ID: Final = 0x57445052  # "WDPR"
SCHEMA_VERSION: Final = 1

_TYPES: Final = {"text": "TEXT", "date": "TEXT", "whole": "INTEGER", "number": "REAL", "money": "INTEGER"}

# Of one ward and quarter the signed return before a draft, the highest version, and of two that differ in nothing
# else the one signed later; the last word is only there so that the same one is always chosen.
CURRENT: Final = "coalesce(status, '') = 'draft', version DESC, signed_on DESC, return_id"

# Every column and what it holds, for whoever opens the file without this page.
DOCUMENTATION: Final = """CREATE TABLE "documentation" (
  "table_name" TEXT NOT NULL, "column_name" TEXT NOT NULL, "type" TEXT NOT NULL, "holds" TEXT NOT NULL,
  PRIMARY KEY ("table_name", "column_name")
) STRICT, WITHOUT ROWID"""

VIEWS: Final[dict[str, str]] = {
    "current_returns": "The returns that count: of each ward and quarter the newest version, a draft only where none"
    " is signed.",
    **{f"current_{one.name}": f"{one.words} Of the returns that count." for one in TABLES},
    "every_value": "Every value of every table as a row of its own, of all versions.",
    "current_values": "Every value of the returns that count as a row of its own.",
}


def kept_as(column: Column) -> str:
    """The name a value is kept under: money in pence has a column beside it in pounds."""
    return f"{column.name}_pence" if column.kind == "money" else column.name


def quoted(name: str) -> str:
    """A name as SQL takes it whatever it is."""
    return '"' + name.replace('"', '""') + '"'


def keys(table: Table) -> tuple[str, ...]:
    """The columns that tell the rows of a table apart."""
    if table is RETURNS:
        return ("return_id",)
    return ("return_id", "row", "measure", "period") if table is COUNT_VALUES else ("return_id", "row")


def statements() -> list[str]:
    """Everything that makes an empty programme file, in order."""
    made = [_table(one) for one in (RETURNS, *TABLES)]
    made.append(DOCUMENTATION)
    made.append(
        f"CREATE VIEW current_returns AS SELECT {_names(RETURNS)} FROM (SELECT *, row_number() OVER ("
        f"PARTITION BY programme_key, ward_key, period ORDER BY {CURRENT}) AS place FROM returns) WHERE place = 1"
    )
    made += [_current(one) for one in TABLES]
    shown = 'r.programme, r.ward, r.period, r.version, v."table", v."row", v.ref, v."column", v.kind, v.text, v.number'
    made.append(f"CREATE VIEW every_value AS SELECT {shown} FROM ({_values()}) v JOIN returns r USING (return_id)")
    made.append(
        f"CREATE VIEW current_values AS SELECT {shown} FROM ({_values()}) v JOIN current_returns r USING (return_id)"
    )
    return made


def documentation() -> list[tuple[str, str, str, str]]:
    """The rows of the documentation: table or view, column, type, what it holds. A view of its own columns only."""
    rows: list[tuple[str, str, str, str]] = []
    for table in (RETURNS, *TABLES):
        rows.append((table.name, "", "table", table.words))
        if table is not RETURNS:
            rows.append((table.name, "return_id", "TEXT", "The return it is from: return_id in returns"))
            what = "The row of the count in counts" if table is COUNT_VALUES else "Its place in the return, from 1"
            rows.append((table.name, "row", "INTEGER", what))
        for column in table.columns:
            if column.kind == "money":
                rows.append((table.name, kept_as(column), "INTEGER", f"{column.words}, in pence"))
                rows.append((table.name, column.name, "REAL", f"{column.words}, in pounds"))
            else:
                rows.append((table.name, column.name, _TYPES[column.kind], column.words))
    rows += [(name, "", "view", words) for name, words in VIEWS.items()]
    return rows


def _table(table: Table) -> str:
    lines = [] if table is RETURNS else ['"return_id" TEXT NOT NULL REFERENCES "returns"', '"row" INTEGER NOT NULL']
    for column in table.columns:
        must = " NOT NULL" if column.name in keys(table) else ""
        lines.append(f"{quoted(kept_as(column))} {_TYPES[column.kind]}{must}")
        if column.kind == "money":
            pounds = f"{quoted(column.name)} REAL GENERATED ALWAYS AS ({quoted(kept_as(column))} / 100.0) VIRTUAL"
            lines.append(pounds)
    lines.append(f"PRIMARY KEY ({', '.join(map(quoted, keys(table)))})")
    return f"CREATE TABLE {quoted(table.name)} (\n  " + ",\n  ".join(lines) + "\n) STRICT, WITHOUT ROWID"


def _names(table: Table) -> str:
    return ", ".join(quoted(column.name) for column in table.columns)


def _current(table: Table) -> str:
    own = ", ".join(
        f"t.{quoted(name)}" for column in table.columns for name in dict.fromkeys((kept_as(column), column.name))
    )
    about, join = "r.programme, r.ward, r.period AS return_period, r.version", ""
    if table is COUNT_VALUES:
        about += ", c.ref, c.count, c.nature, c.unit, c.code"
        join = f' JOIN {quoted(COUNTS.name)} c USING (return_id, "row")'
    return (
        f'CREATE VIEW {quoted(f"current_{table.name}")} AS SELECT {about}, t.return_id, t."row", {own}'
        f" FROM {quoted(table.name)} t JOIN current_returns r USING (return_id){join}"
    )


def _values() -> str:
    """One SELECT for every column of every table."""
    parts = []
    for table in TABLES:
        ref = "ref" if any(column.name == "ref" for column in table.columns) else "NULL"
        for column in table.columns:
            if table is COUNT_VALUES and column.name != "value":
                continue
            name = quoted(column.name)
            text, number = (name, "NULL") if _is_text(column) else ("NULL", name)
            said = "measure || ' ' || period" if table is COUNT_VALUES else f"'{column.name}'"
            parts.append(
                f'SELECT return_id, \'{table.name}\' AS "table", "row", {ref} AS ref, {said} AS "column",'
                f" '{column.kind}' AS kind, {text} AS text, {number} AS number"
                f" FROM {quoted(table.name)} WHERE {name} IS NOT NULL"
            )
    return " UNION ALL ".join(parts)


def _is_text(column: Column) -> bool:
    return column.kind in ("text", "date")
