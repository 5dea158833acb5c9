"""Count pictures: the view of the counts as small charts, and the button that saves them as one picture."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ward_desk.core.periods import Quarter
from ward_desk.service.counts import chart_figures
from ward_desk.service.document import Document
from ward_desk.ui.charts import chart_data
from ward_desk.ui.charts.chart_data import Chart
from ward_desk.ui.charts.chart_save import ChartSave
from ward_desk.ui.pages.counts.pictures.count_picture_grid import PictureGrid
from ward_desk.ui.table.table_page import ListPane
from ward_desk.ui.widgets import label, row

MOST_SAVED: Final = 30  # charts in one picture


class CountPictures(QWidget):
    """The view of the counts as charts, with the button that saves them as one picture."""

    activated = Signal(str)
    said = Signal(str)

    def __init__(
        self, doc: Document, pane: ListPane, quarter: Callable[[], Quarter], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._doc, self._pane = doc, pane
        self.pictures = PictureGrid(doc, pane, quarter)
        self.pictures.activated.connect(self.activated)
        self.save = ChartSave(doc, self._for_audience)
        self.save.setAccessibleName("Copy or save these charts")
        self.save.said.connect(self.said)
        words = "Each count on its own scale. Last year is the lighter line, the target dashed, the baseline dotted."
        whole = QVBoxLayout(self)
        whole.setContentsMargins(4, 4, 4, 0)
        whole.setSpacing(2)
        head = row(label(words, "small", wrap=True), self.save, stretch=0)
        head.setContentsMargins(8, 0, 8, 0)
        whole.addLayout(head)
        whole.addWidget(self.pictures, 1)
        self.setFocusProxy(self.pictures)

    def _for_audience(self, audience: str) -> Chart | None:
        ids = [one for one in self._pane.model.ids if one]
        out = chart_figures.kept_back(self._doc, ids, audience)
        seen = [one for one in ids if one not in out]
        trends = self.pictures.trends_of(seen[:MOST_SAVED])
        return chart_data.of_trends(trends, max(0, len(seen) - MOST_SAVED)) if trends else None
