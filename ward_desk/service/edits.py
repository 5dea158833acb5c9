"""Edits: adding, changing and removing one record as one operation, with a label people understand."""

from __future__ import annotations

from collections.abc import Iterable

from ward_desk.core.changes import NOTHING, ChangeSet, Op
from ward_desk.core.errors import KnownError
from ward_desk.core.records import RECORDS, Row
from ward_desk.core.rules import Problem
from ward_desk.core.rules import problems as rule_problems
from ward_desk.service.document import Document
from ward_desk.store import event_days, history
from ward_desk.store.rows import Store

_LONGEST = 40  # characters of a title in a label


def name(store: Store, table: str, row: Row) -> str:
    """What people call a record: its reference, or its kind and title, or what it belongs to."""
    record = RECORDS[table]
    if record.ref is not None:
        return str(row["ref"])
    for parent in record.parents:
        owner = store.get(record.field(parent).to, str(row.get(parent) or ""))
        if owner:
            return f"{record.label.lower()} of {name(store, record.field(parent).to, owner)}"
    title = str(row.get(record.title) or "")
    return f"{record.label.lower()} {title[:_LONGEST]}".strip()


def add(doc: Document, table: str, values: Row, initiator: object = None) -> str:
    """Add a record and give its id. Raises KnownError for a value that doesn't fit its field."""
    made: list[str] = []
    record = RECORDS[table]
    title = str(values.get(record.title) or "")[:_LONGEST]
    words = f"Add {record.label.lower()}" + (f" “{title}”" if title and record.ref is not None else "")

    def write(store: Store) -> None:
        made.append(store.insert(table, values))

    doc.run(Op(f"{table}.add", words), write, initiator)
    return made[0]


def edit(doc: Document, table: str, row_id: str, values: Row, initiator: object = None) -> ChangeSet:
    """Change fields of a record. Raises KnownError when it has been removed, or a value doesn't fit its field."""
    row = doc.store.get(table, row_id)
    if row is None:
        raise _gone(table)
    record = RECORDS[table]
    changed = [record.field(name) for name in values if name not in ("id", "ref") and row[name] != values[name]]
    if not changed:
        return NOTHING
    labels = ", ".join(field.label.lower() for field in changed)

    def write(store: Store) -> None:
        if not store.update(table, row_id, values):
            raise _gone(table)

    return doc.run(Op(f"{table}.edit", f"Edit {name(doc.store, table, row)}: {labels}"), write, initiator)


def edit_many(doc: Document, table: str, row_ids: Iterable[str], values: Row, initiator: object = None) -> ChangeSet:
    """Change the same fields of many records as one operation. Those gone meanwhile are passed over.

    Raises KnownError when a value doesn't fit its field; then none is changed.
    """
    wanted = list(row_ids)
    if len(wanted) == 1:
        return edit(doc, table, wanted[0], values, initiator)
    record = RECORDS[table]
    labels = ", ".join(record.field(name).label.lower() for name in values)

    def write(store: Store) -> None:
        for row_id in wanted:
            store.update(table, row_id, values)

    return doc.run(Op(f"{table}.edit", f"Edit {len(wanted)} {record.plural.lower()}: {labels}"), write, initiator)


def remove(doc: Document, table: str, row_ids: str | Iterable[str], initiator: object = None) -> ChangeSet:
    """Remove records and what belongs to them, as one operation. Those gone already are passed over."""
    wanted = [row_ids] if isinstance(row_ids, str) else list(row_ids)
    rows = [row for row in (doc.store.get(table, one) for one in wanted) if row]
    if not rows:
        return NOTHING
    record = RECORDS[table]
    named = name(doc.store, table, rows[0]) if len(rows) == 1 else f"{len(rows)} {record.plural.lower()}"

    def write(store: Store) -> None:
        for row in rows:
            if table == "event":
                event_days.pass_on(store, str(row["id"]))
            store.delete(table, str(row["id"]))

    return doc.run(Op(f"{table}.remove", f"Remove {named}"), write, initiator)


def set_links(doc: Document, pair: str, first: str, seconds: Iterable[str], initiator: object = None) -> ChangeSet:
    """Make exactly these the records joined to a first one: the partners of an action, the themes of an event."""
    owner = RECORDS[pair].fields[0].to
    row = doc.store.get(owner, first)
    if row is None:
        raise _gone(owner)
    label = RECORDS[pair].fields[1].label.lower()
    return doc.run(
        Op(f"{pair}.set", f"Edit {name(doc.store, owner, row)}: {label}s"),
        lambda store: store.set_links(pair, first, seconds),
        initiator,
    )


def owners(store: Store, table: str, changes: ChangeSet) -> frozenset[str]:
    """The records of a table that an operation changed, or changed something of that belongs to them, risks and
    evidence too, and that are still there."""
    found = history.owners(store, table, changes.operation)
    return frozenset(row_id for row_id in found if store.get(table, row_id))


def problems(doc: Document, table: str, row: Row) -> list[Problem]:
    """What is wrong with a record, for its form."""
    return rule_problems(table, row, doc.today.isoformat())


def _gone(table: str) -> KnownError:
    return KnownError(
        "gone", f"This {RECORDS[table].label.lower()} has been removed meanwhile.",
        "What you typed is still in its field.", "Undo the removal, or copy your words to another record.",
    )  # fmt: skip
