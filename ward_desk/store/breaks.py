"""Breaks: queries of where the golden thread breaks off: counted in SQL, and listed a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from ward_desk.core.records import Row, Value
from ward_desk.store.computed import FEEDS
from ward_desk.store.listing import BY_REF, CHUNK, WORDS_UP_TO
from ward_desk.store.rows import Store


class _Break(NamedTuple):
    table: str
    where: str  # which records r break off
    words: str  # SQL of its title
    looked_in: str
    more: str  # further columns, with a comma in front
    order: str


_ASKED: Final = (
    "(EXISTS (SELECT 1 FROM feedback w WHERE w.action = r.id)"
    " OR EXISTS (SELECT 1 FROM feedback w WHERE w.priority = r.priority))"
)

BREAKS: Final[dict[str, _Break]] = {
    "unanswered": _Break(  # what was answered and told back needs no action
        "feedback", "r.action IS NULL AND (r.answer = '' OR r.told_on IS NULL)", "r.words",
        "r.ref || ' ' || r.words || ' ' || r.place",
        ", r.heard_on, r.how_many, (SELECT y.ref FROM priority y WHERE y.id = r.priority) AS priority_ref",
        "r.heard_on DESC, r.rowid DESC",
    ),
    "idle_priority": _Break(
        "priority", "NOT EXISTS (SELECT 1 FROM action a WHERE a.priority = r.id AND a.status <> 'cancelled')",
        "r.title", "r.ref || ' ' || r.title",
        ", r.agreed_on, (SELECT count(*) FROM feedback w WHERE w.priority = r.id) AS heard", BY_REF,
    ),
    "unasked": _Break(
        "action", f"r.status <> 'cancelled' AND NOT {_ASKED}", "r.title", "r.ref || ' ' || r.title",
        ", r.status, r.rating, r.due", BY_REF,
    ),
    "uncounted": _Break(
        "event", "r.status = 'held' AND NOT EXISTS (SELECT 1 FROM figure i WHERE i.event = r.id)"
        f" AND NOT EXISTS (SELECT 1 FROM event v JOIN activity_count k ON {FEEDS} WHERE v.id = r.id)", "r.title",
        "r.ref || ' ' || r.title || ' ' || r.venue", ", r.start", "r.start DESC, r.rowid DESC",
    ),
    "unserving": _Break(
        "activity_count", "NOT EXISTS (SELECT 1 FROM count_action k WHERE k.activity_count = r.id)", "r.name",
        "r.ref || ' ' || r.name", ", r.kind, r.unit", "coalesce(r.position, 0), r.rowid",
    ),
    "untold": _Break(
        "feedback", "r.answer <> '' AND r.told_on IS NULL", "r.words",
        "r.ref || ' ' || r.words || ' ' || r.answer", ", r.heard_on, r.answer", "r.heard_on, r.rowid",
    ),
    "silent": _Break(
        "recommendation", "r.nothing_to_report = ''"
        " AND NOT EXISTS (SELECT 1 FROM action a WHERE a.recommendation = r.id AND a.status <> 'cancelled')",
        "r.title", "r.code || ' ' || r.title", ", r.term", "coalesce(r.position, 0), r.rowid",
    ),
}  # fmt: skip


def table_of(kind: str) -> str:
    """The table whose records break off in that way."""
    return BREAKS[kind].table


def broken(store: Store, kind: str, words: str, most: int) -> tuple[int, list[str]]:
    """How many records break off in that way and hold every word, and the ids of the first so many."""
    one = BREAKS[kind]
    conditions, values = [f"({one.where})"], list[Value]()
    for word in words.split()[:WORDS_UP_TO]:
        conditions.append(f"({one.looked_in}) LIKE ? ESCAPE '\\'")
        values.append("%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%")
    rows = store.connection.execute(
        f"SELECT r.id, count(*) OVER () FROM {one.table} r WHERE {' AND '.join(conditions)}"
        f" ORDER BY {one.order} LIMIT ?",
        [*values, most],
    ).fetchall()
    return (rows[0][1] if rows else 0), [row[0] for row in rows]


def rows(store: Store, kind: str, wanted: Sequence[str]) -> dict[str, Row]:
    """What is shown of these records: id, ref, words, and what their kind of break needs."""
    one = BREAKS[kind]
    ref = "r.code" if one.table == "recommendation" else "r.ref"
    found: dict[str, Row] = {}
    for at in range(0, len(wanted), CHUNK):
        part = wanted[at : at + CHUNK]
        for row in store.query(
            f"SELECT r.id, {ref} AS ref, {one.words} AS words{one.more} FROM {one.table} r"
            f" WHERE r.id IN ({', '.join('?' * len(part))})",
            list(part),
        ):
            found[str(row["id"])] = row
    return found
