"""What the copy of a template will show: its own cells, and those that are to be filled.

A dropdown or a rule may lean on cells that are filled with it: the towns of the county beside it, the dates between
two others, the actions of a list.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import product

from ward_desk.core.template.mapping import row_and_column
from ward_desk.core.typed import show_date, show_number
from ward_desk.exchange.template.blocks import Block
from ward_desk.exchange.template.cell_kinds import serial
from ward_desk.exchange.template.entry_rules import Rule
from ward_desk.exchange.template.template_choices import choices_of
from ward_desk.exchange.template.template_file import Template
from ward_desk.exchange.template.template_fill import Filled

Place = tuple[int, int]  # row and column


class PlannedCopy:
    """A template with the cells that are to be filled in it."""

    def __init__(self, template: Template, cells: Iterable[Filled] = ()) -> None:
        self.template = template
        self._filled: dict[str, dict[Place, Filled]] = {}
        for one in cells:
            if place := row_and_column(one.cell):
                self._filled.setdefault(one.sheet, {})[place] = one
        self._choices: dict[tuple[str, str, tuple[str, ...]], tuple[str, ...] | None] = {}
        self._asked: dict[str, set[Block]] = {}

    def leans_on(self, cells: Iterable[Filled]) -> bool:
        """Whether anything asked until now was in one of these cells."""
        places: dict[str, set[Place]] = {}
        for one in cells:
            if place := row_and_column(one.cell):
                places.setdefault(one.sheet, set()).add(place)
        asked = ((sheet, block) for sheet, blocks in self._asked.items() for block in blocks)
        return any(sheet in places and _inside(places[sheet], block) for sheet, block in asked)

    def choices(self, sheet: str, rule: Rule) -> tuple[str, ...] | None:
        """The words of a dropdown, None when they are worked out by a formula that is not followed here."""
        key = sheet, rule.formula_1, rule.words
        if key not in self._choices:
            self._choices[key] = rule.words or choices_of(self, sheet, rule.formula_1)
        return self._choices[key]

    def has(self, sheet: str) -> bool:
        """Whether there is a sheet of that name with cells in it."""
        return self.template.has(sheet)

    def name_stands_for(self, name: str, sheet: str) -> str:
        """What a name of the workbook stands for, "" when there is none."""
        return self.template.name_stands_for(name, sheet)

    def in_a_table(self, formula: str) -> tuple[str, Block] | None:
        """The sheet and the cells that a formula names by a table of the spreadsheet's own, None when it names none."""
        return self.template.in_a_table(formula)

    def places(self, sheet: str, block: Block) -> Iterator[Place]:
        """Row and column of the cells of a block in which something may stand, row by row."""
        self._asked.setdefault(sheet, set()).add(block)
        there = self.template.places(sheet, block)
        new = _inside(self._filled.get(sheet, {}), block)
        return iter(sorted({*there, *new})) if new else there

    def shown(self, sheet: str, row: int, column: int) -> str:
        """A cell's value about as a person sees it."""
        one = self._filled.get(sheet, {}).get((row, column))
        if one is None:
            return self.template.shown(sheet, row, column)
        return "" if one.value is None else words_of(one)

    def number(self, sheet: str, block: Block) -> float | None:
        """The number that a single cell keeps, None when it keeps none."""
        self._asked.setdefault(sheet, set()).add(block)
        one = self._filled.get(sheet, {}).get(block[:2])
        return self.template.number(sheet, *block[:2]) if one is None else self.kept(one)

    def kept(self, one: Filled) -> float | None:
        """The number that a filled cell keeps, None for words."""
        if isinstance(one.value, date):
            return float(serial(one.value, from_1904=self.template.package.from_1904))
        if not isinstance(one.value, int | float):
            return None
        return one.value / 100 if one.kind == "percent" else float(one.value)


def words_of(one: Filled) -> str:
    """What a filled cell shows."""
    if isinstance(one.value, date):
        return show_date(one.value)
    if isinstance(one.value, int | float):
        return f"{show_number(one.value)}%" if one.kind == "percent" else show_number(one.value)
    return one.value or ""


def _inside(places: Collection[Place], block: Block) -> list[Place]:
    """Those of the places that lie in a block."""
    if (block.bottom - block.top + 1) * (block.right - block.left + 1) > len(places):
        return [place for place in places if block.has(*place)]
    every = product(range(block.top, block.bottom + 1), range(block.left, block.right + 1))
    return [place for place in every if place in places]
