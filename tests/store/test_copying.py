"""Copies: whole and checked, or not made at all and the older file kept."""

from __future__ import annotations

import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ward_desk.core.changes import Op
from ward_desk.core.errors import KnownError
from ward_desk.service.document import Document
from ward_desk.store import copying, lock

Look = Callable[[Document], Any]


def test_a_copy_is_whole_and_opens(
    ward: Document, tmp_path: Path, open_document: Callable[..., Document], everything: Look
) -> None:
    ward.run(Op("test", "Test"), lambda store: store.insert("action", {"title": "Just now"}))
    target = tmp_path / "copy é.ward"
    ward.save_copy(target)
    copy = open_document(target)
    assert everything(copy) == everything(ward)
    assert (copy.undo_label, copy.path) == ("Test", target)
    assert copy.store.setting("uuid") == ward.store.setting("uuid")
    assert copy.store.connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def test_a_copy_replaces_an_older_one(ward: Document, tmp_path: Path) -> None:
    target = tmp_path / "copy.ward"
    target.write_text("older")
    ward.save_copy(target)
    Document.open(target, read_only=True).close()
    assert sorted(path.name for path in tmp_path.iterdir()) == [".~lock.chesham.ward#", "chesham.ward", "copy.ward"]


def test_a_document_open_to_read_can_be_copied(
    ward_path: Path, tmp_path: Path, open_document: Callable[..., Document]
) -> None:
    open_document(ward_path, read_only=True).save_copy(tmp_path / "copy.ward")
    open_document(tmp_path / "copy.ward")


def test_a_copy_over_the_open_document_is_refused(ward: Document, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    alias = tmp_path / "alias.ward"
    alias.symlink_to(ward.path)
    other_name = tmp_path / "other name.ward"
    other_name.hardlink_to(ward.path)
    before = ward.path.read_bytes()
    for target in (ward.path, tmp_path / "sub" / ".." / ward.path.name, alias, other_name):
        with pytest.raises(KnownError) as caught:
            ward.save_copy(target)
        assert caught.value.code == "same_file"
    assert ward.path.read_bytes() == before


def test_a_copy_over_a_document_somebody_has_open_is_refused(
    ward: Document, empty_path: Path, beside: Callable[..., subprocess.Popen[str]]
) -> None:
    """Theirs would go on in a file with no name, and be lost."""
    hold = "import sys, pathlib; from ward_desk.store import lock\n"
    hold += "lock.take(pathlib.Path(sys.argv[1]), '2023-12-18T09:00'); print('held', flush=True); sys.stdin.read()"
    other = beside(hold, empty_path)
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    before = empty_path.read_bytes()
    with pytest.raises(KnownError) as caught:
        ward.save_copy(empty_path)
    assert caught.value.code == "locked"
    assert empty_path.read_bytes() == before


def test_a_copy_that_cannot_be_put_in_place_keeps_the_older_one(
    ward: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "copy.ward"
    target.write_text("older")

    def refuse(self: Path, target: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(KnownError) as caught:
        ward.save_copy(target)
    assert caught.value.code == "cant_copy"
    assert target.read_text() == "older"
    assert not list(tmp_path.glob("*.part")) + list(tmp_path.glob(".*.part*"))


def test_no_room_for_a_copy_keeps_the_older_one(
    ward: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "copy.ward"
    target.write_text("older")
    genuine = sqlite3.connect

    def small(*arguments: Any, **named: Any) -> sqlite3.Connection:
        connection = genuine(*arguments, **named)
        connection.execute("PRAGMA max_page_count=3")
        return connection

    monkeypatch.setattr(copying.sqlite3, "connect", small)
    with pytest.raises(KnownError) as caught:
        ward.save_copy(target)
    assert caught.value.code == "disk_full"
    assert target.read_text() == "older"
    assert not list(tmp_path.glob(".*.part*"))
    assert ward.run(Op("test", "Test"), lambda store: store.insert("action", {"title": "Still works"}))


def test_a_copy_into_a_folder_that_is_not_there(ward: Document, tmp_path: Path) -> None:
    with pytest.raises(KnownError) as caught:
        ward.save_copy(tmp_path / "nowhere" / "copy.ward")
    assert caught.value.code in ("cant_copy", "cant_open")
    assert ".part" not in caught.value.sentence


def test_a_copy_in_a_folders_place(ward: Document, tmp_path: Path) -> None:
    (tmp_path / "copy.ward").mkdir()
    with pytest.raises(KnownError) as caught:
        ward.save_copy(tmp_path / "copy.ward")
    assert caught.value.code == "cant_copy"


def test_a_copy_takes_no_lock_along(ward: Document, tmp_path: Path) -> None:
    ward.save_copy(tmp_path / "copy.ward")
    assert lock.holder(tmp_path / "copy.ward") is None
