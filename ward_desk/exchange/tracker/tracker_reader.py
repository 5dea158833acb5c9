"""Read an old action tracker as councils keep them: an Excel workbook or a CSV file (`core.tracker` holds it)."""

from __future__ import annotations

from pathlib import Path

from ward_desk.core.tracker.tracker import Sheet, TrackerFile
from ward_desk.exchange.file_limits import Limits
from ward_desk.exchange.table_in import is_workbook, told_plainly
from ward_desk.exchange.tracker import tracker_csv, tracker_xlsx
from ward_desk.exchange.tracker.tracker_limits import LARGEST_FILE, TRACKER
from ward_desk.exchange.workbook_file import NotAWorkbookError, content_of, name_of


def read(path: Path, limits: Limits = TRACKER) -> TrackerFile:
    """The tracker in the file, or what else `limits` is of, whole: no sheet, row or column of it is judged here.

    Raises KnownError for a file that cannot be opened, is no workbook or text, has a password, is damaged,
    dangerous, empty, or larger than its kind is (`file_limits`).
    """
    workbook = is_workbook(path, limits)
    with told_plainly(limits):
        content = content_of(path, LARGEST_FILE)
        if not content:
            raise NotAWorkbookError("The file is empty.")
        if workbook:
            sheets = tracker_xlsx.read_sheets(content, limits)
        else:
            sheets = (Sheet(path.stem, tracker_csv.read_rows(content, limits)),)
        if not any(sheet.rows for sheet in sheets):
            raise NotAWorkbookError("The file has nothing in it.")
        return TrackerFile(name_of(path), sheets)
