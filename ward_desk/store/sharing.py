"""Sharing: which records their mark keeps from whom: "this ward only", "the programme", "public"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ward_desk.core.records import RECORDS
from ward_desk.store.listing import CHUNK
from ward_desk.store.rows import Store

# What the mark of a record says when it is kept from an audience; an unmarked one goes to the programme.
_KEPT = {"programme": "{}.sharing = 'ward'", "public": "{}.sharing <> 'public'"}

# As in the return: money and risks go with their action.
_GOES_WITH = {"funding": ("action",), "risk": ("action",)}


def seen(row: str, audience: str) -> str:
    """SQL of whether an audience may see a row by its own mark; `row` is what the query calls it."""
    return f"NOT ({_KEPT[audience].format(row)})" if audience in _KEPT else "1"


def marked(table: str) -> bool:
    """Whether records of that kind have a sharing mark."""
    return any(field.name == "sharing" for field in RECORDS[table].fields)


def kept_back(store: Store, table: str, ids: Sequence[str], audience: str) -> set[str]:
    """Which of these records an audience may not see: by their own mark, or by that of what they belong to."""
    if audience not in _KEPT:
        return set()
    conditions = [_KEPT[audience].format("r")] if marked(table) else []
    for link in _GOES_WITH.get(table, RECORDS[table].parents):
        conditions.append(_linked(RECORDS[table].field(link).to, f'r."{link}"', audience))
    if table == "evidence":
        for name in filter(marked, RECORDS):
            conditions.append(f"r.record_table = '{name}' AND {_linked(name, 'r.record_id', audience)}")
    return set(_where(store, table, ids, " OR ".join(f"({one})" for one in conditions if one) or "0"))


def links_kept_back(store: Store, table: str, link: str, ids: Sequence[str], audience: str) -> set[str]:
    """Which of these records point, by that link, at one that an audience may not see."""
    to = RECORDS[table].field(link).to
    if audience not in _KEPT or not marked(to):
        return set()
    return set(_where(store, table, ids, _linked(to, f'r."{link}"', audience)))


def _linked(table: str, key: str, audience: str) -> str:
    if not marked(table):
        return ""
    return f'EXISTS (SELECT 1 FROM "{table}" p WHERE p.id = {key} AND {_KEPT[audience].format("p")})'


def _where(store: Store, table: str, ids: Sequence[str], condition: str) -> Iterator[str]:
    for at in range(0, len(ids), CHUNK):
        part = ids[at : at + CHUNK]
        for row in store.query(
            f'SELECT r.id FROM "{table}" r WHERE r.id IN ({", ".join("?" * len(part))}) AND ({condition})', part
        ):
            yield str(row["id"])
