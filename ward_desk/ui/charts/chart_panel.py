"""Chart panel: a chart under its name, its numbers as a table, and the ways to take it elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QBoxLayout, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from ward_desk.service.document import Document
from ward_desk.ui import theme
from ward_desk.ui.charts.chart_data import Chart
from ward_desk.ui.charts.chart_picture import ChartPicture
from ward_desk.ui.charts.chart_save import ChartSave, ForAudience
from ward_desk.ui.widgets import ElidedLabel, button, row

_ROOM_BESIDE = 620  # px at 100 %: from this width on the table stands beside the picture


class Numbers(QTableWidget):
    """The numbers of a chart, to be read and copied."""

    copy_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def show_chart(self, chart: Chart) -> None:
        """Show the numbers of a chart."""
        self.setAccessibleName(f"Numbers of {chart.title}")
        self.setColumnCount(len(chart.heads))
        self.setRowCount(len(chart.rows))
        self.setHorizontalHeaderLabels(chart.heads)
        for down, cells in enumerate(chart.rows):
            for across, words in enumerate(cells):
                item = QTableWidgetItem(words)
                item.setToolTip(words)
                self.setItem(down, across, item)
        self.resizeColumnsToContents()
        self.resizeRowsToContents()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit()
        else:
            super().keyPressEvent(event)


class ChartPanel(QWidget):
    """A chart of a document. `for_audience` makes it again for whoever gets it; `controls` stand beside its name,
    which is the chart's own title unless another `name` is given."""

    said = Signal(str)
    opened = Signal()  # Enter on the picture, or a click

    def __init__(
        self, doc: Document, for_audience: ForAudience, controls: Sequence[QWidget] = (), name: str = "",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._own_name = name
        self.name = ElidedLabel("", "heading")
        self.picture, self.numbers = ChartPicture(), Numbers()
        self.numbers.hide()
        self.table = button("Table", link=True, tip="Show the numbers as a table (T)")
        self.table.setCheckable(True)
        self.save = ChartSave(doc, for_audience)
        self.save.said.connect(self.said)
        self._marks = ElidedLabel("", "small")
        self._inside = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._inside.addWidget(self.picture, 3)
        self._inside.addWidget(self.numbers, 2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addLayout(row(self.name, *controls, self.table, self.save, stretch=0))
        whole.addLayout(self._inside, 1)
        whole.addWidget(self._marks)
        self.table.toggled.connect(self._on_table)
        self.picture.table_asked.connect(self.table.toggle)
        self.picture.copy_asked.connect(self.save.copy_picture)
        self.picture.opened.connect(self.opened)
        self.numbers.copy_asked.connect(self.save.copy_numbers)

    def show_chart(self, chart: Chart) -> None:
        """Show a chart in place of the one shown."""
        if chart == self.picture.chart:
            return
        self.name.set_words(self._own_name or chart.title)
        self.setAccessibleName(chart.title)
        self.picture.show_chart(chart)
        if self.table.isChecked():
            self.numbers.show_chart(chart)
        self._marks.set_words("   ".join(chart.marks))
        self._marks.setVisible(bool(chart.marks))

    def _on_table(self, shown: bool) -> None:
        chart = self.picture.chart
        if shown and chart is not None:
            self.numbers.show_chart(chart)
        self.table.setText("Hide table" if shown else "Table")
        self.numbers.setVisible(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= theme.px(_ROOM_BESIDE)
        way = QBoxLayout.Direction
        self._inside.setDirection(way.LeftToRight if beside else way.TopToBottom)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.table.isChecked() and self.picture.chart is not None:
            self.numbers.show_chart(self.picture.chart)
