"""What is refused at the door, and that every refusal says what happened, what is safe and what to do."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ward_desk.core.errors import KnownError
from ward_desk.core.records import RECORDS
from ward_desk.service.document import Document
from ward_desk.store import identify
from ward_desk.store.connection import APPLICATION_ID, SCHEMA_VERSION

Meddle = Callable[..., None]


def refused(path: Path, *, read_only: bool = False) -> KnownError:
    """The refusal, held to the house style: three plain sentences and no word of a programmer."""
    with pytest.raises(KnownError) as caught:
        Document.open(path, read_only=read_only)
    error = caught.value
    for part in (error.happened, error.safe, error.next_step):
        assert re.fullmatch(r"[A-Z“].*[.]|\S+\.ward .*[.]", part, re.DOTALL), part
    for word in ("Error", "Traceback", "sqlite", "SQLITE", "Errno", "None", "header", "exception"):
        assert word not in error.sentence.replace(path.parent.as_posix(), "")
    return error


@pytest.fixture
def header_of(empty_path: Path) -> Callable[[int, int], None]:
    """Writes one of the big-endian numbers of the file's header."""

    def write(at: int, value: int) -> None:
        with empty_path.open("r+b") as file:
            file.seek(at)
            file.write(value.to_bytes(4, "big"))

    return write


def test_a_missing_file(tmp_path: Path) -> None:
    path = tmp_path / "gone.ward"
    assert refused(path).code == "missing"
    assert not path.exists()


def test_a_folder(tmp_path: Path) -> None:
    path = tmp_path / "folder.ward"
    path.mkdir()
    assert refused(path).code == "not_ours"


def test_a_file_of_no_bytes(tmp_path: Path) -> None:
    path = tmp_path / "empty.ward"
    path.touch()
    assert refused(path).code == "empty"


@pytest.mark.parametrize("text", ["x", "Ward,Event,Residents\n", "SQLite format 4" + "\0" * 200])
def test_a_text_file(tmp_path: Path, text: str) -> None:
    path = tmp_path / "notes.ward"
    path.write_text(text)
    assert refused(path).code == "not_ours"
    assert path.read_text() == text


def test_a_workbook_with_the_wrong_ending(tmp_path: Path) -> None:
    path = tmp_path / "return.ward"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("[Content_Types].xml", "<Types/>")
    assert refused(path).code == "not_ours"


def test_another_programs_database(tmp_path: Path, meddle: Meddle) -> None:
    path = tmp_path / "photos.ward"
    meddle(path, "CREATE TABLE photo (id INTEGER PRIMARY KEY)")
    error = refused(path)
    assert (error.code, "another program's" in error.happened) == ("not_ours", True)


@pytest.mark.parametrize("kept", [1, 15, 16, 99, 100, 4096, 0.5, -1])
def test_a_file_cut_short(empty_path: Path, kept: float) -> None:
    size = empty_path.stat().st_size
    length = size - 1 if kept == -1 else int(size * kept) if isinstance(kept, float) else kept
    with empty_path.open("r+b") as file:
        file.truncate(length)
    assert refused(empty_path).code == "truncated"
    assert empty_path.stat().st_size == length


def test_a_newer_major_version_is_refused_even_for_reading(
    empty_path: Path, header_of: Callable[[int, int], None]
) -> None:
    header_of(60, SCHEMA_VERSION + 1000)
    assert refused(empty_path).code == "too_new"
    assert refused(empty_path, read_only=True).code == "too_new"


def test_a_newer_minor_version_can_be_read(empty_path: Path, meddle: Meddle) -> None:
    meddle(
        empty_path,
        f"PRAGMA user_version={SCHEMA_VERSION + 1}",
        "ALTER TABLE action ADD COLUMN weather TEXT NOT NULL DEFAULT ''",
    )
    error = refused(empty_path)
    assert (error.code, error.safe) == ("too_new", "You can still open it to read.")
    document = Document.open(empty_path, read_only=True)
    assert document.partnership["ward"] == "Chesham"
    document.close()


def test_a_damaged_newer_document_is_not_read(ward_path: Path, meddle: Meddle) -> None:
    meddle(ward_path, f"PRAGMA user_version={SCHEMA_VERSION + 1}")
    wipe_a_page(ward_path)
    assert refused(ward_path, read_only=True).code == "damaged"


@pytest.mark.parametrize("version", [0, 7, 999])
def test_a_version_nobody_wrote(empty_path: Path, header_of: Callable[[int, int], None], version: int) -> None:
    header_of(60, version)
    before = empty_path.read_bytes()
    assert refused(empty_path).code == "not_ours"
    assert empty_path.read_bytes() == before


HOSTILE = {
    "an extra trigger": ("CREATE TRIGGER sly AFTER UPDATE ON action BEGIN DELETE FROM action; END", "sly"),
    "an extra view": ("CREATE VIEW sly AS SELECT * FROM action", "sly"),
    "an extra table": ("CREATE TABLE sly (id TEXT)", "sly"),
    "an extra index": ("CREATE INDEX sly ON action (upper(title))", "sly"),
    "a missing trigger": ("DROP TRIGGER log_action_update", "log_action_update"),
    "a missing table": ("DROP TABLE evidence", "evidence"),
    "a table in a trigger's name": ("CREATE TABLE log_sly_update (id TEXT)", "log_sly_update"),
}


@pytest.mark.parametrize(("statement", "named"), HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("read_only", [False, True], ids=["to write", "to read"])
def test_a_schema_that_is_not_ours(
    empty_path: Path, meddle: Meddle, statement: str, named: str, read_only: bool
) -> None:
    meddle(empty_path, statement)
    before = empty_path.read_bytes()
    error = refused(empty_path, read_only=read_only)
    assert error.code == "hostile"
    assert named in error.happened
    assert empty_path.read_bytes() == before


def test_an_altered_trigger(empty_path: Path, meddle: Meddle) -> None:
    meddle(
        empty_path,
        "DROP TRIGGER log_action_update",
        "CREATE TRIGGER log_action_update AFTER UPDATE ON action BEGIN DELETE FROM event; END",
    )
    assert "log_action_update" in refused(empty_path).happened


def test_an_altered_table(empty_path: Path, meddle: Meddle) -> None:
    meddle(empty_path, "ALTER TABLE action ADD COLUMN sly TEXT CHECK (length(sly) < 9)")
    assert "“action”" in refused(empty_path).happened


def test_two_entries_of_one_name(empty_path: Path, meddle: Meddle) -> None:
    meddle(
        empty_path,
        "PRAGMA writable_schema=ON",
        'INSERT INTO sqlite_master SELECT type, name, tbl_name, rootpage, \'CREATE TRIGGER "log_action_update" AFTER'
        " UPDATE ON action BEGIN DELETE FROM event; END' FROM sqlite_master WHERE name = 'log_action_update'",
    )
    assert refused(empty_path).code in ("hostile", "damaged")


def test_a_copy_of_one_name_is_strange_too(monkeypatch: pytest.MonkeyPatch, empty_path: Path) -> None:
    genuine = identify.objects
    monkeypatch.setattr(identify, "objects", lambda connection: [*genuine(connection), genuine(connection)[0]])
    assert refused(empty_path).code == "hostile"


def wipe_a_page(path: Path) -> None:
    """Nothing where the tree of the actions begins."""
    connection = sqlite3.connect(path)
    size = connection.execute("PRAGMA page_size").fetchone()[0]
    page = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'action'").fetchone()[0]
    connection.close()
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xa5" * size)


def test_a_damaged_page_is_found_at_the_door(ward_path: Path) -> None:
    wipe_a_page(ward_path)
    for read_only in (False, True):
        error = refused(ward_path, read_only=read_only)
        assert error.code == "damaged"
        assert "safe" not in error.safe  # a damaged file can promise nothing about what is in it


def test_flipped_bytes_anywhere_never_surprise(ward_path: Path, tmp_path: Path) -> None:
    """Either the document opens and can be read through, or it is refused in plain words."""
    whole = ward_path.read_bytes()
    step = len(whole) // 60
    for at in range(0, len(whole), step):
        path = tmp_path / "flipped.ward"
        path.write_bytes(whole[:at] + bytes(255 - byte for byte in whole[at : at + 64]) + whole[at + 64 :])
        try:
            document = Document.open(path, read_only=True)
        except KnownError:
            continue
        for table in RECORDS:
            document.store.rows(table)
        document.close()


def test_a_file_marked_read_only_can_still_be_read(empty_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != empty_path)
    error = refused(empty_path)
    assert (error.code, "marked as read only" in error.happened) == ("read_only", True)
    Document.open(empty_path, read_only=True).close()


def test_a_folder_that_can_only_be_read(empty_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) == empty_path)
    error = refused(empty_path)
    assert (error.code, "folder" in error.happened) == ("read_only", True)
    assert list(empty_path.parent.iterdir()) == [empty_path]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
@pytest.mark.parametrize("which", ["file", "folder"])
def test_real_permissions(empty_path: Path, which: str) -> None:
    locked, mode = (empty_path, 0o400) if which == "file" else (empty_path.parent, 0o500)
    before = locked.stat().st_mode
    locked.chmod(mode)
    try:
        assert refused(empty_path).code == "read_only"
        Document.open(empty_path, read_only=True).close()
    finally:
        locked.chmod(before)


@pytest.mark.parametrize(
    ("error", "code"),
    [(PermissionError(13, "denied"), "no_permission"), (OSError(5, "Input/output error"), "cant_open")],
)
def test_a_file_that_may_not_be_read(
    empty_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, code: str
) -> None:
    def deny(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(Path, "open", deny)
    assert refused(empty_path).code == code


def test_a_document_left_in_another_journal_mode_is_put_right(empty_path: Path, meddle: Meddle) -> None:
    """A copied WAL file misses commits; other programs switch it on without asking."""
    meddle(empty_path, "PRAGMA journal_mode=WAL")
    document = Document.open(empty_path)
    assert document.store.number("SELECT journal_mode = 'delete' FROM pragma_journal_mode") == 1
    document.close()
    assert list(empty_path.parent.iterdir()) == [empty_path]


def test_a_name_with_signs_that_mean_something_in_an_address(ward_path: Path, tmp_path: Path) -> None:
    path = tmp_path / "Œuvre #1 100% ?mode=memory&x.ward"
    shutil.copyfile(ward_path, path)
    document = Document.open(path)
    assert document.partnership["ward"] == "Chesham"
    document.close()


def test_our_documents_say_whose_they_are(empty_path: Path) -> None:
    head = empty_path.read_bytes()[:100]
    assert int.from_bytes(head[68:72], "big") == APPLICATION_ID
    assert identify.header(empty_path) == SCHEMA_VERSION
