"""Event again: an event planned once more or many times, the series that makes, and cancelling in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import count, islice
from typing import Final, NamedTuple

from ward_desk.core import fields
from ward_desk.core.changes import ChangeSet, Op
from ward_desk.core.choices import Choices
from ward_desk.core.errors import KnownError
from ward_desk.core.periods import Month, PeriodError
from ward_desk.core.records import Row
from ward_desk.core.typed import WEEKDAYS
from ward_desk.service.document import Document
from ward_desk.store import event_days
from ward_desk.store.rows import Store

EVERY: Final[Choices] = (
    ("week", "Every week"),
    ("two_weeks", "Every two weeks"),
    ("month_weekday", "Every month on the same weekday"),
    ("month_date", "Every month on the same date"),
)
MOST: Final = 104  # sessions made at once: two years of weeks

_COPIED: Final = ("kind", "venue", "action", "organiser", "sharing", "shared_with")
_PAIRS: Final = ("event_theme", "event_partner")
_ORDINALS: Final = ("first", "second", "third", "fourth", "last")
_NUMBER: Final = re.compile(r"(?<![\w.,/:–-])(\d{1,3})((?: (?:of|out of) \d+)?\)?)$")


class Series(NamedTuple):
    """Where an event stands in its series: the third of eight. `first` is the title of the one it began with."""

    place: int
    total: int
    first: str
    before: str  # id of the session before; "" for none
    after: str
    later_planned: tuple[str, ...]  # ids of the sessions after it that are still planned

    @property
    def words(self) -> str:
        """Its place in the series: "3rd of 8, repeats Cookery session 13"."""
        place = f"{ordinal(self.place)} of {self.total}"
        return f"{place}, repeats {self.first}" if self.place > 1 else f"{place} in a series"


def every_words(every: str, start: date) -> str:
    """How often, for an event that starts on a day: "Every month on the second Wednesday"."""
    weekday = WEEKDAYS[start.weekday()]
    if every == "month_weekday":
        return f"Every month on the {_ORDINALS[_place(start)]} {weekday}"
    if every == "month_date":
        return f"Every month on the {ordinal(start.day)}" + (", or its last day" if start.day > 28 else "")
    return f"{dict(EVERY)[every]} on {weekday}"


def days(start: date, every: str, *, times: int = MOST, until: date | None = None) -> list[date]:
    """The days of the next sessions after one that is on `start`: so many, and none after `until`; never more than
    MOST. Each is reckoned from `start`, so a 31st comes back after a shorter month, whose last day stands in for it.
    The fifth such weekday of a month is taken for the last one."""
    found: list[date] = []
    for n in range(1, max(0, min(times, MOST)) + 1):
        try:
            day = _nth(start, every, n)
        except (OverflowError, PeriodError):
            break
        if until is not None and day > until:
            break
        found.append(day)
    return found


def _nth(start: date, every: str, n: int) -> date:
    if every == "week" or every == "two_weeks":
        return start + timedelta(weeks=n if every == "week" else 2 * n)
    month = Month.of(start).next(n)
    if every == "month_date":
        return month.first.replace(day=min(start.day, month.last.day))
    first = month.first + timedelta(days=(start.weekday() - month.first.weekday()) % 7)
    day = first + timedelta(weeks=_place(start))
    return day if day <= month.last else day - timedelta(weeks=1)


def _place(day: date) -> int:
    """Which of its weekday a day is in its month, from 0; the fifth is the last."""
    return (day.day - 1) // 7


def ordinal(number: int) -> str:
    """A number as a place: "1st", "22nd"."""
    ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def title_of(title: str, n: int) -> str:
    """The title of the nth session after one: a number at its end goes up, "Cookery session 13" -> 14 and
    "Week 3 of 8" -> 4 of 8; a year stays."""
    found = _NUMBER.search(title)
    if found is None:
        return title
    number = str(int(found[1]) + n).zfill(len(found[1]))
    return f"{title[: found.start()]}{number}{found[2]}"


def titles(doc: Document, row: Row, number: int) -> list[str]:
    """The titles of so many new sessions of an event, past those its series has already."""
    title = str(row["title"])
    if title_of(title, 1) == title:
        return [title] * number
    there = {one["title"] for one in event_days.series(doc.store, _first(row))}
    new = (words for n in count(1) if (words := title_of(title, n)) not in there)
    return list(islice(new, number))


def also_on(doc: Document, chosen: Sequence[date]) -> dict[date, str]:
    """Day -> the title of what is on already on those days, cancelled events left out."""
    if not chosen:
        return {}
    found: dict[date, str] = {}
    wanted = set(chosen)
    for row in event_days.between(doc.store, min(chosen).isoformat(), max(chosen).isoformat()):
        day = fields.day(row["start"])
        if day in wanted and row["status"] != "cancelled":
            found.setdefault(day, str(row["title"]))
    return found


def repeat(doc: Document, event: str, chosen: Sequence[date], initiator: object = None) -> list[str]:
    """Plan an event again on those days, at its own time of day, as one operation. What kind it is, where, its
    themes, action, organiser and partners go with it; nothing that was counted, said or done. Gives the ids of the
    sessions made. Raises KnownError when the event is gone or has no day, or no day is chosen."""
    row = _event(doc, event)
    start = fields.day(row["start"])
    if start is None or not chosen:
        raise KnownError(
            "event.no_days", "There is no day to plan it on.", "Nothing was changed.",
            "Choose at least one day." if start else "Type when it starts first.",
        )  # fmt: skip
    made: list[str] = []
    wanted = sorted(set(chosen))

    def write(store: Store) -> None:
        links = {pair: store.linked(pair, event) for pair in _PAIRS}
        for day, title in zip(wanted, titles(doc, row, len(wanted)), strict=True):
            copy: Row = {name: row[name] for name in _COPIED}
            copy |= {"title": title, "status": "planned", "repeats": _first(row)}
            copy |= {name: _on(row[name], day - start) for name in ("start", "end")}
            made.append(store.insert("event", copy))
            for pair, others in links.items():
                for other in others:
                    store.link(pair, made[-1], other)

    words = f"Plan {row['ref']!s} again" if len(wanted) == 1 else f"Repeat {row['ref']!s} {len(wanted)} times"
    doc.run(Op("event.repeat", words), write, initiator)
    return made


def _on(when: object, later: timedelta) -> str:
    """A stored day or time so many days later, at the same time by the clock on the wall."""
    day = fields.day(str(when or ""))
    return f"{(day + later).isoformat()}{str(when)[10:]}" if day else ""


def next_free(doc: Document, event: str) -> date | None:
    """The same weekday of the next week, after today, that has no session of the event yet; None when
    the event has no day."""
    row = _event(doc, event)
    start = fields.day(row["start"])
    if start is None:
        return None
    taken = {fields.day(one["start"]) for one in event_days.series(doc.store, _first(row))}
    [title] = titles(doc, row, 1)
    taken |= set(map(fields.day, event_days.titled(doc.store, title, start.isoformat())))
    weeks = max(1, (doc.today - start).days // 7 + 1)
    while start + timedelta(weeks=weeks) in taken:
        weeks += 1
    return start + timedelta(weeks=weeks)


def series_of(doc: Document, row: Row) -> Series | None:
    """Where an event stands in its series; None for one that was never repeated."""
    event = str(row["id"])
    sessions = event_days.series(doc.store, _first(row))
    ids = [str(one["id"]) for one in sessions]
    if len(ids) < 2 or event not in ids:
        return None
    place = ids.index(event)
    began = next((one for one in sessions if one["id"] == _first(row)), sessions[0])
    return Series(
        place + 1, len(ids), str(began["title"]), ids[place - 1] if place else "",
        ids[place + 1] if place + 1 < len(ids) else "",
        tuple(str(one["id"]) for one in sessions[place + 1 :] if one["status"] == "planned"),
    )  # fmt: skip


def cancel(doc: Document, event: str, reason: str, *, later_too: bool = False, initiator: object = None) -> ChangeSet:
    """Cancel an event with its reason, and with `later_too` the later sessions of its series that are still planned,
    as one operation. Raises KnownError for an event that was held."""
    row = _event(doc, event)
    if row["status"] == "held":
        raise KnownError(
            "event.held", f"{row['ref']!s} was held, so it can't be cancelled.", "Nothing was changed.",
            "If it was not held after all, set its status back to Planned first.",
        )  # fmt: skip
    found = series_of(doc, row) if later_too else None
    others = found.later_planned if found else ()
    words = f"Cancel {row['ref']!s}"
    if others:
        words += f" and {len(others)} later {'session' if len(others) == 1 else 'sessions'}"

    def write(store: Store) -> None:
        for one in (event, *others):
            store.update("event", one, {"status": "cancelled", "cancel_reason": reason.strip()})

    return doc.run(Op("event.cancel", words), write, initiator)


def _first(row: Row) -> str:
    """The id of the event a series began with."""
    return str(row["repeats"] or row["id"])


def _event(doc: Document, event: str) -> Row:
    row = doc.store.get("event", event)
    if row is None:
        raise KnownError(
            "gone", "This event has been removed meanwhile.", "Nothing was changed.",
            "Undo the removal, or choose another event.",
        )  # fmt: skip
    return row
