"""File in column: everything that can be said of one column of a survey file: what it becomes, its answers and
their order, and why it was taken for that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ward_desk.core.choices import CHARACTERISTICS
from ward_desk.core.surveys.survey_file import CHOSEN, Planned, Profile
from ward_desk.ui.import_choice import ImportChoice
from ward_desk.ui.pages.feedback.file_in.file_in_answers import Answers
from ward_desk.ui.pages.feedback.file_in.file_in_lines import Line, roles_of
from ward_desk.ui.panes import scrolled
from ward_desk.ui.widgets import Card, label

ORDERS: Final = (("dmy", "Day, month, year"), ("mdy", "Month, day, year"), ("ymd", "Year, month, day"))
_DATES: Final = ("date", "answered_on", "birth")


class ColumnCard(Card):
    """One column. It shows and asks; the screen behind it decides what else a choice changes."""

    role_chosen = Signal(str)
    characteristic_chosen = Signal(str)
    order_chosen = Signal(str)
    answers_changed = Signal(list)
    left = Signal()  # the keyboard goes back to the columns

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.words = label("", "heading", wrap=True)
        self.of = label("", "small", wrap=True)
        self.role = ImportChoice()
        self.role.setAccessibleName("This column becomes")
        self.characteristic = ImportChoice("About:")
        self.characteristic.setAccessibleName("What the equality question is about")
        self.order = ImportChoice("Dates are")
        self.order.setAccessibleName("In what order dates are written")
        self.why = label("", "soft", wrap=True)
        self.answers = Answers()
        self.examples = label("", "small", wrap=True)
        inner = QWidget()
        box = QVBoxLayout(inner)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        for one in (self.words, self.of, self.role, self.characteristic, self.order, self.why, self.answers,
                    self.examples):  # fmt: skip
            box.addWidget(one)
        self.body.addWidget(scrolled(inner), 1)
        self.characteristic.fill(CHARACTERISTICS)
        self.order.fill(ORDERS)
        self.role.currentIndexChanged.connect(lambda: self.role_chosen.emit(self.role.currentData()))
        self.characteristic.currentIndexChanged.connect(
            lambda: self.characteristic_chosen.emit(self.characteristic.currentData())
        )
        self.order.currentIndexChanged.connect(lambda: self.order_chosen.emit(self.order.currentData()))
        self.answers.changed.connect(self.answers_changed)
        for field in (self.role, self.characteristic, self.order):
            field.left.connect(self.left)

    @property
    def fields(self) -> Sequence[QWidget]:
        """What takes the keyboard, in its order."""
        return (self.role, self.characteristic, self.order, self.answers.list, self.answers.up, self.answers.down,
                self.answers.turn)  # fmt: skip

    def load(self, line: Line | None, planned: Planned | None, profile: Profile | None) -> None:
        """Show one line of the file; nothing for None."""
        self.setEnabled(line is not None)
        if line is None or planned is None or profile is None:
            return
        self.words.setText(line.words)
        self.of.setText(line.of if line.grouped else f"{line.of} · {profile.filled:,} of {profile.looked_at:,} filled")
        self.role.fill(roles_of(line), planned.role)
        self.characteristic.fill(CHARACTERISTICS, planned.characteristic)
        self.characteristic.setVisible(planned.role == "equality")
        self.order.fill(ORDERS, planned.order)
        self.order.setVisible(planned.role in _DATES)
        self.why.setText(planned.why)
        self.why.setVisible(bool(planned.why))
        self.answers.setVisible(planned.role in CHOSEN and not line.grouped and bool(planned.options))
        self.answers.load(list(planned.options), scale=planned.role == "scale")
        self.examples.setText(f"{'Choices' if line.grouped else 'First values'}: {line.values or 'none'}")
