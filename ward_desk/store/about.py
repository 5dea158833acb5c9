"""About: queries on the document itself: how much it holds and what was last done to it."""

from __future__ import annotations

from ward_desk.core.records import RECORDS, Row
from ward_desk.store.rows import Store


def numbers(store: Store) -> dict[str, int]:
    """table -> how many records it has."""
    return {table: store.number(f'SELECT count(*) FROM "{table}"') for table in RECORDS}


def last_operation(store: Store) -> Row | None:
    """The label, role and time of the newest operation that changed something."""
    found = store.query("SELECT label, role, at FROM operation ORDER BY seq DESC LIMIT 1")
    return found[0] if found else None
