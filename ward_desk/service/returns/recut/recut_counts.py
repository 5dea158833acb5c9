"""Recut counts: the figures of activity counts over any two dates.

A figure of a month or quarter belongs to the dates in which that ends, and what was counted at an event to the day of
the event, so that re-cuts one after another count each figure once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from ward_desk.core import sums
from ward_desk.core.fields import number, text
from ward_desk.core.periods import Month, Quarter
from ward_desk.core.records import Row
from ward_desk.core.sums import Part, Total
from ward_desk.exchange.returns.return_data import ReturnRow
from ward_desk.service.counts.figures import CountView, Period, adding_up, is_typed, label, precision_mark
from ward_desk.service.returns.making.return_tables import words
from ward_desk.store import computed
from ward_desk.store.rows import Store

# Kinds of counts whose figures from events can be told apart by day; of the others a period is one figure.
BY_DAY = ("flow", "rate", "score")


class Cut(NamedTuple):
    """What a count came to in the dates."""

    total: Total
    taken: tuple[Period, ...]  # months or quarters that end in the dates and have a figure
    events: int  # how many events of the dates are counted by their day
    waiting: int  # events held in the dates at which nobody was counted
    rows: tuple[Row, ...]  # the figures that were taken
    none: tuple[Row, ...]  # of the months or quarters that end in the dates, those that are said to have no figure


def cut(store: Store, view: CountView, first: date, last: date) -> Cut:
    """A count over some days; `view` has every figure of the months and quarters that reach into them."""
    start_month = view.quarter.start_month
    ends = _quarters(first, last, start_month) if view.by_quarter else _months(first, last)
    ending = {period.key for period in ends}
    parts: list[Part] = []
    taken: dict[str, Period] = {}
    rows: list[Row] = []
    none: list[Row] = []
    events = waiting = 0
    worked_out = computed.is_computed(view.count)
    for period in _reaching(view, first, last, start_month):
        for row in adding_up(view.rows(period.key)):
            if worked_out and row.get("computed") and row["events"]:
                continue  # its events are taken one by one
            day = _day_of(row) if view.nature in BY_DAY else ""
            if first.isoformat() <= day <= last.isoformat() if day else period.key in ending:
                parts.append(_part(period.key, row))
                rows.append(row)
                events += bool(day)
        if period.key in ending and adding_up(view.rows(period.key)):
            taken[period.key] = period
        elif period.key in ending:
            none += [row for row in view.rows(period.key) if row["unavailable"]]
    if worked_out:
        for row in computed.events(store, view.count, first.isoformat(), last.isoformat()):
            waiting += row["value"] is None
            if row["value"] is not None:
                events += 1
                parts.append(Part(text(row, "start")[:7], number(row, "value"), precision=text(row, "precision")
                                  or "exact"))  # fmt: skip
    total = _total(view, parts, ends, taken, first)
    return Cut(total, tuple(taken.values()), events, waiting, tuple(rows), tuple(none))


def _total(
    view: CountView, parts: Sequence[Part], ends: Sequence[Period], taken: dict[str, Period], first: date
) -> Total:
    """The parts taken together; `have` and `want` are of the periods that end in the dates."""
    known = {period.key for period in ends}
    others = sorted({part.period for part in parts} - known)
    over: list[Period] = [_period(key, view.quarter.start_month) for key in others] + list(ends)
    over.sort(key=lambda period: period.first)
    entered = _entered_for(view, ends, first)
    if view.nature == "people" and entered:
        parts = [_part(entered, row) for row in adding_up(view.rows(entered))]
    total = sums.add_up(view.nature, parts, over, entered_for=entered)
    if view.nature in ("people", "stock"):
        return total
    return Total(
        total.value, total.precision, total.base, total.numerator, len(taken), len(ends),
        "quarters" if view.by_quarter else "months", reason=total.reason,
    )  # fmt: skip


def _entered_for(view: CountView, ends: Sequence[Period], first: date) -> str:
    """The key of the one figure that stands for the whole of the dates, where different people are counted."""
    if len(ends) == 1:
        return ends[0].key
    if ends and isinstance(ends[-1], Quarter) and ends == list(ends[-1].quarters_to_date) and first == ends[0].first:
        return ends[-1].to_date_key
    return ""


def _reaching(view: CountView, first: date, last: date, start_month: int) -> list[Period]:
    """The months or quarters of a count's figures that end in the dates, or reach into them."""
    periods = [_period(key, start_month) for key in view.keys if "YTD" not in key and view.is_period(key)]
    wanted = Quarter if view.by_quarter else Month
    return sorted(
        (one for one in periods if isinstance(one, wanted) and one.last >= first and one.first <= last),
        key=lambda one: one.first,
    )


def _period(key: str, start_month: int) -> Period:
    return Quarter.parse(key, start_month) if "Q" in key else Month.parse(key)


def _months(first: date, last: date) -> list[Period]:
    found: list[Period] = []
    month = Month.of(first)
    while month.last <= last:
        found.append(month)
        month = month.next()
    return found


def _quarters(first: date, last: date, start_month: int) -> list[Period]:
    found: list[Period] = []
    quarter = Quarter.of(first, start_month)
    while quarter.last <= last:
        found.append(quarter)
        quarter = quarter.next
    return found


def _day_of(row: Row) -> str:
    return text(row, "event_start")[:10] if row["event"] is not None else ""


def _part(key: str, row: Row) -> Part:
    return Part(
        key, number(row, "value"), number(row, "numerator"), number(row, "denominator"),
        text(row, "precision") or "exact", number(row, "denominator"),
    )  # fmt: skip


def row_of(view: CountView, found: Cut, theme: str, leads_to: str) -> ReturnRow:
    """The row of a count in a re-cut."""
    count, total = view.count, found.total
    return {
        "ref": text(count, "ref"), "count": text(count, "name") or "(no name)",
        "level": words("activity_count", count, "level"), "theme": theme,
        "kind": words("activity_count", count, "kind"), "nature": words("activity_count", count, "nature"),
        "unit": text(count, "unit"), "target": number(count, "target"), "target_on": text(count, "target_on"),
        "total": total.value, "total_mark": _mark(found), "numerator": total.numerator, "base": total.base,
        "taken": "; ".join(label(period) for period in found.taken), "completeness": _completeness(view, found),
        "figures_from": _figures_from(view, found), "explanation": _explanation(view, found), "leads_to": leads_to,
        "also_counted_by": text(count, "shared_with"), "code": text(count, "code"),
    }  # fmt: skip


def _mark(found: Cut) -> str:
    total = found.total
    if total.value is None:
        return "[x]" if found.none else ""
    states = {row["state"] for row in found.rows}
    whole = total.complete or not total.want
    marks = [
        "[p]" if "provisional" in states else "", "[r]" if "revised" in states else "",
        "" if whole else "[part]", precision_mark(total.precision),
    ]  # fmt: skip
    return " ".join(dict.fromkeys(mark for one in marks for mark in re.findall(r"\[[^]]*\]", one)))


def _completeness(view: CountView, found: Cut) -> str:
    said = []
    if computed.is_computed(view.count):
        said.append("By the day of each event")
    elif view.nature == "people":
        said.append("One figure for these dates" if found.total.value is not None else "No one figure for these dates")
    elif found.total.want:
        said.append(f"{found.total.have} of {found.total.want} {found.total.periods}")
    else:
        said.append("No quarter ends in these dates" if view.by_quarter else "No month ends in these dates")
    if found.waiting:
        said.append(f"{found.waiting} {'event has' if found.waiting == 1 else 'events have'} nobody counted")
    return "; ".join(said)


def _figures_from(view: CountView, found: Cut) -> str:
    if computed.is_computed(view.count):
        return "Computed"
    events = any(row["event"] is not None for row in found.rows)
    typed = any(is_typed(row) for row in found.rows)
    return "Typed and events" if events and typed else "Events" if events else "Typed" if typed else ""


def _explanation(view: CountView, found: Cut) -> str:
    def when(row: Row) -> str:
        return label(_period(text(row, "period"), view.quarter.start_month))

    notes = [f"{when(row)}: {note}" for row in found.rows if (note := text(row, "note"))]
    notes += [f"{when(row)}: Not available: {text(row, 'unavailable')}" for row in found.none]
    reason = found.total.reason
    if found.total.value is None and reason not in ("", sums.REASONS["empty"]):
        notes.append(reason[0].upper() + reason[1:] + ".")
    return "\n".join(notes)
