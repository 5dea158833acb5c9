"""Go through a workbook from outside as a stream, before anything opens it: how far its sheets reach, what is merged
and hidden in them, and whether there is far too much. It costs no memory, and ends at the first trap."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import IO, Final
from xml.parsers import expat

from ward_desk.exchange.file_limits import Limits, TooLargeError, refuse_beyond
from ward_desk.exchange.workbook_file import NotAWorkbookError, parts_of

FAULTY: Final = "The file is damaged, or was made by a faulty program."
LARGEST_PART: Final = 8_000_000  # bytes of XML in a part that is neither a sheet nor the words: the styles, say
_CHUNK: Final = 1 << 18


@dataclass
class Outline:
    """What a sheet's XML says about its shape; rows and columns are counted from 1."""

    last_row: int = 0  # the last one with something in it
    last_column: int = 0
    styled_column: int = 0  # the last one in a row that is filled or bordered
    merged: list[str] = field(default_factory=list)  # "B4:B7"
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)  # row, column -> "SUM(B2:B9)"


def outlines(content: bytes, limits: Limits) -> dict[str, Outline]:
    """The outline of every sheet by the name of its part: "xl/worksheets/sheet1.xml".

    Raises NotAWorkbookError for what is no workbook or not a safe one, KnownError for one that is too large; a
    damaged part may show as any exception.
    """
    parts = parts_of(content)
    refuse_large_parts(parts, limits)
    found = {}
    elements = limits.elements
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for part in parts:
            if part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml"):
                with packed.open(part) as stream:
                    scan = _Scan(stream, elements, limits)
                found[part.filename] = scan.outline
                elements = scan.left
    return found


def refuse_large_parts(parts: Iterable[zipfile.ZipInfo], limits: Limits) -> None:
    """Raises TooLargeError when the parts that are no sheets would unpack to far more than such a file has."""
    for part in parts:
        if not part.filename.endswith(".xml") or part.filename.startswith("xl/worksheets/"):
            continue
        if part.file_size > (limits.words if part.filename == "xl/sharedStrings.xml" else LARGEST_PART):
            raise TooLargeError(f"The file holds far more words or styles than a {limits.noun} does.", limits)


def fed(parser: expat.XMLParserType, stream: IO[bytes], limits: Limits) -> None:
    """Parse a sheet's XML. Raises NotAWorkbookError for entities, TooLargeError for a sheet that is too long."""
    parser.StartDoctypeDeclHandler = refuse_entities
    read = 0
    while chunk := stream.read(_CHUNK):
        parser.Parse(chunk)
        read += len(chunk)
        if read > limits.sheet:
            raise TooLargeError(f"A sheet holds far more than a {limits.noun} does.", limits)
    parser.Parse(b"", True)


def refuse_entities(*_: object) -> None:
    """Raises NotAWorkbookError: what a parser calls at the start of a document type."""
    raise NotAWorkbookError("The file holds XML entities, which no spreadsheet writes and which can be a trap.")


class _Scan:
    """One pass over a sheet's XML, which ends at once when the sheet is too large or holds entities."""

    def __init__(self, stream: IO[bytes], elements: int, limits: Limits) -> None:
        self.outline = Outline()
        self.left = elements
        self._limits = limits
        self._row = self._places = 0  # the row it is in, and how many cells of it have gone by
        self._at = ""  # where the last cell says it is: "B4"
        self._formula: list[str] | None = None
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        self._parser = parser
        fed(parser, stream, limits)
        self._end_row()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.left -= 1
        if self.left < 0:
            raise TooLargeError(f"The file holds far more cells than a {self._limits.noun} does.", self._limits)
        if ":" in name:
            name = name.rpartition(":")[2]
        if name == "c":
            self._at = attributes.get("r", "")
            self._places += 1
        elif name in ("v", "t"):
            self._reach()
        elif name == "row":
            self._end_row()
            self._row = int(attributes.get("r", self._row + 1))
            if attributes.get("hidden") in ("1", "true"):
                self.outline.hidden_rows.add(self._row)
        elif name == "f":
            self._formula = []
            self._parser.CharacterDataHandler = self._formula.append
            self._parser.EndElementHandler = self._end
        elif name == "mergeCell":
            self.outline.merged.append(attributes.get("ref", ""))
        elif name == "col" and attributes.get("hidden") in ("1", "true"):
            last = min(int(attributes["max"]), self._limits.columns)
            self.left -= self._limits.columns
            self.outline.hidden_columns.update(range(int(attributes["min"]), last + 1))

    def _column(self) -> int:
        """Where the last cell is, by its own letters, or by how many cells went before where it has none."""
        column = 0
        for letter in self._at:
            if letter < "A":
                break
            column = column * 26 + ord(letter) - 64
        return column or self._places

    def _end_row(self) -> None:
        self.outline.styled_column = max(self.outline.styled_column, self._column())
        self._at, self._places = "", 0

    def _end(self, name: str) -> None:
        if name.rpartition(":")[2] == "f":
            self._parser.CharacterDataHandler = None
            self._parser.EndElementHandler = None
            if self._formula:
                self.outline.formulas[self._row, self._column()] = "".join(self._formula)
                self._reach()

    def _reach(self) -> None:
        outline, column = self.outline, self._column()
        refuse_beyond(self._row, column, self._limits)
        outline.last_row = max(outline.last_row, self._row)
        outline.last_column = max(outline.last_column, column)
