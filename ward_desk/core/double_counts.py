"""Double counts: one thing that may be reported twice, in two places of a ward's return or by two wards
(B 9.2.6 and 10.2.4). Pure rules; nothing here says that it is so, only that people should look.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from ward_desk.core.fields import shown_day, text
from ward_desk.core.periods import Month, PeriodError, Quarter
from ward_desk.core.records import Row
from ward_desk.core.same_name import plain
from ward_desk.core.typed import show_number

ALIKE: Final = 0.75  # the share of their words that two names must have in common
TELLING: Final = 10  # one equal figure from this on is no coincidence; smaller ones must be equal twice
MOST_NAMED: Final = 3  # periods named one by one
_SMALL_WORDS: Final = frozenset(
    ("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with")
)


class Double(NamedTuple):
    """Two records that may be one thing."""

    table: str
    row_id: str
    field: str  # where the record is opened
    sentence: str
    other: str = ""  # the other ward, when it is one's
    marked: bool = False  # whether the record says already that the other ward reports it too


class Reported(NamedTuple):
    """A count, an event or an action as somebody reports it."""

    row_id: str
    ref: str
    name: str
    shared_with: str = ""
    day: str = ""  # of an event: ISO date
    figures: Mapping[str, float] = {}  # of a count: month or quarter -> what it came to


@dataclass(frozen=True)
class Ward:
    """What a ward reports."""

    name: str
    counts: Sequence[Reported] = ()
    events: Sequence[Reported] = ()
    actions: Sequence[Reported] = ()


def alike(one: str, other: str) -> bool:
    """Whether two names say nearly the same: the same words, or all but a few of them."""
    a, b = _words(one), _words(other)
    if not a or not b:
        return False
    return len(a & b) / len(a | b) >= ALIKE


@lru_cache(maxsize=20_000)  # a hundred wards are compared two by two
def _words(name: str) -> frozenset[str]:
    words = [word for word in plain(name).split() if word not in _SMALL_WORDS]
    return frozenset(word[:-1] if len(word) > 3 and word.endswith("s") else word for word in words)


def wards_named(shared_with: str) -> list[str]:
    """The wards named in a field such as "Aylesbury North; Southcourt". A comma may be part of a ward's name."""
    return [name for part in re.split(r"[;\n]", shared_with) if (name := part.strip())]


def names_ward(shared_with: str, ward: str) -> bool:
    """Whether a field names a ward, with semicolons or with commas between it and others."""
    if not shared_with:  # as nearly always, where a hundred wards are compared two by two
        return False
    pieces = (*wards_named(shared_with), *shared_with.split(","))
    return plain(ward) in map(plain, pieces)


def with_ward(shared_with: str, ward: str) -> str:
    """The same field with one ward more."""
    named = wards_named(shared_with)
    return "; ".join([*named, *([] if names_ward(shared_with, ward) else [ward])])


# --- within one ward


def marked(counts: Iterable[Row], events: Iterable[Row]) -> Iterator[Double]:
    """What is said to be reported by other wards too."""
    for table, said, rows in (("activity_count", "counted", counts), ("event", "reported", events)):
        for row in rows:
            if row.get("status") != "cancelled" and (named := wards_named(text(row, "shared_with"))):
                yield Double(
                    table, text(row, "id"), "shared_with",
                    f"It is also {said} by {_listed(named)}. Agree who reports it, or both will be added up.",
                    named[0], marked=True,
                )  # fmt: skip


def counts_twice(counts: Iterable[Row], figures: Iterable[Row]) -> Iterator[Double]:
    """Two counts with one name or one standard code; `figures` say which events feed both."""
    fed: dict[str, set[str]] = {}
    for row in figures:
        if row.get("event"):
            fed.setdefault(text(row, "activity_count"), set()).add(text(row, "event_ref"))
    first: dict[tuple[str, str], Row] = {}
    for row in counts:
        for kind, said in (("code", text(row, "code")), ("name", plain(text(row, "name")))):
            if not said:
                continue
            other = first.setdefault((kind, said), row)
            if other is not row:
                both = sorted(fed.get(text(row, "id"), set()) & fed.get(text(other, "id"), set()))
                feeds = f" {_listed(both[:3])} {'feeds' if len(both) == 1 else 'feed'} both." if both else ""
                what = "is the same standard count as" if kind == "code" else "has the same name as"
                yield Double(
                    "activity_count", text(row, "id"), "name",
                    f"It {what} {text(other, 'ref')}.{feeds} Keep one, or say in their names how they differ.",
                )  # fmt: skip
                break


def events_twice(events: Iterable[Row]) -> Iterator[Double]:
    """The same event written down twice: one title, one day."""
    first: dict[tuple[str, str], Row] = {}
    for row in events:
        key = plain(text(row, "title")), text(row, "start")[:10]
        if not all(key) or row.get("status") == "cancelled":
            continue
        other = first.setdefault(key, row)
        if other is not row:
            yield Double(
                "event", text(row, "id"), "title",
                f"It has the same title and day as {text(other, 'ref')}. Remove one if they are one event.",
            )  # fmt: skip


def typed_beside(figures: Iterable[Row]) -> Iterator[tuple[Row, str]]:
    """Each typed figure that stands beside what events gave in its period, with a sentence: the two are added up."""
    given: set[tuple[str, str]] = set()
    typed: list[Row] = []
    for row in figures:
        key = text(row, "activity_count"), text(row, "period")
        if row.get("event") is not None or (row.get("computed") and row.get("events")):
            given.add(key)
        elif row.get("value") is not None and not row.get("adjustment") and not row.get("computed"):
            typed.append(row)
    for row in typed:
        if (text(row, "activity_count"), text(row, "period")) in given:
            value = row["value"]
            number = show_number(value) if isinstance(value, int | float) else ""
            yield (
                row,
                (
                    f"{number} is typed for {period_words(text(row, 'period'))} beside what events gave, and both are"
                    " added up. Clear it if the events have it, or make it an adjustment with its reason."
                ),
            )


# --- between two wards


def between(own: Ward, other: Ward) -> Iterator[Double]:
    """What both wards seem to report: counts with like names and equal figures, events with like titles on one day,
    actions with like titles."""
    for mine, theirs in _pairs(own.counts, other.counts):
        equal = _equal_periods(mine.figures, theirs.figures)
        if equal:
            yield _double(
                "activity_count", "shared_with", mine, theirs, other.name,
                f"have the same figures for {_periods_words(equal)}",
            )  # fmt: skip
    for mine, theirs in _pairs(own.events, other.events):
        if mine.day and mine.day == theirs.day:
            yield _double("event", "shared_with", mine, theirs, other.name, f"were both on {shown_day(mine.day)}")
    for mine, theirs in _pairs(own.actions, other.actions):
        yield _double("action", "title", mine, theirs, other.name, "may be one initiative")


def _pairs(own: Sequence[Reported], other: Sequence[Reported]) -> Iterator[tuple[Reported, Reported]]:
    """Records with like names, found by their words, so that two large wards are soon compared."""
    by_word: dict[str, list[int]] = {}
    for at, one in enumerate(other):
        for word in _words(one.name):
            by_word.setdefault(word, []).append(at)
    for mine in own:
        near = sorted({at for word in _words(mine.name) for at in by_word.get(word, ())})
        for at in near:
            if alike(mine.name, other[at].name):
                yield mine, other[at]


def _double(table: str, field: str, mine: Reported, theirs: Reported, ward: str, what: str) -> Double:
    said = names_ward(mine.shared_with, ward)
    their = f"{theirs.ref} “{theirs.name}” of {ward}".strip()
    end = "It is marked as reported by both." if said else "Agree who reports it."
    return Double(
        table, mine.row_id, field, f"{mine.ref} “{mine.name}” and {their} {what}. {end}", ward, said
    )  # fmt: skip


def _equal_periods(own: Mapping[str, float], other: Mapping[str, float]) -> list[str]:
    """The periods in which both came to the same, when that is more than a coincidence."""
    equal = sorted(key for key, value in own.items() if value and other.get(key) == value)
    return equal if len(equal) > 1 or any(own[key] >= TELLING for key in equal) else []


def _periods_words(keys: Sequence[str]) -> str:
    """ "Oct 2023 and Nov 2023"; many periods by their number, the first and the last."""
    if len(keys) <= MOST_NAMED:
        return _listed([period_words(key) for key in keys])
    what = "quarters" if all("Q" in key for key in keys) else "months"
    return f"{len(keys)} {what} from {period_words(keys[0])} to {period_words(keys[-1])}"


def period_words(key: str) -> str:
    """ "Dec 2023" or "Q3 2023-24" for the key of a period."""
    try:
        return Quarter.parse(key).short if "Q" in key else Month.parse(key).label
    except PeriodError:
        return key


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""
