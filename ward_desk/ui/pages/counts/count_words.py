"""Count words: what the Activity counts page says of a count: its cells, its sums and how they come about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from ward_desk.core import sums
from ward_desk.core.choices import BETTER, FREQUENCIES
from ward_desk.core.choices import label as words_of
from ward_desk.core.fields import number, text
from ward_desk.core.periods import Month, Quarter
from ward_desk.core.records import Row
from ward_desk.core.sums import Total
from ward_desk.core.typed import SHOWN_AS, show_date, show_money, show_number
from ward_desk.service import figures
from ward_desk.service.figures import CountView

NONE: Final = "–"
NOT_AVAILABLE: Final = "n/a"

# States of a cell; the grid shades what is missing and slants what comes from events.
TYPED, EVENTS, MISSING, UNAVAILABLE, BLANK = "typed", "events", "missing", "unavailable", ""

_ADDS_UP: Final = {
    "flow": "The quarter and the year are the sum of their {parts}.",
    "stock": "The quarter is the figure at its end, and the year the latest one.",
    "rate": "The quarter is all that were counted out of the whole base, never a mean of percentages.",
    "people": "Different people are never added up: one figure is entered for the quarter, one for the year to date.",
    "score": "The quarter is pooled over everyone who answered, never a mean of means.",
}
_TYPED_AS: Final = {
    "rate": "Type how many out of how many: 17 of 27.",
    "score": "Type the mean, with the number of answers in brackets: 4.2 (27).",
}
_USUALLY_TYPED_AS: Final = "Type 50, about 50 or 50+. Leave it empty when nobody counted."


@dataclass(frozen=True)
class Entry:
    """One place a figure of a count is entered for: a month, a quarter, or the year to date of different people."""

    key: str
    caption: str  # beside its field: "Apr"
    name: str  # in full: "Apr 2023"
    words: str  # what stands in its field
    total: Total
    sum: str  # what was typed and what events gave, added up
    state: str
    typed: Row | None
    from_events: tuple[Row, ...]
    unavailable: str

    @property
    def read_only(self) -> bool:
        """Whether its figure comes from events alone, so that typing one would count things twice."""
        return bool(self.from_events) and not _has_figure(self.typed)


def is_share(count: Row) -> bool:
    """Whether a count's figures are per cent."""
    return text(count, "nature") == "rate" or text(count, "unit") == "%"


def amount(value: float | None, count: Row, precision: str = "exact") -> str:
    """A figure of a count: "50", "about 50", "4.2%", "£1,200"; "" for none."""
    if value is None:
        return ""
    if is_share(count):
        shown = f"{show_number(round(value, 1))}%"
    elif text(count, "unit") == "£":
        shown = show_money(round(value * 100))
    else:
        shown = show_number(value)
    return SHOWN_AS[precision].format(shown)


def sum_words(total: Total, count: Row) -> str:
    """A sum with how much of its period it covers: "294 (8 of 9)", "50 (Nov)"; "" when there is none."""
    shown = amount(total.value, count, total.precision)
    if not shown or total.complete:
        return shown
    return f"{shown} ({total.at[:3]})" if total.at else f"{shown} ({total.have} of {total.want})"


def direction_words(code: str) -> str:
    """ "↑ Better"; a dash when there is nothing to compare with."""
    word, arrow = sums.DIRECTIONS[code]
    return NONE if code == "none" else f"{arrow} {word}"


def field_words(row: Row | None, count: Row) -> str:
    """A typed figure as it is typed: "about 50", "17 of 27", "4.2 (27)"."""
    if row is None:
        return ""
    value, top, base = (number(row, name) for name in ("value", "numerator", "denominator"))
    shown = SHOWN_AS.get(text(row, "precision") or "exact", "{}")
    if text(count, "nature") == "rate":
        if top is None:
            return "" if value is None else f"{show_number(value)}%"
        return shown.format(show_number(top)) + (f" of {show_number(base)}" if base is not None else "")
    if value is None:
        return ""
    if text(count, "nature") == "score" and base is not None:
        return f"{show_number(value)} ({show_number(base)})"
    return shown.format(show_number(value))


def rows_of_entries(view: CountView, today: date) -> list[list[Entry]]:
    """The entries of a financial year, a row for each quarter."""
    year = Quarter(view.quarter.fy_start_year, 4, view.quarter.start_month)
    found = []
    for quarter in year.quarters_to_date:
        if view.nature == "people":
            found.append([_entry(view, quarter, today)])
            if quarter.number > 1:
                found[-1].append(_to_date_entry(view, quarter))
        elif view.frequency == "quarterly":
            found.append([_entry(view, quarter, today)])
        else:
            found.append([_entry(view, month, today) for month in quarter.months])
    return found


def _entry(view: CountView, period: Month | Quarter, today: date) -> Entry:
    cell = view.cell(period)
    caption = period.name[:3] if isinstance(period, Month) else "Quarter"
    given = tuple(row for row in cell.rows if row["event"] is not None)
    has = any(map(_has_figure, cell.rows))
    if has:
        state = TYPED if _has_figure(cell.typed) else EVENTS
    elif cell.unavailable:
        state = UNAVAILABLE
    else:
        state = MISSING if figures.wanted(period, today) and _kept_since(view, period, today) else BLANK
    total = amount(cell.total.value, view.count, cell.total.precision)
    shown = total if state == EVENTS else field_words(cell.typed, view.count)
    return Entry(
        period.key, caption, figures.label(period), shown, cell.total, total, state, cell.typed, given,
        cell.unavailable,
    )  # fmt: skip


def _to_date_entry(view: CountView, quarter: Quarter) -> Entry:
    rows = view.rows(quarter.to_date_key)
    typed = next((row for row in rows if row["event"] is None), None)
    total = Total(value=number(typed, "value"), precision=text(typed, "precision") or "exact") if typed else Total()
    name = f"Year to the end of {quarter.months[2].label}"
    state = TYPED if _has_figure(typed) else BLANK
    why = text(typed, "unavailable") if typed else ""
    shown = field_words(typed, view.count)
    return Entry(quarter.to_date_key, "Year so far", name, shown, total, shown, state, typed, (), why)


def _has_figure(row: Row | None) -> bool:
    return row is not None and (row["value"] is not None or row["numerator"] is not None)


def _kept_since(view: CountView, period: Month | Quarter, today: date) -> bool:
    """Whether the count was kept by then: a gap before its first figure is no gap, but this quarter always is one."""
    now = Quarter.of(today, view.quarter.start_month)
    if (period == now) if isinstance(period, Quarter) else (period in now):
        return True
    before: Month | Quarter = period
    for _ in range(8 if isinstance(period, Quarter) else 24):
        before = before.previous if isinstance(before, Quarter) else before.next(-1)
        if view.rows(before.key):
            return True
    return False


def cells_of_months(rows: Sequence[Sequence[Entry]]) -> list[tuple[str, str]]:
    """(words, state) of the twelve months in the grid; the figure of a quarter stands in its last month."""
    cells: list[tuple[str, str]] = []
    for entries in rows:
        if len(entries) == 3:
            cells += [(_cell_words(one), one.state) for one in entries]
        else:
            cells += [("", BLANK), ("", BLANK), (_cell_words(entries[0]), entries[0].state)]
    return cells


def _cell_words(entry: Entry) -> str:
    if entry.state in (TYPED, EVENTS):
        # A percentage with no base has no value yet; what was typed of it still has to be seen.
        return entry.sum or entry.words
    return {MISSING: NONE, UNAVAILABLE: NOT_AVAILABLE}.get(entry.state, "")


def adds_up(count: Row) -> str:
    """How the count adds up, when it is better, and where its figures come from."""
    frequency = text(count, "frequency") or "monthly"
    parts = "months" if frequency == "monthly" else "quarters"
    said = [
        _ADDS_UP.get(text(count, "nature"), "").format(parts=parts),
        f"{words_of(BETTER, count['better'])}." if count["better"] else "",
        f"Entered {words_of(FREQUENCIES, frequency).lower()}"
        + (f" by {text(count, 'owner')}." if count["owner"] else ".")
        + (f" Source: {text(count, 'source').rstrip('.')}." if count["source"] else ""),
    ]
    return " ".join(filter(None, said))


def how_to_type(count: Row) -> str:
    """What a figure of the count looks like when it is typed."""
    return _TYPED_AS.get(text(count, "nature"), _USUALLY_TYPED_AS)


def judged(view: CountView) -> str:
    """Baseline, target, year to date and direction in a few sentences."""
    count = view.count
    said = []
    if (baseline := number(count, "baseline")) is not None:
        said.append(f"Baseline {amount(baseline, count)}{_on(count, 'baseline_on')}.")
    if (target := number(count, "target")) is not None:
        whole = " for the whole year" if view.nature == "flow" else ""
        said.append(f"Target {amount(target, count)}{whole}{_on(count, 'target_on')}.")
    to_date = view.to_date
    if to_date.value is None:
        said.append(f"Year to date: {to_date.reason}.")
    else:
        part = "" if to_date.complete else f", {_covers(to_date)}"
        said.append(f"Year to date {amount(to_date.value, count, to_date.precision)}{part}.")
    for code, against in ((view.direction, "the last quarter"), (view.direction_year, "the same quarter last year")):
        if code != "none":
            said.append(f"{sums.DIRECTIONS[code][0]} {'as' if code == 'same' else 'than'} {against}.")
    return " ".join(said)


def quarter_words(total: Total, count: Row) -> tuple[str, str]:
    """The sum of a quarter and, when it is not whole, what it covers: ("68", "2 of 3 months")."""
    if total.value is None:
        return NONE, "" if total.reason == sums.REASONS["empty"] else total.reason
    return amount(total.value, count, total.precision), "" if total.complete else _covers(total)


def _covers(total: Total) -> str:
    return f"as it stood in {total.at}" if total.at else sums.completeness(total)


def _on(count: Row, name: str) -> str:
    day = text(count, name)
    return f" ({show_date(date.fromisoformat(day))})" if day else ""
