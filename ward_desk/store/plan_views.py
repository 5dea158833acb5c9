"""Plan views: what the timeline and the board ask of the document, a few actions at a time."""

from __future__ import annotations

from collections.abc import Sequence

from ward_desk.core.records import Row
from ward_desk.store.actions import PROGRESS
from ward_desk.store.listing import CHUNK
from ward_desk.store.rows import Store


def actions(store: Store, wanted: Sequence[str]) -> list[Row]:
    """What a bar or a card shows of these actions, in no order; one that has gone since is left out."""
    return _of(
        store,
        f"SELECT r.id, r.ref, r.title, r.status, r.rating, r.start, r.due, {PROGRESS} AS progress,"
        " coalesce(o.name, '') AS lead FROM action r LEFT JOIN organisation o ON o.id = r.lead WHERE r.id IN (%s)",
        wanted,
    )


def milestones(store: Store, wanted: Sequence[str]) -> list[Row]:
    """The milestones of these actions, those of one action by their day."""
    return _of(
        store,
        "SELECT m.action, m.title, m.due, m.done_on FROM milestone m WHERE m.action IN (%s)"
        " ORDER BY coalesce(m.due, m.done_on), m.rowid",
        wanted,
    )


def open_milestones(store: Store, wanted: Sequence[str]) -> int:
    """How many milestones of these actions are not done."""
    asked = "SELECT count(*) AS number FROM milestone m WHERE m.done_on IS NULL AND m.action IN (%s)"
    return sum(int(str(row["number"])) for row in _of(store, asked, wanted))


def statuses(store: Store) -> dict[str, str]:
    """action id -> its status, of every action."""
    return {row[0]: row[1] for row in store.connection.execute("SELECT id, status FROM action")}


def span(store: Store) -> tuple[str, str] | None:
    """The first and the last day (ISO) the plan speaks of, milestones too; None when it has no dates at all."""
    days: list[str] = []
    for sql in (
        "SELECT min(start), min(due), max(start), max(due) FROM action",
        "SELECT min(due), min(done_on), max(due), max(done_on) FROM milestone",
    ):
        days += [day for day in store.connection.execute(sql).fetchone() if day]
    return (min(days), max(days)) if days else None


def _of(store: Store, sql: str, wanted: Sequence[str]) -> list[Row]:
    found: list[Row] = []
    for at in range(0, len(wanted), CHUNK):
        part = wanted[at : at + CHUNK]
        found += store.query(sql % ", ".join("?" * len(part)), part)
    return found
