"""Read an old action tracker as councils keep them: an Excel workbook or a CSV file (`core.tracker` holds it)."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ward_desk.core.errors import KnownError
from ward_desk.core.tracker.tracker import Sheet, TrackerFile
from ward_desk.exchange.tracker import tracker_csv, tracker_xlsx
from ward_desk.exchange.tracker.tracker_limits import LARGEST_FILE, TRACKER, Limits
from ward_desk.exchange.workbook_file import NotAWorkbookError, content_of

WORKBOOKS: Final = (".xlsx", ".xlsm")
_SAVE_ANEW: Final = (
    "Open it in your spreadsheet program, save a copy without a password as an Excel workbook "
    "(.xlsx), and bring that in."
)
TEXTS: Final = (".csv", ".tsv", ".txt")


def read(path: Path, limits: Limits = TRACKER) -> TrackerFile:
    """The tracker in the file, or what else `limits` is of, whole: no sheet, row or column of it is judged here.

    Raises KnownError for a file that cannot be opened, is no workbook or text, has a password, is damaged,
    dangerous, empty, or larger than its kind is (`tracker_limits`).
    """
    ending = path.suffix.lower()
    if ending not in WORKBOOKS + TEXTS:
        raise KnownError(
            f"{limits.code}.unknown_kind",
            f"{path.name} is not a kind of file the desk can read a {limits.noun} from.",
            "Nothing was changed.",
            "Open it in your spreadsheet program and save it as an Excel workbook (.xlsx) or as CSV.",
        )
    try:
        return _read(path, ending, limits)
    except NotAWorkbookError as error:
        raise KnownError(f"{limits.code}.unreadable", error.happened, error.safe, _SAVE_ANEW) from error


def _read(path: Path, ending: str, limits: Limits) -> TrackerFile:
    content = content_of(path, LARGEST_FILE)
    if not content:
        raise NotAWorkbookError("The file is empty.")
    if ending in WORKBOOKS:
        sheets = tracker_xlsx.read_sheets(content, limits)
    else:
        sheets = (Sheet(path.stem, tracker_csv.read_rows(content, limits)),)
    if not any(sheet.rows for sheet in sheets):
        raise NotAWorkbookError("The file has nothing in it.")
    return TrackerFile(path.name, sheets)
