"""Find anything: one box over pages, commands and records, worked with the keyboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ward_desk.ui import theme
from ward_desk.ui.widgets import label

SHOWN: Final = 30
TARGET: Final = int(Qt.ItemDataRole.UserRole)
KIND: Final = TARGET + 1


class Found(NamedTuple):
    """One thing that can be gone to: `target` is ("page", key), ("command", id) or (table, record id)."""

    target: tuple[str, str]
    title: str
    kind: str  # "Page", "Command", "Action", ...
    more: str = ""  # a shortcut, a reference


class _Line(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme.px(200), theme.px(34))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, theme.colour("accent_ground"))
        room: QRect = option.rect.adjusted(theme.px(12), 0, -theme.px(12), 0)
        painter.setFont(theme.font(size=12))
        painter.setPen(theme.colour("soft"))
        kind = str(index.data(KIND))
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, kind)
        room.setRight(room.right() - painter.fontMetrics().horizontalAdvance(kind) - 12)
        painter.setFont(theme.font())
        painter.setPen(theme.colour("ink"))
        words = painter.fontMetrics().elidedText(
            str(index.data(Qt.ItemDataRole.DisplayRole)), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()


class FindPanel(QFrame):
    """Lies over the window while it is used. Enter goes to what is marked, Esc back to where one was."""

    went = Signal(str, str)  # the target

    def __init__(
        self,
        fixed: Callable[[], Sequence[Found]],
        search: Callable[[str], Sequence[Found]],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._fixed, self._search = fixed, search
        self._over = parent
        self._came_from: QWidget | None = None
        self.box = QLineEdit()
        self.box.setPlaceholderText("A page, a command, a reference, or words of a record")
        self.box.setAccessibleName("Find anything")
        self.box.setObjectName("find_box")
        self.list = QListWidget()
        self.list.setItemDelegate(_Line(self.list))
        self.list.setAccessibleName("Found")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._nothing = label("Nothing found. Try fewer letters.", "soft")
        self._nothing.setContentsMargins(12, 8, 12, 8)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(8, 8, 8, 8)
        inside.addWidget(self.box)
        inside.addWidget(self._nothing)
        inside.addWidget(self.list, 1)
        self.box.textChanged.connect(self._fill)
        self.box.installEventFilter(self)
        self.list.itemClicked.connect(self._go)
        self.hide()

    def open(self) -> None:
        """Come up empty, with the keyboard in the box."""
        self._came_from = self.window().focusWidget()
        width = min(theme.px(620), self._over.width() - 80)
        height = min(theme.px(460), self._over.height() - 120)
        self.setGeometry((self._over.width() - width) // 2, theme.px(64), width, height)
        self.box.clear()
        self._fill()
        self.show()
        self.raise_()
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _fill(self) -> None:
        words = self.box.text().strip()
        parts = words.lower().split()
        fixed = [one for one in self._fixed() if all(part in one.title.lower() for part in parts)]
        # Whole words of a title come first: "ret" should mean Returns before anything that mentions one.
        fixed.sort(key=lambda one: not one.title.lower().startswith(words.lower()))
        found = [*fixed[: SHOWN // 2], *(self._search(words) if words else ())][:SHOWN]
        self.list.clear()
        for one in found:
            item = QListWidgetItem(f"{one.more}  {one.title}" if one.more and one.kind != "Command" else one.title)
            item.setData(TARGET, one.target)
            item.setData(KIND, f"{one.kind}   {one.more}" if one.more and one.kind == "Command" else one.kind)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()}, {one.kind}")
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setVisible(bool(found))
        self._nothing.setVisible(not found)

    def _go(self, item: QListWidgetItem) -> None:
        table, row_id = item.data(TARGET)
        self.hide()
        self.went.emit(table, row_id)

    def _back(self) -> None:
        self.hide()
        if self._came_from is not None:
            self._came_from.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(event.key())
        if event.type() == QEvent.Type.FocusOut and self.isVisible():
            self.hide()
        return False

    def _on_key(self, key: int) -> bool:
        if key == Qt.Key.Key_Escape:
            self._back()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.list.currentItem() is not None:
                self._go(self.list.currentItem())
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.list.count():
            step = 1 if key == Qt.Key.Key_Down else -1
            self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
        else:
            return False
        return True
