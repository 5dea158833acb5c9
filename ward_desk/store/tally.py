"""Tally: what a tally sheet suggests for an event: counts it may add to, organisations that may come."""

from __future__ import annotations

from ward_desk.core.records import Row
from ward_desk.store.rows import Store, numbered


def counts(store: Store, event: str) -> list[Row]:
    """The counts an event may add to by its themes and the action it belongs to, and those it has figures of."""
    return store.query(
        "SELECT c.id, c.ref, c.name, c.unit FROM activity_count c LEFT JOIN theme t ON t.id = c.theme"
        " WHERE c.nature = 'flow' AND c.computed = '' AND ("
        "  c.theme IN (SELECT theme FROM event_theme WHERE event = ?1)"
        "  OR c.id IN (SELECT k.activity_count FROM count_action k JOIN event e ON e.action = k.action WHERE e.id = ?1)"
        "  OR c.id IN (SELECT activity_count FROM figure WHERE event = ?1))"
        " ORDER BY t.position IS NULL, t.position, c.position IS NULL, c.position, c.rowid",
        numbered(event),
    )


def partners(store: Store, event: str) -> list[str]:
    """The names of the organisations noted as its partners, of its organiser, and of who leads and joins in the action
    it belongs to."""
    return [
        str(row["name"])
        for row in store.query(
            "SELECT DISTINCT o.name FROM organisation o WHERE o.name <> '' AND o.id IN ("
            " SELECT organisation FROM event_partner WHERE event = ?1"
            " UNION SELECT organiser FROM event WHERE id = ?1"
            " UNION SELECT a.lead FROM action a JOIN event e ON e.action = a.id WHERE e.id = ?1"
            " UNION SELECT p.organisation FROM action_partner p JOIN event e ON e.action = p.action WHERE e.id = ?1)",
            numbered(event),
        )
    ]


def exhibitors(store: Store, event: str) -> list[str]:
    """The names of the organisations noted as its exhibitors."""
    return [
        str(row["name"])
        for row in store.query(
            "SELECT o.name FROM organisation o JOIN event_exhibitor x ON x.organisation = o.id WHERE x.event = ?",
            (event,),
        )
    ]
