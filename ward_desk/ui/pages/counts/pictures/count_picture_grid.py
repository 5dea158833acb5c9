"""Count picture grid: the counts of a list as small charts side by side, drawn as they come into view."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
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
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from ward_desk.core.periods import Quarter
from ward_desk.service.counts import chart_figures, figures
from ward_desk.service.counts.chart_figures import Trend
from ward_desk.service.document import Document
from ward_desk.ui import marks, shapes, theme
from ward_desk.ui.charts import chart_data, chart_look
from ward_desk.ui.charts.chart_loader import loader
from ward_desk.ui.charts.chart_picture import WAIT
from ward_desk.ui.table.table_page import ListPane

MOST_KEPT: Final = 200  # drawn pictures
_KEY = Qt.Key
_SMALL: Final = 12.0  # px, of the words under a name


class PictureGrid(QAbstractScrollArea):
    """The charts. Which counts there are, in which order, and which is chosen is the list's own."""

    activated = Signal(str)  # Enter or double click
    drawn = Signal()  # all that is in view

    def __init__(
        self, doc: Document, pane: ListPane, quarter: Callable[[], Quarter], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._doc, self._pane, self._quarter = doc, pane, quarter
        self._trends: dict[str, Trend] = {}
        self._seen_from = quarter()
        self._images: dict[tuple[object, ...], QImage] = {}
        self._next = QTimer(self)  # one picture a turn: keys go in between
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._draw_one)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        loader().ready.connect(self._next.start)
        for signal in (pane.model.modelReset, pane.model.dataChanged, pane.model.layoutChanged):
            signal.connect(self.reload)
        pane.chosen.connect(self._on_chosen)
        self._tell()

    # What is shown.

    def reload(self) -> None:
        """Ask again for what is in view."""
        self._trends.clear()
        self._lay()
        self._tell()
        self.viewport().update()

    def _tell(self) -> None:
        """The count people are on, in words."""
        here = self._pane.current_id
        if not self.isVisible() or self._pane.model.row_of(here) < 0:
            self.setAccessibleName("Charts of the counts")
            return
        self._fetch([here])
        trend = self._trends.get(here)
        if trend is not None:
            self.setAccessibleName(f"Charts of the counts, {trend.name}. {self._under(trend)}")
            self.setAccessibleDescription(chart_data.of_trend(trend).said)

    @staticmethod
    def _under(trend: Trend) -> str:
        rating = marks.mark(trend.rating)
        return f"{trend.latest}. {rating.words}" if rating else trend.latest

    def _fetch(self, ids: list[str]) -> None:
        """The figures of these counts, those not known yet in one question."""
        quarter = self._quarter()
        if quarter != self._seen_from:
            self._trends.clear()
            self._seen_from = quarter
        missing = [one for one in ids if one not in self._trends]
        if missing:
            today = self._doc.today
            for one, view in figures.count_views(self._doc, missing, quarter).items():
                self._trends[one] = chart_figures.trend(view, today)

    def trends_of(self, ids: list[str]) -> list[Trend]:
        """The figures of some counts, in their order."""
        self._fetch(ids)
        return [self._trends[one] for one in ids if one in self._trends]

    # Where things are.

    @property
    def _ids(self) -> list[str]:
        return [one for one in self._pane.model.ids if one]

    @property
    def across(self) -> int:
        """How many charts stand side by side."""
        return max(1, self.viewport().width() // theme.px(250))

    def _cell(self, place: int) -> QRect:
        wide, tall = self.viewport().width() / self.across, theme.px(158)
        left = round(place % self.across * wide)
        return QRect(
            left, place // self.across * tall - self.verticalScrollBar().value(), round(wide) - theme.px(4), tall
        ).adjusted(theme.px(8), theme.px(6), 0, -theme.px(6))

    def _chart_box(self, cell: QRect) -> QRect:
        return cell.adjusted(theme.px(6), theme.px(44), -theme.px(6), -theme.px(2))

    def _lay(self) -> None:
        rows = -(-len(self._ids) // self.across)
        bar = self.verticalScrollBar()
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(theme.px(40))
        bar.setRange(0, max(0, rows * theme.px(158) - self.viewport().height()))

    def _in_view(self) -> list[tuple[int, str]]:
        first = self.verticalScrollBar().value() // theme.px(158) * self.across
        many = (self.viewport().height() // theme.px(158) + 2) * self.across
        return list(enumerate(self._ids))[first : first + many]

    def place_at(self, at: QPoint) -> str:
        """The count at a place of the view; "" for none."""
        return next((one for place, one in self._in_view() if self._cell(place).contains(at)), "")

    # Drawing.

    @property
    def is_drawn(self) -> bool:
        """Whether all that is in view is drawn."""
        boxes = ((self._trends.get(one), self._chart_box(self._cell(place))) for place, one in self._in_view())
        return all(trend is not None and self._image_key(trend, box) in self._images for trend, box in boxes)

    def _image_key(self, trend: Trend, box: QRect) -> tuple[object, ...]:
        return trend, box.width(), box.height(), self.devicePixelRatioF(), theme.current(), theme.px(100)

    def _draw_one(self) -> None:
        """Draw the first picture in view that is not drawn yet."""
        if not self.isVisible():
            return
        for place, one in self._in_view():
            trend, box = self._trends.get(one), self._chart_box(self._cell(place))
            if trend is None or self._image_key(trend, box) in self._images:
                continue
            from ward_desk.ui.charts import chart_paint

            ratio, look = self.devicePixelRatioF(), chart_look.on_screen()
            if len(self._images) >= MOST_KEPT:
                del self._images[next(iter(self._images))]
            self._images[self._image_key(trend, box)] = chart_paint.small_image(
                trend, box.width(), box.height(), ratio, look
            )
            self.viewport().update(self._cell(place))
            self._next.start()
            return
        self.drawn.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self._in_view()
        self._fetch([one for _, one in shown])
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        waits = False
        for place, one in shown:
            cell, trend = self._cell(place), self._trends.get(one)
            if trend is None:
                continue
            self._paint_words(painter, cell, trend, here=one == self._pane.current_id)
            box = self._chart_box(cell)
            image = self._images.get(self._image_key(trend, box))
            if image is not None:
                painter.drawImage(QRectF(box), image)
                continue
            waits = True
            painter.setPen(theme.colour("soft"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, WAIT)
        painter.end()
        if waits and loader().is_ready and not self._next.isActive():
            self._next.start()
        elif waits:
            loader().begin()

    def _paint_words(self, painter: QPainter, cell: QRect, trend: Trend, *, here: bool) -> None:
        """The card of a count: its name, its latest figure, its rating."""
        on = here and self.hasFocus()
        painter.setPen(QPen(theme.colour("accent" if here else "line"), 2 if on else 1))
        painter.setBrush(theme.colour("card"))
        painter.drawRoundedRect(QRectF(cell).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        inside = cell.adjusted(theme.px(8), theme.px(4), -theme.px(8), 0)
        painter.setFont(theme.font(size=13, bold=True))
        painter.setPen(theme.colour("ink"))
        name = painter.fontMetrics().elidedText(trend.name, Qt.TextElideMode.ElideRight, inside.width())
        tall = painter.fontMetrics().height()
        painter.drawText(QRect(inside.left(), inside.top(), inside.width(), tall), shapes.LEFT_MIDDLE, name)
        painter.setFont(theme.font(size=_SMALL))
        painter.setPen(theme.colour("soft"))
        metrics, rating, room = painter.fontMetrics(), marks.mark(trend.rating), inside.width()
        line = QRect(inside.left(), inside.top() + tall, room, metrics.height() + 4)
        if rating is not None:
            wide = shapes.pill_width(metrics, rating) + 2
            shapes.paint_pill(painter, QRect(line.right() - wide, line.top(), wide, line.height()), rating)
            line.setWidth(room - wide - theme.px(6))
        painter.setPen(theme.colour("soft"))
        latest = metrics.elidedText(trend.latest, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, shapes.LEFT_MIDDLE, latest)

    # Keys and the mouse.

    def _on_chosen(self, row_id: str) -> None:
        if self.isVisible():
            self._bring_into_view(row_id)
            self._tell()
            self.viewport().update()

    def _bring_into_view(self, row_id: str) -> None:
        ids = self._ids
        if row_id not in ids:
            return
        edge, bar = theme.px(6), self.verticalScrollBar()
        cell = self._cell(ids.index(row_id)).translated(0, bar.value())
        last = cell.bottom() + edge - self.viewport().height()
        bar.setValue(min(max(bar.value(), last), cell.top() - edge))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ids = self._ids
        page = max(1, self.viewport().height() // theme.px(158)) * self.across
        steps = {
            _KEY.Key_Left: -1, _KEY.Key_Right: 1, _KEY.Key_Up: -self.across, _KEY.Key_Down: self.across,
            _KEY.Key_PageUp: -page, _KEY.Key_PageDown: page, _KEY.Key_Home: -len(ids), _KEY.Key_End: len(ids),
        }  # fmt: skip
        key = event.key()
        step = next((by for one, by in steps.items() if one == key), 0)
        here = self._pane.current_id
        if step and ids:
            now = ids.index(here) if here in ids else -max(step, 0)
            self._pane.select(ids[min(len(ids) - 1, max(0, now + step))])
        elif key in (_KEY.Key_Return, _KEY.Key_Enter) and here:
            self.activated.emit(here)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self.place_at(event.position().toPoint())
        if found:
            self._pane.select(found)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        found = self.place_at(event.position().toPoint())
        if found:
            self.activated.emit(found)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            trend = self._trends.get(self.place_at(event.pos()))
            words = f"{trend.name}\n{self._under(trend)}" if trend else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().viewportEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()
        self._bring_into_view(self._pane.current_id)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._lay()
        self._on_chosen(self._pane.current_id)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._lay()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._pane.select_first()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(760), theme.px(330))
