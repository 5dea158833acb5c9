"""The parts of the Returns page: until each is shown, beside the work behind it with no window around it; and the
longest that the window could not be used meanwhile, beside what nobody notices."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tests.benchmarks.measure import Result
from tests.benchmarks.window import LONGEST, DeskWindow
from ward_desk.core.periods import Quarter
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.returns import returns
from ward_desk.service.returns.public import public_return
from ward_desk.service.returns.recut import recut
from ward_desk.service.returns.words.return_draft import draft
from ward_desk.ui.pages.returns.returns import CHECK, PREVIEW, WORDS, ReturnsPage

AIM = 1.0
NOTICED = 100.0  # ms; a window held for longer feels stuck
RUNS = 3
QUARTER = Quarter.parse("Q3 2023-24")
DAYS = date(2023, 4, 1), date(2023, 9, 30)


class Part(NamedTuple):
    """Something of the page that takes work."""

    name: str
    show: Callable[[], object]
    shown: Callable[[], bool]
    leave: Callable[[], object]  # so that it can be shown once more
    work: Callable[[Document], object]


def measure(document: Path, times: int, folder: Path) -> list[Result]:
    """Milliseconds at one size of document."""
    window = DeskWindow(document)
    results: list[Result] = []
    bare = Document.open(document, read_only=True)
    try:
        start = time.perf_counter()
        page = window.app.window.show_page("returns")
        assert isinstance(page, ReturnsPage)
        window.qt.processEvents()
        results.append(Result("returns page opened", times, 1000 * (time.perf_counter() - start), NOTICED, "ms"))
        _until(window, lambda: bool(page.checks.lines))
        for part in _parts(page):
            took, held, worked = [], [], []
            for _ in range(RUNS):
                _change(page.doc, len(took))
                shown, longest = _time(window, part)
                took.append(shown)
                held.append(longest)
                part.leave()
                begun = time.perf_counter()
                part.work(bare)
                worked.append(1000 * (time.perf_counter() - begun))
            results.append(Result(f"{part.name} shown", times, median(took), median(worked), "ms"))
            results.append(Result(f"{part.name}, window held", times, median(held), NOTICED, "ms", AIM))
    finally:
        bare.close()
        window.close()
    return results


def _parts(page: ReturnsPage) -> list[Part]:
    words = page.words.drafts["progress"]
    return [
        Part(
            "first words",
            lambda: (page.tabs.show_tab(WORDS), page.words.show_draft("progress")),
            lambda: words.list.count() > 0,
            lambda: (words.close_button.click(), words.list.clear()),
            lambda doc: draft(doc, QUARTER, "progress"),
        ),
        Part(
            "preview",
            lambda: page.tabs.show_tab(PREVIEW),
            lambda: page.preview.table.model().rowCount() > 0 and not page.looking.busy,
            lambda: (page.tabs.show_tab(CHECK), page.preview.show_nothing("")),
            lambda doc: (returns.checks(doc, QUARTER), returns.quarter_data(doc, QUARTER)),
        ),
        Part(
            "public version",
            page.show_public,
            lambda: page.instead.panel is not None and page.instead.panel.export_button.isEnabled(),
            page.instead.close,
            lambda doc: public_return.with_numbers(doc, QUARTER),
        ),
        Part(
            "re-cut of half a year",
            lambda: page.instead.recut(DAYS),
            lambda: page.instead.panel is not None and page.instead.panel.export_button.isEnabled(),
            page.instead.close,
            lambda doc: recut.recut(doc, *DAYS),
        ),
    ]


def _change(doc: Document, number: int) -> None:
    """Change the document, so that everything is worked out anew."""
    edits.edit(doc, "action", str(doc.store.rows("action")[0]["id"]), {"progress": 10 + number % 80})


def _time(window: DeskWindow, part: Part) -> tuple[float, float]:
    """Milliseconds until it is shown, and the longest that the window was held meanwhile."""
    window.settle()
    start = time.perf_counter()
    part.show()
    held = time.perf_counter() - start
    held = max(held, _until(window, part.shown))
    return 1000 * (time.perf_counter() - start), 1000 * held


def _until(window: DeskWindow, done: Callable[[], bool]) -> float:
    """Let events run until something is so, and painted; seconds, the longest that one round of them took."""
    end, held = time.monotonic() + LONGEST, 0.0
    while True:
        was_done = done()
        begun = time.perf_counter()
        window.qt.processEvents()
        held = max(held, time.perf_counter() - begun)
        if was_done:
            return held
        if time.monotonic() > end:
            raise SystemExit("The part was not shown.")
        time.sleep(0.001)
