"""Return sign-off: signing a return, marking it as sent, and what can be done with one that was."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit, QVBoxLayout, QWidget

from ward_desk.core.errors import KnownError, NotUnderstoodError
from ward_desk.core.fields import text
from ward_desk.core.records import Row
from ward_desk.core.typed import read_date, show_date
from ward_desk.service.document import Document
from ward_desk.ui import theme
from ward_desk.ui.widgets import FlowLayout, button, label


class SignOff(QWidget):
    """The last steps of a return. It asks; the page behind it changes the document."""

    sign_asked = Signal(str, date)  # role, day
    unsign_asked = Signal()
    sent_asked = Signal(date)
    version_asked = Signal()
    workbook_asked = Signal()

    def __init__(self, doc: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doc = doc
        self._shown = ("", "")
        self.words = label("", wrap=True)
        self.role, self.day, self.sent_day = QLineEdit(), QLineEdit(), QLineEdit()
        self.signing = self._fields((self.role, "Signed by (role)"), (self.day, "Signed on"))
        self.sending = self._fields((self.sent_day, "Sent on"))
        self.problem = label("", "problem", wrap=True)
        self.sign_button = button("Sign the return", main=True)
        self.sent_button = button("Mark as sent", main=True)
        self.unsign_button = button("Take the signature back")
        self.version_button = button("Begin a new version")
        self.workbook_button = button("Save the workbook as sent…", main=True)
        self.sign_button.clicked.connect(self._on_sign)
        self.sent_button.clicked.connect(self._on_sent)
        self.unsign_button.clicked.connect(self.unsign_asked)
        self.version_button.clicked.connect(self.version_asked)
        self.workbook_button.clicked.connect(self.workbook_asked)
        self.role.returnPressed.connect(self._on_sign)
        self.day.returnPressed.connect(self._on_sign)
        self.sent_day.returnPressed.connect(self._on_sent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 8, 0)
        column.setSpacing(10)
        for one in (self.words, self.signing, self.sending, self.problem):
            column.addWidget(one)
        buttons = QWidget()
        line = FlowLayout(buttons)
        for one in (
            self.sign_button, self.sent_button, self.workbook_button, self.unsign_button, self.version_button,
        ):  # fmt: skip
            line.addWidget(one)
        column.addWidget(buttons)
        column.addStretch(1)

    def _fields(self, *pairs: tuple[QLineEdit, str]) -> QWidget:
        made = QWidget()
        lines = QFormLayout(made)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setHorizontalSpacing(12)
        lines.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        for field, words in pairs:
            field.setAccessibleName(words)
            field.setMaximumWidth(theme.px(340))
            caption = label(words, "soft")
            caption.setBuddy(field)
            caption.setMinimumHeight(field.sizeHint().height())  # in the middle beside its field
            lines.addRow(caption, field)
        return made

    def show_return(self, row: Row, errors: int) -> None:
        """Show where a return stands; `errors` are in the way of signing it."""
        status, can = text(row, "status"), not self._doc.read_only
        if (text(row, "id"), status) != self._shown:  # what is half typed stays while it is the same step
            self._shown = text(row, "id"), status
            self.problem.setText("")
            self.role.setText(text(row, "signed_role") or text(self._doc.partnership, "chair_role"))
            self.day.setText(show_date(self._doc.today))
            self.sent_day.setText(show_date(self._doc.today))
        self.words.setText(self._words(row, status, errors))
        self.problem.setVisible(bool(self.problem.text()))
        for widget, steps in (
            (self.signing, "draft"), (self.sign_button, "draft"), (self.sending, "signed"),
            (self.sent_button, "signed"), (self.unsign_button, "signed"), (self.version_button, "sent"),
        ):  # fmt: skip
            widget.setVisible(can and status == steps)
        self.workbook_button.setVisible(status == "sent")

    def _words(self, row: Row, status: str, errors: int) -> str:
        if status == "draft":
            if errors:
                things = f"{errors:,} {'thing stands' if errors == 1 else 'things stand'}"
                return f"{things} in the way of signing: see Check. A draft can be exported as it is."
            return "Nothing stands in the way. Signing freezes the return: what is signed is what is exported and sent."
        by = f"Signed by {text(row, 'signed_role') or 'nobody named'}{_on(row, 'signed_on')}."
        if status == "signed":
            return f"{by} It is frozen as it stood then. Export it, attach it to your message, then mark it as sent."
        seal = text(row, "sha256")
        mark = f" Its fingerprint (SHA-256) begins {seal[:12]}." if seal else ""
        return (
            f"Sent{_on(row, 'sent_on')}. {by} It is kept exactly as it left, to read only."
            f" To correct it, begin a new version.{mark}"
        )

    def refuse(self, error: KnownError) -> None:
        """Say why that can't be done, beside the button."""
        self._say(f"{error.happened} {error.next_step}".strip())

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def focus_field(self, name: str) -> None:
        """Put the keyboard into the field of that name, where it is shown."""
        field = self.day if name == "signed_on" else self.sent_day if name == "sent_on" else self.role
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_sign(self) -> None:
        day = self._day(self.day)
        if day is not None:
            self._say("")
            self.sign_asked.emit(self.role.text().strip(), day)

    def _on_sent(self) -> None:
        day = self._day(self.sent_day)
        if day is not None:
            self._say("")
            self.sent_asked.emit(day)

    def _day(self, field: QLineEdit) -> date | None:
        try:
            day = read_date(field.text(), self._doc.today)
        except NotUnderstoodError as error:
            self._say(str(error))
            return None
        field.setText(show_date(day))
        return day


def _on(row: Row, name: str) -> str:
    day = text(row, name)
    return f" on {show_date(date.fromisoformat(day))}" if day else ""
