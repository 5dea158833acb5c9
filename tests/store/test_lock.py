"""The lock beside a document: who has it, when it counts, and when it is swept away."""

from __future__ import annotations

import json
import os
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from ward_desk.core.errors import KnownError
from ward_desk.service.document import Document
from ward_desk.store import lock

HOLD = """
import sys
from pathlib import Path
from ward_desk.service.document import Document
document = Document.open(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.readline()
document.close()
print("closed", flush=True)
"""


def put_up(path: Path, **changes: object) -> None:
    """A lock as another program would have left it."""
    kept = {"user": "officer", "computer": "hall-laptop", "pid": 4242, "since": "2023-12-18T08:55:00", "token": "t"}
    lock.lock_path(path).write_text(json.dumps({**kept, **changes}), encoding="utf-8")


def test_a_document_another_program_holds_is_refused_and_can_be_read(
    empty_path: Path, beside: Callable[..., subprocess.Popen[str]]
) -> None:
    other = beside(HOLD, empty_path)
    assert other.stdout is not None
    assert other.stdin is not None
    assert other.stdout.readline() == "open\n"
    with pytest.raises(KnownError) as caught:
        Document.open(empty_path)
    assert caught.value.code == "locked"
    assert socket.gethostname() in caught.value.happened
    reader = Document.open(empty_path, read_only=True)
    assert reader.partnership["ward"] == "Chesham"
    reader.close()
    other.stdin.write("\n")
    other.stdin.flush()
    assert other.stdout.readline() == "closed\n"
    Document.open(empty_path).close()


def test_the_lock_of_a_program_that_was_killed_is_taken_over(
    empty_path: Path, beside: Callable[..., subprocess.Popen[str]]
) -> None:
    other = beside(HOLD, empty_path)
    assert other.stdout is not None
    assert other.stdout.readline() == "open\n"
    other.kill()
    other.wait()
    assert lock.lock_path(empty_path).exists()
    document = Document.open(empty_path)
    mine = lock.holder(empty_path)
    assert mine is not None
    assert mine.pid == os.getpid()
    document.close()
    assert not lock.lock_path(empty_path).exists()


def test_a_second_window_of_the_same_program_is_refused_too(empty_ward: Document) -> None:
    with pytest.raises(KnownError) as caught:
        Document.open(empty_ward.path)
    assert caught.value.code == "locked"


def test_another_computers_lock_counts_whatever_its_process_number(empty_path: Path) -> None:
    put_up(empty_path)
    with pytest.raises(KnownError) as caught:
        Document.open(empty_path)
    assert "officer on hall-laptop, since Mon 18 Dec 2023, 08:55" in caught.value.happened
    assert lock.lock_path(empty_path).exists()


GARBAGE = [
    "", "{", "[]", "17", "null", '{"user": 1}', "\x00\x01", "[" * 100_000,
    json.dumps({"user": "", "computer": socket.gethostname(), "pid": 10**30, "since": "", "token": ""}),
    '{"user": "", "computer": "x", "pid": Infinity, "since": "", "token": ""}',
    json.dumps({"user": "", "computer": "x", "pid": -1, "since": "", "token": ""}),
]  # fmt: skip


@pytest.mark.parametrize("text", GARBAGE, ids=range(len(GARBAGE)))
def test_a_lock_nobody_can_read_keeps_nobody_out(empty_path: Path, text: str) -> None:
    lock.lock_path(empty_path).write_text(text)
    document = Document.open(empty_path)
    lock.lock_path(empty_path).write_text(text)
    document.close()


def test_a_lock_that_is_not_even_text(empty_path: Path) -> None:
    lock.lock_path(empty_path).write_bytes(b"\xff\xfe\x00")
    Document.open(empty_path).close()


def test_closing_never_takes_down_somebody_elses_lock(empty_path: Path) -> None:
    document = Document.open(empty_path)
    put_up(empty_path)
    document.close()
    assert lock.lock_path(empty_path).exists()


def test_reading_puts_up_no_lock(empty_path: Path) -> None:
    document = Document.open(empty_path, read_only=True)
    assert list(empty_path.parent.iterdir()) == [empty_path]
    document.close()


def test_a_document_that_was_refused_leaves_no_lock(empty_path: Path, meddle: Callable[..., None]) -> None:
    meddle(empty_path, "CREATE TABLE sly (id TEXT)")
    with pytest.raises(KnownError):
        Document.open(empty_path)
    assert list(empty_path.parent.iterdir()) == [empty_path]


def test_a_folder_that_takes_no_new_file_is_no_reason_to_stay_out(
    empty_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some network drives let a file be written and none be made."""
    monkeypatch.setattr(lock, "lock_path", lambda document: document.with_name("nowhere") / "lock")
    Document.open(empty_path).close()


def test_closing_twice_is_harmless(empty_path: Path) -> None:
    document = Document.open(empty_path)
    document.close()
    document.close()
