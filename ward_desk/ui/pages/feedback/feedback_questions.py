"""Survey questions: one card a question, in their order, and the line that adds the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ward_desk.core.records import Row
from ward_desk.core.rules import Problem
from ward_desk.core.surveys.survey_file import CHOSEN
from ward_desk.ui.record.add_line import AddLine
from ward_desk.ui.record.form import RecordForm, Section
from ward_desk.ui.widgets import Card, button, label

_FIELDS = (Section("", ("wording", "kind", "options")),)


class _Question(Card):
    """One question: its number, its fields, and buttons that move or remove it."""

    def __init__(self, question: str, owner: SurveyQuestions) -> None:
        super().__init__()
        self.number = label("", "small")
        self.up, self.down = button("↑", link=True, tip="Move up"), button("↓", link=True, tip="Move down")
        self.off = button("Remove", link=True)
        self.up.clicked.connect(lambda: owner.move_asked.emit(question, -1))
        self.down.clicked.connect(lambda: owner.move_asked.emit(question, 1))
        self.off.clicked.connect(lambda: owner.remove_asked.emit(question))
        self.form = RecordForm("question", _FIELDS, lambda _table: ())
        self.form.edited.connect(lambda field, value: owner.edited.emit(question, field, value))
        head = QHBoxLayout()
        head.addWidget(self.number, 1)
        for one in (self.up, self.down, self.off):
            head.addWidget(one)
        self.body.addLayout(head)
        self.body.addWidget(self.form)

    def load(self, row: Row, place: int, last: int, problems: Sequence[Problem], *, read_only: bool) -> None:
        """Show the question as the one in that place of `last`."""
        name = f"Question {place}"
        self.number.setText(name)
        self.setAccessibleName(name)
        for one, words in ((self.up, "Move up"), (self.down, "Move down"), (self.off, "Remove")):
            one.setAccessibleName(f"{words}: question {place}")
            one.setVisible(not read_only)
        self.up.setEnabled(place > 1)
        self.down.setEnabled(place < last)
        self.form.load(row, problems)
        self.form.show_field("options", row["kind"] in CHOSEN)
        self.form.set_read_only(read_only)


class SurveyQuestions(QWidget):
    """The questions of one survey. It says what is meant; the page stores it."""

    added = Signal(str)  # wording
    edited = Signal(str, str, object)  # question, field, value
    move_asked = Signal(str, int)  # question, -1 up or 1 down
    remove_asked = Signal(str)  # question

    def __init__(self, problems: Callable[[Row], Sequence[Problem]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._problems = problems
        self.cards: dict[str, _Question] = {}
        self._nothing = label("No questions yet. Type the first one below and press Enter.", "soft", wrap=True)
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        self.box = AddLine("New question", "Type a question and press Enter…")
        self.box.returnPressed.connect(self.commit_new)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._nothing)
        column.addLayout(self._column)
        column.addWidget(self.box)

    def load(self, rows: Sequence[Row], *, read_only: bool = False) -> None:
        """Show the questions; those shown already keep the keyboard and what is half typed."""
        ids = [str(row["id"]) for row in rows]
        if ids != list(self.cards):
            self._arrange(ids)
        for place, row in enumerate(rows, 1):
            card = self.cards[str(row["id"])]
            card.load(row, place, len(rows), self._problems(row), read_only=read_only)
        self._nothing.setVisible(not rows)
        self.box.setVisible(not read_only)

    def _arrange(self, ids: list[str]) -> None:
        for gone in [one for one in self.cards if one not in ids]:
            card = self.cards.pop(gone)
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = {one: self.cards.get(one) or _Question(one, self) for one in ids}
        for place, card in enumerate(self.cards.values()):
            self._column.insertWidget(place, card)

    def commit(self) -> None:
        """Finish whatever is half typed in the questions, and keep one being added."""
        for card in list(self.cards.values()):
            card.form.commit_pending()
        self.commit_new()

    def commit_new(self) -> None:
        """Keep the question being typed."""
        words = self.box.words()
        if words:
            self.added.emit(words)
