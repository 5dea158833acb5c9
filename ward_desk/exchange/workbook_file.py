"""Open a workbook that comes from outside, which is never trusted.

Its size is looked at before it is unpacked, and its XML is parsed by defusedxml.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ward_desk.core.errors import BugError, KnownError

if TYPE_CHECKING:
    from openpyxl import Workbook

LARGEST_FILE: Final = 50_000_000  # bytes
LARGEST_UNPACKED: Final = 200_000_000
SUSPECT_UNPACKED: Final = 50_000_000  # from here on, what packs smaller than 1 in SUSPECT_RATIO is a trap
SUSPECT_RATIO: Final = 200
MOST_PARTS: Final = 1_000
PASSWORD: Final = bytes.fromhex("D0CF11E0A1B11AE1")  # also every workbook older than 2007


class NotAWorkbookError(KnownError):
    """The file is empty, locked, damaged, dangerous, or something else altogether."""

    def __init__(self, happened: str) -> None:
        super().__init__("workbook.unreadable", happened, "Nothing was changed.", "Ask for the file again.")


def open_safely(path: Path) -> tuple[Workbook, frozenset[str]]:
    """The workbook, formulas as formulas, and the names of the parts inside its file.

    Raises NotAWorkbookError, or KnownError when the disk does not give the file.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise NotAWorkbookError("The file is far too large.")
        content = path.read_bytes()
    except OSError as error:
        raise KnownError(
            "file.cannot_read",
            f"{path.name} could not be opened: {error.strerror or error}.",
            "Nothing was changed.",
            "Check that the file is there and not open in another program.",
        ) from error
    names = _parts(content)
    return _load(content), names


def _parts(content: bytes) -> frozenset[str]:
    if not content:
        raise NotAWorkbookError("The file is empty.")
    if content.startswith(PASSWORD):
        raise NotAWorkbookError("The file has a password, or is a workbook of the kind made before 2007.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError) as error:
        raise NotAWorkbookError("The file is not a workbook, or is damaged.") from error
    names = frozenset(part.filename for part in parts)
    if any(part.flag_bits & 1 for part in parts):
        raise NotAWorkbookError("The file has a password.")
    if not {"[Content_Types].xml", "xl/workbook.xml"} <= names:
        raise NotAWorkbookError("The file is not a workbook.")
    unpacked = sum(part.file_size for part in parts)
    if (
        len(parts) > MOST_PARTS
        or unpacked > LARGEST_UNPACKED
        or (unpacked > SUSPECT_UNPACKED and unpacked > SUSPECT_RATIO * len(content))
    ):
        raise NotAWorkbookError("The file unpacks to far more than it should hold.")
    return names


def _load(content: bytes) -> Workbook:
    import openpyxl

    if not openpyxl.DEFUSEDXML:
        raise BugError("openpyxl is not using defusedxml, so a workbook from outside cannot be read safely.")
    with warnings.catch_warnings():
        # It warns of things that other programs add and we do not look at.
        warnings.simplefilter("ignore")
        try:
            return openpyxl.load_workbook(io.BytesIO(content), keep_links=False)
        except Exception as error:
            # A damaged part shows as KeyError, ValueError, TypeError, ParseError, BadZipFile and more.
            raise NotAWorkbookError("The file is damaged, or was made by a faulty program.") from error
