"""History: queries of what was done to the document, and when."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

from ward_desk.core.records import RECORDS, Row, Value
from ward_desk.store import changelog
from ward_desk.store.rows import Store, numbered

# An operation undone and its undoing are as if they had never been; one done again stands where it was first done.
_STANDS: Final = "o.state IN ('done', 'kept') AND o.kind NOT IN ('undo', 'redo')"
_MOST_ROWS: Final = 500  # of one reading; an import of thousands is one line that says how many


def belonging(table: str) -> tuple[tuple[str, str], ...]:
    """The (table, link field) pairs of what belongs to a record of this kind: what goes with it when it is removed,
    and the risks of an action."""
    found = [
        (record.name, link) for record in RECORDS.values() for link in record.parents if record.field(link).to == table
    ]
    return (*found, ("risk", "action")) if table == "action" else tuple(found)


def of_record(store: Store, table: str, row_id: str, *, before: int | None = None, limit: int) -> list[Row]:
    """What was done to a record and to what belongs to it, newest first, by at most `limit` operations.

    One row for each row of the change log: seq, record, row_id, old, new (JSON), operation, kind, label, role, at,
    and `touched`, how many of these rows its operation touched. `before` goes on below an operation's last `seq`.
    What once belonged to the record and belongs to another one now is told there.
    """
    rows = json.dumps([[table, row_id], *_belonging(store, table, row_id)])
    mine = (
        " FROM json_each(?1) j CROSS JOIN change_log c ON c.record = json_extract(j.value, '$[0]')"
        " AND c.row_id = json_extract(j.value, '$[1]') JOIN operation o ON o.id = c.operation"
    )
    operations = store.query(
        f"SELECT c.operation, max(c.seq) AS last, count(DISTINCT c.record || c.row_id) AS touched{mine}"
        f" WHERE {_STANDS} AND o.kind <> 'document.create' GROUP BY c.operation"
        " HAVING ?2 IS NULL OR last < ?2 ORDER BY last DESC LIMIT ?3",
        numbered(rows, before, limit),
    )
    touched = {str(one["operation"]): one["touched"] for one in operations}
    found = store.query(
        f"SELECT c.seq, c.record, c.row_id, c.old, c.new, c.operation, o.kind, o.label, o.role, o.at{mine}"
        " WHERE c.operation IN (SELECT value FROM json_each(?2)) ORDER BY c.seq DESC LIMIT ?3",
        numbered(rows, json.dumps(list(touched)), _MOST_ROWS),
    )
    return [{**row, "new": _after(store, row, row["new"]), "touched": touched[str(row["operation"])]} for row in found]


def _after(store: Store, row: Row, new: Value) -> Value:
    """What a line of the log says a row was afterwards; of one that came in bulk the log does not repeat it."""
    if new != "":
        return new
    return changelog.came_as(store.connection, str(row["record"]), str(row["row_id"]), int(str(row["seq"])))


def owners(store: Store, table: str, operation: str) -> set[str]:
    """The ids of the records of a table that an operation touched, itself or in what belongs to them; those that are
    gone too."""
    lines = "SELECT DISTINCT {} FROM change_log c WHERE c.operation = ?1 AND c.record = ?2"
    held = "coalesce(nullif(c.new, ''), c.old)"
    asked: list[tuple[str, tuple[str, ...]]] = [(lines.format("c.row_id"), (operation, table))]
    for child, link in belonging(table):
        # Rows that came in bulk are asked themselves.
        bulk = f'SELECT DISTINCT r."{link}" FROM change_log c JOIN "{child}" r ON r.id = c.row_id'
        asked.append((lines.format(f"json_extract({held}, '$.{link}')"), (operation, child)))
        asked.append((f"{bulk} WHERE c.operation = ?1 AND c.record = ?2 AND c.new = ''", (operation, child)))
    pointed = lines.format(f"json_extract({held}, '$.record_id')") + f" AND json_extract({held}, '$.record_table') = ?3"
    asked.append((pointed, (operation, "evidence", table)))
    return {row[0] for sql, values in asked for row in store.connection.execute(sql, numbered(*values)) if row[0]}


def _belonging(store: Store, table: str, row_id: str) -> list[list[str]]:
    """[table, id] of everything that belongs to a record, or did and is gone."""
    found: list[list[str]] = []
    for child, link in belonging(table):
        values = (row_id, child, f'"{link}":"{row_id}"')
        found += _ids(store, child, f'SELECT id FROM "{child}" WHERE "{link}" = ?1', values)
    pointed = f'"record_table":"{table}","record_id":"{row_id}"'
    own = 'SELECT id FROM "evidence" WHERE record_table = ?1 AND record_id = ?4'
    return found + _ids(store, "evidence", own, (table, "evidence", pointed, row_id))


def _ids(store: Store, child: str, living: str, values: Sequence[Value]) -> list[list[str]]:
    # Rows that are gone are few; they are found in the index alone, and only their last words are read.
    gone = (
        "SELECT DISTINCT c.row_id FROM change_log c WHERE c.record = ?2"
        f' AND c.row_id NOT IN (SELECT id FROM "{child}") AND instr(c.old, ?3)'
    )
    return [[child, str(row["id"])] for row in store.query(f"{living} UNION {gone}", numbered(*values))]


def corrected(store: Store, table: str, row_ids: Sequence[str], field: str) -> dict[str, Row]:
    """id -> when a field of these records was last changed after it was first written (`at`), and what it said
    before (`was`); those never changed are left out."""
    found: dict[str, Row] = {}
    for row in store.query(
        "SELECT c.row_id, o.at, json_extract(c.old, '$.' || ?2) AS was FROM json_each(?3) j"
        " CROSS JOIN change_log c ON c.record = ?1 AND c.row_id = j.value JOIN operation o ON o.id = c.operation"
        f" WHERE c.old IS NOT NULL AND c.new IS NOT NULL AND {_STANDS}"
        " AND json_extract(c.old, '$.' || ?2) IS NOT json_extract(nullif(c.new, ''), '$.' || ?2) ORDER BY c.seq",
        numbered(table, field, json.dumps(list(row_ids))),
    ):
        found[str(row["row_id"])] = row
    return found


def as_on(store: Store, table: str, row_id: str, day: str) -> Row | None:
    """A record as it stood at the end of a day, where the document knows: None when it was not in it yet, or was
    out of it then."""
    rows = store.query(
        "SELECT c.seq, c.record, c.row_id, c.new FROM change_log c JOIN operation o ON o.id = c.operation"
        " WHERE c.record = ? AND c.row_id = ? AND substr(o.at, 1, 10) <= ? ORDER BY c.seq DESC LIMIT 1",
        (table, row_id, day),
    )
    new = _after(store, rows[0], rows[0]["new"]) if rows else None
    held: Row | None = None if new is None else json.loads(str(new))
    return held


def lately(store: Store, limit: int) -> list[Row]:
    """The newest operations that still stand: kind, label, at, how many rows they touched (2 for two or more), and the
    first record.

    `record` is the table of the first row touched; `table`, `row_id` and `title` are of the record with a page of
    its own that it belongs to: the action of a note. `title` is empty when that record is gone.
    """
    found = store.query(
        "SELECT o.kind, o.label, o.at, c.seq, c.record, c.row_id, coalesce(c.new, c.old) AS held,"
        " (SELECT count(*) FROM (SELECT DISTINCT x.record, x.row_id FROM change_log x WHERE x.operation = o.id"
        " LIMIT 2)) AS touched"
        " FROM operation o JOIN change_log c ON c.seq = (SELECT min(seq) FROM change_log WHERE operation = o.id)"
        " WHERE o.state IN ('done', 'kept') AND o.kind NOT IN ('undo', 'redo', 'document.create')"
        " ORDER BY o.seq DESC LIMIT ?",
        (limit,),
    )
    return [_named(store, row) for row in found]


def _named(store: Store, row: Row) -> Row:
    table, row_id = str(row["record"]), str(row["row_id"])
    said = _after(store, row, row.pop("held"))
    held: Row | None = None if said is None else json.loads(str(said))
    while held and RECORDS[table].ref is None:
        owner = next((link for link in RECORDS[table].parents if held.get(link)), None)
        if owner is None:
            break
        table, row_id = RECORDS[table].field(owner).to, str(held[owner])
        held = store.get(table, row_id)
    titles = store.query(f'SELECT "{RECORDS[table].title}" AS title FROM "{table}" WHERE id = ?', (row_id,))
    title = str(titles[0]["title"] or "") if titles else ""
    return {**row, "table": table, "row_id": row_id, "title": title}
