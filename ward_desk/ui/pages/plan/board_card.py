"""Board card: how one action is drawn on the board."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QTextLayout

from ward_desk.core.choices import label as words_of
from ward_desk.core.ratings import STATUSES
from ward_desk.service.plan.plan_views import PlanAction
from ward_desk.ui import marks, shapes, theme

PAD, GAP = 9, 4  # px at 100 %
_ELIDED = Qt.TextElideMode.ElideRight


def card_height() -> int:
    """The height of every card: a line of marks, two of its title, when it is due, who leads, how far it is."""
    small, words = QFontMetrics(theme.font(size=12)).height(), QFontMetrics(theme.font(size=13)).height()
    return 2 * theme.px(PAD) + 4 * small + 2 * words + 3 * theme.px(GAP) + 6


def heading_height() -> int:
    """The height of the heading of a group among the cards."""
    return QFontMetrics(theme.font(size=12, bold=True)).height() + theme.px(8)


@lru_cache(maxsize=4096)
def two_lines(words: str, width: int, font: QFont) -> tuple[str, ...]:
    """Words in at most two lines of that width, the second one elided."""
    layout = QTextLayout(words, font)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(width)
    layout.endLayout()
    first = line.textLength()
    if first >= len(words):
        return (words,)
    rest = QFontMetrics(font).elidedText(words[first:].strip(), _ELIDED, width)
    return words[:first].strip(), rest


def paint_card(
    painter: QPainter, rect: QRect, action: PlanAction, today: date, *, chosen: bool, focus: bool, faint: bool
) -> None:
    """One card. `faint` while it is being dragged to another column."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if faint:
        painter.setOpacity(0.45)
    edge = 2.0 if focus else 1.0
    painter.setPen(QPen(theme.colour("accent" if chosen or focus else "line"), edge))
    painter.setBrush(theme.colour("accent_ground" if chosen else "card"))
    painter.drawRoundedRect(QRectF(rect).adjusted(edge / 2, edge / 2, -edge / 2, -edge / 2), 6, 6)
    small, font = theme.font(size=12), theme.font(size=13)
    pad, gap = theme.px(PAD), theme.px(GAP)
    left, width = rect.left() + pad, rect.width() - 2 * pad
    painter.setFont(small)
    line = painter.fontMetrics().height()
    top = rect.top() + pad
    _paint_top(painter, QRect(left, top, width, line + 4), action)
    top += line + 4 + gap
    painter.setFont(font)
    painter.setPen(theme.colour("ink"))
    high = painter.fontMetrics().height()
    for place, words in enumerate(two_lines(action.title, width, font)):
        painter.drawText(QRect(left, top + place * high, width, high), shapes.LEFT_MIDDLE, words)
    top += 2 * high + gap
    painter.setFont(small)
    metrics = painter.fontMetrics()
    late = action.days_late(today) > 0
    due = QRect(left, top, width, line)
    if late:
        side = round(line * 0.5)
        box = QRectF(left, due.center().y() - side / 2 + 0.5, side, side)
        shapes.paint_shape(painter, box, "square", theme.colour("red"))
        due.setLeft(left + side + gap)
    painter.setPen(theme.colour("red_ink" if late else "soft"))
    painter.drawText(due, shapes.LEFT_MIDDLE, metrics.elidedText(action.due_words(today), _ELIDED, due.width()))
    top += line
    painter.setPen(theme.colour("soft"))
    lead = metrics.elidedText(action.lead or "no lead yet", _ELIDED, width)
    painter.drawText(QRect(left, top, width, line), shapes.LEFT_MIDDLE, lead)
    top += line + gap
    if action.progress is None:
        painter.drawText(QRect(left, top, width, line), shapes.LEFT_MIDDLE, "no progress yet")
    else:
        shapes.paint_progress(painter, QRect(left, top, width, line), float(action.progress))
    painter.restore()


def _paint_top(painter: QPainter, room: QRect, action: PlanAction) -> None:
    """The reference, and the mark of its rating at the right; its shape alone where the column says its word."""
    metrics = painter.fontMetrics()
    painter.setPen(theme.colour("soft"))
    left = metrics.horizontalAdvance(action.ref) + theme.px(GAP)
    painter.drawText(room, shapes.LEFT_MIDDLE, action.ref)
    mark = marks.standing(action.status, action.rating)
    if mark is None:
        return
    pill = shapes.pill_width(metrics, mark)
    if left + pill > room.width() and mark.words == words_of(STATUSES, action.status):
        side = round(metrics.height() * 0.6)
        box = QRectF(room.right() - side, room.center().y() - side / 2 + 0.5, side, side)
        shapes.paint_shape(painter, box, mark.shape, theme.tone(mark.tone).mark)
    else:
        pill = min(pill, room.width() - left)
        shapes.paint_pill(painter, QRect(room.right() + 1 - pill, room.top(), pill, room.height()), mark)
