"""Similar comments: those most like the one being read, to be ticked; the keys sort what is ticked with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ward_desk.core.fields import text
from ward_desk.core.records import Row
from ward_desk.service.surveys.comments.survey_comments import how_many
from ward_desk.ui import shapes, theme
from ward_desk.ui.pages.feedback.comments.comment_table import sorting_key
from ward_desk.ui.pages.feedback.comments.comment_themes import CommentThemes
from ward_desk.ui.widgets import FlowLayout, button, label

_ID: Final = int(Qt.ItemDataRole.UserRole)
_WORDS: Final = _ID + 1
_SMALL: Final = _ID + 2
_CHECKED: Final = int(Qt.ItemDataRole.CheckStateRole)
_CHECK = Qt.CheckState
_TICKING: Final = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LINES: Final = 4  # of a comment


class _Line(QStyledItemDelegate):
    """A box to tick, the words of a comment, and beneath them how it is sorted."""

    def _words_rect(self, metrics: QFontMetrics, width: int, words: str) -> QRect:
        room = QRect(0, 0, max(theme.px(60), width - theme.px(36)), metrics.lineSpacing() * _LINES)
        return metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), words).intersected(room)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListWidget) else option.rect.width()
        metrics = QFontMetrics(theme.font())
        tall = self._words_rect(metrics, width, str(index.data(_WORDS))).height()
        return QSize(theme.px(120), tall + QFontMetrics(theme.font(size=12)).height() + theme.px(12))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("accent_ground"))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 4, 4)
        side = theme.px(14)
        box = QRectF(rect.left() + theme.px(8), rect.top() + theme.px(7), side, side)
        ticked = _CHECK(index.data(_CHECKED)) == _CHECK.Checked
        painter.setPen(QPen(theme.colour("accent" if ticked else "soft"), 1.2))
        painter.setBrush(theme.colour("accent" if ticked else "card"))
        painter.drawRoundedRect(box, 3, 3)
        if ticked:
            shapes.paint_shape(painter, box.adjusted(3, 3, -3, -3), "tick", theme.colour("on_accent"))
        room = rect.adjusted(theme.px(30), theme.px(5), -theme.px(6), 0)
        painter.setFont(theme.font())
        painter.setPen(theme.colour("ink"))
        words = str(index.data(_WORDS))
        tall = self._words_rect(painter.fontMetrics(), rect.width(), words).height()
        painter.drawText(QRect(room.left(), room.top(), room.width(), tall), int(Qt.TextFlag.TextWordWrap), words)
        painter.setFont(theme.font(size=12))
        painter.setPen(theme.colour("soft"))
        beneath = QRect(room.left(), room.top() + tall, room.width(), painter.fontMetrics().height())
        small = painter.fontMetrics().elidedText(str(index.data(_SMALL)), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(beneath, shapes.LEFT_MIDDLE, small)
        painter.restore()


class _Ticks(QListWidget):
    sorted_by = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setItemDelegate(_Line(self))
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.itemClicked.connect(self._toggle)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = sorting_key(event)
        if key:
            self.sorted_by.emit(key)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in _TICKING and self.currentItem() is not None:
            self._toggle(self.currentItem())
        else:
            super().keyPressEvent(event)

    @staticmethod
    def _toggle(item: QListWidgetItem) -> None:
        ticked = item.checkState() == _CHECK.Checked
        item.setCheckState(_CHECK.Unchecked if ticked else _CHECK.Checked)


class SimilarComments(QWidget):
    """Comments like one, none of them ticked until somebody does so."""

    sorted_by = Signal(str)  # a key pressed here
    ticked_changed = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.about = label("", "soft", wrap=True)
        self.list = _Ticks()
        self.list.setAccessibleName("Similar comments")
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(theme.px(90))
        self.list.setSpacing(theme.px(2))
        self.all = button("Tick all")
        self.all.clicked.connect(self._tick_all)
        self.copy_themes = button("Give them its themes")
        self.count = label("", "small")
        self.themes = CommentThemes()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addWidget(self.about)
        column.addWidget(self.list, 1)
        column.addWidget(self.count)
        foot = QWidget()
        flow = FlowLayout(foot, gap=6)
        flow.addWidget(self.all)
        flow.addWidget(self.copy_themes)
        column.addWidget(foot)
        column.addWidget(self.themes)
        self.list.itemChanged.connect(self._on_ticked)
        self.list.sorted_by.connect(self.sorted_by)
        self.list.left.connect(self.left)

    def load(self, rows: Sequence[Row], *, read_only: bool) -> None:
        """Show comments; those ticked before and still here stay ticked."""
        before, place = set(self.ticked), self.list.currentRow()
        with QSignalBlocker(self.list):
            self.list.clear()
            for row in rows:
                words = " ".join(text(row, "words").split())
                small = " · ".join(filter(None, (text(row, "themes"), text(row, "need")))) or "Not sorted yet"
                item = QListWidgetItem(f"{words}, {small}")
                item.setData(_ID, str(row["id"]))
                item.setData(_WORDS, words)
                item.setData(_SMALL, small)
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(_CHECK.Checked if row["id"] in before else _CHECK.Unchecked)
                item.setToolTip(text(row, "words"))
                self.list.addItem(item)
            self.list.setCurrentRow(min(max(place, 0), self.list.count() - 1))
        self.about.setText(
            "Tick with Space; the keys then sort what is ticked together with the comment you are on."
            if rows
            else "No other comment shares its rarer words."
        )
        self.all.setVisible(bool(rows) and not read_only)
        self.copy_themes.setVisible(bool(rows) and not read_only)
        self._say()

    @property
    def ticked(self) -> list[str]:
        """The comments that are ticked."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return [str(item.data(_ID)) for item in items if item.checkState() == _CHECK.Checked]

    def untick(self) -> None:
        """Tick none."""
        self._tick(_CHECK.Unchecked)

    def _tick_all(self) -> None:
        none = len(self.ticked) == self.list.count()
        self._tick(_CHECK.Unchecked if none else _CHECK.Checked)

    def _tick(self, state: Qt.CheckState) -> None:
        with QSignalBlocker(self.list):
            for row in range(self.list.count()):
                self.list.item(row).setCheckState(state)
        self._on_ticked()

    def _on_ticked(self) -> None:
        self._say()
        self.ticked_changed.emit()

    def _say(self) -> None:
        number = len(self.ticked)
        self.count.setText(f"{how_many(number)} ticked" if number else "None ticked")
        self.copy_themes.setEnabled(bool(number))
        self.all.setText("Tick none" if number and number == self.list.count() else "Tick all")
