"""Counts: queries of the Activity counts page."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from ward_desk.core.records import Row
from ward_desk.store.listing import BY_REF, CHUNK, Listing
from ward_desk.store.rows import Store

LISTING = Listing(
    source="activity_count r LEFT JOIN theme t ON t.id = r.theme",
    columns={
        "ref": "r.ref", "name": "r.name", "unit": "r.unit", "kind": "r.kind", "level": "r.level", "nature": "r.nature",
        "theme": "coalesce(nullif(t.short_label, ''), t.label, '')", "theme_position": "t.position",
        "baseline": "r.baseline", "target": "r.target", "better": "r.better", "tolerance": "r.tolerance",
        "frequency": "r.frequency", "target_on": "r.target_on", "illustrative": "r.illustrative",
        "position": "r.position", "owner": "r.owner", "code": "r.code", "computed": "r.computed",
        "shared_with": "r.shared_with", "leads_to": "(SELECT l.ref || ' ' || l.name FROM activity_count l"
        " WHERE l.id = r.leads_to)",
    },
    words=("r.ref", "r.name", "r.definition", "r.unit", "r.owner"),
    filters={"theme": "r.theme = ?", "kind": "r.kind = ?", "level": "r.level = ?", "nature": "r.nature = ?"},
    sort="position",
    order={"ref": BY_REF, "theme": "t.position",
           "name": "r.name", "position": "coalesce(r.position, 0)"},
)  # fmt: skip


def some(store: Store, counts: Sequence[str]) -> dict[str, Row]:
    """id -> these counts, whole; one that is gone is left out."""
    found: dict[str, Row] = {}
    for at in range(0, len(counts), CHUNK):
        part = counts[at : at + CHUNK]
        for row in store.query(f"SELECT * FROM activity_count WHERE id IN ({', '.join('?' * len(part))})", part):
            found[str(row["id"])] = row
    return found


def of_refs(store: Store, refs: Sequence[str]) -> list[str]:
    """The ids of the counts with these references."""
    found = []
    for at in range(0, len(refs), CHUNK):
        part = refs[at : at + CHUNK]
        rows = store.query(f"SELECT id FROM activity_count WHERE ref IN ({', '.join('?' * len(part))})", part)
        found += [str(row["id"]) for row in rows]
    return found


def figures(store: Store, counts: Sequence[str], first: str, last: str) -> dict[str, list[Row]]:
    """count id -> its figures of the periods from `first` to `last` as keys; months ("2023-12") and quarters
    ("2023-24-Q3") both sort by year."""
    found: dict[str, list[Row]] = {}
    for at in range(0, len(counts), CHUNK):
        part = counts[at : at + CHUNK]
        for row in store.query(
            "SELECT f.*, e.ref AS event_ref, e.title AS event_title, e.start AS event_start,"
            " coalesce(e.status, '') AS event_status"
            " FROM figure f LEFT JOIN event e ON e.id = f.event"
            f" WHERE f.activity_count IN ({', '.join('?' * len(part))}) AND f.period BETWEEN ? AND ?"
            " ORDER BY f.period, f.rowid",
            [*part, first, last],
        ):
            found.setdefault(str(row["activity_count"]), []).append(row)
    return found


def private_events(store: Store, events: Iterable[str]) -> frozenset[str]:
    """Those of some events that are for this ward only."""
    rows = store.query(
        "SELECT e.id FROM json_each(?) j JOIN event e ON e.id = j.value WHERE e.sharing = 'ward'",
        (json.dumps(sorted(events)),),
    )
    return frozenset(str(row["id"]) for row in rows)


def followed(store: Store) -> list[Row]:
    """What is needed to know which count may lead to which, of every count in their order: id, ref, name, kind, level
    and leads_to."""
    return store.query("SELECT id, ref, name, kind, level, leads_to FROM activity_count ORDER BY position, rowid")


def figure_for(store: Store, count: str, period: str) -> Row | None:
    """The figure typed for a count and period, leaving out what comes from events and adjustments; or None."""
    rows = store.query(
        "SELECT * FROM figure WHERE activity_count = ? AND period = ? AND event IS NULL AND adjustment = 0"
        " ORDER BY rowid LIMIT 1",
        (count, period),
    )
    return rows[0] if rows else None


def span(store: Store) -> tuple[str, str]:
    """The keys of the first and the last period that has a figure; empty when there is none."""
    # Two looks into an index for each count, in place of a walk through every figure.
    of = "(SELECT {}(f.period) FROM figure f WHERE f.activity_count = k.id)"
    row = store.query(
        f"SELECT coalesce(min({of.format('min')}), '') AS first, coalesce(max({of.format('max')}), '') AS last"
        " FROM activity_count k"
    )[0]
    return str(row["first"]), str(row["last"])
