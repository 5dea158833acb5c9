"""The plan as table, timeline and board: shown, scrolled by a page, and gone on by one action, until painted.

Each stands beside one frame of a screen, and beside what the bare database takes to give what is then painted.
"""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Callable
from functools import partial
from itertools import cycle
from pathlib import Path
from statistics import median
from typing import NamedTuple
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QStackedWidget, QWidget

from tests.benchmarks.keystroke import FRAME
from tests.benchmarks.measure import Result
from tests.benchmarks.window import PaintWatcher
from ward_desk.core.changes import Op
from ward_desk.service import lists
from ward_desk.service.document import Document
from ward_desk.store.rows import Store
from ward_desk.ui import theme
from ward_desk.ui.pages.plan.action_board import BoardView
from ward_desk.ui.pages.plan.action_columns import columns
from ward_desk.ui.pages.plan.action_timeline import TimelineView
from ward_desk.ui.prefs import Prefs
from ward_desk.ui.table.table_page import ListPane

MANY = 20_000  # actions: ten times those of the largest document, for the views alone
SIZE = 1190, 760  # of the page in a window of 1440 x 900
RUNS = 25
LONGEST = 60  # seconds to wait for one painting

_CARDS = """SELECT r.ref, r.title, r.status, r.rating, r.start, r.due, r.progress, o.name FROM action r
    LEFT JOIN organisation o ON o.id = r.lead ORDER BY r.ref LIMIT ? OFFSET ?"""


class _View(NamedTuple):
    """A view and what is watched of it."""

    name: str
    widget: QWidget
    painted: QAbstractScrollArea  # scrolled and painted
    keys: QWidget


def measure(document: Path, times: int, folder: Path) -> list[Result]:
    """Milliseconds at one size of document; at the largest with many more actions as well."""
    found = _measure(document, times, "plan")
    if times == 100:
        many = Path(shutil.copyfile(document, folder / "many.ward"))
        _fill(many)
        found += _measure(many, times, "20,000 actions")
    return found


def _fill(path: Path) -> None:
    """Put plain actions into a document until it has very many."""
    doc = Document.open(path)

    def write(store: Store) -> None:
        leads = [str(row["id"]) for row in store.rows("organisation")]
        fields = "id, ref, title, lead, start, due, status, rating, progress, what, sharing"
        statuses = ("not_started", "in_progress", "in_progress", "on_hold", "complete", "cancelled")
        store.connection.executemany(
            f"INSERT INTO action ({fields}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '', 'programme')",
            (
                (str(uuid4()), f"MANY-{n:05d}", f"Action {n} about the footpath by the river", leads[n % len(leads)],
                 f"202{n % 4}-{n % 12 + 1:02d}-01", f"202{n % 4 + 1}-{n % 11 + 1:02d}-15", statuses[n % 6],
                 ("", "green", "amber", "red")[n % 4], n % 101)
                for n in range(MANY - lists.total(doc, "actions"))
            ),
        )  # fmt: skip

    doc.run(Op("bench.fill", "Fill the plan"), write)
    doc.close()


def _measure(document: Path, times: int, words: str) -> list[Result]:
    qt = QApplication.instance() or QApplication([])
    assert isinstance(qt, QApplication)
    theme.apply(qt, "light")
    doc = Document.open(document, read_only=True)
    bare = sqlite3.connect(f"file:{document}?mode=ro", uri=True)
    pane = ListPane(
        "bench", ("action", "actions"), columns(True, lambda: doc.today), partial(lists.ids, doc, "actions"),
        partial(lists.rows, doc, "actions"), Prefs(document.with_suffix(".ini")), sort="ref",
    )  # fmt: skip
    stack = QStackedWidget()
    stack.addWidget(QWidget())
    stack.addWidget(pane)
    timeline, board = TimelineView(doc, pane, attempt=_do), BoardView(doc, pane, attempt=_do)
    cards = board.lanes["in_progress"].cards
    views = (
        _View("table", pane, pane.table, pane.table),
        _View("timeline", timeline, timeline.chart, timeline.chart),
        _View("board", board, cards, board),
    )
    stack.addWidget(timeline)
    stack.addWidget(board)
    stack.resize(*SIZE)
    stack.show()
    pane.refresh()
    pane.select_first()
    results: list[Result] = []
    try:
        for view in views:
            ours = _times(qt, stack, pane, view)
            limits = _bare(bare, view.name)
            for name, took in ours.items():
                aim = None if name == "shown" else 1.0
                results.append(Result(f"{view.name} {name}, {words} / one frame", times, took, FRAME, "ms", aim))
            results.append(Result(f"{view.name} shown, {words} / bare query", times, ours["shown"], limits, "ms"))
    finally:
        stack.close()
        stack.deleteLater()
        qt.processEvents()
        bare.close()
        doc.close()
    return results


def _do(work: Callable[[], object]) -> bool:
    work()
    return True


def _times(qt: QApplication, stack: QStackedWidget, pane: ListPane, view: _View) -> dict[str, float]:
    """Medians in milliseconds of showing, scrolling by a page and going on by one action."""
    watcher = PaintWatcher(view.painted.viewport())

    def painted(act: Callable[[], object]) -> float:
        for _ in range(3):
            qt.processEvents()
        watcher.painted_at = 0.0
        start = time.perf_counter()
        act()
        while not watcher.painted_at:
            qt.processEvents()
            if time.perf_counter() > start + LONGEST:
                raise SystemExit(f"The {view.name} was not painted.")
        return 1000 * (watcher.painted_at - start)

    shown = []
    for _ in range(RUNS):
        stack.setCurrentIndex(0)
        # Sorted the other way meanwhile: all that the view knew is to be asked for again.
        pane.model.descending = not pane.model.descending
        pane.refresh()
        shown.append(painted(lambda: stack.setCurrentWidget(view.widget)))
    view.keys.setFocus()
    bar = view.painted.verticalScrollBar()
    places = cycle(range(0, max(1, bar.maximum()), bar.pageStep()))
    bar.setValue(1)
    scrolled = [painted(lambda: bar.setValue(_other(next(places), bar.value()))) for _ in range(RUNS)]
    pane.table.select(pane.model.ids[0])
    keys = cycle([Qt.Key.Key_Down] * 8 + [Qt.Key.Key_Up] * 8)
    moved = [painted(lambda: QTest.keyClick(view.keys, next(keys))) for _ in range(RUNS)]
    return {"shown": median(shown), "a page scrolled": median(scrolled), "gone on": median(moved)}


def _other(place: int, now: int) -> int:
    """A place that is not where it is now, so that something is painted."""
    return place if place != now else place + 1


def _bare(bare: sqlite3.Connection, view: str) -> float:
    """Milliseconds the database takes to give a screenful, and for the board the statuses of all."""
    took = []
    for n in range(RUNS):
        start = time.perf_counter()
        if view == "board":
            bare.execute("SELECT id, status FROM action").fetchall()
        bare.execute(_CARDS, (25, n)).fetchall()
        took.append(1000 * (time.perf_counter() - start))
    return median(took)
