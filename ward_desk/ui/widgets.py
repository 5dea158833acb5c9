"""Widgets: the small pieces every page is put together from: cards, pills, labels, choices, rows that wrap."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QElapsedTimer, QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ward_desk.ui import shapes, theme
from ward_desk.ui.marks import Mark

_CHORD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier


def label(words: str, tone: str = "", *, wrap: bool = False) -> QLabel:
    """A label in one of the stylesheet's tones: soft, small, problem, warning, heading, title, big."""
    made = QLabel(words)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if tone:
        made.setProperty("tone", tone)
    return made


def set_tone(widget: QWidget, name: str, value: object) -> None:
    """Set a property the stylesheet looks at, and have the widget dressed again."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class Button(QPushButton):
    """A button that Enter presses too when the keyboard is on it, as Space does; a key held down presses it once.

    Qt's own "auto default" would also make it the answer to Enter typed anywhere else in its dialog.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.modifiers() & _CHORD:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.click()


def button(words: str, *, main: bool = False, link: bool = False, tip: str = "") -> QPushButton:
    """A push button; `main` is the filled one of a page, `link` looks like a link."""
    made = Button(words)
    made.setAutoDefault(False)
    if main:
        made.setProperty("main", True)
    if link:
        made.setProperty("link", True)
        made.setCursor(Qt.CursorShape.PointingHandCursor)
    if tip:
        made.setToolTip(tip)
    return made


class Card(QFrame):
    """A card: a title, when it has one, over whatever is put in `body`."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(14, 12, 14, 12)
        self.body.setSpacing(8)
        self.title = label(title, "heading", wrap=True)
        self.body.addWidget(self.title)
        if not title:
            self.title.hide()
        if title:
            self.setAccessibleName(title)


class Pill(QWidget):
    """A mark by itself: shape and word on a pale ground."""

    def __init__(self, mark: Mark | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark: Mark | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_mark(mark)

    def set_mark(self, mark: Mark | None) -> None:
        """Show that mark; nothing for None."""
        self._mark = mark
        if mark is None:
            self.hide()
        elif self.parentWidget() is not None:  # shown without a parent it would be a window of its own
            self.show()
        self.setAccessibleName(mark.words if mark else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        self.setFont(theme.font(size=12))
        width = shapes.pill_width(self.fontMetrics(), self._mark) if self._mark else 0
        return QSize(width + 2, self.fontMetrics().height() + 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._mark is not None:
            painter = QPainter(self)
            painter.setFont(theme.font(size=12))
            shapes.paint_pill(painter, self.rect(), self._mark)
            painter.end()


class ThemeDot(QWidget):
    """A theme's square and name."""

    def __init__(self, position: int | None = None, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_theme(position, words)

    def set_theme(self, position: int | None, words: str) -> None:
        """Show that theme, by its place in the programme."""
        self._position, self._words = position, words
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._words) + metrics.height() + 4, metrics.height() + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().height() * 4, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(theme.colour("ink"))
        shapes.paint_theme(painter, self.rect(), self._position, self._words)
        painter.end()


class ElidedLabel(QLabel):
    """One line that ends in "…" when it does not fit, with its whole in a tooltip."""

    def __init__(self, words: str = "", tone: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        if tone:
            self.setProperty("tone", tone)
        self.set_words(words)

    @property
    def words(self) -> str:
        """The whole text, elided or not."""
        return self._whole

    def set_words(self, words: str) -> None:
        """Change the text."""
        self._whole = words
        self.setAccessibleName(words)
        self._fit()

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self._whole) + 4
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, max(0, self.width() - 2))
        if shown != self.text():
            self.setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")


class Choice(QComboBox):
    """A drop-down drawn flat, with words in front of its value ("Theme: all"); the wheel scrolls past it."""

    def __init__(self, prefix: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.prefix = prefix
        self._options: list[tuple[object, str]] = []
        self._widest = -1  # of the words offered, in pixels; -1 until it is asked for
        self._typed = ""  # lately, to find what is offered
        self._since = QElapsedTimer()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMaxVisibleItems(16)
        self.currentIndexChanged.connect(self.updateGeometry)

    def fill(self, options: Sequence[tuple[object, str]], value: object = None) -> None:
        """Offer (value, words) pairs and choose one without a signal; an unknown value chooses the first."""
        given = list(options)
        chosen = max(0, next((n for n, (one, _) in enumerate(given) if one == value), -1))
        same = given == self._options
        if same and chosen == self.currentIndex():
            return  # a list of a thousand takes a while, and every edit refreshes its page
        self.blockSignals(True)
        if not same:
            self.clear()
            for one, words in given:
                self.addItem(words, one)
            self._options, self._widest = given, -1
        self.setCurrentIndex(chosen)
        self.blockSignals(False)
        self.updateGeometry()
        self.update()

    def place(self, value: object) -> int:
        """The index of a value; -1 when it is not offered."""
        return next((n for n in range(self.count()) if self.itemData(n) == value), -1)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Words may be typed to choose what begins with them, spaces too; a space by itself opens the list."""
        letters = event.text()
        if not letters.isprintable() or not letters:
            super().keyPressEvent(event)
            return
        lately = self._since.isValid() and self._since.elapsed() < QApplication.keyboardInputInterval() * 2
        self._typed = (self._typed if lately else "") + letters.casefold()
        self._since.start()
        found = next((n for n, (_, words) in enumerate(self._options) if words.casefold().startswith(self._typed)), -1)
        if " " not in self._typed[1:] or found < 0:
            super().keyPressEvent(event)
        elif found != self.currentIndex():
            self.setCurrentIndex(found)
            self.activated.emit(found)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        # A filter is as wide as what it says now; a field is as wide as the widest it can say.
        if self.prefix:
            widest = metrics.horizontalAdvance(self.currentText())
        else:
            if self._widest < 0:
                offered = (metrics.horizontalAdvance(words) for _, words in self._options)
                self._widest = max(offered, default=60)
            widest = self._widest
        words = metrics.horizontalAdvance(f"{self.prefix} ") + min(widest, theme.px(180))
        return QSize(words + theme.px(38), theme.px(20) + 12)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(90), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focus, thick = self.hasFocus(), theme.current() == "contrast"
        line = theme.colour("accent" if focus else "red" if self.property("problem") else "field_line")
        pen = QPen(line, 2 if focus or thick else 1)
        painter.setPen(pen)
        painter.setBrush(theme.colour("card" if self.isEnabled() else "ground"))
        edge = pen.widthF() / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(edge, edge, -edge, -edge), 6, 6)
        right = self.width() - theme.px(16)
        middle = self.height() / 2
        painter.setPen(QPen(theme.colour("soft"), 1.6))
        painter.drawPolyline([QPoint(right - 4, round(middle) - 2), QPoint(right, round(middle) + 2),
                              QPoint(right + 4, round(middle) - 2)])  # fmt: skip
        room = QRect(theme.px(10), 0, right - theme.px(18), self.height())
        words = f"{self.prefix} {self.currentText()}".strip()
        painter.setPen(theme.colour("ink" if self.isEnabled() else "soft"))
        shown = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, shapes.LEFT_MIDDLE, shown)
        painter.end()
        self.setToolTip(words if shown != words else "")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._widest = -1
            self.updateGeometry()


class FlowLayout(QLayout):
    """A row that goes on in the next line when it is full."""

    def __init__(self, parent: QWidget | None = None, gap: int = 8) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._heights: dict[int, int] = {}  # for a width: a layout around this one asks hundreds of times
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._lay(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._lay(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _lay(self, rect: QRect, *, move: bool) -> int:
        x, y, tall = rect.left(), rect.top(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            hint = item.sizeHint()
            width = min(hint.width(), max(rect.width(), item.minimumSize().width()))
            if x > rect.left() and x + width > rect.right() + 1:
                x, y, tall = rect.left(), y + tall + self._gap, 0
            if move:
                item.setGeometry(QRect(x, y, width, hint.height()))
            x += width + self._gap
            tall = max(tall, hint.height())
        return y + tall - rect.top()


def row(*widgets: QWidget, gap: int = 8, stretch: int | None = None) -> QHBoxLayout:
    """Widgets side by side; `stretch` is the place of the one that takes the room that is left."""
    made = QHBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(gap)
    for place, one in enumerate(widgets):
        made.addWidget(one, 1 if place == stretch else 0)
    return made
