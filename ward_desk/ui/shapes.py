"""Shapes: what widgets and table cells paint alike: marks, pills, progress bars, theme squares, sparklines."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPolygonF

from ward_desk.ui import theme
from ward_desk.ui.marks import Mark

LEFT_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def paint_shape(painter: QPainter, box: QRectF, shape: str, ink: QColor) -> None:
    """The shape of a mark filling a square box."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    if shape == "circle":
        painter.drawEllipse(box)
    elif shape == "triangle":
        top = QPointF(box.center().x(), box.top())
        painter.drawPolygon(QPolygonF([top, box.bottomRight(), box.bottomLeft()]))
    elif shape == "square":
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
    elif shape in ("ring", "tick"):
        pen = QPen(ink, max(1.4, box.width() / 6))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if shape == "ring":
            painter.drawEllipse(box.adjusted(0.7, 0.7, -0.7, -0.7))
        else:
            width, height = box.width(), box.height()
            corner = box.topLeft()
            stroke = ((0.05, 0.55), (0.36, 0.88), (0.95, 0.15))
            painter.drawPolyline([corner + QPointF(x * width, y * height) for x, y in stroke])
    painter.restore()


def pill_width(metrics: QFontMetrics, mark: Mark) -> int:
    """How wide a pill is with letters of that size."""
    height = metrics.height()
    return metrics.horizontalAdvance(mark.words) + height + (0 if mark.shape == "none" else round(height * 0.85))


def paint_pill(painter: QPainter, rect: QRect, mark: Mark) -> None:
    """A pill at the left of a rectangle, in its middle: shape and word on a pale ground; elided when too narrow."""
    metrics = painter.fontMetrics()
    height = metrics.height() + 4
    width = min(pill_width(metrics, mark), rect.width())
    body = QRectF(rect.left() + 0.5, rect.center().y() - height / 2 + 0.5, width - 1, height)
    tone = theme.tone(mark.tone)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(tone.line)
    painter.setBrush(tone.ground)
    painter.drawRoundedRect(body, height / 2, height / 2)
    left = body.left() + metrics.height() * 0.5
    if mark.shape != "none":
        side = metrics.height() * 0.55
        paint_shape(painter, QRectF(left, body.center().y() - side / 2, side, side), mark.shape, tone.mark)
        left += metrics.height() * 0.85
    painter.setPen(tone.ink)
    words = QRectF(left, body.top(), body.right() - left - 2, body.height())
    room = round(words.width())
    painter.drawText(words, LEFT_MIDDLE, metrics.elidedText(mark.words, Qt.TextElideMode.ElideRight, room))
    painter.restore()


def paint_progress(painter: QPainter, rect: QRect, per_cent: float) -> None:
    """A bar with its per cent beside it; 100 is full, more is drawn full and written as it is."""
    metrics = painter.fontMetrics()
    words = metrics.horizontalAdvance("100%") + 6
    bar = max(0, rect.width() - words)
    thick = max(4.0, metrics.height() * 0.3)
    track = QRectF(rect.left(), rect.center().y() - thick / 2 + 0.5, bar, thick)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if bar > 12:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("track"))
        painter.drawRoundedRect(track, thick / 2, thick / 2)
        share = min(1.0, max(0.0, per_cent / 100))
        if share:
            painter.setBrush(theme.colour("accent"))
            track.setWidth(max(thick, bar * share))
            painter.drawRoundedRect(track, thick / 2, thick / 2)
    painter.setPen(theme.colour("ink"))
    beside = QRect(rect.left() + bar + 6, rect.top(), words, rect.height())
    painter.drawText(beside, LEFT_MIDDLE, f"{per_cent:.0f}%")
    painter.restore()


def paint_theme(painter: QPainter, rect: QRect, position: int | None, words: str) -> None:
    """The square of a theme, by its place in the programme, and its name; no square when it has no place."""
    metrics = painter.fontMetrics()
    left = rect.left()
    if position is not None and words:
        side = round(metrics.height() * 0.5)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.theme_colour(position))
        painter.drawRoundedRect(QRectF(left, rect.center().y() - side / 2 + 0.5, side, side), 2, 2)
        painter.restore()
        left += round(side * 1.7)
    room = QRect(left, rect.top(), rect.right() - left, rect.height())
    painter.drawText(room, LEFT_MIDDLE, metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width()))


def paint_sparkline(painter: QPainter, rect: QRect, values: Sequence[float | None], role: str = "accent") -> None:
    """A line through values in their order; a missing value is a gap, never a nought."""
    known = [one for one in values if one is not None]
    if not known or len(values) < 2:
        return
    low, high = min(known), max(known)
    body = QRectF(rect).adjusted(2, 3, -2, -3)
    step = body.width() / (len(values) - 1)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour(role), 1.6))
    before: QPointF | None = None
    for place, value in enumerate(values):
        if value is None:
            before = None
            continue
        share = (value - low) / (high - low) if high > low else 0.0
        point = QPointF(body.left() + place * step, body.bottom() - share * body.height())
        if before is not None:
            painter.drawLine(before, point)
        elif place + 1 == len(values) or values[place + 1] is None:
            painter.drawEllipse(point, 1.0, 1.0)
        before = point
    painter.restore()
