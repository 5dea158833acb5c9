"""Nav: the list of pages at the left, with a red number where something needs a person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ward_desk.ui import icons, shapes, theme
from ward_desk.ui.widgets import label

KEY: Final = int(Qt.ItemDataRole.UserRole)
ICON: Final = KEY + 1
BADGE: Final = KEY + 2
ACCESSIBLE: Final = Qt.ItemDataRole.AccessibleTextRole
ROW: Final = 36  # px at 100 %
WIDTH: Final = 220  # the longest page's name, chosen, beside a number of two figures


class _Entry(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        hint = index.data(Qt.ItemDataRole.SizeHintRole)
        return hint if isinstance(hint, QSize) else QSize(theme.px(120), theme.px(ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if not index.data(KEY):
            return
        rect: QRect = option.rect.adjusted(0, 1, 0, -1)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.colour("accent") if focused else Qt.PenStyle.NoPen)
        if chosen or over or focused:
            painter.setBrush(theme.colour("accent_ground" if chosen else "hover"))
            painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawRoundedRect(QRectF(rect.left(), rect.top(), 4, rect.height()), 2, 2)
        ink = theme.colour("accent" if chosen else "ink")
        side = theme.px(18)
        corner = rect.left() + theme.px(10), rect.center().y() - side // 2 + 1
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(*corner, icons.pixmap(index.data(ICON), ink.name(), side, ratio))
        right = rect.right() - theme.px(8)
        badge = index.data(BADGE)
        if badge:
            right -= self._paint_badge(painter, rect, right, str(badge) if badge < 100 else "99+") + 4
        painter.setPen(ink)
        painter.setFont(theme.font(bold=chosen))
        left = rect.left() + theme.px(38)
        room = QRect(left, rect.top(), right - left, rect.height())
        words = index.data(Qt.ItemDataRole.DisplayRole)
        elided = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, shapes.LEFT_MIDDLE, elided)
        painter.restore()

    def _paint_badge(self, painter: QPainter, rect: QRect, right: int, words: str) -> int:
        painter.setFont(theme.font(size=12))
        metrics = painter.fontMetrics()
        high = metrics.height() + 4
        wide = max(high, metrics.horizontalAdvance(words) + theme.px(12))
        body = QRectF(right - wide, rect.center().y() - high / 2 + 1, wide, high)
        tone = theme.tone("red")
        painter.setPen(tone.line)
        painter.setBrush(tone.ground)
        painter.drawRoundedRect(body, high / 2, high / 2)
        painter.setPen(tone.ink)
        painter.drawText(body, Qt.AlignmentFlag.AlignCenter, words)
        return wide


class _Pages(QListWidget):
    """All pages as one list, so that the arrow keys go through them; a gap keeps the lower ones at the foot."""

    def __init__(self) -> None:
        super().__init__()
        self._gap = QListWidgetItem()
        self._gap.setFlags(Qt.ItemFlag.NoItemFlags)
        self.setItemDelegate(_Entry(self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Pages")

    def fill(self, entries: Sequence[tuple[str, str, str, bool]]) -> None:
        """(key, title, icon, at the foot) of each page, in order."""
        low = False
        for key, title, icon, at_foot in entries:
            if at_foot and not low:
                low = True
                self.addItem(self._gap)
            item = QListWidgetItem(title)
            item.setData(KEY, key)
            item.setData(ICON, icon)
            item.setData(ACCESSIBLE, title)
            self.addItem(item)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        pages = self.count() - (1 if self.row(self._gap) >= 0 else 0)
        left = self.viewport().height() - pages * theme.px(ROW) - 2
        self._gap.setSizeHint(QSize(10, max(theme.px(8), left)))


class Nav(QFrame):
    """The ward's name and programme over the list of pages."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(theme.px(WIDTH))
        self.ward = label("", "heading", wrap=True)
        self.programme = label("", "small", wrap=True)
        self.pages = _Pages()
        line = QFrame()
        line.setFixedHeight(1)
        line.setObjectName("rule")
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 14, 8, 8)
        box.setSpacing(4)
        for one in (self.ward, self.programme):
            one.setContentsMargins(10, 0, 4, 0)
            box.addWidget(one)
        box.addSpacing(8)
        box.addWidget(line)
        box.addSpacing(6)
        box.addWidget(self.pages, 1)
        self.pages.currentItemChanged.connect(self._on_current)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.setFixedWidth(theme.px(WIDTH))
            self.pages.doItemsLayout()

    def set_names(self, ward: str, programme: str) -> None:
        """The words at the top."""
        self.ward.setText(ward)
        self.programme.setText(programme)

    def set_badge(self, key: str, number: int) -> None:
        """The red number of a page; nought takes it away."""
        item = self._item(key)
        if item is not None:
            item.setData(BADGE, number)
            words = item.text()
            item.setData(ACCESSIBLE, f"{words}, {number} to look at" if number else words)

    def select(self, key: str) -> None:
        """Mark a page as the one shown, without a signal."""
        item = self._item(key)
        if item is not None:
            self.pages.blockSignals(True)
            self.pages.setCurrentItem(item)
            self.pages.blockSignals(False)

    def _item(self, key: str) -> QListWidgetItem | None:
        for place in range(self.pages.count()):
            if self.pages.item(place).data(KEY) == key:
                return self.pages.item(place)
        return None

    def _on_current(self, now: QListWidgetItem | None, before: QListWidgetItem | None) -> None:
        if now is not None and now.data(KEY):
            self.chosen.emit(now.data(KEY))
