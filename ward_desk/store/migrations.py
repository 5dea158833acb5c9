"""Migrations: the steps that bring a document to this version, through sqlite-utils.

sqlite_utils takes 0.15 s to import, so a document that is up to date never comes here.
"""

from __future__ import annotations

import sqlite3
from typing import Any

from ward_desk.core.errors import KnownError
from ward_desk.store.connection import APPLICATION_ID, SCHEMA_VERSION
from ward_desk.store.schema import install_derived

# As sqlite-utils makes it; made here, so that another version of it can't make a document look strange.
_APPLIED = (
    'CREATE TABLE IF NOT EXISTS "_sqlite_migrations" (\n   "id" INTEGER PRIMARY KEY,\n   "migration_set" TEXT,\n'
    '   "name" TEXT,\n   "applied_at" TEXT\n)',
    'CREATE UNIQUE INDEX IF NOT EXISTS "idx__sqlite_migrations_migration_set_name"\n'
    '    ON "_sqlite_migrations" ("migration_set", "name")',
)


def steps() -> Any:
    """Every migration step, oldest first. A released step never changes."""
    from sqlite_utils import Migrations

    migrations = Migrations("ward_desk")

    @migrations(name="1000_records")
    def _records(db: Any) -> None:
        from ward_desk.store.schema_1000 import BOOKS, MORE_INDEXES, TABLES

        for sql in TABLES + BOOKS + MORE_INDEXES:
            db.execute(sql)

    @migrations(name="1001_source_ref")
    def _source_ref(db: Any) -> None:
        # No trigger runs and no record changes: every action starts without a reference elsewhere.
        db.execute("ALTER TABLE action ADD COLUMN source_ref TEXT NOT NULL DEFAULT ''")

    @migrations(name="1002_events_and_counts")
    def _events_and_counts(db: Any) -> None:
        from ward_desk.store.schema_1002 import STEPS

        for sql in STEPS:
            db.execute(sql)

    @migrations(name="1003_surveys")
    def _surveys(db: Any) -> None:
        from ward_desk.store.schema_1003 import AFTER, STEPS, move_answers

        for sql in STEPS:
            db.execute(sql)
        move_answers(db.conn)
        for sql in AFTER:
            db.execute(sql)

    @migrations(name="1004_returns")
    def _returns(db: Any) -> None:
        from ward_desk.store.schema_1004 import STEPS

        for sql in STEPS:
            db.execute(sql)

    return migrations


def upgrade(connection: sqlite3.Connection) -> None:
    """Bring a new or older document up to this version, whole or not at all: a computer that stops half way leaves the
    document as it was.

    The caller has made a verified copy of an older document. Raises KnownError when a link was left broken.
    """
    import sqlite_utils

    connection.execute("PRAGMA foreign_keys=OFF")
    try:
        connection.execute("BEGIN IMMEDIATE")  # each step then is a savepoint in it
        for sql in _APPLIED:
            connection.execute(sql)
        steps().apply(sqlite_utils.Database(connection, execute_plugins=False))
        install_derived(connection)
        broken = connection.execute("PRAGMA foreign_key_check").fetchone()
        if broken is not None:
            raise KnownError(
                "broken_link", f"A link in the document's {broken[0]} records points at nothing.",
                "The copy made before the upgrade is whole.", "Open that copy and report this.",
            )  # fmt: skip
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={SCHEMA_VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    finally:
        connection.execute("PRAGMA foreign_keys=ON")
