"""Return steps: one step on the way of a return, as it is done, next or still to come, with its fields."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final, Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from ward_desk.core.errors import NotUnderstoodError
from ward_desk.core.typed import read_date, show_date
from ward_desk.ui import theme
from ward_desk.ui.pages.returns.return_shape import Shape
from ward_desk.ui.widgets import button, label, set_tone

Stands = Literal["done", "next", "later"]
_TONES: Final = {"done": "blue", "next": "grey", "later": "grey"}
_SPOKEN: Final = {"done": "done", "next": "next", "later": "not yet"}


class Step(QWidget):
    """A step: who took it and when, or the fields to take it with."""

    def __init__(self, title: str, done: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self._tone = ""
        self._mark = QHBoxLayout()
        self.said = label("", wrap=True)
        self.form = QWidget()
        self.lines = QFormLayout(self.form)
        self.lines.setContentsMargins(0, 0, 0, 0)
        self.lines.setHorizontalSpacing(12)
        self.lines.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self.go = button(done)
        body = QVBoxLayout()
        body.setSpacing(6)
        body.addWidget(self.said)
        body.addWidget(self.form)
        body.addWidget(self.go, 0, Qt.AlignmentFlag.AlignLeft)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addLayout(self._mark)
        line.addLayout(body, 1)

    def add(self, field: QWidget, words: str) -> None:
        """Another field of the step, with its caption."""
        field.setAccessibleName(words)
        if isinstance(field, QLineEdit):
            field.setMaximumWidth(theme.px(340))
        caption: QLabel = label(words, "soft")
        caption.setBuddy(field)
        caption.setMinimumHeight(QLineEdit().sizeHint().height())  # in the middle beside its field
        self.lines.addRow(caption, field)

    def show_step(self, stands: Stands, words: str, *, open_: bool) -> None:
        """How the step stands, in words; `open_` when it can be taken, or taken anew."""
        tone = _TONES[stands]
        if self._tone != tone:
            self._tone = tone
            while (item := self._mark.takeAt(0)) is not None:
                old = item.widget()
                if old is not None:
                    old.hide()
                    old.deleteLater()
            self._mark.addWidget(Shape(tone, self), 0, Qt.AlignmentFlag.AlignTop)
        self.said.setText(f"{self._title}: {words}" if words else self._title)
        set_tone(self.said, "tone", "heading" if stands == "next" else "soft" if stands == "later" else "")
        self.setAccessibleName(f"{self._title}, {_SPOKEN[stands]}")
        self.form.setVisible(open_)
        self.go.setVisible(open_)


def role_field() -> QLineEdit:
    """A field for a role."""
    field = QLineEdit()
    field.setPlaceholderText("A role, not a name")
    return field


def day_in(field: QLineEdit, today: date, refuse: Callable[[str], None]) -> date | None:
    """The day typed into a field, written out in it; None when it can't be read, which `refuse` is told."""
    try:
        day = read_date(field.text(), today)
    except NotUnderstoodError as error:
        refuse(str(error))
        return None
    field.setText(show_date(day))
    return day
