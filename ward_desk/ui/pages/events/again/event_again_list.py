"""Event again list: the days an event is planned again on, each with its tick."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QListWidget, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ward_desk.ui import shapes, theme

_CHECK = Qt.ItemDataRole.CheckStateRole
_STATES = Qt.CheckState
Index = QModelIndex | QPersistentModelIndex


class _Ticks(QStyledItemDelegate):
    """Draws a day with its tick, in the theme's own colours; a click anywhere on it or Space turns the tick."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.px(120), theme.px(28))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        room, state = option.rect, option.state
        ticked = _STATES(index.data(_CHECK)) == _STATES.Checked
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(room, theme.colour("accent_ground"))
            painter.fillRect(room.left(), room.top(), 3, room.height(), theme.colour("accent"))
        side = theme.px(14)
        box = QRectF(room.left() + theme.px(9), room.center().y() - side / 2 + 0.5, side, side)
        painter.setPen(QPen(theme.colour("accent" if ticked else "field_line"), 1.4))
        painter.setBrush(theme.colour("accent" if ticked else "card"))
        painter.drawRoundedRect(box, 3, 3)
        if ticked:
            inset = side * 0.2
            shapes.paint_shape(painter, box.adjusted(inset, inset, -inset, -inset), "tick", theme.colour("on_accent"))
        painter.setFont(theme.font(size=13))
        painter.setPen(theme.colour("ink" if ticked else "soft"))
        words = room.adjusted(theme.px(32), 0, -theme.px(6), 0)
        elided = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, shapes.LEFT_MIDDLE, elided)
        painter.restore()

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        pressed = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space
        if not pressed and event.type() != QEvent.Type.MouseButtonRelease:
            return False
        ticked = _STATES(index.data(_CHECK)) == _STATES.Checked
        return model.setData(index, _STATES.Unchecked if ticked else _STATES.Checked, _CHECK)


class DayList(QListWidget):
    """The days. Space or a click takes one out or puts it back; Enter goes on."""

    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(_Ticks(self))
        self.setAccessibleName("Days it is planned on; Space leaves one out")
        self.setMinimumHeight(theme.px(160))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.done.emit()
        else:
            super().keyPressEvent(event)
