"""Bulk: rows that come in by the thousand and go again, logged and indexed with one statement for all of them.

The triggers that log and index a row do it row by row, which takes three times as long. They are taken down within the
operation, which does their work with their own SQL, and made again as they were; what goes wrong rolls all of it back,
the triggers too. Only for records without numbers and files, which JSON does not hold exactly.

What the change log says of rows that came in bulk is told in `changelog`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, Literal

from ward_desk.core.records import RECORDS, Record, Row, children
from ward_desk.store.schema import columns, derived_sql, for_new_rows, row_json, words

CACHE_KIB: Final = 48 * 1024

# Once for a row: what an operation did besides with it is not to be put back by the thousand. `later` is the next line
# of the log about the row, 0 when there is none.
_CAME_IN: Final = (
    "INSERT INTO bulk_row SELECT c.seq, c.record, c.row_id, coalesce((SELECT min(n.seq) FROM change_log n"
    " WHERE n.record = c.record AND n.row_id = c.row_id AND n.seq > c.seq), 0) FROM change_log c"
    " WHERE c.operation = ? AND c.new = '' AND NOT EXISTS (SELECT 1 FROM change_log d WHERE d.record = c.record"
    " AND d.row_id = c.row_id AND d.operation = c.operation AND d.seq <> c.seq) ORDER BY c.seq"
)


@contextmanager
def room(connection: sqlite3.Connection) -> Iterator[None]:
    """Pages in memory for what is being written: each time they run out, what was written so far is synced."""
    before = connection.execute("PRAGMA cache_size").fetchone()[0]
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA cache_size = {before}")


@contextmanager
def by_hand(connection: sqlite3.Connection, event: Literal["insert", "delete"], *tables: str) -> Iterator[None]:
    """Without the triggers of these tables that log and index what is added, or removed. On an error the operation
    is to roll back, and with it what was dropped."""
    names = {f"{what}_{table}_{event}" for what in ("log", "find") for table in tables}
    made = {name: sql for kind, name, sql in derived_sql() if kind == "trigger" and name in names}
    for name in made:
        connection.execute(f'DROP TRIGGER "{name}"')
    yield
    for sql in made.values():
        connection.execute(sql)


def log_new(connection: sqlite3.Connection, record: Record, after: int) -> int:
    """Log and index the rows of a table numbered above this. Gives the number of the last row."""
    for statement in for_new_rows(record):
        connection.execute(statement, {"after": after})
    return newest(connection, record.name)


def newest(connection: sqlite3.Connection, table: str) -> int:
    """The number of the last row of a table."""
    return int(connection.execute(f'SELECT coalesce(max(rowid), 0) FROM "{table}"').fetchone()[0])


# --- putting back -----------------------------------------------------------------------------------------


@contextmanager
def came_in(connection: sqlite3.Connection, op_id: str) -> Iterator[list[str]]:
    """The tables into which an operation brought rows in bulk, in the order of the records; the temporary table
    `bulk_row` says which rows, until this ends."""
    connection.execute("CREATE TEMP TABLE bulk_row(seq INTEGER PRIMARY KEY, record TEXT, row_id TEXT, later INTEGER)")
    connection.execute(_CAME_IN, (op_id,))
    connection.execute("CREATE UNIQUE INDEX temp.bulk_row_row ON bulk_row(record, row_id)")
    found = {row[0] for row in connection.execute("SELECT DISTINCT record FROM bulk_row")}
    yield [name for name in RECORDS if name in found]
    connection.execute("DROP TABLE bulk_row")  # on an error it is rolled back with all else


def untouched(connection: sqlite3.Connection, table: str, decode: Callable[[str, str], Row | None]) -> bool:
    """Whether the rows that came in are still as they came."""
    record = RECORDS[table]
    now = row_json(record, "r")
    if connection.execute(
        f'SELECT 1 FROM bulk_row b LEFT JOIN "{table}" r ON r.id = b.row_id'
        " WHERE b.record = ? AND r.id IS NULL LIMIT 1",
        (table,),
    ).fetchone():
        return False
    return all(
        decode(table, was) == decode(table, is_now)  # an older version may have written the same otherwise
        for was, is_now in connection.execute(
            f'SELECT n.old, {now} FROM bulk_row b JOIN change_log n ON n.seq = b.later JOIN "{table}" r'
            f" ON r.id = b.row_id WHERE b.record = ? AND n.old IS NOT {now}",
            (table,),
        )
    )


def absent(connection: sqlite3.Connection, table: str) -> bool:
    """Whether none of the rows is there, and the log holds what each of them was."""
    return not connection.execute(
        f'SELECT 1 FROM bulk_row b LEFT JOIN "{table}" r ON r.id = b.row_id'
        " WHERE b.record = ? AND (r.id IS NOT NULL OR b.later = 0) LIMIT 1",
        (table,),
    ).fetchone()


def held_by(connection: sqlite3.Connection, table: str) -> Iterator[tuple[str, str, str, str]]:
    """(table, id, field, id it links to) of every row that links to one of these and is none of them."""
    for child, field in children(table):
        for row in connection.execute(
            f'SELECT x.id, b.row_id FROM bulk_row b JOIN "{child}" x ON x."{field}" = b.row_id WHERE b.record = ?'
            " AND NOT EXISTS (SELECT 1 FROM bulk_row o WHERE o.record = ? AND o.row_id = x.id)",
            (table, child),
        ):
            yield child, row[0], field, row[1]


def take_off(connection: sqlite3.Connection, tables: list[str]) -> None:
    """Remove the rows."""
    with room(connection), by_hand(connection, "delete", *tables):
        for table in tables:
            record = RECORDS[table]
            connection.execute(
                "INSERT INTO change_log(operation, record, row_id, old, new)"
                f" SELECT (SELECT id FROM current_operation), '{table}', r.id, {row_json(record, 'r')}, NULL"
                f' FROM bulk_row b NOT INDEXED CROSS JOIN "{table}" r ON r.id = b.row_id'
                f" WHERE b.record = '{table}' ORDER BY b.seq"
            )
            if words(record):
                found = (
                    "SELECT s.docid FROM bulk_row b JOIN search_row s ON s.record = b.record AND s.row_id = b.row_id"
                    f" WHERE b.record = '{table}'"
                )
                connection.execute(f"DELETE FROM search_words WHERE rowid IN ({found})")
                connection.execute(f"DELETE FROM search_row WHERE docid IN ({found})")
        for table in reversed(tables):  # what belongs to others first
            gone = "SELECT row_id FROM bulk_row WHERE record = ?"
            connection.execute(f'DELETE FROM "{table}" WHERE id IN ({gone})', (table,))


def bring_back(connection: sqlite3.Connection, tables: list[str]) -> None:
    """Add the rows again as they were."""
    with room(connection), by_hand(connection, "insert", *tables):
        for table in tables:
            record, after = RECORDS[table], newest(connection, table)
            names = ", ".join(f'"{name}"' for name in columns(record))
            connection.execute(
                f'INSERT INTO "{table}" ({names}) SELECT {", ".join(_values(record))} FROM bulk_row b'
                " NOT INDEXED CROSS JOIN change_log n ON n.seq = b.later WHERE b.record = ? ORDER BY b.seq",
                (table,),
            )
            log_new(connection, record, after)


def _values(record: Record) -> Iterator[str]:
    """SQL of the values of a row out of its JSON; of a field that came with a later version, what it has then."""
    empty = {
        field.name: "0" if field.kind == "flag" else "NULL" if field.empty is None else "''" for field in record.fields
    }
    for name in columns(record):
        yield f"coalesce(json_extract(n.old, '$.{name}'), {empty.get(name, 'NULL')})"
