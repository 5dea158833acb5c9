"""Count standard: the programme's standard counts that the ward does not keep yet, to be ticked and taken on."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from ward_desk.core import choices
from ward_desk.service.counts import standard_counts
from ward_desk.service.counts.standard_counts import StandardCount
from ward_desk.service.document import Document
from ward_desk.ui.panes import scrolled
from ward_desk.ui.widgets import Card, FlowLayout, button, label

_WHY: Final = (
    "Every ward of the programme keeps the same standard counts, so that they can be added up. Tick with the space bar"
    " those to keep here."
)
_NONE: Final = "This ward keeps every standard count of its programme."
_NAMED: Final = (
    "{} here are standard ones by their names, but not marked as such, as in a document of an earlier version. Marking"
    " them says what each leads to, and matches them with the lists of other wards. No figure changes."
)


class StandardList(QWidget):
    """The list. It stands in the place of the page until it is closed. Raises KnownError for a programme unknown."""

    closed = Signal()
    add_asked = Signal(list)  # codes
    mark_asked = Signal()

    def __init__(self, doc: Document) -> None:
        super().__init__()
        self._doc = doc
        self._lacking: list[StandardCount] = []
        self.boxes: dict[str, QCheckBox] = {}
        self.heading = label("", "heading")
        self.all = button("Tick all")
        self.add = button("Add", main=True)
        self.mark = button("", tip="Say which of the counts kept here are standard ones")
        self.done = button("Done", tip="Back to the grid (Esc)")
        self.all.clicked.connect(self._tick_all)
        self.add.clicked.connect(lambda: self.add_asked.emit(self.chosen))
        self.mark.clicked.connect(self.mark_asked)
        self.done.clicked.connect(self.closed)
        top = QWidget()
        flow = FlowLayout(top, gap=10)
        for one in (self.heading, self.add, self.all, self.mark, self.done):
            flow.addWidget(one)
        for each in (self.add, self.all, self.mark, self.done):
            each.setAutoDefault(True)
        self.words = label(_WHY, "soft", wrap=True)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addStretch(1)
        self._lines: list[QWidget] = []
        card = Card()
        card.body.addWidget(top)
        card.body.addWidget(self.words)
        card.body.addWidget(scrolled(inner), 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card)
        self.refresh()

    @property
    def chosen(self) -> list[str]:
        """The codes of the counts ticked."""
        return [code for code, box in self.boxes.items() if box.isChecked()]

    def refresh(self) -> None:
        """Show what the document lacks now; what was ticked stays so. Raises KnownError."""
        lacking = standard_counts.lacking(self._doc)
        if lacking != self._lacking or not self._lines:
            ticked = self.chosen
            self._lacking = lacking
            self._lay(ticked)
        self._say()

    def take_keyboard(self) -> None:
        """Put the keyboard on the first thing to tick."""
        first = next(iter(self.boxes.values()), None)
        (first or (self.done if self.mark.isHidden() else self.mark)).setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay(self, ticked: list[str]) -> None:
        for one in self._lines:
            self._column.removeWidget(one)
            one.hide()
            one.deleteLater()
        self._lines, self.boxes = [], {}
        for count in self._lacking:
            box = QCheckBox(count.name)
            box.setAccessibleDescription(f"{_about(count)}. {count.definition}")
            box.setChecked(count.code in ticked)
            box.toggled.connect(self._say)
            self.boxes[count.code] = box
            about = label(f"{_about(count)}. {count.definition}", "small", wrap=True)
            about.setIndent(24)
            for widget in (box, about):
                self._lines.append(widget)
                self._column.insertWidget(self._column.count() - 1, widget)

    def _say(self) -> None:
        number, chosen = len(self._lacking), len(self.chosen)
        self.heading.setText(
            f"{number} standard {'count' if number == 1 else 'counts'} not kept here" if number else "Standard counts"
        )
        named = len(standard_counts.named(self._doc))
        many = f"{named} {'count' if named == 1 else 'counts'}"
        self.words.setText(" ".join(filter(None, [_WHY if number else _NONE, _NAMED.format(many) if named else ""])))
        self.add.setText(f"Add {chosen} {'count' if chosen == 1 else 'counts'}" if chosen else "Add")
        self.add.setEnabled(bool(chosen))
        self.mark.setText(f"Mark {many} as standard")
        for one in (self.add, self.all):
            one.setVisible(bool(number))
        self.mark.setVisible(bool(named))

    def _tick_all(self) -> None:
        for box in self.boxes.values():
            box.setChecked(True)
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def _about(count: StandardCount) -> str:
    """ "Outcome of a theme, per cent, quarterly"."""
    said = (
        choices.label(choices.COUNT_KINDS, count.kind),
        f"{choices.label(choices.LEVELS, count.level).lower()} level",
        count.unit,
        "worked out from events" if count.computed else choices.label(choices.FREQUENCIES, count.frequency).lower(),
    )
    return ", ".join(filter(None, said))
