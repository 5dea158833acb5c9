"""Comment themes: the themes under their digits, which of them a comment has, and how many comments each has."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from ward_desk.service.surveys.comments.survey_comments import Theme, how_many
from ward_desk.ui import shapes, theme

_MOST_KEYS: Final = 9
_NAME_MOST: Final = 0.85  # of the room for name and bar
_CENTRE: Final = Qt.AlignmentFlag.AlignCenter


class _Line(QAbstractButton):
    """One theme: its digit, whether the comments shown have it, its name, a bar and its number."""

    def __init__(self, place: int) -> None:
        super().__init__()
        self._place = place
        self.shown: Theme | None = None
        self._partly = False
        self._most = 1
        self._widest = 0
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def load(self, shown: Theme, most: int, widest: int, *, has: bool, partly: bool) -> None:
        """Show a theme; `partly` when some of several comments have it. The longest bar is `most` comments, the widest
        name so many pixels."""
        self.shown, self._most, self._widest, self._partly = shown, max(1, most), widest, partly
        self.setChecked(has)
        self.setText(shown.words)
        digit = f"{self._place}, " if self._place <= _MOST_KEYS else ""
        self.setAccessibleName(f"{digit}theme {shown.words}")
        state = "some of the chosen comments have it" if partly else ""
        self.setAccessibleDescription(", ".join(filter(None, (how_many(shown.number), state))))
        self.setToolTip(f"{shown.words}: {how_many(shown.number)}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(240), self.fontMetrics().height() + theme.px(12))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(150), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.shown is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("accent"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        ground = "accent_ground" if self.isChecked() else "hover" if self.underMouse() else "card"
        painter.setBrush(theme.colour(ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        high, side = self.height(), self.fontMetrics().height() + theme.px(2)
        box = QRectF(theme.px(6), (high - side) / 2, side, side)
        self._paint_key(painter, box)
        left = round(box.right()) + theme.px(9)
        number = self.fontMetrics().horizontalAdvance("9,999 ")
        room = self.width() - left - number
        name = QRect(left, 0, min(self._widest + theme.px(20), round(room * _NAME_MOST)), high)
        painter.setPen(theme.colour("ink"))
        shapes.paint_theme(painter, name, self.shown.position, self.shown.words)
        bar = QRectF(name.right() + theme.px(8), high / 2 - theme.px(4), 0, theme.px(8))
        room = max(0, round(self.width() - bar.left()) - number - theme.px(6))
        if self.shown.number:
            bar.setWidth(max(2.0, room * self.shown.number / self._most))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawRoundedRect(bar, 2, 2)
        painter.setPen(theme.colour("soft"))
        beside = QRectF(bar.right() + theme.px(6), 0, number, high)
        painter.drawText(beside, shapes.LEFT_MIDDLE, f"{self.shown.number:,}")
        painter.end()

    def _paint_key(self, painter: QPainter, box: QRectF) -> None:
        has = self.isChecked()
        painter.setPen(QPen(theme.colour("accent" if has or self._partly else "field_line"), 1.4))
        painter.setBrush(theme.colour("accent" if has else "card"))
        painter.drawRoundedRect(box, 3, 3)
        if has:
            edge = box.width() * 0.26
            shapes.paint_shape(painter, box.adjusted(edge, edge, -edge, -edge), "tick", theme.colour("on_accent"))
        elif self._place <= _MOST_KEYS:
            painter.setPen(theme.colour("accent" if self._partly else "soft"))
            painter.drawText(box, _CENTRE, str(self._place))
        if self._partly:
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawLine(box.bottomLeft(), box.bottomRight())


class CommentThemes(QWidget):
    """The themes of the programme, one a line. It says which was pressed; the page sorts."""

    pressed = Signal(str)  # id of the theme

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Themes")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(1)
        self.lines: list[_Line] = []

    def load(self, themes: Sequence[Theme], chosen: Sequence[Collection[str]], *, read_only: bool) -> None:
        """Show the themes; `chosen` holds the themes of each comment chosen."""
        while len(self.lines) < len(themes):
            made = _Line(len(self.lines) + 1)
            made.clicked.connect(self._on_clicked)
            self.lines.append(made)
            self._column.addWidget(made)
        most = max((one.number for one in themes), default=0)
        widest = max((self.fontMetrics().horizontalAdvance(one.words) for one in themes), default=0)
        for place, line in enumerate(self.lines):
            line.setVisible(place < len(themes))
            if place < len(themes):
                one = themes[place]
                have = [one.id in each for each in chosen]
                line.load(one, most, widest, has=bool(have) and all(have), partly=any(have) and not all(have))
                line.setEnabled(not read_only)

    def _on_clicked(self) -> None:
        line = self.sender()
        if isinstance(line, _Line) and line.shown is not None:
            self.pressed.emit(line.shown.id)
