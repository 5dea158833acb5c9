"""The data of a programme as a folder of CSV files: one for each table, and `values.csv` with a row for each value.

As in the CSV files of a return, a text that a spreadsheet would take for a formula has a ' before it. The files are
UTF-8 with a byte order mark.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from ward_desk.core.errors import KnownError
from ward_desk.exchange.atomic import replace_file
from ward_desk.exchange.csv_out import guarded


def write_list(folder: Path, name: str, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
    """Write one list into the folder, made when missing. Gives the file. Raises KnownError when the disk refuses."""
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise KnownError(
            "file.no_folder", f"The folder {folder} could not be made: {error.strerror or error}.",
            "The workbook and the data file are written.", "Choose another name for the workbook.",
        ) from error  # fmt: skip
    return replace_file(folder / f"{name}.csv", lambda file: _fill(file, headings, rows))


def _fill(file: Path, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with file.open("wb") as raw, io.TextIOWrapper(raw, "utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(headings)
        writer.writerows([guarded(one) if isinstance(one, str) else one for one in row] for row in rows)
