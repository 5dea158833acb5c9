"""Calendar repeats: the days on which a repeating event of a calendar file takes place (RFC 5545, 3.3.10).

Counted day by day within a year, so that no rule, however it is made up, takes longer than that. Rules that people's
calendars make are understood; of any other only the first day is known.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

_DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_UNDERSTOOD: Final = frozenset(
    {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS"}
)


class Rule(NamedTuple):
    """A rule that is understood."""

    every: str  # DAILY, WEEKLY, MONTHLY or YEARLY
    interval: int
    times: int | None  # how often it takes place; None for without end
    weekdays: tuple[tuple[int, int], ...]  # (which of the month, 0 for all of them; weekday from 0 on Monday)
    month_days: tuple[int, ...]  # negative ones count from the end
    months: tuple[int, ...]
    places: tuple[int, ...]  # which of the days found in a month
    week_start: int


def rule(parts: Mapping[str, Sequence[object]]) -> Rule | None:
    """A rule from its parts; None when it is not understood."""
    try:
        found = Rule(
            str(parts["FREQ"][0]).upper(),
            _whole(parts, "INTERVAL", 1),
            _whole(parts, "COUNT", 0) or None,
            tuple(_weekday(str(one)) for one in parts.get("BYDAY", ())),
            tuple(int(str(one)) for one in parts.get("BYMONTHDAY", ())),
            tuple(int(str(one)) for one in parts.get("BYMONTH", ())),
            tuple(int(str(one)) for one in parts.get("BYSETPOS", ())),
            _DAYS.index(str(parts.get("WKST", ["MO"])[0]).upper()),
        )
    except (KeyError, ValueError, IndexError):
        return None
    every, plain = found.every, all(not which for which, _ in found.weekdays)
    if set(parts) - _UNDERSTOOD or found.interval < 1:
        return None
    if every in ("DAILY", "WEEKLY"):
        return found if plain and not found.places and not (every == "WEEKLY" and found.month_days) else None
    if every == "MONTHLY":
        return found
    # "Every year on the second Sunday of May"; without its month it would be the second Sunday of the year.
    if every == "YEARLY" and not found.places and (found.months or not (found.weekdays or found.month_days)):
        return found
    return None


def _whole(parts: Mapping[str, Sequence[object]], name: str, otherwise: int) -> int:
    return int(str(parts[name][0])) if name in parts else otherwise


def _weekday(words: str) -> tuple[int, int]:
    found = re.fullmatch(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)", words.strip().upper())
    if found is None:
        raise ValueError(words)
    return int(found[1] or 0), _DAYS.index(found[2])


def days(rule: Rule, first: date, last: date) -> Iterator[date]:
    """The days of a rule from its first one, which counts whether it fits or not, to `last` at the latest."""
    number = 0
    day = first
    while day <= last and (rule.times is None or number < rule.times):
        if day == first or _fits(rule, first, day):
            number += 1
            yield day
        if day == date.max:
            return
        day += timedelta(days=1)


def _fits(rule: Rule, first: date, day: date) -> bool:
    if rule.months and day.month not in rule.months:
        return False
    if rule.every == "DAILY":
        return (day - first).days % rule.interval == 0 and _in_month(rule, day) and _on_weekday(rule, day)
    if rule.every == "WEEKLY":
        weeks = (_week(rule, day) - _week(rule, first)).days // 7
        wanted = {weekday for _, weekday in rule.weekdays} or {first.weekday()}
        return weeks % rule.interval == 0 and day.weekday() in wanted
    if rule.every == "MONTHLY":
        months = (day.year - first.year) * 12 + day.month - first.month
        return months % rule.interval == 0 and _of_its_month(rule, first, day)
    in_turn = (day.year - first.year) % rule.interval == 0
    return in_turn and (bool(rule.months) or day.month == first.month) and _of_its_month(rule, first, day)


def _week(rule: Rule, day: date) -> date:
    return day - timedelta(days=(day.weekday() - rule.week_start) % 7)


def _on_weekday(rule: Rule, day: date) -> bool:
    return not rule.weekdays or any(weekday == day.weekday() for _, weekday in rule.weekdays)


def _in_month(rule: Rule, day: date) -> bool:
    length = calendar.monthrange(day.year, day.month)[1]
    return not rule.month_days or day.day in rule.month_days or day.day - length - 1 in rule.month_days


def _of_its_month(rule: Rule, first: date, day: date) -> bool:
    return day.day in _days_of_month(rule, first.day, day.year, day.month)


@lru_cache(maxsize=64)  # asked for every day of a month, one after another
def _days_of_month(rule: Rule, usual: int, year: int, month: int) -> tuple[int, ...]:
    length = calendar.monthrange(year, month)[1]
    found = [n for n in range(1, length + 1) if _stands(rule, usual, date(year, month, n))]
    if not rule.places:
        return tuple(found)
    return tuple(n for at, n in enumerate(found) if at + 1 in rule.places or at - len(found) in rule.places)


def _stands(rule: Rule, usual: int, day: date) -> bool:
    if not rule.weekdays and not rule.month_days:
        return day.day == usual
    return _in_month(rule, day) and (not rule.weekdays or any(_nth(day, *one) for one in rule.weekdays))


def _nth(day: date, which: int, weekday: int) -> bool:
    if day.weekday() != weekday:
        return False
    length = calendar.monthrange(day.year, day.month)[1]
    return which in (0, (day.day - 1) // 7 + 1, -((length - day.day) // 7 + 1))
