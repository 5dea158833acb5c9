"""The tables of the spreadsheet's own in a template, and the columns that a formula names by them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from ward_desk.exchange.template.blocks import Block, block_of
from ward_desk.exchange.template.template_parts import Package, every

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

# "Ratings", "Ratings[]", "Ratings[Word]", "Ratings[[#Data],[Word]]"; a "'" stands before a letter with a meaning.
_COLUMN: Final = re.compile(
    r"([^\W\d][\w.\\]*)(?:\[\]|\[#Data\]|\[(?:\[#Data\],\s*)?\[?((?:[^\[\]'#@]|'.)+)\]?\])?", re.IGNORECASE
)


class Table(NamedTuple):
    """A table of the spreadsheet's own; without headings or totals, what they would be is empty."""

    sheet: str
    name: str  # in small letters, as all here
    headings: Block | None
    body: Block
    totals: Block | None
    columns: tuple[str, ...]


def tables_of(package: Package, sheet: str, part: str) -> Iterator[Table]:
    """The tables of a sheet."""
    for one in package.related(part).values():
        if one.kind == "table" and one.part:
            for table in every(package.xml(one.part), "table"):
                if found := _table(sheet, table):
                    yield found


def _table(sheet: str, table: Element) -> Table | None:
    block = block_of(table.get("ref", ""))
    if block is None:
        return None
    # Either is one row, or none.
    top = block.top + (table.get("headerRowCount", "1") != "0")
    bottom = block.bottom - (table.get("totalsRowCount", "0") != "0")
    return Table(
        sheet,
        (table.get("displayName") or table.get("name") or "").casefold(),
        block._replace(bottom=block.top) if top > block.top else None,
        block._replace(top=top, bottom=bottom),
        block._replace(top=block.bottom) if bottom < block.bottom else None,
        tuple(one.get("name", "").casefold() for one in every(table, "tableColumn")),
    )


def named_in_a_table(tables: tuple[Table, ...], formula: str) -> tuple[str, Block] | None:
    """The sheet and the cells of "Ratings[Word]" or of a whole table's body, None when there is no such table."""
    found = _COLUMN.fullmatch(formula)
    table = next((one for one in tables if found and one.name == found[1].casefold()), None)
    if found is None or table is None or table.body.bottom < table.body.top:
        return None
    if not found[2]:
        return table.sheet, table.body
    column = re.sub("'(.)", r"\1", found[2]).casefold()
    if column not in table.columns:
        return None
    left = table.body.left + table.columns.index(column)
    return table.sheet, table.body._replace(left=left, right=left)
