"""Programme looks: totals in bold, ratings tinted, headings over their numbers, room between a number and a word.

A tint says nothing that the word in its cell does not say.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ward_desk.core.collation.ward_rows import ALL_WARDS
from ward_desk.exchange.returns.return_columns import Sheet
from ward_desk.exchange.returns.return_data import ReturnRow
from ward_desk.exchange.returns.return_workbook import FORMATS, styles_of

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

NUMBERS: Final = ("whole", "number", "percent", "money", "date")  # kinds that stand at the right of their cell
RATINGS: Final = ("rating", "rating_last_quarter", "before")  # columns that hold the word of a rating
# A rating's word -> the colours of its word and of its ground, each pair with a contrast above 5 to 1.
TINTS: Final = {"Red": ("8F1D17", "FBE7E5"), "Amber": ("7A4700", "FDF1DE"), "Green": ("155C34", "E6F4EC")}
_TOTAL_GROUND: Final = "EEF3F3"
_HEADING_GROUND: Final = "DCE8E8"


class Looks(NamedTuple):
    """Styles of cells by name, as `write_row` takes them."""

    usual: dict[str, Any]
    total: dict[str, Any]  # of a row over all wards
    ratings: dict[str, Any]  # by the word of the rating
    headings: dict[bool, Any]  # whether it stands over numbers


def looks_of(book: Workbook) -> Looks:
    """The styles of a programme workbook: those of a return, and those made from them."""
    from openpyxl.cell import Cell
    from openpyxl.styles import Alignment, Font, PatternFill

    base = styles_of(book)
    page = book.create_sheet()

    def made(name: str, change: Callable[[Any], None]) -> Any:
        sample = Cell(page)
        sample._style = copy(base[name])
        change(sample)
        return sample._style

    def ground(colour: str) -> PatternFill:
        return PatternFill("solid", fgColor=colour)

    def apart(cell: Any) -> None:
        cell.alignment = Alignment(horizontal="right", vertical="top", indent=1)

    def strong(cell: Any) -> None:
        cell.font = Font(name=cell.font.name, sz=cell.font.sz, b=True)
        cell.fill = ground(_TOTAL_GROUND)

    numbers = ("integer", *FORMATS)
    usual = {**base, **{name: made(name, apart) for name in numbers}}
    base = usual
    total = {**usual, **{name: made(name, strong) for name in ("text", *numbers)}}

    def tinted(word: str) -> Callable[[Any], None]:
        ink, under = TINTS[word]

        def change(cell: Any) -> None:
            cell.font = Font(name=cell.font.name, sz=cell.font.sz, b=True, color=ink)
            cell.fill = ground(under)

        return change

    def heading(over_numbers: bool) -> Callable[[Any], None]:
        def change(cell: Any) -> None:
            cell.fill = ground(_HEADING_GROUND)
            if over_numbers:
                cell.alignment = Alignment(horizontal="right", vertical="top", wrap_text=True, indent=1)

        return change

    looks = Looks(
        usual, total, {word: made("text", tinted(word)) for word in TINTS},
        {over: made("heading", heading(over)) for over in (False, True)},
    )  # fmt: skip
    book.remove(page)
    return looks


def row_styles(looks: Looks, row: ReturnRow) -> dict[str, Any]:
    """The styles for a row: those of a total when it is over all wards."""
    return looks.total if row.get("ward") == ALL_WARDS else looks.usual


def dress(page: Worksheet, number: int, sheet: Sheet, row: ReturnRow, looks: Looks) -> None:
    """Tint the ratings of a row that is written, and carry the ground of a total over its empty cells."""
    total = row.get("ward") == ALL_WARDS
    for position, column in enumerate(sheet.columns, start=1):
        value = row[column.key]
        if column.key in RATINGS and (style := looks.ratings.get(str(value))) is not None:
            page.cell(number, position)._style = style
        elif total and value is None:
            page.cell(number, position)._style = looks.total["text"]


def finish(page: Worksheet, sheet: Sheet, top: int, looks: Looks) -> None:
    """Set the headings over their columns, once the table is laid out."""
    for position, column in enumerate(sheet.columns, start=1):
        page.cell(top, position)._style = looks.headings[column.kind in NUMBERS]
