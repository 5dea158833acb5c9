"""Who came: one stepper for each attendance group, how they were counted, and what it comes to in a sentence."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from ward_desk.core.choices import ATTENDANCE_GROUPS, COUNTED
from ward_desk.core.choices import label as label_of
from ward_desk.service.events.event_record import Came, summary
from ward_desk.ui import theme
from ward_desk.ui.pages.events.recorded.event_lines import Stepper
from ward_desk.ui.widgets import Choice, ElidedLabel, FlowLayout, label

_SHORT = {"residents": "Residents, no ages"}  # where the whole would be cut
_BESIDE = 400  # px at 100 %: from this width on how they were counted stands beside the sentence
_CELL = 156  # px at 100 %: three stand side by side in the usual window, two in the smallest


class WhoCame(QWidget):
    """The attendance of one event. It says what is meant; the page stores it."""

    meant = Signal(str, object, str)  # group, number or None, precision
    counted = Signal(str)  # a code of COUNTED, for every group of the event
    typing = Signal(str, str)  # group, text so far; "" when it is kept
    passed = Signal()  # Enter in the last group

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._event = ""
        self._refused: dict[str, str] = {}
        # What could not be read when its event was left, by event and group: it is there again on coming back.
        self._unread: dict[str, dict[str, str]] = {}
        self.steppers: dict[str, Stepper] = {}
        self.captions: dict[str, ElidedLabel] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        grid = QWidget()
        flow = FlowLayout(grid, gap=8)
        for group, words in ATTENDANCE_GROUPS:
            flow.addWidget(self._cell(group, words))
        column.addWidget(grid)
        self.note = label("", "problem", wrap=True)
        column.addWidget(self.note)
        self.summary = label("", "soft", wrap=True)
        self.counted_as = Choice("Counted as:")
        self.counted_as.setAccessibleName("Attendance counted as")
        self.counted_as.activated.connect(lambda place: self.counted.emit(self.counted_as.itemData(place)))
        self._foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._foot.addWidget(self.summary, 1)
        self._foot.addWidget(self.counted_as, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        self._foot.setDirection(way.LeftToRight if self.width() >= theme.px(_BESIDE) else way.TopToBottom)

    def _cell(self, group: str, words: str) -> QWidget:
        stepper = self.steppers[group] = Stepper(words)
        stepper.line.setObjectName(group)
        stepper.line.meant.connect(lambda number, precision: self.meant.emit(group, number, precision))
        stepper.line.refused.connect(lambda sentence: self._on_refused(group, sentence))
        stepper.line.entered.connect(lambda: self._focus_after(group))
        stepper.line.typing.connect(lambda text: self.typing.emit(group, text))
        caption = self.captions[group] = ElidedLabel(words, "small")
        caption.setBuddy(stepper.line)
        cell = QWidget()
        box = QVBoxLayout(cell)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addWidget(caption)
        box.addWidget(stepper)
        cell.setFixedWidth(theme.px(_CELL))  # of one size, they stand under each other when the row wraps
        return cell

    def load(
        self, event: str, numbers: dict[str, Came], counted: str, named: dict[str, int], *, read_only: bool = False
    ) -> None:
        """Show the attendance of an event, and how many organisations of a group are named; what is half typed stays
        when it is the same one."""
        fresh = event != self._event
        if fresh:
            self._keep_unread()
            self._event = event
        for group, stepper in self.steppers.items():
            came = numbers.get(group)
            stepper.line.load(came.number if came else None, came.precision if came else "exact", fresh=fresh)
            stepper.set_read_only(read_only)
            words = _SHORT.get(group) or label_of(ATTENDANCE_GROUPS, group)
            self.captions[group].set_words(f"{words} · {named[group]} named" if named.get(group) else words)
        if fresh:
            for group, text in self._unread.pop(event, {}).items():
                self.steppers[group].line.restore_text(text)
                self.steppers[group].line.commit()
        self.summary.setText(summary(numbers) or "Nobody counted yet. Leave a group empty when nobody counted it.")
        options = [] if counted or not numbers else [("", "differs by group")]
        chosen = counted or (self.counted_as.currentData() if not numbers and not fresh else "") or "attendances"
        self.counted_as.fill([*options, *COUNTED], "" if options else chosen)
        self.counted_as.setEnabled(not read_only)

    def _keep_unread(self) -> None:
        left = {group: one.line.text() for group, one in self.steppers.items() if one.line.pending}
        if left and self._event:
            self._unread[self._event] = left

    @property
    def counted_now(self) -> str:
        """How numbers typed from now on are counted."""
        return str(self.counted_as.currentData() or "attendances")

    def commit(self) -> None:
        """Finish whatever is half typed."""
        for stepper in self.steppers.values():
            stepper.line.commit()

    def focus_first(self) -> None:
        """Put the keyboard into the first number, to be typed over."""
        self.focus_group(next(iter(self.steppers)))

    def focus_group(self, group: str) -> None:
        """Put the keyboard into the number of a group, to be typed over."""
        line = self.steppers[group].line
        line.setFocus()
        line.selectAll()

    def _focus_after(self, group: str) -> None:
        groups = list(self.steppers)
        place = groups.index(group) + 1
        if place < len(groups):
            self.focus_group(groups[place])
        else:
            self.passed.emit()

    def _on_refused(self, group: str, sentence: str) -> None:
        if sentence:
            self._refused[group] = sentence
        else:
            self._refused.pop(group, None)
        words = dict(ATTENDANCE_GROUPS)
        self.note.setText("\n".join(f"{words[one]}: {said}" for one, said in self._refused.items()))
        self.note.setVisible(bool(self._refused))
