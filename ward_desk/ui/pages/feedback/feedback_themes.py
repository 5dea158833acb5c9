"""Theme toggles: the themes of a record as buttons that go in and out; any number of them may be in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ward_desk.core.records import Row
from ward_desk.ui import shapes, theme
from ward_desk.ui.widgets import FlowLayout


class _Toggle(QAbstractButton):
    """One theme: its square and name, and a tick when it is in."""

    def __init__(self, theme_id: str, position: int, words: str) -> None:
        super().__init__()
        self.theme_id, self._position = theme_id, position
        self.setCheckable(True)
        self.setText(words)
        self.setAccessibleName(f"Theme: {words}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + theme.px(56), metrics.height() + theme.px(12))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(80), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen, focus = self.isChecked(), self.hasFocus()
        pen = QPen(theme.colour("accent" if chosen or focus else "field_line"), 2 if focus else 1)
        painter.setPen(pen)
        painter.setBrush(theme.colour("accent_ground" if chosen else "hover" if self.underMouse() else "card"))
        edge = pen.widthF() / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(edge, edge, -edge, -edge), 6, 6)
        side = theme.px(12)
        box = QRectF(theme.px(9), (self.height() - side) / 2, side, side)
        painter.setPen(QPen(theme.colour("accent" if chosen else "soft"), 1))
        painter.setBrush(theme.colour("accent" if chosen else "card"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
        if chosen:
            shapes.paint_shape(painter, box.adjusted(3, 3, -3, -3), "tick", theme.colour("on_accent"))
        painter.setPen(theme.colour("ink"))
        left = theme.px(28)
        room = QRect(left, 0, self.width() - left - theme.px(8), self.height())
        shapes.paint_theme(painter, room, self._position, self.text())
        painter.end()


class ThemeToggles(QWidget):
    """The programme's themes, those of the record pressed in. It says what is meant; the page stores it."""

    changed = Signal(list)  # the ids of the themes now in, in the programme's order

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setToolTip("")
        self._flow = FlowLayout(self, gap=6)
        self._known: list[tuple[str, str]] = []
        self.buttons: list[_Toggle] = []
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def load(self, themes: Sequence[Row], chosen: Sequence[str], *, read_only: bool = False) -> None:
        """Show the programme's themes in their order, and which of them are the record's."""
        known = [(str(row["id"]), str(row["short_label"] or row["label"])) for row in themes]
        if known != self._known:
            self._make(known)
        for one in self.buttons:
            one.setChecked(one.theme_id in chosen)
            one.setEnabled(not read_only)

    def _make(self, known: list[tuple[str, str]]) -> None:
        self._known = known
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.buttons = [_Toggle(theme_id, place, words) for place, (theme_id, words) in enumerate(known)]
        for one in self.buttons:
            one.clicked.connect(self._on_clicked)
            self._flow.addWidget(one)

    def _on_clicked(self) -> None:
        self.changed.emit([one.theme_id for one in self.buttons if one.isChecked()])
