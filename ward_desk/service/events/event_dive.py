"""Event deep dive: the deep dive that was held as an event, in its five parts (B 5.6)."""

from __future__ import annotations

from typing import Final

from ward_desk.core.changes import NOTHING, ChangeSet, Op
from ward_desk.core.records import RECORDS, Row, Value
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.events.event_record import stored
from ward_desk.store.rows import Store

PARTS: Final = ("context", "current_state", "data_review", "strengths", "challenges")  # B 5.6.1 to 5.6.5


def dive_of(doc: Document, event: str) -> Row | None:
    """The deep dive held at an event, if anything of it is written down."""
    return next(iter(doc.store.rows("deep_dive", event=event)), None)


def choices(doc: Document, event: str) -> list[tuple[str, str]]:
    """(id, words) of the deep dives that may be the one of this event: its own, and those of no event."""
    return [
        (str(row["id"]), f"{row['ref']!s} {row['topic']!s}")
        for row in doc.store.rows("deep_dive")
        if row["event"] in (None, "", event)
    ]


def edit(doc: Document, event: str, field: str, value: Value) -> ChangeSet:
    """Write a part of an event's deep dive. The first words make the deep dive, with the event's title as its topic,
    its first theme and the actions that follow from it. Raises KnownError."""
    row = stored(doc, event)
    dive = dive_of(doc, event)
    if dive is not None:
        return edits.edit(doc, "deep_dive", str(dive["id"]), {field: value})
    if value == RECORDS["deep_dive"].field(field).empty:
        return NOTHING

    def write(store: Store) -> None:
        values: Row = {"topic": row["title"], "event": event, "sharing": row["sharing"], field: value}
        values["theme"] = next(iter(store.linked("event_theme", event)), None)
        made = store.insert("deep_dive", values)
        for action in store.linked("event_follow_up", event):
            store.link("deep_dive_action", made, action)

    label = RECORDS["deep_dive"].field(field).label.lower()
    return doc.run(Op("deep_dive.add", f"Write the deep dive of {row['ref']!s}: {label}"), write)


def choose(doc: Document, event: str, dive: str) -> ChangeSet:
    """Say which deep dive was held at an event; "" for none of them yet. Raises KnownError."""
    row = stored(doc, event)
    before = dive_of(doc, event)
    if dive == ("" if before is None else before["id"]):
        return NOTHING

    def write(store: Store) -> None:
        if before is not None:
            store.update("deep_dive", str(before["id"]), {"event": None})
        if dive:
            store.update("deep_dive", dive, {"event": event})

    return doc.run(Op("deep_dive.event", f"Choose the deep dive of {row['ref']!s}"), write)
