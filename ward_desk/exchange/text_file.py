"""CSV and other text from outside: how it was written (UTF-8, UTF-16, Windows-1252) and what parts its columns."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import Final, NamedTuple

from ward_desk.exchange.csv_out import GUARDED
from ward_desk.exchange.file_limits import LONGEST_CELL
from ward_desk.exchange.workbook_file import PASSWORD, NotAWorkbookError

TOO_LONG: Final = f"A cell holds more than {LONGEST_CELL:,} characters, or a quotation mark is never closed."

_DELIMITERS: Final = (",", ";", "\t", "|")
_LOOKED_AT: Final = 200_000  # characters, and
_ROWS_LOOKED_AT: Final = 100  # rows, to find what parts the columns
_CHUNK: Final = 1 << 18
_MARKS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# Looked for one by one, which takes a twentieth of the time a pattern does.
_NOT_TEXT: Final = tuple(map(chr, (*range(9), *range(14, 32))))


class Layout(NamedTuple):
    """What parts the columns of a text, and where its rows begin."""

    sign: str
    begins: int  # characters before the first row: those of a line that names the sign ("sep=;")


def encoding_of(content: bytes) -> str:
    """What to decode the whole content with. Raises NotAWorkbookError when it is no text.

    The content is gone through in pieces, so that nothing of its size is held beside it.
    """
    if content.startswith((b"PK\x03\x04", PASSWORD)):
        raise NotAWorkbookError("The file has the name of a CSV or text file, but is a workbook.")
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _checked_or_refused(content, encoding)
    start = content[:2_000]
    if start.count(0) > len(start) // 4:  # UTF-16 without its mark: every other byte of plain words is 0
        return _checked_or_refused(content, "utf-16-le" if start[1::2].count(0) >= start[::2].count(0) else "utf-16-be")
    try:
        return _checked(content, "utf-8")
    except UnicodeDecodeError:
        return _checked_or_refused(content, "cp1252")


def decoded(content: bytes, encoding: str) -> Iterator[str]:
    """The text in pieces, one after another. Raises UnicodeDecodeError."""
    decode = codecs.getincrementaldecoder(encoding)().decode
    view = memoryview(content)
    for at in range(0, len(content), _CHUNK):
        yield decode(view[at : at + _CHUNK])
    yield decode(b"", True)


def layout_of(text: str) -> Layout:
    """The layout of a text, or of its beginning."""
    named = re.match(r"sep=(.)\r?\n", text)
    return Layout(named[1], named.end()) if named else Layout(_delimiter(text), 0)


def unguarded(cell: str) -> str:
    """Without the ' that lists of the desk put before what a spreadsheet would take for a formula."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(GUARDED) else cell


def _checked_or_refused(content: bytes, encoding: str) -> str:
    try:
        return _checked(content, encoding)
    except UnicodeDecodeError as error:
        raise NotAWorkbookError("The file is not text, or is written in a way that cannot be read.") from error


def _checked(content: bytes, encoding: str) -> str:
    for piece in decoded(content, encoding):
        if any(sign in piece for sign in _NOT_TEXT):
            raise NotAWorkbookError("The file is called CSV or text, but holds something else.")
    return encoding


def _delimiter(text: str) -> str:
    """The sign that parts most rows into equally many columns."""

    def fit(sign: str) -> tuple[int, int]:
        widths = Counter[int]()
        with suppress(csv.Error):
            for row in islice(csv.reader(io.StringIO(text[:_LOOKED_AT], newline=""), delimiter=sign), _ROWS_LOOKED_AT):
                widths[len(row)] += 1
        width, rows = max(widths.items(), key=lambda one: (one[0] > 1, one[1], one[0]), default=(0, 0))
        return rows * (width - 1), width  # a sign that only stands in some texts parts little

    return max(_DELIMITERS, key=fit)
