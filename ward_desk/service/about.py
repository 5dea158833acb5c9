"""About: what a document is about, how much it holds, its last change, and who has it open."""

from __future__ import annotations

from datetime import datetime
from typing import Final, NamedTuple

from ward_desk.core.records import RECORDS
from ward_desk.core.typed import show_datetime
from ward_desk.service.document import Document
from ward_desk.store import about as store_about
from ward_desk.store import identify, lock

TOLD: Final = ("ward", "town", "council", "programme")


class LastChange(NamedTuple):
    """The newest operation."""

    label: str
    role: str
    when: str  # as people read it


class About(NamedTuple):
    """Facts about one document."""

    partnership: tuple[tuple[str, str], ...]  # (label, words)
    schema_version: int
    records: tuple[tuple[str, int], ...]  # (plural, number) of each kind there are any of
    last_change: LastChange | None
    open_by: str  # empty when nobody has it open


def about(doc: Document) -> About:
    """Everything about an open document. Raises KnownError when its file is gone."""
    partnership = doc.partnership
    fields = RECORDS["partnership"]
    numbers = store_about.numbers(doc.store)
    last = store_about.last_operation(doc.store)
    holder = lock.holder(doc.path)
    return About(
        tuple((fields.field(name).label, str(partnership[name] or "")) for name in TOLD),
        identify.header(doc.path),
        tuple((RECORDS[table].plural, numbers[table]) for table in _KINDS if numbers[table]),
        LastChange(str(last["label"]), str(last["role"] or ""), show_datetime(datetime.fromisoformat(str(last["at"]))))
        if last
        else None,
        holder.words if holder else "",
    )


# A record of two links only joins two others.
_KINDS: Final = tuple(
    name
    for name, record in RECORDS.items()
    if name != "partnership" and not (len(record.fields) == 2 and all(field.to for field in record.fields))
)
