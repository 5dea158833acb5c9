"""Plan: what is done to an action beyond its own fields: notes, milestones, partners."""

from __future__ import annotations

from ward_desk.core.changes import Op
from ward_desk.core.errors import KnownError
from ward_desk.core.records import Row
from ward_desk.core.typed import read_date
from ward_desk.service.document import Document
from ward_desk.store.rows import Store


def add_note(doc: Document, action: str, words: str) -> str:
    """Add a progress note dated today, with the status and rating of today. Gives its id. Raises KnownError."""
    row = _action(doc, action)
    made: list[str] = []

    def write(store: Store) -> None:
        made.append(
            store.insert(
                "progress_note",
                {
                    "action": action,
                    "noted_on": doc.today.isoformat(),
                    "words": words,
                    "status": row["status"],
                    "rating": row["rating"],
                },
            )
        )

    doc.run(Op("progress_note.add", f"Add note to {row['ref']!s}"), write)
    return made[0]


def add_milestone(doc: Document, action: str, words: str) -> str:
    """Add a milestone. What stands after the last comma is its date when it reads as one: "Posters out, 12 jan"."""
    row = _action(doc, action)
    title, comma, last = words.rpartition(",")
    due = None
    if comma and title.strip():
        try:
            due = read_date(last.strip(), doc.today).isoformat()
        except ValueError:
            title = words
    else:
        title = words
    made: list[str] = []

    def write(store: Store) -> None:
        made.append(store.insert("milestone", {"action": action, "title": title.strip(), "due": due}))

    doc.run(Op("milestone.add", f"Add milestone to {row['ref']!s}"), write)
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


def _action(doc: Document, action: str) -> Row:
    row = doc.store.get("action", action)
    if row is None:
        raise KnownError(
            "gone", "This action has been removed meanwhile.", "What you typed is still in its field.",
            "Undo the removal, or copy your words to another action.",
        )  # fmt: skip
    return row
