"""The words of a dropdown: written into it, standing in cells of this or another sheet, or behind a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Protocol

from ward_desk.exchange.template.blocks import Block, block_of, moved

MOST: Final = 100_000  # cells; as many rows as a template may have
_NAMES_DEEP: Final = 5  # a name may stand for a name
# "Lists!$A$2:$A$9", "'Drop downs'!A2:A9", "$A$2:$A$9", "Ratings"
_PLACE: Final = re.compile(r"(?:(?:'((?:[^']|'')+)'|([^'!()\[\]:]+))!)?([^!]+)")
# INDIRECT(B8), INDIRECT("Ratings"), INDIRECT(SUBSTITUTE(B8," ","_"))
_INDIRECT: Final = re.compile(r"INDIRECT\((.+?)(?:,\s*(?:1|TRUE(?:\(\))?)\s*)?\)", re.IGNORECASE | re.DOTALL)
_SUBSTITUTE: Final = re.compile(
    r'SUBSTITUTE\((.+),\s*"((?:[^"]|"")+)"\s*,\s*"((?:[^"]|"")*)"\s*\)', re.IGNORECASE | re.DOTALL
)


class Sheets(Protocol):
    """What is asked of a template here, or of a copy that is to be."""

    def has(self, sheet: str) -> bool: ...
    def places(self, sheet: str, block: Block) -> Iterator[tuple[int, int]]: ...
    def shown(self, sheet: str, row: int, column: int) -> str: ...
    def name_stands_for(self, name: str, sheet: str) -> str: ...
    def in_a_table(self, formula: str) -> tuple[str, Block] | None: ...


def choices_of(template: Sheets, sheet: str, formula: str) -> tuple[str, ...] | None:
    """The words of a dropdown with that formula on that sheet, each once, in their order, with their own stray spaces.

    None when it is worked out by a formula that is not followed here, such as OFFSET, or by a cell that says nothing.
    """
    formula = formula.strip().removeprefix("=")
    if formula.startswith('"') and formula.endswith('"') and len(formula) > 1:
        return _once([word.strip() for word in _unquoted(formula[1:-1]).split(",")])
    found = cells_named(template, sheet, formula)
    if found is None:
        return None
    where, block = found
    words = []
    for row, column in template.places(where, block):
        words.append(template.shown(where, row, column))
        if len(words) == MOST:
            break
    return _once(words)


def cells_named(template: Sheets, sheet: str, formula: str, deep: int = 0) -> tuple[str, Block] | None:
    """The sheet and the cells that a formula of a sheet names, None when it names none; `deep` counts the names already
    followed."""
    formula = formula.strip().removeprefix("=")
    if found := _INDIRECT.fullmatch(formula):
        named = _text(template, sheet, found[1]).strip() if deep < _NAMES_DEEP else ""
        return cells_named(template, sheet, named, deep + 1) if named else None
    found = _PLACE.fullmatch(formula)
    if found is None:
        return None
    where = (found[1] or "").replace("''", "'") or found[2] or sheet
    if not template.has(where):
        return None
    if block := block_of(found[3]):
        return where, block
    stands_for = template.name_stands_for(found[3], where)
    if not stands_for:
        return template.in_a_table(formula)
    # Without its "$" a name would mean other cells in each cell that uses it.
    fixed = moved(stands_for, 1, 1) == stands_for
    return cells_named(template, where, stands_for, deep + 1) if fixed and deep < _NAMES_DEEP else None


def _text(template: Sheets, sheet: str, formula: str) -> str:
    """The text that a cell, words in quotation marks, or SUBSTITUTE of either comes to; "" when it can't be told."""
    formula = formula.strip()
    if found := _SUBSTITUTE.fullmatch(formula):
        return _text(template, sheet, found[1]).replace(_unquoted(found[2]), _unquoted(found[3]))
    if re.fullmatch('"(?:[^"]|"")*"', formula):
        return _unquoted(formula[1:-1])
    named = cells_named(template, sheet, formula)
    if named is None or named[1][:2] != named[1][2:]:
        return ""
    where, block = named
    return "".join(template.shown(where, *place) for place in template.places(where, block))


def _unquoted(words: str) -> str:
    return words.replace('""', '"')


def _once(words: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in words if word.strip()))
