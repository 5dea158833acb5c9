"""What a sample ward's document holds, to be compared with another build of it."""

from __future__ import annotations

import io
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# Written by SQLite's full-text search in a form of its own, or by the migration with the time it ran.
NOT_COMPARED = re.compile("search_words_|_sqlite_migrations|sqlite_")
WRITER = "docProps/app.xml"  # says which version of which program wrote a workbook


def everything(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of a document. A workbook is compared by its parts: how small they are packed differs
    between systems, and so does the hash of the whole."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    try:
        names = [row["name"] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: [tuple(_values(row)) for row in connection.execute(f'SELECT * FROM "{name}" ORDER BY rowid')]
            for name in names
            if not NOT_COMPARED.match(name)
        }
    finally:
        connection.close()


def _values(row: sqlite3.Row) -> Iterator[Any]:
    for name in row.keys():  # noqa: SIM118 - a row iterates over its values
        if name == "workbook" and row[name]:
            yield parts(row[name])
        elif name != "workbook_sha256":
            yield row[name]


def parts(workbook: bytes) -> dict[str, bytes]:
    """The parts of a workbook, but for the one that names its writer."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as file:
        return {name: file.read(name) for name in sorted(file.namelist()) if name != WRITER}
