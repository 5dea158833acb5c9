"""Return checking: what the checks say of the return shown, in its part Check, on its tab and at the side."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Signal

from ward_desk.core.fields import text
from ward_desk.core.periods import Quarter
from ward_desk.core.records import Row
from ward_desk.service.document import Document
from ward_desk.service.returns import returns
from ward_desk.service.returns.return_due import checks_of
from ward_desk.service.unchanged import known
from ward_desk.ui.frame_words import is_large
from ward_desk.ui.pages.returns.check.return_state import State, drafted, ready_lines, room_for
from ward_desk.ui.pages.returns.look.return_looking import Looking
from ward_desk.ui.pages.returns.return_frame import CHECK, SIGN_OFF, ReturnFrame

_FROZEN: Final = {
    "signed": "It was signed with nothing in the way. Checks begin again when the signature is taken back.",
    "sent": "It was sent: there is nothing left to check.",
}


class Checking(QObject):
    """Keeps how the return shown stands. The checks of a large document are worked out on another thread."""

    asked = Signal(str, str, str)  # table, id and field of the record a line at the side is about

    def __init__(self, doc: Document, frame: ReturnFrame, looking: Looking, parent: QObject) -> None:
        super().__init__(parent)
        self._doc, self._frame, self._looking = doc, frame, looking
        self._row: Row | None = None
        self.state, self.waiting = State("", ""), False  # how it stands; whether that is still worked out

    @property
    def left(self) -> int:
        """How many things there are to fix."""
        return len(self.state.groups)

    def show_return(self, row: Row, quarter: Quarter, settled: Callable[[], None]) -> None:
        """Show what stands in the way of a return; `settled` is called once what takes long is known."""
        self._row, shown = row, str(row["id"])
        status = text(row, "status")
        self.waiting = status == "draft" and self._is_slow(quarter)
        if self.waiting and quarter != returns.due_next(self._doc, self._doc.today).quarter:
            self._looking.work_out(quarter, settled)  # those of the one due are worked out for the frame
        if self.waiting and self.state.of == shown:
            return  # what was found before stands until `settled`
        if self.waiting:
            state = State(shown, "The checks are looking through the quarter…")
        elif status == "draft":
            state = drafted(shown, returns.checks(self._doc, quarter), can_explain=not self._doc.read_only)
        else:
            # What was signed is frozen: what the checks would find in the document of today is not in it.
            state = State(shown, _FROZEN[status])
        self.state = state
        left = len(state.groups)
        self._frame.checks.show_state(state)
        self._frame.tabs.name(CHECK, f"Check ({left:,} to fix)" if left else "Check")
        self.show_ready()

    def show_ready(self) -> None:
        """Say at the side, in as many lines as there is room for, whether it is ready to be sent."""
        if self._row is not None:
            lines = [] if self.waiting else ready_lines(self.state, text(self._row, "status"), self._frame.most_ready)
            self._frame.ready.show_lines(lines)
            self._frame.order()

    def _is_slow(self, quarter: Quarter) -> bool:
        """Whether the checks of a large document have still to be worked out, on another thread."""
        return is_large(self._doc) and not known(self._doc, checks_of(quarter, self._doc.today))

    def go_to(self, place: int) -> None:
        """Go to what a line at the side is about: the field of its one record, or its records."""
        groups = self.state.groups
        one = groups[place] if place < room_for(self.state, self._frame.most_ready) else None
        if not groups:  # the line that says it is not signed yet
            self._frame.tabs.show_tab(SIGN_OFF)
            self._frame.sign_off.take_keyboard()
        elif one is None:  # the line that says how many more
            self._frame.tabs.show_tab(CHECK)
            self._frame.checks.take_keyboard()
        elif len(one.findings) == 1 and one.findings[0].row_id:
            first = one.findings[0]
            self._frame.tabs.show_tab(CHECK)  # to come back to its line, or the next
            self._frame.checks.show_cause(one)
            self.asked.emit(first.table, first.row_id, first.field)
        else:
            self._frame.tabs.show_tab(CHECK)
            self._frame.checks.show_cause(one)
