"""Make a document some times the size of the sample, for benchmarks and tests: `python -m sample_db.generate`."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from uuid import UUID

from sample_db import CHESHAM_SOURCES, NOW
from sample_db.filling import store_entries
from sample_db.sources import STORING_ORDER, Entry, Link, Sources, read
from ward_desk.core.records import RECORDS, Field, Row, Value
from ward_desk.core.surveys.answers import key as answer_key
from ward_desk.core.surveys.answers import pack, unpack
from ward_desk.service.document import Document
from ward_desk.store.rows import Store

# What a ward has once however much it does.
ONCE = ("partnership", "theme", "recommendation", "organisation", "quarterly_return", "profile_line")
EARLIEST = 200  # days: each copy is moved back by up to so many, never on, or what was held would not have been yet


def generate(path: Path, times: int, seed: int = 1) -> None:
    """Write a document with `times` the sample's records to `path`. The same seed makes the same rows.

    The first lot is the sample itself; each further one is a copy with its own ids, dates moved back, figures
    changed and titles numbered. Raises KnownError.
    """
    sources = read(CHESHAM_SOURCES)
    random = Random(seed)
    doc = Document.create(path, _fill(sources, times, random), clock=lambda: NOW, make_id=lambda: _id(random))
    doc.close()


def _id(random: Random) -> str:
    return str(UUID(int=random.getrandbits(128), version=4))


def _fill(sources: Sources, times: int, random: Random) -> Callable[[Store], None]:
    entries = sorted(sources.entries, key=lambda entry: STORING_ORDER.index(entry.table))
    many = [entry for entry in entries if entry.table not in ONCE]

    def write(store: Store) -> None:
        _store(store, entries, sources.links)
        for number in range(2, times + 1):
            ids = {str(entry.values["id"]): _id(random) for entry in many}
            back = timedelta(days=random.randrange(EARLIEST))
            _store(
                store,
                (_copy(entry, number, ids, back, random) for entry in many),
                [
                    Link(link.pair, ids[link.first], ids.get(link.second, link.second))
                    for link in sources.links
                    if link.first in ids  # an indicator of the ward is there once
                ],
            )

    return write


def _store(store: Store, entries: Iterable[Entry], links: Iterable[Link]) -> None:
    store_entries(store, entries)
    for link in links:
        store.link(link.pair, link.first, link.second)


def _copy(entry: Entry, number: int, ids: dict[str, str], back: timedelta, random: Random) -> Entry:
    record = RECORDS[entry.table]
    values: Row = {"id": ids[str(entry.values["id"])]}
    for field in record.fields:
        if field.name in entry.values:
            values[field.name] = _changed(field, entry.values[field.name], ids, back, random)
    if record.ref is not None:  # two actions with one title in one theme would be a mistake to every check
        values[record.title] = f"{values[record.title]!s} ({number})"
    if "code" in values:  # a standard count is kept once
        values["code"] = ""
    if values.get("answers"):
        keys = {answer_key(old): answer_key(new) for old, new in ids.items()}
        values["answers"] = pack({keys.get(one, one): value for one, value in unpack(values["answers"]).items()})
    if "record_id" in values:
        values["record_id"] = ids.get(str(values["record_id"]), values["record_id"])
    return Entry(entry.table, values, entry.step)


def _changed(field: Field, value: Value, ids: dict[str, str], back: timedelta, random: Random) -> Value:
    if field.kind == "link":
        return ids.get(str(value), value)
    if field.kind in ("date", "when") and isinstance(value, str):
        if len(value) == 10:
            return (date.fromisoformat(value) - back).isoformat()
        return (datetime.fromisoformat(value) - back).isoformat(timespec="minutes")
    if field.name == "value" and isinstance(value, float):
        return round(value * random.uniform(0.7, 1.3))
    return value


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m sample_db.generate", description="Make a large document.")
    parser.add_argument("path", type=Path, help="where to write it")
    parser.add_argument("--times", type=int, default=10, help="how many times the sample")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(arguments)
    generate(chosen.path, chosen.times, chosen.seed)
    print(f"Made {chosen.path}")


if __name__ == "__main__":
    main()
