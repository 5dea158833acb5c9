"""Count doubles: what may be reported twice, each with its record to open and a mark for what another ward has too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ward_desk.core.fields import text
from ward_desk.service.counts import double_counts
from ward_desk.service.counts.double_counts import Double, Other
from ward_desk.service.document import Document
from ward_desk.ui.panes import scrolled
from ward_desk.ui.widgets import Card, FlowLayout, button, label, row

MOST: Final = 100  # lines of a kind
_WHY: Final = (
    "One thing reported in two places is counted twice by the programme. Nothing here is certain: open each, and agree"
    " who reports it. What is marked says so in the return."
)


class DoublesList(QWidget):
    """The list. It stands in the place of the page until it is closed."""

    closed = Signal()
    open_requested = Signal(str, str, str)  # table, id, field
    mark_asked = Signal(list)  # doubles
    compare_asked = Signal()

    def __init__(self, doc: Document, other: Other) -> None:
        super().__init__()
        self._doc = doc
        self.other = other
        self.heading = label("", "heading")
        self.mark_all = button("Mark all", tip="Mark every count and event as also reported by the other ward")
        self.again = button("Compare with another ward…")
        self.done = button("Done", tip="Back to the grid (Esc)")
        self.mark_all.clicked.connect(lambda: self.mark_asked.emit(self._left()))
        self.again.clicked.connect(self.compare_asked)
        self.done.clicked.connect(self.closed)
        self.lines: list[QWidget] = []
        top = QWidget()
        flow = FlowLayout(top, gap=10)
        for one in (self.heading, self.mark_all, self.again, self.done):
            flow.addWidget(one)
        for each in (self.mark_all, self.again, self.done):
            each.setAutoDefault(True)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addStretch(1)
        card = Card()
        card.body.addWidget(top)
        card.body.addWidget(label(_WHY, "soft", wrap=True))
        card.body.addWidget(scrolled(inner), 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card)
        self._doubles: tuple[Double, ...] = ()
        self.refresh()

    def refresh(self) -> None:
        """Show what the document holds now."""
        ward = text(self._doc.partnership, "ward")
        compared = double_counts.beside(self._doc, self.other)
        self._doubles = compared.doubles
        number = len(compared.doubles)
        several = "possible double count" if number == 1 else "possible double counts"
        self.heading.setText(
            f"{number:,} {several} with {compared.ward}" if number else f"Nothing like {compared.ward}’s"
        )
        for one in self.lines:
            self._column.removeWidget(one)
            one.hide()
            one.deleteLater()
        self.lines = []
        self._add(f"{ward} and {compared.ward} ({self.other.file})", compared.doubles,
                  "No count, event or action of the two looks like one thing.")  # fmt: skip
        self._add(f"Within {ward}", double_counts.within(self._doc), "Nothing seems to be reported twice.")
        self.mark_all.setVisible(bool(self._left()) and not self._doc.read_only)

    def take_keyboard(self) -> None:
        """Put the keyboard on the first thing to do."""
        first = next((one for one in self.lines if isinstance(one, DoubleLine)), None)
        (first.open if first else self.done).setFocus(Qt.FocusReason.OtherFocusReason)

    def _left(self) -> list[Double]:
        return [one for one in self._doubles if double_counts.can_mark(one)]

    def _add(self, caption: str, doubles: Sequence[Double], none: str) -> None:
        self._insert(label(caption, "heading"))
        if not doubles:
            self._insert(label(none, "soft", wrap=True))
        for one in doubles[:MOST]:
            self._insert(DoubleLine(one, self.open_requested.emit, None if self._doc.read_only else self._mark))
        if len(doubles) > MOST:
            self._insert(label(f"{len(doubles) - MOST:,} more. Put these right first.", "soft"))

    def _mark(self, double: Double) -> None:
        self.mark_asked.emit([double])

    def _insert(self, widget: QWidget) -> None:
        self.lines.append(widget)
        self._column.insertWidget(self._column.count() - 1, widget)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


class DoubleLine(QWidget):
    """One finding: its sentence, and what can be done about it."""

    def __init__(
        self, double: Double, open_record: Callable[[str, str, str], None], mark: Callable[[Double], None] | None
    ) -> None:
        super().__init__()
        self.double = double
        self.words = label(double.sentence, "", wrap=True)
        self.open = button("Open", tip="Open this record")
        self.open.setAccessibleName(f"Open. {double.sentence}")
        self.open.clicked.connect(lambda: open_record(double.table, double.row_id, double.field))
        reported = "counted" if double.table == "activity_count" else "reported"
        self.mark = button(f"Mark as also {reported} by {double.other}")
        self.mark.setAccessibleName(f"{self.mark.text()}. {double.sentence}")
        if mark is not None:
            self.mark.clicked.connect(lambda: mark(double))
        for one in (self.open, self.mark):
            one.setAutoDefault(True)
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=8)
        flow.addWidget(self.open)
        if mark is not None and double_counts.can_mark(double):
            flow.addWidget(self.mark)
        else:
            self.mark.deleteLater()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 6)
        column.setSpacing(4)
        column.addWidget(self.words)
        column.addLayout(row(buttons, stretch=0))
