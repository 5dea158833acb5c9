"""Timeline chart: the rows of the list with their bars, painted as they come on screen; its keys and its mouse."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QToolTip, QWidget

from ward_desk.core.periods import APRIL
from ward_desk.service.document import Document
from ward_desk.service.plan.plan_views import PlanAction
from ward_desk.ui import theme
from ward_desk.ui.pages.plan import timeline_paint, timeline_sheet
from ward_desk.ui.pages.plan.plan_rows import PlanRows
from ward_desk.ui.pages.plan.timeline_days import Days
from ward_desk.ui.pages.plan.timeline_move import Part
from ward_desk.ui.pages.plan.timeline_mover import Mover
from ward_desk.ui.pages.plan.timeline_paint import Bar
from ward_desk.ui.pages.plan.timeline_sheet import ShownRow
from ward_desk.ui.table.table_cells import row_height

NAMES: Final = 270  # px at 100 %, of the column of names, where there is room
_WEEK: Final = 7
_KEY = Qt.Key
_STEPS: Final = {_KEY.Key_Up: -1, _KEY.Key_Down: 1}
_ZOOM_KEYS: Final = {_KEY.Key_Plus: 1, _KEY.Key_Equal: 1, _KEY.Key_Minus: -1}
_OWN: Final = (_KEY.Key_Left, _KEY.Key_Right, _KEY.Key_T, _KEY.Key_Space, *_STEPS, *_ZOOM_KEYS)


class Hit(NamedTuple):
    """What stands under the mouse."""

    row: int
    row_id: str  # "" for the heading of a group
    part: Part | None = None  # of the bar; None beside it


class TimelineChart(QAbstractScrollArea):
    """Names on the left, days on the right. Rows are those of the list, headings of groups among them."""

    activated = Signal(str)
    said = Signal(str)

    def __init__(
        self, doc: Document, rows: PlanRows, attempt: Callable[[Callable[[], object]], bool],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._doc, self._rows = doc, rows
        self._stale = False  # something was changed since the days of the plan were asked
        self._pressed: tuple[int, Hit] | None = None  # the mouse is down, so far along all days, and may go on to drag
        self._hover = -1
        self.mover = Mover(doc, attempt, self)
        self.mover.changed.connect(self._on_move)
        self.mover.said.connect(self.said)
        self._follow = QTimer(self)  # after a change, once the list has found its place again
        self._follow.setSingleShot(True)
        self._follow.timeout.connect(self._settle)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.days = Days(doc, self.horizontalScrollBar(), lambda: (self.names_width, self.viewport().width()), self)
        self.days.zoomed.connect(lambda _zoom: self.viewport().update())
        rows.changed.connect(self._on_changed)
        rows.moved.connect(self._on_moved)
        self._tell()

    # Where things are.

    def sizeHint(self) -> QSize:
        return QSize(theme.px(740), theme.px(400))

    @property
    def names_width(self) -> int:
        """The column of references and titles."""
        return min(theme.px(NAMES), round(self.viewport().width() * 0.36))

    def row_rect(self, row: int) -> QRect:
        """Where a row of the list is on screen."""
        high = row_height()
        top = timeline_sheet.heading_height() + row * high - self.verticalScrollBar().value()
        return QRect(0, top, self.viewport().width(), high)

    def row_at(self, y: int) -> int:
        """The row at a height on screen; -1 for none."""
        if y < timeline_sheet.heading_height():
            return -1
        row = (y - timeline_sheet.heading_height() + self.verticalScrollBar().value()) // row_height()
        return row if row < self._rows.model.rowCount() else -1

    def rows_shown(self) -> range:
        """The rows on screen."""
        high, top = row_height(), self.verticalScrollBar().value()
        last = (top + max(0, self.viewport().height() - timeline_sheet.heading_height())) // high
        return range(top // high, min(self._rows.model.rowCount(), last + 1))

    def action_in(self, row_id: str) -> PlanAction | None:
        """An action as it is shown: with the dates it is being moved to."""
        action = self._rows.action(row_id) if row_id else None
        return self.mover.shown(action) if action is not None else None

    def bar_in(self, row: int) -> Bar | None:
        """The bar of the action in a row."""
        action = self.action_in(self._rows.model.id_at(row))
        room = self.days.room
        if action is None:
            return None
        return timeline_paint.bar_of(room, action.start, action.due, action.days_late(room.today))

    def hit(self, at: QPoint) -> Hit | None:
        """What stands at a point; None for none of the rows."""
        row = self.row_at(at.y())
        if row < 0:
            return None
        row_id = self._rows.model.id_at(row)
        bar = self.bar_in(row) if at.x() >= self.names_width else None
        if bar is None:
            return Hit(row, row_id)
        near = theme.px(6)
        inside = min(near, (bar.right - bar.left) / 3)
        if not bar.left - near <= at.x() <= bar.right + near:
            return Hit(row, row_id)
        part: Part = "bar"
        if bar.whole and at.x() >= bar.right - inside:
            part = "due"
        elif bar.whole and at.x() <= bar.left + inside:
            part = "start"
        return Hit(row, row_id, part)

    def _fit(self) -> None:
        view, page = self.viewport(), row_height()
        down = self.verticalScrollBar()
        tall = view.height() - timeline_sheet.heading_height()
        down.setPageStep(max(page, tall))
        down.setSingleStep(page)
        down.setRange(0, max(0, self._rows.model.rowCount() * page - tall))
        self.days.fit()

    # What changes.

    def _on_changed(self) -> None:
        self._stale = True
        if self.isVisible():
            self._follow.start(0)

    def _settle(self) -> None:
        """Show the list as it is now, and ask again from when to when the plan goes."""
        if self._stale:
            self._stale = False
            self.days.ask_again()
        self._fit()
        self._tell()
        self.viewport().update()

    def _on_moved(self) -> None:
        if not self.mover.dragging and not self.mover.moves(self._rows.here):
            self.mover.commit()
        if self.isVisible():
            self._show_row(self._rows.current_row)
            self._tell()
            self.viewport().update()

    def _show_row(self, row: int) -> None:
        if row < 0:
            return
        down, high = self.verticalScrollBar(), row_height()
        tall = self.viewport().height() - timeline_sheet.heading_height()
        if row * high < down.value():
            down.setValue(row * high)
        elif (row + 1) * high > down.value() + tall:
            down.setValue((row + 1) * high - tall)

    def _tell(self) -> None:
        """Give the words of what people are on to whoever reads the screen to them."""
        action, row = self.action_in(self._rows.here), self._rows.current_row
        words = "Timeline of the actions"
        if action is not None:
            words = f"Timeline. {action.words(self._doc.today)}"
        elif row >= 0 and (heading := self._rows.model.heading_at(row)) is not None:
            words = f"Timeline. {heading.words}, {heading.number} folded"
        if self.mover.move is not None:
            words = f"{words}. {self.mover.move.words}"
        if words != self.accessibleName():
            self.setAccessibleName(words)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()
        self._settle()
        self._show_row(self._rows.current_row)

    def hideEvent(self, event: QHideEvent) -> None:
        self.commit()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:  # the size of text was changed
            self._fit()
            self.days.grow()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._rows.current_row < 0:
            self._rows.step(1)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if not self.mover.dragging:
            self.commit()
        self.viewport().update()

    # Moving dates.

    def commit(self) -> None:
        """Keep the dates that were moved, as one operation."""
        self._pressed = None
        self.mover.commit()

    def _step(self, part: Part, by: int) -> None:
        action = self._rows.action(self._rows.here) if self._rows.here else None
        if action is not None and self.mover.step(action, part, by):
            self._show_row(self._rows.current_row)
            move = self.mover.move
            day = move and (move.start if part == "start" else move.due)
            if day:
                self.days.show(day)

    def _on_move(self) -> None:
        self._tell()
        self.viewport().update()

    # Keys.

    def event(self, event: QEvent) -> bool:
        # Keys of the window are not meant while the timeline has a use for them.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._takes(event):
            event.accept()
            return True
        return super().event(event)

    def _takes(self, event: QKeyEvent) -> bool:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == _KEY.Key_Escape:
            return self.mover.move is not None
        if control and event.key() not in (_KEY.Key_Left, _KEY.Key_Right):
            return False
        return event.key() in _OWN

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers()
        shift = bool(held & Qt.KeyboardModifier.ShiftModifier)
        if key == _KEY.Key_Escape and self.mover.move is not None:
            self._pressed = None
            self.mover.cancel()
        elif key in (_KEY.Key_Left, _KEY.Key_Right):
            way = 1 if key == _KEY.Key_Right else -1
            if shift:
                by = _WEEK if held & Qt.KeyboardModifier.ControlModifier else 1
                self._step("start" if held & Qt.KeyboardModifier.AltModifier else "due", way * by)
            else:
                self.days.step(way)
        elif self._rows.list_key(event):
            pass
        elif not self._takes(event) and key in _OWN:
            super().keyPressEvent(event)
        elif key in _STEPS:
            self._rows.step(_STEPS[_KEY(key)], choosing=shift)
        elif key in (_KEY.Key_PageUp, _KEY.Key_PageDown):
            page = max(1, (self.viewport().height() - timeline_sheet.heading_height()) // row_height() - 1)
            self._rows.step(page if key == _KEY.Key_PageDown else -page, choosing=shift)
        elif key in (_KEY.Key_Home, _KEY.Key_End):
            all_rows = self._rows.model.rowCount()
            self._rows.step(-all_rows if key == _KEY.Key_Home else all_rows, choosing=shift)
        elif key in _ZOOM_KEYS:
            self.days.zoom_by(_ZOOM_KEYS[_KEY(key)])
        elif key == _KEY.Key_T:
            self.days.show_today()
        elif key == _KEY.Key_Space and self._rows.current_row >= 0:
            self._rows.fold(self._rows.current_row)
        elif key in (_KEY.Key_Return, _KEY.Key_Enter):
            self._activate()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() in (_KEY.Key_Shift, _KEY.Key_Control, _KEY.Key_Alt):
            self.mover.let_go()
        super().keyReleaseEvent(event)

    def _activate(self) -> None:
        self.commit()
        if self._rows.here:
            self.activated.emit(self._rows.here)
        elif self._rows.current_row >= 0:
            self._rows.fold(self._rows.current_row)

    # The mouse.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        hit = self.hit(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or hit is None:
            super().mousePressEvent(event)
            return
        self.commit()
        held = event.modifiers()
        if not hit.row_id:
            self._rows.fold(hit.row)
        elif held & Qt.KeyboardModifier.ControlModifier:
            self._rows.toggle(hit.row_id)
        elif held & Qt.KeyboardModifier.ShiftModifier and self._rows.current_row >= 0:
            self._rows.choose_to(hit.row)
        else:
            self._rows.go_to(hit.row_id)
            if hit.part is not None:
                self._pressed = self.days.along(round(event.position().x())), hit

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._pressed is None:
            self._point(at)
            return
        start, hit = self._pressed
        if not self.mover.dragging:
            if abs(self.days.along(at.x()) - start) < QApplication.startDragDistance():
                return
            action = self._rows.action(hit.row_id)
            if action is None or hit.part is None or not self.mover.drag(action, hit.part):
                self._pressed = None
                return
        self._scroll_at_edge(at.x())
        self.mover.drag_to(round((self.days.along(at.x()) - start) / self.days.room.scale.day))

    def _scroll_at_edge(self, x: int) -> None:
        """Go on to earlier or later days while a bar is dragged against the edge."""
        edge = theme.px(16)
        if x > self.viewport().width() - edge:
            self.days.scroll(edge)
        elif x < self.names_width + edge:
            self.days.scroll(-edge)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        if self.mover.dragging:
            self.mover.drop()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        hit = self.hit(event.position().toPoint())
        self._pressed = None
        if hit is not None and hit.row_id:
            self.activated.emit(hit.row_id)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover = -1
        self.viewport().update()
        super().leaveEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            turned = event.angleDelta().y()
            if turned:
                self.days.zoom_by(1 if turned > 0 else -1, round(event.position().x()))
            event.accept()
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.days.scroll(-(event.angleDelta().y() or event.angleDelta().x()))
            event.accept()
        else:
            super().wheelEvent(event)

    def _point(self, at: QPoint) -> None:
        hit = self.hit(at)
        row = hit.row if hit else -1
        if row != self._hover:
            self._hover = row
            self.viewport().update()
        shape = Qt.CursorShape.ArrowCursor
        if hit and not self._doc.read_only:
            if hit.part in ("start", "due"):
                shape = Qt.CursorShape.SizeHorCursor
            elif hit.part == "bar":
                shape = Qt.CursorShape.OpenHandCursor
        self.viewport().setCursor(shape)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            words = self.tip_at(event.pos())
            if words:
                QToolTip.showText(event.globalPos(), words, self.viewport())
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def tip_at(self, at: QPoint) -> str:
        """What a tooltip says there: the whole action, or a milestone."""
        hit = self.hit(at)
        action = self.action_in(hit.row_id) if hit else None
        if hit is None or action is None:
            return ""
        if at.x() < self.names_width:
            return action.name
        one = timeline_paint.milestone_at(self.days.room, self._rows.milestones(hit.row_id), at.x())
        return f"Milestone: {one.words(self._doc.today)}" if one else action.words(self._doc.today)

    # Painting.

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        month = self._doc.partnership["year_start_month"]
        start = month if isinstance(month, int) and 1 <= month <= 12 else APRIL
        timeline_sheet.paint(painter, self.viewport().rect(), self.days.room, self._shown(), start)
        painter.end()

    def _shown(self) -> list[ShownRow]:
        """The rows on screen, with all that is drawn of them."""
        rows, model, current = self.rows_shown(), self._rows.model, self._rows.current_row
        ids = [model.id_at(row) for row in rows]
        self._rows.fetch(ids, milestones=True)
        focus, editable = self.hasFocus(), not self._doc.read_only
        return [
            ShownRow(
                self.row_rect(row), self.action_in(row_id), self.bar_in(row),
                self._rows.milestones(row_id) if row_id else (), None if row_id else model.heading_at(row),
                chosen=self._rows.is_chosen(row), current=focus and row == current,
                hover=row == self._hover, editable=editable, move=self.mover.move if self.mover.moves(row_id) else None,
            )
            for row, row_id in zip(rows, ids, strict=True)
        ]  # fmt: skip
