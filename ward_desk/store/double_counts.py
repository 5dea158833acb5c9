"""Double counts: queries of what may be reported twice. What is for this ward only is reported nowhere."""

from __future__ import annotations

from ward_desk.core.records import Row
from ward_desk.store.rows import Store


def counts(store: Store) -> list[Row]:
    """Counts that are reported, in their order."""
    return store.query("SELECT * FROM activity_count WHERE sharing <> 'ward' ORDER BY coalesce(position, 0), rowid")


def events(store: Store) -> list[Row]:
    """Events that are reported and not cancelled, oldest first: id, ref, title, start, status, shared_with."""
    return store.query(
        "SELECT id, ref, title, start, status, shared_with FROM event"
        " WHERE sharing <> 'ward' AND status <> 'cancelled' ORDER BY start, rowid"
    )


def actions(store: Store) -> list[Row]:
    """Actions that are reported and not cancelled: id, ref, title."""
    return store.query(
        "SELECT id, ref, title FROM action WHERE sharing <> 'ward' AND status <> 'cancelled' ORDER BY length(ref), ref"
    )


def from_events(store: Store) -> list[Row]:
    """Figures recorded at events, and those typed for the same count and period, with the event's reference."""
    return store.query(
        "SELECT f.*, coalesce(v.ref, '') AS event_ref FROM figure f LEFT JOIN event v ON v.id = f.event"
        " WHERE EXISTS (SELECT 1 FROM figure o WHERE o.activity_count = f.activity_count AND o.period = f.period"
        " AND o.event IS NOT NULL) ORDER BY f.rowid"
    )
