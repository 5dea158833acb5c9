"""Return steps: one step on the way of a return, as it is done, next or still to come, with its fields."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final, Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from ward_desk.core.errors import NotUnderstoodError
from ward_desk.core.fields import text
from ward_desk.core.records import Row
from ward_desk.core.typed import read_date, show_date
from ward_desk.ui import theme
from ward_desk.ui.pages.returns.check.return_shape import Shape
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
        self.captions: list[QLabel] = []
        self.form = QWidget()
        self.lines = QFormLayout(self.form)
        self.lines.setContentsMargins(0, 0, 0, 0)
        self.lines.setHorizontalSpacing(12)
        self.lines.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
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
        caption: QLabel = label(words, "soft")
        caption.setBuddy(field)
        self.captions.append(caption)
        self.lines.addRow(caption, field)

    def align(self, width: int) -> None:
        """Give every caption this width in px, and every field the width and height that go with the size of text."""
        for caption in self.captions:
            field = caption.buddy()
            caption.setMinimumWidth(width)
            if isinstance(field, QLineEdit):
                caption.setMinimumHeight(field.sizeHint().height())  # in the middle beside its field
                field.setMinimumWidth(theme.px(150))  # with less room it goes under its caption
                field.setMaximumWidth(theme.px(340))
            caption.setIndent(caption.indent())  # it remembers its size from when it had another text

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


def stands(row: Row, errors: int) -> str:
    """Where a return stands and what comes next, in words; `errors` are in the way of signing it."""
    status = text(row, "status")
    before = text(row, "taken_back")
    tail = f"\n{before}" if before else ""
    if status == "draft":
        if errors:
            things = f"{errors:,} {'thing stands' if errors == 1 else 'things stand'}"
            return f"{things} in the way of signing: see Check. A draft can be exported as it is.{tail}"
        return (
            "Nothing stands in the way. Signing freezes the return: what is signed is what is exported and sent."
            f" It can't be undone, only taken back with a reason.{tail}"
        )
    if status == "signed":
        return (
            "It is signed, and frozen as it stood then. Export it, attach it to your message, then mark it as"
            f" sent.{tail}"
        )
    seal = text(row, "sha256")
    mark = f" Its fingerprint (SHA-256) begins {seal[:12]}." if seal else ""
    return (
        f"It was sent, and is kept exactly as it left, to read only. To correct it, begin a corrected"
        f" version.{mark}{tail}"
    )
