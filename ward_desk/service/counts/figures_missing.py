"""Figures missing: what the counts want by today and do not have, to type in one after another or to ask others for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from ward_desk.core.fields import number, shown_day, text
from ward_desk.core.periods import Quarter
from ward_desk.core.records import Row
from ward_desk.core.typed import show_date
from ward_desk.service.counts import figures
from ward_desk.service.counts.figure_words import amount, field_words
from ward_desk.service.counts.figures import CountView, Period
from ward_desk.service.document import Document
from ward_desk.service.returns.return_due import start_month
from ward_desk.store import computed, figure_history


@dataclass(frozen=True)
class Missing:
    """One figure that is wanted."""

    count: Row
    key: str  # of its period
    period: str  # as people read it
    newest: bool  # whether it is of the newest month or quarter wanted
    last: str  # the last figure before it, with its period: "50 in Nov 2023"; "" for none

    @property
    def baseline(self) -> str:
        """The baseline as it is shown; "" for none."""
        return amount(number(self.count, "baseline"), self.count)


class Waiting(NamedTuple):
    """An event held with nobody counted, and the computed counts that wait for it."""

    event: str
    words: str  # "CHE-E03 Jobs fair, 22 Nov 2023"
    counts: str  # "CHE-C03, CHE-C09"


def is_missing(view: CountView, period: Period, today: date) -> bool:
    """Whether a period wants a figure by now and has neither one nor a reason why not.

    A gap before a count's first figure is none; the quarter of today always is one.
    """
    if not figures.wanted(period, today) or any(map(_says_something, view.rows(period.key))):
        return False
    now = Quarter.of(today, view.quarter.start_month)
    if (period == now) if isinstance(period, Quarter) else (period in now):
        return True
    return view.has_between(_two_years_before(period).key, period.key)


def missing(doc: Document, today: date) -> list[Missing]:
    """Every figure of this financial year and of the quarter before it that is wanted by now: those of the newest
    month first, then the oldest first. Counts worked out from events are never in it."""
    now = Quarter.of(today, start_month(doc))
    ids = [text(row, "id") for row in doc.store.rows("activity_count", order="position")]
    last_year = [now.previous] if now.number == 1 else []
    found: list[tuple[CountView, Period]] = []
    for view in figures.count_views(doc, ids, now, today).values():
        if not computed.is_computed(view.count):
            for quarter in (*last_year, *now.quarters_to_date):
                periods: tuple[Period, ...] = (quarter,) if view.by_quarter else quarter.months
                found += [(view, period) for period in periods if is_missing(view, period, today)]
    newest = max((period.last for _, period in found), default=today)
    return [
        Missing(view.count, period.key, figures.label(period), period.last == newest, _last(view, period))
        for view, period in sorted(found, key=lambda one: (one[1].last != newest, one[1].last))
    ]


def waiting(doc: Document, today: date) -> list[Waiting]:
    """The events of this financial year held with nobody counted that a count is worked out from, oldest first."""
    now = Quarter.of(today, start_month(doc))
    first = now.quarters_to_date[0].first
    grouped: dict[str, list[Row]] = {}
    for row in figure_history.waiting(doc.store, first.isoformat(), today.isoformat()):
        grouped.setdefault(text(row, "id"), []).append(row)
    return [
        Waiting(
            event, f"{text(rows[0], 'ref')} {text(rows[0], 'title')}, {shown_day(rows[0]['start'])}",
            ", ".join(text(row, "count_ref") for row in rows),
        )
        for event, rows in grouped.items()
    ]  # fmt: skip


def to_chase(doc: Document, wanted: Iterable[Missing], today: date) -> str:
    """What is missing as plain text for an e-mail: under each owner its counts, with the periods wanted and the last
    figure there is."""
    by_owner: dict[str, dict[str, list[Missing]]] = {}
    for one in wanted:
        owner = text(one.count, "owner").strip() or "Nobody is named as giving these figures"
        by_owner.setdefault(owner, {}).setdefault(text(one.count, "id"), []).append(one)
    said = [f"Figures wanted for {text(doc.partnership, 'ward')}, {show_date(today)}"]
    for owner in sorted(by_owner, key=str.casefold):
        said += ["", owner]
        for of_count in by_owner[owner].values():
            in_order = sorted(of_count, key=lambda one: one.key)
            count = in_order[0].count
            periods = ", ".join(one.period for one in in_order)
            last = f" (last figure: {in_order[0].last})" if in_order[0].last else ""
            said.append(f"- {text(count, 'ref')} {text(count, 'name')}: {periods}{last}")
    return "\n".join(said) + "\n"


def _last(view: CountView, period: Period) -> str:
    earlier: Period = period
    for _ in range(8 if isinstance(period, Quarter) else 24):
        earlier = earlier.previous if isinstance(earlier, Quarter) else earlier.next(-1)
        cell = view.cell(earlier)
        if cell.total.value is not None:
            typed = field_words(cell.typed, view.count) if view.nature in ("rate", "score") else ""
            shown = typed or amount(cell.total.value, view.count, cell.total.precision)
            return f"{shown} in {figures.label(earlier)}"
    return ""


@cache
def _two_years_before(period: Period) -> Period:
    if isinstance(period, Quarter):
        return Quarter(period.fy_start_year - 2, period.number, period.start_month)
    return period.next(-24)


def _says_something(row: Row) -> bool:
    return row["value"] is not None or row["numerator"] is not None or bool(row["unavailable"])
