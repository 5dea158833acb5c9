"""Figures: one activity count over a financial year, its sums and how they are judged, and typing a figure in.

Used by the Activity counts page, Home and the return. The rules are in `core.sums`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import Final

from ward_desk.core import sums
from ward_desk.core.fields import number, text
from ward_desk.core.periods import Month, Quarter, is_period
from ward_desk.core.records import Row
from ward_desk.core.sums import Part, Total
from ward_desk.core.typed import show_number
from ward_desk.service.counts.figure_entry import set_figure as set_figure
from ward_desk.service.counts.figure_entry import set_figures as set_figures
from ward_desk.service.document import Document
from ward_desk.store import computed, counts

Period = Month | Quarter

# A figure is asked for from this many days before its period ends.
WANTED_DAYS: Final = 14

_MARKS: Final = {"about": "[about]", "at_least": "[at least]", "mixed": "[about] [at least]"}


def precision_mark(precision: str) -> str:
    """The mark of the return for a precision: "[about]"; empty for an exact number."""
    return _MARKS.get(precision, "")


@lru_cache(maxsize=256)  # every count of a ward asks for the same few periods
def wanted(period: Period, today: date) -> bool:
    """Whether the figure of a period can be asked for: its end is near or past."""
    last = period.last
    return today >= last - timedelta(days=WANTED_DAYS)


def label(period: Period) -> str:
    """A period as people read it: "Dec 2023", "Q3 2023-24"."""
    return period.label if isinstance(period, Month) else period.short


def from_events(row: Row) -> bool:
    """Whether a figure was given by an event, or is worked out from events."""
    return row["event"] is not None or bool(row.get("computed"))


def is_typed(row: Row) -> bool:
    """Whether somebody typed a figure in for its period; an adjustment stands beside what events gave."""
    return not from_events(row) and not row["adjustment"]


@dataclass(frozen=True)
class Cell:
    """One count in one month or quarter."""

    period: Period
    total: Total
    rows: tuple[Row, ...]  # every figure of it, those from events too
    typed: Row | None  # the figure somebody typed, if any
    adjustments: tuple[Row, ...]  # marked corrections beside what events gave
    marks: str  # as in the return: "[p] [about]"

    @property
    def from_events(self) -> tuple[Row, ...]:
        """The figures that events gave: recorded at one, or worked out from all of a month. They are never typed
        over."""
        return tuple(row for row in self.rows if from_events(row))

    @property
    def unavailable(self) -> str:
        """Why there is no figure, when somebody said why."""
        return next((why for row in self.rows if (why := text(row, "unavailable"))), "")

    @property
    def notes(self) -> str:
        """What was noted about it."""
        return " ".join(note for row in self.rows if (note := text(row, "note")))


class CountView:
    """One count as seen from a quarter: every sum of `model.md`, worked out when it is asked for."""

    def __init__(self, count: Row, figures: Iterable[Row], quarter: Quarter) -> None:
        self.count = count
        self.quarter = quarter
        self.nature = text(count, "nature") or "flow"
        # Events are counted by the month they are in.
        self.frequency = "monthly" if computed.is_computed(count) else text(count, "frequency") or "monthly"
        self.better = text(count, "better") or "higher"
        self._by_period: dict[str, list[Row]] = {}
        self._cells: dict[str, Cell] = {}
        self._made: dict[str, list[Part]] = {}
        for row in figures:
            self._by_period.setdefault(text(row, "period"), []).append(row)

    def rows(self, key: str) -> tuple[Row, ...]:
        """Every figure of a period."""
        return tuple(self._by_period.get(key, ()))

    def has_between(self, first: str, before: str) -> bool:
        """Whether there is a figure from one month up to another, or from one quarter up to another, by their keys."""
        return any(first <= key < before and len(key) == len(first) for key in self._by_period)

    def cell(self, period: Period) -> Cell:
        """One month or quarter by itself, adding up what its events gave and what was typed."""
        if period.key not in self._cells:
            self._cells[period.key] = self._cell(period)
        return self._cells[period.key]

    def _cell(self, period: Period) -> Cell:
        rows = self.rows(period.key)
        total = sums.add_up(self.nature, self._parts((period.key,)), (period,), entered_for=period.key)
        typed = next((row for row in rows if is_typed(row)), None)
        adjustments = tuple(row for row in rows if row["adjustment"])
        marks = ["[p]"] if any(row["state"] == "provisional" for row in rows) else []
        marks += ["[r]"] if any(row["state"] == "revised" for row in rows) else []
        marks += [precision_mark(total.precision)] if total.value is not None else []
        if total.value is None and any(row["unavailable"] for row in rows):
            marks = ["[x]"]
        return Cell(period, total, rows, typed, adjustments, " ".join(filter(None, marks)))

    @cached_property
    def months(self) -> tuple[Cell, ...]:
        """The twelve months of the financial year."""
        year = Quarter(self.quarter.fy_start_year, 4, self.quarter.start_month)
        return tuple(self.cell(month) for month in year.year_to_date)

    @cached_property
    def quarters(self) -> tuple[Total, ...]:
        """The totals of the four quarters of the financial year."""
        year = Quarter(self.quarter.fy_start_year, 4, self.quarter.start_month)
        return tuple(self._quarter(quarter) for quarter in year.quarters_to_date)

    @cached_property
    def total(self) -> Total:
        """The quarter."""
        return self._quarter(self.quarter)

    @cached_property
    def to_date(self) -> Total:
        """The financial year up to the end of the quarter."""
        return self._to_date(self.quarter)

    @cached_property
    def last_quarter(self) -> Total:
        """The quarter before."""
        return self._quarter(self.quarter.previous)

    @cached_property
    def same_quarter_last_year(self) -> Total:
        """The same quarter of the year before."""
        return self._quarter(self.quarter.same_last_year)

    @property
    def direction(self) -> str:
        """Against the last quarter, a key of `sums.DIRECTIONS`."""
        return self._direction(self.total, self.last_quarter)

    @property
    def direction_year(self) -> str:
        """Against the same quarter last year, a key of `sums.DIRECTIONS`."""
        return self._direction(self.total, self.same_quarter_last_year)

    @cached_property
    def rating(self) -> str | None:
        """Against target: green, amber, red, or None without a figure or a target.

        A flow's year to date is held against the share of its yearly target due for the months that have a
        figure, so that a missing month looks neither late nor early.
        """
        target = number(self.count, "target")
        if target is None:
            return None
        tolerance = number(self.count, "tolerance") or 0
        if self.nature != "flow":
            before = sums.comparator(self.same_quarter_last_year.value, self.last_quarter.value)
            return sums.against_target(self.total.value, target, tolerance, self.better, before)
        so_far = self.to_date
        months = so_far.have * (1 if self.frequency == "monthly" else 3)
        due = sums.share_due("flow", target, months)
        last_year = self._to_date(self.quarter.same_last_year) if so_far.complete else None
        comparable = last_year is not None and last_year.complete
        before = last_year.value if last_year is not None and comparable else None
        rating = sums.against_target(so_far.value, due, tolerance, self.better, before)
        if rating == "red" and not comparable and self.direction == "better":
            return "amber"
        return rating

    @property
    def completeness(self) -> str:
        """How much of the quarter has a figure: "2 of 3 months"."""
        return sums.completeness(self.total)

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods of the quarter a figure is entered for."""
        return (self.quarter,) if self.by_quarter else self.quarter.months

    @property
    def by_quarter(self) -> bool:
        """Whether one figure is entered for the whole quarter, not one a month."""
        return self.frequency == "quarterly" or self.nature == "people"

    def is_period(self, key: str) -> bool:
        """Whether a figure's key is that of a month, a quarter or a year to date."""
        return is_period(key, self.quarter.start_month)

    def missing(self, today: date) -> tuple[Period, ...]:
        """The periods of the quarter that want a figure by now and have neither one nor a reason why not."""
        return tuple(
            period
            for period in self.periods
            if wanted(period, today) and not any(map(_says_something, self.rows(period.key)))
        )

    @property
    def explanation(self) -> str:
        """What was noted about the quarter's figures, and why some are missing."""
        said = []
        for period in (*self.quarter.months, self.quarter):
            if self.rows(period.key):
                cell = self.cell(period)
                noted = " ".join(note for row in cell.rows if not row["adjustment"] and (note := text(row, "note")))
                words = [noted, f"Not available: {cell.unavailable}" if cell.unavailable else ""]
                said += [f"{label(period)}: {' '.join(filter(None, words))}"] if any(words) else []
                said += [f"{label(period)}: {_adjusted(row)}" for row in cell.adjustments]
        if self.total.value is None and self.total.reason not in ("", sums.REASONS["empty"]):
            said.append(self.total.reason[0].upper() + self.total.reason[1:] + ".")
        return "\n".join(said)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of every period that has a figure, as they stand in the document."""
        return tuple(self._by_period)

    def earlier(self) -> list[float]:
        """The figures of the periods of the same length before the quarter, oldest first."""
        first = self.periods[0].key
        alike = (
            key for key in self._by_period if len(key) == len(first) and ("Q" in key) == ("Q" in first) and key < first
        )
        return [value for key in sorted(alike) if (value := self.value(key)) is not None]

    def value(self, key: str) -> float | None:
        """What one month or quarter, by its key, comes to by itself."""
        rows = self._by_period.get(key, ())
        if len(rows) == 1 and self.nature != "rate" and not rows[0]["adjustment"]:
            return number(rows[0], "value")
        if not rows or "YTD" in key or not self.is_period(key):
            return None
        period: Period = Quarter.parse(key, self.quarter.start_month) if "Q" in key else Month.parse(key)
        return sums.add_up(self.nature, self._parts((key,)), (period,), entered_for=key).value

    def _quarter(self, quarter: Quarter) -> Total:
        return sums.quarter_total(self.nature, self._parts(_keys_in(quarter)), quarter, self.frequency)

    def _to_date(self, quarter: Quarter) -> Total:
        return sums.year_to_date(self.nature, self._parts(_keys_to_date(quarter)), quarter, self.frequency)

    def _parts(self, keys: Iterable[str]) -> list[Part]:
        return [part for key in keys if key in self._by_period for part in self._parts_of(key)]

    def _parts_of(self, key: str) -> Sequence[Part]:
        rows = self._by_period.get(key)
        if not rows:
            return ()
        # Kept: the month, its quarter, the year and what each is compared with all ask for the same ones.
        if key not in self._made:
            self._made[key] = [
                Part(
                    period=key,
                    value=number(row, "value"),
                    numerator=number(row, "numerator"),
                    denominator=number(row, "denominator"),
                    precision=text(row, "precision") or "exact",
                    n=number(row, "denominator"),
                )
                for row in adding_up(rows)
            ]
        return self._made[key]

    def _direction(self, now: Total, before: Total) -> str:
        # A sum with a month missing is no match for a whole one; a stock or a share can be compared as it is.
        if self.nature == "flow" and not (now.complete and before.complete):
            return "none"
        return sums.direction(now.value, before.value, self.better)


@lru_cache(maxsize=64)  # every count of a ward asks for the same few quarters
def _keys_in(quarter: Quarter) -> tuple[str, ...]:
    return quarter.key, *(month.key for month in quarter.months)


@lru_cache(maxsize=64)
def _keys_to_date(quarter: Quarter) -> tuple[str, ...]:
    keys = (quarter.to_date_key, *(month.key for month in quarter.year_to_date))
    return *keys, *(one.key for one in quarter.quarters_to_date if one.key != quarter.to_date_key)


def _adjusted(row: Row) -> str:
    """ "adjusted by -3: counted twice at the door"."""
    reason = text(row, "note").strip()
    plain = reason[:1].lower() + reason[1:] if reason[1:2].islower() else reason
    return f"adjusted by {show_number(number(row, 'value') or 0)}: {plain}".removesuffix(": ")


def adding_up(rows: Sequence[Row]) -> Sequence[Row]:
    """The figures of a period that count: an adjustment with nothing beside it that it could adjust is no figure."""
    return rows if any(not row["adjustment"] and _has_number(row) for row in rows) else ()


def _has_number(row: Row) -> bool:
    return row["value"] is not None or row["numerator"] is not None


def _says_something(row: Row) -> bool:
    return (_has_number(row) and not row["adjustment"]) or bool(row["unavailable"])


def count_views(
    doc: Document, count_ids: Sequence[str], quarter: Quarter, today: date | None = None
) -> dict[str, CountView]:
    """Each count as seen from a quarter, in the order given, from this and the last financial year's figures."""
    return views_of_years(doc, count_ids, quarter, quarter.fy_start_year - 1, quarter.fy_start_year + 1, today)


def views_of_years(
    doc: Document, count_ids: Sequence[str], quarter: Quarter, since: int, until: int, today: date | None = None
) -> dict[str, CountView]:
    """Each count as seen from a quarter, in the order given, from the figures of some calendar years."""
    store = doc.store
    rows = counts.some(store, count_ids)
    # Keys of months and quarters alike begin with their year.
    first, last = str(since), f"{until}-99"
    figures = counts.figures(store, count_ids, first, last)
    worked_out = filter(computed.is_computed, rows.values())
    for one, months in computed.figures_of(store, worked_out, f"{first}-01", last, today or doc.today).items():
        figures.setdefault(one, []).extend(months)
    noted = [row for some in figures.values() for row in some if row["event"] is not None and row["note"]]
    private = counts.private_events(store, {text(row, "event") for row in noted}) if noted else ()
    for row in (row for row in noted if row["event"] in private):
        row["note"] = ""  # the number counts; what was written about an event for this ward only stays there
    return {one: CountView(rows[one], figures.get(one, ()), quarter) for one in count_ids if one in rows}
