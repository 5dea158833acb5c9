"""Count cells: what each cell of the grid of figures says: what stands there, how it came about, what it lacks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, NamedTuple

from ward_desk.core.fields import text, whole
from ward_desk.core.periods import Quarter
from ward_desk.core.records import Row
from ward_desk.core.sums import Total
from ward_desk.service.counts import figures
from ward_desk.service.counts.figure_cell import cell_words
from ward_desk.service.counts.figure_paste import cell_key
from ward_desk.service.counts.figure_words import amount, covers
from ward_desk.service.counts.figures import CountView, Period
from ward_desk.service.counts.figures_missing import is_missing
from ward_desk.store.computed import is_computed

MONTHS_SHOWN, QUARTERS_SHOWN = 12, 4

# What a cell is. `SUM` adds up from others of its row; `CLOSED` takes no figure.
TYPED, EVENTS, MISSING, UNAVAILABLE, BLANK, SUM, CLOSED, REFUSED = (
    "typed", "events", "missing", "unavailable", "", "sum", "closed", "refused",
)  # fmt: skip
_SIGNS: Final = {MISSING: "–", UNAVAILABLE: "n/a"}
# Short, and read back as they stand; the tooltip has the words.
_SHORT: Final = {"about": "~{}", "at_least": "{}+", "mixed": "~{}+"}


class Refused(NamedTuple):
    """What was typed into a cell and is no figure."""

    words: str
    why: str


class GridCell(NamedTuple):
    """One cell of a month, a quarter or the year: the key its figure is typed under, "" for none; what is painted;
    what is typed to have it; and everything about it in words."""

    key: str
    words: str
    state: str
    typed: str = ""
    unsure: bool = False  # about or at least
    signs: str = ""  # small letters beside it: p, r, ±, or what a year covers: 2/3
    waiting: int = 0  # events held with nobody counted
    events: int = 0  # events it adds up from
    said: str = ""
    shows: str = ""  # the key of the period it stands for, be it a sum


def month_key(place: int) -> str:
    """The key of the column of a month, counted from nought at the start of the financial year."""
    return f"month_{place}"


def quarter_key(place: int) -> str:
    """The key of the column of a quarter, counted from nought."""
    return f"quarter_{place}"


def period_of(column: str, quarter: Quarter) -> Period | None:
    """The month or quarter a column stands for in the financial year of a quarter; None for any other column."""
    kind, _, place = column.partition("_")
    if not place.isdigit():
        return None
    year = Quarter(quarter.fy_start_year, 4, quarter.start_month)
    return year.year_to_date[int(place)] if kind == "month" else year.quarters_to_date[int(place)]


def cells(
    view: CountView, today: date, refused: Mapping[tuple[str, str], Refused], revised: Mapping[str, object]
) -> dict[str, GridCell]:
    """The cells of a count by the keys of their columns. `refused` holds what could not be kept, by count and period,
    `revised` the periods changed since they were sent."""
    year = Quarter(view.quarter.fy_start_year, 4, view.quarter.start_month)
    columns: list[tuple[str, Period]] = [(month_key(n), month) for n, month in enumerate(year.year_to_date)]
    columns += [(quarter_key(n), quarter) for n, quarter in enumerate(year.quarters_to_date)]
    made = {column: _cell(view, period, today, revised) for column, period in columns}
    made["to_date"] = _year(view)
    if refused:
        count = text(view.count, "id")
        for column, cell in made.items():
            if cell.key and (wrong := refused.get((count, cell.key))):
                made[column] = cell._replace(words=wrong.words, state=REFUSED, typed=wrong.words, said=wrong.why)
    return made


def _cell(view: CountView, period: Period, today: date, revised: Mapping[str, object]) -> GridCell:
    key = cell_key(view.count, period, view.quarter.start_month)
    if not key:
        if isinstance(period, Quarter):
            return _sum(view, period)
        return GridCell("", "", CLOSED, said=_closed(period, view.quarter.start_month))
    if key != period.key:
        period = Quarter.of(period.first, view.quarter.start_month)
    cell = view.cell(period)
    has = any(row["value"] is not None or row["numerator"] is not None for row in cell.rows)
    given = bool(cell.from_events) or _counted_since(view, period)
    from_events = given and not _has_number(cell.typed)
    if has:
        state = EVENTS if from_events else TYPED
    elif cell.unavailable:
        state = UNAVAILABLE
    else:
        state = EVENTS if from_events else MISSING if is_missing(view, period, today) else BLANK
    # A percentage with no base has no value yet; what was typed of it still has to be seen.
    shown = amount(cell.total.value, view.count, cell.total.precision) or cell_words(cell.typed, view.count)
    words = _short(cell.total, view.count) or shown if has else _SIGNS.get(state, "")
    events = sum(whole(row, "events") or 0 if row.get("computed") else 1 for row in cell.from_events)
    waiting = sum(whole(row, "waiting") or 0 for row in cell.rows if row.get("computed"))
    signs = ("p" if "[p]" in cell.marks else "") + ("r" if key in revised or "[r]" in cell.marks else "")
    signs += "±" if cell.adjustments else ""
    said = [
        shown
        if has
        else {UNAVAILABLE: f"not available: {cell.unavailable}", MISSING: "wanted"}.get(state, "no figure"),
        f"{'adds up from' if from_events else 'with'} {_events(events)}" if events else "from events" if given else "",
        f"{_events(waiting)} without attendance" if waiting else "",
        "adjusted, with a reason" if cell.adjustments else "",
        "provisional" if "p" in signs else "",
        "changed since the return was sent" if "r" in signs else "",
        cell.notes,
    ]
    return GridCell(
        key, words, state, "" if from_events else cell_words(cell.typed, view.count),
        has and cell.total.precision != "exact", signs, waiting, events,
        f"{figures.label(period)}: {', '.join(filter(None, said))}", key,
    )  # fmt: skip


def _sum(view: CountView, quarter: Quarter) -> GridCell:
    total = view.quarters[quarter.number - 1]
    words, part = _short(total, view.count), _part(total)
    words = f"{words} ({part})" if words and part else words
    why = "" if total.complete or total.value is None else f", {covers(total)}"
    shown = amount(total.value, view.count, total.precision) or total.reason
    return GridCell(
        "", words, SUM, unsure=_unsure(total), said=f"{quarter.short}: {shown}{why}, from its months", shows=quarter.key
    )


def _year(view: CountView) -> GridCell:
    total, by_hand = view.to_date, view.nature == "people"
    key = view.quarter.to_date_key if by_hand else ""
    rows = view.rows(key) if by_hand else ()
    typed = cell_words(next((row for row in rows if figures.is_typed(row)), None), view.count)
    until = f"Year to the end of {view.quarter.months[2].label}"
    shown = amount(total.value, view.count, total.precision) or total.reason
    why = "" if total.complete or total.value is None or by_hand else f", {covers(total)}"
    part = "" if by_hand else _part(total).replace(" of ", "/")
    state, words = TYPED if by_hand else SUM, _short(total, view.count)
    said, shows = f"{until}: {shown}{why}", view.quarter.to_date_key
    return GridCell(key, words, state, typed, _unsure(total), part, said=said, shows=shows)


def _counted_since(view: CountView, period: Period) -> bool:
    """Whether a computed count had its first event by then: from then on its months are left to events."""
    return is_computed(view.count) and any(
        key <= period.key and any(row.get("computed") for row in view.rows(key)) for key in view.keys
    )


def _short(total: Total, count: Row) -> str:
    return _SHORT.get(total.precision, "{}").format(shown) if (shown := amount(total.value, count)) else ""


def _part(total: Total) -> str:
    """What a sum covers when that is not all: "2 of 3", "Nov"; "" for all, or for none."""
    return "" if total.complete or total.value is None else total.at[:3] or f"{total.have} of {total.want}"


def _unsure(total: Total) -> bool:
    return total.value is not None and total.precision != "exact"


def _closed(period: Period, year_starts: int) -> str:
    last = Quarter.of(period.first, year_starts).months[2].label
    return f"{figures.label(period)}: the count has one figure a quarter, which is typed in {last}"


def _events(number: int) -> str:
    return f"{number} {'event' if number == 1 else 'events'}"


def _has_number(row: Row | None) -> bool:
    return row is not None and (row["value"] is not None or row["numerator"] is not None)
