"""Figure sums: the quarters of a count and its year to date, each as it is added up and judged (model.md)."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ward_desk.core import sums
from ward_desk.core.fields import number, shown_day, text
from ward_desk.core.periods import Quarter
from ward_desk.core.sums import Total
from ward_desk.service.counts.figure_words import amount, covers
from ward_desk.service.counts.figures import CountView


class Sum(NamedTuple):
    """A quarter or the year to date."""

    key: str
    name: str  # "Quarter 3 so far"
    shown: str  # "68 (2 of 3 months)", or why there is none
    direction: str  # "Better than the last quarter"; "" without a comparator
    rating: str | None  # against target


def of_year(view: CountView, today: date) -> list[Sum]:
    """The quarters of the financial year that have begun or have a figure, and the year to date after them."""
    found = []
    rows = [row for key in view.keys for row in view.rows(key)]
    last = Quarter(view.quarter.fy_start_year, 4, view.quarter.start_month)
    for quarter in last.quarters_to_date:
        total = view.quarters[quarter.number - 1]
        if quarter.first > today and total.value is None:
            continue
        seen = view if quarter == view.quarter else CountView(view.count, rows, quarter)
        going = " so far" if quarter.first <= today < quarter.last else ""
        found.append(
            Sum(quarter.key, f"Quarter {quarter.number}{going}", _shown(total, view), directions(seen), seen.rating)
        )
    found.append(Sum(view.quarter.to_date_key, "Year to date", _shown(view.to_date, view), "", view.rating))
    return found


def directions(view: CountView) -> str:
    """Against the last quarter and the same quarter last year: "Better than the last quarter"."""
    said = []
    for code, against in ((view.direction, "the last quarter"), (view.direction_year, "the same quarter last year")):
        if code != "none":
            said.append(f"{sums.DIRECTIONS[code][0]} {'as' if code == 'same' else 'than'} {against}")
    return ", ".join([*said[:1], *(f"{one[0].lower()}{one[1:]}" for one in said[1:])])


def against(view: CountView) -> str:
    """What a count is held against: its baseline and its target, each with its date; "" without either."""
    count, said = view.count, []
    if (baseline := number(count, "baseline")) is not None:
        said.append(f"Baseline {amount(baseline, count)}{_on(text(count, 'baseline_on'))}.")
    if (target := number(count, "target")) is not None:
        whole = " for the whole year" if view.nature == "flow" else ""
        within = number(count, "tolerance")
        near = f", within {amount(within, {})}% of it" if within else ""
        said.append(f"Target {amount(target, count)}{whole}{_on(text(count, 'target_on'))}{near}.")
    return " ".join(said)


def _shown(total: Total, view: CountView) -> str:
    if total.value is None:
        return total.reason if total.reason != sums.REASONS["empty"] else "–"
    shown = amount(total.value, view.count, total.precision)
    return shown if total.complete else f"{shown} ({covers(total)})"


def _on(day: str) -> str:
    return f" ({shown_day(day)})" if day else ""
