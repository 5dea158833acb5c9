"""Board lane: one column of the board: the cards of one status, painted as they come on screen."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QHBoxLayout, QToolTip, QVBoxLayout, QWidget

from ward_desk.service.document import Document
from ward_desk.ui import shapes, theme
from ward_desk.ui.pages.plan import board_card
from ward_desk.ui.pages.plan.plan_rows import PlanRows
from ward_desk.ui.widgets import label

NARROWEST = 184  # px at 100 %
SPACE = 8  # between cards


class CardArea(QAbstractScrollArea):
    """The cards under the heading of a column; it scrolls by itself. The board has the keyboard."""

    pressed = Signal(str, object, QPoint)  # id, modifiers held, where on screen
    released = Signal(str, object)
    opened = Signal(str)
    dragged = Signal(QPoint)  # on screen

    def __init__(self, doc: Document, rows: PlanRows, nothing: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doc, self._rows, self._nothing = doc, rows, nothing
        self.ids: list[str] = []  # the cards from above; "" for the heading of a group
        self._words: dict[int, str] = {}  # of the headings
        self._tops: list[int] = []
        self._height = 0
        self.faint: Collection[str] = ()  # ids being dragged
        self.focused = False  # whether the board has the keyboard
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(NARROWEST), theme.px(300))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(NARROWEST) - 2 * SPACE, theme.px(120))

    def set_cards(self, groups: Sequence[tuple[str, Sequence[str]]]) -> None:
        """Show these cards, each group under its heading."""
        self.ids, self._words = [], {}
        for words, ids in groups:
            if words:
                self._words[len(self.ids)] = words
                self.ids.append("")
            self.ids += ids
        self.lay()

    def lay(self) -> None:
        """Work out where each card stands."""
        card, heading = board_card.card_height() + SPACE, board_card.heading_height() + SPACE
        self._tops, top = [], 0
        if self._words:
            for row_id in self.ids:
                self._tops.append(top)
                top += card if row_id else heading
        else:
            top = card * len(self.ids)
            self._tops = list(range(0, top, card))
        self._height = top
        self._fit()
        self.viewport().update()

    def _fit(self) -> None:
        bar = self.verticalScrollBar()
        bar.setPageStep(max(1, self.viewport().height()))
        bar.setSingleStep(board_card.card_height() // 2)
        bar.setRange(0, max(0, self._height - self.viewport().height()))

    def card_rect(self, place: int) -> QRect:
        """Where a card or a heading is on screen."""
        high = board_card.card_height() if self.ids[place] else board_card.heading_height()
        return QRect(0, self._tops[place] - self.verticalScrollBar().value(), self.viewport().width() - 2, high)

    def place_at(self, y: int) -> int:
        """The place of the card at a height on screen, or of the one above it; -1 in an empty column."""
        return min(max(0, bisect_right(self._tops, y + self.verticalScrollBar().value()) - 1), len(self.ids) - 1)

    def id_at(self, at: QPoint) -> str:
        """The card at a point; "" for none."""
        place = self.place_at(at.y())
        return self.ids[place] if place >= 0 and self.card_rect(place).contains(at) else ""

    def card_near(self, place: int, way: int) -> int:
        """The place of the card there, or of the next one that way, or else the other way: no heading's, in a column
        that has cards."""
        place = min(max(place, 0), len(self.ids) - 1)
        while not self.ids[place]:
            if not 0 <= place + way < len(self.ids):
                way = -way
            place += way
        return place

    def shown(self) -> range:
        """The places on screen."""
        if not self.ids:
            return range(0)
        return range(self.place_at(0), self.place_at(self.viewport().height()) + 1)

    def show_card(self, place: int) -> None:
        """Scroll so that a card is whole on screen, with the heading it comes first under."""
        bar = self.verticalScrollBar()
        top = self._tops[place - 1 if place - 1 in self._words else place]
        bottom = self._tops[place] + board_card.card_height()
        if top < bar.value():
            bar.setValue(top)
        elif bottom > bar.value() + self.viewport().height():
            bar.setValue(bottom - self.viewport().height())

    # Qt.

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        elif event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            action = self._rows.action(row_id) if (row_id := self.id_at(event.pos())) else None
            if action is not None:
                QToolTip.showText(event.globalPos(), action.words(self._doc.today), self.viewport())
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        if not self.ids:
            painter.setFont(theme.font(size=13))
            painter.setPen(theme.colour("soft"))
            room = self.viewport().rect().adjusted(theme.px(6), theme.px(10), -theme.px(6), 0)
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            painter.drawText(room, flags, self._nothing)
        shown = self.shown()
        self._rows.fetch(self.ids[shown.start : shown.stop])
        current, model = self._rows.current_id, self._rows.model
        for place in shown:
            row_id, rect = self.ids[place], self.card_rect(place)
            if not row_id:
                painter.setFont(theme.font(size=12, bold=True))
                painter.setPen(theme.colour("soft"))
                words = painter.fontMetrics().elidedText(
                    self._words[place], Qt.TextElideMode.ElideRight, rect.width() - 4
                )
                painter.drawText(rect.adjusted(4, 0, 0, 0), shapes.LEFT_MIDDLE, words)
                continue
            action = self._rows.action(row_id)
            if action is not None:
                row = model.row_of(row_id)
                board_card.paint_card(
                    painter, rect, action, self._doc.today, chosen=row >= 0 and self._rows.is_chosen(row),
                    focus=self.focused and row_id == current, faint=row_id in self.faint,
                )  # fmt: skip
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit(
                self.id_at(event.position().toPoint()), event.modifiers(), event.globalPosition().toPoint()
            )

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.dragged.emit(event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.released.emit(self.id_at(event.position().toPoint()), event.modifiers())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row_id = self.id_at(event.position().toPoint())
        if row_id:
            self.opened.emit(row_id)


class Lane(QWidget):
    """A column: its status, how many actions are in it, and their cards."""

    def __init__(self, doc: Document, rows: PlanRows, words: str, nothing: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = words
        self.target = False  # what is dragged would go here
        self._name, self._number = label(words, "heading"), label("", "soft")
        self.cards = CardArea(doc, rows, nothing)
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(self._name)
        top.addWidget(self._number)
        top.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE, SPACE, SPACE - 2, SPACE)
        whole.setSpacing(6)
        whole.addLayout(top)
        whole.addWidget(self.cards, 1)

    def set_cards(self, groups: Sequence[tuple[str, Sequence[str]]]) -> None:
        """Show these cards."""
        self.cards.set_cards(groups)
        number = sum(len(ids) for _, ids in groups)
        self._number.setText(f"{number:,}")
        self.setAccessibleName(f"{self.words}, {number} {'action' if number == 1 else 'actions'}")

    def set_target(self, target: bool) -> None:
        """Show that what is dragged would go here."""
        if target != self.target:
            self.target = target
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = 2.0 if self.target else 1.0
        pen = QPen(theme.colour("accent" if self.target else "line"), edge)
        if self.target:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(theme.colour("accent_ground" if self.target else "ground"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(edge, edge, -edge, -edge), 8, 8)
        painter.end()
