"""Timeline sheet: the whole of the timeline as it is drawn: the heading of days, today, the rows with their names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPen

from ward_desk.core.typed import show_date
from ward_desk.service.plan.plan_views import Milestone, PlanAction
from ward_desk.ui import shapes, theme
from ward_desk.ui.pages.plan import timeline_paint, timeline_scale
from ward_desk.ui.pages.plan.timeline_move import Move
from ward_desk.ui.pages.plan.timeline_paint import CENTRE, Bar, Room
from ward_desk.ui.pages.plan.timeline_scale import Span
from ward_desk.ui.table import table_cells
from ward_desk.ui.table.table_groups import Heading


def heading_height() -> int:
    """The two lines over the rows."""
    return 2 * theme.px(24)


class ShownRow(NamedTuple):
    """A row on screen: an action, or the heading of a group."""

    rect: QRect
    action: PlanAction | None
    bar: Bar | None
    milestones: Sequence[Milestone]
    heading: Heading | None
    chosen: bool
    current: bool  # the keyboard is on it
    hover: bool
    editable: bool
    move: Move | None  # it is on its way to other dates

    @property
    def ground(self) -> str:
        """The role of what it is painted on."""
        return "accent_ground" if self.chosen else "hover" if self.hover else "card"


def paint(painter: QPainter, view: QRect, room: Room, rows: Sequence[ShownRow], start_month: int) -> None:
    """Everything, in its order from the ground up. `start_month` is that of the financial year."""
    top = heading_height()
    upper, lower = timeline_scale.heading(
        room.scale, room.scrolled, room.scrolled + room.right - room.left, start_month
    )
    actions = [(one, one.action) for one in rows if one.action is not None]
    painter.fillRect(view, theme.colour("card"))
    for one, _ in actions:
        _paint_ground(painter, one)
    painter.setClipRect(view.adjusted(room.left, top, 0, 0))
    _paint_grid(painter, room, [*lower, *upper], view.height())
    for one, action in actions:
        _paint_bar(painter, room, one, action)
    _paint_today(painter, room, view.height())
    for one, action in actions:
        taken = timeline_paint.milestone_places(room, one.milestones)
        timeline_paint.paint_words(painter, room, action, one.bar, taken, one.rect, one.ground)
    painter.setClipRect(view.adjusted(0, top, 0, 0))
    for one in rows:
        if one.action is not None:
            _paint_name(painter, QRect(0, one.rect.top(), room.left, one.rect.height()), one.action, one.ground)
        elif one.heading is not None:
            table_cells.paint_heading(painter, one.rect, one.heading, current=one.current)
        if one.current:
            _paint_focus(painter, one.rect)
    painter.setClipping(False)
    _paint_heading(painter, room, upper, lower)
    for one, _ in actions:
        _paint_bubble(painter, view.adjusted(0, top, 0, 0), one)


def _paint_ground(painter: QPainter, row: ShownRow) -> None:
    painter.fillRect(row.rect, theme.colour(row.ground))
    painter.setPen(theme.colour("track"))
    painter.drawLine(row.rect.bottomLeft(), row.rect.bottomRight())


def _paint_bar(painter: QPainter, room: Room, row: ShownRow, action: PlanAction) -> None:
    middle = row.rect.center().y() + 0.5
    if row.bar is not None:
        wrong = row.move is not None and bool(row.move.wrong)
        timeline_paint.paint_bar(painter, room, action, row.bar, middle, wrong=wrong)
        if row.move is not None or (row.hover and row.editable and row.bar.whole):
            timeline_paint.paint_grips(painter, row.bar, middle)
    timeline_paint.paint_milestones(painter, room, row.milestones, middle)


def _paint_bubble(painter: QPainter, inside: QRect, row: ShownRow) -> None:
    """The new dates below a bar on its way."""
    if row.move is None or row.bar is None:
        return
    x = {"start": row.bar.left, "due": row.bar.right, "bar": (row.bar.left + row.bar.right) / 2}[row.move.part]
    below = row.rect.bottom() + 2.0
    timeline_paint.paint_bubble(painter, inside, row.move.words, x, below, wrong=bool(row.move.wrong))


def _paint_grid(painter: QPainter, room: Room, spans: Sequence[Span], height: int) -> None:
    """A line where each stretch of the heading begins, stronger for a financial year."""
    for span in spans:
        x = round(room.left + span.x - room.scrolled)
        painter.setPen(QPen(theme.colour("field_line" if span.year else "track"), 1))
        painter.drawLine(x, heading_height(), x, height)


def _paint_today(painter: QPainter, room: Room, height: int) -> None:
    """Today, down all rows."""
    x = round(room.x(room.today))
    painter.setPen(QPen(theme.colour("accent"), 2))
    painter.drawLine(x, heading_height(), x, height)


def _paint_name(painter: QPainter, names: QRect, action: PlanAction, role: str) -> None:
    """Reference and title, over whatever bar goes on beneath them."""
    painter.fillRect(names.adjusted(0, 0, 0, -1), theme.colour(role))
    if role == "accent_ground":
        painter.fillRect(names.left(), names.top(), 3, names.height() - 1, theme.colour("accent"))
    gap = theme.px(8)
    painter.setFont(theme.font(size=13))
    metrics = painter.fontMetrics()
    ref = metrics.horizontalAdvance(action.ref) + theme.px(10)
    painter.setPen(theme.colour("soft"))
    painter.drawText(names.adjusted(gap, 0, 0, 0), shapes.LEFT_MIDDLE, action.ref)
    painter.setPen(theme.colour("ink"))
    room = names.adjusted(gap + ref, 0, -gap, 0)
    title = metrics.elidedText(" ".join(action.title.split()), Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, shapes.LEFT_MIDDLE, title)
    painter.setPen(theme.colour("line"))
    painter.drawLine(names.topRight(), names.bottomRight())


def _paint_heading(painter: QPainter, room: Room, upper: Sequence[Span], lower: Sequence[Span]) -> None:
    """The two lines of days over the rows, with today among them."""
    tall = heading_height()
    high = tall // 2
    painter.fillRect(0, 0, room.right, tall, theme.colour("card"))
    painter.save()
    painter.setClipRect(room.left, 0, room.right - room.left, tall)
    today = _today_box(painter, room, high)
    for top, spans, role in ((0, upper, "ink"), (high, lower, "soft")):
        painter.setFont(theme.font(size=12, bold=top == 0))
        for span in spans:
            _paint_span(painter, room, span, QRect(0, top, 0, high), role, today if top else QRect())
    if not today.isNull():
        painter.setFont(theme.font(size=12, bold=True))
        painter.fillRect(today, theme.colour("accent"))
        painter.setPen(theme.colour("on_accent"))
        painter.drawText(today, CENTRE, _today_words(room))
    painter.restore()
    painter.setPen(theme.colour("line"))
    painter.drawLine(0, tall - 1, room.right, tall - 1)
    painter.setFont(theme.font(size=12, bold=True))
    painter.setPen(theme.colour("soft"))
    painter.drawText(QRect(theme.px(8), high, room.left, high), shapes.LEFT_MIDDLE, "Action")


def _paint_span(painter: QPainter, room: Room, span: Span, line: QRect, role: str, taken: QRect) -> None:
    metrics, gap = painter.fontMetrics(), theme.px(6)
    x = room.left + span.x - room.scrolled
    painter.setPen(theme.colour("field_line" if span.year else "line"))
    painter.drawLine(round(x), line.top(), round(x), line.top() + line.height())
    begin = max(x, room.left) + gap  # what began further left is still said
    wide = min(x + span.width, room.right) - begin - 2
    words = next((one for one in span.words if metrics.horizontalAdvance(one) <= wide), "")
    box = QRect(round(begin), line.top(), metrics.horizontalAdvance(words) + 2, line.height())
    if words and not box.intersects(taken):  # half a word beside today's would be worse than none
        painter.setPen(theme.colour(role))
        painter.drawText(box, shapes.LEFT_MIDDLE, words)


def _today_words(room: Room) -> str:
    return f"Today {show_date(room.today)}"


def _today_box(painter: QPainter, room: Room, high: int) -> QRect:
    """Where today is named; nowhere when it is not on screen."""
    x = room.x(room.today)
    if not room.left <= x <= room.right:
        return QRect()
    painter.setFont(theme.font(size=12, bold=True))
    wide = painter.fontMetrics().horizontalAdvance(_today_words(room)) + theme.px(12)
    left = min(max(round(x - wide / 2), room.left), max(room.left, room.right - wide))
    return QRect(left, high + 1, wide, high - 3)


def _paint_focus(painter: QPainter, row: QRect) -> None:
    """The ring around the row the keyboard is on."""
    painter.setPen(QPen(theme.colour("accent"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(row.adjusted(1, 1, -2, -2))
