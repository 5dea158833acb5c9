"""Thread nodes: what a golden thread is drawn with: a stage on its rail, and the records standing in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ward_desk.service.thread.thread import Node, Stage
from ward_desk.ui import drag_records, marks, shapes, theme
from ward_desk.ui.thread.thread_parts import ENTER, DropPlace, Link
from ward_desk.ui.widgets import ElidedLabel, button, label

_SPOKEN: Final = {"here": "This record", "led": "Led here", "came": "Came of it"}
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
# Whether records may be linked to one of the thread; to the chosen one for None.
MayLink = Callable[[drag_records.Record | None, tuple[drag_records.Record, ...]], bool]
NARROW, WIDE = 44, 34  # px at 100 %: the height of a record in two lines, and in one


class NodeLine(DropPlace):
    """One record of a thread. Enter or a click follows it, Ctrl with either opens it on its own page."""

    followed = Signal(object)  # Node
    opened = Signal(object)
    off = Signal(object)

    def __init__(self, node: Node, *, wide: bool, editable: bool, may_link: MayLink) -> None:
        super().__init__()
        self.node, self._wide, self._hover, self._pressed = node, wide, False, QPoint()
        self._may_link = may_link
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.mark = marks.mark(node.mark)
        said = [f"{_SPOKEN[node.side]}: {node.ref} {node.words}".replace("  ", " "), node.small]
        if self.mark is not None:
            said.append(self.mark.words)
        self.under = " · ".join(filter(None, (node.small, f"through {node.through}" if node.through else "")))
        if node.through:
            said.append(f"through {node.through}")
        self.setAccessibleName(", ".join(filter(None, said)))
        self.setToolTip("\n".join(filter(None, (f"{node.ref} {node.words}".strip(), self.under))))
        self.take_off = button("✕", link=True, tip=f"Take {node.ref or 'it'} off (Delete)")
        self.take_off.setParent(self)
        self.take_off.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Delete does it from the record
        self.take_off.setAccessibleName(f"Take {node.ref or node.words[:40]} off")
        self.take_off.clicked.connect(lambda: self.off.emit(node))
        self.take_off.setVisible(node.takes_off and editable)
        self.editable = editable

    def may_drop(self, records: tuple[drag_records.Record, ...]) -> bool:
        """Whether these can be linked to this record."""
        return self._may_link((self.node.table, self.node.row_id), records)

    def set_wide(self, wide: bool) -> None:
        """Stand in one line, or in two."""
        if wide != self._wide:
            self._wide = wide
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        high = max(theme.px(WIDE if self._wide else NARROW), self._lines() + theme.px(8))
        return QSize(theme.px(200), high)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), self.sizeHint().height())

    def _lines(self) -> int:
        body = QFontMetrics(theme.font()).height()
        return body if self._wide else body + QFontMetrics(theme.font(size=12)).height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = theme.px(24)
        self.take_off.setGeometry(self.width() - side, (self.height() - side) // 2, side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        here = self.node.side == "here"
        body = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        ground = "accent_ground" if here or self._over else "hover" if self._hover else ""
        painter.setPen(Qt.PenStyle.NoPen)
        if self.hasFocus() or self._over:
            painter.setPen(QPen(theme.colour("accent"), 2))
        if ground:
            painter.setBrush(theme.colour(ground))
        painter.drawRoundedRect(body, 5, 5)
        room = self.rect().adjusted(theme.px(8), theme.px(3), -theme.px(8), -theme.px(3))
        if not self.take_off.isHidden():
            room.setRight(self.width() - theme.px(26))
        self._paint_words(painter, room, here)
        painter.end()

    def _paint_words(self, painter: QPainter, room: QRect, here: bool) -> None:
        small, body = theme.font(size=12), theme.font(bold=here)
        line = QRect(room)
        if not self._wide:
            line.setHeight(room.height() * 55 // 100)
            below = QRect(room)
            below.setTop(line.bottom())
            under = " · ".join(filter(None, (self.node.ref, self.under)))
            self._draw(painter, below, under, small, "soft")
        else:
            metrics = QFontMetrics(small)
            beside = min(metrics.horizontalAdvance(self.under) + 2, room.width() * 45 // 100)
            self._draw(painter, QRect(room.right() - beside, room.top(), beside, room.height()), self.under, small,
                       "soft", _RIGHT)  # fmt: skip
            line.setRight(room.right() - beside - theme.px(12))
            if self.node.ref:
                wide = max(theme.px(66), metrics.horizontalAdvance(self.node.ref) + theme.px(8))
                self._draw(painter, QRect(line.left(), line.top(), wide, line.height()), self.node.ref, small, "soft")
                line.setLeft(line.left() + wide)
        if self.mark is not None and self.mark.shape != "none":
            side = theme.px(10)
            box = QRectF(line.left(), line.center().y() - side / 2 + 0.5, side, side)
            shapes.paint_shape(painter, box, self.mark.shape, theme.tone(self.mark.tone).mark)
            line.setLeft(line.left() + theme.px(16))
        self._draw(painter, line, self.node.words, body, "ink")

    def _draw(
        self, painter: QPainter, room: QRect, words: str, font: QFont, role: str,
        where: Qt.AlignmentFlag = shapes.LEFT_MIDDLE,
    ) -> None:  # fmt: skip
        painter.setFont(font)
        painter.setPen(theme.colour(role))
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, where, shown)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hover = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hover = False
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        moved = (event.position().toPoint() - self._pressed).manhattanLength()
        if event.buttons() & Qt.MouseButton.LeftButton and moved >= QApplication.startDragDistance():
            self._pressed = QPoint(-1, -1)
            drag_records.start_drag(self, [(self.node.table, self.node.row_id)], f"{self.node.ref} {self.node.words}")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._pressed.x() < 0:
            return
        if self.rect().contains(event.position().toPoint()):
            self._go(event.modifiers())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (*ENTER, Qt.Key.Key_Space):
            self._go(event.modifiers())
        elif event.key() == Qt.Key.Key_Delete and self.node.takes_off and self.editable:
            self.off.emit(self.node)
        else:
            super().keyPressEvent(event)

    def _go(self, modifiers: Qt.KeyboardModifier) -> None:
        if modifiers & Qt.KeyboardModifier.ControlModifier or self.node.side == "here":
            self.opened.emit(self.node)
        else:
            self.followed.emit(self.node)


class StageBox(DropPlace):
    """A stage of a thread: its dot on the rail, its title, its records, or what is missing and the step that mends."""

    link_asked = Signal(str)  # stage
    step_asked = Signal(str, int)  # stage, place of the step
    more_asked = Signal(str)
    make_asked = Signal()

    def __init__(self, stage: Stage, *, linkable: bool, makes: bool, last: bool, may_link: MayLink) -> None:
        super().__init__()
        self.stage, self._last, self._may_link = stage, last, may_link
        self.here = any(node.side == "here" for node in stage.nodes)
        self.chain: list[QWidget] = []  # what the arrows go through, in order
        self.setAccessibleName(stage.title)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(24), 0, 0, theme.px(10))
        column.setSpacing(0)
        self._column = column
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        number = f"  {stage.total:,}" if stage.total > 1 else ""
        self.title = ElidedLabel(f"{stage.title}{number}", "soft")
        self.title.setMinimumHeight(theme.px(24))
        top.addWidget(self.title, 1)
        self.link = Link("Link…", f"Link something to {stage.title.lower()} (L)")
        self.link.setAccessibleName(f"Link something: {stage.title}")
        self.link.clicked.connect(lambda: self.link_asked.emit(stage.key))
        self.make = Link("Make an action", "Make an action from this record (M)")
        self.make.clicked.connect(self.make_asked)
        for one, offered in ((self.make, makes), (self.link, linkable)):
            top.addWidget(one)
            if not offered or not stage.nodes:  # an empty stage has its own steps
                one.hide()
        column.addLayout(top)

    def add_node(self, line: NodeLine) -> None:
        """Put a record into the stage."""
        self._column.addWidget(line)
        self.chain.append(line)

    def finish(self, *, editable: bool, wide: bool) -> None:
        """Say how many more there are, or what is missing, with the steps that mend it."""
        stage = self.stage
        if stage.more > 0:
            more = Link(f"and {stage.more:,} more", f"Show more of {stage.title.lower()}")
            more.setAccessibleName(f"{stage.title}: show {stage.more:,} more")
            more.clicked.connect(lambda: self.more_asked.emit(stage.key))
            self._column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
            self.chain.append(more)
        self._said, self._line = label(stage.missing, "soft"), QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._line.setSpacing(theme.px(4))
        self._said.setMinimumHeight(theme.px(24))
        self._line.addWidget(self._said)
        if not stage.missing:
            self._said.hide()
        for place, step in enumerate(stage.steps):
            if not editable and step.kind != "open":
                continue
            made = Link(step.words)
            made.setObjectName(f"step_{step.kind}")
            made.clicked.connect(lambda _=False, at=place: self.step_asked.emit(stage.key, at))
            self._line.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
            self.chain.append(made)
        self._line.addStretch(1)
        self._column.addLayout(self._line)
        self.set_wide(wide)

    def set_wide(self, wide: bool) -> None:
        """Have what is missing and its steps beside each other, or one below the other, wrapped."""
        across = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._line.setDirection(across)
        self._said.setWordWrap(not wide)
        for one in self.chain:
            if isinstance(one, NodeLine):
                one.set_wide(wide)

    def put_picker(self, picker: QWidget) -> None:
        """Have the picker stand below the stage's title."""
        self._column.insertWidget(1, picker)

    def may_drop(self, records: tuple[drag_records.Record, ...]) -> bool:
        """Whether these can be linked to the chosen record."""
        return self._may_link(None, records)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x, y = theme.px(9), theme.px(12)
        side = theme.px(12 if self.here else 9)
        painter.setPen(QPen(theme.colour("field_line"), 2))
        if not self._last:
            painter.drawLine(x, y + side // 2 + 3, x, self.height() + y)
        box = QRectF(x - side / 2, y - side / 2, side, side)
        if self.stage.nodes:
            shapes.paint_shape(painter, box, "circle", theme.colour("accent"))
        else:
            shapes.paint_shape(painter, box, "ring", theme.colour("amber" if self.stage.steps else "grey"))
        if self._over:
            painter.setPen(QPen(theme.colour("accent"), 2, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(theme.px(19), 1, -1, -4), 6, 6)
        painter.end()
