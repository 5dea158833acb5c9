"""Schema: what is derived from the records: change-log triggers, the search index and its triggers.

`install_derived` may be run again at any time; it is, after every migration, because `transform()` drops the
triggers of the table it rebuilds.
"""

from __future__ import annotations

import sqlite3

from ward_desk.core.records import RECORDS, Field, Record
from ward_desk.store.connection import SCHEMA_VERSION

# What a document of each released schema holds, as one word; a test recomputes this version's. See `identify.vet`.
FINGERPRINTS = {
    1000: "dab5306e1348a257b3d5bc9248a28e18d165caf7e0453032b17bf87c26735fc3",
    1001: "028a795d4d9c76725ee4754984e2bba4980b0fcec00d771787cdabcda39bce05",
    1002: "6ce9247316b8bee18fb45ad4125a157b8b196c7c278e484db6c8abb08c0cb198",
    1003: "39d53fd42ab66637d90f3cc09074f837bf2a517d70bd872b08630bd9a1eb233c",
    1004: "5d6fd118b603565724292aaec7f212fce1131dde6a302744950d81514f1f7739",
}
FINGERPRINT = FINGERPRINTS[SCHEMA_VERSION]

_DERIVED = ("log_", "find_")


def derived_sql() -> list[tuple[str, str, str]]:
    """(type, name, SQL) of every trigger and search table, in the order they are made."""
    made = [
        (
            "table",
            "search_words",
            "CREATE VIRTUAL TABLE search_words USING"
            " fts5(words, tokenize=\"unicode61 remove_diacritics 2\", prefix='2 3')",
        )
    ]
    for record in RECORDS.values():
        made += _log_triggers(record)
        if words(record):
            made += _find_triggers(record)
    return made


def install_derived(connection: sqlite3.Connection) -> None:
    """Make every trigger and search table anew where its SQL differs from ours, and fill the index if it was made."""
    have = dict(
        tuple(row)
        for row in connection.execute("SELECT name, sql FROM sqlite_master WHERE type IN ('trigger', 'table')")
    )
    wanted = derived_sql()
    names = {name for _, name, _ in wanted}
    for name in have:
        if name.startswith(_DERIVED) and name not in names:
            connection.execute(f'DROP TRIGGER "{name}"')
    fill = False
    for kind, name, sql in wanted:
        if have.get(name) == sql:
            continue
        if name in have:
            connection.execute(f'DROP {kind.upper()} "{name}"')
        connection.execute(sql)
        fill = fill or kind == "table"
    if fill:
        rebuild_search(connection)


def rebuild_search(connection: sqlite3.Connection) -> None:
    """Fill the search index from the records."""
    connection.execute("DELETE FROM search_words")
    connection.execute("DELETE FROM search_row")
    for record in RECORDS.values():
        if not words(record):
            continue
        text = _joined(record, "r")
        connection.execute(
            f"INSERT INTO search_row(record, row_id) SELECT '{record.name}', r.id"
            f" FROM \"{record.name}\" r WHERE {text} <> ''"
        )
        connection.execute(
            f'INSERT INTO search_words(rowid, words) SELECT s.docid, {text} FROM "{record.name}" r'
            f" JOIN search_row s ON s.record = '{record.name}' AND s.row_id = r.id"
        )


def words(record: Record) -> tuple[str, ...]:
    """The columns of a record whose words are searched."""
    named = tuple(field.name for field in record.fields if field.searched)
    return (("ref",) if record.ref is not None else ()) + named


def columns(record: Record) -> tuple[str, ...]:
    """Every column of a record's table, in order."""
    return ("id",) + (("ref",) if record.ref is not None else ()) + tuple(field.name for field in record.fields)


def _joined(record: Record, alias: str) -> str:
    return "trim(" + " || ' ' || ".join(f'{alias}."{name}"' for name in words(record)) + ")"


def row_json(record: Record, alias: str) -> str:
    """SQL of a row as the change log holds it."""
    kinds: dict[str, Field] = {field.name: field for field in record.fields}
    parts = []
    for name in columns(record):
        kind = kinds[name].kind if name in kinds else "text"
        value = f'{alias}."{name}"'
        if kind == "file":  # JSON holds no bytes
            value = f"CASE WHEN {value} IS NULL THEN NULL ELSE hex({value}) END"
        elif kind == "number":
            # SQLite's JSON keeps 15 digits, and 17 are not always enough with an older SQLite.
            value = f"CASE WHEN {value} IS NULL THEN NULL ELSE printf('%!.20e', {value}) END"
        parts.append(f"'{name}', {value}")
    return "json_object(" + ", ".join(parts) + ")"


def _log_triggers(record: Record) -> list[tuple[str, str, str]]:
    table = record.name
    changed = " OR ".join(f'OLD."{name}" IS NOT NEW."{name}"' for name in columns(record))
    old, new = row_json(record, "OLD"), row_json(record, "NEW")

    def trigger(event: str, row: str, before: str, after: str, when: str = "") -> tuple[str, str, str]:
        name = f"log_{table}_{event.lower()}"
        return (
            "trigger",
            name,
            f'CREATE TRIGGER "{name}" AFTER {event} ON "{table}" {when}BEGIN'
            f" INSERT INTO change_log(operation, record, row_id, old, new)"
            f" VALUES ((SELECT id FROM current_operation), '{table}', {row}.id, {before}, {after}); END",
        )

    return [
        trigger("INSERT", "NEW", "NULL", new),
        trigger("UPDATE", "NEW", old, new, f"WHEN {changed} "),
        trigger("DELETE", "OLD", old, "NULL"),
    ]


def _find_triggers(record: Record) -> list[tuple[str, str, str]]:
    table, text = record.name, _joined(record, "NEW")
    changed = " OR ".join(f'OLD."{name}" IS NOT NEW."{name}"' for name in words(record))
    doc = f"(SELECT docid FROM search_row WHERE record = '{table}' AND row_id = %s.id)"
    add = (
        f" INSERT INTO search_row(record, row_id) SELECT '{table}', NEW.id WHERE {text} <> '';"
        f" INSERT INTO search_words(rowid, words) SELECT {doc % 'NEW'}, {text} WHERE {text} <> '';"
    )
    take = (
        f" DELETE FROM search_words WHERE rowid = {doc % 'OLD'};"
        f" DELETE FROM search_row WHERE record = '{table}' AND row_id = OLD.id;"
    )

    def trigger(event: str, body: str, when: str = "") -> tuple[str, str, str]:
        name = f"find_{table}_{event.lower()}"
        return "trigger", name, f'CREATE TRIGGER "{name}" AFTER {event} ON "{table}" {when}BEGIN{body} END'

    return [
        trigger("INSERT", add, f"WHEN {text} <> '' "),
        trigger("UPDATE", take + add, f"WHEN {changed} "),
        trigger("DELETE", take),
    ]


def for_new_rows(record: Record) -> list[str]:
    """What the triggers do for a new row, as statements for all the rows numbered above :after, in one. The log does
    not repeat what the rows hold (`changelog`)."""
    table, text = record.name, _joined(record, "r")
    statements = [
        "INSERT INTO change_log(operation, record, row_id, old, new)"
        f" SELECT (SELECT id FROM current_operation), '{table}', r.id, NULL, ''"
        f' FROM "{table}" r WHERE r.rowid > :after ORDER BY r.rowid'
    ]
    if words(record):
        statements += [
            f"INSERT INTO search_row(record, row_id) SELECT '{table}', r.id FROM \"{table}\" r"
            f" WHERE r.rowid > :after AND {text} <> '' ORDER BY r.rowid",
            f'INSERT INTO search_words(rowid, words) SELECT s.docid, {text} FROM "{table}" r'
            f" JOIN search_row s ON s.record = '{table}' AND s.row_id = r.id"
            f" WHERE r.rowid > :after AND {text} <> '' ORDER BY r.rowid",
        ]
    return statements


def expected_objects() -> list[tuple[str, str, str]]:
    """(type, name, SQL) of everything in a new document of this version."""
    from ward_desk.store.identify import objects
    from ward_desk.store.migrations import upgrade

    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        upgrade(connection)
        return objects(connection)
    finally:
        connection.close()
