"""Return sign-off: a return is prepared, checked, signed and sent, step by step, and what can be done with one that
was sent."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from ward_desk.core.errors import KnownError
from ward_desk.core.fields import shown_day, text
from ward_desk.core.records import Row
from ward_desk.core.typed import show_date
from ward_desk.service.document import Document
from ward_desk.service.returns.return_life import STATEMENT
from ward_desk.ui import theme
from ward_desk.ui.pages.returns.sign.return_steps import Stands, Step, day_in, role_field, stands
from ward_desk.ui.widgets import FlowLayout, button, label


class SignOff(QWidget):
    """The steps of a return. It asks; the page behind it changes the document."""

    prepared_asked = Signal(str, date)  # role, day
    checked_asked = Signal(str, date)
    sign_asked = Signal(str, date, str)  # role, day, statement
    unsign_asked = Signal(str)  # reason
    sent_asked = Signal(date)
    version_asked = Signal()
    workbook_asked = Signal()

    def __init__(self, doc: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doc = doc
        self._shown = ("", "")
        # What was half typed in a return, by its id and status, when another one was looked at.
        self._typed: dict[tuple[str, str], dict[str, str]] = {}
        self._opened: set[str] = set()  # steps already taken that are open to be taken anew
        self.words = label("", wrap=True)
        self.prepared_role, self.checked_role, self.role = role_field(), role_field(), role_field()
        self.prepared_day, self.checked_day, self.day, self.sent_day = (QLineEdit() for _ in range(4))
        self.statement = QPlainTextEdit()
        self.statement.setTabChangesFocus(True)
        self.reason = QLineEdit()
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
        self.change_button = button("Change who prepared and checked it", link=True)
        self.unsign_button = button("Take the signature back…")
        self.version_button = button("Begin a corrected version")
        self.workbook_button = button("Save the workbook as sent…", main=True)
        self.taking_back = Step("Taking the signature back", "Take it back")
        self.taking_back.add(self.reason, "Why, in one sentence")
        self.reason.setPlaceholderText("It goes into the return")
        self.problem = label("", "problem", wrap=True)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 8, 0)
        column.setSpacing(12)
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
        for name, role, day in (
            ("prepared", self.prepared_role, self.prepared_day), ("checked", self.checked_role, self.checked_day),
        ):  # fmt: skip
            for field in (role, day):
                field.returnPressed.connect(lambda one=name: self._on_step(one))
            self.steps[name].go.clicked.connect(lambda _on=False, one=name: self._on_step(one))
        for field in (self.role, self.day):
            field.returnPressed.connect(self._on_sign)
        self.sign_button.clicked.connect(self._on_sign)
        self.sent_day.returnPressed.connect(self._on_sent)
        self.sent_button.clicked.connect(self._on_sent)
        self.reason.returnPressed.connect(self._on_unsign)
        self.taking_back.go.clicked.connect(self._on_unsign)
        self.unsign_button.clicked.connect(lambda: self._open("unsign", self.reason))
        self.change_button.clicked.connect(lambda: self._open("who", self.prepared_role))
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
        captions = [one for step in self.steps.values() for one in step.captions]
        widest = max(one.fontMetrics().horizontalAdvance(one.text()) for one in captions) + theme.px(2)
        for step in self.steps.values():
            step.align(widest)
        self.statement.setFixedHeight(theme.px(76))

    # ---- what is shown

    def show_return(self, row: Row, errors: int) -> None:
        """Show where a return stands; `errors` are in the way of signing it."""
        status = text(row, "status")
        if (text(row, "id"), status) != self._shown:  # what is half typed stays while it is the same step
            self._typed[self._shown] = self._half_typed()
            self._shown = text(row, "id"), status
            self._opened.clear()
            self._say("")
            self._fill(row)
            self._put_back(self._typed.pop(self._shown, {}))
        self._row = row
        self.words.setText(stands(row, errors))
        self._show_steps()

    def _fill(self, row: Row) -> None:
        today, partnership = show_date(self._doc.today), self._doc.partnership
        self.prepared_role.setText(text(row, "prepared_role") or text(partnership, "officer_role"))
        self.prepared_day.setText(shown_day(row["prepared_on"]) or today)
        self.checked_role.setText(text(row, "checked_role"))
        self.checked_day.setText(shown_day(row["checked_on"]) or today)
        self.role.setText(text(row, "signed_role") or text(partnership, "chair_role"))
        self.day.setText(today)
        self.statement.setPlainText(text(row, "statement") or STATEMENT)
        self.sent_day.setText(today)
        self.reason.clear()

    def _half_typed(self) -> dict[str, str]:
        fields = self._lines()
        found = {name: field.text() for name, field in fields.items() if field.isModified()}
        if self.statement.document().isModified():
            found["statement"] = self.statement.toPlainText()
        return found

    def _put_back(self, typed: dict[str, str]) -> None:
        """Put what was half typed when another return was looked at back into its fields."""
        for name, words in typed.items():
            if name == "statement":
                self.statement.setPlainText(words)
                self.statement.document().setModified(True)
            else:
                field = self._lines()[name]
                field.setText(words)
                field.setModified(True)
        if "reason" in typed:
            self._opened.add("unsign")

    def _lines(self) -> dict[str, QLineEdit]:
        return {
            "prepared_role": self.prepared_role, "prepared_on": self.prepared_day, "checked_role": self.checked_role,
            "checked_on": self.checked_day, "signed_role": self.role, "signed_on": self.day, "sent_on": self.sent_day,
            "reason": self.reason,
        }  # fmt: skip

    def _show_steps(self) -> None:
        row, status, can = self._row, text(self._row, "status"), not self._doc.read_only
        draft = can and status == "draft"
        done = {name: bool(row[f"{name}_on"]) for name in ("prepared", "checked")}
        done |= {"signed": status != "draft", "sent": status == "sent"}
        ahead = next((name for name, is_done in done.items() if not is_done), "")
        if status != "draft" and ahead in ("prepared", "checked"):  # signed without: it can't be added any more
            ahead = "" if done["sent"] else "sent"
        open_ = {
            "prepared": draft and (not done["prepared"] or "who" in self._opened),
            "checked": draft and (not done["checked"] or "who" in self._opened),
            "signed": draft, "sent": can and status == "signed",
        }  # fmt: skip
        for name, step in self.steps.items():
            stands: Stands = "done" if done[name] else "next" if name == ahead else "later"
            step.show_step(stands, self._who(name, done=done[name]), open_=open_[name])
        is_main = status == "draft"
        self._dress(self.sign_button, main=is_main)
        self._dress(self.sent_button, main=not is_main)
        self.change_button.setVisible(draft and (done["prepared"] or done["checked"]) and "who" not in self._opened)
        self.taking_back.setVisible("unsign" in self._opened)
        if "unsign" in self._opened:
            self.taking_back.show_step("next", "the reason goes into the return and stays there.", open_=True)
        self.unsign_button.setVisible(can and status == "signed" and "unsign" not in self._opened)
        self.version_button.setVisible(can and status == "sent")
        self.workbook_button.setVisible(status == "sent")

    @staticmethod
    def _dress(one: QWidget, *, main: bool) -> None:
        if one.property("main") != main:
            one.setProperty("main", main)
            one.style().unpolish(one)
            one.style().polish(one)

    def _who(self, name: str, *, done: bool) -> str:
        row = self._row
        if not done:
            if text(row, "status") != "draft" and name != "sent":
                return "it does not say."
            return "it can be left out." if name == "checked" else ""
        on = shown_day(row[f"{name}_on"]) or "day not kept"
        if name == "sent":
            return f"{on}."
        said = f"{text(row, f'{name}_role') or 'nobody named'}, {on}."
        return f"{said} “{text(row, 'statement')}”" if name == "signed" and text(row, "statement") else said

    def refuse(self, error: KnownError) -> None:
        """Say why that can't be done, beside the button."""
        self._say(f"{error.happened} {error.next_step}".strip())

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def focus_field(self, name: str) -> None:
        """Put the keyboard into the field of that name, where it is shown."""
        field = self.statement if name == "statement" else self._lines().get(name, self.role)
        if name.startswith(("prepared", "checked")) and text(self._row, "status") == "draft":
            self._opened.add("who")
            self._show_steps()
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_keyboard(self) -> None:
        """Put the keyboard on what is next: the first step that can be taken, or what can be done with a sent one."""
        first = next((self._first[name] for name, step in self.steps.items() if step.go.isVisibleTo(self)), None)
        (first or self.workbook_button).setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- what is asked

    def _open(self, what: str, field: QLineEdit) -> None:
        self._opened.add(what)
        self._show_steps()
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_step(self, name: str) -> None:
        role, field, asked = {
            "prepared": (self.prepared_role, self.prepared_day, self.prepared_asked),
            "checked": (self.checked_role, self.checked_day, self.checked_asked),
        }[name]
        day = self._day(field)
        if day is not None:
            self._opened.discard("who")
            asked.emit(role.text().strip(), day)

    def _on_sign(self) -> None:
        day = self._day(self.day)
        if day is not None:
            self.sign_asked.emit(self.role.text().strip(), day, self.statement.toPlainText())

    def _on_unsign(self) -> None:
        self._say("")
        self.unsign_asked.emit(self.reason.text())

    def _on_sent(self) -> None:
        day = self._day(self.sent_day)
        if day is not None:
            self.sent_asked.emit(day)

    def _day(self, field: QLineEdit) -> date | None:
        self._say("")
        return day_in(field, self._doc.today, self._say)
