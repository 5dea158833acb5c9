"""The Events page: opened, its list scrolled, a month and a week turned, an event opened; each until it is painted.

What a person does at a key stands beside one frame of a screen, opening beside the same rows asked of bare SQLite.
"""

from __future__ import annotations

import sqlite3
import time
from functools import partial
from itertools import cycle
from pathlib import Path
from statistics import median

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.benchmarks import large
from tests.benchmarks.keystroke import FRAME
from tests.benchmarks.measure import Result
from tests.benchmarks.window import DeskWindow
from ward_desk.ui.pages.events.calendar.event_calendar_sheet import CalendarSheet
from ward_desk.ui.pages.events.events import EventsPage
from ward_desk.ui.table.table_page import TABLE

RUNS = 25
OPENED = 3
_SCREEN = 25  # rows

_IDS = "SELECT id FROM event ORDER BY start DESC"
_ROWS = """SELECT e.*, (SELECT sum(a.number) FROM attendance a WHERE a.event = e.id) FROM event e
    WHERE e.id IN ({})"""
_TURN = [Qt.Key.Key_PageUp] * 6 + [Qt.Key.Key_PageDown] * 6


def measure(document: Path, times: int, folder: Path) -> list[Result]:
    """Milliseconds at one size of document, for 100 that of 20,000 events more."""
    words = "the sample's events"
    if times == 100:
        document, words = large.fill(document, folder), "20,000 events"
    opened = [_opened(document) for _ in range(OPENED)]
    window = DeskWindow(document)
    page, _ = window.time_page("events")
    assert isinstance(page, EventsPage)
    bare = sqlite3.connect(f"file:{document}?mode=ro", uri=True)
    try:
        found = {**_list(window, page), **_calendar(window, page)}
        return [
            Result(f"events opened, {words} / bare query", times, median(opened), _bare_query(bare), "ms"),
            *(Result(f"{name}, {words} / one frame", times, took, FRAME, "ms", 1.0) for name, took in found.items()),
        ]
    finally:
        bare.close()
        window.close()


def _opened(document: Path) -> float:
    window = DeskWindow(document)
    try:
        return window.time_page("events")[1].painted
    finally:
        window.close()


def _list(window: DeskWindow, page: EventsPage) -> dict[str, float]:
    table = page.pane.table
    bar = table.verticalScrollBar()
    steps = min(RUNS, bar.maximum() // max(1, bar.pageStep()))
    places = [bar.maximum() * n // steps for n in range(1, steps + 1)]
    scrolled = [window.time(lambda to=place: bar.setValue(to)).painted for place in places if place != bar.value()]
    table.select(page.pane.model.ids[0])
    table.setFocus()
    keys = cycle([Qt.Key.Key_Down] * 8 + [Qt.Key.Key_Up] * 8)
    moved = [window.time(lambda: QTest.keyClick(table, next(keys))) for _ in range(RUNS)]
    found = {"a page of events scrolled": median(scrolled)} if scrolled else {}
    found["an event opened"] = median(one.painted for one in moved)
    found["an event opened, until all is done"] = median(one.idle for one in moved)
    return found


def _calendar(window: DeskWindow, page: EventsPage) -> dict[str, float]:
    found = {}
    for key in ("month", "week"):
        page.pane.show_view(key)
        sheet = page.pane.findChildren(CalendarSheet)[-1]
        shown: QWidget = sheet.viewport()
        sheet.setFocus()
        window.settle()
        window.watch(shown)
        keys = cycle(_TURN)
        found[f"a {key} turned"] = median(
            window.time(partial(QTest.keyClick, sheet, next(keys))).painted for _ in range(RUNS)
        )
    page.pane.show_view(TABLE)  # as it is remembered for the next window
    return found


def _bare_query(bare: sqlite3.Connection) -> float:
    """The ids of all events, and a screenful of them with who came."""
    took = []
    for _ in range(RUNS):
        start = time.perf_counter()
        ids = [row[0] for row in bare.execute(_IDS)][:_SCREEN]
        bare.execute(_ROWS.format(", ".join("?" * len(ids))), ids).fetchall()
        took.append(1000 * (time.perf_counter() - start))
    return median(took)
