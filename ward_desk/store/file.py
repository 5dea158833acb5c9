"""File: one open document: its connection, its lock, and the unit of work that every change goes through."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ward_desk.core.changes import NOTHING, ChangeSet, Op
from ward_desk.core.errors import BugError, KnownError, WardDeskError
from ward_desk.store import changelog, copying, identify, lock, return_life
from ward_desk.store.connection import SCHEMA_VERSION, connect, plain_errors
from ward_desk.store.rows import Store, new_id


class DocumentFile:
    """An open document. Made by `open_file` or `create_file`."""

    def __init__(
        self, path: Path, connection: sqlite3.Connection, held: lock.Holder | None, make_id: Callable[[], str]
    ) -> None:
        self.path = path
        self.connection = connection
        self.store = Store(connection, make_id)
        self._held = held
        self._seen = self._data_version()
        self._newest = changelog.newest(connection)
        self._running = False
        self._followed = True  # whether we had heard of every change when the last operation began

    def run(self, op: Op, write: Callable[[Store], object], role: str, at: str, initiator: object) -> ChangeSet:
        """One unit of work: all of `write` or none of it. Raises KnownError or whatever `write` raises."""
        with self._work(op, role, at) as op_id:
            write(self.store)
            touched = changelog.finish(self.connection, op_id)
            return_life.refuse_frozen(self.connection, op_id, touched)
            if touched:
                changelog.forget_undone(self.connection)
        return self._done(op_id, op.label, touched, initiator)

    def put_back(self, step: changelog.Step, role: str, at: str, initiator: object, *, forwards: bool) -> ChangeSet:
        """Undo an operation, or with `forwards` redo it, as a new operation. Raises KnownError when it is stale."""
        word = "Redo" if forwards else "Undo"
        with self._work(Op("redo" if forwards else "undo", f"{word} {step.label}"), role, at) as op_id:
            changelog.put_back(self.connection, step.id, step.label, forwards=forwards)
            touched = changelog.finish(self.connection, op_id)
            return_life.refuse_frozen(self.connection, op_id, touched)
            if touched:
                changelog.mark(self.connection, op_id, step.id, "done" if forwards else "undone")
            else:  # it came to nothing, as when a value was set and set back in one operation
                self.connection.execute("UPDATE operation SET state = 'gone' WHERE id = ?", (step.id,))
        return self._done(op_id, f"{word} {step.label}", touched, initiator)

    @contextmanager
    def _work(self, op: Op, role: str, at: str) -> Iterator[str]:
        if self._running:
            raise BugError(f"{op.kind} was started inside another operation")
        op_id = self.store.make_id()
        self._running = True
        try:
            with plain_errors(self.path):
                self.connection.execute("BEGIN IMMEDIATE")
                try:
                    self._followed = changelog.newest(self.connection) == self._newest
                    changelog.begin(self.connection, op_id, op.kind, op.label, role, at)
                    yield op_id
                    self.connection.execute("COMMIT")
                except BaseException:
                    with contextlib.suppress(sqlite3.Error, WardDeskError):  # a full disk may have rolled back already
                        self.connection.execute("ROLLBACK")
                    raise
        finally:
            self._running = False

    def _done(self, op_id: str, label: str, touched: dict[str, frozenset[str]], initiator: object) -> ChangeSet:
        if self._followed:  # else what somebody committed just before us is still to be told
            self._newest = changelog.newest(self.connection)
        return ChangeSet(op_id, label, touched, initiator) if touched else NOTHING

    def changed_elsewhere(self) -> ChangeSet:
        """What another program has committed to the file since we last looked; nothing while we ourselves write."""
        if self._running:
            return NOTHING
        with plain_errors(self.path):
            version = self._data_version()
            if version == self._seen:
                return NOTHING
            self._seen = version
            newest, touched = changelog.since(self.connection, self._newest)
        self._newest = newest
        return ChangeSet("", "Changed elsewhere", touched) if touched else NOTHING

    def _data_version(self) -> int:
        return int(self.connection.execute("PRAGMA data_version").fetchone()[0])

    def copy_to(self, target: Path) -> None:
        """A whole, checked copy at another path. Raises KnownError."""
        copying.copy(self.connection, target)

    def compact(self) -> None:
        """Write the file anew without anything that was deleted. Raises KnownError when that fails, say for want of
        room; the document is whole then."""
        try:
            with plain_errors(self.path):
                self.connection.execute("VACUUM")
        except KnownError as error:
            raise KnownError(
                "not_compact", f"The file could not be made smaller: {error.happened}",
                "What was removed is gone from it, overwritten with noughts, and the rest is safe.",
                "Close other programs that have the file open, make room on the disk, and save a copy: it is compact.",
            ) from error  # fmt: skip

    def check(self) -> None:
        """SQLite's own check of the whole file. Raises KnownError when it is damaged."""
        identify.check(self.connection, self.path)

    def close(self) -> None:
        """Let go of the file and take the lock down."""
        self.connection.close()
        lock.release(self.path, self._held)
        self._held = None


def open_file(path: Path, at: str, *, read_only: bool, make_id: Callable[[], str] = new_id) -> DocumentFile:
    """Open a document, having looked at it before running anything in it. Raises KnownError; code "locked" when
    somebody else has it open, which can then be opened with `read_only`."""
    version = identify.header(path)
    if not read_only:
        blocked = identify.writable(path)
        if blocked:
            raise blocked
        if version > SCHEMA_VERSION:
            raise KnownError(
                "too_new", f"{path.name} was written by a newer version of Ward Desk.",
                "You can still open it to read.", "Install the newer version to change it.",
            )  # fmt: skip
    held = None if read_only else _lock(path, at)
    connection = None
    try:
        if version < SCHEMA_VERSION:
            connection = _brought_up(path, version, read_only)
        else:
            connection = connect(path, read_only=read_only)
        if version <= SCHEMA_VERSION:
            identify.vet(connection, path)
        else:  # what a newer version added can't be known; it is only read, so no trigger of it runs
            identify.check(connection, path)
        with plain_errors(path):
            return DocumentFile(path, connection, held, make_id)
    except BaseException:
        if connection is not None:
            connection.close()
        lock.release(path, held)
        raise


def open_another(path: Path) -> DocumentFile:
    """A document that is open already, once more and to be read. Raises KnownError.

    It goes straight to SQLite. To open and close the file itself would drop every lock this process has on it, on
    systems with POSIX locks, in the middle of a commit of the connection that is open already.
    """
    connection = connect(path, read_only=True)
    try:
        with plain_errors(path):
            return DocumentFile(path, connection, None, new_id)
    except BaseException:
        connection.close()
        raise


def _lock(path: Path, at: str) -> lock.Holder | None:
    try:
        return lock.take(path, at)
    except FileExistsError as error:
        raise lock.refusal(path) from error


def _brought_up(path: Path, version: int, read_only: bool) -> sqlite3.Connection:
    """An older document, brought to this version after a checked copy was put beside it."""
    if read_only:
        raise KnownError(
            "too_old", f"{path.name} was made by an older version and must be brought up to date first.",
            "Nothing was changed.",
            "Open it in Ward Desk once, which keeps a copy of it as it was, or ask whoever holds it to.",
        )  # fmt: skip
    from ward_desk.store.migrations import upgrade

    connection = connect(path)
    try:
        identify.vet_older(connection, path, version)
        copying.copy(connection, path.with_name(f"{path.stem} before upgrade from {version}{path.suffix}"))
        with plain_errors(path):
            upgrade(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def create_file(
    path: Path, at: str, fill: Callable[[Store], None], role: str = "", make_id: Callable[[], str] = new_id
) -> DocumentFile:
    """Make a new document: built beside `path` and moved there whole, then opened. Raises KnownError."""
    from ward_desk.store.migrations import upgrade

    if lock.holder(path) is not None:
        raise lock.refusal(path)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with contextlib.suppress(OSError):
            temporary.unlink()
        connection = connect(temporary, create=True, known_as=path)
        try:
            with plain_errors(path):
                upgrade(connection)
                connection.execute("BEGIN IMMEDIATE")
                # The library notes the computer's time; a document is dated by its own clock, so it can be built again.
                connection.execute("UPDATE _sqlite_migrations SET applied_at = ?", (at,))
                op_id = make_id()
                changelog.begin(connection, op_id, "document.create", "Start the document", role, at)
                store = Store(connection, make_id)
                fill(store)
                changelog.finish(connection, op_id)
                # There is nothing before it to go back to.
                connection.execute("UPDATE operation SET state = 'kept'")
                for key, value in (("uuid", make_id()), ("created", at)):
                    store.set_setting(key, value)
                connection.execute("COMMIT")
        finally:
            connection.close()
        temporary.replace(path)
    except OSError as error:
        raise KnownError(
            "cant_create", f"The document could not be made at {path}: {error.strerror or error}.",
            "Nothing was changed.", "Choose another folder.",
        ) from error  # fmt: skip
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()
    return open_file(path, at, read_only=False, make_id=make_id)
