"""Write a filled copy of the council's own template, changing nothing but the cells that are filled.

openpyxl is never let near the file: loading and saving loses extended dropdowns, conditional formats, macros and more
(research.md section 2). The cells are cut into the sheet's own XML, and every other part goes over byte for byte.
"""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final, Literal, NamedTuple
from xml.sax.saxutils import escape as escape_xml

from ward_desk.core.errors import BugError, KnownError
from ward_desk.core.template.mapping import column_letters, row_and_column
from ward_desk.exchange.atomic import replace_file
from ward_desk.exchange.cell_text import MOST_CHARACTERS, clean_text, escape, length_in_cell
from ward_desk.exchange.template.calculation import worked_out_on_opening
from ward_desk.exchange.template.cell_kinds import serial
from ward_desk.exchange.template.letters import read_letters
from ward_desk.exchange.template.sheet_xml import SheetXml
from ward_desk.exchange.template.template_file import Cell, Template
from ward_desk.exchange.template.template_parts import WORKBOOK

Progress = Callable[[int, int], None]  # cells filled, cells in all
_CELLS_BETWEEN_WORDS: Final = 500
# What the copy of a template may be instead: a workbook, which says so in its list of parts.
_COPY_OF: Final = {".xltx": ".xlsx", ".xltm": ".xlsm"}
_TYPES: Final = "[Content_Types].xml"
_TEMPLATE_TYPE: Final = re.compile(rb"(spreadsheetml\.|ms-excel\.)template(\.(?:macroEnabled\.)?main\+xml)")
_EMPTY_TAG: Final = re.compile(rb"\s*/>$")


class Filled(NamedTuple):
    """One cell and what is written into it."""

    sheet: str
    cell: str  # "C5"
    value: str | int | float | date | None  # None empties it
    kind: Literal["text", "number", "date", "percent"]  # a percent of 45 is stored as 0.45


class Cut(NamedTuple):
    """Bytes that take the place of others."""

    start: int
    end: int
    content: bytes


def refusal(sheet: str, cell: Cell) -> str:
    """Why a cell is not written into, as a sentence; "" when it can be."""
    where = f"{cell.ref} of {sheet}"
    if cell.formula:
        return f"{where} is worked out by a formula of the template, which would be lost; choose another."
    if cell.part_of:
        return f"{where} is part of a merged cell; choose its first cell, {cell.part_of}."
    if cell.heading:
        return f"{where} is a heading of a table or in its row of totals, which has to keep its words; choose another."
    if cell.locked:
        return f"{where} is locked by the council; choose another."
    return ""


def fill(template: Template, values: Sequence[Filled], out: Path, progress: Progress | None = None) -> Path:
    """Write a copy of the template with these values in it, replacing what is at `out` whole or not at all.

    Every part of the file but the sheets that are filled is byte for byte as it was, and so is every byte of these
    sheets outside the cells filled. A template with formulas is told to work them out anew when it is opened, in its
    xl/workbook.xml; one that ends in .xltx or .xltm and is filled as a workbook is called one in its list of parts.
    Filling with the same values again gives the same bytes.

    `progress` is told every few hundred cells; whatever it raises stops the work and nothing is written. Raises
    KnownError when a cell can't be written into (see `refusal`), a text is too long for one, `out` is the template
    itself or another kind of file, or the disk refuses.
    """
    _refuse_place(template, out)
    tell = progress or (lambda done, total: None)
    by_sheet: dict[str, dict[tuple[int, int], Filled]] = {}
    for one in values:
        place = row_and_column(one.cell)
        if place is None or not template.has(one.sheet):
            raise _refused(f"The template has no cell {one.cell} on a sheet called {one.sheet}.")
        if reason := refusal(one.sheet, template.cell(one.sheet, one.cell)):
            raise _refused(reason)
        if place in by_sheet.setdefault(one.sheet, {}):
            raise _refused(f"{one.cell} of {one.sheet} is to hold two things.")
        by_sheet[one.sheet][place] = one
    changed: dict[str, bytes] = {}
    done = 0
    for name, cells in by_sheet.items():
        sheet, made = template.raw(name), {}
        for place, one in cells.items():
            made[place] = _cell(sheet, place, one, from_1904=template.package.from_1904)
            done += 1
            if done % _CELLS_BETWEEN_WORDS == 0:
                tell(done, len(values))
        changed[template.part(name)] = sheet.letters.written(_cut_in(sheet.content, _cuts(sheet, made)))
    if template.has_formulas and changed:
        changed[WORKBOOK] = worked_out_on_opening(template.package.parts[WORKBOOK])
    if out.suffix.casefold() != template.path.suffix.casefold():
        listed, letters = read_letters(template.package.parts[_TYPES])
        changed[_TYPES] = letters.written(_TEMPLATE_TYPE.sub(rb"\1sheet\2", listed))
    content = _packed(template, changed)
    tell(len(values), len(values))
    return replace_file(out, lambda temporary: _write(temporary, content))


def _refused(happened: str) -> KnownError:
    return KnownError("template.refused", happened, "Nothing was written.", "Change what goes where, then try again.")


def _refuse_place(template: Template, out: Path) -> None:
    kind = template.path.suffix.casefold()
    if out.suffix.casefold() not in (kind, _COPY_OF.get(kind, kind)):
        raise KnownError(
            "template.suffix",
            f"A copy of {template.path.name} can't be called {out.name}: Excel would not open it.",
            "Nothing was written.",
            f"Give it a name that ends in {_COPY_OF.get(kind, kind)}.",
        )
    if os.path.realpath(out) == os.path.realpath(template.path) or (
        out.exists() and template.path.exists() and out.samefile(template.path)
    ):
        raise KnownError(
            "template.itself",
            f"{out.name} is the template itself, and is kept empty for the next return.",
            "Nothing was written.",
            "Give the filled copy another name.",
        )


# --- one cell -----------------------------------------------------------------------------------------


def _cell(sheet: SheetXml, place: tuple[int, int], one: Filled, *, from_1904: bool) -> bytes:
    """The whole element of a cell. Its place and its style are as they were; a new one has its row's or column's."""
    row, column = place
    written = sheet.cells.get(place)
    style = sheet.style(row, column)
    prefix = sheet.prefix.decode()
    says_style = written.styled if written else style != 0
    start = f'<{prefix}c r="{column_letters(column)}{row}"' + (f' s="{style}"' if says_style else "")
    # In a sheet that says it is plain ASCII any other letter is written by its number.
    return (start + _content(prefix, one, from_1904=from_1904)).encode(sheet.encoding, "xmlcharrefreplace")


def _content(prefix: str, one: Filled, *, from_1904: bool) -> str:
    value = one.value
    if value is None or value == "":
        return "/>"
    if one.kind == "date" and isinstance(value, date):
        value = serial(value, from_1904=from_1904)
    elif one.kind == "percent" and isinstance(value, int | float):
        value = float(Decimal(f"{value:.15g}") / 100)
    if one.kind != "text" and isinstance(value, int | float):
        number = int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 10**15 else value
        return f"><{prefix}v>{number!r}</{prefix}v></{prefix}c>"
    if not isinstance(value, str):
        raise BugError(f"{one.cell} of {one.sheet}: {value!r} is no {one.kind}.")
    words = clean_text(value)
    if length_in_cell(words) > MOST_CHARACTERS:
        raise _refused(
            f"The text for {one.cell} of {one.sheet} has {length_in_cell(words):,} characters, and a cell holds at most"
            f" {MOST_CHARACTERS:,}."
        )
    if not words:
        return "/>"
    # A carriage return can't be in it, and a line end stays one.
    text = escape_xml(escape(words))
    p = prefix
    return f' t="inlineStr"><{p}is><{p}t xml:space="preserve">{text}</{p}t></{p}is></{p}c>'


# --- cutting in ---------------------------------------------------------------------------------------


def _cuts(sheet: SheetXml, made: dict[tuple[int, int], bytes]) -> list[Cut]:
    """Where each cell goes: in the place of the one there, between its neighbours, or into a row of its own."""
    cuts: list[Cut] = []
    rows: dict[int, list[tuple[int, bytes]]] = {}
    for (row, column), content in sorted(made.items()):
        if cell := sheet.cells.get((row, column)):
            cuts.append(Cut(cell.span.start, cell.span.end, content))
        else:
            rows.setdefault(row, []).append((column, content))
    new_rows: list[tuple[int, bytes]] = []
    prefix = sheet.prefix
    for row, missing in rows.items():
        joined = b"".join(content for _, content in missing)
        if row not in sheet.rows:
            new_rows.append((row, b'<%brow r="%d">%b</%brow>' % (prefix, row, joined, prefix)))
        elif sheet.rows[row].inside == sheet.rows[row].end:
            cuts.append(_opened(sheet, sheet.rows[row].start, sheet.rows[row].inside, b"row", joined))
        else:
            places = [(column, sheet.cells[row, column].span.start) for column in sheet.columns[row]]
            cuts += _between(places, sheet.rows[row].inside_end, missing)
    if new_rows and sheet.data.inside == sheet.data.end:
        joined = b"".join(content for _, content in new_rows)
        cuts.append(_opened(sheet, sheet.data.start, sheet.data.inside, b"sheetData", joined))
    else:
        cuts += _between([(row, span.start) for row, span in sheet.rows.items()], sheet.data.inside_end, new_rows)
    return cuts


def _between(there: list[tuple[int, int]], end: int, new: list[tuple[int, bytes]]) -> list[Cut]:
    """Each of `new` before the first one there with a higher number, or at the end; both are in their order."""
    cuts, at = [], 0
    for number, content in new:
        while at < len(there) and there[at][0] < number:
            at += 1
        place = there[at][1] if at < len(there) else end
        cuts.append(Cut(place, place, content))
    return cuts


def _opened(sheet: SheetXml, start: int, end: int, name: bytes, content: bytes) -> Cut:
    """An element that had no content, with some."""
    tag = _EMPTY_TAG.sub(b">", sheet.content[start:end])
    return Cut(start, end, b"%b%b</%b%b>" % (tag, content, sheet.prefix, name))


def _cut_in(content: bytes, cuts: list[Cut]) -> bytes:
    pieces, at = [], 0
    # What is put between comes before what takes the place of the element there; several stay in their order.
    for cut in sorted(cuts, key=lambda one: (one.start, one.end)):
        pieces += [content[at : cut.start], cut.content]
        at = cut.end
    return b"".join([*pieces, content[at:]])


# --- the file -----------------------------------------------------------------------------------------


def _packed(template: Template, changed: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for info in template.package.infos:
            copy = zipfile.ZipInfo(info.filename, info.date_time)
            copy.compress_type = info.compress_type
            copy.comment, copy.create_system = info.comment, info.create_system
            copy.external_attr, copy.internal_attr = info.external_attr, info.internal_attr
            packed.writestr(copy, changed.get(info.filename, template.package.parts[info.filename]))
    return buffer.getvalue()


def _write(file: Path, content: bytes) -> None:
    file.write_bytes(content)
