"""Figure trail: how any figure of an activity count was added up, from which records, who entered it, and what it was
before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from ward_desk.core import choices
from ward_desk.core.fields import number, shown_day, text
from ward_desk.core.periods import Month, Quarter
from ward_desk.core.records import Row, Value
from ward_desk.core.sums import Total
from ward_desk.service.counts import figure_past, figures
from ward_desk.service.counts.figure_words import amount, covers, field_words, rule, total_words
from ward_desk.service.counts.figures import CountView, Period
from ward_desk.service.document import Document
from ward_desk.store import computed

NONE: Final = "–"
_UNSURE: Final = {"about": "“about”", "at_least": "“at least”", "mixed": "“about … or more”"}
_NOT_COUNTED: Final = "not counted"
_NAMED: Final = 3  # records named in a sentence; the lines below it have all of them


class Line(NamedTuple):
    """One thing a figure is made of, and the record it opens. A part of a longer period opens under its own key:
    then the record is the count, and `field` the period."""

    table: str
    row_id: str
    field: str
    words: str
    small: str  # the number, with its precision


class Trail(NamedTuple):
    """How one figure came about."""

    key: str  # of a month, a quarter or a year to date
    name: str
    shown: str  # what it comes to; a dash when there is none
    rule: str
    lines: tuple[Line, ...]
    remarks: tuple[str, ...]  # how sure it is and why, what is missing, what was sent: a sentence each
    entered: str  # by whom and when; "" when nobody typed it


def name_of(view: CountView, key: str) -> str:
    """A month, a quarter or a year to date, in full."""
    if "-YTD" in key:
        return f"Year to the end of {figure_past.quarter_of(view, key).months[2].label}"
    return figure_past.quarter_of(view, key).label if "Q" in key else Month.parse(key).label


def short_name(view: CountView, key: str) -> str:
    """The same without the months of a quarter: "Q3 2023-24"."""
    return name_of(view, key).partition(" (")[0]


def shown(view: CountView, key: str) -> str:
    """What the figure of a month, a quarter or a year to date comes to; a dash when there is none."""
    return total_words(_total(view, key), view.count) or NONE


def trail(doc: Document, view: CountView, key: str) -> Trail:
    """How the figure of a month, a quarter or the year to date came about.

    Raises PeriodError for any other word.
    """
    summed = _summed(view, key)
    total = _total(view, key)
    lines = _parts(view, summed) if summed else _records(doc, view, key)
    remarks = [
        *_why_none(view, key, total, bool(summed)),
        *_precision(total, lines),
        *(_missing(view, summed, total, doc) if summed else ()),
        *_notes(view, key),
        *figure_past.sent(doc, view, key, total),
    ]
    return Trail(
        key, name_of(view, key), shown(view, key), _rule(view, key, bool(summed), lines),
        tuple(lines), tuple(remarks), "" if summed else figure_past.entered(doc, view, key),
    )  # fmt: skip


def longer(view: CountView, key: str) -> tuple[str, ...]:
    """The keys of the quarter and the year to date that a month or quarter is part of."""
    if "-YTD" in key:
        return ()
    quarter = figure_past.quarter_of(view, key)
    whole = (quarter.key,) if "Q" not in key else ()
    return (*whole, view.quarter.to_date_key) if quarter <= view.quarter else whole


def _summed(view: CountView, key: str) -> tuple[Period, ...]:
    """The periods a figure is summed over; none when it is entered for its period."""
    if "Q" not in key or view.nature == "people":
        return ()
    quarter = figure_past.quarter_of(view, key)
    if "-YTD" in key:
        return quarter.quarters_to_date if view.frequency == "quarterly" else quarter.year_to_date
    return () if view.by_quarter else quarter.months


def _total(view: CountView, key: str) -> Total:
    if "-YTD" in key:
        quarter = figure_past.quarter_of(view, key)
        rows = (row for one in view.keys for row in view.rows(one))
        return view.to_date if quarter == view.quarter else CountView(view.count, rows, quarter).to_date
    if "Q" not in key:
        return view.cell(Month.parse(key)).total
    quarter = figure_past.quarter_of(view, key)
    return view.cell(quarter).total if view.by_quarter else view.quarters[quarter.number - 1]


def _parts(view: CountView, periods: Sequence[Period]) -> list[Line]:
    """The months or quarters of a longer period that have something to say, each with its own figure."""
    count = view.count
    used = next((one for one in reversed(periods) if view.cell(one).total.value is not None), None)
    lines = []
    for period in periods:
        cell = view.cell(period)
        said = total_words(cell.total, count)
        if not said:
            typed = field_words(cell.typed, count)
            said = f"not available: {cell.unavailable}" if cell.unavailable else typed or NONE
        name = figures.label(period)
        if view.nature == "stock" and period is used:
            name += ", the latest"
        lines.append(Line("activity_count", text(count, "id"), period.key, name, said))
    return lines


def _records(doc: Document, view: CountView, key: str) -> list[Line]:
    """The records one figure is made of."""
    count, lines = view.count, []
    if computed.is_computed(count) and "Q" not in key:
        month = Month.parse(key)
        for row in computed.events(doc.store, count, month.first.isoformat(), month.last.isoformat()):
            shown = amount(number(row, "value"), count, text(row, "precision") or "exact")
            lines.append(_event_line(row, "id", "ref", "title", "start", shown or _NOT_COUNTED))
    for row in view.rows(key):
        if row.get("computed"):
            continue
        if row["event"] is not None:
            shown = amount(number(row, "value"), count, text(row, "precision") or "exact")
            lines.append(_event_line(row, "event", "event_ref", "event_title", "event_start", shown))
        elif row["adjustment"]:
            shown = figure_past.signed(number(row, "value"))
            lines.append(Line("figure", text(row, "id"), "", f"Adjusted: {text(row, 'note')}", shown))
        elif shown := field_words(row, count):
            lines.append(Line("activity_count", text(count, "id"), key, "Typed in", shown))
    return lines


def _event_line(row: Row, row_id: str, ref: str, title: str, start: str, shown: str) -> Line:
    day = shown_day(row[start])
    words = f"{text(row, ref)} {text(row, title)}".strip()
    return Line("event", text(row, row_id), "", f"{words}, {day}" if day else words, shown)


def _rule(view: CountView, key: str, summed: bool, lines: Sequence[Line]) -> str:
    count = view.count
    if summed or view.nature == "people":
        return rule(count)
    events = sum(line.table == "event" and line.small != _NOT_COUNTED for line in lines)
    if computed.is_computed(count):
        what = choices.label(choices.COMPUTED, count["computed"])
        return f"{what}: adds up {events} {'event' if events == 1 else 'events'}." if events else ""
    if len(lines) > 1 and view.nature == "flow":
        only = events == len(lines)
        return f"Adds up {events} events." if only else "What events gave and what was typed in are added up."
    return rule(count) if view.by_quarter else ""


def _why_none(view: CountView, key: str, total: Total, summed: bool) -> list[str]:
    if view.by_quarter and "Q" not in key and not view.rows(key):
        return ["One figure is entered for the whole quarter."]
    if total.value is not None:
        waiting = sum(_whole(row.get("waiting")) for row in view.rows(key))
        said = f"{waiting} {'event' if waiting == 1 else 'events'} held with nobody counted: it may grow."
        no_event = computed.is_computed(view.count) and not summed and not total.value and not waiting
        if no_event and not any(_whole(row.get("events")) for row in view.rows(key)):
            return ["No such event was held: a true nought."]
        return [said] if waiting else []
    waiting = sum(_whole(row.get("waiting")) for row in view.rows(key))
    if waiting:
        return [f"Waiting for the attendance of {waiting} {'event' if waiting == 1 else 'events'}."]
    why = next((text(row, "unavailable") for row in view.rows(key) if row["unavailable"]), "")
    if why and not summed:
        return [f"Not available: {why.rstrip('.')}."]
    return [f"{total.reason[0].upper()}{total.reason[1:]}."] if total.reason else []


def _precision(total: Total, lines: Sequence[Line]) -> list[str]:
    """How sure a figure is, and which of its parts make it so: no sum is surer than its parts."""
    if total.value is None or total.precision == "exact":
        return []
    unsure = [line.words for line in lines if line.small.startswith(("about", "at least"))]
    if len(lines) < 2 or not unsure:
        return [f"Counted as {_UNSURE[total.precision]}."]
    named = [words.split(", ")[0] for words in unsure[:_NAMED]]
    if len(unsure) > _NAMED:
        named.append(f"{len(unsure) - _NAMED} more")
    listed = " and ".join(filter(None, (", ".join(named[:-1]), named[-1])))
    verb = "was" if len(unsure) == 1 else "were"
    return [f"It is {_UNSURE[total.precision]}, because {listed} {verb} not counted exactly."]


def _missing(view: CountView, periods: Sequence[Period], total: Total, doc: Document) -> list[str]:
    """What of a sum is not there, by name: a month that is missing is no nought."""
    known = [at for at, one in enumerate(periods) if view.cell(one).total.value is not None]
    if total.at:  # a stock is read at its latest figure; what is missing before that takes nothing from it
        periods = periods[known[-1] :]
    empty = [one for one in periods if view.cell(one).total.value is None]
    late = [figures.label(one) for one in empty if figures.wanted(one, doc.today)]
    said = []
    if total.value is not None and (not total.complete or late):
        said.append(f"{covers(total)[0].upper()}{covers(total)[1:]}.")
    if late:
        said.append(f"No figure for {', '.join(late)}.")
    if len(empty) > len(late):
        coming = len(empty) - len(late)
        word = "quarter" if isinstance(empty[-1], Quarter) else "month"
        said.append(f"{coming} {word if coming == 1 else word + 's'} still to come.")
    return said


def _notes(view: CountView, key: str) -> list[str]:
    rows = [row for row in view.rows(key) if not row["adjustment"]]
    said = [text(row, "note") for row in rows if text(row, "note")]
    for state, words in (("provisional", "Provisional."), ("revised", "Revised.")):
        if any(row["state"] == state for row in rows):
            said.insert(0, words)
    return said


def _whole(value: Value) -> int:
    return value if isinstance(value, int) else 0
