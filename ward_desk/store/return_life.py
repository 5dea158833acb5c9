"""Return life: what was signed and sent stands, with what was said of its warnings, whoever writes to the document."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from typing import Final

from ward_desk.core.errors import KnownError
from ward_desk.store.rows import Store

_TABLES: Final = ("quarterly_return", "explanation")
# What an operation said, or took away, of the warnings of a return that is signed or sent; or that return itself.
_FROZEN: Final = (
    "SELECT r.status, r.period FROM change_log c JOIN quarterly_return r"
    " ON r.id IN (json_extract(c.old, '$.quarterly_return'), json_extract(c.new, '$.quarterly_return'))"
    " WHERE c.operation = ?1 AND c.record = 'explanation' AND r.status IN ('signed', 'sent')"
    " UNION ALL SELECT json_extract(c.old, '$.status') AS status, json_extract(c.old, '$.period') FROM change_log c"
    " WHERE c.operation = ?1 AND c.record = 'quarterly_return' AND c.new IS NULL"
    " AND status IN ('signed', 'sent') LIMIT 1"
)

_INSTEAD: Final = {  # by the status the operation left the return in
    "signed": "Take the signature back under Sign off, with a reason.",
    "sent": "What was sent is kept; begin a corrected version under Sign off.",
    "draft": "Sign the return again under Sign off.",
}


def refuse_frozen(connection: sqlite3.Connection, op_id: str, touched: Collection[str]) -> None:
    """Inside an operation that touched these tables, before it is kept. Raises KnownError when it would change what
    a return says of its warnings that is signed or sent, or remove it: by hand, by undo or redo, or from History."""
    if not any(table in touched for table in _TABLES):
        return
    frozen = connection.execute(_FROZEN, {"1": op_id}).fetchone()
    if frozen is None:
        return
    status, period = frozen
    year, _, quarter = period.rpartition("-")
    raise KnownError(
        f"return.{status}",
        f"The {quarter} {year} return is {status}, so what it says of its warnings stands.",
        "Nothing was changed.", "Begin a new version." if status == "sent" else "Take the signature back first.",
    )  # fmt: skip


def keep(store: Store, return_id: str) -> None:
    """Make sure that neither this operation nor any before it that touched the return can be undone or redone.

    Inside an operation. Whoever wants a signature gone takes it back with a reason, which is kept.
    """
    store.connection.execute(
        "UPDATE operation SET state = CASE state WHEN 'undone' THEN 'gone' ELSE 'kept' END"
        " WHERE state IN ('done', 'undone') AND (id IN (SELECT id FROM current_operation) OR id IN"
        " (SELECT operation FROM change_log WHERE (record = 'quarterly_return' AND row_id = ?1)"
        " OR (record = 'explanation' AND ?1 IN (json_extract(nullif(old, ''), '$.quarterly_return'),"
        " json_extract(nullif(new, ''), '$.quarterly_return')))))",
        {"1": return_id},
    )


def instead(connection: sqlite3.Connection, op_id: str) -> str:
    """What can be done about an operation on a return that can't be undone; "" when it was on none."""
    row = connection.execute(
        "SELECT json_extract(new, '$.status') FROM change_log"
        " WHERE operation = ? AND record = 'quarterly_return' AND new IS NOT NULL ORDER BY seq DESC LIMIT 1",
        (op_id,),
    ).fetchone()
    return _INSTEAD.get(row[0], "") if row else ""


def begun(store: Store) -> list[str]:
    """The quarters whose newest version is begun and not sent, such as "2023-24-Q1", the newest first."""
    rows = store.query(
        "SELECT q.period FROM quarterly_return q WHERE q.status <> 'sent' AND NOT EXISTS"
        " (SELECT 1 FROM quarterly_return n WHERE n.period = q.period AND n.version > q.version)"
        " GROUP BY q.period ORDER BY q.period DESC"
    )
    return [str(row["period"]) for row in rows]


def first_period(store: Store) -> str:
    """The earliest quarter that has a return, such as "2023-24-Q1"; "" when none has."""
    rows = store.query("SELECT min(period) AS period FROM quarterly_return")
    return str(rows[0]["period"] or "")
