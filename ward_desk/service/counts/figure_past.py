"""Figure past: who entered a figure and when, every value it had before, and what the last return said of it."""

from __future__ import annotations

from math import isclose
from typing import NamedTuple

from ward_desk.core import choices
from ward_desk.core.fields import number, short_day, shown_day, text
from ward_desk.core.periods import Month, Quarter
from ward_desk.core.records import Row, Value
from ward_desk.core.sums import Total
from ward_desk.core.typed import show_number
from ward_desk.service.counts import figures
from ward_desk.service.counts.figure_words import amount, field_words
from ward_desk.service.counts.figures import CountView
from ward_desk.service.document import Document
from ward_desk.service.unchanged import until_changed
from ward_desk.store import changelog, figure_history, returns


class Before(NamedTuple):
    """One change of a figure."""

    when: str  # "4 Nov, Community officer"
    words: str  # "51 to 52"


def quarter_of(view: CountView, key: str) -> Quarter:
    """The quarter a period lies in, or a year to date ends with."""
    if "Q" in key:
        return Quarter.parse(key.replace("-YTD", ""), view.quarter.start_month)
    return Quarter.of(Month.parse(key).first, view.quarter.start_month)


def before(doc: Document, count: Row, key: str) -> list[Before]:
    """Every change of the figure of a count and period, newest first; figures taken out since are told too."""
    standing = [text(row, "id") for row in doc.store.rows("figure", activity_count=count["id"], period=key)]
    gone = figure_history.removed(doc.store, text(count, "id"), key)
    found = []
    for row in figure_history.of_figures(doc.store, [*standing, *gone]):
        old, new = (
            changelog.decode("figure", None if row[side] is None else str(row[side])) for side in ("old", "new")
        )
        if words := _changed(doc, count, old, new):
            found.append(Before(_when(doc, row), words))
    return found


def signed(value: float | None) -> str:
    """An adjustment, whose sign matters: "+4", "-3"."""
    return f"+{show_number(value)}" if value is not None and value > 0 else show_number(value or 0)


def sent(doc: Document, view: CountView, key: str, total: Total) -> list[str]:
    """What the last return of its quarter said, when that was something else."""
    quarter = quarter_of(view, key)
    said = until_changed(doc, ("sent counts", quarter.key), lambda: _sent_counts(doc, quarter))
    row = said.get(text(view.count, "ref"))
    if row is None:
        return []
    if "-YTD" in key:
        column = "year_to_date"
    elif "Q" in key:
        column = "quarter"
    else:
        column = f"month_{[month.key for month in quarter.months].index(key) + 1}"
    was = number(row, column)
    if was is None or (total.value is not None and isclose(was, total.value, rel_tol=1e-9, abs_tol=1e-9)):
        return []
    day = shown_day(figure_history.sent_on(doc.store, quarter.key))
    return [f"It was {amount(was, view.count)} in the return sent{f' on {day}' if day else ''}: revised since."]


def _sent_counts(doc: Document, quarter: Quarter) -> dict[str, Row]:
    tables = returns.sent_tables(doc.store, [quarter.key], "activity_counts")
    return {text(row, "ref"): row for row in tables.get(quarter.key, ())}


def entered(doc: Document, view: CountView, key: str) -> str:
    """Who typed the figure of a period, and when; "" when nobody did."""
    typed = next((row for row in view.rows(key) if figures.is_typed(row) and _has_number(row)), None)
    if typed is None:
        return ""
    for row in figure_history.of_figures(doc.store, [text(typed, "id")]):
        old, new = (
            changelog.decode("figure", None if row[side] is None else str(row[side])) for side in ("old", "new")
        )
        if new is not None and (old is None or field_words(old, view.count) != field_words(new, view.count)):
            by = f" by {text(row, 'role')}" if row["role"] else ""
            return f"Entered{by} on {shown_day(row['at'])}."
    return ""


def _held(said: Value) -> Row | None:
    return changelog.decode("figure", None if said is None else str(said))


def _has_number(row: Row) -> bool:
    return row["value"] is not None or row["numerator"] is not None


def _when(doc: Document, row: Row) -> str:
    return ", ".join(filter(None, (short_day(row["at"], doc.today), text(row, "role"))))


def _changed(doc: Document, count: Row, old: Row | None, new: Row | None) -> str:
    """What a change did to a figure; "" when it did nothing people look at."""
    row = new or old or {}
    was, now = (_standing(one, count) for one in (old, new))
    what = ""
    if row.get("event"):
        event = doc.store.get("event", text(row, "event"))
        what = f"{text(event, 'ref') if event else 'An event since removed'}: "
    elif row.get("adjustment"):
        what = "Adjustment: "
    if was != now:
        if not was:
            return f"{what}{now}"
        return f"{what}{was} to {now}" if now else f"{what}{was} taken out"
    if old is None or new is None:
        return ""
    if old["state"] != new["state"]:
        return f"{what}{choices.label(choices.FIGURE_STATES, new['state'])}"
    if old["note"] != new["note"]:
        return f"{what}Note: {text(new, 'note')}" if new["note"] else f"{what}Note taken out"
    return ""


def _standing(row: Row | None, count: Row) -> str:
    if row is None:
        return ""
    if row["adjustment"]:
        return signed(number(row, "value"))
    return field_words(row, count) or (f"not available: {text(row, 'unavailable')}" if row["unavailable"] else "")
