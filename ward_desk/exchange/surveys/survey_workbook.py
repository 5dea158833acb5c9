"""One sheet of a workbook as a table of text; openpyxl says what the workbook is made of (`survey_sheet`).

The sheet is read once; from then on its rows cost what those of a CSV file cost.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from typing import TYPE_CHECKING, Any, NamedTuple

from ward_desk.core.errors import BugError, KnownError
from ward_desk.exchange.surveys.survey_limits import SURVEY
from ward_desk.exchange.surveys.survey_sheet import Looks, SheetText, read_text, read_words
from ward_desk.exchange.surveys.survey_table import Table
from ward_desk.exchange.workbook_file import NotAWorkbookError, parts_of
from ward_desk.exchange.workbook_scan import FAULTY, refuse_large_parts

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.reader.excel import ExcelReader


class _Sheet(NamedTuple):
    hidden: bool
    name: str
    part: str  # of the file: "xl/worksheets/sheet1.xml"


def read_sheet(content: bytes, sheet: int | None) -> tuple[tuple[str, ...], int, Table]:
    """The names of all sheets, hidden ones last; which one was read; and its table.

    Without a number it is the visible sheet with most cells. Raises NotAWorkbookError for what is no workbook or not
    a safe one, KnownError for one that is too large.
    """
    refuse_large_parts(parts_of(content), SURVEY)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed, warnings.catch_warnings():
            # It warns of things that other programs add and we do not look at.
            warnings.simplefilter("ignore")
            reader = _opened(content)
            sheets = _sheets(reader)
            looks = _looks(reader.wb, _words(reader, packed))
            if sheet is None:
                sheet, read = _fullest(sheets, looks, packed)
            else:
                read = _read(sheets[sheet], looks, packed, SURVEY.elements)
            return tuple(one.name for one in sheets), sheet, Table(read.content, hidden=read.hidden)
    except KnownError:
        raise
    except Exception as error:
        # A damaged part shows as KeyError, ValueError, TypeError, ExpatError, BadZipFile, zlib.error and more.
        raise NotAWorkbookError(FAULTY) from error


def _opened(content: bytes) -> ExcelReader:
    """What openpyxl knows of the workbook without having looked at a sheet."""
    import openpyxl
    from openpyxl.reader.excel import ExcelReader
    from openpyxl.styles.stylesheet import apply_stylesheet

    if not openpyxl.DEFUSEDXML:
        raise BugError("openpyxl is not using defusedxml, so a workbook from outside cannot be read safely.")
    reader = ExcelReader(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_workbook()
    apply_stylesheet(reader.archive, reader.wb)
    return reader


def _sheets(reader: ExcelReader) -> list[_Sheet]:
    sheets = [
        _Sheet(sheet.state != "visible", str(sheet.name), str(rel.target))
        for sheet, rel in reader.parser.find_sheets()
        if rel.target in reader.valid_files and "chartsheet" not in rel.Type
    ]
    if not sheets:
        raise NotAWorkbookError("The file has no sheet with cells in it.")
    return sorted(sheets, key=lambda one: one.hidden)


def _words(reader: ExcelReader, packed: zipfile.ZipFile) -> list[str]:
    from openpyxl.xml.constants import SHARED_STRINGS

    part = reader.package.find(SHARED_STRINGS)
    if part is None:
        return []
    with packed.open(part.PartName[1:]) as stream:
        return read_words(stream)


def _looks(book: Workbook, words: list[str]) -> Looks:
    from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE

    def shown_as(style: Any) -> str:
        code = style.numFmtId
        if code < BUILTIN_FORMATS_MAX_SIZE:
            return str(BUILTIN_FORMATS.get(code, "General"))
        return str(book._number_formats[code - BUILTIN_FORMATS_MAX_SIZE])

    return Looks(
        words, tuple(map(shown_as, book._cell_styles)), frozenset(book._date_formats),
        frozenset(book._timedelta_formats), book.epoch,
    )  # fmt: skip


def _read(sheet: _Sheet, looks: Looks, packed: zipfile.ZipFile, elements: int) -> SheetText:
    with packed.open(sheet.part) as stream:
        return read_text(stream, looks, elements)


def _fullest(sheets: list[_Sheet], looks: Looks, packed: zipfile.ZipFile) -> tuple[int, SheetText]:
    """The visible sheet with most cells; a hidden one only where no other has any."""
    best, found = 0, SheetText(b"", 0, SURVEY.elements)
    left = SURVEY.elements
    for at, sheet in enumerate(sheets):
        if sheet.hidden and found.cells:
            break
        read = _read(sheet, looks, packed, left)
        left = read.left
        if read.cells > found.cells:
            best, found = at, read
    return best, found
