"""A table as lines of text: columns lined up, the last one wrapped to the width of a terminal."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from textwrap import wrap
from unicodedata import combining, east_asian_width

GAP = "  "
NARROWEST = 30  # letters for the last column, however narrow the terminal


def show(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print the table. Only for a terminal is anything wrapped: in a file or a pipe a row is one line."""
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    for line in lines(headings, rows, width):
        print(line)


def lines(headings: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """The lines of the table, at most `width` letters long where that can be; 0 for no limit."""
    cells = [tuple(" ".join(cell.split()) for cell in row) for row in (headings, *rows)]
    widths = [max(_letters(row[place]) for row in cells) for place in range(len(headings) - 1)]
    indent = sum(widths) + len(GAP) * len(widths)
    room = max(width - indent, NARROWEST) if width else 0
    made = []
    for row in cells:
        start = "".join(cell + " " * (most - _letters(cell)) + GAP for cell, most in zip(row, widths, strict=False))
        last = (wrap(row[-1], room) if room else []) or [row[-1]]
        made.append((start + last[0]).rstrip())
        made += [" " * indent + more for more in last[1:]]
    return made


def _letters(text: str) -> int:
    """How many places of a terminal a text takes."""
    return sum(0 if combining(one) else 2 if east_asian_width(one) in "WF" else 1 for one in text)
