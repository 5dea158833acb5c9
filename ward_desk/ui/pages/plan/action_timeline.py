"""Action timeline: the plan as bars by date, over the same list and the same choice as its table."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ward_desk.service.document import Document
from ward_desk.ui.pages.plan.plan_rows import PlanRows
from ward_desk.ui.pages.plan.timeline_chart import TimelineChart
from ward_desk.ui.pages.plan.timeline_scale import ZOOMS
from ward_desk.ui.table.table_bar import Segments
from ward_desk.ui.table.table_page import ListPane
from ward_desk.ui.widgets import ElidedLabel, button

_HINT = "◆ milestone done   ◇ to do   ▨ late   Shift+←/→ moves the due date"
_READING = "◆ milestone done   ◇ to do   ▨ late"


class TimelineView(QWidget):
    """The timeline with its choice of years, quarters or months. `attempt` does what changes the document."""

    activated = Signal(str)  # Enter or double click: put the keyboard into the form of this action
    said = Signal(str)

    def __init__(
        self, doc: Document, pane: ListPane, parent: QWidget | None = None, *,
        attempt: Callable[[Callable[[], object]], bool],
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.rows = PlanRows(doc, pane, self)
        self.chart = TimelineChart(doc, self.rows, attempt, self)
        self.chart.activated.connect(self.activated)
        self.chart.said.connect(self.said)
        self.zooms = Segments("How much of the timeline is shown")
        for zoom in ZOOMS:
            self.zooms.add(zoom, zoom.capitalize(), f"Show by {zoom} (+ and -, or Ctrl and the wheel)")
        self.zooms.chosen.connect(self.chart.days.set_zoom)
        self.zooms.show_chosen(self.chart.days.zoom)
        self.chart.days.zoomed.connect(self.zooms.show_chosen)
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 6, 8, 6)
        bar.setSpacing(6)
        bar.addWidget(self.zooms)
        self.today = button("Today", tip="Scroll to today (T)")
        self.today.setAccessibleName("Scroll the timeline to today")
        self.today.clicked.connect(self.chart.days.show_today)
        bar.addWidget(self.today)
        self.hint = ElidedLabel(_READING if doc.read_only else _HINT, "small")
        self.hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        bar.addWidget(self.hint, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(bar)
        whole.addWidget(self.chart, 1)
        self.setFocusProxy(self.chart)

    def commit_pending(self) -> None:
        """Keep the dates that keys have just moved: before undo, before the page is left."""
        self.chart.commit()
