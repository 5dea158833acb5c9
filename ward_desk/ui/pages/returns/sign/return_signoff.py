"""Return sign-off: a return is prepared, checked, signed and sent, step by step, and what can be done with one that
was sent."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from ward_desk.core.errors import KnownError
from ward_desk.core.fields import text
from ward_desk.core.records import Row
from ward_desk.service.document import Document
from ward_desk.ui import theme
from ward_desk.ui.pages.returns.sign.return_sign_fields import WHO, SignFields
from ward_desk.ui.pages.returns.sign.return_steps import (
    Stands,
    Step,
    day_in,
    happened,
    how_far,
    said,
    stands,
    wrong_part,
)
from ward_desk.ui.pages.returns.sign.return_who import Who
from ward_desk.ui.panes import bring_into_view
from ward_desk.ui.widgets import FlowLayout, button, label, set_tone

_TAB: Final = Qt.FocusReason.TabFocusReason
_ESCAPE: Final = Qt.Key.Key_Escape


class SignOff(QWidget):
    """The steps of a return. It asks; the page behind it changes the document."""

    prepared_asked = Signal(str, date)  # role, day
    checked_asked = Signal(str, date)
    left_out_asked = Signal(str)  # "prepared" or "checked", of which the role was cleared
    sign_asked = Signal(str, date, str)  # role, day, statement
    unsign_asked = Signal(str)  # reason
    sent_asked = Signal(date)
    version_asked = Signal()
    workbook_asked = Signal()

    def __init__(self, doc: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doc = doc
        self._shown = ("", "")
        self._opened: set[str] = set()  # steps already taken that are open to be taken anew, and "unsign"
        self._asks, self._refused = "signed", False  # the step asked for last, and whether it was refused
        self.happened, self.words = label("", "heading", wrap=True), label("", wrap=True)
        fields = self.fields = SignFields()
        self.prepared_role, self.checked_role, self.role = fields.prepared_role, fields.checked_role, fields.role
        self.prepared_day, self.checked_day = fields.prepared_day, fields.checked_day
        self.day, self.sent_day, self.statement, self.reason = (
            fields.day, fields.sent_day, fields.statement, fields.reason,
        )  # fmt: skip
        self.steps = {
            "prepared": Step("Prepared", "Prepared"), "checked": Step("Checked", "Checked"),
            "signed": Step("Signed", "Sign the return"), "sent": Step("Sent", "Mark as sent"),
        }  # fmt: skip
        for name, role, day in (
            ("prepared", self.prepared_role, self.prepared_day), ("checked", self.checked_role, self.checked_day),
            ("signed", self.role, self.day),
        ):  # fmt: skip
            self.steps[name].add(role, f"{name.capitalize()} by (role)")
            self.steps[name].add(day, f"{name.capitalize()} on")
        self.steps["signed"].add(self.statement, "Statement")
        self.steps["sent"].add(self.sent_day, "Sent on")
        self._first = {
            "prepared": self.prepared_role, "checked": self.checked_role, "signed": self.role, "sent": self.sent_day,
        }  # fmt: skip
        self.sign_button, self.sent_button = self.steps["signed"].go, self.steps["sent"].go
        self.change_button = button("Change who and when", link=True)
        self.change_button.setAccessibleName("Change who prepared and checked it, and when")
        self.unsign_button = button("Take the signature back…")
        self.version_button = button("Begin a corrected version")
        self.workbook_button = button("Save it as sent…", main=True)
        self.workbook_button.setAccessibleName("Save the workbook as sent…")
        self.taking_back = Step("Taking the signature back", "Take it back")
        self.taking_back.add(self.reason, "Why, in one sentence")
        self.keep_button = self.taking_back.add_button("Keep the signature")
        self.who = (
            Who("prepared", self.steps["prepared"], self.prepared_role, self.prepared_day),
            Who("checked", self.steps["checked"], self.checked_role, self.checked_day),
        )
        self.problem = label("", "problem", wrap=True)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 8, 0)
        column.setSpacing(12)
        column.addWidget(self.happened)
        column.addWidget(self.words)
        for step in self.steps.values():
            column.addWidget(step)
        column.addWidget(self.taking_back)
        column.addWidget(self.problem)
        buttons = QWidget()
        line = FlowLayout(buttons)
        for one in (self.workbook_button, self.version_button, self.unsign_button, self.change_button):
            line.addWidget(one)
        column.addWidget(buttons)
        column.addStretch(1)

    def _connect(self) -> None:
        for one in self.who:
            one.role.returnPressed.connect(lambda of=one: self._on_role(of))
            one.day.returnPressed.connect(lambda of=one: self._on_step(of))
            one.step.go.clicked.connect(lambda _on=False, of=one: self._on_step(of))
        # What can't be undone wants a press of its own: Enter goes on to the next field, and last to the button.
        self.role.returnPressed.connect(lambda: self.day.setFocus(_TAB))
        self.day.returnPressed.connect(lambda: self._go_on("signed", self.day, self.statement))
        self.statement.entered.connect(lambda: self.sign_button.setFocus(_TAB))
        self.sign_button.clicked.connect(self._on_sign)
        self.sent_day.returnPressed.connect(lambda: self._go_on("sent", self.sent_day, self.sent_button))
        self.sent_button.clicked.connect(self._on_sent)
        self.reason.returnPressed.connect(lambda: self.taking_back.go.setFocus(_TAB))
        self.taking_back.go.clicked.connect(self._on_unsign)
        self.keep_button.clicked.connect(self._keep_signature)
        for field in self.fields.lines.values():
            field.textEdited.connect(lambda _words: self._say(""))
        self.unsign_button.clicked.connect(lambda: self._open(self.reason, "unsign"))
        self.change_button.clicked.connect(lambda: self._open(self.prepared_role, *WHO))
        self.version_button.clicked.connect(self.version_asked)
        self.workbook_button.clicked.connect(self.workbook_asked)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._align()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.isVisible():
            QTimer.singleShot(0, self, self._align)  # when the fields have the other size of text as well

    def _align(self) -> None:
        """Let the fields of all the steps begin at one line."""
        steps = (*self.steps.values(), self.taking_back)
        captions = [one for step in steps for one in step.captions]
        widest = max(one.fontMetrics().horizontalAdvance(one.text()) for one in captions) + theme.px(2)
        for step in steps:
            step.align(widest)
        self.statement.setFixedHeight(theme.px(76))

    # ---- what is shown

    def show_return(self, row: Row, errors: int) -> None:
        """Show where a return stands; `errors` are in the way of signing it."""
        status, now = self._shown[1], (text(row, "id"), text(row, "status"))
        if now != self._shown:  # what is half typed stays while it is the same step
            same = now[0] == self._shown[0]
            self.fields.leave(self._shown, row, reason="unsign" in self._opened)
            self._shown = now
            self._opened.clear()
            self._say("")
            self._tell(happened(status, row) if same else "")
            self.fields.fill(self._doc, row)
            if self.fields.put_back(now):
                self._opened.add("unsign")
        self._row = row
        self.words.setText(stands(row, errors))
        self._show_steps()

    def _tell(self, words: str) -> None:
        """Say at the top what was done."""
        self.happened.setText(words)
        self.happened.setVisible(bool(words))
        if words:
            bring_into_view(self.happened)

    def _show_steps(self) -> None:
        row, status, can = self._row, text(self._row, "status"), not self._doc.read_only
        draft = can and status == "draft"
        done, ahead = how_far(row)
        open_ = {
            **{name: draft and (not done[name] or name in self._opened) for name in WHO},
            "signed": draft, "sent": can and status == "signed",
        }  # fmt: skip
        along = any(open_[name] for name in WHO)
        for name, step in self.steps.items():
            stands: Stands = "done" if done[name] else "next" if name == ahead else "later"
            step.show_step(stands, said(name, row, done=done[name], along=along), open_=open_[name])
        set_tone(self.sign_button, "main", status == "draft")
        set_tone(self.sent_button, "main", status != "draft")
        self.change_button.setVisible(draft and any(done[name] and not open_[name] for name in WHO))
        self.taking_back.setVisible("unsign" in self._opened)
        if "unsign" in self._opened:
            self.taking_back.show_step("next", "the reason goes into the return and stays there.", open_=True)
        self.unsign_button.setVisible(can and status == "signed" and "unsign" not in self._opened)
        self.version_button.setVisible(can and status == "sent")
        self.workbook_button.setVisible(status == "sent")

    def refuse(self, error: KnownError) -> None:
        """Say why that can't be done, beside its button, with the keyboard in the field that is wrong."""
        self._refused = True
        self._say(f"{error.happened} {error.next_step}".strip())
        here, part = QApplication.focusWidget(), wrong_part(error.code)
        role, day, words = {
            **{one.name: (one.role, one.day, None) for one in self.who},
            "signed": (self.role, self.day, self.statement), "unsign": (None, None, self.reason),
            "sent": (None, self.sent_day, None),
        }[self._asks]  # fmt: skip
        wrong = {"role": role, "day": day, "words": words}.get(part)
        if wrong is not None and here is not None and self.isAncestorOf(here):
            wrong.setFocus(_TAB)

    def _say(self, words: str) -> None:
        """Say what stands in the way of the step asked for, under it; no words for nothing."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        if words:
            self._column.removeWidget(self.problem)
            under = self.steps.get(self._asks, self.taking_back)
            self._column.insertWidget(self._column.indexOf(under) + 1, self.problem)
            bring_into_view(self.problem)

    def focus_field(self, name: str) -> None:
        """Put the keyboard into the field of that name, where it is shown."""
        field = self.statement if name == "statement" else self.fields.lines.get(name, self.role)
        if name.startswith(WHO) and text(self._row, "status") == "draft":
            self._opened.add(name.partition("_")[0])
            self._show_steps()
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_keyboard(self) -> None:
        """Put the keyboard on what is next: the first step that can be taken, or what can be done with a sent one."""
        first = next((self._first[name] for name, step in self.steps.items() if step.go.isVisibleTo(self)), None)
        to = first or self.workbook_button
        to.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_view(to)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = QApplication.focusWidget()
        if event.key() == _ESCAPE and "unsign" in self._opened and here and self.taking_back.isAncestorOf(here):
            self._keep_signature()
        elif event.key() == _ESCAPE and here and not self._opened.isdisjoint(WHO):
            self._leave_as_it_was()
        else:
            super().keyPressEvent(event)

    # ---- what is asked

    def _open(self, field: QLineEdit, *what: str) -> None:
        self._opened.update(what)
        self._show_steps()
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_view(self.taking_back.go if field is self.reason else field)

    def _keep_signature(self) -> None:
        """Leave the signature as it is. The reason that was typed is there again when it is asked for again."""
        self._opened.discard("unsign")
        self._say("")
        self.unsign_button.show()
        self.unsign_button.setFocus(_TAB)
        self._show_steps()

    def _leave_as_it_was(self) -> None:
        """Leave who prepared and checked it as it was."""
        self._opened.difference_update(WHO)
        self._say("")
        for one in self.who:
            one.leave_as_it_was(self._row)
        self.change_button.show()
        self.change_button.setFocus(_TAB)
        self._show_steps()

    def _go_on(self, step: str, field: QLineEdit, to: QWidget) -> None:
        """Enter in a day: read it, and go on."""
        if self._day(step, field) is not None:
            to.setFocus(_TAB)

    def _on_role(self, one: Who) -> None:
        """Enter in a role: take that step; a role nobody gave is left out, and what is next gets the keyboard."""
        if one.role.text().strip() or self._row[f"{one.name}_on"]:
            self._on_step(one)
        else:
            following = (step for name, step in self._first.items() if name not in WHO[: WHO.index(one.name) + 1])
            next(field for field in following if field.isVisibleTo(self)).setFocus(_TAB)

    def _on_step(self, one: Who) -> None:
        day = self._day(one.name, one.day)
        if day is None:
            self._refused = True
            return
        was, self._refused = one.name in self._opened, False
        self._opened.discard(one.name)
        asked = self.prepared_asked if one.name == "prepared" else self.checked_asked
        asked.emit(one.role.text().strip(), day)
        if self._refused and was:
            self._opened.add(one.name)

    def _on_sign(self) -> None:
        day = self._day("signed", self.day)
        if day is None or not self._are_taken(day):
            return
        self._asks, self._refused = "signed", False
        self.sign_asked.emit(self.role.text().strip(), day, self.statement.toPlainText())

    def _are_taken(self, day: date) -> bool:
        """Take the steps before the signature that are filled in; False when one of them can't be, which is said."""
        wanted = [(one, one.wants(self._row)) for one in self.who]
        for one, wants in wanted:
            self._asks = one.name
            wrong = one.wrong(wants, day, self._doc.today)
            if wrong is not None:
                words, field = wrong
                self._say(words)
                field.setFocus(_TAB)
                return False
        for one, wants in wanted:
            self._refused = False
            if wants == "taking":
                self._on_step(one)
            elif wants == "leaving out":
                self._asks = one.name
                self.left_out_asked.emit(one.name)
            if self._refused:
                return False
        return True

    def _on_unsign(self) -> None:
        self._asks = "unsign"
        self._say("")
        self.unsign_asked.emit(self.reason.text())

    def _on_sent(self) -> None:
        day = self._day("sent", self.sent_day)
        if day is not None:
            self.sent_asked.emit(day)

    def _day(self, step: str, field: QLineEdit) -> date | None:
        """The day in a field of a step; None when it can't be read, which is said under the step."""
        self._asks = step
        self._say("")
        day = day_in(field, self._doc.today, self._say)
        if day is None:
            field.setFocus(_TAB)
        return day
