"""Filling: storing the rows of a sample's sources in a document."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from sample_db.sources import FIRST_STEP, Entry, Sources
from ward_desk.core.records import RECORDS, Row
from ward_desk.service.document import AS_ON
from ward_desk.store.rows import Store


def fill(sources: Sources, step: str, as_on: date) -> Callable[[Store], None]:
    """What stores the rows of one operation of the sample's history; `as_on` is the day it then stands still on."""

    def write(store: Store) -> None:
        store_entries(store, sources.of_step(step))
        if step == FIRST_STEP:
            store.set_setting(AS_ON, as_on.isoformat())
        for link in sources.links:
            if link.step == step:
                store.link(link.pair, link.first, link.second)

    return write


def store_entries(store: Store, entries: Iterable[Entry]) -> None:
    """Store some rows. A record may point at a later one of its own kind, so these links come last."""
    later = []
    for entry in entries:
        links = _to_its_own_kind(entry)
        store.insert(entry.table, entry.values | dict.fromkeys(links, None))
        if links:
            later.append((entry.table, str(entry.values["id"]), links))
    for table, row_id, links in later:
        store.update(table, row_id, links)


def _to_its_own_kind(entry: Entry) -> Row:
    own = [field.name for field in RECORDS[entry.table].fields if field.to == entry.table]
    return {name: entry.values[name] for name in own if entry.values.get(name)}
