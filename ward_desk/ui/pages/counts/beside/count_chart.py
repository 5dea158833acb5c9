"""Count chart: one activity count over this financial year beside the last, or over both in a row."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ward_desk.service.counts import chart_figures
from ward_desk.service.counts.figures import CountView
from ward_desk.service.document import Document
from ward_desk.ui.charts import chart_data
from ward_desk.ui.charts.chart_data import Chart
from ward_desk.ui.charts.chart_panel import ChartPanel
from ward_desk.ui.widgets import button


class CountChart(QWidget):
    """The chart of a count, small or large as it is given room."""

    opened = Signal()  # Enter or a click on the picture: it is wanted larger
    said = Signal(str)

    def __init__(self, doc: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doc = doc
        self._shown: tuple[CountView, date] | None = None
        self.two_years = button("2 years", link=True, tip="Show this year and the last in a row")
        self.two_years.setCheckable(True)
        self.two_years.toggled.connect(self._on_years)
        self.panel = ChartPanel(doc, self._for_audience, (self.two_years,))
        self.panel.opened.connect(self.opened)
        self.panel.said.connect(self.said)
        self.setFocusProxy(self.panel.picture)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.panel)

    def show_count(self, view: CountView, today: date) -> None:
        """Show a count as seen from the quarter of its view."""
        self._shown = view, today
        self._show()

    def _chart(self) -> Chart | None:
        if self._shown is None:
            return None
        view, today = self._shown
        return chart_data.of_trend(chart_figures.trend(view, today, years=2 if self.two_years.isChecked() else 1))

    def _on_years(self, two: bool) -> None:
        self.two_years.setText("1 year" if two else "2 years")
        self._show()

    def _show(self) -> None:
        chart = self._chart()
        if chart is not None:
            self.panel.show_chart(chart)

    def _for_audience(self, audience: str) -> Chart | None:
        if self._shown is None:
            return None
        count = str(self._shown[0].count["id"])
        return None if chart_figures.kept_back(self._doc, [count], audience) else self._chart()
