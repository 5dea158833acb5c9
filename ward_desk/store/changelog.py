"""Change log: operations, what each touched, and putting them back.

One record of changes serves undo, history and "what changed since". Triggers fill it (`schema`); this reads it.
"""

from __future__ import annotations

import json
import sqlite3
from typing import NamedTuple

from ward_desk.core.errors import KnownError
from ward_desk.core.records import RECORDS, Row, Value, children
from ward_desk.store.schema import columns


class Change(NamedTuple):
    """One row before and after an operation; None where it was not there."""

    record: str
    row_id: str
    old: Row | None
    new: Row | None


class Step(NamedTuple):
    """An operation that can be undone or redone."""

    id: str
    label: str


def begin(connection: sqlite3.Connection, op_id: str, kind: str, label: str, role: str, at: str) -> None:
    """Name the operation that the next writes belong to."""
    connection.execute(
        "INSERT INTO operation(id, kind, label, role, at) VALUES (?, ?, ?, ?, ?)",
        (op_id, kind, label, role, at),
    )
    connection.execute("INSERT INTO current_operation(id) VALUES (?)", (op_id,))


def finish(connection: sqlite3.Connection, op_id: str) -> dict[str, frozenset[str]]:
    """Close the operation and tell which rows it touched; forget it when it touched none."""
    connection.execute("DELETE FROM current_operation")
    touched: dict[str, set[str]] = {}
    for record, row_id in connection.execute(
        "SELECT DISTINCT record, row_id FROM change_log WHERE operation = ?", (op_id,)
    ):
        touched.setdefault(record, set()).add(row_id)
    if not touched:
        connection.execute("DELETE FROM operation WHERE id = ?", (op_id,))
    return {record: frozenset(ids) for record, ids in touched.items()}


def forget_undone(connection: sqlite3.Connection) -> None:
    """A new operation ends what could be redone."""
    connection.execute("UPDATE operation SET state = 'gone' WHERE state = 'undone'")


def undoable(connection: sqlite3.Connection) -> Step | None:
    """The operation that undo would take back."""
    return _step(connection, "state = 'done' ORDER BY seq DESC")


def redoable(connection: sqlite3.Connection) -> Step | None:
    """The operation that redo would bring back."""
    return _step(connection, "state = 'undone' ORDER BY seq")


def _step(connection: sqlite3.Connection, where: str) -> Step | None:
    row = connection.execute(f"SELECT id, label FROM operation WHERE {where} LIMIT 1").fetchone()
    return Step(row[0], row[1]) if row else None


def mark(connection: sqlite3.Connection, by: str, step: str, state: str) -> None:
    """Record that operation `by` brought `step` to this state. Such an operation is itself never undone."""
    connection.execute("UPDATE operation SET undoes = ?, state = 'kept' WHERE id = ?", (step, by))
    connection.execute("UPDATE operation SET state = ? WHERE id = ?", (state, step))


def since(connection: sqlite3.Connection, seq: int) -> tuple[int, dict[str, frozenset[str]]]:
    """The newest change's number, and the rows that changes after `seq` touched."""
    touched: dict[str, set[str]] = {}
    newest = seq
    for number, record, row_id in connection.execute(
        "SELECT seq, record, row_id FROM change_log WHERE seq > ? ORDER BY seq", (seq,)
    ):
        newest = number
        touched.setdefault(record, set()).add(row_id)
    return newest, {record: frozenset(ids) for record, ids in touched.items()}


def newest(connection: sqlite3.Connection) -> int:
    """The number of the newest change, 0 when there is none."""
    return int(connection.execute("SELECT coalesce(max(seq), 0) FROM change_log").fetchone()[0])


def changes(connection: sqlite3.Connection, op_id: str) -> list[Change]:
    """What an operation did, one line a row: its first old and its last new."""
    first: dict[tuple[str, str], Row | None] = {}
    last: dict[tuple[str, str], Row | None] = {}
    for record, row_id, old, new in connection.execute(
        "SELECT record, row_id, old, new FROM change_log WHERE operation = ? ORDER BY seq", (op_id,)
    ):
        first.setdefault((record, row_id), decode(record, old))
        last[record, row_id] = decode(record, new)
    return [Change(record, row_id, first[record, row_id], new) for (record, row_id), new in last.items()]


def decode(record: str, text: str | None) -> Row | None:
    """A row as the log holds it, in JSON, with the values the record has."""
    if text is None:
        return None
    row: Row = json.loads(text)
    for field in RECORDS[record].fields:
        value = row.setdefault(field.name, field.empty)  # a field that came with a later version
        if isinstance(value, str) and field.kind == "number":
            row[field.name] = float(value)
        elif isinstance(value, str) and field.kind == "file":
            row[field.name] = bytes.fromhex(value)
    return row


def put_back(connection: sqlite3.Connection, op_id: str, label: str, *, forwards: bool = False) -> None:
    """Write an operation's old values back, or with `forwards` its new ones again.

    Raises KnownError, having written nothing, when a row no longer holds what the operation left in it.
    """
    done = [change for change in changes(connection, op_id) if change.old != change.new]
    plan = [(c.record, c.row_id, c.old, c.new) if forwards else (c.record, c.row_id, c.new, c.old) for c in done]
    targets = {(record, row_id): target for record, row_id, _, target in plan}
    for record, row_id, expected, target in plan:
        if _current(connection, record, row_id) != expected or (
            target is None and _held(connection, record, row_id, targets)
        ):
            word = "done again" if forwards else "undone"
            raise KnownError(
                "stale", f"“{label}” can't be {word}: the same record was changed since.",
                "Nothing was changed.", "Change the record by hand if you still want to.",
            )  # fmt: skip
    connection.execute("PRAGMA defer_foreign_keys=ON")
    # Rows let go of what goes before it goes, or they would go with it; what comes back may need its reference.
    plan.sort(key=lambda part: 0 if part[2] and part[3] else 1 if part[2] else 2)
    for record, row_id, expected, target in plan:
        if target is None:
            connection.execute(f'DELETE FROM "{record}" WHERE id = ?', (row_id,))
        elif expected is None:
            _write(connection, record, target)
        else:
            names = [name for name in columns(RECORDS[record]) if target.get(name) != expected.get(name)]
            sets = ", ".join(f'"{name}" = ?' for name in names)
            values: list[Value] = [target.get(name) for name in names]
            connection.execute(f'UPDATE "{record}" SET {sets} WHERE id = ?', [*values, row_id])


def _current(connection: sqlite3.Connection, record: str, row_id: str) -> Row | None:
    row = connection.execute(f'SELECT * FROM "{record}" WHERE id = ?', (row_id,)).fetchone()
    return dict(row) if row else None


def _held(connection: sqlite3.Connection, record: str, row_id: str, targets: dict[tuple[str, str], Row | None]) -> bool:
    """Whether a row links to this one that neither goes itself nor is about to let go of it."""
    for table, field in children(record):
        for (child,) in connection.execute(f'SELECT id FROM "{table}" WHERE "{field}" = ?', (row_id,)):
            if (table, child) not in targets:
                return True
            target = targets[table, child]
            if target is not None and target.get(field) == row_id:
                return True
    return False


def _write(connection: sqlite3.Connection, record: str, row: Row) -> None:
    names = columns(RECORDS[record])
    marks = ", ".join("?" * len(names))
    quoted = ", ".join(f'"{name}"' for name in names)
    connection.execute(f'INSERT INTO "{record}" ({quoted}) VALUES ({marks})', [row.get(name) for name in names])
