"""Return who: who prepared and who checked a return, as it is filled in beside its signature."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from PySide6.QtWidgets import QLineEdit

from ward_desk.core.errors import NotUnderstoodError
from ward_desk.core.fields import shown_day, text
from ward_desk.core.records import Row
from ward_desk.core.typed import read_date, show_date
from ward_desk.ui.pages.returns.sign.return_steps import RoleLine, Step

Wants = Literal["nothing", "taking", "leaving out", "a role"]


class Who(NamedTuple):
    """One of the two steps, with its fields."""

    name: str
    step: Step
    role: RoleLine
    day: QLineEdit

    def wants(self, row: Row) -> Wants:
        """What a signature given now has to do first, so that nothing that is filled in is lost: take the step, leave
        out a role that somebody cleared, or ask for one that can't be left out or goes with a day somebody typed."""
        role, on = self.role.text().strip(), self.day.text().strip()
        kept = text(row, f"{self.name}_role"), shown_day(row[f"{self.name}_on"])
        if not self.step.is_open or (role, on) == kept:
            return "nothing"
        if role or kept[1]:
            return "taking"
        if self.name == "prepared" or (on and self.day.isModified()):  # only the other one can be left out
            return "a role"
        return "leaving out" if kept[0] else "nothing"

    def wrong(self, wants: Wants, signed: date, today: date) -> tuple[str, QLineEdit] | None:
        """Why that can't be done when the return is signed on that day, in words, and the field to put right."""
        if wants == "a role" and self.name == "prepared":
            return "It doesn't say who prepared it. Give a role.", self.role
        if wants == "a role":
            return f"It says when it was {self.name}, and not by whom. Give a role, or clear the day.", self.role
        if wants != "taking":
            return None
        try:
            on = read_date(self.day.text(), today)
        except NotUnderstoodError as error:
            return str(error), self.day
        if on <= signed:
            return None
        days = f"{self.name} on {show_date(on)} and signed before, on {show_date(signed)}"
        return f"It can't be {days}. Put one of the two dates right.", self.day

    def leave_as_it_was(self, row: Row) -> None:
        """Show again what the return says, once the step is taken."""
        if row[f"{self.name}_on"]:
            self.role.fill(text(row, f"{self.name}_role"))
            self.day.setText(shown_day(row[f"{self.name}_on"]))
