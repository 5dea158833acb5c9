"""Figures names: what each name in a file means, a choice a line, and what the file does not say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ward_desk.service.counts.figures_preview import Question
from ward_desk.ui.panes import scrolled
from ward_desk.ui.widgets import Card, Choice, ElidedLabel, label

ASKED: Final = {
    "source": ("Source of the values", "Such as Census 2021, ONS"),
    "dated": ("Date the values are of", "Such as 21/3/2021"),
}


MOST: Final = 100  # names shown, those to be checked first


class _Line(QWidget):
    """One name."""

    def __init__(self) -> None:
        super().__init__()
        self.name = ElidedLabel("", "heading")
        self.detail = ElidedLabel("", "small")
        self.choice = Choice()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for one in (self.name, self.detail, self.choice):
            column.addWidget(one)

    def show_question(self, question: Question) -> None:
        """Show a name and its answer."""
        self.name.set_words(question.name or "No name")
        self.detail.set_words(question.detail)
        self.choice.fill(question.options, question.answer)
        self.choice.setAccessibleName(f"{question.name} is")
        self.choice.setAccessibleDescription(question.detail)


class NameLines(Card):
    """The names of a file. It shows and asks; the page behind it decides."""

    answered = Signal(str, str)  # name, answer
    told = Signal(str, str)  # "source" or "dated", and what was typed

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._questions: tuple[Question, ...] = ()
        self._shown: list[_Line] = []
        self.fields: dict[str, QLineEdit] = {}
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self._asks: dict[str, QWidget] = {}
        for name, (words, hint) in ASKED.items():
            column.addWidget(self._ask(name, words, hint))
        self._none = label("Every column says what it is.", "soft", wrap=True)
        column.addWidget(self._none)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(10)
        column.addLayout(self._lines)
        self._more = label("", "soft", wrap=True)
        column.addWidget(self._more)
        column.addStretch(1)
        self.area = scrolled(inner)
        self.body.addWidget(self.area, 1)

    def _ask(self, name: str, words: str, hint: str) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(label(words, "heading"))
        field = QLineEdit()
        field.setPlaceholderText(hint)
        field.setAccessibleName(words)
        field.textEdited.connect(lambda typed, one=name: self.told.emit(one, typed))
        column.addWidget(field)
        self.fields[name] = field
        self._asks[name] = box
        box.hide()
        return box

    @property
    def choices(self) -> list[Choice]:
        """The choices shown, in their order."""
        return [one.choice for one in self._shown[: len(self._questions)]]

    def show_questions(self, questions: Sequence[Question], asks: Sequence[str]) -> None:
        """Show these names, and ask for what the file does not say."""
        more = len(questions) - MOST
        self._more.setText(f"{more:,} more names are read as they were found." if more > 0 else "")
        self._more.setVisible(more > 0)
        questions = tuple(questions[:MOST])
        self._questions = questions
        for name, box in self._asks.items():
            box.setVisible(name in asks or bool(self.fields[name].text()))
        while len(self._shown) < len(questions):
            line = _Line()
            at = len(self._shown)
            line.choice.currentIndexChanged.connect(lambda _, one=at: self._on_answer(one))
            self._shown.append(line)
            self._lines.addWidget(line)
        for at, line in enumerate(self._shown):
            line.setVisible(at < len(questions))
            if at < len(questions):
                line.show_question(questions[at])
        self._none.setVisible(not questions and not asks)

    def choice_of(self, name: str) -> Choice:
        """The choice of that name."""
        at = next(at for at, one in enumerate(self._questions) if one.name == name)
        return self._shown[at].choice

    def _on_answer(self, at: int) -> None:
        self.answered.emit(self._questions[at].name, str(self._shown[at].choice.currentData()))
