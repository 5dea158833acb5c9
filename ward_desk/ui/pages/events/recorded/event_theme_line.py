"""Theme line: the themes of an event in one line; a digit puts one in or out by its place in the programme."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from ward_desk.ui import shapes, theme
from ward_desk.ui.pages.events.recorded.event_theme_pick import Theme

_NONE = "Choose its themes"
_OPEN = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down)


class ThemeLine(QAbstractButton):
    """The themes of an event, looking like a field. Space, Enter or a click opens the list; 1 to 9 put one in or out.
    It says what is meant; the page stores it."""

    changed = Signal(list)  # the ids of the themes now in, in the programme's order

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._themes: Sequence[Theme] = ()
        self._own: frozenset[str] = frozenset()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.open_menu)

    @property
    def chosen(self) -> list[str]:
        """The ids of the themes that are in."""
        return [one.id for one in self._themes if one.id in self._own]

    def load(self, themes: Sequence[Theme], chosen: Sequence[str], *, read_only: bool = False) -> None:
        """Offer the programme's themes in their order, and show which of them are the event's."""
        self._themes, self._own = themes, frozenset(chosen)
        words = ", ".join(one.words for one in self._in()) or "none chosen"
        self.setAccessibleName(f"{self._name}: {words}")
        offered = "\n".join(f"{place}  {one.words}" for place, one in enumerate(themes, 1))
        self.setToolTip(words if read_only else f"{words}\n\nA number puts a theme in or out:\n{offered}")
        self.setEnabled(not read_only)
        self.update()

    def put(self, place: int) -> None:
        """Put the theme at a place in the programme in, or out; the first is 1."""
        if 1 <= place <= len(self._themes):
            asked = self._themes[place - 1].id
            self.changed.emit([one.id for one in self._themes if (one.id in self._own) != (one.id == asked)])

    def open_menu(self) -> None:
        """Show the themes to choose from."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for place, one in enumerate(self._themes, 1):
            action = menu.addAction(f"&{place}  {one.words.replace('&', '&&')}")
            action.setCheckable(True)
            action.setChecked(one.id in self._own)
            action.triggered.connect(lambda _=False, at=place: self.put(at))
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def _in(self) -> list[Theme]:
        return [one for one in self._themes if one.id in self._own]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isdecimal() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.put(int(event.text()))
        elif event.key() in _OPEN:
            self.open_menu()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), self.fontMetrics().height() + theme.px(15))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(90), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focus = self.hasFocus()
        pen = QPen(
            theme.colour("accent" if focus else "soft" if self.underMouse() else "field_line"), 2 if focus else 1
        )
        painter.setPen(pen)
        painter.setBrush(theme.colour("card" if self.isEnabled() else "ground"))
        edge = pen.widthF() / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(edge, edge, -edge, -edge), 6, 6)
        right = self.width() - theme.px(14)
        if self.isEnabled():
            middle = round(self.height() / 2)
            painter.setPen(QPen(theme.colour("soft"), 1.6))
            painter.drawPolyline(
                [QPoint(right - 4, middle - 2), QPoint(right, middle + 2), QPoint(right + 4, middle - 2)]
            )
        self._paint_themes(painter, theme.px(10), right - theme.px(10))
        painter.end()

    def _paint_themes(self, painter: QPainter, left: int, right: int) -> None:
        """Each with its square, as wide as its name; where they don't all fit, each gives way by as much of its own."""
        own, metrics = self._in(), self.fontMetrics()
        painter.setPen(theme.colour("ink" if own else "soft"))
        if not own:
            painter.drawText(QRect(left, 0, right - left, self.height()), Qt.AlignmentFlag.AlignVCenter, _NONE)
            return
        gap = metrics.height() + theme.px(8)
        wanted = [metrics.horizontalAdvance(one.words) + gap for one in own]
        fits = min(1.0, (right - left) / sum(wanted))
        for one, width in zip(own, (int(one * fits) for one in wanted), strict=True):
            room = QRect(left, 0, width - theme.px(6), self.height())
            shapes.paint_theme(painter, room, one.position, one.words)
            left += width
