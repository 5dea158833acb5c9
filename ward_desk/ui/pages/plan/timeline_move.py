"""Timeline move: a bar on its way to other dates, before any of it is kept. No Qt."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal, NamedTuple

from ward_desk.core.typed import show_date
from ward_desk.service.plan.plan_views import PlanAction, clash, dates_words, days

Part = Literal["start", "due", "bar"]


class Move(NamedTuple):
    """An action whose dates are being moved. `start` and `due` are where they would be now."""

    action: PlanAction  # as it is stored
    part: Part
    start: date | None
    due: date | None
    wrong: str = ""  # why the last step can't be, in a sentence

    @property
    def changes(self) -> bool:
        """Whether there is anything to keep."""
        return (self.start, self.due) != (self.action.start, self.action.due)

    @property
    def words(self) -> str:
        """The new dates, or why they can't be: "due 5 Oct 2023, 6 days later"."""
        if self.wrong:
            return self.wrong
        if self.part == "bar":
            said = dates_words(self.start, self.due)
        elif self.part == "start":
            said = f"starts {show_date(self.start)}" if self.start else ""
        else:
            said = f"due {show_date(self.due)}" if self.due else ""
        by = _by(self.action.start, self.start) if self.part == "start" else _by(self.action.due, self.due)
        by = by or (_by(self.action.start, self.start) if self.part == "bar" else 0)
        return f"{said}, {days(abs(by))} {'later' if by > 0 else 'earlier'}" if by else said

    def to(self, by: int) -> Move:
        """Moved by so many days from where it is stored; it says so when it can't stay there."""
        return self._step(self.action.start, self.action.due, by)

    def on(self, by: int) -> Move:
        """Moved by so many days more; it stays where it is, and says why, when it can't go there."""
        moved = self._step(self.start, self.due, by)
        return self._replace(wrong=moved.wrong) if moved.wrong else moved

    def _step(self, start: date | None, due: date | None, by: int) -> Move:
        try:
            if self.part != "due" and start is not None:
                start += timedelta(days=by)
            if self.part != "start" and due is not None:
                due += timedelta(days=by)
        except OverflowError:
            return self._replace(wrong="The calendar ends there.")
        return self._replace(start=start, due=due, wrong=clash(start, due))


def _by(before: date | None, now: date | None) -> int:
    return (now - before).days if before and now else 0
