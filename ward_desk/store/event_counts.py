"""Event counts: queries of what an event adds to by itself, and of what follows from it."""

from __future__ import annotations

from ward_desk.core.records import Row
from ward_desk.store.computed import IN_SCOPE
from ward_desk.store.rows import Store


def computed_at(store: Store, event: str) -> list[Row]:
    """The computed counts an event is a part of, or will be once it is held, in the counts' order."""
    return store.query(
        "SELECT k.id, k.ref, k.name, k.computed FROM activity_count k"
        " JOIN (SELECT id, kind, action, 'held' AS status FROM event WHERE id = ?) v"
        f" ON {IN_SCOPE} ORDER BY k.position IS NULL, k.position, k.rowid",
        (event,),
    )


def follow_ups(store: Store, event: str) -> list[Row]:
    """The actions that follow from an event, in the order they were made: noted as its own, from a comment heard at
    it, or from its deep dive. `own` is 1 for those that can be taken off it; `comment` is the ref of the comment."""
    return store.query(
        "SELECT a.id, a.ref, a.title, a.what, a.status, a.rating, a.lead, coalesce(o.name, '') AS lead_name,"
        " max(w.own) AS own, coalesce(max(w.comment), '') AS comment FROM ("
        "  SELECT action, 1 AS own, NULL AS comment FROM event_follow_up WHERE event = ?"
        "  UNION ALL SELECT action, 0, ref FROM feedback WHERE event = ? AND action IS NOT NULL"
        "  UNION ALL SELECT p.action, 1, NULL FROM deep_dive d JOIN deep_dive_action p ON p.deep_dive = d.id"
        "   WHERE d.event = ?"
        " ) w JOIN action a ON a.id = w.action LEFT JOIN organisation o ON o.id = a.lead"
        " GROUP BY a.id ORDER BY a.rowid",
        (event, event, event),
    )
