"""Figures out: every figure as one row, for a dashboard tool; the guided import reads the file back.

The names of the columns are stable. Sharing marks are obeyed and personal details in notes replaced, as in every
list that leaves the desk (`list_export`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from ward_desk.core import periods
from ward_desk.core.fields import text, whole
from ward_desk.core.periods import Month, PeriodError, Quarter
from ward_desk.core.records import Row
from ward_desk.exchange.table_out import Cell, Column, Kind, Table
from ward_desk.service import list_export
from ward_desk.service.document import Document
from ward_desk.service.returns.making.revised import revised_periods
from ward_desk.store import computed, counts, sharing

# The name of each column, what its cells are, and what it says. The help of the page shows this table.
COLUMNS: Final[tuple[tuple[str, Kind, str], ...]] = (
    ("ward", "text", "The ward"),
    ("programme", "text", "The programme it is part of"),
    ("count_ref", "text", "Reference of the count, such as CHE-C03"),
    ("count_code", "text", "The programme's standard count; empty for a count of the ward's own"),
    ("count", "text", "Name of the count"),
    ("unit", "text", "What one of it is"),
    ("level", "text", "programme, theme or initiative"),
    ("theme", "text", "Theme of the count"),
    ("nature", "text", "flow, stock, rate, people or score"),
    ("period", "text", "2023-12 for a month, 2023-24-Q3 for a quarter, 2023-24-YTD-Q3 for the year to date"),
    ("period_start", "date", "First day of the period"),
    ("value", "number", "The figure; for a rate, per cent"),
    ("numerator", "number", "For a rate, how many out of the base"),
    ("denominator", "number", "For a rate the base, for a score the number of answers"),
    ("precision", "text", "exact, about, at_least, or mixed where some are about and some at least"),
    ("state", "text", "final, provisional or revised"),
    ("revised", "text", "yes when its period is not what it was in the return that was sent"),
    ("source", "text", "typed, event, computed (from all events of the month) or adjustment"),
    ("event_ref", "text", "The event it was recorded at"),
    ("note", "text", "Note of the figure; the reason of an adjustment"),
    ("unavailable", "text", "Why there is no figure"),
)


def table(doc: Document, audience: str) -> Table:
    """Every figure an audience may see, by count and period. The numbers are as stored: nothing is added up."""
    all_counts = doc.store.rows("activity_count", order="position")
    ids = [text(row, "id") for row in all_counts]
    out = sharing.kept_back(doc.store, "activity_count", ids, audience)
    shown = [row for row in all_counts if row["id"] not in out]
    return Table(
        f"Figures: {text(doc.partnership, 'ward')}",
        "Figures",
        tuple(Column(name, kind) for name, kind, _ in COLUMNS),
        list(_rows(doc, shown, audience)),
        list_export.about(doc),
        list_export.left_out(audience, len(out), "activity_count"),
    )


def _rows(doc: Document, shown: list[Row], audience: str) -> Iterator[list[Cell]]:
    themes = {text(row, "id"): text(row, "label") for row in doc.store.rows("theme")}
    whose = [text(doc.partnership, "ward"), text(doc.partnership, "programme")]
    start = whole(doc.partnership, "year_start_month") or periods.APRIL
    given = counts.figures(doc.store, [text(row, "id") for row in shown], "0000", "9999")
    events = [str(row["event"]) for rows in given.values() for row in rows if row["event"]]
    secret = sharing.kept_back(doc.store, "event", list(dict.fromkeys(events)), audience)
    revised = revised_periods(doc)
    for count in shown:
        not_as_sent = revised.get(text(count, "id"), {})
        of_count = [
            *whose, text(count, "ref"), text(count, "code"), text(count, "name"), text(count, "unit"),
            text(count, "level"), themes.get(str(count["theme"]), ""), text(count, "nature"),
        ]  # fmt: skip
        rows = given.get(text(count, "id"), [])
        if computed.is_computed(count):
            rows = rows + computed.figures(doc.store, count, "0000", "9999", doc.today)
        for row in sorted(rows, key=lambda row: text(row, "period")):
            if row["event"] in secret:  # as in the return: the number counts, what was written of the event stays
                row = {**row, "event_ref": "", "note": "", "unavailable": ""}
            again = "yes" if text(row, "period") in not_as_sent else "no"
            yield [*of_count, *_figure(row, count, start, audience, again)]


def _figure(row: Row, count: Row, start: int, audience: str, revised: str) -> list[Cell]:
    key = text(row, "period")
    return [
        key, _first_day(key, start), _value(row, text(count, "nature")), _whole(row["numerator"]),
        _whole(row["denominator"]), text(row, "precision"), text(row, "state"), revised, source(row),
        text(row, "event_ref"),
        *(list_export.for_audience(text(row, name), "figure", name, audience) for name in ("note", "unavailable")),
    ]  # fmt: skip


def _first_day(key: str, start: int) -> str | None:
    """The first day of a period; None for a key that is no period, which the checks of the return tell of."""
    try:
        if "Q" not in key:
            return Month.parse(key).first.isoformat()
        quarter = Quarter.parse(key.replace("-YTD", ""), start)
    except PeriodError:
        return None
    return (quarter.year_to_date if "YTD" in key else quarter.months)[0].first.isoformat()


def _value(row: Mapping[str, object], nature: str) -> int | float | None:
    top, base, value = (row.get(name) for name in ("numerator", "denominator", "value"))
    if nature == "rate" and isinstance(top, (int, float)) and isinstance(base, (int, float)) and base:
        return _whole(round(100 * top / base, 4))
    return _whole(value)


def _whole(value: object) -> int | float | None:
    """A number as it is read best: 18, not 18.0."""
    if not isinstance(value, (int, float)):
        return None
    return int(value) if float(value).is_integer() else value


def source(row: Row) -> str:
    """Where a figure comes from, in one word."""
    if row.get("computed"):
        return "computed"
    return "event" if row["event"] is not None else "adjustment" if row["adjustment"] else "typed"
