"""The grid of activity counts: opened, scrolled by a page, gone on by a cell, typed into, pasted into, undone.

What a person does at a key stands beside one frame of a screen; what brings rows, or takes them, beside the same rows
asked for or put in by bare SQLite.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from itertools import count, cycle
from pathlib import Path
from statistics import median
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from tests.benchmarks import large
from tests.benchmarks.keystroke import FRAME
from tests.benchmarks.measure import Result
from tests.benchmarks.window import DeskWindow
from ward_desk.store.connection import set_pragmas
from ward_desk.ui.pages.counts.counts import CountsPage

RUNS = 25
PASTES = 5
OPENED = 3
CELLS = 1000
_MONTHS = 10  # of a pasted block
_SCREEN = 25  # rows

_LISTED = "SELECT id FROM activity_count ORDER BY position"
_FIGURES = "SELECT * FROM figure WHERE activity_count IN ({}) AND period BETWEEN ? AND ?"


def measure(document: Path, times: int, folder: Path) -> list[Result]:
    """Milliseconds at one size of document, for 100 that of 600,000 figures."""
    words = "the sample's counts"
    if times == 100:
        document, words = large.fill(document, folder), "600,000 figures"
    opened = [_opened(document) for _ in range(OPENED)]
    window = DeskWindow(document)
    page, _ = window.time_page("counts")
    assert isinstance(page, CountsPage)
    bare = sqlite3.connect(f"file:{document}?mode=ro", uri=True)
    kept = sqlite3.connect(folder / f"bare-figures-{times}.db", isolation_level=None)
    set_pragmas(kept)
    kept.execute("CREATE TABLE figure (id TEXT PRIMARY KEY, activity_count TEXT, period TEXT, value REAL) STRICT")
    try:
        asked, insert, put, take = _bare_query(bare), _bare_insert(kept, 1), _bare_insert(kept, CELLS), _bare_take(kept)
        results = [
            Result(f"counts opened, {words} / bare query", times, median(opened), asked, "ms"),
            *_by_key(window, page, times, words),
        ]
        typed = _typed(window, page)
        results += [
            Result(f"a figure typed, {words} / one frame", times, typed, FRAME, "ms"),
            Result(f"a figure typed, {words} / bare insert", times, typed, insert, "ms"),
        ]
        if len(page.pane.model.ids) * _MONTHS >= CELLS:
            pasted, undone = _pasted(window, page)
            results += [
                Result(f"1,000 cells pasted, {words} / bare insert", times, pasted, put, "ms"),
                Result(f"its undo, {words} / bare delete", times, undone, take, "ms"),
            ]
    finally:
        kept.close()
        bare.close()
        window.close()
    return results


def _opened(document: Path) -> float:
    window = DeskWindow(document)
    try:
        return window.time_page("counts")[1].painted
    finally:
        window.close()


def _by_key(window: DeskWindow, page: CountsPage, times: int, words: str) -> list[Result]:
    grid, bar = page.grid, page.grid.verticalScrollBar()
    steps = max(1, bar.maximum() // max(1, bar.pageStep()))
    # Pages nobody has been on, all through the list.
    places = [bar.maximum() * n // min(steps, RUNS) for n in range(1, min(steps, RUNS) + 1)]
    scrolled = [window.time(lambda to=place: bar.setValue(to)).painted for place in places if place != bar.value()]
    grid.go_to(0, grid.periods()[0])
    grid.setFocus()
    ways = cycle([Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Left])
    across = [window.time(lambda: QTest.keyClick(grid, next(ways))).painted for _ in range(RUNS)]
    ways = cycle([Qt.Key.Key_Down] * 8 + [Qt.Key.Key_Up] * 8)
    down = [window.time(lambda: QTest.keyClick(grid, next(ways))).painted for _ in range(RUNS)]
    found = [("gone on by a month", median(across)), ("gone on by a count", median(down))]
    if scrolled:
        found = [("a page scrolled", median(scrolled)), ("the slowest page scrolled", max(scrolled)), *found]
    return [Result(f"{name}, {words} / one frame", times, took, FRAME, "ms", 1.0) for name, took in found]


def _typed(window: DeskWindow, page: CountsPage) -> float:
    """From Enter in the cell until it is painted as kept."""
    grid, numbers, took = page.grid, count(100), []
    rows = cycle(_typable(page)[:10])
    for _ in range(RUNS):
        grid.go_to(next(rows), grid.periods()[2])
        for digit in str(next(numbers)):
            QTest.keyClick(grid if grid.field.isHidden() else grid.field, digit)
        took.append(window.time(lambda: QTest.keyClick(grid.field, Qt.Key.Key_Return)).painted)
    return median(took)


def _typable(page: CountsPage) -> list[int]:
    """Rows of counts that take a whole number a month."""
    model = page.pane.model
    rows = range(min(400, len(model.ids)))
    plain = "flow", "monthly", ""
    return [
        row for row in rows if tuple(model.record(row)[name] for name in ("nature", "frequency", "computed")) == plain
    ]


def _pasted(window: DeskWindow, page: CountsPage) -> tuple[float, float]:
    """1,000 cells pasted until they are painted, and taken back until that is."""
    grid, doc, numbers = page.grid, page.doc, count(1)
    first = _run_of(_typable(page), CELLS // _MONTHS)
    pasted, undone = [], []
    for _ in range(PASTES):
        start = next(numbers)
        block = [[str((start + row + place) % 97) for place in range(_MONTHS)] for row in range(CELLS // _MONTHS)]
        QGuiApplication.clipboard().setText("\n".join(map("\t".join, block)))
        grid.go_to(first, grid.periods()[0])
        pasted.append(window.time(page.paste).painted)
        if not (doc.undo_label or "").startswith("Paste"):
            raise SystemExit("Nothing was pasted.")
        undone.append(window.time(doc.undo).painted)
    return median(pasted), median(undone)


def _run_of(rows: list[int], length: int) -> int:
    """The first of so many rows that stand one below the other."""
    held = set(rows)
    return next(row for row in rows if all(row + n in held for n in range(length)))


def _bare_query(bare: sqlite3.Connection) -> float:
    """The ids of all counts, and the figures of two years of a screenful of them."""

    def ask() -> None:
        ids = [row[0] for row in bare.execute(_LISTED)][:_SCREEN]
        bare.execute(_FIGURES.format(", ".join("?" * len(ids))), [*ids, "2022", "2024-99"]).fetchall()

    return _median_of(ask)


def _bare_insert(kept: sqlite3.Connection, number: int) -> float:
    """So many figures put in as one operation, kept as safe as the document keeps them."""

    def put() -> None:
        kept.execute("BEGIN IMMEDIATE")
        kept.executemany(
            "INSERT INTO figure VALUES (?, 'count', '2023-12', ?)", [(str(uuid4()), float(n)) for n in range(number)]
        )
        kept.execute("COMMIT")

    return _median_of(put)


def _bare_take(kept: sqlite3.Connection) -> float:
    """So many of them taken away again."""

    def take() -> None:
        ids = kept.execute("SELECT id FROM figure LIMIT ?", (CELLS,)).fetchall()
        kept.execute("BEGIN IMMEDIATE")
        kept.executemany("DELETE FROM figure WHERE id = ?", ids)
        kept.execute("COMMIT")

    return _median_of(take)


def _median_of(work: Callable[[], None]) -> float:
    took = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        took.append(1000 * (time.perf_counter() - start))
    return median(took[1:])
