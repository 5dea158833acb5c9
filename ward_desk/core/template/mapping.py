"""Which field of a return goes into which cell of the council's own template, and what our words are called there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping as ReadOnly
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final, NamedTuple

LAST_ROW: Final = 1_048_576
LAST_COLUMN: Final = 16_384
_REF: Final = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")


class Spot(NamedTuple):
    """One field in one cell."""

    field: str  # "cover.ward"
    sheet: str  # "Start"
    cell: str  # "C5"


class ListSpot(NamedTuple):
    """The rows of one table of the return, one below the other in the rows of a sheet."""

    table: str  # "action_plan"
    sheet: str
    first_row: int
    last_row: int  # the last one there is room in
    columns: tuple[tuple[str, str], ...]  # (("ref", "B"), ("action", "C"))


Thing = Spot | ListSpot


@dataclass(frozen=True)
class Mapping:
    """What goes where in one template. Every change gives a new mapping."""

    template: str = ""  # the name of its file
    fingerprint: str = ""  # of the template it was made for
    spots: tuple[Spot, ...] = ()
    lists: tuple[ListSpot, ...] = ()
    words: ReadOnly[str, ReadOnly[str, str]] = field(default_factory=dict)  # field -> our word -> theirs

    def with_spot(self, spot: Spot) -> Mapping:
        """With the field in that cell, in the place of what was in that very cell before."""
        kept = tuple(one for one in self.spots if _place(one) != _place(spot))
        return replace(self, spots=(*kept, spot._replace(cell=spot.cell.upper())))

    def with_list(self, spot: ListSpot) -> Mapping:
        """With the table there, in the place of the same table on the same sheet from the same row."""
        kept = tuple(one for one in self.lists if _start(one) != _start(spot))
        columns = tuple((key, letters.upper()) for key, letters in spot.columns)
        return replace(self, lists=(*kept, spot._replace(columns=columns)))

    def without(self, thing: Thing) -> Mapping:
        """Without that spot or list."""
        return replace(
            self,
            spots=tuple(one for one in self.spots if one != thing),
            lists=tuple(one for one in self.lists if one != thing),
        )

    def with_word(self, field: str, ours: str, theirs: str) -> Mapping:
        """With our word of a field called something else in the template; no word of theirs takes it out again."""
        of_field = {word: other for word, other in self.words.get(field, {}).items() if word != ours}
        if theirs:
            of_field[ours] = theirs
        words = {one: words for one, words in self.words.items() if one != field}
        return replace(self, words={**words, field: of_field} if of_field else words)

    def problems(self) -> list[str]:
        """A sentence for each place that is none, and each cell that two things are put into."""
        things: list[Thing] = [*self.spots, *self.lists]
        said = [sentence for one in things if (sentence := _no_place(one))]
        if said:
            return said
        taken: dict[tuple[str, str], str] = {}
        for spot in self.spots:
            other = taken.get(_place(spot), "")
            if other == spot.field:
                said.append(f"{spot.cell} of {spot.sheet} is named twice for {other}.")
            elif other:
                said.append(f"{spot.cell} of {spot.sheet} is to hold two things, {other} and {spot.field}.")
            taken[_place(spot)] = spot.field
        for number, one in enumerate(self.lists):
            letters = [column.upper() for _, column in one.columns]
            said.extend(
                f"Column {column} of {one.sheet} is to hold two columns of the same list."
                for column in dict.fromkeys(letters)
                if letters.count(column) > 1
            )
            for other_list in self.lists[:number]:
                said.extend(_shared(one, other_list))
            said.extend(
                f"{spot.cell} of {spot.sheet} is to hold {spot.field}, and lies inside the list in rows"
                f" {one.first_row} to {one.last_row}."
                for spot in self.spots
                if spot.sheet == one.sheet and _inside(spot.cell, one)
            )
        return said


def row_and_column(cell: str) -> tuple[int, int] | None:
    """Row and column of "C5", counted from 1; None when it is no cell of a sheet."""
    found = _REF.fullmatch(cell)
    if found is None:
        return None
    row, column = int(found[2]), column_number(found[1])
    return (row, column) if row <= LAST_ROW and column is not None else None


@lru_cache(4_096)
def column_number(letters: str) -> int | None:
    """The number of column "C", counted from 1; None when a sheet has no such column."""
    if not re.fullmatch("[A-Za-z]{1,3}", letters):
        return None
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number if number <= LAST_COLUMN else None


def column_letters(number: int) -> str:
    """ "C" for 3."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _place(spot: Spot) -> tuple[str, str]:
    return spot.sheet, spot.cell.upper()


def _start(one: ListSpot) -> tuple[str, str, int]:
    return one.table, one.sheet, one.first_row


def _no_place(one: Thing) -> str:
    if isinstance(one, Spot):
        return "" if row_and_column(one.cell) else f"“{one.cell}” of {one.sheet} is no cell, such as C5."
    if not one.columns:
        return f"The list of {one.table} on {one.sheet} has no columns."
    for _, letters in one.columns:
        if column_number(letters) is None:
            return f"“{letters}” of {one.sheet} is no column, such as C."
    if not 1 <= one.first_row <= one.last_row <= LAST_ROW:
        return f"The rows {one.first_row} to {one.last_row} of {one.sheet} are no rows of a sheet from top to bottom."
    return ""


def _inside(cell: str, one: ListSpot) -> bool:
    row, column = row_and_column(cell) or (0, 0)
    return one.first_row <= row <= one.last_row and any(column_number(letters) == column for _, letters in one.columns)


def _shared(one: ListSpot, other: ListSpot) -> Iterator[str]:
    if one.sheet != other.sheet or one.first_row > other.last_row or other.first_row > one.last_row:
        return
    taken = {column.upper() for _, column in other.columns}
    for letters in dict.fromkeys(column.upper() for _, column in one.columns):
        if letters in taken:
            yield (
                f"Column {letters} of {one.sheet} is to hold two lists, in rows {other.first_row} to {other.last_row}"
                f" and in rows {one.first_row} to {one.last_row}."
            )
