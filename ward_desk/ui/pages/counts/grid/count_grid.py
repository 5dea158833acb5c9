"""Count grid: the columns of the list of activity counts, its rows, and how wide each month or quarter has to be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final, cast

from PySide6.QtGui import QFontMetrics

from ward_desk.core import choices, sums
from ward_desk.core.fields import number, text
from ward_desk.core.periods import MONTHS, Quarter
from ward_desk.core.records import Row
from ward_desk.service.counts import figures
from ward_desk.service.counts.figure_words import amount
from ward_desk.service.document import Document
from ward_desk.ui import theme
from ward_desk.ui.pages.counts.grid.count_cells import (
    MONTHS_SHOWN,
    QUARTERS_SHOWN,
    GridCell,
    Refused,
    cells,
    month_key,
    quarter_key,
)
from ward_desk.ui.prefs import Prefs
from ward_desk.ui.table.table_columns import ListHeader
from ward_desk.ui.table.table_model import Column, ListModel

MONTH, QUARTER = "month", "quarter"  # what stands across
PADDING: Final = 4  # px at 100 % at each side of a figure: twelve of them share the width
# The columns a grid can do without, in the order in which they come when there is room for them and for the names.
LESSER: Final = ("trend", "baseline", "theme", "kind", "direction")
NAMES: Final = 200  # px at 100 % that the names keep before a lesser column comes
SLIM: Final = {"trend": 60, "theme": 112, "kind": 66, "rating": 106}  # px at 100 %, narrower than in other lists
MEASURED: Final = 32  # rows whose figures say how wide a month has to be
CELLS: Final = "cells"  # where a row has its cells


def columns(first_month: int, *, by_theme: bool) -> tuple[Column, ...]:
    """The columns, with a month each from the start of the financial year and a quarter each."""
    months = (MONTHS[(first_month - 1 + n) % 12][:3] for n in range(MONTHS_SHOWN))
    return (
        Column("ref", "Ref", "text", 9, hidden=True),
        Column("name", "Activity count", "text", 24, stretch=True),
        Column("theme", "Theme", "theme", 10, hidden=not by_theme),
        Column("kind", "Kind", "choice", 7, choices=choices.COUNT_KINDS),
        Column("frequency", "Entered", "choice", 9, choices=choices.FREQUENCIES, hidden=True),
        Column("baseline", "Baseline", "number", 6, say=lambda row: amount(number(row, "baseline"), row)),
        Column("target", "Target", "number", 6, say=lambda row: amount(number(row, "target"), row)),
        *(_figure(month_key(n), words, 3.6) for n, words in enumerate(months)),
        *(_figure(quarter_key(n), f"Q{n + 1}", 8) for n in range(QUARTERS_SHOWN)),
        _figure("to_date", "Year", 6),
        Column("trend", "Trend", "trend", 9, sortable=False, tell=lambda row: f"Trend: {text(row, 'travel')}"),
        Column("direction", "Direction", "text", 8, sortable=False, hidden=True),
        Column("rating", "Rating", "rating", 9, sortable=False),
    )


def _figure(key: str, heading: str, width: float) -> Column:
    return Column(
        key, heading, "number", width, sortable=False, say=partial(_words, key), tell=partial(_said, key),
    )  # fmt: skip


def _words(key: str, row: Row) -> str:
    return cell_of(row, key).words


def _said(key: str, row: Row) -> str:
    return cell_of(row, key).said


def cell_of(row: Row, key: str) -> GridCell:
    """The cell of a row of the grid in a column of figures. Raises KeyError for any other column."""
    return cast("Mapping[str, GridCell]", row[CELLS])[key]


def rows(
    doc: Document, listed: Sequence[Row], quarter: Quarter, refused: Mapping[tuple[str, str], Refused],
    revised: Mapping[str, Mapping[str, object]],
) -> list[Row]:  # fmt: skip
    """Listed counts with the figures of a financial year, as seen from one of its quarters."""
    views = figures.count_views(doc, [str(row["id"]) for row in listed], quarter)
    today = doc.today
    made = []
    for one in listed:
        row, view = dict(one), views[str(one["id"])]
        found = cells(view, today, refused, revised.get(str(one["id"]), {}))
        row[CELLS] = found  # type: ignore[assignment] # for its own columns
        row.update({key: cell.words for key, cell in found.items()})  # as they are written to a file
        word, arrow = sums.DIRECTIONS[view.direction]
        row["direction"] = "–" if view.direction == "none" else f"{arrow} {word}"
        row["arrow"] = arrow if view.direction != "none" else ""
        row["travel"] = word if view.direction == "none" else f"{word}, against the last quarter"
        row["rating"] = view.rating or ""
        row["trend"] = [cell.total.value for cell in view.months]  # type: ignore[assignment] # for its own column
        made.append(row)
    return made


def show_across(header: ListHeader, model: ListModel, across: str) -> None:
    """Show the months or the quarters."""
    for place, column in enumerate(model.columns):
        if is_period(column.key):
            header.setSectionHidden(place, not column.key.startswith(across))


def is_period(key: str) -> bool:
    """Whether a column is a month or a quarter."""
    return key.startswith(("month_", "quarter_"))


def fit_figures(header: ListHeader, model: ListModel, prefs: Prefs) -> None:
    """Make each month as wide as its figures: "about 50" has to be read whole, and most are two digits."""
    kept = prefs.columns("counts").widths
    letters, heads = QFontMetrics(theme.font(size=13)), QFontMetrics(theme.font(size=12, bold=True))
    bold = QFontMetrics(theme.font(size=13, bold=True))
    shown = min(len(model.ids), MEASURED)
    for place, column in enumerate(model.columns):
        figure = is_period(column.key)
        if column.key in kept:
            continue
        if figure or column.key in ("to_date", "baseline", "target"):
            around = theme.px(PADDING * 2 + 4 if figure else 16)
            metrics = bold if column.key == "to_date" else letters
            words = (model.words_of(row, place) for row in range(shown))
            widest = max(map(metrics.horizontalAdvance, words), default=0) + around
            heading = heads.horizontalAdvance(column.heading) + theme.px(16)
            header.resizeSection(place, max(heading, min(widest, theme.px(120))))
        elif column.key in SLIM:
            header.resizeSection(place, theme.px(SLIM[column.key]))


def fit_columns(header: ListHeader, model: ListModel, prefs: Prefs, room: int) -> None:
    """Leave room for the names: until somebody chooses the columns, a lesser one comes only when all before it have."""
    if prefs.columns("counts").hidden is not None:
        return
    places = {column.key: place for place, column in enumerate(model.columns)}
    for key in LESSER:
        header.setSectionHidden(places[key], True)
    left = room - theme.px(NAMES) - sum(header.sectionSize(n) for key, n in places.items() if key != "name")
    for key in LESSER:
        column = model.columns[places[key]]
        if not column.hidden or key == "direction":
            header.setSectionHidden(places[key], False)
            left -= header.sectionSize(places[key])
            if left < 0:
                header.setSectionHidden(places[key], True)
                return
