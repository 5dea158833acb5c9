"""Return life: what is done to a signed return can't be undone, so that what was signed and sent stands."""

from __future__ import annotations

from ward_desk.store.rows import Store


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


def first_period(store: Store) -> str:
    """The earliest quarter that has a return, such as "2023-24-Q1"; "" when none has."""
    rows = store.query("SELECT min(period) AS period FROM quarterly_return")
    return str(rows[0]["period"] or "")
