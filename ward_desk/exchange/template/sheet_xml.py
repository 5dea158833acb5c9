"""The XML of one sheet gone through once: what its cells hold, and at which bytes each stands.

Nothing is built from it and nothing written: what fills a sheet cuts in at these bytes and leaves all others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, NamedTuple
from xml.parsers import expat

from ward_desk.core.template.mapping import LAST_COLUMN, LAST_ROW, row_and_column
from ward_desk.exchange.template.blocks import Block, block_of, moved
from ward_desk.exchange.template.entry_rules import Rule, blocks_of, rule_of
from ward_desk.exchange.template.letters import AS_THEY_ARE, Letters, read_letters
from ward_desk.exchange.template.template_parts import is_on, unusual
from ward_desk.exchange.workbook_file import NotAWorkbookError
from ward_desk.exchange.workbook_scan import FAULTY, refuse_entities

_READ: Final = ("utf-8", "us-ascii", "ascii")  # encodings in which a byte of "<" is one of nothing else

_OF_A_RULE: Final = ("formula1", "formula2", "sqref", "list")
_FOR_SOME: Final = {"password", "hashValue", "securityDescriptor"}  # of a range that asks who somebody is


class Span(NamedTuple):
    """The bytes of an element; without content, `inside` and `inside_end` are its end."""

    start: int
    inside: int
    inside_end: int
    end: int


NOWHERE: Final = Span(0, 0, 0, 0)


class RawCell(NamedTuple):
    """A cell as it is written down."""

    span: Span
    style: int
    styled: bool  # whether it says which style it has
    kind: str  # s, n, str, inlineStr, b, e, d
    value: str
    formula: bool


@dataclass
class SheetXml:
    """One sheet; rows and columns are counted from 1."""

    content: bytes
    letters: Letters = AS_THEY_ARE  # how the part is written that it was read from
    encoding: str = "utf-8"  # what its content is written in
    data: Span = NOWHERE
    rows: dict[int, Span] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    row_styles: dict[int, int] = field(default_factory=dict)
    row_heights: dict[int, float] = field(default_factory=dict)  # points, of rows that say so
    column_styles: list[tuple[int, int, int]] = field(default_factory=list)  # first, last, style
    column_widths: list[tuple[int, int, float]] = field(default_factory=list)  # first, last, letters; 0: hidden
    cells: dict[tuple[int, int], RawCell] = field(default_factory=dict)
    columns: dict[int, list[int]] = field(default_factory=dict)  # of a row, those it writes down, left to right
    merged: list[Block] = field(default_factory=list)
    merged_refs: list[str] = field(default_factory=list)
    arrays: list[Block] = field(default_factory=list)  # filled by one formula
    rules: list[Rule] = field(default_factory=list)
    protected: bool = False
    free: list[Block] = field(default_factory=list)  # of a protected sheet, what anybody may change all the same
    formulas: bool = False
    met: dict[int, tuple[list[Block], list[tuple[Block, Rule]]]] = field(default_factory=dict, repr=False)

    @property
    def prefix(self) -> bytes:
        """What stands before the name of every element: "x:" in a sheet that says `<x:c>`, mostly nothing."""
        tag = re.match(rb"<([^\s/>]*:)?sheetData", self.content[self.data.start : self.data.inside])
        return (tag[1] or b"") if tag else b""

    def style(self, row: int, column: int) -> int:
        """The style of a cell, of its row or its column when the sheet does not write it down."""
        if cell := self.cells.get((row, column)):
            return cell.style
        if row in self.row_styles:
            return self.row_styles[row]
        return next((style for first, last, style in self.column_styles if first <= column <= last), 0)

    def hides_column(self, column: int) -> bool:
        """Whether a column is hidden."""
        return any(first <= column <= last and not letters for first, last, letters in self.column_widths)

    def rule(self, row: int, column: int) -> Rule | None:
        """What may be entered into a cell, with formulas that read as they do for this very cell."""
        rule = next((rule for block, rule in self._in_row(row)[1] if block.has(row, column)), None)
        if rule is None:
            return None
        # They are written as they read for the first cell that the rule is for.
        down, right = row - rule.blocks[0].top, column - rule.blocks[0].left
        return rule._replace(formula_1=moved(rule.formula_1, down, right), formula_2=moved(rule.formula_2, down, right))

    def merged_at(self, row: int, column: int) -> Block | None:
        """The merged range a cell lies in."""
        return next((block for block in self._in_row(row)[0] if block.has(row, column)), None)

    def _in_row(self, row: int) -> tuple[list[Block], list[tuple[Block, Rule]]]:
        """The merged ranges and the rules a row meets: few, where a sheet may have a thousand."""
        if row not in self.met:
            merged = [block for block in self.merged if block.top <= row <= block.bottom]
            pairs = ((block, rule) for rule in self.rules for block in rule.blocks)
            self.met[row] = merged, [(block, rule) for block, rule in pairs if block.top <= row <= block.bottom]
        return self.met[row]


def read_sheet(content: bytes) -> SheetXml:
    """Go through the XML of a sheet.

    Raises NotAWorkbookError for a damaged one, KnownError for one that is sound and yet written in a way that can't
    be filled without touching more than single cells; expat's own errors show through.
    """
    reader = _Reader(content)
    if reader.sheet.data == NOWHERE:
        raise NotAWorkbookError(FAULTY)
    return reader.sheet


class _Reader:
    """One pass; where it is stands in a few plain fields."""

    def __init__(self, content: bytes) -> None:
        content, letters = read_letters(content)
        self.sheet = SheetXml(content, letters)
        self._content = content
        self._in_data = False
        self._row = 0
        self._row_start = self._data_start = 0
        self._place: tuple[int, int] | None = None  # of the cell it is in
        self._start_of_cell = 0
        self._attributes: dict[str, str] = {}
        self._words: list[str] = []  # of the cell
        self._formula = False
        self._spoken = False  # inside the way that words are spoken, which are no words of the cell
        self._validation: dict[str, str] | None = None
        self._collect: list[str] | None = None
        parser = expat.ParserCreate(letters.read_as, " ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.XmlDeclHandler = self._declared
        parser.StartDoctypeDeclHandler = refuse_entities
        self._parser = parser
        parser.Parse(content, True)

    def _declared(self, _version: str, encoding: str | None, _alone: int) -> None:
        if encoding and not self.sheet.letters.utf_16:
            if encoding.casefold() not in _READ:
                raise unusual(f"is written in {encoding}")
            self.sheet.encoding = encoding

    # --- elements begin -------------------------------------------------------------------------------

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(" ")[2]
        if self._in_data:
            self._start_in_data(name, attributes)
        elif name == "sheetData":
            self._in_data = True
            self._data_start = self._parser.CurrentByteIndex
        elif name == "mergeCell":
            if block := block_of(attributes.get("ref", "")):
                self.sheet.merged.append(block)
                self.sheet.merged_refs.append(attributes["ref"])
        elif name == "col":
            first, last = int(attributes["min"]), int(attributes["max"])
            if "style" in attributes:
                self.sheet.column_styles.append((first, last, int(attributes["style"])))
            if is_on(attributes.get("hidden")):
                self.sheet.column_widths.append((first, last, 0))
            elif "width" in attributes:
                self.sheet.column_widths.append((first, last, float(attributes["width"])))
        elif name == "sheetProtection":
            self.sheet.protected = is_on(attributes.get("sheet"))
        elif name == "protectedRange":
            if not _FOR_SOME & attributes.keys():
                self.sheet.free += blocks_of(attributes.get("sqref", ""))
        elif name == "dataValidation":
            self._validation = dict(attributes)
        elif self._validation is not None and name in _OF_A_RULE:
            self._collect = []

    def _start_in_data(self, name: str, attributes: dict[str, str]) -> None:
        at = self._parser.CurrentByteIndex
        if name == "c":
            before = self.sheet.columns[self._row]
            # One that does not say where it stands is next to the one before it; so are rows.
            after = before[-1] if before else 0
            place = row_and_column(attributes["r"]) if "r" in attributes else (self._row, after + 1)
            if place is None or place[0] != self._row or not after < place[1] <= LAST_COLUMN:
                raise NotAWorkbookError(FAULTY)
            before.append(place[1])
            self._place, self._start_of_cell, self._attributes = place, at, attributes
            self._words, self._formula = [], False
        elif name == "row":
            number = int(attributes.get("r", self._row + 1))
            if not self._row < number <= LAST_ROW:
                raise NotAWorkbookError(FAULTY)
            self._row, self._row_start = number, at
            self.sheet.columns[number] = []
            if is_on(attributes.get("hidden")):
                self.sheet.hidden_rows.add(number)
            if "ht" in attributes:
                self.sheet.row_heights[number] = float(attributes["ht"])
            if is_on(attributes.get("customFormat")):
                self.sheet.row_styles[number] = int(attributes.get("s", "0"))
        elif name == "f":
            self._formula = self.sheet.formulas = True
            if attributes.get("t") in ("array", "dataTable") and (block := block_of(attributes.get("ref", ""))):
                self.sheet.arrays.append(block)
        elif name == "rPh":
            self._spoken = True
        elif name in ("v", "t") and not self._spoken:
            self._collect = []

    def _text(self, words: str) -> None:
        if self._collect is not None:
            self._collect.append(words)

    # --- elements end ---------------------------------------------------------------------------------

    def _end(self, name: str) -> None:
        name = name.rpartition(" ")[2]
        if self._in_data:
            self._end_in_data(name)
        elif self._validation is not None:
            if self._collect is not None and name in _OF_A_RULE:
                self._validation[name] = "".join(self._collect).strip()
                self._collect = None
            elif name == "dataValidation":
                self.sheet.rules.append(rule_of(self._validation))
                self._validation = None

    def _end_in_data(self, name: str) -> None:
        if name == "c" and self._place is not None:
            attributes = self._attributes
            self.sheet.cells[self._place] = RawCell(
                self._span(self._start_of_cell),
                int(attributes.get("s", "0")),
                "s" in attributes,
                attributes.get("t", "n"),
                "".join(self._words),
                self._formula,
            )
            self._place = None
        elif name in ("v", "t") and self._collect is not None:
            self._words += self._collect
            self._collect = None
        elif name == "rPh":
            self._spoken = False
        elif name == "row":
            self.sheet.rows[self._row] = self._span(self._row_start)
        elif name == "sheetData":
            self.sheet.data = self._span(self._data_start)
            self._in_data = False

    def _span(self, start: int) -> Span:
        """Of the element that ends here. Its first tag is looked at again: one without content ends in "/>"."""
        inside = _after_tag(self._content, start)
        if self._content[inside - 2 : inside] == b"/>":
            return Span(start, inside, inside, inside)
        close = self._parser.CurrentByteIndex
        return Span(start, inside, close, self._content.index(b">", close) + 1)


def _after_tag(content: bytes, start: int) -> int:
    """The byte after a tag; a ">" inside the quotation marks of an attribute does not end it."""
    at = start
    while True:
        end = content.index(b">", at) + 1
        tag = content[start:end]
        bare = re.sub(rb"\"[^\"]*\"|'[^']*'", b"", tag)
        if b'"' not in bare and b"'" not in bare:
            return end
        at = end
