"""Count profile: the indicators of the ward profile that explain a count, the ward beside county and country."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from ward_desk.core.fields import number, shown_day, text
from ward_desk.core.profile_shape import AREAS
from ward_desk.core.records import Row
from ward_desk.core.typed import show_number
from ward_desk.service.counts import profile
from ward_desk.service.document import Document
from ward_desk.ui import theme
from ward_desk.ui.widgets import Choice, label

_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class IndicatorBars(QAbstractButton):
    """One indicator: its name, a bar with its number for each area that has one, its source and date. Enter opens it,
    Delete takes it off."""

    removed = Signal()

    def __init__(self, row: Row, *, can_remove: bool) -> None:
        super().__init__()
        self._row = row
        self._can_remove = can_remove
        self.values = [(words, value) for name, words in AREAS if (value := number(row, name)) is not None]
        self._about = ", ".join(filter(None, (text(row, "source"), shown_day(row["dated"]))))
        said = ", ".join(f"{words} {self.shown(value)}" for words, value in self.values) or "no values"
        self.setAccessibleName(f"{text(row, 'indicator')}: {said}")
        self.setAccessibleDescription(f"{self._about}. {'Delete takes it off.' if can_remove else ''}".strip())
        self.setToolTip("\n".join(filter(None, (text(row, "indicator"), said, self._about))))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def shown(self, value: float) -> str:
        """A value with its unit: "4.2%", "31.5 years"."""
        unit = text(self._row, "unit")
        shown = show_number(value)
        return f"£{shown}" if unit == "£" else f"{shown}{unit}" if unit in ("", "%") else f"{shown} {unit}"

    def _line(self) -> int:
        return QFontMetrics(theme.font(size=12)).height() + theme.px(5)

    def sizeHint(self) -> QSize:
        name = QFontMetrics(theme.font(size=13)).height() + theme.px(6)
        return QSize(theme.px(160), name + self._line() * (len(self.values) + 1) + theme.px(10))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), self.sizeHint().height())

    @property
    def _cross(self) -> QRect:
        side = self._line()
        return QRect(self.width() - side, 0, side, side) if self._can_remove else QRect()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = self.rect().adjusted(theme.px(4), theme.px(3), -theme.px(4), -theme.px(3))
        painter.setFont(theme.font(size=13))
        painter.setPen(theme.colour("ink"))
        metrics = painter.fontMetrics()
        top = QRect(room.left(), room.top(), room.width() - self._cross.width(), metrics.height() + theme.px(3))
        elide = Qt.TextElideMode.ElideRight
        painter.drawText(top, _LEFT, metrics.elidedText(text(self._row, "indicator"), elide, top.width()))
        painter.setFont(theme.font(size=12))
        line = QRect(room.left(), top.bottom() + 1, room.width(), self._line())
        for words, value in self.values:
            self._paint_bar(painter, line, words, value)
            line.translate(0, self._line())
        painter.setPen(theme.colour("soft"))
        about = self._about or "Source and date are not known"
        painter.drawText(line, _LEFT, painter.fontMetrics().elidedText(about, elide, line.width()))
        if self._can_remove:
            middle, arm = QPointF(self._cross.center()), theme.px(4)
            painter.setPen(QPen(theme.colour("soft"), 1.5))
            for side in (1, -1):
                painter.drawLine(middle + QPointF(-arm, -arm * side), middle + QPointF(arm, arm * side))
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.end()

    def _paint_bar(self, painter: QPainter, line: QRect, words: str, value: float) -> None:
        metrics = painter.fontMetrics()
        named = max(metrics.horizontalAdvance(one) for _, one in AREAS) + theme.px(8)
        most = max(metrics.horizontalAdvance(self.shown(one)) for _, one in self.values) + theme.px(8)
        painter.setPen(theme.colour("soft"))
        painter.drawText(line, _LEFT, words)
        painter.setPen(theme.colour("ink"))
        painter.drawText(line, _RIGHT, self.shown(value))
        longest = max(abs(one) for _, one in self.values) or 1
        track = QRectF(line).adjusted(named, line.height() * 0.3, -most, -line.height() * 0.3)
        painter.fillRect(track, theme.colour("track"))
        track.setWidth(track.width() * abs(value) / longest)
        # Only the ward's bar has the colour of the desk, as the one this plan is about.
        painter.fillRect(track, theme.colour("accent" if words == AREAS[0][1] else "fill_grey"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self._can_remove:
            self.removed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._cross.contains(event.position().toPoint()):
            self.setDown(False)
            self.removed.emit()
        else:
            super().mouseReleaseEvent(event)


class CountProfile(QWidget):
    """The indicators that explain one count, to open, add and take off."""

    open_requested = Signal(str, str, str)  # table, id, field

    def __init__(self, doc: Document, attempt: Callable[[Callable[[], object]], bool]) -> None:
        """`attempt` does something to the document and says what the world refuses."""
        super().__init__()
        self._doc, self._attempt = doc, attempt
        self._count = ""
        self.bars: list[IndicatorBars] = []
        self.more = Choice()
        self.more.setAccessibleName("Add an indicator that explains this count")
        self.more.setMaximumWidth(theme.px(420))
        self.more.activated.connect(self._on_added)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._caption = label("Ward profile", "soft")
        column.addWidget(self._caption)
        column.addLayout(self._lines)
        column.addWidget(self.more)

    def show_count(self, count: str) -> None:
        """Show what explains that count."""
        self._count = count
        rows = profile.explaining(self._doc, count)
        while (item := self._lines.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()
        self.bars = []
        for row in rows:
            made = IndicatorBars(row, can_remove=not self._doc.read_only)
            line = text(row, "id")
            made.clicked.connect(lambda _=False, one=line: self.open_requested.emit("profile_line", one, ""))
            made.removed.connect(lambda one=line: self._take_off(one))
            self.bars.append(made)
            self._lines.addWidget(made)
        left = [] if self._doc.read_only else profile.others(self._doc, count)
        options = [(text(row, "id"), text(row, "indicator")) for row in left]
        self.more.fill([("", "Add what explains it…"), *options], "")
        self.more.setVisible(bool(left))
        self.setVisible(bool(rows or left))

    def _take_off(self, line: str) -> None:
        count = self._count
        if self._attempt(lambda: profile.take_off(self._doc, count, line)) and count == self._count:
            self.show_count(count)
            (self.bars[0] if self.bars else self.more).setFocus()

    def _on_added(self, place: int) -> None:
        line, count = self.more.itemData(place), self._count
        if line and self._attempt(lambda: profile.explain(self._doc, count, line)) and count == self._count:
            self.show_count(count)
