"""Charts drawn to pixels, after what draws them is here: one trend, and the counts of a ward as small ones."""

from __future__ import annotations

import time
from pathlib import Path
from statistics import median

from PySide6.QtWidgets import QApplication

from tests.benchmarks.measure import Result
from ward_desk.core.periods import Quarter
from ward_desk.service import lists
from ward_desk.service.counts import chart_figures, figures
from ward_desk.service.counts.chart_figures import Trend
from ward_desk.service.document import Document
from ward_desk.ui import theme

COUNTS = 17  # of the sample
RUNS = 9
A_LOOK, A_MOMENT = 100.0, 1000.0  # ms: of one chart people wait for, and of a page of them


def measure(document: Path, times: int) -> list[Result]:
    """Milliseconds at one size of document, figures asked for and all."""
    qt = QApplication.instance() or QApplication([])
    assert isinstance(qt, QApplication)
    theme.apply(qt, "light")
    from ward_desk.ui.charts import chart_data, chart_look, chart_paint

    doc = Document.open(document, read_only=True)
    look, quarter = chart_look.on_screen(), Quarter.of(doc.today)
    ids = lists.ids(doc, "counts", words="", filters={}, sort="", descending=None)[:COUNTS]

    def trends(some: list[str]) -> list[Trend]:
        views = figures.count_views(doc, some, quarter).values()
        return [chart_figures.trend(view, doc.today) for view in views]

    one, many = [], []
    try:
        for _ in range(RUNS + 1):
            start = time.perf_counter()
            for trend in trends(ids[:1]):
                chart_paint.image(chart_data.of_trend(trend), 420, 220, 1, look)
            one.append(1000 * (time.perf_counter() - start))
            start = time.perf_counter()
            for trend in trends(ids):
                chart_paint.small_image(trend, 260, 110, 1, look)
            many.append(1000 * (time.perf_counter() - start))
    finally:
        doc.close()
    return [
        Result("a count's chart / a look", times, median(one[1:]), A_LOOK, "ms", 1.0),
        Result(f"{COUNTS} small charts / a moment", times, median(many[1:]), A_MOMENT, "ms", 1.0),
    ]
