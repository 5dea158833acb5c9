"""Results voices: whose voice is missing, band by band, and the way to say which line of the profile is a band's."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ward_desk.core.small_numbers import HIDDEN
from ward_desk.core.surveys.voices import Voice
from ward_desk.core.typed import show_number
from ward_desk.service.surveys.results.survey_voices import Group
from ward_desk.ui import shapes, theme
from ward_desk.ui.widgets import Choice, FlowLayout, button, label

_ROW = 40  # px at 100 %
_BAR = 9


def _per_cent(share: float | None) -> str:
    return HIDDEN if share is None else f"{show_number(round(share, 0 if share >= 10 else 1))}%"


class VoiceBars(QWidget):
    """For each band two bars: its share of the people who answered, over its share of residents."""

    def __init__(self, name: str, voices: Sequence[Voice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._voices = tuple(voices)
        self.setAccessibleName(name)
        self.setAccessibleDescription(". ".join(self._words(one) for one in self._voices))
        self.setToolTip("\n".join(self._words(one) for one in self._voices))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @staticmethod
    def _words(one: Voice) -> str:
        number = HIDDEN if one.answered is None else f"{one.answered:,}"
        share = f" ({_per_cent(one.share)})" if one.share is not None else ""
        return (
            f"{one.words}: {number}{share} of those who answered, {_per_cent(one.residents)} of residents: {one.said}"
        )

    def sizeHint(self) -> QSize:
        return QSize(theme.px(340), theme.px(_ROW) * len(self._voices))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(size=13))
        metrics = painter.fontMetrics()
        widest = max((metrics.horizontalAdvance(one.words) for one in self._voices), default=0)
        left = min(widest + 12, round(self.width() * 0.3))
        side = metrics.horizontalAdvance("100%") + 8
        said = max((metrics.horizontalAdvance(one.said) for one in self._voices), default=0) + 8
        room = self.width() - left - side - said
        beside = room >= self.width() * 0.1  # else the words stand in what is left of the row, cut
        if not beside:
            said = round(self.width() * 0.4)
            room = self.width() - left - side - said
        most = max((max(one.share or 0, one.residents) for one in self._voices), default=0) or 1
        high, bar = theme.px(_ROW), theme.px(_BAR)
        for place, one in enumerate(self._voices):
            top = place * high
            painter.setFont(theme.font(size=13))
            painter.setPen(theme.colour("ink"))
            name = metrics.elidedText(one.words, Qt.TextElideMode.ElideRight, left - 8)
            painter.drawText(QRectF(0, top, left, high), shapes.LEFT_MIDDLE, name)
            words = metrics.elidedText(one.said, Qt.TextElideMode.ElideRight, said - 6)
            painter.drawText(QRectF(self.width() - said, top, said, high), shapes.LEFT_MIDDLE, words)
            painter.setFont(theme.font(size=11.5))
            middle = top + high / 2
            for share, up, colour in ((one.share, -bar - 1, "accent"), (one.residents, 1, "fill_grey")):
                wide = max(0.0, room * (share or 0) / most)
                if share:
                    painter.fillRect(QRectF(left, middle + up, max(2.0, wide), bar), theme.colour(colour))
                painter.setPen(theme.colour("soft"))
                line = QRectF(left + wide + 4, middle + up - bar / 2, side, bar * 2)
                painter.drawText(line, shapes.LEFT_MIDDLE, _per_cent(share))
        painter.end()


class VoicesView(QWidget):
    """Whose voice is missing."""

    line_chosen = Signal(str, str)  # id of a profile line, the name that makes it a band's

    def __init__(
        self,
        groups: Sequence[Group],
        lines: Sequence[tuple[str, str]],
        *,
        can_edit: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(label("Whose voice is missing", "title", wrap=True))
        words = "The upper bar is the share of the people who answered, the lower one the share of residents."
        self._column.addWidget(label(words, "small", wrap=True))
        missing: list[str] = []
        for group in groups:
            self._group(group)
            missing += group.missing
        if not groups:
            self._column.addWidget(
                label("Nobody was asked for their age or another characteristic.", "soft", wrap=True)
            )
        if missing and can_edit:
            self._missing(missing, lines)

    def _group(self, group: Group) -> None:
        self._column.addWidget(label(group.title, "heading", wrap=True))
        note = f"n = {group.base:,}" if not group.why else group.why
        self._column.addWidget(label(note, "small", wrap=True))
        if group.voices:
            self._column.addWidget(VoiceBars(group.title, group.voices))
        for note in group.notes:
            self._column.addWidget(label(note, "small", wrap=True))
        if group.missing:
            names = ", ".join(f"“{name}”" for name in group.missing)
            words = f"To compare, add to the ward profile, in the unit %: {names}."
            self._column.addWidget(label(words if not group.voices else f"{words[:10]} the others{words[10:]}", "small",
                                         wrap=True))  # fmt: skip
        self._column.addSpacing(6)

    def _missing(self, names: Sequence[str], lines: Sequence[tuple[str, str]]) -> None:
        if not lines:
            return
        self._column.addWidget(label("A line of the profile says it already, under another name?", "soft", wrap=True))
        self.line, self.name = Choice("Line:"), Choice("says:")
        self.line.setAccessibleName("Line of the ward profile")
        self.name.setAccessibleName("What the line says")
        self.line.fill(lines)
        self.name.fill([(name, name) for name in names])
        self.use = button("Use this line")
        self.use.clicked.connect(lambda: self.line_chosen.emit(self.line.currentData(), self.name.currentData()))
        holder = QWidget()
        flow = FlowLayout(holder)
        for one in (self.line, self.name, self.use):
            flow.addWidget(one)
        self._column.addWidget(holder)
