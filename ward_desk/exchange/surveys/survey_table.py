"""The rows of a survey's file, read afresh from its bytes each time: never held as millions of cells."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Final

from ward_desk.exchange.cell_text import clean_text
from ward_desk.exchange.file_limits import TooLargeError
from ward_desk.exchange.surveys.survey_limits import SURVEY
from ward_desk.exchange.text_file import TOO_LONG, decoded, encoding_of, layout_of, unguarded

# What only a file in a thousand holds: a guarded formula, and characters that no XML file may hold.
_GUARDED: Final = "'(?<![^\\n\\r\"%s].)[=+\\-@'\t\r\n]"  # with the sign of the columns: the mark begins a cell
_ODD: Final = ("\x0b", "\x0c", "\ufffe", "\uffff")
_END: Final = ("",)  # a last, empty line: a row of its own, but part of the last row after a quotation mark left open


@dataclass(frozen=True, slots=True)
class Table:
    """The bytes of a CSV file and how to read them."""

    content: bytes
    encoding: str = "utf-8"
    sign: str = ","
    skipped: bool = False  # its first line only names the sign
    plain: bool = True  # no cell needs more than its spaces taken off
    hidden: int = 0  # rows that its sheet does not show

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """The rows with something in them and their numbers from 1, as a spreadsheet counts them; cells have no
        spaces around them and line ends of "\\n". Rows are as long as they are in the file.

        Raises TooLargeError for a cell without end.
        """
        row: list[str] = []
        text = io.TextIOWrapper(io.BytesIO(self.content), self.encoding, newline=None)
        if self.skipped:
            text.readline()
        strip = str.strip
        try:
            for number, row in enumerate(csv.reader(chain(text, _END), delimiter=self.sign), start=1):
                cells = list(map(strip, row)) if self.plain else [_clean(cell) for cell in row]
                if any(cells):
                    yield number, cells
        except csv.Error as error:
            raise TooLargeError(TOO_LONG, SURVEY) from error
        if row:
            raise TooLargeError(TOO_LONG, SURVEY)


def of_text(content: bytes) -> Table:
    """The table in a CSV or other text file. Raises NotAWorkbookError when it is no text."""
    encoding = encoding_of(content)
    layout = layout_of(next(decoded(content, encoding)))
    return Table(content, encoding, layout.sign, layout.begins > 0, _is_plain(decoded(content, encoding), layout.sign))


def _is_plain(pieces: Iterable[str], sign: str) -> bool:
    guarded = re.compile(_GUARDED % re.escape(sign))
    end = ""  # of what went before: a mark may stand between two pieces
    for piece in pieces:
        if guarded.search(end + piece, max(len(end) - 1, 0)) or any(odd in piece for odd in _ODD):
            return False
        end = (end + piece)[-2:]
    return True


def _clean(cell: str) -> str:
    return clean_text(unguarded(cell)).strip()
