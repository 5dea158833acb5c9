"""Event calendar lay: which line or column of its days each event of a calendar stands in. No pixels here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Final, NamedTuple

from ward_desk.core.periods import Month
from ward_desk.service.events.event_days import CalendarEvent

WEEK: Final = 7
DAY_BEGINS, DAY_ENDS = 8, 21  # hours a week shows when no event needs more
_LONG: Final = 60  # minutes an event without an end is drawn as
_SHORTEST: Final = 30


class Placed(NamedTuple):
    """An event in a week: its first and last day there, from 0, and the line it stands in; whether it goes on."""

    event: CalendarEvent
    first: int
    last: int
    lane: int
    before: bool  # it began in an earlier week
    after: bool


class Beside(NamedTuple):
    """An event among those of its hours: in which of so many columns."""

    event: CalendarEvent
    column: int
    columns: int


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def weeks_of(month: Month) -> list[date]:
    """The Mondays of the weeks that have a day of a month."""
    first = monday_of(month.first)
    return [first + timedelta(weeks=n) for n in range((month.last - first).days // WEEK + 1)]


def lay_week(events: Iterable[CalendarEvent], monday: date) -> list[Placed]:
    """The events of a week in lines, none over another: those of several days first, then by day and time."""
    found: list[Placed] = []
    taken: list[set[int]] = []  # the days of each line
    for event in sorted(events, key=lambda one: one.last == one.first):
        begins, ends = (event.first - monday).days, (event.last - monday).days
        if ends < 0 or begins >= WEEK:
            continue
        first, last = max(0, begins), min(WEEK - 1, ends)
        days = set(range(first, last + 1))
        lane = next((n for n, there in enumerate(taken) if not there & days), len(taken))
        if lane == len(taken):
            taken.append(set())
        taken[lane] |= days
        found.append(Placed(event, first, last, lane, begins < 0, ends >= WEEK))
    return found


def that_fit(placed: Sequence[Placed], room: int) -> tuple[list[Placed], list[int]]:
    """Those that fit into so many lines, and how many are left out on each day: the last line then says so."""
    full = [any(one.lane >= room and one.first <= day <= one.last for one in placed) for day in range(WEEK)]
    shown: list[Placed] = []
    hidden = [0] * WEEK
    for one in placed:
        days = range(one.first, one.last + 1)
        if one.lane >= room or (one.lane == room - 1 and any(full[day] for day in days)):
            for day in days:
                hidden[day] += 1
        else:
            shown.append(one)
    return shown, hidden


def minutes_of(event: CalendarEvent) -> tuple[int, int]:
    """When an event with a time is drawn, in minutes of its day: an hour when it has no end."""
    begins = event.begins or 0
    ends = event.ends if event.ends is not None else begins + _LONG
    return begins, min(24 * 60, max(ends, begins + _SHORTEST))


def side_by_side(events: Iterable[CalendarEvent]) -> list[Beside]:
    """The timed events of one day, those at the same time in columns beside each other."""
    found: list[Beside] = []
    together: list[tuple[CalendarEvent, int]] = []  # that hang together in time, with their columns
    free: list[int] = []  # when each column is free again
    for event in sorted(events, key=minutes_of):
        begins, ends = minutes_of(event)
        if all(at <= begins for at in free):
            found += [Beside(one, column, len(free)) for one, column in together]
            together, free = [], []
        column = next((n for n, at in enumerate(free) if at <= begins), len(free))
        if column == len(free):
            free.append(0)
        free[column] = ends
        together.append((event, column))
    return found + [Beside(one, column, len(free)) for one, column in together]


def hours_of(events: Iterable[CalendarEvent]) -> range:
    """The hours a week is shown with: from 8 to 21, or as its events need."""
    first, last = DAY_BEGINS, DAY_ENDS
    for event in events:
        if not event.whole_days:
            begins, ends = minutes_of(event)
            first, last = min(first, begins // 60), max(last, -(-ends // 60))
    return range(first, last)


def day_widths(width: int, needs: Sequence[int], least: int) -> list[int]:
    """How wide each day is in so much room: all the same, but what one needs more is taken from the others, which stay
    at least `least` wide where an even share is."""
    share = width / len(needs)
    missing = [max(0.0, need - share) for need in needs]
    spare = [0.0 if lacks else max(0.0, share - max(need, least)) for need, lacks in zip(needs, missing, strict=True)]
    moved = min(sum(missing), sum(spare))
    if not moved:
        return _whole([share] * len(needs))
    return _whole([
        share + lacks / sum(missing) * moved - has / sum(spare) * moved
        for lacks, has in zip(missing, spare, strict=True)
    ])  # fmt: skip


def _whole(widths: Sequence[float]) -> list[int]:
    """Widths in whole pixels that come to what they came to before."""
    edges = [round(sum(widths[:n])) for n in range(len(widths) + 1)]
    return [after - before for before, after in pairwise(edges)]
