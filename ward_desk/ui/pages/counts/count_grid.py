"""Count grid: the columns of the list of activity counts, its rows, and how wide each month has to be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtGui import QFontMetrics

from ward_desk.core import choices
from ward_desk.core.fields import number
from ward_desk.core.periods import MONTHS, Quarter
from ward_desk.core.records import Row
from ward_desk.service import figures
from ward_desk.service.document import Document
from ward_desk.ui import theme
from ward_desk.ui.pages.counts import count_words
from ward_desk.ui.pages.counts.count_cells import PADDING, month_key, state_key
from ward_desk.ui.prefs import Prefs
from ward_desk.ui.table.table_model import CHUNK, Column
from ward_desk.ui.table.table_page import ListPane

# The page, in px at 100 %, that has room for a column beside the twelve months.
WIDE_ENOUGH: Final = {"theme": 1280, "baseline": 1360, "kind": 1440}


def columns(first_month: int, *, by_theme: bool) -> tuple[Column, ...]:
    """The columns, a month each from the start of the financial year."""
    months = (MONTHS[(first_month - 1 + n) % 12][:3] for n in range(12))
    return (
        Column("ref", "Ref", "text", 9, hidden=True),
        Column("name", "Count", "text", 24, stretch=True),
        Column("theme", "Theme", "theme", 14, hidden=not by_theme),
        Column("kind", "Kind", "choice", 7, choices=choices.COUNT_KINDS),
        Column("frequency", "Entered", "choice", 9, choices=choices.FREQUENCIES, hidden=True),
        Column("baseline", "Baseline", "number", 7, say=lambda row: _level(row, "baseline")),
        Column("target", "Target", "number", 6, say=lambda row: _level(row, "target")),
        *(Column(month_key(n), words, "number", 3.6, sortable=False) for n, words in enumerate(months)),
        Column("to_date", "Year to date", "number", 12, sortable=False),
        Column("trend", "Trend", "trend", 9, sortable=False, hidden=True),
        Column("direction", "Direction", "text", 8, sortable=False),
        Column("rating", "Rating", "rating", 9, sortable=False),
    )


def _level(row: Row, name: str) -> str:
    return count_words.amount(number(row, name), row)


def rows(doc: Document, listed: Sequence[Row], quarter: Quarter) -> list[Row]:
    """Listed counts with the figures of a financial year, as seen from one of its quarters."""
    views = figures.count_views(doc, [str(row["id"]) for row in listed], quarter)
    made = []
    for one in listed:
        row, view = dict(one), views[str(one["id"])]
        cells = count_words.cells_of_months(count_words.rows_of_entries(view, doc.today))
        for n, (words, state) in enumerate(cells):
            row[month_key(n)], row[state_key(n)] = words, state
        row["to_date"] = count_words.sum_words(view.to_date, view.count)
        row["direction"] = count_words.direction_words(view.direction)
        row["rating"] = view.rating or ""
        row["trend"] = [cell.total.value for cell in view.months]  # type: ignore[assignment] # for its own column
        made.append(row)
    return made


def fit_months(pane: ListPane, prefs: Prefs) -> None:
    """Make each month as wide as its figures: "about 50" has to be read whole, and most are two digits."""
    model, kept = pane.model, prefs.columns("counts").widths
    letters, heads = QFontMetrics(theme.font(size=13)), QFontMetrics(theme.font(size=12, bold=True))
    shown = min(len(model.ids), CHUNK)
    for place, column in enumerate(model.columns):
        month = column.key.startswith("month_")
        if column.key not in kept and (month or column.key in ("to_date", "baseline", "target")):
            words = (model.words_of(row, place) for row in range(shown))
            around = theme.px(PADDING * 2 + 2 if month else 18)
            widest = max(map(letters.horizontalAdvance, words), default=0) + around
            heading = heads.horizontalAdvance(column.heading) + theme.px(18)
            pane.table.horizontalHeader().resizeSection(place, max(heading, widest))


def fit_columns(pane: ListPane, prefs: Prefs, width: int) -> None:
    """Leave room for the names: until somebody chooses the columns, the lesser ones need a wide window."""
    if prefs.columns("counts").hidden is None:
        for place, column in enumerate(pane.model.columns):
            if column.key in WIDE_ENOUGH:
                too_narrow = width < theme.px(WIDE_ENOUGH[column.key])
                pane.table.setColumnHidden(place, too_narrow or column.hidden)
