"""Progress: queries of the progress summary: what was achieved under each recommendation or priority (C 4.9)."""

from __future__ import annotations

from ward_desk.core.records import Row
from ward_desk.store.actions import OPEN, WRITTEN
from ward_desk.store.rows import Store
from ward_desk.store.sharing import seen

_PLACE = {
    "recommendation": "r.recommendation",
    "priority": "coalesce(r.priority, 'theme ' || coalesce(r.theme, ''))",
}

# Nobody writes down the day an action became complete: its first note that says so tells it, else its last note, its
# last milestone done, or the day it was due.
_COMPLETED = (
    "coalesce((SELECT min(p.noted_on) FROM progress_note p WHERE p.action = r.id AND p.status = 'complete'),"
    " (SELECT max(p.noted_on) FROM progress_note p WHERE p.action = r.id),"
    " (SELECT max(m.done_on) FROM milestone m WHERE m.action = r.id), r.due)"
)


def achieved(store: Store, under: str, first: str, last: str, audience: str) -> list[Row]:
    """What was achieved in these days, newest first: place, kind (complete, milestone or note), day, words and more.

    `under` is "recommendation" or "priority". The place is its id; of an action under no priority it is "theme " and
    the theme's id. A note of an action then Red or Cancelled says what stood in its way: it is none of these.
    """
    place, kept = _PLACE[under], seen("r", audience)
    days = "BETWEEN ? AND ?"
    return store.query(
        f"SELECT {place} AS place, 'complete' AS kind, r.id AS action, r.ref, r.title, {_COMPLETED} AS day,"
        f" r.success AS words, r.learning AS more FROM action r WHERE r.status = 'complete' AND {kept}"
        f" AND ({_COMPLETED} {days} OR (? = '' AND {_COMPLETED} IS NULL))"
        f" UNION ALL SELECT {place}, 'milestone', r.id, r.ref, r.title, m.done_on, m.title, ''"
        f" FROM milestone m JOIN action r ON r.id = m.action WHERE m.done_on {days} AND {kept}"
        f" UNION ALL SELECT {place}, 'note', r.id, r.ref, r.title, p.noted_on, p.words, ''"
        f" FROM progress_note p JOIN action r ON r.id = p.action WHERE p.noted_on {days} AND {kept}"
        f" AND {WRITTEN} AND p.rating <> 'red' AND p.status <> 'cancelled' AND p.words <> '' ORDER BY 6 DESC, 4, 2",
        (first, last, first, first, last, first, last),
    )


def ahead(store: Store, under: str, audience: str) -> list[Row]:
    """The open actions, the one due first first, each with its next milestone and what stands in its way."""
    return store.query(
        f"SELECT {_PLACE[under]} AS place, r.id AS action, r.ref, r.title, r.status, r.rating, r.rating_reason, r.due,"
        " m.title AS milestone, m.due AS milestone_due FROM action r LEFT JOIN milestone m ON m.id ="
        " (SELECT x.id FROM milestone x WHERE x.action = r.id AND x.done_on IS NULL"
        " ORDER BY x.due IS NULL, x.due, x.rowid LIMIT 1)"
        f" WHERE r.status IN {OPEN} AND {seen('r', audience)} ORDER BY r.due IS NULL, r.due, length(r.ref), r.ref"
    )


def number_kept_back(store: Store, audience: str) -> int:
    """How many actions an audience may not see."""
    return store.number(f"SELECT count(*) FROM action r WHERE NOT ({seen('r', audience)})")
