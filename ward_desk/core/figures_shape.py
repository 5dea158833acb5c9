"""Shape of a sheet of figures: what its columns are, and whether a row holds one value or all those of a count."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from ward_desk.core import figures_periods
from ward_desk.core.tracker.tracker import OUT, Cell, Sheet, TrackerFile
from ward_desk.core.tracker.tracker_guess import headings
from ward_desk.core.tracker.tracker_words import plain

FIGURES: Final = "figures"
COUNTS: Final = "counts"  # where the sheet is turned round: periods down, counts across

# What a column can be: code, then the words of the choice.
TARGETS: Final[tuple[tuple[str, str], ...]] = (
    ("count", "Count"),
    ("ref", "Reference of the count"),
    ("code", "Standard count"),
    (FIGURES, "Figures of its month or quarter"),
    (COUNTS, "Figures of the count it names"),
    ("period", "Month or quarter"),
    ("value", "Value"),
    ("numerator", "How many out of the base"),
    ("denominator", "Base, or number of answers"),
    ("precision", "Precision"),
    ("state", "State"),
    ("note", "Note"),
    ("unavailable", "Not available, because"),
    ("unit", "Unit, for a new count"),
    ("source", "Typed, from events or an adjustment"),
    (OUT, "Leave out"),
)
_HEADINGS: Final = {
    word: target
    for target, words in (
        ("count", "count|counts|count name|activity count|indicator|measure|metric|kpi|name|activity|output|outcome|"
                  "description|what is counted|performance indicator|performance measure|title|item"),
        ("ref", "ref|reference|count ref|id|kpi ref|kpi no|no|number|ref no|count id"),
        ("code", "code|standard count|standard code|count code"),
        ("period", "period|month|quarter|date|period key|reporting period|month year|month ending|when|time period"),
        ("value", "value|figure|result|total value|actual|count value|figures|amount|performance"),
        ("numerator", "numerator|out of base|how many|top"),
        ("denominator", "denominator|base|out of|sample|answers|n|number of answers|bottom|sample size"),
        ("precision", "precision|about|estimate|accuracy|precision mark"),
        ("state", "state|status|provisional"),
        ("note", "note|notes|comment|comments|commentary|remarks"),
        ("unavailable", "unavailable|not available|not available because|reason|why missing"),
        ("unit", "unit|units|unit of measure|measured in"),
        ("source", "source type|typed or event|source"),
    )
    for word in words.split("|")
}  # fmt: skip
_LOOKED_AT: Final = 40  # rows in which headings are looked for
_SAMPLE: Final = 200  # rows whose values are looked at
_FIGURE_WORDS: Final = r"\W*\d|about|at least|more than|over|under|less than|fewer than|n/a|not available|tbc|no data"
_YEAR: Final = re.compile(r"\b(20\d\d) ?[/–-] ?(?:20)?(\d\d)\b")


def guess_sheet(file: TrackerFile) -> int:
    """The sheet most like figures; hidden and empty ones come last."""

    def likeness(at: int) -> tuple[bool, int, int]:
        sheet = file.sheets[at]
        return not sheet.hidden and len(sheet.rows) > 1, _likeness(sheet, guess_header(sheet)), -at

    return max(range(len(file.sheets)), key=likeness, default=0)


def guess_header(sheet: Sheet) -> int:
    """The row of headings, past titles above it: the one with the most names of columns, months and quarters."""
    rows = range(min(len(sheet.rows), _LOOKED_AT))
    best = max(rows, key=lambda at: (_likeness(sheet, at), -at), default=0)
    if rows and _likeness(sheet, best) <= 1:  # periods may stand down the side: the names are right above the first
        down = [at for at in rows if sheet.rows[at] and figures_periods.is_period(sheet.rows[at][0])]
        if len(down) > 1 and down[0] > 0:
            return down[0] - 1
    return best


def _likeness(sheet: Sheet, header: int) -> int:
    if header >= len(sheet.rows):
        return 0
    known = {_HEADINGS[word] for word in map(plain, headings(sheet, header)) if word in _HEADINGS}
    return len(known) + len({words for words in map(words_of_period, period_cells(sheet, header)) if words})


def period_cells(sheet: Sheet, header: int) -> tuple[Cell, ...]:
    """The heading of each column as a period is read from it: a real date, or its words with those above it."""
    if header >= len(sheet.rows):
        return ()
    cells = zip(sheet.rows[header], headings(sheet, header), strict=True)
    return tuple(cell if isinstance(cell.value, date) else Cell(words, words) for cell, words in cells)


def words_of_period(cell: Cell) -> str:
    """The words of a heading that is a month or quarter; "" for any other."""
    return cell.text if cell.text and figures_periods.is_period(cell) else ""


def guess_columns(sheet: Sheet, header: int) -> list[str]:
    """A target for each column. Totals are left out; a column that nothing fits is left out as well."""
    words = headings(sheet, header)
    given = [OUT] * len(words)
    taken: set[str] = set()
    for at, cell in enumerate(period_cells(sheet, header)):
        target = _HEADINGS.get(plain(words[at]), "")
        if words_of_period(cell):
            given[at] = FIGURES
        elif target and target not in taken:
            given[at] = target
            taken.add(target)
    if "period" in taken and taken & {"value", "numerator"}:
        given = [OUT if one == FIGURES else one for one in given]
    elif FIGURES in given:
        given = [OUT if one in ("value", "period", "numerator", "denominator", "precision") else one for one in given]
    elif (period := _periods_down(sheet, header, given)) >= 0:
        return _turned(sheet, header, period)
    if not taken & {"count", "ref", "code"}:
        named = next((at for at in range(len(words)) if given[at] == OUT and _has_names(sheet, header, at)), None)
        if named is not None:
            given[named] = "count"
    return given


def _periods_down(sheet: Sheet, header: int, given: list[str]) -> int:
    """The column whose cells are months or quarters, one below the other; -1 for none."""
    below = sheet.rows[header + 1 :][:_SAMPLE]
    for at in sorted(range(len(given)), key=lambda one: (given[one] != "period", one)):
        filled = [row[at] for row in below if row[at].text]
        if filled and sum(map(figures_periods.is_period, filled)) * 2 > len(filled):
            return at
    return -1


def _turned(sheet: Sheet, header: int, period: int) -> list[str]:
    """A row for each month or quarter, a column for each count. Totals, and columns of words, are left out."""
    left_out = {*totals(sheet, header), period}
    words = headings(sheet, header)
    given = [
        COUNTS if at not in left_out and words[at] and not _has_names(sheet, header, at) else OUT
        for at in range(len(words))
    ]
    given[period] = "period"
    return given


def _has_names(sheet: Sheet, header: int, column: int) -> bool:
    cells = [row[column] for row in sheet.rows[header + 1 :][:_SAMPLE] if row[column].text]
    worded = [cell for cell in cells if isinstance(cell.value, str) and re.search(r"[^\W\d_]{3}", cell.text)]
    return sum(not re.match(_FIGURE_WORDS, cell.text, re.IGNORECASE) for cell in worded) * 2 > len(cells)


def totals(sheet: Sheet, header: int) -> tuple[int, ...]:
    """The columns whose headings say that they add up others."""
    cells = period_cells(sheet, header)
    return tuple(at for at, one in enumerate(cells) if not words_of_period(one) and figures_periods.is_total(one.text))


def financial_year(sheet: Sheet, header: int) -> int | None:
    """The year that the title, or the name of the sheet, says the figures are of: the start of "2023-24"."""
    above = [cell.text for row in sheet.rows[:header] for cell in row]
    for words in (*above, sheet.name):
        for first, last in _YEAR.findall(words):
            if (int(first) + 1) % 100 == int(last):
                return int(first)
    return None
