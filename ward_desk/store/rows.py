"""Rows: reading and writing single records of any kind. `Store` is what an operation is handed."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from uuid import NAMESPACE_OID, uuid4, uuid5

from ward_desk.core.errors import KnownError
from ward_desk.core.records import RECORDS, Row, Value
from ward_desk.core.rules import fault
from ward_desk.store.schema import columns


def new_id() -> str:
    """A key that two people's copies can't both make."""
    return str(uuid4())


def numbered(*values: Value) -> dict[str, Value]:
    """The values of a query that calls its places ?1, ?2 and so on: given as a sequence, Python 3.12 warns of them and
    3.14 refuses them."""
    return {str(place): value for place, value in enumerate(values, 1)}


class Store:
    """One document's records. Reading needs nothing; writing works only inside an operation."""

    def __init__(self, connection: sqlite3.Connection, make_id: Callable[[], str] = new_id) -> None:
        self.connection = connection
        self.make_id = make_id

    def get(self, table: str, row_id: str) -> Row | None:
        """One record, or None."""
        row = self.connection.execute(f'SELECT * FROM "{_known(table)}" WHERE id = ?', (row_id,)).fetchone()
        return dict(row) if row else None

    def rows(self, table: str, *, order: str = "rowid", **equals: Value) -> list[Row]:
        """Every record whose fields equal these. `order` is a column, with " DESC" for newest first."""
        column, _, direction = order.partition(" ")
        record = RECORDS[_known(table)]
        known = (*columns(record), "rowid")
        where = " AND ".join(f'"{_column(name, known)}" IS ?' for name in equals) or "1"
        down = "DESC" if direction == "DESC" else ""  # two notes of one day: the one written later comes first
        return _rows(
            self.connection.execute(
                f'SELECT * FROM "{table}" WHERE {where} ORDER BY "{_column(column, known)}" {down}, rowid {down}',
                list(equals.values()),
            )
        )

    def named(self, table: str, *, order: str) -> list[tuple[str, str]]:
        """(id, reference and title) of every record, in the order of a column: for choosing one."""
        record = RECORDS[_known(table)]
        words = f'"ref" || \' \' || "{record.title}"' if record.ref is not None else f'"{record.title}"'
        return [
            (row[0], row[1].strip())
            for row in self.connection.execute(
                f'SELECT id, {words} FROM "{table}" ORDER BY "{_column(order, columns(record))}", rowid'
            )
        ]

    def query(self, sql: str, values: Sequence[Value] | Mapping[str, Value] = ()) -> list[Row]:
        """Rows of a query written in this package."""
        return _rows(self.connection.execute(sql, values))

    def number(self, sql: str, values: Sequence[Value] = ()) -> int:
        """The single whole number a query gives."""
        return int(self.connection.execute(sql, values).fetchone()[0] or 0)

    def insert(self, table: str, values: Row) -> str:
        """Add a record and give its id. Fields left out start with their default.

        Raises KnownError when a value doesn't fit its field.
        """
        record = RECORDS[_known(table)]
        row: Row = {f.name: f.default if f.default is not None else f.empty for f in record.fields}
        row["id"] = values.get("id") or self.make_id()
        row.update(_checked(table, values))
        if record.ref is not None:
            row["ref"] = self._given_ref(table, str(values["ref"])) if values.get("ref") else self._next_ref(table)
        names = columns(record)
        self.connection.execute(_insert_sql(table, names), [row[name] for name in names])
        return str(row["id"])

    def update(self, table: str, row_id: str, values: Row) -> bool:
        """Change fields of a record. Tells whether there was such a record. Raises KnownError for an unfit value."""
        _known(table)
        fit = _checked(table, values)
        if not fit:
            return self.get(table, row_id) is not None
        sets = ", ".join(f'"{name}" = ?' for name in fit)
        cursor = self.connection.execute(f'UPDATE "{table}" SET {sets} WHERE id = ?', [*fit.values(), row_id])
        return cursor.rowcount == 1

    def delete(self, table: str, row_id: str) -> bool:
        """Remove a record and what belongs to it. Tells whether there was such a record."""
        return self.connection.execute(f'DELETE FROM "{_known(table)}" WHERE id = ?', (row_id,)).rowcount == 1

    def link(self, pair: str, first: str, second: str) -> None:
        """Join two records, once. The same two have the same key in everybody's copy."""
        a, b = (field.name for field in RECORDS[_known(pair)].fields)
        key = str(uuid5(NAMESPACE_OID, f"{pair} {first} {second}"))
        self.connection.execute(
            f'INSERT INTO "{pair}" (id, "{a}", "{b}") VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING',
            (key, first, second),
        )

    def unlink(self, pair: str, first: str, second: str) -> None:
        """Part two records."""
        a, b = (field.name for field in RECORDS[_known(pair)].fields)
        self.connection.execute(f'DELETE FROM "{pair}" WHERE "{a}" = ? AND "{b}" = ?', (first, second))

    def linked(self, pair: str, first: str) -> list[str]:
        """The second ids joined to a first one, in the order they were joined."""
        a, b = (field.name for field in RECORDS[_known(pair)].fields)
        return [
            row[0]
            for row in self.connection.execute(f'SELECT "{b}" FROM "{pair}" WHERE "{a}" = ? ORDER BY rowid', (first,))
        ]

    def linked_to(self, pair: str, second: str) -> list[str]:
        """The first ids joined to a second one."""
        a, b = (field.name for field in RECORDS[_known(pair)].fields)
        return [
            row[0]
            for row in self.connection.execute(f'SELECT "{a}" FROM "{pair}" WHERE "{b}" = ? ORDER BY rowid', (second,))
        ]

    def set_links(self, pair: str, first: str, seconds: Iterable[str]) -> None:
        """Make exactly these the second ids joined to a first one."""
        wanted = list(dict.fromkeys(seconds))
        have = self.linked(pair, first)
        for gone in have:
            if gone not in wanted:
                self.unlink(pair, first, gone)
        for new in wanted:
            if new not in have:
                self.link(pair, first, new)

    def partnership(self) -> Row:
        """The one partnership this document is about."""
        return dict(self.connection.execute("SELECT * FROM partnership LIMIT 1").fetchone())

    def setting(self, key: str) -> str:
        """A fact about the document itself: its uuid, who made it, when."""
        row = self.connection.execute("SELECT value FROM document WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else ""

    def set_setting(self, key: str, value: str) -> None:
        """Keep a fact about the document itself. Not undone, not in history."""
        self.connection.execute(
            "INSERT INTO document(key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (key, value),
        )

    def _given_ref(self, table: str, ref: str) -> str:
        """A reference that came with the record, so that it is not given to another one later."""
        number = re.search(r"\d{1,9}$", ref)
        self.connection.execute(
            "INSERT INTO ref_counter(record, last) VALUES (?, ?)"
            " ON CONFLICT (record) DO UPDATE SET last = max(last, excluded.last)",
            (table, int(number[0]) if number else 0),
        )
        return ref

    def _next_ref(self, table: str) -> str:
        """References are never given twice, even when the record is gone: people quote them in minutes."""
        last = self.connection.execute(
            "INSERT INTO ref_counter(record, last) VALUES (?, 1)"
            " ON CONFLICT (record) DO UPDATE SET last = last + 1 RETURNING last",
            (table,),
        ).fetchone()[0]
        prefix = self.connection.execute("SELECT prefix FROM partnership LIMIT 1").fetchone()
        return f"{prefix[0] if prefix else 'WD'}-{RECORDS[table].ref}{last:02d}"


def _rows(found: sqlite3.Cursor) -> list[Row]:
    """All that a query gives. Each as a dict of its own accord would look for every column among all of them."""
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found]


def _insert_sql(table: str, names: Sequence[str]) -> str:
    quoted = ", ".join(f'"{name}"' for name in names)
    return f'INSERT INTO "{table}" ({quoted}) VALUES ({", ".join("?" * len(names))})'


def _known(table: str) -> str:
    if table not in RECORDS:
        raise KeyError(table)
    return table


def _column(name: str, known: Sequence[str]) -> str:
    if name not in known:
        raise KeyError(name)
    return name


def _checked(table: str, values: Row) -> Row:
    record = RECORDS[table]
    fit: Row = {}
    for name, value in values.items():
        if name in ("id", "ref"):
            continue
        field = record.field(name)
        if value is None and field.empty == "":
            value = ""
        if value == "" and field.empty is None:
            value = None
        wrong = fault(field, value)
        if wrong:
            raise KnownError("unfit", wrong, "Nothing was changed.", "Correct the value and try again.")
        fit[name] = float(value) if field.kind == "number" and isinstance(value, int) else value
    return fit
