"""Old trackers as workbooks: each sheet as people see it, with the colours, merged cells and hidden parts.

The sheets are first gone through as a stream, which costs no memory: how far they reach, what is merged and
hidden, and whether there is far too much. Only then does openpyxl read them, no further than they reach.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any, Final
from xml.parsers import expat

from ward_desk.core.errors import KnownError
from ward_desk.core.tracker.tracker import Cell, Sheet
from ward_desk.exchange.tracker.tracker_colour import Palette
from ward_desk.exchange.tracker.tracker_limits import LONGEST_CELL, TRACKER, Limits, TooLargeError, refuse_beyond
from ward_desk.exchange.tracker.tracker_shown import shown, typed
from ward_desk.exchange.workbook_file import NotAWorkbookError, parts_of

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

MOST_ELEMENTS: Final = 1_200_000  # of XML in all sheets together; 5,000 rows of 100 columns have a million
LARGEST_WORDS: Final = 20_000_000  # bytes of XML in the list of words the sheets share
LARGEST_PART: Final = 8_000_000  # bytes of XML in any other part: the styles, say
LARGEST_SHEET: Final = 60_000_000  # bytes of XML in one sheet
_CHUNK: Final = 1 << 18
_EMPTY: Final = Cell("", None)
_FAULTY: Final = "The file is damaged, or was made by a faulty program."


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


def read_sheets(content: bytes, limits: Limits = TRACKER) -> tuple[Sheet, ...]:
    """Every sheet of the workbook, in its order; charts are left out.

    Raises NotAWorkbookError for what is no workbook or not a safe one, KnownError for one that is too large.
    """
    parts = parts_of(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            outlines = _outlines(packed, parts, limits)
        return _sheets(content, outlines, limits)
    except KnownError:
        raise
    except Exception as error:
        # A damaged part shows as KeyError, ValueError, TypeError, ExpatError, BadZipFile, zlib.error and more.
        raise NotAWorkbookError(_FAULTY) from error


def _outlines(packed: zipfile.ZipFile, parts: list[zipfile.ZipInfo], limits: Limits) -> dict[str, Outline]:
    found = {}
    elements = MOST_ELEMENTS
    for part in parts:
        if not part.filename.endswith(".xml"):
            continue
        if part.filename.startswith("xl/worksheets/"):
            with packed.open(part) as stream:
                scan = _Scan(stream, elements, limits)
            found[part.filename] = scan.outline
            elements = scan.left
        elif part.file_size > (LARGEST_WORDS if part.filename == "xl/sharedStrings.xml" else LARGEST_PART):
            raise TooLargeError(f"The file holds far more words or styles than a {limits.noun} does.", limits)
    return found


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
        parser.StartDoctypeDeclHandler = self._doctype
        self._parser = parser
        read = 0
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk)
            read += len(chunk)
            if read > LARGEST_SHEET:
                raise TooLargeError(f"A sheet holds far more than a {limits.noun} does.", limits)
        parser.Parse(b"", True)
        self._end_row()

    def _doctype(self, *_: object) -> None:
        raise NotAWorkbookError("The file holds XML entities, which no spreadsheet writes and which can be a trap.")

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


def _sheets(content: bytes, outlines: dict[str, Outline], limits: Limits) -> tuple[Sheet, ...]:
    import openpyxl
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

    with warnings.catch_warnings():
        # It warns of things that other programs add and we do not look at.
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        try:
            palette = Palette(book)
            return tuple(
                _sheet(one, outlines[one._worksheet_path.removeprefix("/")], palette, limits)
                for one in book.worksheets
                if isinstance(one, ReadOnlyWorksheet)
            )
        finally:
            book.close()


def _sheet(sheet: ReadOnlyWorksheet, outline: Outline, palette: Palette, limits: Limits) -> Sheet:
    width = max(outline.last_column, min(outline.styled_column, limits.columns))
    rows = []
    if outline.last_row:
        found = sheet.iter_rows(min_row=1, max_row=outline.last_row, min_col=1, max_col=width)
        rows = [
            [
                _cell(cell, outline.formulas.get((row, column), ""), palette)
                for column, cell in enumerate(cells, start=1)
            ]
            for row, cells in enumerate(found, start=1)
        ]
    room = len(rows) * width
    for ref in outline.merged:
        room -= _repeat(rows, ref)
        if room < 0:
            raise NotAWorkbookError(_FAULTY)  # merged ranges that lie over each other
    rows, width = _trimmed(rows)
    return Sheet(
        name=str(sheet.title),
        rows=tuple(tuple(row) for row in rows),
        hidden=sheet.sheet_state != "visible",
        hidden_columns=frozenset(column - 1 for column in outline.hidden_columns if column <= width),
        hidden_rows=frozenset(row - 1 for row in outline.hidden_rows if row <= len(rows)),
    )


def _cell(cell: Any, formula: str, palette: Palette) -> Cell:
    """One cell of openpyxl's; a formula whose answer is not in the file is shown itself."""
    style = getattr(cell, "_style_id", 0)
    colour = palette.of(style) if style else ""
    value = typed(cell.value)
    if value is None:
        words = f"={formula}" if formula else ""
        return Cell(words, words, colour) if words else Cell("", None, colour) if colour else _EMPTY
    if isinstance(value, str):
        if len(value) > LONGEST_CELL:
            raise TooLargeError(f"A cell holds more than {LONGEST_CELL:,} characters.")
        if not colour and style and not any(one.isalnum() for one in value):
            colour = palette.of_letters(style)
        return Cell(value, value, colour)
    return Cell(shown(value, cell.number_format), value, colour)


def _repeat(rows: list[list[Cell]], ref: str) -> int:
    """Give every empty cell of a merged range what its top left one holds. Gives how many cells it has in these rows.

    Some programs leave words under a merged cell; they stay.
    """
    from openpyxl.utils import range_boundaries

    left, top, right, bottom = range_boundaries(ref)
    if left is None or top is None or right is None or bottom is None or top > len(rows) or left > len(rows[0]):
        return 0
    repeated = rows[top - 1][left - 1]._replace(merged=True)
    bottom, right = min(int(bottom), len(rows)), min(int(right), len(rows[0]))
    for at in range(top - 1, bottom):
        for column in range(left - 1, right):
            if (at, column) != (top - 1, left - 1) and not rows[at][column].text:
                rows[at][column] = repeated
    return int((bottom - top + 1) * (right - left + 1))


def _is_rating(colours: Iterable[str]) -> bool:
    """Whether a column without words has several ratings as its colours: a band over a row goes on for ever."""
    return len({"red", "amber", "green"}.intersection(colours)) > 1


def _trimmed(rows: list[list[Cell]]) -> tuple[list[list[Cell]], int]:
    """The rows without the empty ones and the empty columns at their end, and how many columns are left."""
    while rows and not any(cell.text for cell in rows[-1]):
        rows.pop()
    width = len(rows[0]) if rows else 0
    while width and not any(row[width - 1].text for row in rows):
        width -= 1
    rated = width
    while rows and rated < min(len(rows[0]), width + 2) and _is_rating(row[rated].colour for row in rows):
        rated += 1
    width = rated
    return [row[:width] for row in rows], width
