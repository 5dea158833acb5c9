"""Files that come in place of a return, and what to do with each."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path
from typing import Final

from ward_desk.exchange.collation import programme_workbook
from ward_desk.exchange.workbook_file import PASSWORD

_PROGRAMME: Final = "This is a programme workbook, put together from returns, not a return. Leave it out."
_ZIP: Final = "This is a zip file with workbooks in it. Take them out of it (Extract all), and read those."
OURS: Final = frozenset((_PROGRAMME, _ZIP))  # what whoever reads the returns puts right, and no ward


def what_it_is(path: Path) -> str:
    """A sentence about a file that is no return, and what to do with it; empty when it is no kind that we know."""
    if programme_workbook.is_one(path):
        return _PROGRAMME
    try:
        with path.open("rb") as file:
            if file.read(len(PASSWORD)) == PASSWORD:
                return (
                    "The file has a password, or is a workbook of the kind made before 2007. Ask the ward for the file "
                    "that Ward Desk wrote, without a password."
                )
        with zipfile.ZipFile(path) as packed:
            names = packed.namelist()
    except (OSError, ValueError, RuntimeError, NotImplementedError, zlib.error, zipfile.BadZipFile):
        return ""
    if "META-INF/manifest.xml" in names:
        return "This is a spreadsheet of LibreOffice. Ask the ward for the .xlsx workbook that Ward Desk wrote."
    if any(name.casefold().endswith((".xlsx", ".xls")) for name in names):
        return _ZIP
    return ""
