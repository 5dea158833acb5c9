"""History: queries of what was done to the document, and when."""

from __future__ import annotations

import json

from ward_desk.core.records import RECORDS, Row
from ward_desk.store.rows import Store


def lately(store: Store, limit: int) -> list[Row]:
    """The newest operations that still stand: kind, label, at, how many rows they touched, and the first record.

    `record` is the table of the first row touched; `table`, `row_id` and `title` are of the record with a page of
    its own that it belongs to: the action of a note. `title` is empty when that record is gone.
    """
    found = store.query(
        "SELECT o.kind, o.label, o.at, c.record, c.row_id, coalesce(c.new, c.old) AS held,"
        " (SELECT count(DISTINCT x.record || x.row_id) FROM change_log x WHERE x.operation = o.id) AS touched"
        " FROM operation o JOIN change_log c ON c.seq = (SELECT min(seq) FROM change_log WHERE operation = o.id)"
        " WHERE o.state IN ('done', 'kept') AND o.kind NOT IN ('undo', 'redo', 'document.create')"
        " ORDER BY o.seq DESC LIMIT ?",
        (limit,),
    )
    return [_named(store, row) for row in found]


def _named(store: Store, row: Row) -> Row:
    table, row_id = str(row["record"]), str(row["row_id"])
    held: Row | None = json.loads(str(row.pop("held")))
    while held and RECORDS[table].ref is None:
        owner = next((link for link in RECORDS[table].parents if held.get(link)), None)
        if owner is None:
            break
        table, row_id = RECORDS[table].field(owner).to, str(held[owner])
        held = store.get(table, row_id)
    titles = store.query(f'SELECT "{RECORDS[table].title}" AS title FROM "{table}" WHERE id = ?', (row_id,))
    title = str(titles[0]["title"] or "") if titles else ""
    return {**row, "table": table, "row_id": row_id, "title": title}
