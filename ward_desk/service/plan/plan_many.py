"""Plan many: what is done to several actions at once, each time as one operation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from ward_desk.core.changes import ChangeSet, Op
from ward_desk.core.errors import KnownError
from ward_desk.core.records import RECORDS, Row
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.plan import plan
from ward_desk.service.plan.plan_views import status_values
from ward_desk.store.rows import Store

MOST_DAYS = 3660  # a due date is moved by; ten years


def change(doc: Document, actions: Sequence[str], values: Row, move_due: int = 0) -> ChangeSet:
    """Give several actions the same values, and move their due dates by so many days. Complete brings progress to
    100 %. An action without a due date gets none; those gone meanwhile are passed over.

    Raises KnownError when a value doesn't fit its field, or the days are more than ten years; then none is changed.
    """
    if "status" in values:
        values = {**values, **status_values(str(values["status"]))}
    if not move_due:
        return edits.edit_many(doc, "action", actions, values)
    if abs(move_due) > MOST_DAYS:
        raise _too_far(move_due)
    fields = RECORDS["action"].field
    labels = ", ".join(fields(name).label.lower() for name in (*values, "due"))

    def write(store: Store) -> None:
        for action in actions:
            row = store.get("action", action)
            if row is not None:
                moved = _moved(row["due"], move_due)
                store.update("action", action, {**values, "due": moved} if moved else values)

    return doc.run(Op("action.edit", f"Edit {_named(doc, actions)}: {labels}"), write)


def add_note(doc: Document, actions: Sequence[str], typed: str) -> ChangeSet:
    """Add the same progress note to several actions, each with its own status and rating of the note's day
    (`plan.read_note`, `plan.standing_on`). Those gone meanwhile are passed over."""
    day, words = plan.read_note(typed, doc.today)

    def write(store: Store) -> None:
        for action in actions:
            if store.get("action", action) is not None:
                store.insert("progress_note", plan.note_of(doc, action, day, words))

    return doc.run(Op("progress_note.add", f"Add note to {_named(doc, actions)}"), write)


def _moved(due: object, days: int) -> str:
    try:
        return (date.fromisoformat(str(due)) + timedelta(days=days)).isoformat() if due else ""
    except OverflowError:
        raise _too_far(days) from None


def _too_far(days: int) -> KnownError:
    return KnownError(
        "too_far", f"{days:+,} days is too far to move a date.", "Nothing was changed.", "Type fewer days."
    )


def _named(doc: Document, actions: Sequence[str]) -> str:
    row = doc.store.get("action", actions[0]) if len(actions) == 1 else None
    return edits.name(doc.store, "action", row) if row else f"{len(actions)} actions"
