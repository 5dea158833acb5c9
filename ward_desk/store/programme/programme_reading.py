"""What is read out of a programme file: the returns that count, and lists for the files beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

from ward_desk.core.collation.tables import RETURNS, TABLES, Column, Incoming, Table, table
from ward_desk.core.records import Row, Value
from ward_desk.store.programme.programme_schema import kept_as, keys, quoted


def returns(connection: sqlite3.Connection) -> list[Row]:
    """Every return of the file, all versions, by programme, ward, quarter and version."""
    found = connection.execute(
        f"SELECT {_columns(RETURNS)} FROM returns ORDER BY programme_key, ward_key, period, version, return_id"
    )
    return [_read(RETURNS, row) for row in found]


def current_ids(connection: sqlite3.Connection) -> frozenset[str]:
    """The returns that no other has taken the place of."""
    return frozenset(row[0] for row in connection.execute("SELECT return_id FROM current_returns"))


def whole(connection: sqlite3.Connection, row: Row, names: Sequence[str]) -> Incoming:
    """One return with the rows of some tables, in the order they had."""
    own = row["return_id"]
    found: dict[str, list[Row]] = {}
    for name in names:
        one = table(name)
        order = ", ".join(map(quoted, keys(one)))
        rows = connection.execute(
            f'SELECT "row", {_columns(one)} FROM {quoted(name)} WHERE return_id = ? ORDER BY {order}', (own,)
        )
        found[name] = [{"row": number, **_read(one, values)} for number, *values in rows]
    return Incoming(row, found)


def version_changes(connection: sqlite3.Connection, period: str, ids: Sequence[str]) -> list[Row]:
    """What the later versions of a quarter changed, of the returns with these ids: rows of the view of that name."""
    found = connection.execute("SELECT * FROM version_changes WHERE period = ?", (period,))
    names = [one[0] for one in found.description]
    wanted = frozenset(ids)
    return [row for row in (dict(zip(names, one, strict=True)) for one in found) if row["return_id"] in wanted]


def lists(
    connection: sqlite3.Connection, *, drafts: bool
) -> Iterator[tuple[str, list[str], Iterator[tuple[object, ...]]]]:
    """Every list of the returns that count as (name, headings, rows): each table, `values` with a row for each
    value, and `version_changes` with what later versions changed. The rows must be read before the next list is asked
    for. A draft, which is in the file when one was asked for once, is among them only with `drafts`."""
    yield _list(connection, "returns", "period", ["version"], drafts=drafts)
    for one in TABLES:
        yield _list(connection, one.name, "return_period", keys(one)[1:], drafts=drafts)
    yield _list(connection, "values", "period", ["table", "row", "column"], drafts=drafts)
    yield _rows(connection, "version_changes", "SELECT * FROM version_changes ORDER BY 1, 2, 3, 5, 6, 7, 8")


def _list(
    connection: sqlite3.Connection, name: str, period: str, then: Sequence[str], *, drafts: bool
) -> tuple[str, list[str], Iterator[tuple[object, ...]]]:
    """`period` is the column that says of which quarter a row's return is."""
    place = f"programme, ward, {period}"
    signed = "SELECT programme, ward, period FROM current_returns WHERE coalesce(status, '') <> 'draft'"
    which = "" if drafts else f"WHERE ({place}) IN ({signed})"
    order = ", ".join([place, *map(quoted, then)])
    return _rows(connection, name, f"SELECT * FROM {quoted(f'current_{name}')} {which} ORDER BY {order}")


def _rows(connection: sqlite3.Connection, name: str, sql: str) -> tuple[str, list[str], Iterator[tuple[object, ...]]]:
    found = connection.execute(sql)
    return name, [one[0] for one in found.description], map(tuple, found)


def _columns(table: Table) -> str:
    return ", ".join(quoted(kept_as(column)) for column in table.columns)


def _read(table: Table, row: Sequence[Value]) -> Row:
    """A row of `_columns(table)` as data; money in pence, a whole number as such."""
    return {column.name: _plain(column, value) for column, value in zip(table.columns, row, strict=True)}


def _plain(column: Column, value: Value) -> Value:
    if column.kind == "number" and isinstance(value, float) and value.is_integer():
        return int(value)
    return value
