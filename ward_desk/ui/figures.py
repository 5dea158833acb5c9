"""Figures: small charts drawn by hand, and the tile of a figure that matters. Each says its numbers in words.

Charts that are read closely, printed or exported are matplotlib's; these cost nothing when the window opens.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ward_desk.ui import shapes, theme
from ward_desk.ui.marks import Mark
from ward_desk.ui.widgets import Card, FlowLayout, Pill, label

CENTRE = Qt.AlignmentFlag.AlignCenter
RIGHT_MIDDLE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Tile(Card):
    """A figure that matters: what it is, the number, what it is out of, one small line or some pills."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._name = title
        self._number, self._beside = label("", "big"), label("", "soft")
        self._line = label("", "small", wrap=True)
        self._pills = QWidget()
        FlowLayout(self._pills, gap=4)
        self.body.setSpacing(2)
        self.body.addWidget(label(title, "small", wrap=True))
        middle = QHBoxLayout()
        middle.setSpacing(6)
        middle.addWidget(self._number)
        middle.addWidget(self._beside, 1, Qt.AlignmentFlag.AlignBottom)
        self._beside.setContentsMargins(0, 0, 0, 4)
        self.body.addLayout(middle)
        self.body.addWidget(self._line)
        self.body.addWidget(self._pills)
        self.body.addStretch(1)

    def show_figure(self, number: str, beside: str = "", line: str = "", pills: Sequence[Mark] = ()) -> None:
        """Show a figure: "9", "of 16 open", and a line or some pills."""
        self._number.setText(number)
        self._beside.setText(beside)
        self._line.setText(line)
        self._line.setVisible(bool(line))
        layout = self._pills.layout()
        while layout is not None and layout.count():
            item = layout.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.deleteLater()
        for mark in pills:
            if layout is not None:
                layout.addWidget(Pill(mark))
        self._pills.setVisible(bool(pills))
        said = ", ".join([f"{number} {beside}".strip(), *([line] if line else []), *(mark.words for mark in pills)])
        self.setAccessibleName(f"{self._name}: {said}")


class Part(NamedTuple):
    """A piece of a stacked bar."""

    number: int
    tone: str
    words: str  # what it counts: "Green"


class StackedBars(QWidget):
    """Bars made of counted pieces, one for each label: the action plan by theme."""

    chosen = Signal(int)  # the place of the bar clicked

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._bars: Sequence[tuple[str, Sequence[Part]]] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bars(self, bars: Sequence[tuple[str, Sequence[Part]]]) -> None:
        """Show (label, pieces) in their order; a piece of nought is not drawn."""
        self._bars = tuple((words, tuple(part for part in parts if part.number)) for words, parts in bars)
        said = (
            f"{words}: {', '.join(f'{part.number} {part.words.lower()}' for part in parts) or 'none'}"
            for words, parts in self._bars
        )
        self.setAccessibleName(self._name)
        self.setAccessibleDescription(". ".join(said))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), theme.px(34) * max(1, len(self._bars)) + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), self.sizeHint().height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = int(event.position().y() // theme.px(34))
        if 0 <= place < len(self._bars):
            self.chosen.emit(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(size=13))
        metrics = painter.fontMetrics()
        widest = max((metrics.horizontalAdvance(words) for words, _ in self._bars), default=0)
        left = min(widest + 12, self.width() * 0.45)
        most = max((sum(part.number for part in parts) for _, parts in self._bars), default=0)
        unit = (self.width() - left - 4) / max(most, 4)
        for place, (words, parts) in enumerate(self._bars):
            top = place * theme.px(34)
            painter.setPen(theme.colour("ink"))
            elided = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(left - 10))
            painter.drawText(QRectF(0, top, left - 10, theme.px(34)), shapes.LEFT_MIDDLE, elided)
            x = left
            for part in parts:
                box = QRectF(x, top + theme.px(7), max(2.0, part.number * unit - 2), theme.px(20))
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour(f"fill_{part.tone}"))
                painter.drawRoundedRect(box, 2, 2)
                painter.setPen(theme.colour(f"on_fill_{part.tone}"))
                if box.width() > metrics.horizontalAdvance(str(part.number)) + 2:
                    painter.drawText(box, CENTRE, str(part.number))
                x += part.number * unit
        painter.end()


class Legend(QWidget):
    """The words of a stacked bar's colours, each with its shape."""

    def __init__(self, entries: Sequence[Mark], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries = tuple(entries)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _places(self, width: int) -> list[QRectF]:
        """Where each entry stands; the line goes on below when it is full."""
        metrics, high = QFontMetricsF(theme.font(size=12)), theme.px(20)
        places: list[QRectF] = []
        x, y = 0.0, 0.0
        for mark in self._entries:
            wide = theme.px(15) + metrics.horizontalAdvance(mark.words) + 4
            if x and x + wide > width:
                x, y = 0.0, y + high
            places.append(QRectF(x, y, wide, high))
            x += wide + theme.px(10)
        return places

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        places = self._places(width)
        return round(places[-1].bottom()) if places else 0

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(size=12))
        for mark, place in zip(self._entries, self._places(self.width()), strict=True):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(f"fill_{mark.tone}"))
            side = theme.px(10)
            painter.drawRoundedRect(QRectF(place.x(), place.center().y() - side / 2, side, side), 2, 2)
            painter.setPen(theme.colour("soft"))
            painter.drawText(place.adjusted(theme.px(15), 0, 0, 0), shapes.LEFT_MIDDLE, mark.words)
        painter.end()


class MonthBars(QWidget):
    """Bars month by month, a dashed line at the target when there is one. A month not known is a gap."""

    chosen = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._bars: Sequence[tuple[str, float | None]] = ()
        self._target: float | None = None
        self._room = 1.0  # px the bars take
        self.setMinimumHeight(theme.px(120))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_bars(self, bars: Sequence[tuple[str, float | None]], target: float | None = None, unit: str = "") -> None:
        """Show (label, number or None) in their order: labels as "Apr", the first letter when there is no room."""
        self._bars, self._target = tuple(bars), target
        said = ", ".join(f"{words} {'not known' if n is None else f'{n:,.0f}'}" for words, n in self._bars)
        line = "" if target is None else f". Target {target:,.0f}"
        self.setAccessibleName(f"{self._name}{f', {unit}' if unit else ''}")
        self.setAccessibleDescription(f"{said}{line}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(360), theme.px(190))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._bars:
            place = int(event.position().x() * len(self._bars) / max(1, self._room))
            self.chosen.emit(min(len(self._bars) - 1, place))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._bars:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(size=11))
        metrics = painter.fontMetrics()
        most = max([n for _, n in self._bars if n is not None] + [self._target or 0, 1])
        head, foot = metrics.height() + 2, metrics.height() + 6
        base = self.height() - foot
        target = "" if self._target is None else f"target {self._target:,.0f}"
        room = self.width() - (metrics.horizontalAdvance(target) + 6 if target else 0)
        self._room = room
        step = room / len(self._bars)
        wide = min(step * 0.66, theme.px(34))
        short = any(metrics.horizontalAdvance(words) > step - 2 for words, _ in self._bars)
        painter.setPen(theme.colour("line"))
        painter.drawLine(QPointF(0, base), QPointF(room, base))
        if self._target is not None:
            y = base - self._target / most * (base - head)
            painter.setPen(QPen(theme.colour("amber"), 1.2, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(0, y), QPointF(room, y))
            painter.setPen(theme.colour("amber_ink"))
            painter.drawText(QRectF(room, y - head / 2, self.width() - room, head), RIGHT_MIDDLE, target)
        for place, (words, number) in enumerate(self._bars):
            middle = (place + 0.5) * step
            painter.setPen(theme.colour("soft"))
            below = QRectF(middle - step / 2, base + 3, step, foot - 3)
            painter.drawText(below, CENTRE, words[:1] if short else words)
            if number is None:
                painter.drawText(QRectF(middle - step / 2, base - head, step, head), CENTRE, "–")
                continue
            tall = number / most * (base - head)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            if tall > 0:
                painter.drawRoundedRect(QRectF(middle - wide / 2, base - tall, wide, tall), 2, 2)
            above = f"{number:,.0f}"
            over = metrics.horizontalAdvance(above) + 2
            if over <= step + 4:
                box = QRectF(middle - over / 2, base - tall - head, over, head)
                painter.fillRect(box, theme.colour("card"))  # the target's line does not go through a number
                painter.setPen(theme.colour("ink"))
                painter.drawText(box, CENTRE, above)
        painter.end()
