"""Revised: figures that are not what they were in a return that was sent (model.md, Checks before a return)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isclose
from typing import NamedTuple

from ward_desk.core.fields import number, text
from ward_desk.core.periods import Month, Quarter
from ward_desk.service.counts.figures import CountView, Period
from ward_desk.service.document import Document
from ward_desk.service.returns.return_due import start_month
from ward_desk.service.unchanged import until_changed, while_table_stands
from ward_desk.store import computed, counts, returns

AsSent = Mapping[str, Mapping[str, float]]  # reference of a count -> month or quarter -> its value in the return


class Change(NamedTuple):
    """One figure that is not what it was in the return sent last for its quarter."""

    period: Period
    was: float
    now: float | None


def as_sent(doc: Document) -> AsSent:
    """Every figure of a month or quarter in the return sent last for it. The returns are read once, and again when
    one is sent."""
    return while_table_stands(doc, "quarterly_return", lambda: _read(doc))


def _read(doc: Document) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for period, rows in returns.sent_tables(doc.store, None, "activity_counts").items():
        quarter = Quarter.parse(period, start_month(doc))
        columns = ("quarter", "month_1", "month_2", "month_3")
        keys = (quarter.key, *(month.key for month in quarter.months))
        for row in rows:
            kept = found.setdefault(text(row, "ref"), {})
            for column, key in zip(columns, keys, strict=True):
                value = number(row, column)
                if value is not None:
                    kept[key] = value
    return found


def changes(view: CountView, sent: AsSent, quarters: Sequence[Quarter] | None = None) -> list[Change]:
    """What of a count is not as it was sent, oldest first; only of these quarters if they are given. The view must
    reach back to them."""
    figures = sent.get(text(view.count, "ref"))
    if not figures:
        return []
    wanted = None
    if quarters is not None:
        wanted = {key for quarter in quarters for key in (quarter.key, *(month.key for month in quarter.months))}
    found = []
    for key, was in sorted(figures.items()):
        if ("Q" in key) is not view.by_quarter or (wanted is not None and key not in wanted):
            continue
        now = view.value(key)
        if now is None or not isclose(was, now, rel_tol=1e-9, abs_tol=1e-9):
            period: Period = Quarter.parse(key, view.quarter.start_month) if "Q" in key else Month.parse(key)
            found.append(Change(period, was, now))
    return found


def revised_periods(doc: Document) -> dict[str, dict[str, float]]:
    """count id -> key of each month or quarter whose figure is not what was sent -> the value as sent. The answer is
    kept until the document changes; nobody may change it."""
    return until_changed(doc, "revised", lambda: _revised(doc))


def _revised(doc: Document) -> dict[str, dict[str, float]]:
    sent = as_sent(doc)
    keys = sorted({key for kept in sent.values() for key in kept})
    if not keys:
        return {}
    rows = {text(row, "id"): row for row in counts.some(doc.store, counts.of_refs(doc.store, list(sent))).values()}
    first, last = keys[0], keys[-1]
    figures = counts.figures(doc.store, list(rows), first, last)
    worked_out = computed.figures_of(doc.store, filter(computed.is_computed, rows.values()), first, last, doc.today)
    now = Quarter.of(doc.today, start_month(doc))
    found = {}
    for one, row in rows.items():
        given = [*figures.get(one, []), *worked_out.get(one, [])]
        changed = changes(CountView(row, given, now), sent)
        if changed:
            found[one] = {change.period.key: change.was for change in changed}
    return found
