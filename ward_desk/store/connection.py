"""Connection: how a document's SQLite file is opened, and how its errors become plain sentences."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from ward_desk.core.errors import BugError, KnownError, WardDeskError

APPLICATION_ID = 0x57415244  # "WARD"
SCHEMA_VERSION = 1000  # major * 1000 + minor: a newer minor can be read, a newer major can't
BUSY_MS = 2000


def connect(path: Path, *, read_only: bool = False, create: bool = False) -> sqlite3.Connection:
    """A connection with the pragmas every document needs. Raises KnownError when it can't be opened."""
    mode = "ro" if read_only else ("rwc" if create else "rw")
    uri = f"file:{quote(str(path.absolute()).replace(chr(92), '/'))}?mode={mode}"
    with plain_errors(path):
        connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_MS / 1000)
        connection.row_factory = sqlite3.Row
        set_pragmas(connection)
    return connection


def set_pragmas(connection: sqlite3.Connection) -> None:
    """A rollback journal, not WAL: people mail, copy and sync this file, and a copied WAL file misses commits."""
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA recursive_triggers=ON")


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into a KnownError (the world's fault) or a BugError (ours)."""
    try:
        yield
    except WardDeskError:
        raise
    except sqlite3.Error as error:
        raise _known(error, path) from error


def _known(error: sqlite3.Error, path: Path) -> WardDeskError:
    name = getattr(error, "sqlite_errorname", "") or ""
    saved = "Everything saved before this is safe."
    for prefix, code, happened, next_step in _KNOWN:
        if name.startswith(prefix):
            return KnownError(code, happened.format(name=path.name), saved, next_step)
    return BugError(f"{name or type(error).__name__}: {error}")


_KNOWN = (
    ("SQLITE_BUSY", "busy", "Another program is writing to {name}.", "Wait a moment and try again."),
    ("SQLITE_LOCKED", "busy", "Another program is writing to {name}.", "Wait a moment and try again."),
    ("SQLITE_FULL", "disk_full", "There is no room left on the disk for {name}.",
     "Make some room on the disk, then try again."),
    ("SQLITE_READONLY", "read_only", "{name} or its folder can only be read.",
     "Save a copy in a folder of your own and work there."),
    ("SQLITE_PERM", "no_permission", "You don't have permission to use {name}.", "Ask whoever manages the folder."),
    ("SQLITE_CANTOPEN", "cant_open", "{name} can't be opened.",
     "Check that the file and its folder are there and that you may use them."),
    ("SQLITE_IOERR", "disk_error", "The disk or network drive failed while using {name}.",
     "Check that the drive is connected, then open the document again."),
    ("SQLITE_CORRUPT", "damaged", "{name} is damaged.", "Open your latest copy or backup of it."),
    ("SQLITE_NOTADB", "not_ours", "{name} is not a Ward Desk document.", "Choose a file that ends in .ward."),
)  # fmt: skip
