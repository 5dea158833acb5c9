"""Return sign fields: what is typed to sign a return off, as nobody has touched it yet and as somebody left it."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QLineEdit

from ward_desk.core.fields import shown_day, text
from ward_desk.core.records import Row
from ward_desk.core.typed import show_date
from ward_desk.service.document import Document
from ward_desk.service.returns.return_life import STATEMENT
from ward_desk.ui.pages.returns.sign.return_steps import RoleLine, Statement, StepLine

WHO: Final = ("prepared", "checked")  # the steps before the signature


class SignFields:
    """The fields of all the steps."""

    def __init__(self) -> None:
        self.prepared_role, self.checked_role, self.role = RoleLine(), RoleLine(), RoleLine()
        self.prepared_day, self.checked_day, self.day, self.sent_day = (StepLine() for _ in range(4))
        self.statement = Statement()
        self.reason = StepLine()
        self.reason.setPlaceholderText("It goes into the return")
        self.lines: dict[str, QLineEdit] = {
            "prepared_role": self.prepared_role, "prepared_on": self.prepared_day, "checked_role": self.checked_role,
            "checked_on": self.checked_day, "signed_role": self.role, "signed_on": self.day, "sent_on": self.sent_day,
            "reason": self.reason,
        }  # fmt: skip
        # What was half typed in a return, by its id and status, when another one was looked at.
        self._left: dict[tuple[str, str], dict[str, str]] = {}

    def fill(self, doc: Document, row: Row) -> None:
        """Show what a return says, and what is most likely where it says nothing."""
        today, partnership = show_date(doc.today), doc.partnership
        self.prepared_role.fill(text(row, "prepared_role") or text(partnership, "officer_role"))
        self.prepared_day.setText(shown_day(row["prepared_on"]) or today)
        self.checked_role.fill(text(row, "checked_role"))
        self.checked_day.setText(shown_day(row["checked_on"]) or today)
        self.role.fill(text(row, "signed_role") or text(partnership, "chair_role"))
        self.day.setText(today)
        self.statement.setPlainText(text(row, "statement") or STATEMENT)
        self.sent_day.setText(today)
        self.reason.clear()

    def leave(self, before: tuple[str, str], row: Row, *, reason: bool) -> None:
        """Keep what is half typed in the return that was shown, by its id and status, now that `row` is shown; the
        reason only when it is still asked for. Of the same return only what did not go into it: the rest is done."""
        half = {name: field.text() for name, field in self.lines.items() if field.isModified()}
        if self.statement.document().isModified():
            half["statement"] = self.statement.toPlainText()
        if not reason:
            half.pop("reason", None)
        if before[0] == text(row, "id"):
            said = {f"{name}_role": text(row, f"{name}_role") for name in WHO}
            said |= {f"{name}_on": shown_day(row[f"{name}_on"]) for name in WHO}
            half = {name: words for name, words in half.items() if words.strip() != said.get(name, words.strip())}
        self._left[before] = half

    def put_back(self, now: tuple[str, str]) -> bool:
        """Put what was half typed in the return shown back into its fields; tells whether a reason was among it."""
        half = self._left.pop(now, {})
        for name, words in half.items():
            if name == "statement":
                self.statement.setPlainText(words)
                self.statement.document().setModified(True)
            else:
                field = self.lines[name]
                field.setText(words)
                field.setCursorPosition(0)
                field.setModified(True)
        return "reason" in half
