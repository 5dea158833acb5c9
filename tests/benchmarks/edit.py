"""One edit committed and shown, beside one row put into a bare SQLite file that is kept as safe."""

from __future__ import annotations

import sqlite3
import time
from itertools import count
from pathlib import Path
from statistics import median
from uuid import uuid4

from tests.benchmarks.measure import Result, alternate
from tests.benchmarks.window import DeskWindow
from ward_desk.service import edits
from ward_desk.store.connection import set_pragmas

AIM = 5.0
RUNS = 21


def measure(document: Path, times: int, folder: Path) -> list[Result]:
    """Milliseconds at one size of document."""
    window = DeskWindow(document)
    bare = sqlite3.connect(folder / f"bare-{times}.db", isolation_level=None)
    set_pragmas(bare)
    bare.execute("CREATE TABLE note (id TEXT PRIMARY KEY, words TEXT) STRICT")
    doc = window.app.window.document
    assert doc is not None
    action = window.pane.model.ids[0]
    numbers = count()
    idle: list[float] = []

    def edit() -> float:
        value = next(numbers) % 100
        took = window.time(lambda: edits.edit(doc, "action", action, {"progress": value}))
        idle.append(took.idle)
        return took.painted

    def insert() -> float:
        start = time.perf_counter()
        bare.execute("BEGIN IMMEDIATE")
        bare.execute("INSERT INTO note VALUES (?, ?)", (str(uuid4()), "Posters are out"))
        bare.execute("COMMIT")
        return 1000 * (time.perf_counter() - start)

    try:
        ours, limit = alternate(edit, insert, RUNS)
    finally:
        bare.close()
        window.close()
    return [
        Result("edit committed and shown", times, ours, limit, "ms", AIM),
        Result("edit, until all is done", times, median(idle), limit, "ms"),
    ]
