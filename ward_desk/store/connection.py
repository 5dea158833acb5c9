"""Connection: how a document's SQLite file is opened, and how its errors become plain sentences."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from operator import methodcaller
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from ward_desk.core.errors import BugError, KnownError, WardDeskError

APPLICATION_ID = 0x57415244  # "WARD"
SCHEMA_VERSION = 1004  # major * 1000 + minor: a newer minor can be read, a newer major can't
BUSY_MS = 2000


class _Connection(sqlite3.Connection):
    """Says in plain words what goes wrong, in reading too: a page must not have to know SQLite's errors."""

    path: Path

    def execute(self, *arguments: Any) -> sqlite3.Cursor:
        try:  # as `plain_errors` does, which takes as long as a short query
            return super().execute(*arguments)
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise _known(error, self.path) from error


def connect(
    path: Path, *, read_only: bool = False, create: bool = False, known_as: Path | None = None
) -> sqlite3.Connection:
    """A connection with the pragmas every document needs. Errors speak of the file as `known_as`, when it is only
    on its way there. Raises KnownError when it can't be opened."""
    mode = "ro" if read_only else ("rwc" if create else "rw")
    with plain_errors(known_as or path):
        connection = sqlite3.connect(
            f"{_uri(path)}?mode={mode}", uri=True, isolation_level=None, timeout=BUSY_MS / 1000, factory=_Connection
        )
        connection.path = known_as or path
        connection.row_factory = sqlite3.Row
        connection.text_factory = _TEXT
        try:
            set_pragmas(connection)
            if not read_only:  # another program may have left it at WAL
                connection.execute("PRAGMA journal_mode=DELETE")
        except BaseException:
            connection.close()
            raise
    return connection


# One damaged letter must not keep the rest of a document from being read. Called for every text that is read, so it is
# no function of Python's own, which takes three times as long.
_TEXT: Final = methodcaller("decode", "utf-8", "replace")


def _uri(path: Path) -> str:
    """As SQLite wants it; the empty host keeps the server of a network path from being taken for one."""
    plain = path.absolute().as_posix()
    return f"file://{quote(plain if plain.startswith('/') else '/' + plain)}"


def set_pragmas(connection: sqlite3.Connection) -> None:
    """What every connection to a document is set to."""
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
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise _known(error, path) from error


def _known(error: sqlite3.Error | UnicodeDecodeError, path: Path) -> WardDeskError:
    name = getattr(error, "sqlite_errorname", "") or ""
    if isinstance(error, UnicodeDecodeError):  # SQLite's message quotes what it could not read
        name = "SQLITE_CORRUPT"
    for prefix, code, happened, safe, next_step in _KNOWN:
        if name.startswith(prefix):
            return KnownError(code, happened.format(name=path.name), safe, next_step)
    return BugError(f"{name or type(error).__name__}: {error}")


_SAVED = "Everything saved before this is safe."
_UNCHANGED = "Nothing was changed."
_KNOWN = (  # beginning of SQLite's name, then a KnownError's parts; the first that fits
    ("SQLITE_BUSY", "busy", "Another program is writing to {name}.", _SAVED, "Wait a moment and try again."),
    ("SQLITE_LOCKED", "busy", "Another program is writing to {name}.", _SAVED, "Wait a moment and try again."),
    ("SQLITE_FULL", "disk_full", "There is no room left on the disk for {name}.", _SAVED,
     "Make some room on the disk, then try again."),
    ("SQLITE_READONLY_DBMOVED", "moved", "{name} was moved, renamed or replaced while it was open here.",
     "Everything saved before this is still open here.", "Save a copy of it, then open the document again."),
    ("SQLITE_READONLY_ROLLBACK", "unfinished", "{name} was left in the middle of a change.", _SAVED,
     "Open it to write once: the unfinished change is taken back then."),
    ("SQLITE_READONLY", "read_only", "{name} or its folder can only be read.", _SAVED,
     "Save a copy in a folder of your own and work there."),
    ("SQLITE_PERM", "no_permission", "You don't have permission to use {name}.", _UNCHANGED,
     "Ask whoever manages the folder."),
    ("SQLITE_CANTOPEN", "cant_open", "{name} can't be opened.", _UNCHANGED,
     "Check that the file and its folder are there and that you may use them."),
    ("SQLITE_IOERR", "disk_error", "The disk or network drive failed while using {name}.", _UNCHANGED,
     "Check that the drive is connected, then open the document again."),
    ("SQLITE_CORRUPT", "damaged", "{name} is damaged.", _UNCHANGED, "Open your latest copy or backup of it."),
    ("SQLITE_NOTADB", "not_ours", "{name} is not a Ward Desk document.", _UNCHANGED,
     "Choose a file that ends in .ward."),
    ("SQLITE_CONSTRAINT_FOREIGNKEY", "gone", "A record that this one links to has been removed meanwhile.", _UNCHANGED,
     "Choose another one in its place."),
)  # fmt: skip
