"""Event record: what is written down at an event beyond its own fields: who came, what was done, what was said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from ward_desk.core import fields
from ward_desk.core.changes import NOTHING, ChangeSet, Op
from ward_desk.core.choices import ATTENDANCE_GROUPS, RESIDENT_GROUPS, label
from ward_desk.core.errors import KnownError
from ward_desk.core.fields import text
from ward_desk.core.periods import Month, PeriodError, Quarter
from ward_desk.core.records import RECORDS, Row, Value
from ward_desk.core.sums import join_precision
from ward_desk.core.typed import SHOWN_AS, show_count
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.unchanged import while_table_stands
from ward_desk.store import event_counts, events
from ward_desk.store.rows import Store

_LONGEST = 40  # characters of a comment in a label
# How residents are heard, by the kind of the event they are heard at; at every other kind, at the event (B 7.3).
CHANNELS: Final = {"ward_visit": "ward_visit", "community_group": "group"}


class Came(NamedTuple):
    """How many came of one attendance group."""

    number: int
    precision: str


def edit(doc: Document, event: str, values: Row, initiator: object = None) -> ChangeSet:
    """Change fields of an event. Its figures go with it to the month it is moved to, and its end to the day, in the
    same operation. Raises KnownError."""
    row = stored(doc, event)
    values = {**values, **_end_moved(row, values)}
    if all(row.get(field) == value for field, value in values.items()):
        return NOTHING
    labels = ", ".join(RECORDS["event"].field(field).label.lower() for field in values)

    def write(store: Store) -> None:
        store.update("event", event, values)
        old, new = fields.day(row["start"]), fields.day(values.get("start"))
        if new is not None and old != new:
            for figure in store.rows("figure", event=event):
                day = _moved(str(figure["period"]), old, new)
                store.update("figure", str(figure["id"]), {"period": _period(store, figure["activity_count"], day)})

    return doc.run(Op("event.edit", f"Edit {row['ref']!s}: {labels}"), write, initiator)


def _moved(period: str, old: date | None, new: date) -> date:
    """A day in the month a figure's month becomes: an event of several months keeps its figures as far apart."""
    try:
        month = Month.parse(period)
    except PeriodError:
        return new
    if old is None or month <= Month.of(old):
        return new
    return Month.of(new).next((month.year - old.year) * 12 + month.month - old.month).first


def _end_moved(row: Row, values: Row) -> Row:
    """The end of an event that is moved to another day and ended on the day it began, unless it was changed too."""
    old, new = fields.day(row.get("start")), fields.day(values.get("start"))
    end = row.get("end")
    if old is None or new is None or old == new or "end" in values or fields.day(end) != old:
        return {}
    return {"end": new.isoformat() + str(end)[10:]}


def came(doc: Document, event: str) -> dict[str, Came]:
    """Attendance group -> how many came."""
    found: dict[str, Came] = {}
    for row in doc.store.rows("attendance", event=event):
        group, number = str(row["grouping"]), row["number"]
        if isinstance(number, int):
            before = found.get(group)
            precisions = [str(row["precision"] or "exact"), *([before.precision] if before else [])]
            found[group] = Came(number + (before.number if before else 0), join_precision(precisions))
    return found


def counted_as(doc: Document, event: str) -> str:
    """Whether an event's attendance counts different people or attendances; "" when its groups differ or are empty."""
    kinds = {str(row["counted"]) for row in doc.store.rows("attendance", event=event)}
    return kinds.pop() if len(kinds) == 1 else ""


def attend(
    doc: Document, event: str, group: str, number: int | None, precision: str = "exact",
    counted: str = "attendances", initiator: object = None,
) -> ChangeSet:  # fmt: skip
    """Say how many came of a group; None takes its number away. Raises KnownError."""
    row = stored(doc, event)
    rows = doc.store.rows("attendance", event=event, grouping=group)
    words = label(ATTENDANCE_GROUPS, group).lower()
    if number is None:
        op = Op("attendance.remove", f"Remove attendance at {row['ref']!s}: {words}")
    else:
        op = Op("attendance.set", f"Record attendance at {row['ref']!s}: {words} {show_count(number, precision)}")

    def write(store: Store) -> None:
        kept = rows[:1] if number is not None else []
        for one in rows[len(kept) :]:
            store.delete("attendance", str(one["id"]))
        if number is not None:
            values: Row = {"number": number, "precision": precision}
            if kept:
                store.update("attendance", str(kept[0]["id"]), values)
            else:
                store.insert("attendance", {"event": event, "grouping": group, "counted": counted, **values})

    return doc.run(op, write, initiator)


def count_as(doc: Document, event: str, counted: str, initiator: object = None) -> ChangeSet:
    """Say for the whole event whether its numbers are different people or attendances. Raises KnownError."""
    row = stored(doc, event)

    def write(store: Store) -> None:
        for one in store.rows("attendance", event=event):
            store.update("attendance", str(one["id"]), {"counted": counted})

    words = label(RECORDS["attendance"].field("counted").choices, counted).lower()
    return doc.run(Op("attendance.counted", f"Count attendance at {row['ref']!s} as {words}"), write, initiator)


def residents(numbers: dict[str, Came]) -> Came | None:
    """The residents of an event: its resident groups together, as sure as the least sure of them."""
    parts = [numbers[group] for group in RESIDENT_GROUPS if group in numbers]
    if not parts:
        return None
    return Came(sum(part.number for part in parts), join_precision(part.precision for part in parts))


def summary(numbers: dict[str, Came]) -> str:
    """Who came in a sentence: "150 residents, 81% from this ward."; empty when nobody has been counted."""
    total, own = residents(numbers), numbers.get("from_ward")
    if total is None:
        return f"{show_count(*own).capitalize()} from this ward. Count the residents too." if own else ""
    noun = "resident" if total == Came(1, "exact") else "residents"
    words = f"{show_count(*total)} {noun}".capitalize()
    if own is None:
        return f"{words}."
    if own.number > total.number and own.precision == total.precision == "exact":
        return f"{words}, but {own.number} from this ward: one of the two is wrong."
    if not total.number:
        return f"{words}."
    sure = "exact" if own.precision == total.precision == "exact" else "about"
    share = SHOWN_AS[sure].format(f"{min(100, round(100 * own.number / total.number))}%")
    return f"{words}, {share} from this ward."


def done_at(doc: Document, event: str) -> list[Row]:
    """What was done at an event: its figures, with the name, unit and theme of their count."""
    return events.figures_at(doc.store, event)


def counts_for(doc: Document, event: str) -> list[tuple[str, str]]:
    """(id, words) of the counts an event can still add to, those of its themes first."""
    themes = [(row["id"], row["position"]) for row in doc.store.rows("theme")]
    fed = while_table_stands(doc, "activity_count", lambda: _fed(doc), f"fed by events, in the order of {themes}")
    taken = {text(row, "activity_count") for row in events.figures_at(doc.store, event)}
    offered = [one for one in fed if one.id not in taken] if taken else fed
    often = Counter(one.folded for one in offered)
    own = set(doc.store.linked("event_theme", event))
    if own:
        offered = sorted(offered, key=lambda one: one.theme not in own)
    return [(one.id, one.name if often[one.folded] == 1 else f"{one.name} ({one.ref})") for one in offered]


class _Fed(NamedTuple):
    """A count an event can add to; its name also without capitals."""

    id: str
    ref: str
    name: str
    folded: str
    theme: str


def _fed(doc: Document) -> list[_Fed]:
    return [
        _Fed(text(row, "id"), text(row, "ref"), text(row, "name"), text(row, "name").casefold(), text(row, "theme"))
        for row in events.counts_fed(doc.store)
    ]


def add_figure(
    doc: Document, event: str, count: str, value: float, precision: str = "exact", initiator: object = None
) -> ChangeSet:
    """Add a figure of a count from an event, in the month the event is in. Raises KnownError without a date."""
    row = stored(doc, event)
    day = fields.day(row["start"])
    counted = doc.store.get("activity_count", count)
    if counted is None:
        raise KnownError("gone", "This count has been removed meanwhile.", "Nothing was changed.", "Choose another.")
    if day is None:
        raise KnownError(
            "no_date", "This event has no date yet, so its figures belong to no month.", "Nothing was changed.",
            "Type when it starts first.",
        )  # fmt: skip
    values: Row = {"activity_count": count, "event": event, "value": float(value), "precision": precision}

    def write(store: Store) -> None:
        store.insert("figure", {**values, "period": _period(store, count, day)})

    words = f"Record {show_count(value, precision)} for {counted['ref']!s} at {row['ref']!s}"
    return doc.run(Op("figure.add", words), write, initiator)


def said_at(doc: Document, event: str) -> list[Row]:
    """What residents said at an event, each with its first theme and its action."""
    return events.heard_at(doc.store, event)


def hear(doc: Document, event: str, words: str, themes: Sequence[str] | None = None, initiator: object = None) -> str:
    """Keep what a resident said at an event as a feedback item, with the event's day, place and channel, under these
    themes, or under the event's first one. Gives its id. Raises KnownError."""
    row = stored(doc, event)
    made: list[str] = []

    def write(store: Store) -> None:
        day = fields.day(row["start"]) or doc.today
        item = store.insert("feedback", {
            "words": words, "heard_on": min(day, doc.today).isoformat(), "event": event, "place": row["venue"],
            "channel": CHANNELS.get(str(row["kind"]), "event"),
        })  # fmt: skip
        for theme in store.linked("event_theme", event)[:1] if themes is None else themes:
            store.link("feedback_theme", item, theme)
        made.append(item)

    doc.run(Op("feedback.add", f"Record a comment at {row['ref']!s}: “{words[:_LONGEST]}”"), write, initiator)
    return made[0]


def set_theme(doc: Document, item: str, theme: str, initiator: object = None) -> ChangeSet:
    """Put a comment under another theme, in the place of its first one; "" takes that one away. Raises KnownError."""
    row = doc.store.get("feedback", item)
    if row is None:
        raise KnownError(
            "gone", "This comment has been removed meanwhile.", "Nothing was changed.", "Undo the removal."
        )
    before = doc.store.linked("feedback_theme", item)
    after = [one for one in dict.fromkeys([theme, *before[1:]]) if one]

    def write(store: Store) -> None:
        store.set_links("feedback_theme", item, ())
        store.set_links("feedback_theme", item, after)  # joined anew: the first of them is the one joined first

    return doc.run(Op("feedback_theme.set", f"Edit {row['ref']!s}: theme"), write, initiator)


def link_action(doc: Document, item: str, action: str, initiator: object = None) -> ChangeSet:
    """Have a comment be followed by an action there is already. Raises KnownError."""
    return edits.edit(doc, "feedback", item, {"action": action}, initiator)


def computed_at(doc: Document, row: Row) -> list[tuple[str, str]]:
    """(count, sentence) of the counts that are worked out from this event: "Residents engaged at events: 150, from
    who came". They are never typed. Nothing of an event that was cancelled."""
    if row["status"] == "cancelled":
        return []
    numbers, found = came(doc, str(row["id"])), []
    once = "" if row["status"] == "held" else " once it is held"
    for count in event_counts.computed_at(doc.store, str(row["id"])):
        what = str(count["computed"])
        if what == "events":
            found.append((str(count["id"]), f"{count['name']!s}: 1{once}"))
            continue
        number = residents(numbers) if what == "residents" else numbers.get(what)
        said = show_count(*number) if number is not None else "nothing yet"
        found.append((str(count["id"]), f"{count['name']!s}: {said}, from who came{once}"))
    return found


def take_off_figures(doc: Document, event: str, initiator: object = None) -> ChangeSet:
    """Take every figure off an event, as one operation: one that was cancelled counts for nothing. Raises
    KnownError."""
    row = stored(doc, event)

    def write(store: Store) -> None:
        for figure in store.rows("figure", event=event):
            store.delete("figure", str(figure["id"]))

    return doc.run(Op("figure.remove", f"Take the figures off {row['ref']!s}"), write, initiator)


def can_be_held(doc: Document, row: Row) -> bool:
    """Whether a planned event's day has come, so that it can be set to Held."""
    day = fields.day(row["start"])
    return row["status"] == "planned" and day is not None and day <= doc.today


def _period(store: Store, count: Value, day: date) -> str:
    """The key of the month a figure belongs to, or of the quarter when its count is entered by the quarter."""
    row = store.get("activity_count", str(count))
    if row is not None and row["frequency"] == "quarterly":
        month = store.partnership()["year_start_month"]
        return Quarter.of(day, month if isinstance(month, int) else 4).key
    return Month.of(day).key


def stored(doc: Document, event: str) -> Row:
    """An event as it is stored. Raises KnownError when it has been removed meanwhile."""
    row = doc.store.get("event", event)
    if row is None:
        raise KnownError(
            "gone", "This event has been removed meanwhile.", "What you typed is still in its field.",
            "Undo the removal, or write it down at another event.",
        )  # fmt: skip
    return row
