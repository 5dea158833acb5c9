"""Theme pick: one theme out of the programme's, as a small button with a menu; a digit chooses by its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from ward_desk.core.records import Row
from ward_desk.ui import shapes, theme

_NONE = "No theme"
_OPEN = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down)


class Theme(NamedTuple):
    """A theme to choose: its place in the programme tells its colour."""

    id: str
    words: str
    position: int | None


def themes_of(rows: Sequence[Row]) -> tuple[Theme, ...]:
    """The themes of a programme, given their rows in order."""
    return tuple(
        Theme(str(row["id"]), str(row["short_label"] or row["label"]), _place(row["position"])) for row in rows
    )


class ThemePick(QAbstractButton):
    """The theme of one thing. Space, Enter or a click opens the list; 1 to 9 choose, 0 takes the theme away."""

    picked = Signal(str)  # the id of a theme, "" for none

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name  # what it is the theme of, for those who hear it
        self._themes: Sequence[Theme] = ()
        self._chosen: Theme | None = None
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.open_menu)

    @property
    def chosen(self) -> str:
        """The id of the theme shown, "" for none."""
        return self._chosen.id if self._chosen is not None else ""

    def load(self, themes: Sequence[Theme], chosen: str, *, read_only: bool = False) -> None:
        """Offer themes, and show one of them as chosen."""
        self._themes = themes
        self._chosen = next((one for one in themes if one.id == chosen), None)
        words = self._chosen.words if self._chosen is not None else _NONE
        self.setText(words)
        self.setAccessibleName(f"{self.name}: {words}")
        self.setToolTip(f"{words}. A number from 1 to {len(themes)} chooses another.")
        self.setEnabled(not read_only)
        self.updateGeometry()
        self.update()

    def pick(self, place: int) -> None:
        """Choose the theme at a place in the programme, the first being 1; 0 is none."""
        if place == 0:
            self.picked.emit("")
        elif place <= len(self._themes):
            self.picked.emit(self._themes[place - 1].id)

    def open_menu(self) -> None:
        """Show the themes to choose from."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for place, words in enumerate([_NONE, *(one.words for one in self._themes)]):
            action = menu.addAction(f"&{place}  {words.replace('&', '&&')}")
            action.setCheckable(True)
            action.setChecked(words == self.text())
            action.triggered.connect(lambda _=False, one=place: self.pick(one))
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isdecimal() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.pick(int(event.text()))
        elif event.key() in _OPEN:
            self.open_menu()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        words = min(metrics.horizontalAdvance(self.text()), theme.px(150))
        return QSize(words + theme.px(46), metrics.height() + theme.px(8))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(64), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focus, over = self.hasFocus(), self.underMouse() and self.isEnabled()
        if focus or over:
            pen = QPen(theme.colour("accent" if focus else "field_line"), 2 if focus else 1)
            painter.setPen(pen)
            painter.setBrush(theme.colour("card"))
            edge = pen.widthF() / 2
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(edge, edge, -edge, -edge), 5, 5)
        right = self.width() - theme.px(12)
        if self.isEnabled():
            middle = self.height() / 2
            painter.setPen(QPen(theme.colour("soft"), 1.6))
            painter.drawPolyline([QPoint(right - 3, round(middle) - 2), QPoint(right, round(middle) + 1),
                                  QPoint(right + 3, round(middle) - 2)])  # fmt: skip
        painter.setPen(theme.colour("ink" if self._chosen is not None else "soft"))
        room = QRect(theme.px(6), 0, right - theme.px(14), self.height())
        position = self._chosen.position if self._chosen is not None else None
        shapes.paint_theme(painter, room, position, self.text())
        painter.end()


def _place(value: object) -> int | None:
    return value if isinstance(value, int) else None
