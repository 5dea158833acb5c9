"""Event calendar paint: how an event is drawn in a month and in a week, how it stands told by shape and words."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from ward_desk.service.events.event_days import UNSETTLED, CalendarEvent
from ward_desk.ui import marks, shapes, theme

_ELIDED: Final = Qt.TextElideMode.ElideRight
_LEAST_TITLE: Final = 56  # px at 100 %; with less left for the title, the time gives way
_LEGEND: Final = ("planned", "held", "unsettled")
CENTRE: Final = Qt.AlignmentFlag.AlignCenter


def mark_of(standing: str) -> marks.Mark:
    """The mark of how an event stands; "unsettled" is planned though its day has passed."""
    if standing == UNSETTLED[0]:
        return marks.worded(UNSETTLED[1], "amber")
    found = marks.mark(standing)
    assert found is not None
    return found._replace(shape="none") if standing == "cancelled" else found


def legend() -> list[marks.Mark]:
    """What the shapes mean. What was cancelled is struck through, and says so itself."""
    return [mark_of(standing) for standing in _LEGEND]


def line_height() -> int:
    """The height of an event written in one line."""
    return QFontMetrics(theme.font(size=12)).height() + theme.px(4)


def _ground(painter: QPainter, body: QRectF, event: CalendarEvent, today: date, *, chosen: bool, focus: bool) -> QColor:
    """The ground and edge of an event; gives the ink its words are written in."""
    standing = event.standing(today)
    tone = theme.tone(mark_of(standing).tone)
    edge, ground, ink = tone.line, tone.ground, theme.colour("ink")
    if standing == "planned":
        edge, ground = theme.colour("field_line"), theme.colour("card")
    elif standing == "cancelled":
        ground, ink = theme.colour("ground"), theme.colour("soft")
    pen = QPen(theme.colour("accent") if chosen else edge, (2.4 if focus else 1.8) if chosen else 1)
    if standing == "cancelled" and not chosen:
        pen.setStyle(Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(theme.colour("accent_ground") if chosen else ground)
    inset = pen.widthF() / 2
    painter.drawRoundedRect(body.adjusted(inset, inset, -inset, -inset), 4, 4)
    return ink


def _shape(painter: QPainter, event: CalendarEvent, today: date, x: float, middle: float) -> float:
    """The shape of how it stands; gives where the words beside it begin."""
    mark = mark_of(event.standing(today))
    if mark.shape == "none":
        return x
    side = painter.fontMetrics().height() * 0.55
    shapes.paint_shape(painter, QRectF(x, middle - side / 2, side, side), mark.shape, theme.tone(mark.tone).mark)
    return x + side + theme.px(4)


def paint_line(
    painter: QPainter, rect: QRect, event: CalendarEvent, today: date, *, chosen: bool, focus: bool,
    before: bool = False, after: bool = False, faint: bool = False,
) -> None:  # fmt: skip
    """An event in one line: shape, time, title; how it stands in words where there is room. `before` and `after`:
    it goes on in the weeks around."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    if faint:
        painter.setOpacity(0.4)
    past = theme.px(8)  # the round ends of what goes on are out of sight
    body = QRectF(rect).adjusted(-past if before else 0, 0, past if after else 0, 0)
    ink = _ground(painter, body, event, today, chosen=chosen, focus=focus)
    font = theme.font(size=12)
    painter.setFont(font)
    metrics, pad = painter.fontMetrics(), theme.px(5)
    x = _shape(painter, event, today, rect.left() + pad, rect.center().y() + 0.5)
    room = QRect(round(x), rect.top(), round(rect.right() - x - theme.px(3)), rect.height())
    time = "" if event.begins is None or before else event.time_words().partition(" ")[0]
    wide = metrics.horizontalAdvance(time) + theme.px(4)
    if time and room.width() - wide >= min(theme.px(_LEAST_TITLE), metrics.horizontalAdvance(event.title)):
        painter.setPen(theme.colour("soft"))
        painter.drawText(room, shapes.LEFT_MIDDLE, time)
        room.setLeft(room.left() + wide)
    painter.setPen(ink)
    standing = f", {mark_of(event.standing(today)).words.lower()}"
    fits = metrics.horizontalAdvance(event.title + standing) <= room.width()
    if event.status == "cancelled":
        font.setStrikeOut(True)
        painter.setFont(font)
    narrow = room.width() < theme.px(_LEAST_TITLE)  # more letters are seen without the dots
    words = event.title if narrow else metrics.elidedText(event.title, _ELIDED, room.width())
    painter.drawText(room, shapes.LEFT_MIDDLE, words)
    if fits:
        font.setStrikeOut(False)
        painter.setFont(font)
        room.setLeft(room.left() + metrics.horizontalAdvance(event.title))
        painter.setPen(theme.colour("soft"))
        painter.drawText(room, shapes.LEFT_MIDDLE, standing)
    painter.restore()


def _in_lines(metrics: QFontMetrics, words: str, width: int, lines: int) -> list[str]:
    """Words in at most so many lines, the last one elided."""
    found: list[str] = []
    rest = words.split()
    while rest and len(found) < lines - 1:
        n = 1
        while n < len(rest) and metrics.horizontalAdvance(" ".join(rest[: n + 1])) <= width:
            n += 1
        found.append(metrics.elidedText(" ".join(rest[:n]), _ELIDED, width))
        rest = rest[n:]
    return [*found, metrics.elidedText(" ".join(rest), _ELIDED, width)] if rest else found


def paint_block(
    painter: QPainter, rect: QRect, event: CalendarEvent, today: date, *, chosen: bool, focus: bool, faint: bool = False
) -> None:
    """An event at its hours: title, when, how it stands and where, as far as there is room."""
    high = line_height()
    if rect.height() < 2 * high:
        paint_line(painter, rect, event, today, chosen=chosen, focus=focus, faint=faint)
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    if faint:
        painter.setOpacity(0.4)
    ink = _ground(painter, QRectF(rect), event, today, chosen=chosen, focus=focus)
    font = theme.font(size=12, bold=True)
    painter.setFont(font)
    pad, metrics = theme.px(5), painter.fontMetrics()
    top = rect.top() + theme.px(3)
    x = _shape(painter, event, today, rect.left() + pad, top + metrics.height() / 2 + 0.5)
    room = QRect(round(x), top, round(rect.right() - x - theme.px(3)), rect.bottom() - top - theme.px(2))
    times = event.time_words()
    if metrics.horizontalAdvance(times) > rect.width() - 2 * pad:
        times = times.partition(" ")[0]
    under = [times, mark_of(event.standing(today)).words, event.venue]
    lines = max(1, room.height() // metrics.height())
    font.setStrikeOut(event.status == "cancelled")
    painter.setFont(font)
    painter.setPen(ink)
    y = room.top()
    for words in _in_lines(metrics, event.title, room.width(), max(1, min(2, lines - 2))):
        painter.drawText(QRect(room.left(), y, room.width(), metrics.height()), shapes.LEFT_MIDDLE, words)
        y += metrics.height()
    painter.setFont(theme.font(size=12))
    metrics = painter.fontMetrics()
    left = rect.left() + pad
    for one in filter(None, under):
        if y + metrics.height() > rect.bottom():
            break
        painter.setPen(theme.colour("soft"))
        line = QRect(left, y, rect.right() - left - theme.px(3), metrics.height())
        painter.drawText(line, shapes.LEFT_MIDDLE, metrics.elidedText(one, _ELIDED, line.width()))
        y += metrics.height()
    painter.restore()


def paint_day(painter: QPainter, rect: QRect, words: str, *, today: bool, soft: bool) -> None:
    """The heading of a day at the left of a rectangle; today's on the accent."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(theme.font(size=12, bold=today))
    metrics = painter.fontMetrics()
    if today:
        high = metrics.height() + 2
        body = QRectF(
            rect.left(), rect.center().y() - high / 2 + 0.5, metrics.horizontalAdvance(words) + high * 0.8, high
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent"))
        painter.drawRoundedRect(body, high / 2, high / 2)
        painter.setPen(theme.colour("on_accent"))
        painter.drawText(body, int(CENTRE), words)
    else:
        painter.setPen(theme.colour("soft" if soft else "ink"))
        painter.drawText(rect.adjusted(theme.px(4), 0, 0, 0), shapes.LEFT_MIDDLE, words)
    painter.restore()


def paint_more(painter: QPainter, rect: QRect, hidden: int) -> None:
    """How many more events a day has than there is room for."""
    painter.setFont(theme.font(size=12, bold=True))
    painter.setPen(theme.colour("accent"))
    room = rect.adjusted(theme.px(5), 0, 0, 0)
    painter.drawText(room, shapes.LEFT_MIDDLE, more_words(painter.fontMetrics(), hidden, room.width()))


def more_words(metrics: QFontMetrics, hidden: int, room: int) -> str:
    """ "+3 more", or "+3" where that does not fit."""
    words = f"+{hidden} more"
    return words if metrics.horizontalAdvance(words) <= room else f"+{hidden}"


def paint_ring(painter: QPainter, rect: QRect, *, focus: bool) -> None:
    """The day people are on; plainly when the keyboard is here."""
    painter.save()
    wide = 2 if focus else 1
    painter.setPen(QPen(theme.colour("accent"), wide))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(rect).adjusted(wide / 2, wide / 2, -wide / 2, -wide / 2))
    painter.restore()


def paint_grid_line(painter: QPainter, x1: int, y1: int, x2: int, y2: int) -> None:
    """A line between days or hours."""
    painter.setPen(QPen(theme.colour("line"), 1))
    painter.drawLine(QPointF(x1 + 0.5, y1 + 0.5), QPointF(x2 + 0.5, y2 + 0.5))


def paint_bubble(painter: QPainter, inside: QRect, words: str, x: int, y: int) -> None:
    """Words beside the mouse, kept inside a rectangle: where what is dragged would go."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(theme.font(size=13, bold=True))
    metrics = painter.fontMetrics()
    wide, high = metrics.horizontalAdvance(words) + theme.px(20), metrics.height() + theme.px(10)
    left = min(max(x + theme.px(12), inside.left() + 2), inside.right() - wide - 2)
    top = min(max(y + theme.px(12), inside.top() + 2), inside.bottom() - high - 2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("accent"))
    painter.drawRoundedRect(QRectF(left, top, wide, high), 5, 5)
    painter.setPen(theme.colour("on_accent"))
    painter.drawText(QRectF(left, top, wide, high), int(CENTRE), words)
    painter.restore()
