"""Panes: parts of a page side by side, whose sizes people change and find again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QVBoxLayout, QWidget

from ward_desk.ui.prefs import Prefs


class Panes(QSplitter):
    """Widgets side by side (or one over another) under a key of the preferences."""

    def __init__(
        self, key: str, prefs: Prefs, widgets: Sequence[QWidget], shares: Sequence[int], *, upright: bool = False
    ) -> None:
        super().__init__(Qt.Orientation.Vertical if upright else Qt.Orientation.Horizontal)
        self._key, self._prefs = key, prefs
        self.setHandleWidth(12)
        self.setChildrenCollapsible(False)
        for place, one in enumerate(widgets):
            self.addWidget(one)
            self.setStretchFactor(place, shares[place])
        kept = prefs.pane(key)
        # Sizes are shares of whatever room there is, so shares serve as well as pixels.
        self.setSizes(kept if len(kept) == len(widgets) else [share * 100 for share in shares])
        self.splitterMoved.connect(self._keep)

    def _keep(self) -> None:
        self._prefs.set_pane(self._key, self.sizes())


class _Area(QScrollArea):
    """As wide, at least, as what it holds: it never scrolls sideways, so nothing may be cut off there."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and watched is self.widget():
            self.updateGeometry()  # what it holds may need more room than before
        return super().eventFilter(watched, event)

    def minimumSizeHint(self) -> QSize:
        hint, inside = super().minimumSizeHint(), self.widget()
        if inside is None:
            return hint
        return QSize(inside.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width(), hint.height())


def scrolled(inside: QWidget, *, fills: bool = False) -> QScrollArea:
    """A widget that scrolls up and down when it is taller than its room, and never sideways. Where there is more room,
    it `fills` it or stands at the top."""
    area = _Area()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    holder = QWidget()
    holder.setObjectName("scrolled")
    box = QVBoxLayout(holder)
    box.setContentsMargins(0, 0, 8, 0)
    box.addWidget(inside)
    if not fills:
        box.addStretch(1)
    area.setWidget(holder)
    area.viewport().setAutoFillBackground(False)
    holder.setAutoFillBackground(False)
    return area


def bring_into_view(inside: QWidget) -> None:
    """Scroll a widget into sight, once everything has found its place."""
    area = inside.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if area is not None:
        found = area
        QTimer.singleShot(0, inside, lambda: found.ensureWidgetVisible(inside))
