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
    "every_value": "Every value of every table as a row of its own, with its mark, of all versions.",
    "current_values": "Every value of the returns that count as a row of its own, with its mark.",
    "version_changes": "Of each return that took the place of an earlier version: every value that differs, then and"
    " now.",
}

# What the views of values and of changes hold, and what a view `current_` has beside the columns of its table.
_RETURN_COLUMNS: Final = {
    "return_id": ("TEXT", "The return it is from: return_id in returns"),
    "programme": ("TEXT", "The programme"),
    "ward": ("TEXT", "The ward"),
    "return_period": ("TEXT", "The quarter of the return, as 2023-24-Q3"),
    "version": ("INTEGER", "The version of the return"),
}
_VALUE_COLUMNS: Final = {
    "programme": _RETURN_COLUMNS["programme"],
    "ward": _RETURN_COLUMNS["ward"],
    "period": _RETURN_COLUMNS["return_period"],
    "version": _RETURN_COLUMNS["version"],
    "return_id": _RETURN_COLUMNS["return_id"],
    "table": ("TEXT", "The table the value is of"),
    "row": ("INTEGER", "Its row in that table"),
    "ref": ("TEXT", "Reference of the record in its ward, or the code of a measure or a check"),
    "column": ("TEXT", "The column the value is of; of count_values its measure and period, as month 2023-10"),
    "kind": ("TEXT", "text, date, whole, number or money"),
    "text": ("TEXT", "The value, when it is a text or a date"),
    "number": ("REAL", "The value, when it is a number; pounds when it is money; empty when the mark says why"),
    "mark": ("TEXT", "Marks beside the number, such as [c] for hidden"),
}
_CHANGE_COLUMNS: Final = {
    "programme": _RETURN_COLUMNS["programme"],
    "ward": _RETURN_COLUMNS["ward"],
    "period": _RETURN_COLUMNS["return_period"],
    "version_before": ("INTEGER", "The version before"),
    "version": ("INTEGER", "The version that took its place"),
    "table": _VALUE_COLUMNS["table"],
    "ref": _VALUE_COLUMNS["ref"],
    "column": _VALUE_COLUMNS["column"],
    "before": ("TEXT or REAL", "What stood there before; empty when nothing did"),
    "after": ("TEXT or REAL", "What stands there now; empty when nothing does"),
    "return_id_before": ("TEXT", "The return of the version before"),
    "return_id": _RETURN_COLUMNS["return_id"],
}
_OF_COUNTS: Final = ("ref", "count", "nature", "unit", "code")  # what a figure has of its count
_VIEW_COLUMNS: Final = {
    **{f"current_{one.name}": _RETURN_COLUMNS for one in TABLES},
    f"current_{COUNT_VALUES.name}": {
        **_RETURN_COLUMNS,
        **{one.name: (_TYPES[one.kind], one.words) for one in COUNTS.columns if one.name in _OF_COUNTS},
    },
    "every_value": _VALUE_COLUMNS,
    "current_values": _VALUE_COLUMNS,
    "version_changes": _CHANGE_COLUMNS,
}

# The column with the marks of a number, where it is not the number's name and `_mark`.
_MARKS: Final = {
    "summary": {"this_quarter": "mark"},
    "events": {"residents": "residents_mark"},
    COUNT_VALUES.name: {"value": "mark"},
    "surveys": {"number": "mark", "share": "mark"},
    "who_answered": {"number": "mark"},
}
_REFS: Final = {"summary": "code", "checks": "code"}  # what tells rows apart in tables without a column `ref`
_COMPARED: Final = ("summary", "actions", "events", COUNTS.name, COUNT_VALUES.name, "feedback", "funding", "risks")


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
    shown = (
        'r.programme, r.ward, r.period, r.version, v.return_id, v."table", v."row", v.ref, v."column", v.kind, v.text,'
        " v.number, v.mark"
    )
    made.append(f"CREATE VIEW every_value AS SELECT {shown} FROM ({_values()}) v JOIN returns r USING (return_id)")
    made.append(
        f"CREATE VIEW current_values AS SELECT {shown} FROM ({_values()}) v JOIN current_returns r USING (return_id)"
    )
    made.append(f"CREATE VIEW version_changes AS {_changes()}")
    return made


def documentation() -> list[tuple[str, str, str, str]]:
    """The rows of the documentation: table or view, column, type, what it holds. The columns that a view has of a table
    are told of the table."""
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
    rows += [(view, name, *about) for view, columns in _VIEW_COLUMNS.items() for name, about in columns.items()]
    return rows


def _table(table: Table) -> str:
    lines = (
        []
        if table is RETURNS
        else ['"return_id" TEXT NOT NULL REFERENCES "returns" ("return_id")', '"row" INTEGER NOT NULL']
    )
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
        about += "".join(f", c.{name}" for name in _OF_COUNTS)
        join = f' JOIN {quoted(COUNTS.name)} c USING (return_id, "row")'
    return (
        f'CREATE VIEW {quoted(f"current_{table.name}")} AS SELECT {about}, t.return_id, t."row", {own}'
        f" FROM {quoted(table.name)} t JOIN current_returns r USING (return_id){join}"
    )


def _values() -> str:
    """One SELECT for every column of every table that is no mark; a mark stands beside its number."""
    parts = []
    for table in TABLES:
        ref = _ref(table)
        marks = _MARKS.get(table.name, {})
        for column in table.columns:
            if column.name in marks.values() or (table is COUNT_VALUES and column.name != "value"):
                continue
            name, mark = quoted(column.name), quoted(marks[column.name]) if column.name in marks else "NULL"
            text, number = (name, "NULL") if _is_text(column) else ("NULL", name)
            said = "measure || ' ' || period" if table is COUNT_VALUES else f"'{column.name}'"
            there = f"{name} IS NOT NULL" if mark == "NULL" else f"({name} IS NOT NULL OR {mark} IS NOT NULL)"
            parts.append(
                f'SELECT return_id, \'{table.name}\' AS "table", "row", {ref} AS ref, {said} AS "column",'
                f" '{column.kind}' AS kind, {text} AS text, {number} AS number, {mark} AS mark"
                f" FROM {quoted(table.name)} WHERE {there}"
            )
    return " UNION ALL ".join(parts)


def _ref(table: Table) -> str:
    """What a row is known by in its ward, as SQL."""
    if table is COUNT_VALUES:
        return (
            f"(SELECT c.ref FROM {quoted(COUNTS.name)} c WHERE c.return_id = {COUNT_VALUES.name}.return_id"
            f' AND c."row" = {COUNT_VALUES.name}."row")'
        )
    if any(column.name == "ref" for column in table.columns):
        return "ref"
    return _REFS.get(table.name, "NULL")


def _changes() -> str:
    """Each signed return of a higher version beside the one that counted before it, value by value."""
    group = "programme_key, ward_key, period"
    tables = ", ".join(f"'{name}'" for name in _COMPARED)
    marked = "trim(iif(v.number IS NULL, '', printf('%.15g', v.number)) || ' ' || v.mark)"
    value = f"CASE WHEN v.mark IS NULL THEN coalesce(v.text, v.number) ELSE {marked} END"
    return (
        "WITH firsts AS (SELECT * FROM (SELECT *, row_number() OVER ("
        f"PARTITION BY {group}, version ORDER BY {CURRENT}) AS place FROM returns"
        " WHERE coalesce(status, '') <> 'draft') WHERE place = 1),"
        " pairs AS (SELECT * FROM (SELECT programme, ward, period, version, return_id,"
        f" lag(version) OVER (PARTITION BY {group} ORDER BY version) AS version_before,"
        f" lag(return_id) OVER (PARTITION BY {group} ORDER BY version) AS return_id_before FROM firsts)"
        " WHERE return_id_before IS NOT NULL)"
        ' SELECT p.programme, p.ward, p.period, p.version_before, p.version, v."table", v.ref, v."column",'
        f" max({value}) FILTER (WHERE v.return_id = p.return_id_before) AS before,"
        f' max({value}) FILTER (WHERE v.return_id = p.return_id) AS "after",'
        " p.return_id_before, p.return_id"
        f" FROM pairs p JOIN ({_values()}) v ON v.return_id IN (p.return_id_before, p.return_id)"
        f' WHERE v."table" IN ({tables}) AND v.ref IS NOT NULL'
        ' GROUP BY p.return_id, v."table", v.ref, v."column"'
        ' HAVING before IS NOT "after"'
    )


def _is_text(column: Column) -> bool:
    return column.kind in ("text", "date")
