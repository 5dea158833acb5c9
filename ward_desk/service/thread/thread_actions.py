"""Thread actions: an action made of another record of the golden thread, linked to it."""

from __future__ import annotations

from typing import Final

from ward_desk.core.changes import Op
from ward_desk.core.errors import KnownError
from ward_desk.core.fields import text
from ward_desk.core.records import RECORDS, Row, Value
from ward_desk.service import edits, feedback
from ward_desk.service.document import Document
from ward_desk.service.thread.thread_links import record
from ward_desk.store.rows import Store

_MADE_FROM: Final = ("feedback", "priority", "recommendation", "event", "deep_dive")
_LONGEST_TITLE: Final = 100


def can_make_action(table: str, row: Row) -> bool:
    """Whether an action can be made from a record: feedback leads to one action, and may have it."""
    return table in _MADE_FROM and not (table == "feedback" and row["action"])


def make_action(doc: Document, table: str, row_id: str, initiator: object = None) -> str:
    """Make an action from what residents said, a priority, a recommendation, an event or a deep dive: it takes the
    words, the theme, the priority, the term and the sharing mark along and is linked, all as one operation. Gives its
    id. Raises KnownError when the record is gone, has its action already, or no action can be made from it."""
    row = record(doc, table, row_id)
    if table not in _MADE_FROM:
        raise KnownError(
            "no_action", f"No action is made from {edits.name(doc.store, table, row)}.", "Nothing was changed.",
            "Link an action to it instead.",
        )  # fmt: skip
    if not can_make_action(table, row):
        has = doc.store.get("action", text(row, "action")) or {}
        raise KnownError(
            "has_action", f"{row['ref']!s} belongs to {has.get('ref', 'an action')!s} already.",
            "Nothing was changed.", "Take that action off it first, or link another one instead.",
        )  # fmt: skip
    if table == "feedback":
        return feedback.make_action(doc, row_id, initiator)
    made: list[str] = []
    title = " ".join(text(row, RECORDS[table].title).split())
    if len(title) > _LONGEST_TITLE:
        title = f"{title[: _LONGEST_TITLE - 1].rstrip()}…"
    values: dict[str, Value] = {"title": title, "theme": row.get("theme"), "term": row.get("term") or ""}
    if "sharing" in row:
        values["sharing"] = row["sharing"]
    if table in ("priority", "recommendation"):
        values[table] = row_id

    def write(store: Store) -> None:
        if table == "event":
            values["theme"] = next(iter(store.linked("event_theme", row_id)), None)
        made.append(store.insert("action", values))
        if table == "event":
            store.link("event_follow_up", row_id, made[0])
        elif table == "deep_dive":
            store.link("deep_dive_action", row_id, made[0])

    doc.run(Op("action.add", f"Make an action from {edits.name(doc.store, table, row)}"), write, initiator)
    return made[0]
