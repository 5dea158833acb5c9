"""Thread links: which links a golden thread is made of, and queries of what may be linked to a record."""

from __future__ import annotations

from typing import Final

from ward_desk.core.records import RECORDS, Row, Value
from ward_desk.store.listing import WORDS_UP_TO
from ward_desk.store.rows import Store

# The links a thread is made of. Two kinds of record -> the one that holds the link, and its field.
FIELDS: Final[dict[frozenset[str], tuple[str, str]]] = {
    frozenset((owner, RECORDS[owner].field(field).to)): (owner, field)
    for owner, field in (
        ("feedback", "priority"), ("feedback", "action"), ("feedback", "event"), ("feedback", "survey"),
        ("action", "priority"), ("action", "recommendation"), ("event", "action"), ("deep_dive", "event"),
        ("activity_count", "leads_to"),
    )
}  # fmt: skip
PAIRS: Final[dict[frozenset[str], str]] = {
    frozenset(("activity_count", "action")): "count_action",
    frozenset(("deep_dive", "action")): "deep_dive_action",
}
FIGURE: Final = frozenset(("activity_count", "event"))  # linked by the figure a count takes from an event


def _linked(table: str, to: str) -> str:
    """A query of the ids of a table that are linked with one record of another."""
    two = frozenset((table, to))
    if table == to:
        return (
            "SELECT x.id FROM activity_count x JOIN activity_count own ON own.id = ?"
            " WHERE x.id IN (own.id, own.leads_to) OR x.leads_to = own.id"
        )
    if two in FIELDS:
        owner, field = FIELDS[two]
        if owner == table:
            return f"SELECT id FROM {owner} WHERE {field} = ?"
        return f"SELECT {field} FROM {owner} WHERE id = ? AND {field} IS NOT NULL"
    pair = PAIRS.get(two, "figure")
    return f"SELECT {table} FROM {pair} WHERE {to} = ? AND {table} IS NOT NULL"


def followed_up(store: Store, event: str, action: str) -> bool:
    """Whether an action follows from an event."""
    return bool(store.rows("event_follow_up", event=event, action=action))


def leads_round(store: Store, count: str, to: str) -> bool:
    """Whether a count would lead to itself if it led to another."""
    return bool(store.number(
        "WITH RECURSIVE l(id) AS (SELECT ? UNION SELECT t.leads_to FROM l JOIN activity_count t ON t.id = l.id"
        " WHERE t.leads_to IS NOT NULL) SELECT count(*) FROM l WHERE id = ?",
        (to, count),
    ))  # fmt: skip


def figures_between(store: Store, count: str, event: str) -> list[str]:
    """The ids of the figures a count takes from an event."""
    rows = store.query("SELECT id FROM figure WHERE activity_count = ? AND event = ? ORDER BY rowid", (count, event))
    return [str(row["id"]) for row in rows]


# How a kind of record is looked for: its title, what its words are looked for in, its day, and what stands first.
_LOOKED_FOR: Final[dict[str, tuple[str, str, str, str]]] = {
    "feedback": ("r.words", "r.ref || ' ' || r.words || ' ' || r.place", "r.heard_on",
                 "r.action IS NOT NULL, r.heard_on DESC"),
    "survey": ("r.title", "r.ref || ' ' || r.title", "r.opens", "r.opens DESC"),
    "event": ("r.title", "r.ref || ' ' || r.title || ' ' || r.venue", "r.start", "r.start DESC"),
    "priority": ("r.title", "r.ref || ' ' || r.title", "r.agreed_on", "length(r.ref), r.ref"),
    "recommendation": ("r.title", "r.code || ' ' || r.title", "NULL", "r.position"),
    "deep_dive": ("r.topic", "r.ref || ' ' || r.topic", "NULL", "length(r.ref), r.ref"),
    "action": ("r.title", "r.ref || ' ' || r.title || ' ' || r.what", "r.due",
               "r.status IN ('complete', 'cancelled'), length(r.ref), r.ref"),
    "activity_count": ("r.name", "r.ref || ' ' || r.name || ' ' || r.unit", "NULL", "r.position"),
}  # fmt: skip
_THEMED: Final = ("priority", "deep_dive", "action", "activity_count")
_ONLY: Final = {
    "": "1",
    "outcome": "r.kind = 'outcome'",
    "output": "r.kind <> 'outcome'",
    "flow": "r.nature = 'flow' AND r.computed = ''",
}


def may_be_linked(
    store: Store, table: str, words: str, to: tuple[str, str], *, theme: str = "", only: str = "", most: int = 30
) -> list[Row]:
    """Records of a kind that hold every word typed and are not linked with the record `to` yet, those of a theme
    first: id, ref, words, day. `only` is "outcome", "output" or "flow" (which events can feed) for some counts."""
    title, looked_in, day, order = _LOOKED_FOR[table]
    conditions = [f"r.id NOT IN ({_linked(table, to[0])})", _ONLY[only]]
    values: list[Value] = [to[1]]
    for word in words.split()[:WORDS_UP_TO]:
        conditions.append(f"({looked_in}) LIKE ? ESCAPE '\\'")
        values.append("%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%")
    if theme and table in _THEMED:
        order = f"r.theme IS NOT ?, {order}"
        values.append(theme)
    ref = "code" if table == "recommendation" else "ref"
    return store.query(
        f"SELECT r.id, r.{ref} AS ref, {title} AS words, {day} AS day FROM {table} r"
        f" WHERE {' AND '.join(conditions)} ORDER BY {order}, r.rowid LIMIT {int(most)}",
        values,
    )
