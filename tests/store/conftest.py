"""Tools for looking at a document from outside: every row of it, a stranger's hand in it, another program beside it."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ward_desk.core.records import RECORDS
from ward_desk.service.document import Document

ROOT = Path(__file__).resolve().parents[2]
Everything = dict[str, dict[str, dict[str, Any]]]


@pytest.fixture
def everything() -> Callable[[Document], Everything]:
    """table -> id -> row, of every record of a document."""
    return lambda doc: {table: {str(row["id"]): row for row in doc.store.rows(table)} for table in RECORDS}


@pytest.fixture
def meddle() -> Callable[..., None]:
    """Runs SQL in a closed document, as another program would."""

    def run(path: Path, *statements: str) -> None:
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            for statement in statements:
                connection.execute(statement)
        finally:
            connection.close()

    return run


@pytest.fixture
def beside() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts another Python program that talks to us by lines, and ends it after the test."""
    started: list[subprocess.Popen[str]] = []

    def start(code: str, *arguments: object) -> subprocess.Popen[str]:
        program = subprocess.Popen(
            [sys.executable, "-c", code, *map(str, arguments)],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
        )  # fmt: skip
        started.append(program)
        return program

    yield start
    for program in started:
        program.kill()
        program.communicate()
