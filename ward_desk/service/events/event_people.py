"""Event people: the organisations at an event: partners who took part, exhibitors, and who sent apologies."""

from __future__ import annotations

import re
from typing import Final

from ward_desk.core.changes import NOTHING, ChangeSet, Op
from ward_desk.core.records import RECORDS
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.events.event_record import stored
from ward_desk.service.plan.plan import organisation_named
from ward_desk.store.rows import Store

WORDS: Final = {"event_partner": "partner", "event_exhibitor": "exhibitor", "event_apology": "apologies from"}
_BETWEEN: Final = re.compile(r"[;,\n\t]")


def names_in(doc: Document, typed: str) -> list[str]:
    """The names that are typed, several at once with a comma or semicolon between. An organisation that has a comma
    in its own name is taken as it is."""
    known = {words.casefold() for _, words in doc.store.named("organisation", order="name")}
    whole = " ".join(typed.split())
    names = [whole] if whole.casefold() in known else [" ".join(one.split()) for one in _BETWEEN.split(typed)]
    return list({name.casefold(): name for name in names if name}.values())


def add(doc: Document, event: str, pair: str, typed: str) -> list[str]:
    """Add organisations by their names to a pair of WORDS, making those there are none of, as one operation. Gives
    the names of those it made. Raises KnownError."""
    row = stored(doc, event)
    known = {words.casefold(): one for one, words in doc.store.named("organisation", order="name")}
    there = set(doc.store.linked(pair, event))
    names = [name for name in names_in(doc, typed) if known.get(name.casefold()) not in there]
    if not names:
        return []

    def write(store: Store) -> None:
        for name in names:
            store.link(pair, event, organisation_named(store, name))

    doc.run(Op(f"{pair}.add", f"Add {WORDS[pair]} {', '.join(names)} to {row['ref']!s}"), write)
    return [name for name in names if name.casefold() not in known]


def take_off(doc: Document, event: str, pair: str, organisation: str) -> ChangeSet:
    """Take an organisation out of a pair. Raises KnownError."""
    kept = doc.store.linked(pair, event)
    if organisation not in kept:
        return NOTHING
    return edits.set_links(doc, pair, event, [one for one in kept if one != organisation])


def at(doc: Document, event: str, pair: str) -> list[tuple[str, str]]:
    """(id, name) of the organisations of a pair, in the order they were written down."""
    found = []
    for one in doc.store.linked(pair, event):
        row = doc.store.get("organisation", one)
        if row is not None:
            found.append((one, str(row[RECORDS["organisation"].title])))
    return found
