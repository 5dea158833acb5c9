"""Plan views: actions as the timeline and the board show them, and what moving a bar or a card does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from ward_desk.core.changes import NOTHING, ChangeSet
from ward_desk.core.errors import KnownError
from ward_desk.core.fields import day, text, whole
from ward_desk.core.ratings import DUE_SOON_DAYS, MARKS, OPEN_STATUSES, drawn
from ward_desk.core.ratings import days as days
from ward_desk.core.records import Row
from ward_desk.core.typed import show_date
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.store import plan_views as store


class PlanAction(NamedTuple):
    """What a bar or a card shows of one action."""

    id: str
    ref: str
    title: str
    status: str
    rating: str
    start: date | None
    due: date | None
    progress: int | None  # per cent, as set or as the milestones stand
    lead: str

    @property
    def name(self) -> str:
        """Reference and title."""
        return f"{self.ref} {self.title}".strip()

    def days_late(self, today: date) -> int:
        """How many days an open action is past its due date; 0 for any other."""
        if self.status not in OPEN_STATUSES or self.due is None:
            return 0
        return max(0, (today - self.due).days)

    def due_words(self, today: date) -> str:
        """When it is due, from today: "18 days late", "due in 5 days", "due 31 Mar 2024"."""
        if self.due is None:
            return "no due date"
        if late := self.days_late(today):
            return f"{days(late)} late"
        left = (self.due - today).days
        if self.status not in OPEN_STATUSES or left > DUE_SOON_DAYS:
            return f"due {show_date(self.due)}"
        return f"due in {days(left)}" if left else "due today"

    def words(self, today: date) -> str:
        """The whole action in a sentence, for a tooltip or a screen reader."""
        mark = MARKS.get(drawn(self.status, self.rating))
        late = self.days_late(today)
        said = [self.name, dates_words(self.start, self.due), f"{days(late)} late" if late else ""]
        said += [mark.word if mark else "", "" if self.progress is None else f"{self.progress}%"]
        return ", ".join(one for one in said if one)


class Milestone(NamedTuple):
    """A milestone on the timeline."""

    title: str
    due: date | None
    done_on: date | None

    @property
    def day(self) -> date | None:
        """Where it stands: the day it is due, or was done when it never was due."""
        return self.due or self.done_on

    def words(self, today: date) -> str:
        """Its title and days: "Room agreed, due 15 Sep 2023, done 12 Sep 2023"."""
        said = [self.title]
        if self.due is not None:
            said.append(f"due {show_date(self.due)}")
        if self.done_on is not None:
            said.append(f"done {show_date(self.done_on)}")
        elif self.due is not None and self.due < today:
            said.append(f"{days((today - self.due).days)} late")
        return ", ".join(said)


def dates_words(start: date | None, due: date | None) -> str:
    """From when to when, in words."""
    if start and due:
        return f"{show_date(start)} to {show_date(due)}"
    if start:
        return f"starts {show_date(start)}, no due date"
    return f"due {show_date(due)}, no start date" if due else "no dates"


def actions(doc: Document, wanted: Sequence[str]) -> list[PlanAction]:
    """These actions in their order; one that has gone since is left out."""
    found = {text(row, "id"): _action(row) for row in store.actions(doc.store, wanted)}
    return [found[one] for one in wanted if one in found]


def milestones(doc: Document, wanted: Sequence[str]) -> dict[str, list[Milestone]]:
    """action id -> its milestones by their day; an action with none is left out."""
    found: dict[str, list[Milestone]] = {}
    for row in store.milestones(doc.store, wanted):
        one = Milestone(text(row, "title"), day(row["due"]), day(row["done_on"]))
        found.setdefault(text(row, "action"), []).append(one)
    return found


def statuses(doc: Document) -> dict[str, str]:
    """action id -> its status, of every action in one question."""
    return store.statuses(doc.store)


def span(doc: Document) -> tuple[date, date]:
    """The first and last day the plan speaks of, today among them."""
    known = store.span(doc.store)
    found = [one for one in map(day, known or ()) if one] + [doc.today]
    return min(found), max(found)


def clash(start: date | None, due: date | None) -> str:
    """Why an action can't have these two dates, in a sentence; empty when it can."""
    if start is None or due is None or start <= due:
        return ""
    return f"It can't be due on {show_date(due)}, before it starts on {show_date(start)}."


def move_dates(doc: Document, action: str, start: date | None, due: date | None, initiator: object = None) -> ChangeSet:
    """Give an action these dates. Raises KnownError when it would be due before it starts, or has been removed."""
    if wrong := clash(start, due):
        raise KnownError("backwards", wrong, "Nothing was changed.", "Move its start first, or choose a later date.")
    values: Row = {"start": start.isoformat() if start else None, "due": due.isoformat() if due else None}
    return edits.edit(doc, "action", action, values, initiator)


def status_values(status: str) -> Row:
    """What setting a status sets: Complete brings progress to 100 % along."""
    return {"status": status, "progress": 100} if status == "complete" else {"status": status}


def set_status(doc: Document, wanted: Iterable[str], status: str, initiator: object = None) -> ChangeSet:
    """Give actions a status as one operation; those that have it already are left as they are. Raises KnownError."""
    ids = list(wanted)
    there = {one.id for one in actions(doc, ids) if one.status == status}
    moving = [one for one in ids if one not in there]
    return edits.edit_many(doc, "action", moving, status_values(status), initiator) if moving else NOTHING


def open_milestones(doc: Document, wanted: Sequence[str]) -> int:
    """How many milestones of these actions are not done."""
    return store.open_milestones(doc.store, wanted)


def _action(row: Row) -> PlanAction:
    return PlanAction(
        text(row, "id"), text(row, "ref"), text(row, "title"), text(row, "status"), text(row, "rating"),
        day(row["start"]), day(row["due"]), whole(row, "progress"), text(row, "lead"),
    )  # fmt: skip
