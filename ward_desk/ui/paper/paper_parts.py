"""Paper parts: what can stand on a printed page: groups of rows under columns, and the key of their marks.

Lengths are tenths of a point, so that letters are measured finely whatever they are painted on.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

WIDTH: Final = 8419.0
HEIGHT: Final = 5953.0
MARGIN: Final = 340.0
BODY: Final = 95  # letters of a cell: 9.5 points
SMALL: Final = 80
PAD: Final = 45.0
HEADING: Final = 260.0  # the room of a group's heading
SHAPE: Final = 70.0
BAR: Final = 45.0
MOST_LINES: Final = 14  # of one cell: more is read at a screen, not at a meeting


class Cell(NamedTuple):
    """What stands in a cell: lines of (words, tone), tone "", "bold" or "soft"; a mark before them or a bar under."""

    lines: tuple[tuple[str, str], ...] = ()
    mark: tuple[str, str] = ("", "")  # shape and the name of its colour
    bar: float | None = None  # per cent


class Column(NamedTuple):
    """A column and its share of the width."""

    heading: str
    share: float


class Row(NamedTuple):
    """One row. `again` stands in its first cell instead when it is the first row of a page.

    `joined` to the next row, there is no line between them.
    """

    cells: tuple[Cell, ...]
    again: Cell | None = None
    joined: bool = False


class Group(NamedTuple):
    """Rows under a heading, with small words beside it."""

    heading: str
    beside: str
    rows: Sequence[Row]


class Key(NamedTuple):
    """One mark and what it means, at the foot of every page."""

    shape: str
    tone: str
    words: str
    meaning: str


class Paper(NamedTuple):
    """Everything to be printed."""

    title: str
    lines: tuple[str, ...]
    columns: tuple[Column, ...]
    groups: Sequence[Group]
    key: tuple[Key, ...] = ()
    empty: str = ""  # said where there are no rows
    page_per_group: bool = False
