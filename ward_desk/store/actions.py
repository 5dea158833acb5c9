"""Actions: queries of the Action plan page."""

from __future__ import annotations

from ward_desk.core.records import Row
from ward_desk.store.listing import BY_REF, Listing
from ward_desk.store.rows import Store

OPEN = "('not_started', 'in_progress', 'on_hold')"

LISTING = Listing(
    source=(
        "action r LEFT JOIN theme t ON t.id = r.theme LEFT JOIN organisation o ON o.id = r.lead"
        " LEFT JOIN recommendation n ON n.id = r.recommendation"
    ),
    columns={
        "ref": "r.ref", "title": "r.title", "theme": "coalesce(nullif(t.short_label, ''), t.label, '')",
        "theme_position": "t.position", "recommendation": "coalesce(n.title, '')", "term": "r.term",
        "lead": "coalesce(o.name, '')", "progress": "r.progress", "start": "r.start", "due": "r.due",
        "status": "r.status", "rating": "r.rating", "illustrative": "r.illustrative",
        "noted_on": "(SELECT max(p.noted_on) FROM progress_note p WHERE p.action = r.id)",
    },
    words=("r.ref", "r.title", "r.what", "coalesce(o.name, '')"),
    filters={
        "theme": "r.theme = ?", "recommendation": "r.recommendation = ?", "term": "r.term = ?", "lead": "r.lead = ?",
        "rating": "r.rating = ?", "status": "r.status = ?", "status=open": f"r.status IN {OPEN}",
        "status=late": f"r.status IN {OPEN} AND r.due < ?",
    },
    sort="ref",
    order={
        "ref": BY_REF,
        "theme": "t.position",
        "rating": "CASE WHEN r.status = 'complete' THEN 5 WHEN r.status = 'cancelled' THEN 6"
        " ELSE CASE r.rating WHEN 'red' THEN 1 WHEN 'amber' THEN 2 WHEN 'green' THEN 3 ELSE 4 END END",
        "term": "CASE r.term WHEN 'short' THEN 1 WHEN 'medium' THEN 2 WHEN 'longer' THEN 3 END",
        "status": "CASE r.status WHEN 'in_progress' THEN 1 WHEN 'not_started' THEN 2 WHEN 'on_hold' THEN 3"
        " WHEN 'complete' THEN 4 ELSE 5 END",
    },
)  # fmt: skip


def rating_on(store: Store, day: str) -> dict[str, Row]:
    """action id -> the last progress note on or before a day, which carries the status and rating of then."""
    return {
        str(row["action"]): row
        for row in store.query(
            "SELECT action, status, rating, noted_on FROM progress_note WHERE noted_on <= ? ORDER BY noted_on, rowid",
            (day,),
        )
    }


def partners(store: Store) -> dict[str, list[str]]:
    """action id -> names of its partners."""
    found: dict[str, list[str]] = {}
    for row in store.query(
        "SELECT p.action, o.name FROM action_partner p JOIN organisation o ON o.id = p.organisation ORDER BY p.rowid"
    ):
        found.setdefault(str(row["action"]), []).append(str(row["name"]))
    return found
