"""A programme file: where the centre keeps every return it has read, one SQLite file that only grows.

A return is known by the SHA-256 of its data, so the same one is kept once. A file is made beside its place and moved
there whole; returns are added in one transaction, so what stops half-way leaves it as it was.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import Final

from ward_desk.core.collation.tables import RETURNS, TABLES, Incoming, Table
from ward_desk.core.errors import KnownError, WardDeskError
from ward_desk.core.records import Row
from ward_desk.store.connection import connect, plain_errors
from ward_desk.store.identify import check, objects
from ward_desk.store.programme.programme_schema import (
    APPLICATION_ID,
    SCHEMA_VERSION,
    documentation,
    kept_as,
    quoted,
    statements,
)

_MAGIC: Final = b"SQLite format 3\x00"


def refuse_others(path: Path) -> None:
    """Raise KnownError when there is something at `path` that is no programme file; nothing there is fine."""
    try:
        if not path.exists():
            return
        if path.is_dir():
            raise _not_ours(path, "it is a folder")
        with path.open("rb") as file:
            head = file.read(100)
    except OSError as error:
        raise KnownError(
            "programme.cannot_read", f"{path.name} can't be read: {error.strerror or error}.", "Nothing was changed.",
            "Check the drive it is on, or give the workbook another name.",
        ) from error  # fmt: skip
    if not head.startswith(_MAGIC) or len(head) < 100:
        raise _not_ours(path, "it is another kind of file")
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise _not_ours(path, "it is another program's database")
    if int.from_bytes(head[60:64], "big") > SCHEMA_VERSION:
        raise KnownError(
            "programme.too_new", f"{path.name} was made by a newer version of Ward Desk.", "Nothing was changed.",
            "Install the newer version, or give the workbook another name.",
        )  # fmt: skip


def add(path: Path, returns: Sequence[Incoming]) -> frozenset[str]:
    """Keep the returns that are not in the file yet; makes the file when there is none. Gives the ids of the new ones.

    When none is new, not a byte of the file changes. Raises KnownError, and then it is as it was.
    """
    refuse_others(path)
    returns = sorted(returns, key=lambda one: one.id)
    if not path.exists():
        _make(path, returns)
        return frozenset(one.id for one in returns)
    # Not only to be read: what a crash left half written can be taken back by a connection that may write.
    with opened(path, read_only=False) as connection:
        known = {row[0] for row in connection.execute("SELECT return_id FROM returns")}
        new = [one for one in returns if one.id not in known]
        if new:
            with _transaction(path, connection):
                for one in new:
                    _insert(connection, one)
    return frozenset(one.id for one in new)


@contextmanager
def opened(path: Path, *, read_only: bool = True) -> Iterator[sqlite3.Connection]:
    """The file, after a look at what is in it. Raises KnownError when it is damaged or not ours."""
    refuse_others(path)
    connection = connect(path, read_only=read_only)
    try:
        with plain_errors(path):
            found = objects(connection)
        ours = _expected()
        if not ours <= set(found) or any(_does_harm(one) for one in set(found) - ours):
            raise _not_ours(path, "it holds something that Ward Desk did not make")
        check(connection, path)
        yield connection
    finally:
        connection.close()


def _make(path: Path, returns: Sequence[Incoming]) -> None:
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        temporary.unlink(missing_ok=True)
        with closing(connect(temporary, create=True, known_as=path)) as connection, _transaction(path, connection):
            _prepare(connection)
            for one in returns:
                _insert(connection, one)
        temporary.replace(path)
    except OSError as error:
        raise KnownError(
            "programme.cannot_write", f"{path.name} could not be made: {error.strerror or error}.",
            "Nothing was written.", "Choose another folder.",
        ) from error  # fmt: skip
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


@contextmanager
def _transaction(path: Path, connection: sqlite3.Connection) -> Iterator[None]:
    """All of it or none."""
    with plain_errors(path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            with contextlib.suppress(sqlite3.Error, WardDeskError):  # a full disk may have rolled back already
                connection.execute("ROLLBACK")
            raise


def _prepare(connection: sqlite3.Connection) -> None:
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    for statement in statements():
        connection.execute(statement)
    connection.executemany("INSERT INTO documentation VALUES (?, ?, ?, ?)", documentation())


def _insert(connection: sqlite3.Connection, one: Incoming) -> None:
    _fill(connection, RETURNS, [one.row])
    for table in TABLES:
        _fill(connection, table, [{"return_id": one.id, **row} for row in one.tables.get(table.name, ())])


def _fill(connection: sqlite3.Connection, table: Table, rows: Sequence[Row]) -> None:
    own = [] if table is RETURNS else ["return_id", "row"]
    names = [*own, *map(kept_as, table.columns)]
    keys = [*own, *(column.name for column in table.columns)]
    connection.executemany(
        f"INSERT INTO {quoted(table.name)} ({', '.join(map(quoted, names))}) VALUES ({', '.join('?' * len(names))})",
        [tuple(row.get(key) for key in keys) for row in rows],
    )


@cache
def _does_harm(added: tuple[str, str, str]) -> bool:
    """Whether something that others added could do anything while we write: people make views, and tables of their own,
    to look at what is here, and SQLite keeps what ANALYZE found; a trigger, an index on one of our tables or a table
    that is a program is none of these."""
    kind, name, sql = added
    plain = " ".join(sql.split()).upper()
    return not (
        kind == "view" or name.startswith("sqlite_stat") or (kind == "table" and plain.startswith("CREATE TABLE "))
    )


def _expected() -> set[tuple[str, str, str]]:
    """Everything in the schema of every programme file."""
    connection = sqlite3.connect(":memory:")
    try:
        _prepare(connection)
        return set(objects(connection))
    finally:
        connection.close()


def _not_ours(path: Path, why: str) -> KnownError:
    return KnownError(
        "programme.not_ours", f"{path.name} is not a programme file of Ward Desk: {why}.", "Nothing was changed.",
        "Move it away, or give the workbook another name.",
    )  # fmt: skip
