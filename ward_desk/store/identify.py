"""Identify: what a file is, judged from its first bytes and its schema before anything in it is run."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from pathlib import Path

from ward_desk.core.errors import KnownError
from ward_desk.store.connection import APPLICATION_ID, SCHEMA_VERSION, plain_errors

_MAGIC = b"SQLite format 3\x00"
_UNTOUCHED = "Nothing was changed."
_OLDEST = 1000  # the first schema version there was
_CHECK_UP_TO = 16 * 1024 * 1024  # bytes; a larger document is checked after its window is up


def header(path: Path) -> int:
    """The schema version of a Ward Desk document, read from its first 100 bytes. Raises KnownError for a file that is
    missing, empty, cut short, not ours or from a newer version."""
    if path.is_dir():
        raise KnownError("not_ours", f"{path.name} is a folder.", _UNTOUCHED, "Choose a .ward file in it.")
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(100)
    except FileNotFoundError as error:
        raise KnownError(
            "missing", f"There is no file {path}.", _UNTOUCHED, "Check the name and the folder."
        ) from error
    except PermissionError as error:
        raise KnownError(
            "no_permission", f"You don't have permission to read {path.name}.", _UNTOUCHED,
            "Ask whoever manages the folder.",
        ) from error  # fmt: skip
    except OSError as error:
        raise KnownError(
            "cant_open",
            f"{path.name} can't be read: {error.strerror}.",
            _UNTOUCHED,
            "Check the drive it is on.",
        ) from error
    backup = "Open your latest copy or backup of it."
    if size == 0:
        raise KnownError("empty", f"{path.name} is empty: it holds no bytes at all.", _UNTOUCHED, backup)
    if not head.startswith(_MAGIC):
        if _MAGIC.startswith(head):
            raise KnownError("truncated", f"{path.name} was cut short.", _UNTOUCHED, backup)
        raise _not_ours(path, "it is another kind of file")
    if len(head) < 100:
        raise KnownError("truncated", f"{path.name} was cut short.", _UNTOUCHED, backup)

    def number(at: int) -> int:
        return int.from_bytes(head[at : at + 4], "big")

    if number(68) != APPLICATION_ID:
        raise _not_ours(path, "it is another program's database")
    page = int.from_bytes(head[16:18], "big")
    page = 65536 if page == 1 else page
    journal = path.with_name(path.name + "-journal")
    if size < number(28) * page and not journal.exists():
        raise KnownError(
            "truncated", f"{path.name} was cut short: {size:,} bytes are left of {number(28) * page:,}.",
            _UNTOUCHED, backup,
        )  # fmt: skip
    version = number(60)
    if version // 1000 > SCHEMA_VERSION // 1000:
        raise KnownError(
            "too_new", f"{path.name} was made by a newer version of Ward Desk.", _UNTOUCHED,
            "Install the newer version to open it.",
        )  # fmt: skip
    if version < _OLDEST:
        raise _not_ours(path, "no version of Ward Desk wrote it")
    return version


def _not_ours(path: Path, why: str) -> KnownError:
    return KnownError(
        "not_ours",
        f"{path.name} is not a Ward Desk document: {why}.",
        _UNTOUCHED,
        "Choose a file that ends in .ward.",
    )


def writable(path: Path) -> KnownError | None:
    """Why a document can't be written where it is, or None."""
    safe = "You can still open it to read."
    step = "Save a copy in a folder of your own and work there."
    if not os.access(path, os.W_OK):
        return KnownError("read_only", f"{path.name} is marked as read only.", safe, step)
    if not os.access(path.parent, os.W_OK):
        return KnownError("read_only", f"The folder {path.parent} can only be read.", safe, step)
    return None


def objects(connection: sqlite3.Connection) -> list[tuple[str, str, str]]:
    """(type, name, SQL) of everything in the schema, without what SQLite makes for itself."""
    return [
        (row[0], row[1], row[2])
        for row in connection.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL"
            " AND NOT (type = 'table' AND name IN ('search_words_data', 'search_words_idx', 'search_words_content',"
            " 'search_words_docsize', 'search_words_config')) ORDER BY type, name"
        )
    ]


def fingerprint(found: list[tuple[str, str, str]]) -> str:
    """One word for a whole schema."""
    return hashlib.sha256(repr(found).encode()).hexdigest()


def vet(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a document whose tables, triggers or views are not ours: a trigger of somebody else's would run at the
    first edit. Raises KnownError."""
    from ward_desk.store.schema import FINGERPRINT, expected_objects

    with plain_errors(path):
        found = objects(connection)
        if fingerprint(found) != FINGERPRINT:
            ours = {(kind, name): sql for kind, name, sql in expected_objects()}
            strange = [f"{kind} “{name}”" for kind, name, sql in found if ours.pop((kind, name), None) != sql]
            missing = [f"{kind} “{name}”" for kind, name in ours]
            if strange or missing:
                what = f"holds the {strange[0]}, which" if strange else f"lacks the {missing[0]}, which"
                does = "Ward Desk did not make" if strange else "every document has"
                raise KnownError(
                    "hostile", f"{path.name} {what} {does}, so it was not opened.", _UNTOUCHED,
                    "Ask who sent it for a fresh copy, or open your latest backup.",
                )  # fmt: skip
        if path.stat().st_size <= _CHECK_UP_TO:
            check(connection, path)


def vet_older(connection: sqlite3.Connection, path: Path, version: int) -> None:
    """Refuse a document of an earlier version that holds anything that version did not make, before it is brought up
    to date. Raises KnownError."""
    from ward_desk.store.schema import FINGERPRINTS

    with plain_errors(path):
        found = fingerprint(objects(connection))
    if found != FINGERPRINTS.get(version):
        raise KnownError(
            "hostile", f"{path.name} holds something its version of Ward Desk did not make, so it was not opened.",
            _UNTOUCHED, "Ask who sent it for a fresh copy, or open your latest backup.",
        )  # fmt: skip


def check(connection: sqlite3.Connection, path: Path) -> None:
    """SQLite's own check of the file. Raises KnownError when it is damaged."""
    with plain_errors(path):
        answer = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if answer != "ok":
        raise KnownError(
            "damaged",
            f"{path.name} is damaged.",
            "Nothing was changed.",
            "Open your latest copy or backup of it.",
        )
