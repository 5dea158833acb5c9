"""Event days: the events of some days, of a series, and of one day, for the calendar and for repeating."""

from __future__ import annotations

from ward_desk.core.records import Row
from ward_desk.store.rows import Store

_COLUMNS = 'r.id, r.ref, r.title, r.kind, r.status, r.start, r."end", r.venue'


def between(store: Store, first: str, last: str) -> list[Row]:
    """The events that have any of the days from one ISO date to another, by when they start."""
    after = f"{last}~"  # sorts after every time of that day
    return store.query(
        f"SELECT {_COLUMNS} FROM event r WHERE r.start BETWEEN ? AND ?"
        f" UNION ALL SELECT {_COLUMNS} FROM event r WHERE r.start < ? AND r.start > '' AND r.\"end\" >= ?"
        " ORDER BY 6, 1",
        (first, after, first, first),
    )


def series(store: Store, first: str) -> list[Row]:
    """The sessions of a series: the event it began with and those repeated from it, by when they start."""
    return store.query(
        f"SELECT {_COLUMNS}, r.repeats FROM event r WHERE r.id = ? OR r.repeats = ? ORDER BY r.start, r.rowid",
        (first, first),
    )


def pass_on(store: Store, event: str) -> None:
    """Let the next session of the series an event began be its first one, before that event is removed."""
    sessions = [str(row["id"]) for row in series(store, event) if row["repeats"] == event]
    for place, one in enumerate(sessions):
        store.update("event", one, {"repeats": sessions[0] if place else None})


def titled(store: Store, title: str, after: str) -> list[str]:
    """The starts of the events of a title after an ISO date."""
    return [
        str(row["start"])
        for row in store.query("SELECT start FROM event WHERE start > ? AND title = ?", (f"{after}~", title))
    ]
