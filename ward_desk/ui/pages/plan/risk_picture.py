"""Risk picture: likelihood by impact, five by five: where one risk stands, moved by key or click, or where all do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ward_desk.core.risk import IMPACTS, LIKELIHOODS, STEPS, Place
from ward_desk.ui import theme

_MOVES = {
    Qt.Key.Key_Up: (1, 0), Qt.Key.Key_Down: (-1, 0), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Left: (0, -1),
}  # fmt: skip
_MIDDLE = Place(3, 3)


class Dot(NamedTuple):
    """One risk on the picture."""

    id: str
    ref: str
    title: str
    place: Place


class RiskPicture(QWidget):
    """Five rows of likelihood, the likely ones on top, by five columns of impact.

    With `movable`, arrows move the one risk and Enter, or leaving, keeps where it is put; Esc puts it back and Delete
    takes it off. Otherwise arrows go from square to square and Enter opens the next risk of a square.
    """

    moved = Signal(object)  # Place, or None: keep this
    words_changed = Signal(str)  # what the square the keyboard is on says
    chosen = Signal(str)  # id of a risk

    def __init__(self, name: str, *, movable: bool = False) -> None:
        super().__init__()
        self._name, self._movable = name, movable
        self._read_only = False
        self._dots: list[Dot] = []
        self._here: Place | None = None  # of the mark that is moved, or of the keyboard
        self._marked = ""  # id of the risk drawn stronger
        self._last = ""  # the risk chosen last
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self._tell()

    def show_one(self, place: Place | None, *, read_only: bool) -> None:
        """Show one risk, or that nobody has placed it yet; what is being moved is left where it is."""
        self._read_only = read_only
        same = place == self._stored
        self._dots = [Dot("", "", "", place)] if place else []
        if not same or not self.hasFocus():
            self._here = place
        self._tell()

    def show_all(self, dots: Sequence[Dot], marked: str = "") -> None:
        """Show every risk, one of them drawn stronger."""
        self._dots, self._marked = list(dots), marked
        mine = next((dot.place for dot in dots if dot.id == marked), None)
        if not self.hasFocus():
            self._here = mine
        self._tell()

    @property
    def _stored(self) -> Place | None:
        return self._dots[0].place if self._movable and self._dots else None

    @property
    def words(self) -> str:
        """What is said of the mark, or of the square the keyboard is on."""
        return self._words_of(self._here)

    def _words_of(self, place: Place | None) -> str:
        if self._movable:
            return place.words if place else "not placed yet"
        if place is None:
            return f"{len(self._dots)} placed"
        there = self._at(place)
        titles = "; ".join(f"{dot.ref} {dot.title}" for dot in there) or "no risk here"
        return f"{place.words}: {titles}"

    def _at(self, place: Place) -> list[Dot]:
        return [dot for dot in self._dots if dot.place == place]

    def _tell(self) -> None:
        self.setAccessibleName(f"{self._name}: {self.words}")
        how = "Arrow keys move it, Enter keeps it." if self._movable else "Arrow keys go from square to square."
        self.setAccessibleDescription("" if self._read_only else how)
        self.words_changed.emit(self.words)
        self.update()

    def _go(self, place: Place | None) -> None:
        self._here = place
        self._tell()

    def commit(self) -> None:
        """Keep where the mark was put."""
        if self._movable and not self._read_only and self._here != self._stored:
            self.moved.emit(self._here)

    # Keys and the mouse.

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self._square(event.pos())
            if place is not None:
                said = f"{LIKELIHOODS[place.likelihood - 1]}, {IMPACTS[place.impact - 1].lower()}"
                rest = place.words if self._movable else self._words_of(place)
                QToolTip.showText(event.globalPos(), f"{said}: {rest}", self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        move = next((by for one, by in _MOVES.items() if one == key), None)
        locked = self._movable and self._read_only
        if move is not None and not locked:
            self._go(self._step(*move))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not locked:
            self.commit() if self._movable else self._open_next()
        elif key == Qt.Key.Key_Escape and self._here != self._stored and self._movable:
            self._go(self._stored)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._movable and not locked:
            self._go(None)
            self.commit()
        else:
            super().keyPressEvent(event)

    def _step(self, up: int, right: int) -> Place:
        if self._here is None:
            return _MIDDLE
        first, last = STEPS[0], STEPS[-1]
        return Place(
            min(last, max(first, self._here.likelihood + up)), min(last, max(first, self._here.impact + right))
        )

    def _open_next(self) -> None:
        there = [dot.id for dot in self._at(self._here)] if self._here else []
        if there:
            at = there.index(self._last) + 1 if self._last in there else 0
            self._last = there[at % len(there)]
            self.chosen.emit(self._last)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._square(event.position().toPoint())
        if place is None or (self._movable and self._read_only):
            return
        self._go(place)
        if self._movable:
            self.commit()
        else:
            self._open_next()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.commit()
        self.update()

    # Drawing.

    def sizeHint(self) -> QSize:
        return QSize(theme.px(160), theme.px(150))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(110), theme.px(150))

    def _box(self) -> QRectF:
        """Where the squares are: beside the numbers of likelihood, over those of impact."""
        side = self.fontMetrics().height()
        return QRectF(self.rect()).adjusted(side + 3, 3, -3, -side - 3)

    def _cell(self, place: Place) -> QRectF:
        box = self._box()
        width, height = box.width() / 5, box.height() / 5
        return QRectF(
            box.left() + (place.impact - 1) * width, box.bottom() - place.likelihood * height, width, height
        ).adjusted(1, 1, -1, -1)

    def _square(self, at: QPoint) -> Place | None:
        box = self._box()
        if not box.contains(at.toPointF()):
            return None
        across = int((at.x() - box.left()) / (box.width() / 5))
        down = int((at.y() - box.top()) / (box.height() / 5))
        return Place(5 - min(4, down), min(4, across) + 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(size=11))
        for likelihood in STEPS:
            for impact in STEPS:
                self._paint_square(painter, Place(likelihood, impact))
        self._paint_numbers(painter)
        if self._movable:
            if self._here is not None:
                self._paint_mark(painter, self._here)
        elif self.hasFocus() and self._here is not None:
            painter.setPen(QPen(theme.colour("accent"), 2.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self._cell(self._here), 3, 3)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.end()

    def _paint_square(self, painter: QPainter, place: Place) -> None:
        cell, tone = self._cell(place), theme.tone(place.tone)
        painter.setPen(QPen(tone.mark if place.level == "very high" else tone.line, 1))
        painter.setBrush(tone.ground)
        painter.drawRoundedRect(cell, 2, 2)
        there = [] if self._movable else self._at(place)
        if not there:
            painter.setPen(tone.ink)
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, str(place.score))
            return
        mine = any(dot.id == self._marked for dot in there)
        metrics = painter.fontMetrics()
        words = there[0].ref if len(there) == 1 else f"{len(there)} risks"
        if metrics.horizontalAdvance(words) > cell.width() - 6:
            words = str(len(there)) if len(there) > 1 else words.rpartition("-")[2]
        wide = min(cell.width(), metrics.horizontalAdvance(words) + 8)
        pill = QRectF(cell.center().x() - wide / 2, cell.center().y() - 9, wide, 18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent" if mine else "ink"))
        painter.drawRoundedRect(pill, 4, 4)
        painter.setPen(theme.colour("on_accent" if mine else "card"))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_numbers(self, painter: QPainter) -> None:
        box, side = self._box(), self.fontMetrics().height()
        painter.setPen(theme.colour("soft"))
        for step in STEPS:
            row, column = self._cell(Place(step, 1)), self._cell(Place(1, step))
            painter.drawText(QRectF(0, row.top(), side, row.height()), Qt.AlignmentFlag.AlignCenter, str(step))
            under = QRectF(column.left(), box.bottom(), column.width(), side)
            painter.drawText(under, Qt.AlignmentFlag.AlignCenter, str(step))

    def _paint_mark(self, painter: QPainter, place: Place) -> None:
        cell = self._cell(place)
        size = min(cell.width(), cell.height()) * 0.72
        mark = QRectF(0, 0, size, size)
        mark.moveCenter(cell.center())
        painter.setPen(QPen(theme.colour("card"), 2))
        painter.setBrush(theme.colour("ink"))
        painter.drawEllipse(mark)
