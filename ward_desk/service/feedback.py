"""Feedback: what is done to an item beyond its own fields: followed up by an action, scanned for what is personal."""

from __future__ import annotations

from typing import Final

from ward_desk.core.changes import Op
from ward_desk.core.choices import Choices
from ward_desk.core.errors import KnownError
from ward_desk.core.privacy import scan
from ward_desk.core.records import Row, Value
from ward_desk.core.rules import SCANNED
from ward_desk.service.document import Document
from ward_desk.store.rows import Store

# Where an item stands on its way back to the people who said it; `store.feedback` works it out.
STANDINGS: Final[Choices] = (
    ("heard", "No action yet"),
    ("action", "Has an action"),
    ("answered", "Answered"),
    ("told", "Told back"),
)
_LONGEST = 40  # characters of the words in a label
_LONGEST_TITLE = 100


def standing(row: Row) -> str:
    """Where one item stands, a code of STANDINGS."""
    if row["told_on"]:
        return "told"
    return "answered" if row["answer"] else "action" if row["action"] else "heard"


def add(doc: Document, words: str, values: Row, theme: str = "", initiator: object = None) -> str:
    """Keep what somebody said, heard today unless `values` says otherwise, under a theme when one is given.
    Gives its id. Raises KnownError."""
    made: list[str] = []

    def write(store: Store) -> None:
        made.append(store.insert("feedback", {"words": words, "heard_on": doc.today.isoformat(), **values}))
        if theme:
            store.link("feedback_theme", made[0], theme)

    doc.run(Op("feedback.add", f"Add feedback “{words[:_LONGEST]}”"), write, initiator)
    return made[0]


def make_action(doc: Document, feedback: str, initiator: object = None) -> str:
    """Make an action from what residents said: it takes the words, the first theme, the priority and the sharing mark,
    and the item points at it. Gives the action's id. Raises KnownError."""
    row = _item(doc, feedback)
    made: list[str] = []

    def write(store: Store) -> None:
        words = " ".join(str(row["words"]).split())
        title = words if len(words) <= _LONGEST_TITLE else f"{words[: _LONGEST_TITLE - 1].rstrip()}…"
        values: dict[str, Value] = {"title": title, "what": words, "priority": row["priority"]}
        values["sharing"] = row["sharing"]
        values["theme"] = next(iter(store.linked("feedback_theme", feedback)), None)
        made.append(store.insert("action", values))
        store.update("feedback", feedback, {"action": made[0]})

    doc.run(Op("action.add", f"Make an action from {row['ref']!s}"), write, initiator)
    return made[0]


def personal(row: Row) -> list[str]:
    """What looks personal in the free text of an item, as it stands there."""
    return [find.text for name in SCANNED["feedback"] for find in scan(str(row.get(name) or ""))]


def _item(doc: Document, feedback: str) -> Row:
    row = doc.store.get("feedback", feedback)
    if row is None:
        raise KnownError(
            "gone", "This feedback has been removed meanwhile.", "What you typed is still in its field.",
            "Undo the removal, or copy your words to another item.",
        )  # fmt: skip
    return row
