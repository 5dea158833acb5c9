"""The unit of work: all of it or none, whatever goes wrong, and nothing lost that was saved before."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ward_desk.core.changes import ChangeSet, Op
from ward_desk.core.errors import BugError, KnownError
from ward_desk.service.document import Document
from ward_desk.store import lock
from ward_desk.store.rows import Store

OP = Op("test", "Test")
Beside = Callable[..., "subprocess.Popen[str]"]
Look = Callable[[Document], Any]

WRITER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("writing", flush=True)
sys.stdin.readline()
connection.execute("ROLLBACK")
print("done", flush=True)
sys.stdin.readline()
"""

KILLED = """
import os, signal, sys
from pathlib import Path
from ward_desk.core.changes import Op
from ward_desk.service.document import Document
document = Document.open(Path(sys.argv[1]))
document.store.connection.execute("PRAGMA cache_size=1")  # so that pages reach the file before the commit
def write(store):
    for number in range(200):
        store.insert("action", {"title": f"Half done {number}", "what": "x" * 3000})
    os.kill(os.getpid(), signal.SIGKILL)
document.run(Op("test", "Half done"), write)
"""


def add_action(store: Store) -> None:
    store.insert("action", {"title": "New"})


def test_an_error_in_the_middle_leaves_nothing(ward: Document, everything: Look) -> None:
    before, undo = everything(ward), ward.undo_label

    def write(store: Store) -> None:
        add_action(store)
        store.delete("event", str(store.rows("event")[0]["id"]))
        raise ZeroDivisionError

    heard: list[ChangeSet] = []
    ward.subscribe(heard.append)
    with pytest.raises(ZeroDivisionError):
        ward.run(OP, write)
    assert everything(ward) == before
    assert ward.undo_label == undo
    assert heard == []
    assert ward.run(OP, add_action)
    assert [row["ref"] for row in ward.store.rows("action", title="New")] == ["CHE-07"]


def test_an_operation_inside_another_is_our_own_mistake(ward: Document, everything: Look) -> None:
    before = everything(ward)
    with pytest.raises(BugError):
        ward.run(OP, lambda store: ward.run(OP, add_action))
    with pytest.raises(BugError):
        ward.run(OP, lambda store: ward.undo())
    assert everything(ward) == before
    assert ward.run(OP, add_action)


def test_an_operation_that_changes_nothing_leaves_no_trace(ward: Document) -> None:
    heard: list[ChangeSet] = []
    ward.subscribe(heard.append)
    row = ward.store.rows("action")[0]
    operations = ward.store.number("SELECT count(*) FROM operation")
    for write in (
        lambda store: None,
        lambda store: store.update("action", str(row["id"]), {"title": row["title"]}),
        lambda store: store.update("action", str(row["id"]), {}),
        lambda store: store.delete("action", "nobody"),
    ):
        changes = ward.run(OP, write)
        assert not changes
        assert changes.tables == frozenset()
    assert heard == []
    assert ward.store.number("SELECT count(*) FROM operation") == operations


def test_a_change_set_names_what_was_touched_after_the_commit(ward: Document) -> None:
    heard: list[tuple[ChangeSet, int]] = []
    ward.subscribe(lambda changes: heard.append((changes, len(ward.store.rows("action")))))
    page = object()
    action = str(ward.store.rows("action", ref="CHE-01")[0]["id"])
    changes = ward.run(Op("action.remove", "Remove CHE-01"), lambda store: store.delete("action", action), page)
    assert heard == [(changes, 5)]
    assert changes.initiator is page
    assert changes.label == "Remove CHE-01"
    assert changes.rows["action"] == {action}
    assert {"milestone", "progress_note", "funding", "risk", "feedback", "count_action"} <= changes.tables
    assert "theme" not in changes.tables
    assert changes.touches("theme", "milestone")
    operation = ward.store.query("SELECT * FROM operation WHERE id = ?", [changes.operation])[0]
    assert (operation["label"], operation["at"]) == ("Remove CHE-01", "2023-12-18T09:00:00")


def test_every_operation_is_named_even_when_one_follows_from_another(ward: Document) -> None:
    """A subscriber may start an operation of its own: the first is over by then."""

    def follow(changes: ChangeSet) -> None:
        stop()
        ward.run(OP, add_action)

    stop = ward.subscribe(follow)
    ward.run(OP, add_action)
    assert len(ward.store.rows("action", title="New")) == 2


def test_another_program_writing_is_told_kindly_and_nothing_is_lost(
    ward: Document, beside: Beside, everything: Look
) -> None:
    ward.store.connection.execute("PRAGMA busy_timeout=20")
    before = everything(ward)
    other = beside(WRITER, ward.path)
    assert other.stdin is not None
    assert other.stdout is not None
    assert other.stdout.readline() == "writing\n"
    for change in (lambda: ward.run(OP, add_action), ward.undo):
        with pytest.raises(KnownError) as caught:
            change()
        assert caught.value.code == "busy"
        assert ward.path.name in caught.value.happened
    assert everything(ward) == before
    other.stdin.write("\n")
    other.stdin.flush()
    assert other.stdout.readline() == "done\n"
    assert ward.run(OP, add_action)


def test_a_read_that_has_to_wait_too_long_is_told_kindly(
    ward: Document, open_document: Callable[..., Document]
) -> None:
    reader = open_document(ward.path, read_only=True)
    reader.store.connection.execute("PRAGMA busy_timeout=0")
    ward.store.connection.execute("BEGIN EXCLUSIVE")
    for read in (lambda: reader.store.rows("action"), lambda: reader.store.get("action", "x"), reader.poll):
        with pytest.raises(KnownError) as caught:
            read()
        assert caught.value.code == "busy"
    ward.store.connection.execute("ROLLBACK")
    assert len(reader.store.rows("action")) == 6


def test_a_full_disk_loses_only_the_change_being_made(ward: Document, everything: Look) -> None:
    connection = ward.store.connection
    pages = ward.store.number("SELECT page_count FROM pragma_page_count")
    connection.execute(f"PRAGMA max_page_count={pages}")
    before, undo = everything(ward), ward.undo_label
    with pytest.raises(KnownError) as caught:
        ward.run(OP, lambda store: store.insert("action", {"title": "Long", "what": "x" * 200_000}))
    assert caught.value.code == "disk_full"
    assert everything(ward) == before
    assert ward.undo_label == undo
    connection.execute("PRAGMA max_page_count=1000000")
    assert ward.run(OP, add_action)
    assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_program_killed_in_the_middle_of_an_operation(
    ward_path: Path, open_document: Callable[..., Document], beside: Beside, everything: Look
) -> None:
    document = open_document(ward_path, read_only=True)
    before = everything(document)
    document.close()
    other = beside(KILLED, ward_path)
    assert other.wait() == -signal.SIGKILL
    assert ward_path.with_name(ward_path.name + "-journal").exists()
    document = open_document(ward_path)
    assert everything(document) == before
    assert document.undo_label == "Fill the ward"
    assert document.store.connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    document.run(OP, add_action)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_document_left_in_the_middle_of_a_change_has_to_be_opened_to_write(
    ward_path: Path, open_document: Callable[..., Document], beside: Beside
) -> None:
    beside(KILLED, ward_path).wait()
    with pytest.raises(KnownError) as caught:
        open_document(ward_path, read_only=True)
    assert caught.value.code == "unfinished"
    open_document(ward_path).close()
    assert len(open_document(ward_path, read_only=True).store.rows("action")) == 6


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not let an open file be replaced")
@pytest.mark.parametrize("how", ["moved", "replaced", "removed"])
def test_a_file_that_went_away_under_us_is_told_and_can_be_copied(
    ward: Document, empty_path: Path, tmp_path: Path, open_document: Callable[..., Document], everything: Look, how: str
) -> None:
    """A folder kept in step with another computer does this. What is typed on would be lost without a word."""
    before = everything(ward)
    if how == "moved":
        ward.path.rename(tmp_path / "moved.ward")
    elif how == "replaced":
        empty_path.replace(ward.path)
    else:
        ward.path.unlink()
    with pytest.raises(KnownError) as caught:
        ward.run(OP, add_action)
    assert caught.value.code == "moved"
    ward.save_copy(tmp_path / "rescued.ward")
    assert everything(open_document(tmp_path / "rescued.ward", read_only=True)) == before


def test_a_commit_of_another_program_is_told_with_its_tables(
    ward: Document, open_document: Callable[..., Document]
) -> None:
    reader = open_document(ward.path, read_only=True)
    heard: list[ChangeSet] = []
    reader.subscribe(heard.append)
    reader.poll()
    assert heard == []
    action = str(ward.store.rows("action")[0]["id"])
    ward.run(OP, lambda store: store.update("action", action, {"title": "Told"}))
    ward.run(OP, lambda store: store.insert("event", {"title": "Also"}))
    reader.poll()
    assert [(one.tables, one.initiator) for one in heard] == [({"action", "event"}, None)]
    assert heard[0].rows["action"] == {action}
    reader.poll()
    assert len(heard) == 1
    ward.undo()
    reader.poll()
    assert heard[1].tables == {"event"}


def test_our_own_commits_are_not_told_again(ward: Document) -> None:
    heard: list[ChangeSet] = []
    ward.subscribe(heard.append)
    ward.run(OP, add_action)
    ward.poll()
    ward.poll()
    assert len(heard) == 1


def test_what_others_commit_just_before_us_is_still_told(
    ward: Document, open_document: Callable[..., Document]
) -> None:
    """Nobody polls between their commit and ours."""
    theirs = str(ward.store.rows("event")[0]["id"])
    lock.lock_path(ward.path).unlink()
    other = open_document(ward.path)
    other.run(OP, lambda store: store.update("event", theirs, {"title": "Theirs"}))
    heard: list[ChangeSet] = []
    ward.subscribe(heard.append)
    ward.run(OP, add_action)
    ward.poll()
    assert any(theirs in changes.rows.get("event", ()) for changes in heard)
    told = len(heard)
    ward.run(OP, add_action)
    ward.poll()
    assert len(heard) == told + 1


def test_the_partnership_follows_a_change_made_elsewhere(
    ward: Document, open_document: Callable[..., Document]
) -> None:
    reader = open_document(ward.path, read_only=True)
    assert reader.partnership["notice"] == ""
    one = str(ward.partnership["id"])
    ward.run(OP, lambda store: store.update("partnership", one, {"notice": "Sample"}))
    assert ward.partnership["notice"] == "Sample"
    reader.poll()
    assert reader.partnership["notice"] == "Sample"
