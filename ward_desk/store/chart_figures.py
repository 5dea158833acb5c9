"""Chart figures: queries of the pictures of events: who came month by month, and what was done theme by theme."""

from __future__ import annotations

from typing import Final

from ward_desk.core.choices import RESIDENT_GROUPS
from ward_desk.core.records import Row
from ward_desk.store.events import WORST
from ward_desk.store.rows import Store, numbered
from ward_desk.store.sharing import seen

_GROUPS: Final = ", ".join(f"'{group}'" for group in RESIDENT_GROUPS)
_HELD: Final = "v.status = 'held' AND substr(v.start, 1, 10) BETWEEN ?1 AND ?2"

# What is counted by theme: a row (theme, number, precision) for each record and theme it has; NULL for none.
_BY_THEME: Final = {
    "residents": "SELECT h.theme, a.number, a.precision FROM event v JOIN attendance a ON a.event = v.id"
    f" LEFT JOIN event_theme h ON h.event = v.id WHERE {_HELD} AND a.grouping IN ({_GROUPS})"
    " AND a.number IS NOT NULL AND {v}",
    "events": "SELECT h.theme, 1 AS number, 'exact' AS precision FROM event v"
    f" LEFT JOIN event_theme h ON h.event = v.id WHERE {_HELD} AND {{v}}",
    "feedback": "SELECT h.theme, 1 AS number, 'exact' AS precision FROM feedback v"
    " LEFT JOIN feedback_theme h ON h.feedback = v.id WHERE v.heard_on BETWEEN ?1 AND ?2 AND {v}",
    "actions": "SELECT v.theme, 1 AS number, 'exact' AS precision FROM action v WHERE v.status <> 'cancelled'"
    " AND coalesce(nullif(v.start, ''), ?2) <= ?2 AND (v.status <> 'complete' OR coalesce(nullif(v.due, ''), ?1) >= ?1)"
    " AND {v}",
}


def events_by_month(store: Store, first: str, last: str, audience: str) -> list[Row]:
    """month, events held in it, and how many of those have nobody counted; oldest first, by days `first` to `last`."""
    return store.query(
        "SELECT substr(v.start, 1, 7) AS month, count(*) AS events,"
        f" sum(NOT EXISTS (SELECT 1 FROM attendance a WHERE a.event = v.id AND a.grouping IN ({_GROUPS})"
        f" AND a.number IS NOT NULL)) AS waiting FROM event v WHERE {_HELD} AND {seen('v', audience)}"
        " GROUP BY month ORDER BY month",
        numbered(first, last),
    )


def residents_by_month(store: Store, first: str, last: str, audience: str) -> list[Row]:
    """month, group of residents, number and precision, at the events held from day `first` to `last`."""
    return store.query(
        f"SELECT substr(v.start, 1, 7) AS month, a.grouping, sum(a.number) AS number, {WORST} AS precision"
        f" FROM event v JOIN attendance a ON a.event = v.id WHERE {_HELD} AND a.grouping IN ({_GROUPS})"
        f" AND a.number IS NOT NULL AND {seen('v', audience)} GROUP BY month, a.grouping",
        numbered(first, last),
    )


def by_theme(store: Store, what: str, first: str, last: str, audience: str) -> list[Row]:
    """theme (its id, or None), number and precision of what is counted from day `first` to `last`: a key of the
    table above. What has two themes counts in both. Raises KeyError for anything else."""
    source = _BY_THEME[what].format(v=seen("v", audience))
    return store.query(
        f"SELECT theme, sum(number) AS number, {WORST} AS precision FROM ({source}) GROUP BY theme",
        numbered(first, last),
    )


def illustrative(store: Store, first: str, last: str) -> bool:
    """Whether an event held from day `first` to `last` is made up to show how it works."""
    return bool(
        store.query(f"SELECT 1 FROM event v WHERE {_HELD} AND v.illustrative = 1 LIMIT 1", numbered(first, last))
    )


def span(store: Store) -> list[str]:
    """The days of the first and the last event held, ISO dates; empty when there is none."""
    row = store.query("SELECT min(start) AS first, max(start) AS last FROM event WHERE status = 'held' AND start <> ''")
    return [str(day)[:10] for day in row[0].values() if day]


def themes(store: Store) -> list[Row]:
    """The programme's themes in their order: id, label, position."""
    return store.query(
        "SELECT id, coalesce(nullif(short_label, ''), label) AS label, position FROM theme ORDER BY position, rowid"
    )
