"""A document far beyond any ward: 20,000 events and 600,000 figures, for the pages of events and activity counts."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from uuid import uuid4

from ward_desk.core.changes import Op
from ward_desk.core.records import Row
from ward_desk.service.document import Document
from ward_desk.store.rows import Store

EVENTS, COUNTS, YEARS = 20_000, 5_000, 10  # a figure for each count and month: 600,000
_KINDS = ("day_of_action", "workshop", "pop_up", "course_session")
_STATUSES = ("held", "held", "held", "planned", "cancelled")


def fill(document: Path, folder: Path) -> Path:
    """A copy of a document with so many more events and figures in it, made once a folder."""
    path = folder / "large.ward"
    if path.exists():
        return path
    shutil.copyfile(document, path)
    doc = Document.open(path)
    doc.run(
        Op("bench.fill", "Fill with events and figures"),
        partial(_fill, range(doc.today.year - YEARS + 1, doc.today.year + 1)),
    )
    doc.close()
    return path


def _fill(years: range, store: Store) -> None:
    themes = [row["id"] for row in store.rows("theme")]
    held = []
    for number, row in enumerate(_events(years)):
        _put(store, "event", row)
        if row["status"] == "held":
            held.append((number, row["id"]))
    for number, event in held:
        for group in ("adults", "under_18s"):
            _put(store, "attendance", {
                "id": str(uuid4()), "event": event, "grouping": group, "number": number * 7 % 60,
                "precision": "exact", "counted": "attendances",
            })  # fmt: skip
    for number in range(COUNTS):
        count = str(uuid4())
        _put(store, "activity_count", {
            "id": count, "ref": f"MANY-C{number:04d}", "name": f"Count {number} of things done", "unit": "items",
            "nature": "flow", "better": "higher", "kind": "output", "level": "initiative", "frequency": "monthly",
            "theme": themes[number % len(themes)], "target": 100.0, "tolerance": 10.0, "sharing": "programme",
            "position": number + 100,
        })  # fmt: skip
        for year in years:
            for month in range(1, 13):
                _put(store, "figure", {
                    "id": str(uuid4()), "activity_count": count, "period": f"{year}-{month:02d}",
                    "value": float((number * year + month) % 90), "precision": "exact", "state": "final",
                })  # fmt: skip


def _events(years: range) -> Iterator[Row]:
    for number in range(EVENTS):
        day = f"{years[number % YEARS]}-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
        yield {
            "id": str(uuid4()), "ref": f"MANY-E{number:05d}", "title": f"Event {number} in the hall",
            "kind": _KINDS[number % len(_KINDS)], "status": _STATUSES[number % len(_STATUSES)],
            "start": f"{day}T{9 + number % 9:02d}:00", "venue": "Hall", "sharing": "programme",
        }  # fmt: skip


def _put(store: Store, table: str, row: Row) -> None:
    """By hand, past the checks of `Store.insert`: they would take minutes."""
    names = ", ".join(f'"{name}"' for name in row)
    store.connection.execute(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(row))})", list(row.values()))
