"""Replacing a file: whole or not at all, and every fault of the disk in a plain sentence."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from ward_desk.core.errors import KnownError
from ward_desk.exchange import atomic
from ward_desk.exchange.atomic import replace_file


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "return.xlsx"
    path.write_bytes(b"old")
    return path


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long replacing would have waited; nothing waits in a test."""
    found: list[float] = []
    monkeypatch.setattr(atomic.time, "sleep", found.append)
    return found


def new(file: Path) -> None:
    file.write_bytes(b"new")


def fails_after_some_bytes(number: int, message: str = "fault") -> Any:
    def write(file: Path) -> None:
        file.write_bytes(b"half")
        raise OSError(number, message)

    return write


def test_the_file_is_written_where_there_was_none(tmp_path) -> None:
    path = tmp_path / "new.xlsx"
    assert replace_file(path, new) == path
    assert path.read_bytes() == b"new"
    assert [file.name for file in tmp_path.iterdir()] == ["new.xlsx"]


def test_the_file_that_was_there_is_replaced(old) -> None:
    replace_file(old, new)
    assert old.read_bytes() == b"new"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "file.disk_full"),
        (getattr(errno, "EDQUOT", errno.ENOSPC), "file.disk_full"),
        (errno.EACCES, "file.no_permission"),
        (errno.EROFS, "file.no_permission"),
        (errno.EIO, "file.cannot_write"),
    ],
)
def test_a_disk_that_fails_after_some_bytes_leaves_the_old_file(old, number, code) -> None:
    with pytest.raises(KnownError) as fault:
        replace_file(old, fails_after_some_bytes(number))
    assert fault.value.code == code
    assert "return.xlsx that was there is unchanged" in fault.value.safe
    assert old.read_bytes() == b"old"
    assert list(old.parent.iterdir()) == [old]


def test_a_full_disk_with_no_old_file_leaves_nothing(tmp_path) -> None:
    with pytest.raises(KnownError, match=r"no room left on the disk for a\.xlsx") as fault:
        replace_file(tmp_path / "a.xlsx", fails_after_some_bytes(errno.ENOSPC))
    assert fault.value.safe == "Nothing was written."
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_is_full_when_flushed_leaves_the_old_file(old, monkeypatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(KnownError, match="no room left"):
        replace_file(old, new)
    assert old.read_bytes() == b"old"
    assert list(old.parent.iterdir()) == [old]


def test_a_file_open_in_excel_is_tried_again_and_then_named(old, monkeypatch, waits) -> None:
    def held(source: Any, target: Any) -> None:
        raise PermissionError(errno.EACCES, "sharing violation")

    monkeypatch.setattr(os, "replace", held)
    with pytest.raises(KnownError, match="open in another program, such as Excel") as fault:
        replace_file(old, new)
    assert fault.value.code == "file.in_use"
    assert waits == list(atomic.RETRY_AFTER)
    assert old.read_bytes() == b"old"
    assert list(old.parent.iterdir()) == [old]


def test_a_file_held_for_a_moment_is_replaced_after_all(old, monkeypatch, waits) -> None:
    replace, calls = os.replace, []

    def held_twice(source: Any, target: Any) -> None:
        calls.append(source)
        if len(calls) < 3:
            raise PermissionError(errno.EACCES, "sharing violation")
        replace(source, target)

    monkeypatch.setattr(os, "replace", held_twice)
    replace_file(old, new)
    assert old.read_bytes() == b"new"
    assert waits == [0.05, 0.1]


def test_a_missing_folder_is_named(tmp_path) -> None:
    with pytest.raises(KnownError, match="is not there") as fault:
        replace_file(tmp_path / "gone" / "a.xlsx", new)
    assert fault.value.code == "file.no_folder"


def test_a_folder_you_may_not_write_in_is_named_before_any_work(tmp_path, monkeypatch) -> None:
    def refused(self: Path, *args: Any, **kwargs: Any) -> Any:
        raise PermissionError(errno.EACCES, "denied")

    monkeypatch.setattr(Path, "open", refused)
    worked: list[Path] = []
    with pytest.raises(KnownError) as fault:
        replace_file(tmp_path / "a.xlsx", worked.append)
    assert (fault.value.code, worked) == ("file.no_permission", [])


def test_a_folder_of_that_name_and_a_name_too_long_are_told(tmp_path) -> None:
    with pytest.raises(KnownError, match="is a folder"):
        replace_file(tmp_path, new)
    with pytest.raises(KnownError) as fault:
        replace_file(tmp_path / "a.xlsx", fails_after_some_bytes(errno.ENAMETOOLONG))
    assert fault.value.code == "file.name_too_long"


@pytest.mark.parametrize("fault", [ValueError("ours"), KeyboardInterrupt()])
def test_what_the_writer_raises_passes_through_and_leaves_the_old_file(old, fault) -> None:
    def write(file: Path) -> None:
        file.write_bytes(b"half")
        raise fault

    with pytest.raises(type(fault)):
        replace_file(old, write)
    assert old.read_bytes() == b"old"
    assert list(old.parent.iterdir()) == [old]


@pytest.mark.skipif(sys.platform == "win32", reason="making links needs a right on Windows")
def test_a_link_is_followed(old) -> None:
    link = old.with_name("link.xlsx")
    link.symlink_to(old)
    replace_file(link, new)
    assert link.is_symlink()
    assert old.read_bytes() == b"new"
