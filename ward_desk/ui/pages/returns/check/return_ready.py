"""Return ready: at the side of a return, what stands between it and the central team, and the ways it goes out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from ward_desk.ui import theme
from ward_desk.ui.pages.returns.check.return_shape import Shape, whole_refs
from ward_desk.ui.widgets import Button, Card, button, label

MOST: Final = 8  # lines; the part Check has them all
MOST_NARROW: Final = 3  # under the list
MOST_TO_DO: Final = 5  # of them, so that what is done is seen as well
_TONES: Final = {"red": "problem", "amber": "warning"}


class ReadyLine(NamedTuple):
    """One line: a thing to do, with the word of its link, or one that is done."""

    tone: str  # of its shape: red, amber, blue (a tick) or grey
    words: str
    link: str = ""  # "fix", "review"; "" for none


class Ready(Card):
    """ "Ready to send?": the first lines of what wants doing, then the most important of what is done."""

    asked = Signal(int)  # the place of the line whose link was pressed

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Ready to send?", parent)
        self._shown: tuple[ReadyLine, ...] | None = None
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.body.addLayout(self._lines)

    def show_lines(self, lines: Sequence[ReadyLine]) -> None:
        """Show these. The same again leaves the keyboard where it is."""
        if self._shown == tuple(lines):
            return
        self._shown = tuple(lines)
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for place, line in enumerate(lines):
            made = self._line(place, line)
            self._lines.addWidget(made)
            made.show()

    def _line(self, place: int, line: ReadyLine) -> QWidget:
        made = QFrame()
        made.setObjectName("line")
        box = QHBoxLayout(made)
        box.setContentsMargins(0, 5, 0, 5)
        box.setSpacing(6)
        box.addWidget(Shape(line.tone), 0, Qt.AlignmentFlag.AlignTop)
        words = label(whole_refs(line.words), _TONES.get(line.tone, "small"), wrap=True)
        box.addWidget(words, 1)
        if line.link:
            link = button(line.link, link=True)
            link.setAccessibleName(f"{line.link.capitalize()}: {line.words}")
            link.clicked.connect(lambda: self.asked.emit(place))
            box.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        return made


class _Way(Button):
    """A button that takes the room there is; words that need more are cut, and told whole where the mouse rests."""

    def __init__(self, words: str, *, main: bool) -> None:
        super().__init__(words)
        self.setAutoDefault(False)
        if main:
            self.setProperty("main", True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(80), super().minimumSizeHint().height())

    def shown(self) -> str:
        """The words as there is room for them."""
        room = self.width() - (self.sizeHint().width() - self.fontMetrics().horizontalAdvance(self.text()))
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = self.shown()
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and self.shown() != self.text():
            QToolTip.showText(event.globalPos(), self.text(), self)
            return True
        return super().event(event)


class Send(Card):
    """ "Send": the ways a return leaves this computer. The page offers each with what it does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Send", parent)
        self.words = label(
            "One workbook the central team can read and load. Nothing leaves this computer until you attach it.",
            "small", wrap=True,
        )  # fmt: skip
        self.body.addWidget(self.words)

    def offer(self, words: str, do: Callable[[], object], *, main: bool = False) -> QPushButton:
        """One more way, under those offered before; `main` is the one most people want."""
        made = _Way(words, main=main)
        made.clicked.connect(lambda: do())
        self.body.addWidget(made)
        return made
