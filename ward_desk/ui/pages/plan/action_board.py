"""Action board: the plan as cards in columns by status, over the same list and the same choice as its table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ward_desk.core.choices import label as words_of
from ward_desk.core.ratings import STATUSES
from ward_desk.service.document import Document
from ward_desk.service.plan import plan_views
from ward_desk.ui import theme
from ward_desk.ui.pages.plan.board_lane import Lane
from ward_desk.ui.pages.plan.plan_rows import PlanRows
from ward_desk.ui.table.table_page import ListPane

_NOTHING: Final = {
    "not_started": "Nothing waits to be started.",
    "in_progress": "Nothing is in progress.",
    "on_hold": "Nothing is on hold.",
    "complete": "Nothing is complete.",
    "cancelled": "Nothing was cancelled.",
}
_KEY = Qt.Key
_HELD = Qt.KeyboardModifier
_STEPS: Final = {_KEY.Key_Up: -1, _KEY.Key_Down: 1}
_SIDES: Final = {_KEY.Key_Left: -1, _KEY.Key_Right: 1}
_FAR: Final = (_KEY.Key_Home, _KEY.Key_End, _KEY.Key_PageUp, _KEY.Key_PageDown)


class BoardView(QWidget):
    """The board. Keys and dragging move cards from status to status. `attempt` does what changes the document."""

    activated = Signal(str)  # Enter or double click: put the keyboard into the form of this action
    said = Signal(str)

    def __init__(
        self, doc: Document, pane: ListPane, parent: QWidget | None = None, *,
        attempt: Callable[[Callable[[], object]], bool],
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._doc, self._attempt = doc, attempt
        self.rows = PlanRows(doc, pane, self)
        self._places: dict[str, tuple[str, int]] = {}  # id -> status, place in its column
        self._stale = True  # the columns are to be dealt again
        self._pressed: tuple[QPoint, str, bool] | None = None  # where, on which card, whether it chooses on release
        self._dragged: list[str] = []
        self._follow = QTimer(self)  # after a change, once the list has found its place again
        self._follow.setSingleShot(True)
        self._follow.timeout.connect(self._deal_again)
        self.lanes: dict[str, Lane] = {}
        inner = QWidget()
        across = QHBoxLayout(inner)
        across.setContentsMargins(8, 8, 8, 8)
        across.setSpacing(8)
        for status, words in STATUSES:
            lane = Lane(doc, self.rows, words, _NOTHING[status])
            lane.cards.pressed.connect(self._on_pressed)
            lane.cards.released.connect(self._on_released)
            lane.cards.dragged.connect(self._on_dragged)
            lane.cards.opened.connect(self.activated)
            across.addWidget(lane, 1)
            self.lanes[status] = lane
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inner)
        self.area.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)
        self._ghost = QLabel(self)  # what is being dragged, beside the mouse
        self._ghost.setObjectName("ghost")
        self._ghost.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._ghost.hide()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.rows.changed.connect(self._on_changed)
        self.rows.moved.connect(self._on_moved)
        self._tell()

    def commit_pending(self) -> None:
        """Nothing is ever half done on the board but a drag, which is let go."""
        self._stop_dragging()

    # What is shown.

    def _deal(self) -> None:
        """Put every action of the list into the column of its status, in the order of the list."""
        if not self._stale:
            return
        self._stale = False
        statuses = plan_views.statuses(self._doc)
        dealt: dict[str, list[tuple[str, list[str]]]] = {status: [] for status in self.lanes}
        for heading, ids in self.rows.groups():
            group: dict[str, list[str]] = {status: [] for status in self.lanes}
            for row_id in ids:
                if (status := statuses.get(row_id)) in group:
                    group[status].append(row_id)
            for status, some in group.items():
                if some:
                    dealt[status].append((heading, some))
        self._places = {}
        for status, lane in self.lanes.items():
            lane.set_cards(dealt[status])
            self._places.update((row_id, (status, place)) for place, row_id in enumerate(lane.cards.ids) if row_id)

    def _deal_again(self) -> None:
        self._deal()
        self._show_current()
        self._paint_again()

    def _on_changed(self) -> None:
        self._stale = True
        if self.isVisible():
            self._follow.start(0)

    def _on_moved(self) -> None:
        if self.isVisible() and not self._stale:
            self._show_current()
            self._paint_again()

    def _paint_again(self) -> None:
        for lane in self.lanes.values():
            lane.cards.focused = self.hasFocus()
            lane.cards.viewport().update()

    def _show_current(self) -> None:
        found = self._places.get(self.rows.current_id)
        if found is not None:
            status, place = found
            self.lanes[status].cards.show_card(place)
            self.area.ensureWidgetVisible(self.lanes[status], theme.px(8), 0)
        self._tell()

    def _tell(self) -> None:
        """Give the words of what people are on to whoever reads the screen to them."""
        found = self._places.get(self.rows.current_id)
        action = self.rows.action(self.rows.current_id) if found else None
        words = "Board of the actions"
        if found is not None and action is not None:
            words = f"Board, {words_of(STATUSES, found[0])}. {action.words(self._doc.today)}"
        if words != self.accessibleName():
            self.setAccessibleName(words)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._deal()
        self._show_current()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            for lane in self.lanes.values():
                lane.cards.lay()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._deal()
        if self.rows.current_id not in self._places:
            self._go_to_first()
        self._paint_again()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._paint_again()

    def _go_to_first(self) -> None:
        first = next((one for one in self.rows.model.ids if one in self._places), "")
        if first:
            self.rows.go_to(first)

    # Moving cards.

    def move_to(self, ids: Sequence[str], status: str) -> bool:
        """Give actions a status, as one operation, and say what that means."""
        moving = [one for one in ids if self._places.get(one, (status, 0))[0] != status]
        if self._doc.read_only:
            self.said.emit("This document is open to read only: its cards stay where they are")
            return False
        if not moving or not self._attempt(lambda: plan_views.set_status(self._doc, moving, status)):
            return False
        first = self.rows.action(moving[0])
        who = first.ref if first and len(moving) == 1 else f"{len(moving)} actions"
        words = f"{who}: {words_of(STATUSES, status)}"
        left = plan_views.open_milestones(self._doc, moving) if status == "complete" else 0
        if left:
            words += f", with {left} {'milestone' if left == 1 else 'milestones'} still to be done"
        if not all(map(self.rows.model.holds, moving)):
            words += ". The filter leaves it out of the list" if len(moving) == 1 else ". The filter leaves some out"
        self.said.emit(words)
        return True

    def _move_by(self, way: int) -> None:
        found = self._places.get(self.rows.current_id)
        statuses = list(self.lanes)
        if found is None:
            return
        place = statuses.index(found[0]) + way
        if 0 <= place < len(statuses):
            self.move_to(self.rows.chosen_ids or [self.rows.current_id], statuses[place])

    # Keys.

    def event(self, event: QEvent) -> bool:
        # Keys of the window are not meant while the board has a use for them.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._takes(event):
            event.accept()
            return True
        return super().event(event)

    def _takes(self, event: QKeyEvent) -> bool:
        if event.key() == _KEY.Key_Escape:
            return bool(self._dragged)
        return event.key() in _SIDES or event.key() in _STEPS

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._deal()
        key, held = event.key(), event.modifiers()
        if key == _KEY.Key_Escape and self._dragged:
            self._stop_dragging()
        elif self.rows.list_key(event):
            pass
        elif key in _SIDES and held & (_HELD.AltModifier | _HELD.ControlModifier):
            self._move_by(_SIDES[_KEY(key)])
        elif key in _SIDES:
            self._go_aside(_SIDES[_KEY(key)])
        elif key in _STEPS or key in _FAR:
            self._go_along(_KEY(key), bool(held & _HELD.ShiftModifier))
        elif key in (_KEY.Key_Return, _KEY.Key_Enter) and self.rows.current_id:
            self.activated.emit(self.rows.current_id)
        else:
            super().keyPressEvent(event)

    def _go_along(self, key: Qt.Key, choosing: bool) -> None:
        """Go up or down a column, past the headings."""
        found = self._places.get(self.rows.current_id)
        if found is None:
            self._go_to_first()
            return
        status, place = found
        cards = self.lanes[status].cards
        page = max(1, len(cards.shown()) - 1)
        steps = {**_STEPS, _KEY.Key_Home: -len(cards.ids), _KEY.Key_End: len(cards.ids),
                 _KEY.Key_PageUp: -page, _KEY.Key_PageDown: page}  # fmt: skip
        by = steps[key]
        wanted = cards.card_near(place + by, 1 if by > 0 else -1)
        if choosing:
            span = cards.ids[min(place, wanted) : max(place, wanted) + 1]
            self.rows.choose({*self.rows.chosen_ids, *filter(None, span)}, cards.ids[wanted])
        else:
            self.rows.go_to(cards.ids[wanted])

    def _go_aside(self, way: int) -> None:
        """Go to the card at the same height of the next column that has any."""
        found = self._places.get(self.rows.current_id)
        if found is None:
            self._go_to_first()
            return
        statuses = list(self.lanes)
        cards = self.lanes[found[0]].cards
        height = cards.card_rect(found[1]).center().y()
        place = statuses.index(found[0]) + way
        while 0 <= place < len(statuses):
            other = self.lanes[statuses[place]].cards
            if other.ids:
                self.rows.go_to(other.ids[other.card_near(other.place_at(height), 1)])
                return
            place += way

    # The mouse.

    def _on_pressed(self, row_id: str, held: Qt.KeyboardModifier, at: QPoint) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._pressed = None
        if not row_id:
            return
        if held & _HELD.ControlModifier:
            self.rows.toggle(row_id)
        elif held & _HELD.ShiftModifier and self.rows.current_id in self._places:
            status, place = self._places[row_id]
            other, before = self._places[self.rows.current_id]
            span = self.lanes[status].cards.ids[min(place, before) : max(place, before) + 1] if other == status else []
            self.rows.choose({*self.rows.chosen_ids, row_id, *filter(None, span)}, row_id)
        else:
            several = row_id in self.rows.chosen_ids and len(self.rows.chosen_ids) > 1
            if not several:  # pressing one of several may begin to drag them all
                self.rows.go_to(row_id)
            self._pressed = at, row_id, several

    def _on_dragged(self, at: QPoint) -> None:
        if self._pressed is None:
            return
        start, row_id, _ = self._pressed
        if not self._dragged:
            if (at - start).manhattanLength() < QApplication.startDragDistance():
                return
            if self._doc.read_only:
                self._pressed = None
                self.said.emit("This document is open to read only: its cards stay where they are")
                return
            self._dragged = self.rows.chosen_ids or [row_id]
            for lane in self.lanes.values():
                lane.cards.faint = frozenset(self._dragged)
            self._paint_again()
        self._point(at)

    def lane_at(self, at: QPoint) -> str:
        """The status of the column at a point of the screen; "" for none."""
        for status, lane in self.lanes.items():
            if lane.rect().contains(lane.mapFromGlobal(at)):
                return status
        return ""

    def _point(self, at: QPoint) -> None:
        status = self.lane_at(at)
        for code, lane in self.lanes.items():
            lane.set_target(code == status)
        if status:
            self.area.ensureWidgetVisible(self.lanes[status], theme.px(8), 0)
        action = self.rows.action(self._dragged[0])
        who = action.ref if action and len(self._dragged) == 1 else f"{len(self._dragged)} actions"
        self._ghost.setText(f"{who} → {words_of(STATUSES, status)}" if status else who)
        self._ghost.setFont(theme.font(size=13, bold=True))
        self._ghost.setStyleSheet(
            f"background: {theme.colour('accent').name()}; color: {theme.colour('on_accent').name()};"
            " border-radius: 5px; padding: 5px 9px;"
        )
        self._ghost.adjustSize()
        here = self.mapFromGlobal(at) + QPoint(theme.px(12), theme.px(12))
        here.setX(min(here.x(), self.width() - self._ghost.width()))
        here.setY(min(here.y(), self.height() - self._ghost.height()))
        self._ghost.move(here)
        self._ghost.show()
        self._ghost.raise_()

    def _on_released(self, row_id: str, held: Qt.KeyboardModifier) -> None:
        pressed, dragged = self._pressed, self._dragged
        target = next((status for status, lane in self.lanes.items() if lane.target), "")
        self._stop_dragging()
        if dragged:
            if target:
                self.move_to(dragged, target)
        elif pressed is not None and pressed[2]:
            self.rows.go_to(pressed[1])

    def _stop_dragging(self) -> None:
        self._pressed, self._dragged = None, []
        self._ghost.hide()
        for lane in self.lanes.values():
            lane.set_target(False)
            lane.cards.faint = ()
            lane.cards.viewport().update()
