"""Write the parts of a workbook's file: openpyxl writes all of them but the rows of its sheets, which are put together
here, byte for byte as openpyxl does and several times as fast.

openpyxl builds a tree for each cell and walks through it. The sheets written here hold text, numbers, dates and links
and nothing else, so each cell is one short line, and cells share a handful of styles.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from openpyxl.compat import safe_string
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

from ward_desk.core.errors import BugError

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_ROWS_GO_HERE: Final = "rows-go-here"
_ROWS_AT_ONCE: Final = 1000  # as text, before they become bytes
_KINDS: Final = ("s", "n", "d")  # openpyxl's for text, a number and a date


class PartsWriter(ExcelWriter):  # type: ignore[misc]  # openpyxl has no types
    """openpyxl's writer, for workbooks without pictures, comments and formulas; each sheet goes into the file without
    lying on the disk by itself before."""

    def write_worksheet(self, ws: Worksheet) -> None:
        """One sheet. Raises BugError when a cell of it is not text, a number or a date."""
        sheet = _SheetWriter(ws)
        try:
            sheet.write()
        finally:
            sheet.close()
        ws._rels = sheet._rels
        self._archive.writestr(ws.path[1:], sheet.content())
        self.manifest.append(ws)


class _SheetWriter(WorksheetWriter):  # type: ignore[misc]  # openpyxl has no types
    """One sheet: its rows by themselves, around them what openpyxl writes."""

    def __init__(self, page: Worksheet) -> None:
        super().__init__(page, io.BytesIO())
        self._rows: list[bytes] = []
        self._styles: dict[int, str] = {}  # id of a style, which lives as long as its cells -> what a cell says of it
        self._days: dict[date, str] = {}

    def write_rows(self) -> None:
        """All rows, and in openpyxl's own stream, which takes nothing but trees, a word where they go."""
        lines: list[str] = []
        for number, cells in self.rows():
            lines.append(self._row(number, cells))
            if len(lines) == _ROWS_AT_ONCE:
                self._keep(lines)
        self._keep(lines)
        stream = self.xf.send(True)
        with stream.element("sheetData"):
            stream.write(_ROWS_GO_HERE)
        self.xf.send(None)  # gives the stream back

    def content(self) -> bytes:
        """The whole sheet, once it is written."""
        above, below = self.read().split(_ROWS_GO_HERE.encode(), 1)
        return b"".join([above, *self._rows, below])

    def _keep(self, lines: list[str]) -> None:
        self._rows.append("".join(lines).encode("utf-8", "xmlcharrefreplace"))
        lines.clear()

    def _row(self, number: int, cells: Iterable[Any]) -> str:
        height = self.ws.row_dimensions.get(number)
        said = "".join(f' {name}="{value}"' for name, value in dict(height).items()) if height else ""
        return f'<row r="{number}"{said}>{"".join(map(self._cell, cells))}</row>'

    def _cell(self, cell: Any) -> str:
        value, kind, style = cell._value, cell.data_type, self._styles.get(id(cell._style))
        if style is None:
            style = self._styles[id(cell._style)] = f' s="{cell.style_id}"' if cell.has_style else ""
        if value is None and not style:
            return ""
        if kind not in _KINDS:
            raise BugError(f"The sheet {self.ws.title} holds a cell of the kind {kind!r}.")
        if cell._hyperlink:
            self.ws._hyperlinks.append(cell._hyperlink)
        begun = f'<c r="{get_column_letter(cell.column)}{cell.row}"{style} t="{"inlineStr" if kind == "s" else "n"}"'
        if value is None or value == "":
            return f"{begun} />"
        if kind == "s":
            return f"{begun}><is><t{_space(value)}>{_escaped(value)}</t></is></c>"
        return f"{begun}><v>{safe_string(value) if kind == 'n' else self._day(value)}</v></c>"

    def _day(self, value: date) -> str:
        if value not in self._days:
            self._days[value] = safe_string(to_excel(value, self.ws.parent.epoch))
        return self._days[value]


def _space(text: str) -> str:
    """Without it a program drops the spaces and line ends around a text."""
    stripped = text.strip()
    return ' xml:space="preserve"' if stripped and stripped != text else ""


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
