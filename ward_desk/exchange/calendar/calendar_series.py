"""Calendar series: every repeat of a repeating event by itself, those moved and those taken out as the file has them.

What repeats is read for a year: from its first date, or from today when that is past.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from icalendar.prop import vRecur

from ward_desk.core.errors import KnownError
from ward_desk.core.typed import show_date
from ward_desk.exchange.calendar import calendar_repeats
from ward_desk.exchange.calendar.calendar_file import MOST_REPEATS, MOST_RULES, YEARS_BACK, ZONE, Entry, stored, times

When = date | datetime

_YEAR: Final = timedelta(days=366)
_NAMED: Final = 5  # repeating events told of one by one


class Read(NamedTuple):
    """One event as it stands in the file."""

    entry: Entry
    start: When
    length: timedelta | None  # to its end, days after the first one for whole days
    rule: vRecur | None
    more: frozenset[When]
    out: frozenset[When]
    instead_of: When | None  # the time of the repeat it stands instead of


def too_large(happened: str) -> KnownError:
    return KnownError(
        "calendar.too_large", happened, "Nothing was changed.",
        "Export a shorter stretch of the calendar, such as the next three months.",
    )  # fmt: skip


def counted(number: int) -> str:
    return "1 event" if number == 1 else f"{number} events"


def local(when: When) -> When:
    """A time by the clock of the ward; a time without a zone is one already."""
    if isinstance(when, datetime):
        here = when.astimezone(ZoneInfo(ZONE)) if when.tzinfo else when
        return here.replace(tzinfo=None, second=0, microsecond=0)
    return when


def entries(found: Sequence[Read], today: date, said: list[str]) -> list[Entry]:
    """The events with each repeat by itself, in the order of the file; of the same one twice, the later version."""
    instead = {(one.entry.uid, _key(one.instead_of)): one for one in found if one.instead_of is not None}
    made: dict[str, Entry] = {}
    repeating: list[tuple[str, int, date, bool]] = []
    rules = 0
    for one in found:
        uid = one.entry.uid
        if one.instead_of is not None:
            continue
        if one.rule is None and not one.more:
            if uid not in made or made[uid].edits <= one.entry.edits:
                made[uid] = _placed(one, one.start, uid)
            continue
        rules += 1
        if rules > MOST_RULES:
            raise too_large(f"The file holds more than {MOST_RULES} events that repeat.")
        dates, understood = _dates(one, today)
        for when in dates:
            other = instead.pop((uid, _key(when)), None)
            key = f"{uid}#{_key(when)}"
            placed = _placed(other, other.start, key) if other else _placed(one, when, key)
            made[key] = placed._replace(series=uid)
        repeating.append((one.entry.title, len(dates), _day(dates[-1] if dates else one.start), understood))
    masters = {one.entry.uid for one in found if one.instead_of is None}
    for (uid, key), one in instead.items():  # a repeat that was moved and stands in the file by itself
        if uid not in masters:
            made[f"{uid}#{key}"] = _placed(one, one.start, f"{uid}#{key}")._replace(series=uid)
    said += _repeats(repeating)
    return list(made.values())


def _repeats(repeating: Sequence[tuple[str, int, date, bool]]) -> Iterator[str]:
    for title, number, last, understood in repeating[:_NAMED]:
        if not understood:
            yield f"“{title[:60]}” repeats in a way that can't be read: only its first date is."
        else:
            dates = "1 date is" if number == 1 else f"{number} dates are"
            yield f"“{title[:60]}” repeats: {dates} read, up to {show_date(last)}."
    if len(repeating) > _NAMED:
        rest = repeating[_NAMED:]
        yield f"{counted(len(rest))} more repeat: {sum(number for _, number, _, _ in rest)} dates are read."


def _dates(one: Read, today: date) -> tuple[list[When], bool]:
    """The times of a repeating event, at most a year and MOST_REPEATS of them; whether its rule was understood. Those
    that are past are read only where none is to come."""
    rule = calendar_repeats.rule(one.rule) if one.rule is not None else None
    first = _day(one.start)
    understood = (one.rule is None or rule is not None) and first.year > today.year - YEARS_BACK
    rule = rule if understood else None
    coming = _between(one, rule, max(first, today)) if understood else []
    return coming or _between(one, rule, first), understood


def _between(one: Read, rule: calendar_repeats.Rule | None, begin: date) -> list[When]:
    """The times of a repeating event within a year of a day."""
    first, last, until = _day(one.start), begin + _YEAR, _until(one.rule)
    clock = one.start.time() if isinstance(one.start, datetime) else None

    def at(day: date) -> When:
        return day if clock is None else datetime.combine(day, clock)

    found: set[When] = {at(first)} if first >= begin else set()
    if rule is not None:
        found |= {at(day) for day in calendar_repeats.days(rule, first, last) if day >= begin}
    found |= {at(when) if not isinstance(when, datetime) else when for when in one.more if begin <= _day(when) <= last}
    return [
        when for when in sorted(found, key=_key)
        if when not in one.out and _day(when) not in one.out and (until is None or not _after(when, until))
    ][:MOST_REPEATS]  # fmt: skip


def _until(rule: vRecur | None) -> When | None:
    with suppress(LookupError, ValueError, OverflowError):
        value = rule["UNTIL"][0] if rule is not None else None
        if isinstance(value, date):
            return local(value)
    return None


def _after(when: When, until: When) -> bool:
    if isinstance(when, datetime) and isinstance(until, datetime):
        return when > until
    return _day(when) > _day(until)


def _placed(one: Read, when: When, uid: str) -> Entry:
    """An event at a time."""
    end = ""
    if one.length is not None:
        with suppress(OverflowError):
            end = stored(when + one.length)
    start, end = times(stored(when), end)
    return one.entry._replace(uid=uid, start=start, end=end)


def _day(when: When) -> date:
    return when.date() if isinstance(when, datetime) else when


def _key(when: When) -> str:
    return when.strftime("%Y%m%dT%H%M") if isinstance(when, datetime) else when.strftime("%Y%m%d")
