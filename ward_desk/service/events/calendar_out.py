"""Calendar out: events as a calendar file, for whoever is to have it.

Who it is for decides as in every export: an event for this ward only goes into this ward's own calendar alone, and
personal details in a title or a place are taken out for everybody else. What residents said never goes.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, time
from pathlib import Path
from typing import NamedTuple

from ward_desk.core import fields
from ward_desk.core.choices import EVENT_KINDS, label
from ward_desk.core.errors import KnownError
from ward_desk.core.fields import text, whole
from ward_desk.core.records import Row
from ward_desk.exchange.calendar.calendar_file import OUR_HOST, Entry, one_line, times, title_of
from ward_desk.service.document import Document
from ward_desk.service.list_export import for_audience
from ward_desk.store import calendar_events, sharing


class Going(NamedTuple):
    """What goes into a file, and what does not: events kept from that audience, and those without a day."""

    entries: tuple[Entry, ...]
    kept_back: int
    without_day: int

    @property
    def words(self) -> str:
        """What it comes to in a sentence."""
        number = len(self.entries)
        parts = [f"{number} event" if number == 1 else f"{number:,} events"]
        if self.kept_back:
            parts.append(f"{self.kept_back:,} left out: not for them")
        if self.without_day:
            parts.append(f"{self.without_day:,} left out: no date yet")
        return ", ".join(parts)


def planned(doc: Document) -> list[str]:
    """The events still to come, or not settled yet."""
    return calendar_events.ids(doc.store, "planned")


def every(doc: Document) -> list[str]:
    """Every event, cancelled ones too: whoever has them in a calendar needs to hear of it."""
    return calendar_events.ids(doc.store)


def going(doc: Document, ids: Sequence[str], audience: str) -> Going:
    """These events as an audience ("ward", "programme" or "public") may have them."""
    out = sharing.kept_back(doc.store, "event", ids, audience)
    rows = calendar_events.going_out(doc.store, [one for one in ids if one not in out])
    dated = [row for row in rows if fields.day(row["start"]) is not None]
    return Going(tuple(_entry(row, audience) for row in dated), len(out), len(rows) - len(dated))


def write(doc: Document, ids: Sequence[str], audience: str, path: Path) -> Going:
    """Write a calendar file. Raises KnownError, also when there is nothing to write."""
    from ward_desk.exchange.calendar import calendar_writer

    found = going(doc, ids, audience)
    if not found.entries:
        raise KnownError(
            "calendar.nothing", f"There is nothing to write: {found.words}.", "Nothing was written.",
            "Choose other events, or say that the file is for somebody else.",
        )  # fmt: skip
    calendar_writer.write(
        path, found.entries, f"{text(doc.partnership, 'ward')} events", datetime.combine(doc.today, time(9))
    )
    return found


def _entry(row: Row, audience: str) -> Entry:
    start, end = times(text(row, "start"), text(row, "end"))
    return Entry(
        uid=text(row, "source_ref") or text(row, "id") + OUR_HOST,
        title=title_of(for_audience(text(row, "title"), "event", "title", audience)),
        start=start,
        end=end,
        venue=one_line(for_audience(text(row, "venue"), "event", "venue", audience)),
        notes=_notes(row),
        kind=text(row, "kind"),
        status=text(row, "status") or "planned",
        themes=tuple(_listed(row["themes"])),
        edits=max(0, whole(row, "edits") or 0),
        changed=text(row, "changed"),
        private=row["sharing"] == "ward",
    )


def _notes(row: Row) -> str:
    """What a calendar shows below an event: what it is and who stands behind it, no free text."""
    partners = ", ".join(sorted(_listed(row["partners"]), key=str.casefold))
    lines = (
        (label(EVENT_KINDS, row["kind"]) if row["kind"] != "other" else "", ""),
        (text(row, "organiser_name"), "Organiser: "),
        (partners, "With: "),
        (text(row, "ref"), "Reference: "),
    )
    return "\n".join(f"{before}{one_line(words)}" for words, before in lines if words)


def _listed(packed: object) -> list[str]:
    return [str(one) for one in json.loads(str(packed or "[]"))]
