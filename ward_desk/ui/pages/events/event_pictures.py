"""Event pictures: a year of events at a look: who came month by month, and what was done theme by theme."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ward_desk.core.changes import ChangeSet
from ward_desk.core.choices import label as words_of
from ward_desk.core.fields import whole
from ward_desk.core.periods import Quarter
from ward_desk.service.counts import chart_figures
from ward_desk.service.counts.chart_figures import THEME_MEASURES
from ward_desk.service.document import Document
from ward_desk.ui import theme
from ward_desk.ui.charts import chart_data
from ward_desk.ui.charts.chart_data import Chart
from ward_desk.ui.charts.chart_panel import ChartPanel
from ward_desk.ui.widgets import Card, Choice, label, row

_ROOM_BESIDE = 960  # px at 100 %: from this width on the two pictures stand side by side


_SHOWN = ("event", "attendance", "event_theme", "feedback", "feedback_theme", "action", "theme", "partnership")


class EventPictures(QWidget):
    """The two pictures of a financial year. `reload` after a change of the document."""

    said = Signal(str)

    def __init__(self, doc: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doc = doc
        self._stale = True
        self._start_month = whole(doc.partnership, "year_start_month") or 4
        now = Quarter.of(doc.today, self._start_month)
        self.year, self.what = Choice("Year:"), Choice()
        self.year.setAccessibleName("Financial year of the pictures")
        self.year.fill(self._years(), now.fy_start_year)
        self.what.setAccessibleName("What is counted by theme")
        self.what.fill(THEME_MEASURES, "residents")
        self.year.activated.connect(self.reload)
        self.what.activated.connect(self.reload)
        self.attendance = ChartPanel(doc, self._attendance)
        self.by_theme = ChartPanel(doc, self._by_theme, (self.what,), "By theme")
        self._theme_card = Card()
        cards: list[Card] = []
        for panel, card in ((self.attendance, Card()), (self.by_theme, self._theme_card)):
            panel.said.connect(self.said)
            panel.picture.setMinimumHeight(theme.px(250))
            card.body.addWidget(panel)
            cards.append(card)
        self._both = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._both.setSpacing(8)
        for card, share in zip(cards, (3, 2), strict=True):
            self._both.addWidget(card, share)
        inside = QWidget()
        inside.setLayout(self._both)
        self._both.setContentsMargins(0, 0, 8, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        area.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        around = QVBoxLayout(self)
        around.setContentsMargins(12, 8, 4, 8)
        around.addLayout(row(self.year, label("", ""), stretch=1))
        around.addWidget(area, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self.attendance.picture)
        self.setAccessibleName("Pictures of the events")
        stop = doc.subscribe(self._on_change)
        self.destroyed.connect(lambda: stop())

    def _on_change(self, changes: ChangeSet) -> None:
        if changes.touches(*_SHOWN):
            self.reload()

    def _years(self) -> list[tuple[object, str]]:
        first, last = chart_figures.years_of_events(self._doc, self._start_month)
        return [(year, Quarter(year, 1, self._start_month).year_label) for year in range(last, first - 1, -1)]

    @property
    def _quarter(self) -> Quarter:
        return Quarter(int(self.year.currentData()), 4, self._start_month)

    def reload(self) -> None:
        """Ask for the numbers again, when they are looked at."""
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        self.year.fill(self._years(), self.year.currentData())
        themed = chart_figures.has_themes(self._doc)
        self._theme_card.setVisible(themed)
        for panel, make in ((self.attendance, self._attendance), (self.by_theme, self._by_theme)):
            chart = make("")
            if chart is not None:
                panel.show_chart(chart)

    def _attendance(self, audience: str) -> Chart:
        """The picture for the screen, or as an audience gets it: small numbers of people kept back then."""
        quarter = self._quarter
        months = chart_figures.attendance(self._doc, quarter.year_to_date, audience, mask=bool(audience))
        return chart_data.of_attendance(months, quarter.year_label, illustrative=self._made_up)

    def _by_theme(self, audience: str) -> Chart:
        quarter, what = self._quarter, str(self.what.currentData())
        span = chart_figures.year_span(quarter.fy_start_year, self._start_month)
        bars = chart_figures.by_theme(self._doc, what, *span, audience)
        words = words_of(THEME_MEASURES, what)
        return chart_data.of_themes(bars, words, quarter.year_label, illustrative=self._made_up)

    @property
    def _made_up(self) -> bool:
        span = chart_figures.year_span(self._quarter.fy_start_year, self._start_month)
        return chart_figures.illustrative(self._doc, *span)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= theme.px(_ROOM_BESIDE)
        way = QBoxLayout.Direction
        self._both.setDirection(way.LeftToRight if beside else way.TopToBottom)
