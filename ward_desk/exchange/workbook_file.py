"""Open a workbook that comes from outside, which is never trusted.

Its size is looked at before it is unpacked, and its XML is parsed by defusedxml.
"""

from __future__ import annotations

import io
import stat
import warnings
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ward_desk.core.errors import BugError, KnownError
from ward_desk.exchange.cell_text import clean_text

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
    content = content_of(path, LARGEST_FILE)
    names = frozenset(part.filename for part in parts_of(content))
    return _load(content), names


def name_of(path: Path) -> str:
    """The name of a file as people read it and a document can hold it: on one line, with U+FFFD for what is no letter
    of any script."""
    return " ".join(clean_text(path.name).split())


def content_of(path: Path, largest: int) -> bytes:
    """The bytes of a file of at most `largest` bytes.

    Raises NotAWorkbookError when it is larger or no file that has an end, KnownError when the disk does not give it.
    """
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode) and not stat.S_ISDIR(about.st_mode):
            raise NotAWorkbookError("This is not a file but a way to a device or another program.")
        if about.st_size > largest:
            raise NotAWorkbookError("The file is far too large.")
        return path.read_bytes()
    except OSError as error:
        raise KnownError(
            "file.cannot_read",
            f"{name_of(path)} could not be opened: {error.strerror or error}.",
            "Nothing was changed.",
            "Check that the file is there and not open in another program.",
        ) from error


def parts_of(content: bytes) -> list[zipfile.ZipInfo]:
    """The parts inside a workbook's file, which is not unpacked for it.

    Raises NotAWorkbookError when it is none, has a password, or would unpack to far too much.
    """
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
    return parts


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
