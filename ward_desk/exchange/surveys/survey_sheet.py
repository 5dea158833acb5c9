"""A sheet's XML as CSV text: numbers as people see them, dates as "2023-10-05 14:03:00".

Read as a stream, several times faster than openpyxl reads it and without holding a row longer than it takes; it
ends at once when the sheet is too large or holds entities.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import IO, Final, NamedTuple
from xml.parsers import expat

from ward_desk.exchange.cell_text import clean_text, unescape
from ward_desk.exchange.file_limits import LONGEST_CELL, TooLargeError, refuse_beyond
from ward_desk.exchange.surveys.survey_limits import SURVEY
from ward_desk.exchange.tracker.tracker_shown import Typed, shown, typed
from ward_desk.exchange.workbook_file import NotAWorkbookError
from ward_desk.exchange.workbook_scan import FAULTY, fed

_WITH_TEXT: Final = ("v", "t", "f")
_GENERAL: Final = "General"
_EXACT: Final = 15  # digits of a number that is shown as it stands in the file


class Looks(NamedTuple):
    """What a workbook's sheets share."""

    words: list[str]  # texts that cells point at
    formats: tuple[str, ...]  # the number format of each style: "0%"
    dates: frozenset[int]  # styles that show a number as a day or a time
    spans: frozenset[int]  # styles that show a number as a length of time
    epoch: datetime  # the day that is 0


class SheetText(NamedTuple):
    """A sheet as CSV in UTF-8, its rows in their places."""

    content: bytes
    cells: int  # with something in them
    left: int  # elements of XML that other sheets may still have
    hidden: int = 0  # rows with something in them that the sheet does not show


def read_text(stream: IO[bytes], looks: Looks, elements: int) -> SheetText:
    """The sheet as text, when it has at most so many elements. Raises KnownError, or what a damaged file causes."""
    content = io.BytesIO()
    text = io.TextIOWrapper(content, "utf-8", newline="")
    rows = _Rows(looks, csv.writer(text).writerow, elements)
    fed(rows.parser, stream, SURVEY)
    text.flush()
    return SheetText(content.getvalue(), rows.cells, rows.left, rows.hidden)


def read_words(stream: IO[bytes]) -> list[str]:
    """The texts that a workbook's cells point at. Raises as `read_text` does."""
    found = _Words(SURVEY.elements)
    fed(found.parser, stream, SURVEY._replace(sheet=SURVEY.words))
    return found.words


class _Elements:
    """Goes through XML and gathers the text of those elements that hold any."""

    def __init__(self, elements: int) -> None:
        self.left = elements
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self._text: list[str] = []
        self._phonetic = False  # in the reading aid of a Japanese word, which is no part of the text

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.left -= 1
        if self.left < 0:
            raise TooLargeError("The file holds far more cells than a survey file does.", SURVEY)
        if ":" in name:
            name = name.rpartition(":")[2]
        if name in _WITH_TEXT:
            self._text = []
            self.parser.CharacterDataHandler = self._text.append
        elif name == "rPh":
            self._phonetic = True
        else:
            self.begun(name, attributes)

    def _end(self, name: str) -> None:
        if ":" in name:
            name = name.rpartition(":")[2]
        if name in _WITH_TEXT:
            self.parser.CharacterDataHandler = None
            if not self._phonetic:
                self.told(name, "".join(self._text))
        elif name == "rPh":
            self._phonetic = False
        else:
            self.ended(name)

    def begun(self, name: str, attributes: dict[str, str]) -> None:
        """An element without text begins."""

    def told(self, name: str, text: str) -> None:
        """The text of a value, a formula or a run of letters."""

    def ended(self, name: str) -> None:
        """An element without text ends."""


class _Words(_Elements):
    """The texts that cells point at."""

    def __init__(self, elements: int) -> None:
        super().__init__(elements)
        self.words: list[str] = []
        self._runs = ""

    def told(self, name: str, text: str) -> None:
        self._runs += text

    def ended(self, name: str) -> None:
        if name == "si":
            self.words.append(_cleaned(self._runs))
            self._runs = ""


class _Rows(_Elements):
    """The rows of a sheet, written as they end."""

    def __init__(self, looks: Looks, write: Callable[[Sequence[str]], object], elements: int) -> None:
        super().__init__(elements)
        self.cells = self.hidden = 0
        self._looks = looks
        self._write = write
        self._columns: dict[str, int] = {}  # by their letters
        self._row = self._written = self._column = self._style = 0
        self._kind = self._value = self._formula = ""
        self._cells: list[str] = []
        self._is_hidden = False

    def begun(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            at = attributes.get("r")
            self._column = self._column_of(at.rstrip("0123456789")) if at else self._column + 1
            self._kind = attributes.get("t", "n")
            self._style = int(attributes.get("s", 0))
            self._value = self._formula = ""
        elif name == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._column = 0
            self._is_hidden = attributes.get("hidden") in ("1", "true")

    def told(self, name: str, text: str) -> None:
        if name == "f":
            self._formula = text
        else:
            self._value += text

    def ended(self, name: str) -> None:
        if name == "c":
            if self._value:
                self._place(self._words())
            elif self._formula:
                self._place(_cleaned(f"={self._formula}"))
        elif name == "row" and self._cells:
            if self._row <= self._written:
                raise NotAWorkbookError(FAULTY)
            for _ in range(self._written + 1, self._row):
                self._write(())
            self._write(self._cells)
            self._written, self._cells = self._row, []
            self.hidden += self._is_hidden

    def _column_of(self, letters: str) -> int:
        if letters not in self._columns:
            column = 0
            for letter in letters:
                column = column * 26 + ord(letter) - 64
            self._columns[letters] = column
        return self._columns[letters]

    def _place(self, words: str) -> None:
        if not words:
            return
        cells, column = self._cells, self._column
        if self._row > SURVEY.rows or column > SURVEY.columns:
            refuse_beyond(self._row, column, SURVEY)
        cells += [""] * (column - len(cells))
        cells[column - 1] = words
        self.cells += 1

    def _words(self) -> str:
        """What a person sees in the cell."""
        kind, value = self._kind, self._value
        if kind == "s":
            return self._looks.words[int(value)]
        if kind == "n":
            return self._number()
        if kind == "b":
            return "TRUE" if int(value) else "FALSE"
        if kind == "d":
            from openpyxl.utils.datetime import from_ISO8601

            return _shown(typed(from_ISO8601(value)), _GENERAL)
        return _cleaned(value)

    def _number(self) -> str:
        looks, value, style = self._looks, self._value, self._style
        look = looks.formats[style] if style < len(looks.formats) else _GENERAL
        if look == _GENERAL and value.isdecimal() and len(value) <= _EXACT:
            return value
        number = float(value) if "." in value or "e" in value.lower() else int(value)
        if style in looks.dates:
            from openpyxl.utils.datetime import from_excel

            with suppress(OverflowError, ValueError):  # no day has this number: shown as the number it is
                return _shown(typed(from_excel(number, looks.epoch, timedelta=style in looks.spans)), look)
        return _shown(typed(number), look)


def _cleaned(words: str) -> str:
    """A text as it is kept. Raises TooLargeError for one without end."""
    if len(words) > LONGEST_CELL:
        raise TooLargeError(f"A cell holds more than {LONGEST_CELL:,} characters.", SURVEY)
    return clean_text(unescape(words)).strip()


def _shown(value: Typed, look: str) -> str:
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    return value.isoformat() if isinstance(value, date) else shown(value, look)
