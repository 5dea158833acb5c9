"""Count beside: the lower half of the Activity counts page: one count and its chosen figure, in parts behind tabs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ward_desk.core.fields import text
from ward_desk.service import edits
from ward_desk.service.counts import figure_trail
from ward_desk.service.counts.figures import CountView
from ward_desk.service.document import Document
from ward_desk.ui import theme
from ward_desk.ui.pages.counts.beside.count_adds_up import AddsUp
from ward_desk.ui.pages.counts.beside.count_chart import CountChart
from ward_desk.ui.pages.counts.beside.count_figure import FIELDS, FigureDetail
from ward_desk.ui.pages.counts.beside.count_serves import Serves
from ward_desk.ui.record.editors import Options
from ward_desk.ui.record.record_history import RecordHistory
from ward_desk.ui.record.record_part import Attempt
from ward_desk.ui.record.tabs import Tabs
from ward_desk.ui.thread.thread_panel import ThreadPanel

OVERVIEW, FIGURE, DETAILS, CHART, THREAD, HISTORY = range(6)
THREE, TWO = 860, 560  # px at 100 %: so wide, so many parts of the overview stand side by side
SMALL: Final = 170  # px at 100 %: the height of the chart in the overview


class Overview(QWidget):
    """The chart of a count, how it adds up and what it serves."""

    def __init__(self, chart: QWidget, adds_up: QWidget, serves: QWidget) -> None:
        super().__init__()
        self._widgets = chart, adds_up, serves
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 4, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(28))
        self._grid.setVerticalSpacing(theme.px(14))
        self._lay(3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay(3 if self.width() >= theme.px(THREE) else 2 if self.width() >= theme.px(TWO) else 1)

    def _lay(self, columns: int) -> None:
        """Side by side where there is room; with less of it the chart goes below the words."""
        if columns == self._columns:
            return
        self._columns = columns
        chart, adds_up, serves = self._widgets
        order = (chart, adds_up, serves) if columns == 3 else (adds_up, serves, chart)
        for widget in self._widgets:
            self._grid.removeWidget(widget)
        for at, widget in enumerate(order):
            wide = columns if at >= columns else 1
            self._grid.addWidget(widget, at // columns, at % columns, 1, wide, Qt.AlignmentFlag.AlignTop)
        for column in range(3):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def minimumSizeHint(self) -> QSize:
        # Side by side they would ask for their widths together, and so never come to stand below one another.
        return QSize(theme.px(280), super().minimumSizeHint().height())


class CountBeside(QWidget):
    """One count. `form` holds its definition, `thread` its golden thread; both are the page's."""

    open_requested = Signal(str, str, str)  # table, id, field
    figure_asked = Signal(str)  # key of a period: put the keyboard into its cell
    said = Signal(str)
    typing = Signal(str, str)  # draft key, text so far; "" when it is as stored again

    def __init__(
        self, doc: Document, attempt: Attempt, options: Callable[[str], Options], form: QWidget, thread: ThreadPanel
    ) -> None:
        super().__init__()
        self._doc, self._attempt, self._options = doc, attempt, options
        self._view: CountView | None = None
        self._key = ""
        self._thread = thread
        self.chart, self.large_chart = CountChart(doc), CountChart(doc)
        self.chart.setFixedHeight(theme.px(SMALL))
        self.large_chart.setMinimumHeight(theme.px(300))
        for chart in (self.chart, self.large_chart):
            chart.said.connect(self.said)
        self.adds_up = AddsUp(doc)
        self.serves = Serves(doc, attempt)
        self.overview = Overview(self.chart, self.adds_up, self.serves)
        self.figure = FigureDetail(doc, attempt)
        self.history = RecordHistory(doc, attempt)
        self.tabs = Tabs(
            (("Overview", (self.overview,)), ("Figure", (self.figure,)), ("Details", (form,)),
             ("Chart", (self.large_chart,)), ("Thread", (thread,)), ("History", (self.history,)))
        )  # fmt: skip
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)
        self.chart.opened.connect(lambda: self.tabs.show_tab(CHART))
        self.adds_up.open_requested.connect(self.open_requested)
        self.adds_up.figure_asked.connect(self.figure_asked)
        self.adds_up.adjustment_asked.connect(self.change_adjustment)
        self.adds_up.period_shown.connect(self._on_period_shown)
        self.serves.open_requested.connect(self.open_requested)
        self.serves.changed.connect(self._on_serves)
        self.figure.typing.connect(self.typing)

    def show_count(self, view: CountView) -> None:
        """Show a count over a financial year. The same one shown again keeps its period and what is half typed."""
        other = self._view is None or (self._view.count["id"], self._view.quarter) != (view.count["id"], view.quarter)
        self._view = view
        if other:
            self._key = ""
        for chart in (self.chart, self.large_chart):
            chart.show_count(view, self._doc.today)
        self.adds_up.show_count(view)
        self.serves.show_count(view, self._options("action"))
        self.figure.show_figure(view, self._key)
        self._thread.show_record("activity_count", text(view.count, "id"))
        self.history.show_record("activity_count", text(view.count, "id"))
        self._name_figure()

    def show_period(self, key: str) -> None:
        """Show how the figure of a month or a quarter came about, and what is said of it; "" shows all quarters."""
        if key == self._key and key == self.adds_up.key:
            return
        self.adds_up.show_period(key)
        self._on_period_shown(key)

    def _on_period_shown(self, key: str) -> None:
        self._key = key
        if self._view is not None:
            self.figure.show_figure(self._view, key)
        self._name_figure()

    def _name_figure(self) -> None:
        named = figure_trail.short_name(self._view, self._key) if self._view and self._key else "Figure"
        self.tabs.name(FIGURE, named)

    @property
    def period(self) -> str:
        """The key of the period shown; "" for none."""
        return self._key

    def start_adjusting(self) -> None:
        """Put the keyboard where the chosen figure is adjusted, or its note where it can't be."""
        self.tabs.show_tab(FIGURE)
        if not self.figure.adjustments.start():
            self.figure.focus_note()

    def start_note(self) -> None:
        """Put the keyboard into what is said of the chosen figure."""
        self.tabs.show_tab(FIGURE)
        self.figure.focus_note()

    def change_adjustment(self, figure_id: str) -> None:
        """Put an adjustment into its fields, to be changed."""
        self.tabs.show_tab(FIGURE)
        self.figure.adjustments.start_changing(figure_id)

    def commit_pending(self) -> None:
        """Keep what is half typed."""
        self.figure.commit_pending()

    def restore_draft(self, draft: dict[str, str]) -> None:
        """Put half-typed notes and reasons back; a draft's key is that of the period and the field."""
        for key, words in draft.items():
            period, _, field = key.partition(" ")
            if field in FIELDS:
                self.show_period(period)
                self.tabs.show_tab(FIGURE)
                self.figure.restore_draft(field, words)

    def set_read_only(self, read_only: bool) -> None:
        """Show only."""
        self.figure.set_read_only(read_only)

    def take_keyboard(self) -> None:
        """Put the keyboard on the lines of the figure shown."""
        self.tabs.show_tab(OVERVIEW)
        self.adds_up.take_keyboard()

    def _on_serves(self, actions: list[str]) -> None:
        if self._view is not None:
            count = text(self._view.count, "id")
            self._attempt(lambda: edits.set_links(self._doc, "count_action", count, actions))
