"""Event first: which event someone who comes to the events most likely means."""

from __future__ import annotations

from ward_desk.core.choices import RESIDENT_GROUPS
from ward_desk.store.rows import Store

_RESIDENTS = ", ".join(f"'{group}'" for group in RESIDENT_GROUPS)


def on(store: Store, day: str) -> str:
    """The first event of an ISO date that is not cancelled; "" for none."""
    return _one(
        store, "SELECT id FROM event WHERE start BETWEEN ? AND ? AND status <> 'cancelled' ORDER BY start, rowid",
        day, f"{day}~",
    )  # fmt: skip


def open_between(store: Store, first: str, before: str) -> str:
    """The latest event from one ISO date to before another that is still planned, or was held with no residents
    counted; "" for none."""
    return _one(
        store,
        "SELECT id FROM event r WHERE start >= ? AND start < ? AND (status = 'planned' OR status = 'held' AND"
        f" NOT EXISTS (SELECT 1 FROM attendance a WHERE a.event = r.id AND a.grouping IN ({_RESIDENTS})))"
        " ORDER BY start DESC, rowid DESC",
        first, before,
    )  # fmt: skip


def nearest(store: Store, day: str) -> str:
    """The event that starts nearest to an ISO date, before or after it; "" when none has a date."""
    return _one(
        store,
        "SELECT id FROM (SELECT * FROM (SELECT id, start FROM event WHERE start >= ? ORDER BY start LIMIT 1) UNION ALL"
        " SELECT * FROM (SELECT id, start FROM event WHERE start < ? AND start > '' ORDER BY start DESC LIMIT 1))"
        " ORDER BY abs(julianday(substr(start, 1, 10)) - julianday(?))",
        day, day, day,
    )  # fmt: skip


def _one(store: Store, sql: str, *values: str) -> str:
    rows = store.query(f"{sql} LIMIT 1", values)
    return str(rows[0]["id"]) if rows else ""
