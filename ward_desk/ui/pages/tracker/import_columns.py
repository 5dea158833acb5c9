"""Import columns: one line for each column of a tracker: its heading, its first values, and what it becomes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from ward_desk.core.tracker.tracker import TARGETS, Sheet
from ward_desk.core.tracker.tracker_guess import headings
from ward_desk.service.tracker.tracker_said import letters
from ward_desk.ui import theme
from ward_desk.ui.panes import scrolled
from ward_desk.ui.widgets import Card, Choice, ElidedLabel, label

VALUES = 3  # shown of each column
BESIDE = 320  # px at 100 % of width, from which on a choice stands beside its heading


class ColumnLines(Card):
    """The columns. It shows and asks; the page behind it decides what else a choice changes."""

    chosen = Signal(int, str)  # column, target

    def __init__(self, targets: Sequence[tuple[str, str]] = TARGETS, parent: QWidget | None = None) -> None:
        super().__init__("What each column becomes", parent)
        self._targets = targets
        self.choices: list[Choice] = []
        inner = QWidget()
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.px(10))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.px(10))
        whole.addLayout(self._lines)
        self.lines = whole  # a page may put something below them
        self._beside: list[QBoxLayout] = []
        self.area = scrolled(inner)
        self.body.addWidget(self.area, 1)

    def load(self, sheet: Sheet, header: int) -> None:
        """Show the columns of another sheet, or under other headings."""
        self.choices.clear()
        self._beside.clear()
        while (item := self._lines.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()
        for column, words in enumerate(headings(sheet, header)):
            self._lines.addWidget(self._line(column, words, _first_values(sheet, header, column)))
        if sheet.hidden_columns:
            for column in sheet.hidden_columns & set(range(len(self.choices))):
                self.choices[column].setToolTip("This column is hidden in the file.")

    def _line(self, column: int, words: str, values: str) -> QWidget:
        name = words or f"Column {letters(column)}"
        line = QWidget()
        said = QVBoxLayout()
        said.setSpacing(0)
        over, _, own = name.rpartition(": ")
        # Of a heading under another the own words come first: they are what tells it from the one beside it.
        said.addWidget(ElidedLabel(f"{own} ({over})" if over else name, "heading"))
        said.addWidget(ElidedLabel(values or "empty", "small"))
        choice = Choice()
        choice.setAccessibleName(f"{name} becomes")
        choice.setAccessibleDescription(f"Its first values: {values or 'none'}")
        choice.fill(self._targets)
        choice.currentIndexChanged.connect(lambda _, at=column: self.chosen.emit(at, self.choices[at].currentData()))
        self.choices.append(choice)
        box = QBoxLayout(self._direction(), line)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addLayout(said, 4)
        box.addWidget(choice, 5)
        self._beside.append(box)
        return line

    def _direction(self) -> QBoxLayout.Direction:
        directions = QBoxLayout.Direction
        return directions.LeftToRight if self.width() >= theme.px(BESIDE) else directions.TopToBottom

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for box in self._beside:
            box.setDirection(self._direction())

    def show_targets(self, columns: Sequence[str]) -> None:
        """Show what each column becomes."""
        for choice, target in zip(self.choices, columns, strict=True):
            choice.fill(self._targets, target)


def _first_values(sheet: Sheet, header: int, column: int) -> str:
    found: dict[str, None] = {}
    for row in sheet.rows[header + 1 :]:
        if words := " ".join(row[column].text.split()):
            found[words] = None
            if len(found) == VALUES:
                break
    return " · ".join(found)


class Noticed(QWidget):
    """What a person should know of the file beyond its rows, a line each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = label("Noticed in the file", "heading")
        self.words = label("", "soft", wrap=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(self.heading)
        box.addWidget(self.words)

    def say(self, sentences: Sequence[str]) -> None:
        """Say these."""
        self.words.setText("\n".join(sentences))
