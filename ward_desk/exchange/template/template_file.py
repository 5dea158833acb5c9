"""The council's own template, opened to look at: its sheets, its cells, and what may go into each.

It is read out of its own XML; nothing here can write one. Filling it is `template_fill`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple

from ward_desk.core.errors import KnownError
from ward_desk.core.template.mapping import column_letters, row_and_column
from ward_desk.exchange.cell_text import unescape
from ward_desk.exchange.template.blocks import Block
from ward_desk.exchange.template.cell_kinds import CellKind, shown_number
from ward_desk.exchange.template.entry_rules import Rule
from ward_desk.exchange.template.sheet_xml import RawCell, SheetXml, read_sheet
from ward_desk.exchange.template.tables import named_in_a_table, tables_of
from ward_desk.exchange.template.template_choices import choices_of
from ward_desk.exchange.template.template_parts import Package, Style
from ward_desk.exchange.workbook_file import LARGEST_FILE, NotAWorkbookError, content_of
from ward_desk.exchange.workbook_scan import FAULTY

SUFFIXES: Final = (".xlsx", ".xlsm", ".xltx", ".xltm")
_LONGEST_HEADING: Final = 200  # characters; longer words are more likely an answer
_NOTHING: Final = Style()


class Cell(NamedTuple):
    """One cell of a template as a person sees it."""

    ref: str  # "C5"
    row: int
    column: int
    shown: str = ""
    kind: CellKind = "any"  # what its number format is for
    choices: tuple[str, ...] = ()  # of its dropdown
    locked: bool = False  # by the protection of its sheet
    formula: bool = False
    part_of: str = ""  # the first cell of its merged range, when it is not that one itself
    heading: bool = False  # of a table of the spreadsheet's own, or in its row of totals: it must keep its words


class SheetInfo(NamedTuple):
    """One sheet of a template."""

    name: str
    hidden: bool
    protected: bool
    rows: int  # the last one that has a cell
    columns: int
    merged: tuple[str, ...]  # "B4:D4"


class Template:
    """A template as it was when it was opened; `open_template` makes it."""

    def __init__(self, path: Path, content: bytes) -> None:
        self.path = path
        self.package = Package(content)
        self.has_macros = any(name.casefold().endswith("vbaproject.bin") for name in self.package.parts)
        self.signed = any(name.casefold().startswith("_xmlsignatures/") for name in self.package.parts)
        self._sheets = {
            one.name: (one.part, read_sheet(self.package.parts[one.part])) for one in self.package.sheets if one.part
        }
        hidden = {one.name: one.hidden for one in self.package.sheets}
        self.sheets = tuple(
            SheetInfo(
                name,
                hidden[name],
                sheet.protected,
                max(sheet.columns, default=0),
                max((columns[-1] for columns in sheet.columns.values() if columns), default=0),
                tuple(sheet.merged_refs),
            )
            for name, (_, sheet) in self._sheets.items()
        )
        self.tables = tuple(
            table for name, (part, _) in self._sheets.items() for table in tables_of(self.package, name, part)
        )
        self._headings: dict[str, list[Block]] = {name: [] for name in self._sheets}
        for table in self.tables:
            self._headings[table.sheet] += [block for block in (table.headings, table.totals) if block]
        self._choices: dict[tuple[str, str, tuple[str, ...]], tuple[str, ...] | None] = {}
        self._order = [one.name for one in self.package.sheets]

    @cached_property
    def fingerprint(self) -> str:
        """The shape of every sheet and what its name is, without what is entered into it: "sheet:shape sheet:shape"."""
        return " ".join(f"{short_hash(name)}:{self.shape(name)}" for name in self._sheets)

    @property
    def has_formulas(self) -> bool:
        """Whether anything in it is worked out."""
        return any(sheet.formulas for _, sheet in self._sheets.values())

    def refuse_damaged(self) -> None:
        """Raises ValueError, IndexError or OverflowError for a cell that can't be shown."""
        for _, sheet in self._sheets.values():
            for cell in sheet.cells.values():
                if cell.value and cell.kind == "s":
                    self.package.words[int(cell.value)]
                elif cell.value and cell.kind == "n":
                    int(float(cell.value))  # no number that is none, or without an end

    def has(self, sheet: str) -> bool:
        """Whether there is a sheet of that name with cells in it."""
        return sheet in self._sheets

    def part(self, sheet: str) -> str:
        """The part that a sheet is in. Raises KeyError when there is no such sheet."""
        return self._sheets[sheet][0]

    def raw(self, sheet: str) -> SheetXml:
        """A sheet as it is written down. Raises KeyError when there is no such sheet."""
        return self._sheets[sheet][1]

    def grid(self, sheet: str, first: int = 1, last: int = 200) -> dict[tuple[int, int], Cell]:
        """The cells of those rows, by row and column; what is not there is empty and asked for with `cell`.

        Raises KeyError when there is no such sheet.
        """
        raw = self.raw(sheet)
        return {
            (row, column): self._cell(sheet, row, column)
            for row in range(first, min(last, max(raw.columns, default=0)) + 1)
            for column in raw.columns.get(row, ())
        }

    def cell(self, sheet: str, ref: str) -> Cell:
        """Any cell, also one that the sheet does not write down. Raises KeyError for what is no sheet or no cell."""
        place = row_and_column(ref)
        if place is None or sheet not in self._sheets:
            raise KeyError(f"{sheet}!{ref}")
        return self._cell(sheet, *place)

    def rule(self, sheet: str, ref: str) -> Rule | None:
        """What may be entered into a cell, None when anything may. Raises KeyError as `cell` does."""
        place = row_and_column(ref)
        if place is None:
            raise KeyError(f"{sheet}!{ref}")
        return self.raw(sheet).rule(*place)

    def choices(self, sheet: str, rule: Rule) -> tuple[str, ...] | None:
        """The words of a dropdown, None when they are worked out by a formula that is not followed here."""
        key = sheet, rule.formula_1, rule.words
        if key not in self._choices:
            self._choices[key] = rule.words or choices_of(self, sheet, rule.formula_1)
        return self._choices[key]

    def places(self, sheet: str, block: Block) -> Iterator[tuple[int, int]]:
        """Row and column of the cells of a block that the sheet writes down, row by row."""
        columns = self.raw(sheet).columns
        if block.bottom - block.top < len(columns):
            rows = [row for row in range(block.top, block.bottom + 1) if row in columns]
        else:
            rows = [row for row in columns if block.top <= row <= block.bottom]
        return ((row, column) for row in rows for column in columns[row] if block.left <= column <= block.right)

    def in_a_table(self, formula: str) -> tuple[str, Block] | None:
        """The sheet and the cells that a formula names by a table of the spreadsheet's own, None when it names none."""
        return named_in_a_table(self.tables, formula)

    def number(self, sheet: str, row: int, column: int) -> float | None:
        """The number in a cell, None when it holds none."""
        raw = self.raw(sheet).cells.get((row, column))
        return float(raw.value) if raw and raw.kind == "n" and raw.value else None

    def shown(self, sheet: str, row: int, column: int) -> str:
        """A cell's value about as a person sees it."""
        raw = self.raw(sheet).cells.get((row, column))
        return self._shown(raw, self._style(raw.style)) if raw else ""

    def name_stands_for(self, name: str, sheet: str) -> str:
        """What a name of the workbook stands for, first one that only the sheet knows; "" when there is none."""
        at = self._order.index(sheet)
        known = list(self.package.defined_names())
        for where in (at, None):
            for one, of_sheet, formula in known:
                if one == name.casefold() and of_sheet == where:
                    return formula
        return ""

    def shape(self, sheet: str) -> str:
        """A few letters that are the same as long as a sheet's headings, merged cells and rules stay where they are."""
        raw = self.raw(sheet)
        rules = [[one.kind, *map(list, one.blocks)] for one in raw.rules]
        return short_hash([raw.merged_refs, rules, list(self._labels(raw))])

    def _labels(self, raw: SheetXml) -> Iterator[tuple[int, int, str]]:
        for (row, column), cell in raw.cells.items():
            # What Ward Desk fills in is written in its cell; what spreadsheet programs save is in the list of words.
            if cell.kind != "s" and not (cell.kind == "inlineStr" and not self.package.words):
                continue
            if raw.protected and not _is_locked(raw, row, column, self._style(cell.style)):
                continue
            words = self._shown(cell, _NOTHING).strip()
            if words and len(words) <= _LONGEST_HEADING and raw.rule(row, column) is None:
                yield row, column, words

    def _cell(self, name: str, row: int, column: int) -> Cell:
        raw = self.raw(name)
        style = self._style(raw.style(row, column))
        written = raw.cells.get((row, column))
        rule = raw.rule(row, column)
        merged = raw.merged_at(row, column)
        outside = merged is not None and (row, column) != (merged.top, merged.left)
        return Cell(
            f"{column_letters(column)}{row}",
            row,
            column,
            self._shown(written, style) if written else "",
            style.kind,
            (self.choices(name, rule) or ()) if rule and rule.kind == "list" else (),
            _is_locked(raw, row, column, style),
            bool(written and written.formula) or any(block.has(row, column) for block in raw.arrays),
            f"{column_letters(merged.left)}{merged.top}" if merged and outside else "",
            any(block.has(row, column) for block in self._headings[name]),
        )

    def _style(self, number: int) -> Style:
        styles = self.package.styles
        return styles[number] if number < len(styles) else _NOTHING

    def _shown(self, cell: RawCell, style: Style) -> str:
        if not cell.value:
            return ""
        if cell.kind == "s":
            return unescape(self.package.words[int(cell.value)])
        if cell.kind == "b":
            return "TRUE" if cell.value == "1" else "FALSE"
        if cell.kind == "n":
            return shown_number(float(cell.value), style.kind, from_1904=self.package.from_1904)
        return unescape(cell.value)


def _is_locked(raw: SheetXml, row: int, column: int, style: Style) -> bool:
    return raw.protected and style.locked and not any(block.has(row, column) for block in raw.free)


def open_template(path: Path) -> Template:
    """Open a template to look at.

    Raises KnownError for what is no workbook, has a password, is damaged, dangerous or too large, or is written in a
    way that can't be filled without harm.
    """
    if path.suffix.casefold() not in SUFFIXES:
        raise KnownError(
            "template.kind",
            f"{path.name} is no template Ward Desk can fill.",
            "Nothing was changed.",
            "Choose a workbook that ends in .xlsx or .xlsm; save another kind as one of these in Excel first.",
        )
    content = content_of(path, LARGEST_FILE)
    try:
        template = Template(path, content)
        template.refuse_damaged()
    except KnownError:
        raise
    except Exception as error:
        # A damaged part shows as KeyError, ValueError, ParseError, ExpatError, BadZipFile and more.
        raise NotAWorkbookError(FAULTY) from error
    if not template.sheets:
        raise NotAWorkbookError("The workbook has no sheet with cells in it.")
    return template


def short_hash(what: object) -> str:
    """Ten letters and digits that stand for a value made of texts, numbers and lists."""
    return hashlib.sha256(json.dumps(what, ensure_ascii=False).encode()).hexdigest()[:10]
