"""Plan: what is done to an action beyond its own fields: notes, milestones, partners, money."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import date
from typing import Final, NamedTuple

from ward_desk.core.changes import NOTHING, ChangeSet, Op
from ward_desk.core.errors import KnownError
from ward_desk.core.records import Row, Value
from ward_desk.core.rules import SCANNED, finds, without_finds
from ward_desk.core.typed import read_date, read_money
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.store import history
from ward_desk.store.actions import last_note
from ward_desk.store.rows import Store

_LONGEST_DATE: Final = 24  # letters in front of a note that may be its day


class Standing(NamedTuple):
    """Status and rating of an action on a day; "" where nobody knows."""

    status: str
    rating: str


def read_note(typed: str, today: date) -> tuple[date, str]:
    """The day and the words of a note: "12 dec: Room agreed" is of that day; without a day in front, of today.

    A weekday is the last one. A day yet to come dates no note, so it stays among the words.
    """
    front, colon, words = typed.partition(":")
    if colon and words.strip() and len(front) <= _LONGEST_DATE:
        for asked in (front, f"last {front}"):  # "fri" by itself is the one to come
            with contextlib.suppress(ValueError):
                day = read_date(asked, today)
                if day <= today:
                    return day, words.strip()
    return today, typed.strip()


def standing_on(doc: Document, action: str, day: date) -> Standing:
    """Status and rating of an action at the end of a day, today's for today.

    For a day past: as the document's own history has them; where that does not reach so far back, as the last
    note of that day or before says; empty where there is none. A note never guesses.
    """
    row: Row | None = _action(doc, action)
    if day < doc.today:
        row = history.as_on(doc.store, "action", action, day.isoformat())
        if row is None:
            row = last_note(doc.store, action, day.isoformat())
    return Standing(str(row["status"]), str(row["rating"])) if row else Standing("", "")


def note_of(doc: Document, action: str, day: date, words: str) -> Row:
    """The fields of a progress note of a day, with the status and rating of then (`standing_on`). Raises KnownError."""
    then = standing_on(doc, action, day)
    return {"action": action, "noted_on": day.isoformat(), "words": words, **then._asdict()}


def add_note(doc: Document, action: str, typed: str) -> str:
    """Add a progress note with the status and rating of its day (`read_note`, `standing_on`). Gives its id. Raises
    KnownError."""
    row = _action(doc, action)
    values = note_of(doc, action, *read_note(typed, doc.today))
    made: list[str] = []

    def write(store: Store) -> None:
        made.append(store.insert("progress_note", values))

    doc.run(Op("progress_note.add", f"Add note to {row['ref']!s}"), write)
    return made[0]


def redact(doc: Document, table: str, row_id: str) -> ChangeSet:
    """Take whatever looks personal out of the free text of a record, as one operation (`rules.SCANNED`).
    A record that is gone has nothing to take out."""
    row = doc.store.get(table, row_id)
    if row is None:
        return NOTHING
    texts = {name: str(row[name] or "") for name in SCANNED.get(table, ())}
    found: Row = {name: without_finds(table, name, words) for name, words in texts.items() if finds(table, name, words)}
    if not found:
        return NOTHING
    return doc.run(
        Op(f"{table}.redact", f"Take personal details out of {edits.name(doc.store, table, row)}"),
        lambda store: store.update(table, row_id, found),
    )


def add_milestone(doc: Document, action: str, words: str) -> str:
    """Add a milestone. What stands after the last comma is its date when it reads as one: "Posters out, 12 jan"."""
    row = _action(doc, action)
    title, due = _with_last(words, ",", lambda last: read_date(last, doc.today).isoformat())
    made: list[str] = []

    def write(store: Store) -> None:
        made.append(store.insert("milestone", {"action": action, "title": title, "due": due}))

    doc.run(Op("milestone.add", f"Add milestone to {row['ref']!s}"), write)
    return made[0]


def add_funding(doc: Document, action: str, words: str) -> str:
    """Add a funding line. An amount after the last comma and a space is what is allocated: "Community board, £2,500".
    Gives its id. Raises KnownError."""
    row = _action(doc, action)
    source, allocated = _with_last(words, ", ", read_money)  # there are commas in amounts
    made: list[str] = []

    def write(store: Store) -> None:
        made.append(store.insert("funding", {"action": action, "source": source, "allocated": allocated}))

    doc.run(Op("funding.add", f"Add funding line to {row['ref']!s}"), write)
    return made[0]


def organisation_named(store: Store, name: str) -> str:
    """The id of the organisation of that name, in any case of letters; made when there is none."""
    wanted = " ".join(name.split())
    for row in store.rows("organisation"):
        if str(row["name"]).casefold() == wanted.casefold():
            return str(row["id"])
    return store.insert("organisation", {"name": wanted})


def add_partner(doc: Document, action: str, name: str) -> None:
    """Add a partner to an action by name, making the organisation in the same operation when there is none."""
    row = _action(doc, action)

    def write(store: Store) -> None:
        store.link("action_partner", action, organisation_named(store, name))

    doc.run(Op("action_partner.add", f"Add partner {name} to {row['ref']!s}"), write)


def set_lead(doc: Document, action: str, name: str) -> None:
    """Name who leads an action, making the organisation in the same operation when there is none of that name."""
    row = _action(doc, action)

    def write(store: Store) -> None:
        store.update("action", action, {"lead": organisation_named(store, name)})

    doc.run(Op("action.edit", f"Edit {row['ref']!s}: lead"), write)


def _with_last(words: str, comma: str, read: Callable[[str], Value]) -> tuple[str, Value]:
    """What stands before the last comma and what is read after it; all the words and None when it can't be read."""
    first, found, last = words.rpartition(comma)
    if found and first.strip():
        with contextlib.suppress(ValueError):
            return first.strip(), read(last.strip())
    return words.strip(), None


def _action(doc: Document, action: str) -> Row:
    row = doc.store.get("action", action)
    if row is None:
        raise KnownError(
            "gone", "This action has been removed meanwhile.", "What you typed is still in its field.",
            "Undo the removal, or copy your words to another action.",
        )  # fmt: skip
    return row
