"""The schema: what a document holds is what the records say, however it came to be."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ward_desk.core.changes import Op
from ward_desk.core.errors import KnownError
from ward_desk.core.records import RECORDS
from ward_desk.service.document import Document
from ward_desk.store import identify, migrations, schema
from ward_desk.store.connection import SCHEMA_VERSION

RELEASED = sorted((Path(__file__).resolve().parents[2] / "sample_db" / "released").glob("*.ward"))


@pytest.fixture
def fresh() -> Iterator[sqlite3.Connection]:
    """A new schema, in memory."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrations.upgrade(connection)
    yield connection
    connection.close()


def test_the_fingerprint_is_that_of_a_new_document(fresh: sqlite3.Connection) -> None:
    assert identify.fingerprint(identify.objects(fresh)) == schema.FINGERPRINT


def test_a_new_document_holds_what_is_expected(empty_ward: Document) -> None:
    assert identify.objects(empty_ward.store.connection) == schema.expected_objects()


def test_every_field_has_its_column_and_every_column_its_field(fresh: sqlite3.Connection) -> None:
    for record in RECORDS.values():
        there = {row[1]: (row[2], bool(row[3]), row[4]) for row in fresh.execute(f'PRAGMA table_info("{record.name}")')}
        wanted = {"id": ("TEXT", True, None)}
        if record.ref is not None:
            wanted["ref"] = ("TEXT", True, None)
        for field in record.fields:
            never_null = field.empty == "" or field.kind == "flag"
            default = "''" if field.empty == "" else "0" if field.kind == "flag" else None
            wanted[field.name] = (field.column_type, never_null, default)
        assert there == wanted, record.name
        assert list(there) == list(schema.columns(record)), record.name


def test_every_table_of_records_is_strict(fresh: sqlite3.Connection) -> None:
    strict = {row[1]: row[5] for row in fresh.execute("PRAGMA table_list")}
    assert [name for name in RECORDS if not strict[name]] == []


def test_every_link_points_where_its_field_says_and_goes_or_lets_go(fresh: sqlite3.Connection) -> None:
    for record in RECORDS.values():
        there = {
            row[3]: (row[2], row[6]) for row in fresh.execute(f'PRAGMA foreign_key_list("{record.name}")')
        }  # column -> (table, on delete)
        wanted = {
            field.name: (field.to, "CASCADE" if field.name in record.parents else "SET NULL")
            for field in record.fields
            if field.kind == "link"
        }
        assert there == wanted, record.name


def test_every_link_has_an_index(fresh: sqlite3.Connection) -> None:
    """Removing a record looks for what points at it."""
    for record in RECORDS.values():
        firsts = {
            fresh.execute(f'PRAGMA index_info("{index[1]}")').fetchone()[2]
            for index in fresh.execute(f'PRAGMA index_list("{record.name}")')
        }
        assert {field.name for field in record.fields if field.kind == "link"} <= firsts, record.name


def test_every_record_is_logged_and_its_words_are_found(fresh: sqlite3.Connection) -> None:
    triggers = {row[0] for row in fresh.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    events = ("insert", "update", "delete")
    wanted = {f"log_{name}_{event}" for name in RECORDS for event in events}
    wanted |= {f"find_{name}_{event}" for name, record in RECORDS.items() if schema.words(record) for event in events}
    assert triggers == wanted


def test_making_the_derived_parts_again_changes_nothing(ward: Document) -> None:
    connection = ward.store.connection
    before = connection.total_changes, identify.objects(connection)
    schema.install_derived(connection)
    assert (connection.total_changes, identify.objects(connection)) == before


def test_upgrading_an_up_to_date_document_changes_nothing(ward_path: Path) -> None:
    connection = sqlite3.connect(ward_path, isolation_level=None)
    before = list(connection.iterdump())
    migrations.upgrade(connection)
    assert list(connection.iterdump()) == before
    connection.close()


def test_triggers_lost_in_a_rebuilt_table_come_back(ward_path: Path, open_document: Callable[..., Document]) -> None:
    import sqlite_utils

    connection = sqlite3.connect(ward_path, isolation_level=None)
    before = identify.objects(connection)
    triggers = [one for one in before if one[0] == "trigger"]
    sqlite_utils.Database(connection, execute_plugins=False).table("milestone").transform()
    assert len([one for one in identify.objects(connection) if one[0] == "trigger"]) < len(triggers)
    schema.install_derived(connection)
    assert [one for one in identify.objects(connection) if one[0] == "trigger"] == triggers
    connection.close()


def test_a_trigger_of_an_older_version_is_replaced_and_a_stray_one_goes(fresh: sqlite3.Connection) -> None:
    before = identify.objects(fresh)
    fresh.execute("DROP TRIGGER log_action_update")
    fresh.execute("CREATE TRIGGER log_action_update AFTER UPDATE ON action BEGIN SELECT 1; END")
    fresh.execute("CREATE TRIGGER find_nothing_insert AFTER INSERT ON action BEGIN SELECT 1; END")
    schema.install_derived(fresh)
    assert identify.objects(fresh) == before


def test_a_search_index_made_anew_is_filled(ward: Document) -> None:
    def words() -> list[object]:
        return ward.store.query(  # type: ignore[return-value]
            "SELECT s.record, s.row_id, w.words FROM search_row s JOIN search_words w ON w.rowid = s.docid"
            " ORDER BY s.record, s.row_id"
        )

    before = words()
    ward.store.connection.execute("DROP TABLE search_words")
    schema.install_derived(ward.store.connection)
    assert words() == before
    assert len(before) > 50


def test_a_step_that_fails_leaves_the_document_as_it_was(ward_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connection = sqlite3.connect(ward_path, isolation_level=None)
    before = list(connection.iterdump())

    def broken(_: sqlite3.Connection) -> None:
        connection.execute("DROP TABLE evidence")
        raise ZeroDivisionError

    monkeypatch.setattr(migrations, "install_derived", broken)
    with pytest.raises(ZeroDivisionError):
        migrations.upgrade(connection)
    connection.close()
    connection = sqlite3.connect(ward_path)
    assert list(connection.iterdump()) == before
    connection.close()


@pytest.mark.parametrize("path", RELEASED, ids=lambda path: path.name)
def test_every_released_document_opens(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / path.name
    copy.write_bytes(path.read_bytes())
    document = Document.open(copy)
    assert document.partnership["ward"]
    assert document.run(Op("test", "Test"), lambda store: store.insert("action", {"title": "New"}))
    document.undo()
    document.close()


@pytest.fixture
def older_path(tmp_path: Path) -> Path:
    """A closed document of the first released schema."""
    return Path(shutil.copyfile(RELEASED[0], tmp_path / "older.ward"))


def dump(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


def test_an_older_document_is_brought_up_to_date_beside_a_copy_of_it(older_path: Path) -> None:
    before, header = dump(older_path), identify.header(older_path)
    document = Document.open(older_path)
    assert identify.objects(document.store.connection) == schema.expected_objects()
    assert {row["source_ref"] for row in document.store.rows("action")} == {""}
    document.close()
    assert identify.header(older_path) == SCHEMA_VERSION > header
    assert dump(older_path.with_name(f"older before upgrade from {header}.ward")) == before


def test_what_was_done_before_an_upgrade_can_still_be_undone(older_path: Path) -> None:
    """The change log of then knows nothing of the fields of now."""
    document = Document.open(older_path)
    label = document.undo_label
    assert label is not None
    document.undo()
    assert document.redo_label == label
    document.close()


def test_a_computer_that_stops_in_the_middle_of_an_upgrade_leaves_the_older_document(
    older_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = dump(older_path)

    def stop(_: sqlite3.Connection) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(migrations, "install_derived", stop)
        with pytest.raises(ZeroDivisionError):
            Document.open(older_path)
    assert dump(older_path) == before
    Document.open(older_path).close()


@pytest.mark.parametrize(
    "strange",
    [
        "CREATE TRIGGER theirs AFTER INSERT ON action BEGIN DELETE FROM feedback; END",
        "CREATE TABLE theirs (a)",
        "DROP TRIGGER log_action_update",
        "ALTER TABLE action ADD COLUMN source_ref TEXT NOT NULL DEFAULT ''",
    ],
)
def test_an_older_document_with_something_strange_in_it_is_not_brought_up_to_date(
    older_path: Path, strange: str
) -> None:
    connection = sqlite3.connect(older_path)
    connection.execute(strange)
    connection.close()
    before = older_path.read_bytes()
    with pytest.raises(KnownError, match="did not make"):
        Document.open(older_path)
    assert older_path.read_bytes() == before
    assert [path.name for path in older_path.parent.glob("*.ward")] == ["older.ward"]
