"""Timeline paint: how the rows of the timeline are drawn: bars, milestones, marks, and the words beside them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen, QPolygonF

from ward_desk.core.typed import show_date
from ward_desk.service.plan.plan_views import Milestone, PlanAction, days
from ward_desk.ui import marks, shapes, theme
from ward_desk.ui.pages.plan.timeline_scale import Scale

RIGHT_MIDDLE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter
CLIP = Qt.ClipOperation.IntersectClip


class Room(NamedTuple):
    """Where the days are on screen."""

    scale: Scale
    left: int  # of the days, right of the column of names
    right: int
    scrolled: int
    today: date

    def x(self, day: date) -> float:
        """Where a day begins on screen."""
        return self.left + self.scale.x(day) - self.scrolled

    def after(self, day: date) -> float:
        """Where a day ends."""
        return self.x(day) + self.scale.day


class Bar(NamedTuple):
    """Where an action stands in its row."""

    left: float
    right: float  # of its dates
    end: float  # of what is late, too
    whole: bool  # it has both dates


def bar_of(room: Room, start: date | None, due: date | None, late: int) -> Bar | None:
    """The place of a bar; None without any date. With one date only it is a mark, as wide as it is seen."""
    if start is None and due is None:
        return None
    half = theme.px(5)
    if start is None or due is None:
        middle = room.x(start) if start else room.after(due)  # type: ignore[arg-type] # one of them there is
        left, right = middle - half, middle + half
    else:
        left, right = room.x(start), max(room.after(due), room.x(start) + theme.px(4))
    return Bar(left, right, max(right, room.x(room.today)) if late else right, bool(start and due))


def paint_bar(painter: QPainter, room: Room, action: PlanAction, bar: Bar, middle: float, *, wrong: bool) -> None:
    """The bar of an action with its progress, and what is late of it hatched."""
    mark = marks.standing(action.status, action.rating)
    tone = mark.tone if mark else "grey"
    high = theme.px(16)
    colours = theme.tone(tone)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    # A bar of a hundred years is drawn no further than anybody sees.
    left, right = max(bar.left, room.left - 40.0), min(bar.right, room.right + 40.0)
    if bar.end > bar.right:
        late = QRectF(bar.right, middle - high / 2 + 2, bar.end - bar.right, high - 4)
        late = late.intersected(QRectF(room.left - 40.0, late.top(), room.right - room.left + 80.0, late.height()))
        painter.fillRect(late, QBrush(theme.colour("red"), Qt.BrushStyle.BDiagPattern))
        painter.setPen(QPen(theme.colour("red"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(late)
    body = QRectF(left + 0.5, middle - high / 2 + 0.5, max(right - left - 1, 2.0), high - 1)
    if bar.whole and right > left:
        radius = min(4.0, body.width() / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.ground)
        painter.drawRoundedRect(body, radius, radius)
        done = bar.left + (bar.right - bar.left) * min(action.progress or 0, 100) / 100
        if done > body.left():
            painter.save()
            painter.setClipRect(QRectF(body.left(), body.top(), done - body.left(), body.height()), CLIP)
            painter.setBrush(theme.colour(f"fill_{tone}"))
            painter.drawRoundedRect(body, radius, radius)
            painter.restore()
        pen = QPen(theme.colour("red") if wrong else colours.mark, 2 if wrong else 1.2)
        if action.status == "cancelled":
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(body, radius, radius)
    elif not bar.whole:
        side = theme.px(10)
        box = QRectF((bar.left + bar.right - side) / 2, middle - side / 2, side, side)
        shapes.paint_shape(painter, box, mark.shape if mark else "ring", colours.mark)
    painter.restore()


def paint_grips(painter: QPainter, bar: Bar, middle: float) -> None:
    """What a bar is taken by at its ends."""
    half = theme.px(11)
    painter.setPen(QPen(theme.colour("ink"), 3))
    for x in (bar.left, bar.right):
        painter.drawLine(QPointF(x, middle - half), QPointF(x, middle + half))


def paint_milestones(painter: QPainter, room: Room, milestones: Sequence[Milestone], middle: float) -> None:
    """Diamonds on their days, filled when done."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for one in milestones:
        if one.day is None:
            continue
        x, half = _place(room, one.day), theme.px(6)
        if not room.left - half < x < room.right + half:
            continue
        done = one.done_on is not None
        painter.setPen(QPen(theme.colour("card" if done else "ink"), 1.6))
        painter.setBrush(theme.colour("ink" if done else "card"))
        painter.drawPolygon(
            QPolygonF([QPointF(x, middle - half), QPointF(x + half, middle), QPointF(x, middle + half),
                       QPointF(x - half, middle)])
        )  # fmt: skip
    painter.restore()


def milestone_at(room: Room, milestones: Sequence[Milestone], x: float) -> Milestone | None:
    """The milestone that stands there; the last painted of several."""
    near = theme.px(7)
    found = [one for one in milestones if one.day and abs(_place(room, one.day) - x) <= near]
    return found[-1] if found else None


def milestone_places(room: Room, milestones: Sequence[Milestone]) -> list[float]:
    """Where the milestones stand, from the left."""
    return sorted(_place(room, one.day) for one in milestones if one.day)


def _place(room: Room, day: date) -> float:
    return room.x(day) + room.scale.day / 2


def paint_words(
    painter: QPainter, room: Room, action: PlanAction, bar: Bar | None, taken: Sequence[float], row: QRect, under: str
) -> None:
    """The mark of an action with its word, and what its dates want said, beside its bar where there is room.

    `taken` is where milestones stand; `under` is the role of what the row is painted on.
    """
    mark = marks.standing(action.status, action.rating)
    painter.setFont(theme.font(size=12))
    metrics, gap = painter.fontMetrics(), theme.px(6)
    said = _said(room, action, bar)
    pill = shapes.pill_width(metrics, mark) if mark else 0
    wide = pill + (gap + metrics.horizontalAdvance(said) if said else 0)
    before = bar is not None and bar.end < room.left  # further left than anybody sees
    after = bar is not None and bar.left > room.right
    away = _away(action, before=before) if before or after else ""
    wide_away = metrics.horizontalAdvance(away) + theme.px(10) if away else 0
    if bar is None or before:
        x = float(room.left + gap + wide_away)
    elif after:
        x = float(room.right - gap - wide_away - wide)
    else:
        x = _beside(room, bar, wide, gap, taken)
    words = QRect(round(x) + pill + gap, row.top(), wide - pill, row.height())
    _paint_under(painter, words.adjusted(0, 0, -gap, 0) if said else QRect(), under)
    if away:
        at = QRect(room.left + gap if before else room.right - gap - wide_away, row.top(), wide_away, row.height())
        _paint_under(painter, at, under)
        painter.setPen(theme.colour("soft"))
        painter.drawText(at, shapes.LEFT_MIDDLE if before else RIGHT_MIDDLE, away)
    if mark:
        shapes.paint_pill(painter, QRect(round(x), row.top(), pill, row.height()), mark)
    painter.setPen(theme.colour("red_ink" if action.days_late(room.today) else "soft"))
    painter.drawText(words, shapes.LEFT_MIDDLE, said)


def _said(room: Room, action: PlanAction, bar: Bar | None) -> str:
    """What stands beside the mark: how late it is, which dates it has not."""
    late = action.days_late(room.today)
    said = [f"{days(late)} late"] if late else []
    if bar is None:
        said.append("no dates")
    elif not bar.whole:
        said.append("no start date" if action.start is None else "no due date")
    return ", ".join(said)


def _paint_under(painter: QPainter, words: QRect, role: str) -> None:
    """The ground of words that may lie over a bar or a milestone."""
    high = painter.fontMetrics().height() + 2
    if not words.isNull():
        painter.fillRect(words.left(), words.center().y() - high // 2, words.width(), high, theme.colour(role))


def _beside(room: Room, bar: Bar, wide: int, gap: int, taken: Sequence[float]) -> float:
    """Right of the bar, past the milestones there; else left of it; else over its end."""
    x, half = max(bar.end + gap, room.left + gap), theme.px(8)
    for one in taken:
        if x - half < one < x + wide + half:
            x = one + half + gap
    if x + wide <= room.right:
        return x
    if bar.left - gap - wide >= room.left:
        return bar.left - gap - wide
    return float(room.right - gap - wide)


def _away(action: PlanAction, *, before: bool) -> str:
    """What stands at the edge for a bar that is further away."""
    day = (action.due or action.start) if before else (action.start or action.due)
    return "" if day is None else f"‹ {show_date(day)}" if before else f"{show_date(day)} ›"


def paint_bubble(painter: QPainter, inside: QRect, words: str, x: float, y: float, *, wrong: bool) -> None:
    """Words over the rows, kept inside a rectangle: the new dates of a bar on its way."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(theme.font(size=13, bold=True))
    flags = CENTRE | Qt.TextFlag.TextWordWrap
    room = QRect(0, 0, inside.width() - theme.px(24), inside.height())
    needed = painter.fontMetrics().boundingRect(room, flags, words)
    wide, high = needed.width() + theme.px(18), needed.height() + theme.px(8)
    left = min(max(x - wide / 2, inside.left() + 2.0), inside.right() - wide - 2.0)
    top = y if y + high < inside.bottom() else y - high - theme.px(40)
    box = QRectF(left, max(top, inside.top() + 2.0), wide, high)
    painter.setPen(QPen(theme.colour("red" if wrong else "accent"), 1.5))
    painter.setBrush(theme.colour("red_ground" if wrong else "card"))
    painter.drawRoundedRect(box, 5, 5)
    painter.setPen(theme.colour("red_ink" if wrong else "ink"))
    painter.drawText(box, int(flags), words)
    painter.restore()
