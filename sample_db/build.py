"""Build a sample ward's document from its readable sources: `python -m sample_db.build`.

Every id comes from a source key and every time from the sources, so that two builds hold the same rows.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from itertools import count
from pathlib import Path

from sample_db import CHESHAM, CHESHAM_SOURCES, NOW
from sample_db.sources import FIRST_STEP, Entry, Sources, read
from ward_desk.core.changes import Op
from ward_desk.core.records import RECORDS, Row
from ward_desk.service.document import AS_ON, Document
from ward_desk.store.rows import Store

ROLE = "Community engagement officer"


def build(path: Path) -> None:
    """Write the sample ward's document to `path`, over whatever is there. Raises KnownError."""
    sources = read(CHESHAM_SOURCES)
    first, *later = sources.steps
    made = count(1)
    now = first.at
    doc = Document.create(
        path, fill(sources, first.key), role=ROLE, clock=lambda: now,
        make_id=lambda: sources.id("operation", str(next(made))),
    )  # fmt: skip
    try:
        for step in later:
            now = step.at
            doc.run(Op(step.kind, step.label), fill(sources, step.key))
    finally:
        doc.close()


def fill(sources: Sources, step: str) -> Callable[[Store], None]:
    """What stores the rows of one operation of the sample's history."""

    def write(store: Store) -> None:
        store_entries(store, sources.of_step(step))
        if step == FIRST_STEP:
            store.set_setting(AS_ON, NOW.date().isoformat())
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


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m sample_db.build", description="Build the sample ward's document.")
    parser.add_argument("path", nargs="?", type=Path, default=CHESHAM, help="where to write it")
    path = parser.parse_args(arguments).path
    build(path)
    print(f"Built {path}")


if __name__ == "__main__":
    main()
