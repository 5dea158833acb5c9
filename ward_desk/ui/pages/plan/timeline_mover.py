"""Timeline mover: keeps what keys or a drag move on the timeline until it is kept in the document, or let go."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from ward_desk.service.document import Document
from ward_desk.service.plan import plan_views
from ward_desk.service.plan.plan_views import PlanAction
from ward_desk.ui.pages.plan.timeline_move import Move, Part

PAUSE_MS: Final = 900  # after the last key, what it moved is kept
LET_GO_MS: Final = 400  # after the last key was let go; who presses it again meanwhile goes on with the same move


class Mover(QObject):
    """At most one action is on its way at a time. All its steps are kept as one operation."""

    changed = Signal()
    said = Signal(str)

    def __init__(self, doc: Document, attempt: Callable[[Callable[[], object]], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._doc, self._attempt = doc, attempt
        self.move: Move | None = None
        self.dragging = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self.commit)

    def shown(self, action: PlanAction) -> PlanAction:
        """An action with the dates it is being moved to."""
        if self.move is None or self.move.action.id != action.id:
            return action
        return action._replace(start=self.move.start, due=self.move.due)

    def moves(self, row_id: str) -> bool:
        """Whether that action is on its way."""
        return self.move is not None and self.move.action.id == row_id

    def _may(self) -> bool:
        if self._doc.read_only:
            self.said.emit("This document is open to read only: its dates stay as they are")
        return not self._doc.read_only

    def step(self, action: PlanAction, part: Part, by: int) -> bool:
        """Move one end by so many days. What can't be is said, and leaves it where it is. False when nothing moves."""
        if not self._may():
            return False
        if (action.start if part == "start" else action.due) is None:
            self.said.emit(f"{action.ref} has no {part} date to move: press Enter and type one")
            return False
        if self.move is None:
            self.move = Move(action, part, action.start, action.due)
        self.move = self.move._replace(part=part).on(by)
        if self.move.wrong:
            self.said.emit(f"{action.ref}: {self.move.wrong}")
        self._pause.start(PAUSE_MS)
        self.changed.emit()
        return True

    def let_go(self) -> None:
        """The keys were let go: keep what they moved unless more follows at once."""
        if self._pause.isActive():
            self._pause.start(LET_GO_MS)

    def drag(self, action: PlanAction, part: Part) -> bool:
        """Begin to drag an action or one end of it. False when it may not be."""
        if not self._may():
            return False
        self.move, self.dragging = Move(action, part, action.start, action.due), True
        return True

    def drag_to(self, by: int) -> None:
        """Drag it so many days from where it was."""
        if self.move is not None:
            self.move = self.move.to(by)
            self.changed.emit()

    def drop(self) -> None:
        """Keep what was dragged; where it can't be it goes back, and why is said."""
        move = self.move
        if move is not None and move.wrong:
            self.cancel()
            self.said.emit(f"{move.action.ref} stays where it was. {move.wrong}")
        else:
            self.commit()

    def commit(self) -> None:
        """Keep the dates moved by keys, or dropped, as one operation."""
        self._pause.stop()
        move, self.move, self.dragging = self.move, None, False
        if move is None:
            return
        if move.changes:
            self._attempt(lambda: plan_views.move_dates(self._doc, move.action.id, move.start, move.due))
        self.changed.emit()

    def cancel(self) -> None:
        """Put it back where it was."""
        self._pause.stop()
        self.move, self.dragging = None, False
        self.changed.emit()
