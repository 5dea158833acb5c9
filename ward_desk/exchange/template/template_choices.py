"""The words of a dropdown: written into it, standing in cells of this or another sheet, or behind a name."""

from __future__ import annotations

import re
from typing import Final, Protocol

from ward_desk.core.template.mapping import LAST_ROW
from ward_desk.exchange.template.blocks import block_of
from ward_desk.exchange.template.sheet_xml import SheetXml

MOST: Final = 100_000  # cells; as many rows as a template may have
_NAMES_DEEP: Final = 5  # a name may stand for a name
# "Lists!$A$2:$A$9", "'Drop downs'!A2:A9", "$A$2:$A$9", "Ratings"
_PLACE: Final = re.compile(r"(?:(?:'((?:[^']|'')+)'|([^'!()\[\]:]+))!)?([^!]+)")


class Sheets(Protocol):
    """What is asked of a template here."""

    def has(self, sheet: str) -> bool: ...
    def raw(self, sheet: str) -> SheetXml: ...
    def shown(self, sheet: str, row: int, column: int) -> str: ...
    def name_stands_for(self, name: str, sheet: str) -> str: ...


def choices_of(template: Sheets, sheet: str, formula: str) -> tuple[str, ...] | None:
    """The words of a dropdown with that formula on that sheet, each once, in their order, with their own stray spaces.

    None when it is worked out by a formula that is not followed here: OFFSET, INDIRECT, a column of a table.
    """
    formula = formula.strip().removeprefix("=")
    if formula.startswith('"') and formula.endswith('"') and len(formula) > 1:
        return _once([word.strip() for word in formula[1:-1].replace('""', '"').split(",")])
    words = cells_of(template, sheet, formula)
    return None if words is None else _once(words)


def cells_of(template: Sheets, sheet: str, formula: str, deep: int = 0) -> list[str] | None:
    """What the cells a formula names show, None when it names none; `deep` counts the names already followed."""
    found = _PLACE.fullmatch(formula.strip().removeprefix("="))
    if found is None:
        return None
    where = (found[1] or "").replace("''", "'") or found[2] or sheet
    if not template.has(where):
        return None
    block = block_of(found[3])
    if block is None:
        stands_for = template.name_stands_for(found[3], where)
        return cells_of(template, where, stands_for, deep + 1) if stands_for and deep < _NAMES_DEEP else None
    raw = template.raw(where)
    rows = (
        range(block.top, block.bottom + 1)
        if block.bottom < LAST_ROW
        else [row for row in sorted(raw.columns) if row >= block.top]
    )
    return [
        template.shown(where, row, column)
        for row in rows
        for column in raw.columns.get(row, ())
        if block.left <= column <= block.right
    ][:MOST]


def _once(words: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in words if word.strip()))
