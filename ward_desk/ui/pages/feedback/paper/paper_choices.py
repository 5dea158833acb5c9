"""Paper choices: the answers to one question with their numbers, chosen by the digits that stand on the paper form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ward_desk.core.surveys.form_keys import numbers, press
from ward_desk.ui import shapes, theme

ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_GAP, _PAD = 6, 9  # px at 100 %


def way(event: QKeyEvent) -> int:
    """Where a key goes among questions: 1 on, -1 back, 0 nowhere."""
    shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    if event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier):
        return 0
    if event.key() in ENTER:
        return -1 if shift else 1
    return {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)


class PaperChoices(QWidget):
    """Numbered answers, one or several of which are chosen. `values` are what is stored for them, in the same order."""

    changed = Signal()
    went = Signal(int)  # 1: on to the next question, -1: back

    def __init__(
        self, name: str, options: Sequence[str], *, several: bool = False, values: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._name, self.options, self._several = name, tuple(options), several
        self._values = tuple(values) or self.options
        self.numbers = numbers(self.options)
        self.chosen: list[str] = []
        self._typed = ""  # figures of a number that may have a second one
        self._boxes: dict[int, list[QRect]] = {}  # for a width
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._say()

    def load(self, value: str | list[str] | None) -> None:
        """Show what is chosen. An answer that is offered no more stays until another is chosen."""
        self._typed = ""
        self.chosen = [] if not value else list(value) if isinstance(value, list) else [value]
        self._say()
        self.update()

    def rename(self, options: Sequence[str]) -> None:
        """Say the answers in other words; their numbers and what is stored for them stay."""
        self.options = tuple(options)
        self._boxes.clear()
        self._say()
        self.updateGeometry()
        self.update()

    @property
    def value(self) -> str | list[str]:
        """What is chosen, as it is stored."""
        return list(self.chosen) if self._several else (self.chosen[0] if self.chosen else "")

    def _say(self) -> None:
        offered = ", ".join(f"{number} {words}" for number, words in zip(self.numbers, self.options, strict=True))
        words = dict(zip(self._values, self.options, strict=True))
        chosen = ", ".join(words.get(one, one) for one in self.chosen) or "nothing"
        self.setAccessibleDescription(f"Chosen: {chosen}. {offered}.")

    def _toggle(self, place: int) -> None:
        value = self._values[place]
        if not self._several:
            self.chosen = [value]
        elif value in self.chosen:
            self.chosen.remove(value)
        else:
            order = [one for one in self._values if one in self.chosen or one == value]
            self.chosen = [*order, *(one for one in self.chosen if one not in self._values)]

    def _tell(self) -> None:
        self._say()
        self.update()
        self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        go = way(event)
        figure = event.text()
        if go:
            self._typed = ""
            self.went.emit(go)
        elif len(figure) == 1 and figure in "0123456789" and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            meant = press(self.numbers, self._typed, figure)
            if self._several and meant.instead_of is not None:
                self._toggle(meant.instead_of)
            if meant.place is not None:
                self._toggle(meant.place)
            self._typed = meant.typed
            if meant.place is not None:
                self._tell()
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._typed, self.chosen = "", []
            self._tell()
        elif figure and figure in " ,;.":
            self._typed = ""
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._typed = ""
        place = self._at(event.position())
        if place is not None:
            if not self._several and self.chosen == [self._values[place]]:
                self.chosen = []
            else:
                self._toggle(place)
            self._tell()

    def _at(self, point: QPointF) -> int | None:
        spot = point.toPoint()
        return next((n for n, box in enumerate(self._laid(self.width())) if box.contains(spot)), None)

    def _laid(self, width: int) -> list[QRect]:
        """Where each answer stands: side by side, and on the next line where there is no room."""
        if width not in self._boxes:
            metrics, gap = self.fontMetrics(), theme.px(_GAP)
            tall = metrics.height() + theme.px(10)
            tick = metrics.horizontalAdvance("✓ ")
            figures = max((metrics.horizontalAdvance(one) for one in self.numbers), default=0)
            x, y, boxes = 0, 0, list[QRect]()
            for number, words in zip(self.numbers, self.options, strict=True):
                shown = 0 if words == number else metrics.horizontalAdvance(f" {words}") + theme.px(_PAD)
                wide = min(width, figures + shown + tick + 2 * theme.px(_PAD))
                if x and x + wide > width:
                    x, y = 0, y + tall + gap
                boxes.append(QRect(x, y, wide, tall))
                x += wide + gap
            self._boxes = {width: boxes}
        return self._boxes[width]

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        laid = self._laid(max(width, 1))
        return (laid[-1].bottom() if laid else 0) + 5

    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), self.heightForWidth(theme.px(320)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), self.fontMetrics().height() + theme.px(14))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._boxes.clear()
            self.updateGeometry()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self._at(QPointF(event.pos()))
            words = "" if place is None else f"{self.numbers[place]}  {self.options[place]}"
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        thick = 2 if theme.current() == "contrast" else 1
        for place, box in enumerate(self._laid(self.width())):
            on = self._values[place] in self.chosen
            edge = QRectF(box).adjusted(1, 1, -1, -1)
            here = self.hasFocus()
            painter.setPen(QPen(theme.colour("accent" if on or here else "field_line"), 2 if here else thick))
            painter.setBrush(theme.colour("accent" if on else "card"))
            round_ = edge.height() / 2 if not self._several else 5.0
            painter.drawRoundedRect(edge, round_, round_)
            number, words = self.numbers[place], self.options[place]
            room = box.adjusted(theme.px(_PAD), 0, -theme.px(_PAD), 0)
            painter.setFont(theme.font(bold=True))
            painter.setPen(theme.colour("on_accent" if on else "accent"))
            painter.drawText(room, shapes.LEFT_MIDDLE, f"{number}{' ✓' if on and words == number else ''}")
            if words == number:
                continue
            room.setLeft(room.left() + painter.fontMetrics().horizontalAdvance(f"{number} ") + theme.px(3))
            painter.setFont(theme.font())
            painter.setPen(theme.colour("on_accent" if on else "ink"))
            said = f"✓ {words}" if on else words
            shown = painter.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, shapes.LEFT_MIDDLE, shown)
        painter.end()
