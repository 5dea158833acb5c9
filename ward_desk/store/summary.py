"""Summary: queries of the Home page."""

from __future__ import annotations

from ward_desk.core.choices import RESIDENT_GROUPS
from ward_desk.core.records import Row
from ward_desk.store.actions import OPEN, WRITTEN
from ward_desk.store.rows import Store

_RESIDENTS = ", ".join(f"'{group}'" for group in RESIDENT_GROUPS)


def open_actions(store: Store) -> list[Row]:
    """Open actions, the longest due first, with their lead and the day of their newest note."""
    return store.query(
        "SELECT a.id, a.ref, a.title, a.due, a.status, a.rating, a.sharing, coalesce(o.name, '') AS lead_name,"
        f" (SELECT max(p.noted_on) FROM progress_note p WHERE p.action = a.id AND {WRITTEN}) AS noted_on"
        f" FROM action a LEFT JOIN organisation o ON o.id = a.lead WHERE a.status IN {OPEN}"
        " ORDER BY a.due IS NULL, a.due, length(a.ref), a.ref"
    )


def by_theme(store: Store) -> list[Row]:
    """How many actions of each theme have each status and rating: id, status, rating, number."""
    return store.query(
        "SELECT coalesce(theme, '') AS id, status, rating, count(*) AS number FROM action"
        " GROUP BY theme, status, rating"
    )


def by_term(store: Store) -> list[Row]:
    """How many actions of each term have each status and rating; the term is the recommendation's, or its own."""
    return store.query(
        "SELECT coalesce(nullif(a.term, ''), n.term, '') AS id, a.status, a.rating, count(*) AS number FROM action a"
        " LEFT JOIN recommendation n ON n.id = a.recommendation GROUP BY 1, a.status, a.rating"
    )


def events_to_see_to(store: Store, today: str) -> list[Row]:
    """Events with something to enter: planned and past, or held with nobody counted, the newest first."""
    return store.query(
        "SELECT e.id, e.ref, e.title, e.start, e.status FROM event e WHERE substr(e.start, 1, 10) < ?"
        " AND (e.status = 'planned' OR (e.status = 'held'"
        "  AND NOT EXISTS (SELECT 1 FROM attendance a WHERE a.event = e.id)))"
        " ORDER BY e.start DESC, e.rowid",
        (today,),
    )


def next_event(store: Store, today: str) -> Row | None:
    """The next planned event, from today on."""
    rows = store.query(
        "SELECT id, ref, title, start FROM event WHERE status = 'planned' AND substr(start, 1, 10) >= ?"
        " ORDER BY start, rowid LIMIT 1",
        (today,),
    )
    return rows[0] if rows else None


def engaged(store: Store, first: str, last: str) -> tuple[int, list[Row]]:
    """How many events were held on these days, and their residents, by precision."""
    held = "e.status = 'held' AND substr(e.start, 1, 10) BETWEEN ? AND ?"
    return store.number(f"SELECT count(*) FROM event e WHERE {held}", (first, last)), store.query(
        "SELECT a.precision, sum(a.number) AS number FROM attendance a JOIN event e ON e.id = a.event"
        f" WHERE {held} AND a.grouping IN ({_RESIDENTS}) AND a.number IS NOT NULL GROUP BY a.precision",
        (first, last),
    )


def feedback_since(store: Store, first: str, last: str) -> tuple[int, int]:
    """How many items of feedback were heard on these days, and how many of them have an action."""
    heard = "FROM feedback WHERE heard_on BETWEEN ? AND ?"
    return (
        store.number(f"SELECT count(*) {heard}", (first, last)),
        store.number(f"SELECT count(*) {heard} AND action IS NOT NULL", (first, last)),
    )
