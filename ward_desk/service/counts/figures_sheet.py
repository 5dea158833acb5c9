"""Figures sheet: every value a sheet of figures has, and what a person should know of it beyond them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from ward_desk.core import figures_periods, figures_shape
from ward_desk.core.figures_shape import COUNTS, FIGURES
from ward_desk.core.tracker.tracker import Cell, Sheet, TrackerFile
from ward_desk.core.tracker.tracker_guess import headings
from ward_desk.core.tracker.tracker_words import plain
from ward_desk.service.counts import figures_cells
from ward_desk.service.counts.figures_cells import Given
from ward_desk.service.counts.figures_match import Named
from ward_desk.service.counts.figures_preview import OUT, Choices
from ward_desk.service.tracker import tracker_said
from ward_desk.service.tracker.tracker_said import letters

_EMPTY: Final = Cell("", None)


class Value(NamedTuple):
    """One value as the sheet has it."""

    row: int
    column: int
    named: Named
    period: Cell
    given: Given
    unit: str
    source: str

    @property
    def key(self) -> int:
        """Its cell, as one number."""
        return self.row * 10_000 + self.column


def values(sheet: Sheet, choices: Choices) -> Iterator[Value]:
    """Every value of the sheet that says something."""
    at = {target: place for place, target in enumerate(choices.columns) if target not in (FIGURES, COUNTS)}
    over = figures_shape.period_cells(sheet, choices.header)
    places = [place for place, target in enumerate(choices.columns) if target == FIGURES]
    if COUNTS in choices.columns:
        yield from _turned(sheet, choices, at.get("period", -1))
        return
    for row_at, row in enumerate(sheet.rows[choices.header + 1 :], start=choices.header + 1):

        def words(target: str, row: tuple[Cell, ...] = row) -> str:
            return " ".join(row[at[target]].text.split()) if target in at else ""

        named = Named(words("ref"), words("code"), words("count"))
        if figures_periods.is_total(named.words) and named.words:
            continue
        unit, source = words("unit"), plain(words("source"))
        if "period" in at:
            given = Given(
                row[at["value"]] if "value" in at else _EMPTY,
                row[at["numerator"]] if "numerator" in at else None,
                row[at["denominator"]] if "denominator" in at else None,
                words("precision"), words("state"), row[at["note"]].text.strip() if "note" in at else "",
                words("unavailable"),
            )  # fmt: skip
            if not figures_cells.is_nothing(given) and not _is_total(row[at["period"]]):
                place = at.get("value", at.get("numerator", at["period"]))
                yield Value(row_at, place, named, _plain(row[at["period"]]), given, unit, source)
            continue
        for place in places:
            given = Given(row[place], note=row[at["note"]].text.strip() if "note" in at else "")
            if not figures_cells.is_nothing(given):
                yield Value(row_at, place, named, _plain(over[place]), given, unit, source)


def _turned(sheet: Sheet, choices: Choices, period: int) -> Iterator[Value]:
    """The values of a sheet with a row for each month or quarter and a column for each count."""
    words = headings(sheet, choices.header)
    places = [place for place, target in enumerate(choices.columns) if target == COUNTS]
    for row_at, row in enumerate(sheet.rows[choices.header + 1 :], start=choices.header + 1):
        when = row[period] if period >= 0 else _EMPTY
        if _is_total(when):
            continue
        for place in places:
            given = Given(row[place])
            if not figures_cells.is_nothing(given):
                yield Value(row_at, place, Named("", "", words[place]), _plain(when), given, "", "")


def _is_total(cell: Cell) -> bool:
    return figures_periods.is_total(cell.text) and not figures_periods.is_period(cell)


def _plain(cell: Cell) -> Cell:
    return Cell(cell.text, cell.value)


def has_day(found: Iterable[Value]) -> bool:
    """Whether some of their periods can be read with the day or the month first."""
    return any(figures_periods.has_day(cell) for cell in {one.period for one in found})


def said(file: TrackerFile, choices: Choices, found: list[Value]) -> Iterator[str]:
    """What a person should know of the sheet: its shape, totals left out, cells that say nothing, what is hidden."""
    sheet = file.sheets[choices.sheet]
    shape = "A row for each value" if "period" in choices.columns else "A row for each count, a column for each period"
    if COUNTS in choices.columns:
        shape = "A row for each period, a column for each count"
    yield f"{shape}."
    if totals := [at for at in figures_shape.totals(sheet, choices.header) if choices.columns[at] == OUT]:
        yield f"Totals are added up here and left out: column {', '.join(letters(at) for at in totals)}."
    leading = ("count", "ref", "code", "period")
    named = next((at for target in leading for at, one in enumerate(choices.columns) if one == target), -1)
    below = list(enumerate(sheet.rows[choices.header + 1 :], start=choices.header + 2))
    if rows := [n for n, row in below if named >= 0 and figures_periods.is_total(row[named].text)]:
        yield f"Totals are added up here and left out: row {tracker_said.listed(rows)}."
    places = [at for at, one in enumerate(choices.columns) if one in (FIGURES, COUNTS, "value")]
    empty = sum(
        bool(row[at].text.strip()) and figures_cells.is_nothing(Given(row[at])) for _, row in below for at in places
    )
    if empty:
        say = "cell says" if empty == 1 else "cells say"
        yield f"{empty:,} {say} n/a or nothing but a dash: no figure, which is not nought."
    yield from tracker_said.hidden_parts(sheet, choices.header, choices.columns, {one.row + 1 for one in found})
    yield from tracker_said.other_sheets(file, choices.sheet)
