"""Build the sample wards' documents from their readable sources: `python -m sample_db.build`.

Every id comes from a source key and every time from the sources, so that two builds hold the same rows.
"""

from __future__ import annotations

import argparse
import sqlite3
from collections.abc import Sequence
from itertools import count
from pathlib import Path

from sample_db import CHESHAM_SOURCES, NOW, RETURNS, folders
from sample_db.filling import fill
from sample_db.sending import Sent, send
from sample_db.sources import read
from ward_desk.core.changes import Op
from ward_desk.service.document import Document

ROLE = "Community engagement officer"
KEPT_ONCE = ("response", "comment", "quarterly_return")  # many, or large; `store.changelog` tells how
PAGE = 512  # bytes: most tables of a ward hold a few rows, and each takes a page at least


def build(path: Path, folder: Path = CHESHAM_SOURCES) -> list[Sent]:
    """Write a sample ward's document to `path`, over whatever is there. Gives the returns it has sent. Raises
    KnownError when one of them could not have been."""
    sources = read(folder)
    sent = send(sources)
    first, *later = sources.steps
    made = count(1)
    now = first.at
    doc = Document.create(
        path, fill(sources, first.key, NOW.date()), role=ROLE, clock=lambda: now,
        make_id=lambda: sources.id("operation", str(next(made))),
    )  # fmt: skip
    try:
        for step in later:
            now = step.at
            doc.run(Op(step.kind, step.label), fill(sources, step.key, NOW.date()))
    finally:
        doc.close()
    _make_small(path)
    return sent


def _make_small(path: Path) -> None:
    """As small as the same rows can be, and with nothing large in the change log that the row itself holds."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute(
            f"UPDATE change_log SET new = '' WHERE old IS NULL AND record IN ({', '.join('?' * len(KEPT_ONCE))})"
            " AND operation = (SELECT id FROM operation ORDER BY seq LIMIT 1)",
            KEPT_ONCE,
        )
        connection.execute(f"PRAGMA page_size = {PAGE}")
        connection.execute("VACUUM")
    finally:
        connection.close()


def build_all() -> None:
    """Build every sample ward where it is kept, and put down the returns they sent. Raises KnownError."""
    for folder, path in folders().items():
        for sent in build(path, folder):
            place = RETURNS / sent.folder
            place.mkdir(parents=True, exist_ok=True)
            (place / sent.file_name).write_bytes(sent.workbook)
        print(f"Built {path}")


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m sample_db.build", description="Build the sample wards' documents.")
    parser.add_argument("path", nargs="?", type=Path, help="write one ward's document here instead of all of them")
    parser.add_argument("--sources", type=Path, default=CHESHAM_SOURCES, help="the folder of that ward's sources")
    chosen = parser.parse_args(arguments)
    if chosen.path is None:
        build_all()
    else:
        build(chosen.path, chosen.sources)
        print(f"Built {chosen.path}")


if __name__ == "__main__":
    main()
