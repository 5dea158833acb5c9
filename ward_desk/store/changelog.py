"""Change log: operations, what each touched, and putting them back.

One record of changes serves undo, history and "what changed since". Triggers fill it (`schema`); this reads it.

Of a row that came in bulk (`bulk`) the log holds "" for what it was then, not to hold it twice: that is what the next
line of the log about the row says it was before, or else the row itself. `came_as` tells it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from ward_desk.core.errors import KnownError
from ward_desk.core.records import RECORDS, Row, Value, children
from ward_desk.store import bulk
from ward_desk.store.schema import columns, row_json


class Change(NamedTuple):
    """One row before and after an operation; None where it was not there."""

    record: str
    row_id: str
    old: Row | None
    new: Row | None


_Part = tuple[str, str, Row | None, Row | None]  # record, id, what it is expected to be, what it is to be

# The lines of an operation but those of `bulk_row`.
_BUT_BULK: Final = (
    "SELECT record, row_id, old, new, seq FROM change_log WHERE operation = ? AND seq NOT IN (SELECT seq FROM bulk_row)"
)


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
    touched = {  # as one text: an import's hundred thousand keys take half a second one by one
        record: frozenset(json.loads(keys))
        for record, keys in connection.execute(
            "SELECT record, json_group_array(row_id) FROM change_log WHERE operation = ? GROUP BY record", (op_id,)
        )
    }
    if not touched:
        connection.execute("DELETE FROM operation WHERE id = ?", (op_id,))
    return touched


def forget_undone(connection: sqlite3.Connection) -> None:
    """A new operation ends what could be redone."""
    connection.execute("UPDATE operation SET state = 'gone' WHERE state = 'undone'")


def undoable(connection: sqlite3.Connection) -> Step | None:
    """The operation that undo would take back."""
    return _step(connection, "state = 'done' ORDER BY seq DESC")


def stays(connection: sqlite3.Connection) -> Step | None:
    """The newest operation that can't be undone, if it came after the one undo would take back."""
    return _step(
        connection,
        "state = 'kept' AND undoes IS NULL AND kind <> 'document.create'"
        " AND seq > (SELECT coalesce(max(seq), 0) FROM operation WHERE state = 'done') ORDER BY seq DESC",
    )


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
    return _changes(connection, "SELECT record, row_id, old, new, seq FROM change_log WHERE operation = ?", op_id)


def _changes(connection: sqlite3.Connection, lines: str, op_id: str) -> list[Change]:
    first: dict[tuple[str, str], Row | None] = {}
    last: dict[tuple[str, str], tuple[str | None, int]] = {}
    for record, row_id, old, new, seq in connection.execute(f"{lines} ORDER BY seq", (op_id,)):
        if (record, row_id) not in first:
            first[record, row_id] = decode(record, old)
        last[record, row_id] = new, seq
    found = []
    for (record, row_id), (new, seq) in last.items():
        after = came_as(connection, record, row_id, seq) if new == "" else new
        found.append(Change(record, row_id, first[record, row_id], decode(record, after)))
    return found


def came_as(connection: sqlite3.Connection, record: str, row_id: str, seq: int) -> str | None:
    """What a row held that came in bulk with line `seq` of the log, in JSON; None when nothing knows any more."""
    row = (
        connection.execute(
            "SELECT old FROM change_log WHERE record = ? AND row_id = ? AND seq > ? ORDER BY seq LIMIT 1",
            (record, row_id, seq),
        ).fetchone()
        or connection.execute(
            f'SELECT {row_json(RECORDS[record], "r")} FROM "{record}" r WHERE r.id = ?', (row_id,)
        ).fetchone()
    )
    return row[0] if row else None


def decode(record: str, text: str | None) -> Row | None:
    """A row as the log holds it, in JSON, with the values the record has."""
    if text is None:
        return None
    row: Row = json.loads(text)
    for field in RECORDS[record].fields:
        # A field that came with a later version.
        value = row.setdefault(field.name, 0 if field.kind == "flag" else field.empty)
        if isinstance(value, str) and field.kind == "number":
            row[field.name] = float(value)
        elif isinstance(value, str) and field.kind == "file":
            row[field.name] = bytes.fromhex(value)
    return row


def put_back(connection: sqlite3.Connection, op_id: str, label: str, *, forwards: bool = False) -> None:
    """Write an operation's old values back, or with `forwards` its new ones again.

    Raises KnownError, having written nothing, when a row no longer holds what the operation left in it.
    """
    with bulk.came_in(connection, op_id) as tables:
        done = [change for change in _changes(connection, _BUT_BULK, op_id) if change.old != change.new]
        plan = [(c.record, c.row_id, c.old, c.new) if forwards else (c.record, c.row_id, c.new, c.old) for c in done]
        if _is_stale(connection, plan, tables, forwards=forwards):
            word = "done again" if forwards else "undone"
            raise KnownError(
                "stale", f"“{label}” can't be {word}: the same record was changed since.",
                "Nothing was changed.", "Change the record by hand if you still want to.",
            )  # fmt: skip
        connection.execute("PRAGMA defer_foreign_keys=ON")
        # Rows let go of what goes before it goes, or they would go with it; what comes back may need its reference.
        kept, gone, back = (
            [part for part in plan if part[2] and part[3]],
            [part for part in plan if part[2] and not part[3]],
            [part for part in plan if not part[2]],
        )
        _carry_out(connection, kept)
        if tables and not forwards:
            bulk.take_off(connection, tables)
        _carry_out(connection, [*gone, *back])
        if tables and forwards:
            bulk.bring_back(connection, tables)


def _carry_out(connection: sqlite3.Connection, plan: Iterable[_Part]) -> None:
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


def _is_stale(connection: sqlite3.Connection, plan: Iterable[_Part], tables: list[str], *, forwards: bool) -> bool:
    targets = {(record, row_id): target for record, row_id, _, target in plan}
    for record, row_id, expected, target in plan:
        if _current(connection, record, row_id) != expected:
            return True
        if target is None and any(_holds(*link, targets) for link in _links_to(connection, record, row_id)):
            return True
    if forwards:
        return not all(bulk.absent(connection, table) for table in tables)
    return not all(bulk.untouched(connection, table, decode) for table in tables) or any(
        _holds(*link, targets) for table in tables for link in bulk.held_by(connection, table)
    )


def _current(connection: sqlite3.Connection, record: str, row_id: str) -> Row | None:
    row = connection.execute(f'SELECT * FROM "{record}" WHERE id = ?', (row_id,)).fetchone()
    return dict(row) if row else None


def _links_to(connection: sqlite3.Connection, record: str, row_id: str) -> Iterator[tuple[str, str, str, str]]:
    """(table, id, field, `row_id`) of every row that links to this one, but those that go in bulk."""
    for table, field in children(record):
        for (child,) in connection.execute(
            f'SELECT x.id FROM "{table}" x WHERE x."{field}" = ?'
            " AND NOT EXISTS (SELECT 1 FROM bulk_row b WHERE b.record = ? AND b.row_id = x.id)",
            (row_id, table),
        ):
            yield table, child, field, row_id


def _holds(table: str, child: str, field: str, row_id: str, targets: dict[tuple[str, str], Row | None]) -> bool:
    """Whether a row that links to another one neither goes itself nor is about to let go of it."""
    target = targets.get((table, child), {field: row_id})
    return target is not None and target.get(field) == row_id


def _write(connection: sqlite3.Connection, record: str, row: Row) -> None:
    names = columns(RECORDS[record])
    marks = ", ".join("?" * len(names))
    quoted = ", ".join(f'"{name}"' for name in names)
    connection.execute(f'INSERT INTO "{record}" ({quoted}) VALUES ({marks})', [row.get(name) for name in names])
