"""Chart picture: the widget a chart is seen in. It is drawn a moment after it is asked for, and only when visible."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ward_desk.ui import theme
from ward_desk.ui.charts import chart_look
from ward_desk.ui.charts.chart_data import Chart
from ward_desk.ui.charts.chart_loader import loader

if TYPE_CHECKING:
    from ward_desk.ui.charts.chart_area import Spot

DRAW_AFTER_MS: Final = 40  # of no further change: whoever runs down a list or drags an edge is not held up
WAIT: Final = "Drawing the picture…"
_OPEN: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ChartPicture(QWidget):
    """One chart. Its numbers are its accessible description; under the mouse each month says its own."""

    opened = Signal()  # Enter or a click
    table_asked = Signal()  # T
    copy_asked = Signal()  # Ctrl+C
    drawn = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart: Chart | None = None
        self._image: QImage | None = None
        self._of: tuple[object, ...] = ()  # what the image was drawn of
        self._spots: list[Spot] = []
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(DRAW_AFTER_MS)
        self._soon.timeout.connect(self._draw)
        loader().ready.connect(self._draw)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_chart(self, chart: Chart | None) -> None:
        """Show a chart in place of the one shown."""
        if chart == self.chart:
            return
        self.chart = chart
        self.setAccessibleName(f"Chart: {chart.title}" if chart else "Chart")
        self.setAccessibleDescription(chart.said if chart else "")
        self._soon.start()
        self.update()

    @property
    def is_drawn(self) -> bool:
        """Whether what is seen is the chart as it is now."""
        nothing = self.chart is None or bool(self.chart.empty)
        return nothing or (self._image is not None and self._of == self._wanted())

    def _wanted(self) -> tuple[object, ...]:
        return (self.chart, self.width(), self.height(), self.devicePixelRatioF(), theme.current(), theme.px(100))

    def _draw(self) -> None:
        if self.chart is None or self.chart.empty or not self.isVisible() or self.is_drawn:
            return
        if not loader().is_ready:
            loader().begin()
            return
        from ward_desk.ui.charts import chart_paint

        wanted = self._wanted()
        self._image, self._spots = chart_paint.image(
            self.chart, self.width(), self.height(), self.devicePixelRatioF(), chart_look.on_screen()
        )
        self._of = wanted
        self.drawn.emit()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._soon.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        chart = self.chart
        if chart is not None and (chart.empty or self._image is None):
            painter.setFont(theme.font(size=13))
            painter.setPen(theme.colour("soft"))
            words = f"{chart.empty}." if chart.empty else WAIT
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)
        elif chart is not None and self._image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRectF(self.rect()), self._image)
        if chart is not None and not self.is_drawn and not self._soon.isActive():
            self._soon.start()
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.end()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            words = self.words_at(event.pos())
            if words:
                QToolTip.showText(event.globalPos(), words, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def words_at(self, at: QPoint) -> str:
        """What the picture says at a place; "" where it says nothing."""
        x, y = at.x() / max(1, self.width()), at.y() / max(1, self.height())
        for spot in self._spots if self.is_drawn else ():
            if 0 <= x - spot.left <= spot.width and 0 <= y - spot.top <= spot.height:
                return spot.words
        return ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers()
        if key in _OPEN:
            self.opened.emit()
        elif key == Qt.Key.Key_T and held == Qt.KeyboardModifier.NoModifier:
            self.table_asked.emit()
        elif key == Qt.Key.Key_C and held == Qt.KeyboardModifier.ControlModifier:
            self.copy_asked.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(420), theme.px(210))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(180), theme.px(110))
