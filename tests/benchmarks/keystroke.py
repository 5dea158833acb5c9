"""One letter in the filter box to the painted list, beside one frame of a screen and beside the bare query."""

from __future__ import annotations

import sqlite3
import time
from itertools import cycle
from pathlib import Path

from PySide6.QtTest import QTest

from tests.benchmarks.measure import Result, alternate
from tests.benchmarks.window import DeskWindow

FRAME = 16.0  # ms: what a screen of 60 pictures a second leaves
WORD = "library"
RUNS = 4 * len(WORD)

QUERY = """SELECT action.id FROM action LEFT JOIN organisation ON organisation.id = action.lead
    WHERE action.ref || ' ' || action.title || ' ' || action.what || ' ' || coalesce(organisation.name, '') LIKE ?
    ORDER BY action.ref"""


def measure(document: Path, times: int) -> list[Result]:
    """Milliseconds at one size of document."""
    window = DeskWindow(document)
    bare = sqlite3.connect(f"file:{document}?mode=ro", uri=True)
    box = window.pane.filter_box
    ours_typed, bare_typed = cycle(range(1, len(WORD) + 1)), cycle(range(1, len(WORD) + 1))

    def keystroke() -> float:
        typed = next(ours_typed)
        if typed == 1:
            box.clear()
        return window.time(lambda: QTest.keyClick(box, WORD[typed - 1])).painted

    def query() -> float:
        typed = next(bare_typed)
        start = time.perf_counter()
        bare.execute(QUERY, (f"%{WORD[:typed]}%",)).fetchall()
        return 1000 * (time.perf_counter() - start)

    try:
        ours, limit = alternate(keystroke, query, RUNS)
    finally:
        bare.close()
        window.close()
    return [
        Result("filter keystroke / one frame", times, ours, FRAME, "ms", 1.0),
        Result("filter keystroke / bare query", times, ours, limit, "ms"),
    ]
