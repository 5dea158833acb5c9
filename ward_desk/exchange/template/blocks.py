"""Cells from one corner to the other, as a sheet's XML names them: "B4:D9"."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from ward_desk.core.template.mapping import LAST_COLUMN, LAST_ROW, column_letters, column_number

_BLOCK: Final = re.compile(r"\$?([A-Z]{0,3})\$?(\d{0,7})(?::\$?([A-Z]{0,3})\$?(\d{0,7}))?", re.IGNORECASE)
# What a formula looks up first: INDIRECT(B8), INDIRECT(SUBSTITUTE(B8," ","_")).
_ASKS: Final = re.compile(
    r"(=?INDIRECT\(\s*(?:SUBSTITUTE\(\s*)*)((?:'(?:[^']|'')*'!)?[^\",()']+)(.*)", re.IGNORECASE | re.DOTALL
)
_CORNER: Final = re.compile(r"(\$?)([A-Z]{1,3})(\$?)(\d{1,7})", re.IGNORECASE)


class Block(NamedTuple):
    """Cells from one corner to the other, counted from 1."""

    top: int
    left: int
    bottom: int
    right: int

    def has(self, row: int, column: int) -> bool:
        """Whether the cell is one of them."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


def block_of(ref: str) -> Block | None:
    """The cells of "B4:D9", "$B$4", "B:B" or "4:9"; None when it is none of these."""
    found = _BLOCK.fullmatch(ref.strip())
    if found is None:
        return None
    left, top, right, bottom = found.groups()
    if right is None and bottom is None:
        if not (left and top):
            return None
        right, bottom = left, top
    if bool(left) != bool(right) or bool(top) != bool(bottom) or not (left or top):
        return None
    first, last = (column_number(left), column_number(right)) if left else (1, LAST_COLUMN)
    if first is None or last is None:
        return None
    rows = (int(top), int(bottom)) if top else (1, LAST_ROW)
    return Block(min(rows), min(first, last), max(rows), max(first, last))


def moved(formula: str, rows: int, columns: int) -> str:
    """A formula that names cells, as it reads so many rows further down and columns further right.

    What has no "$" moves with the cell the formula is for: "Lists!A2:A$5" one row down is "Lists!A3:A$5".
    """
    if asks := _ASKS.fullmatch(formula):
        return f"{asks[1]}{moved(asks[2], rows, columns)}{asks[3]}"
    sheet, mark, cells = formula.rpartition("!")
    if not (rows or columns) or block_of(cells) is None:
        return formula

    def corner(found: re.Match[str]) -> str:
        letters, row = found[2], int(found[4])
        if not found[1]:
            letters = column_letters(max((column_number(letters) or 0) + columns, 1))
        if not found[3]:
            row = max(row + rows, 1)
        return f"{found[1]}{letters}{found[3]}{row}"

    return f"{sheet}{mark}{_CORNER.sub(corner, cells)}"
