"""Found list: what was found for the words in a box above it, and worked from that box: arrows mark a line."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ward_desk.ui import theme
from ward_desk.ui.shapes import LEFT_MIDDLE

_TARGET: Final = int(Qt.ItemDataRole.UserRole)
_SMALL: Final = _TARGET + 1
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_STEPS: Final = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class _Line(QStyledItemDelegate):
    def __init__(self, parent: QWidget, height: int, edge: int, size: int) -> None:
        super().__init__(parent)
        self._height, self._edge, self._size = height, edge, size

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme.px(160), theme.px(self._height))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, theme.colour("accent_ground"))
        room: QRect = option.rect.adjusted(theme.px(self._edge), 0, -theme.px(self._edge), 0)
        painter.setFont(theme.font(size=12))
        painter.setPen(theme.colour("soft"))
        small = str(index.data(_SMALL))
        painter.drawText(room, _RIGHT, small)
        room.setRight(room.right() - painter.fontMetrics().horizontalAdvance(small) - theme.px(10))
        painter.setFont(theme.font(size=self._size))
        painter.setPen(theme.colour("ink"))
        words = str(index.data(Qt.ItemDataRole.DisplayRole))
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, LEFT_MIDDLE, shown)
        painter.restore()


class FoundList(QListWidget):
    """Lines of words with something small at their right. It never takes the keyboard: the box hands it the arrows.

    `height`, `edge` and `size` are of a line, in px at 100 %: how tall it is, the room at its sides, its letters.
    """

    def __init__(self, *, height: int, edge: int, size: int) -> None:
        super().__init__()
        self.setItemDelegate(_Line(self, height, edge, size))
        self.setAccessibleName("Found")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def add(self, words: str, small: str, target: tuple[str, str], told: str = "") -> None:
        """One more line; `told` is what a screen reader says where it isn't the words and what is small."""
        item = QListWidgetItem(words)
        item.setData(_TARGET, target)
        item.setData(_SMALL, small)
        item.setToolTip(words)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, told or (f"{words}, {small}" if small else words))
        self.addItem(item)

    @staticmethod
    def target(item: QListWidgetItem) -> tuple[str, str]:
        """What a line stands for."""
        first, second = item.data(_TARGET)
        return first, second

    def step(self, key: int) -> bool:
        """Mark the next line for Down, the one before for Up, round the end. Tells whether the key was one of them."""
        step = _STEPS.get(Qt.Key(key))
        if step is None or not self.count():
            return False
        self.setCurrentRow((self.currentRow() + step) % self.count())
        return True
