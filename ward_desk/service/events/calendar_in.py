"""Calendar in: events of a calendar file brought into the document, those known from before found again.

An event is found by the reference it came under, or by the id that is in a file of ours. An update changes its title,
its times and its place, and cancels it; at an event where something was recorded nothing changes any more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

from ward_desk.core.changes import Op
from ward_desk.core.fields import text
from ward_desk.core.records import RECORDS, Row, Value
from ward_desk.core.rules import finds
from ward_desk.exchange.calendar.calendar_file import OUR_HOST, CalendarFile, Entry, one_line, times, title_of
from ward_desk.service.document import Document
from ward_desk.service.events import calendar_kinds
from ward_desk.service.list_export import for_audience
from ward_desk.store import calendar_events
from ward_desk.store.rows import Store

What = Literal["add", "update", "same", "kept", "out"]

_FREE: Final = ("title", "venue", "notes")
_REASON: Final = "Cancelled in the calendar it came from."


@dataclass
class Choices:
    """What a person chose: which events stay out and of what kind some are, by the reference of each, and whether
    personal details stay out."""

    left_out: set[str] = field(default_factory=set)
    kinds: dict[str, str] = field(default_factory=dict)  # codes of EVENT_KINDS
    redact: bool = True


class Line(NamedTuple):
    """One event of the file: what is done with it, and the values that are written."""

    uid: str
    what: What
    event: str  # the id of the one it is; empty for a new one
    ref: str
    values: Row  # as it will be, or those that change
    shown: Row  # title, start, end, venue and kind as they will be
    themes: tuple[str, ...]
    said: str  # what to look at, in words
    series: str = ""  # what repeats in the calendar and this is a date of

    @property
    def written(self) -> bool:
        """Whether it changes anything."""
        return self.what in ("add", "update")


class Preview(NamedTuple):
    """What bringing a file in comes to."""

    lines: tuple[Line, ...]
    said: tuple[str, ...]
    personal: int  # events with something personal in their words

    @property
    def number(self) -> int:
        """How many events are added or changed."""
        return sum(line.written for line in self.lines)

    @property
    def words(self) -> str:
        """What it comes to in a sentence: "12 to add, 1 to change, 3 as they are." """
        numbers = Counter[str](line.what for line in self.lines)
        parts = [f"{numbers[what]:,} {words}" for what, words in _SUMMED if numbers[what]]
        return f"{', '.join(parts)}." if parts else "No events."


_SUMMED: Final = (
    ("add", "to add"), ("update", "to change"), ("same", "as they are"),
    ("kept", "recorded already"), ("out", "left out"),
)  # fmt: skip


def counted(number: int) -> str:
    """ "1 event", "12 events"."""
    return "1 event" if number == 1 else f"{number:,} events"


def preview(doc: Document, file: CalendarFile, choices: Choices) -> Preview:
    """What each event of the file will be."""
    own = {one.uid: one.uid.removesuffix(OUR_HOST) for one in file.entries if one.uid.endswith(OUR_HOST)}
    uids = [one.uid for one in file.entries]
    known: dict[str, Row] = {}
    for row in calendar_events.known(doc.store, uids, list(own.values())):
        known.setdefault(text(row, "source_ref") or str(row["id"]), row)
        known.setdefault(str(row["id"]), row)
    themes = {
        name.casefold(): str(row["id"])
        for row in doc.store.rows("theme")
        for name in (text(row, "label"), text(row, "short_label"))
        if name
    }
    personal = [one for one in file.entries if any(finds("event", name, getattr(one, name)) for name in _FREE)]
    lines = tuple(
        _line(one, known.get(one.uid) or known.get(own.get(one.uid, "")), themes, choices) for one in file.entries
    )
    return Preview(lines, (*file.said, *_of_people(len(personal), choices)), len(personal))


def _of_people(number: int, choices: Choices) -> list[str]:
    if not number:
        return []
    what = "is taken out" if choices.redact else "stays in"
    return [f"{counted(number)} with something personal in the words, such as a name or a phone number: it {what}."]


def _line(entry: Entry, row: Row | None, themes: Mapping[str, str], choices: Choices) -> Line:
    given = _given(entry, choices)
    if row is None:
        kind = choices.kinds.get(entry.uid) or entry.kind or calendar_kinds.guess(entry.title, *entry.themes)
        given |= {"kind": kind, "source_ref": entry.uid, "notes": _free(entry.notes, "notes", choices)}
        given |= {"sharing": "ward"} if entry.private else {}
        given |= {"cancel_reason": _REASON} if entry.status == "cancelled" else {}
        named = tuple(dict.fromkeys(themes[one.casefold()] for one in entry.themes if one.casefold() in themes))
        said = " ".join(
            words
            for true, words in (
                (entry.status == "cancelled", "Cancelled in the calendar."),
                (entry.private, "Private in the calendar: for this ward only."),
            )
            if true
        )
        what: What = "out" if entry.uid in choices.left_out else "add"
        return Line(entry.uid, what, "", "", given, given, named, said, entry.series)
    changed = _changed(row, entry, given)
    labels = ", ".join(
        "title" if name == "title" else RECORDS["event"].field(name).label.lower()
        for name in changed if name != "cancel_reason"
    )  # fmt: skip
    if not changed:
        what, said = "same", ""
    elif row["recorded"]:
        what, said = "kept", f"Something is recorded already, so it stays as it is: {labels}."
        changed = {}
    elif entry.uid in choices.left_out:
        what, said = "out", ""
    else:
        what, said = "update", f"Changes: {labels}."
    shown = {**{name: row[name] for name in ("title", "start", "end", "venue", "kind", "status")}, **changed}
    return Line(entry.uid, what, str(row["id"]), text(row, "ref"), changed, shown, (), said, entry.series)


def _given(entry: Entry, choices: Choices) -> Row:
    return {
        "title": _free(entry.title, "title", choices),
        "start": entry.start,
        "end": entry.end or None,
        "venue": _free(entry.venue, "venue", choices),
        "status": entry.status,
    }


def _free(words: str, name: str, choices: Choices) -> str:
    return for_audience(words, "event", name, "programme") if choices.redact else words


def _changed(row: Row, entry: Entry, given: Row) -> Row:
    """The fields an event has otherwise in the file. What a calendar can't hold of a time, and what was taken out of
    the words on either side, is no difference."""
    found: dict[str, Value] = {}
    for name, plain in (("title", title_of), ("venue", one_line)):
        before, said = text(row, name), plain(getattr(entry, name))
        ours = {plain(before), plain(for_audience(before, "event", name, "programme"))}
        if not ours & {said, plain(for_audience(said, "event", name, "programme"))}:
            found[name] = given[name]
    start, end = times(text(row, "start"), text(row, "end"))
    if start != entry.start:
        found["start"] = entry.start
    if end != entry.end:
        found["end"] = entry.end or None
    if entry.status == "cancelled" and row["status"] != "cancelled":
        found |= {"status": "cancelled", "cancel_reason": text(row, "cancel_reason") or _REASON}
    return found


def apply(doc: Document, file: CalendarFile, choices: Choices, initiator: object = None) -> str:
    """Bring the events in as one operation, and say what was done. Raises KnownError, and then nothing was changed."""
    lines = preview(doc, file, choices).lines
    wanted = [line for line in lines if line.written]
    begun = {line.series: line.event for line in reversed(lines) if line.series and line.event}

    def write(store: Store) -> None:
        heads = {series: _head(store, event) for series, event in begun.items()}
        for line in wanted:
            _write(store, line, heads)

    doc.run(Op("calendar.import", f"Bring in {counted(len(wanted))} from {file.name}"), write, initiator)
    return _done(sum(line.what == "add" for line in wanted), sum(line.what == "update" for line in wanted), file.name)


def _head(store: Store, event: str) -> str:
    row = store.get("event", event)
    return str(row["repeats"] or event) if row else event


def _write(store: Store, line: Line, heads: dict[str, str]) -> None:
    """Write one event. What repeats in the calendar is a series here; `heads` are the events each began with."""
    if line.event:
        store.update("event", line.event, line.values)
        return
    event = store.insert("event", {**line.values, "repeats": heads.get(line.series)})
    if line.series:
        heads.setdefault(line.series, event)
    for theme in line.themes:
        store.link("event_theme", event, theme)


def _done(added: int, updated: int, name: str) -> str:
    if not added and not updated:
        return f"Everything in {name} is here already"
    parts = [f"brought in {counted(added)}"] if added else []
    if updated:
        parts.append(f"changed {updated:,}" if added else f"changed {counted(updated)}")
    words = " and ".join(parts)
    return f"{words[0].upper()}{words[1:]} from {name}"
