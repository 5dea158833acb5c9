"""Template words: what of ours is not in the template's dropdowns, what is in the way of filling it, and how much goes
in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from ward_desk.core.template.mapping import Mapping
from ward_desk.core.typed import counted
from ward_desk.service.template.filling import TemplateProblem
from ward_desk.service.template.mapping_work import MappingWork
from ward_desk.service.template.template_fields import field_label
from ward_desk.ui import marks
from ward_desk.ui.widgets import Choice, Pill, button, label

MOST_LINES = 60  # problems shown; the number of all is told


class WordTable(QWidget):
    """Our words on the left, theirs to choose on the right."""

    called = Signal(str, str, str)  # field, our word, theirs

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.about = label("", "soft", wrap=True)
        self._lines = QWidget()
        self._grid = QGridLayout(self._lines)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(3, 1)
        self.choices: list[Choice] = []
        self._words: list[tuple[str, str]] = []  # field and our word of each
        self._known: dict[tuple[str, str], tuple[str, ...]] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 8, 0)
        column.addWidget(self.about)
        column.addWidget(self._lines)
        column.addStretch(1)

    def show_words(self, mapping: Mapping, problems: Sequence[TemplateProblem]) -> int:
        """Show every word that wants one of theirs, and those that have one. How many still want one."""
        wanted = {(one.field, one.our_word): one.choices for one in problems if one.our_word and one.choices}
        self._known |= wanted
        given = {(field, ours): theirs for field, words in mapping.words.items() for ours, theirs in words.items()}
        words = sorted({*wanted, *given})
        if words != self._words:  # else the keyboard stays where it is, in the middle of a word perhaps
            self._words = words
            self._make_lines()
        for (field, ours), choice in zip(words, self.choices, strict=True):
            theirs = given.get((field, ours), "")
            options = [*self._known.get((field, ours), ())]
            if theirs and theirs not in options:
                options.append(theirs)
            choice.fill([("", "Choose their word"), *((one, one.strip()) for one in options)], theirs)
        if not self.choices:
            self.about.setText("Every word of this return is in the template’s dropdowns.")
        elif wanted:
            self.about.setText(
                "These words are in none of the template’s dropdowns. Choose what the council calls them."
            )
        else:
            self.about.setText(
                "Every word has its counterpart. It is kept with the mapping, for every ward that uses it."
            )
        return len(wanted)

    def _make_lines(self) -> None:
        clear(self._grid)
        self.choices = []
        for row, (field, ours) in enumerate(self._words):
            choice = Choice()
            choice.setAccessibleName(f"Their word for {ours}, {field_label(field)}")
            choice.activated.connect(partial(self._on_chosen, field, ours, choice))
            for column, widget in enumerate((label(field_label(field), "soft"), label(f"“{ours}”"), choice)):
                self._grid.addWidget(widget, row, column, Qt.AlignmentFlag.AlignVCenter)
            self.choices.append(choice)

    def _on_chosen(self, field: str, ours: str, choice: Choice, _place: int) -> None:
        self.called.emit(field, ours, str(choice.currentData() or ""))


class ProblemLines(QWidget):
    """What is in the way, each with the way to its cell."""

    asked = Signal(str, str)  # sheet and cell; no cell for what is about a whole list

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: list[QPushButton] = []
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 4, 8, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._grid)
        column.addStretch(1)

    def show_problems(self, problems: Sequence[TemplateProblem], notes: Sequence[str]) -> None:
        """Show problems, errors first, then what there is to know of the copy."""
        clear(self._grid)
        self.buttons = []
        ordered = sorted(problems, key=lambda one: one.level != "error")
        for row, one in enumerate(ordered[:MOST_LINES]):
            words = marks.worded("In the way", "red") if one.level == "error" else marks.worded("Look at this", "amber")
            self._grid.addWidget(Pill(words), row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(label(one.sentence, wrap=True), row, 1)
            if one.sheet:
                go = button("Show", link=True)
                go.setAccessibleName(f"Show {one.cell or 'the rows'} of {one.sheet}")
                go.clicked.connect(partial(self.asked.emit, one.sheet, one.cell))
                self.buttons.append(go)
                self._grid.addWidget(go, row, 2, Qt.AlignmentFlag.AlignTop)
        said = [f"{len(ordered) - MOST_LINES:,} more like these."] if len(ordered) > MOST_LINES else []
        if not ordered:
            said.append("Nothing is in the way.")
        for number, words_below in enumerate([*said, *notes], start=len(ordered[:MOST_LINES])):
            self._grid.addWidget(label(words_below, "soft", wrap=True), number, 1)


def total_words(work: MappingWork) -> str:
    """How much goes into the template, and how much stands in the way of it."""
    mapping, errors = work.mapping, len(work.plan.errors)
    parts = [counted(len(mapping.spots), "cell")] if mapping.spots else []
    parts += [counted(sum(work.rows(one.table) for one in mapping.lists), "row")] if mapping.lists else []
    if not parts:
        return "Nothing is placed yet."
    go = "goes" if len(parts) == 1 and parts[0].startswith("1 ") else "go"
    stands = f" {counted(errors, 'thing')} {'stands' if errors == 1 else 'stand'} in the way." if errors else ""
    return f"{' and '.join(parts)} {go} into {work.template.path.name}.{stands}"


def clear(grid: QGridLayout) -> None:
    """Take everything out of a grid."""
    while (item := grid.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
