"""Return steps: one step on the way of a return, as it is done, next or still to come, with its fields."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final, Literal

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ward_desk.core.errors import NotUnderstoodError
from ward_desk.core.fields import shown_day, text
from ward_desk.core.records import Row
from ward_desk.core.typed import read_date, show_date
from ward_desk.ui import theme
from ward_desk.ui.pages.returns.check.return_shape import Shape
from ward_desk.ui.record.editors import undoes_more
from ward_desk.ui.widgets import FlowLayout, button, label, set_tone

Stands = Literal["done", "next", "later"]
_TONES: Final = {"done": "blue", "next": "grey", "later": "grey"}
_SPOKEN: Final = {"done": "done", "next": "next", "later": "not yet"}
_PARTS: Final = {
    "no_role": "role", "name": "role", "future": "day", "before_quarter": "day", "order": "day", "sent_when": "day",
    "no_statement": "words", "no_reason": "words", "personal": "words",
}  # fmt: skip
_WINDOW: Final = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


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
        self._buttons = QWidget()
        self._ways = FlowLayout(self._buttons)
        self._ways.addWidget(self.go)
        body = QVBoxLayout()
        body.setSpacing(6)
        body.addWidget(self.said)
        body.addWidget(self.form)
        body.addWidget(self._buttons)
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

    def add_button(self, words: str) -> QPushButton:
        """Another button beside the step's own."""
        made = button(words)
        self._ways.addWidget(made)
        return made

    @property
    def is_open(self) -> bool:
        """Whether its fields are there to be filled in."""
        return not self.form.isHidden()

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
        self._buttons.setVisible(open_)


class StepLine(QLineEdit):
    """A line of a step. Untouched it leaves undo to the page, which says what can be undone."""

    def event(self, event: QEvent) -> bool:
        return False if undoes_more(event, self.isModified()) else super().event(event)


class RoleLine(StepLine):
    """A field for a role. One too long for it shows its beginning, until somebody types in it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText("A role, not a name")
        self.textChanged.connect(self.setToolTip)

    def fill(self, words: str) -> None:
        """Show a role as nobody has touched it."""
        self.setText(words)
        self.setCursorPosition(0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() not in (*_WINDOW, Qt.FocusReason.MouseFocusReason):
            self.setSelection(len(self.text()), -len(self.text()))  # what is typed takes its place

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _WINDOW:
            self.setCursorPosition(0)


class Statement(QPlainTextEdit):
    """What a signature stands for, in one paragraph: Tab and Enter go on."""

    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)

    def event(self, event: QEvent) -> bool:
        return False if undoes_more(event, self.document().isModified()) else super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)


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


def happened(before: str, row: Row) -> str:
    """What was just done to a return that had the status `before`, for `stands` to go on from; "" for nothing."""
    now = text(row, "status")
    if (before, now) == ("draft", "signed"):
        who, on = text(row, "signed_role"), shown_day(row["signed_on"])
        return f"Signed by {who} on {on}."
    if (before, now) == ("signed", "sent"):
        return f"Marked as sent on {shown_day(row['sent_on'])}."
    if (before, now) == ("signed", "draft"):
        return "The signature is taken back. Put right what was wrong, then sign it again."
    return ""


def said(name: str, row: Row, *, done: bool, along: bool) -> str:
    """Who took a step and when, or what is to be known of it before; `along` when a signature given now takes what is
    filled in for the steps before it along."""
    if not done:
        if text(row, "status") != "draft" and name != "sent":
            return "it does not say."
        goes = "what is filled in above goes into the return as well." if along else ""
        return {"checked": "it can be left out.", "signed": goes}.get(name, "")
    on = shown_day(row[f"{name}_on"]) or "day not kept"
    if name == "sent":
        return f"{on}."
    who = f"{text(row, f'{name}_role') or 'nobody named'}, {on}."
    return f"{who} “{text(row, 'statement')}”" if name == "signed" and text(row, "statement") else who


def how_far(row: Row) -> tuple[dict[str, bool], str]:
    """Which steps are done, by their names in order, and which is next; "" for none."""
    done = {name: bool(row[f"{name}_on"]) for name in ("prepared", "checked")}
    done |= {"signed": row["status"] != "draft", "sent": row["status"] == "sent"}
    # Once it is signed, who prepared and checked it can't be added any more.
    left = [name for name, is_done in done.items() if not is_done and (name == "sent" or row["status"] == "draft")]
    return done, left[0] if left else ""


def wrong_part(code: str) -> str:
    """Which part of its step a refusal of this code is about: "role", "day", "words" or "" for none of them."""
    return _PARTS.get(code.removeprefix("return."), "")
