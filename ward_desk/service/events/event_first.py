"""Event first: the event the page opens on."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from ward_desk.service.document import Document
from ward_desk.store import event_first

_BACK: Final = timedelta(
    days=92
)  # a quarter: before it a missing number is no longer the first thing on someone's mind


def to_open(doc: Document) -> str:
    """The event of today; else the latest of the last three months that still needs something (its numbers, or a word
    on whether it was held); else the one nearest to today. "" when there is none with a date."""
    today = doc.today.isoformat()
    return (
        event_first.on(doc.store, today)
        or event_first.open_between(doc.store, (doc.today - _BACK).isoformat(), today)
        or event_first.nearest(doc.store, today)
    )
