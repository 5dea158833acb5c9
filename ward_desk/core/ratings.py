"""Status and rating: the words, their meanings, how they are drawn, and what the desk suggests (never sets).

Status says where an action stands; rating says whether an open one will get there (model.md, Status and
rating).
"""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from ward_desk.core.choices import Choices

STATUSES: Final[Choices] = (
    ("not_started", "Not started"),
    ("in_progress", "In progress"),
    ("on_hold", "On hold"),
    ("complete", "Complete"),
    ("cancelled", "Cancelled"),
)
OPEN_STATUSES: Final = ("not_started", "in_progress", "on_hold")

RATINGS: Final[Choices] = (("green", "Green"), ("amber", "Amber"), ("red", "Red"))  # best first

DELAY_CAUSES: Final[Choices] = (
    ("rising_cost", "Rising cost"),
    ("procurement", "Procurement"),
    ("partner", "Waiting on a partner"),
    ("delivery_partner", "Delivery partner"),
    ("property_planning", "Property or planning"),
    ("capacity", "Capacity"),
    ("other_risk", "Another risk"),
    ("not_known", "Not known yet"),
)


class Mark(NamedTuple):
    """How a state is drawn: a word and a shape before it is a colour."""

    word: str
    shape: str  # circle, triangle, square, tick or ring
    colour: str  # the name of a colour of the theme: green, amber, red, blue or grey
    meaning: str


MARKS: Final = {
    "green": Mark("Green", "circle", "green", "On track."),
    "amber": Mark("Amber", "triangle", "amber", "Late or at risk, and a plan to recover exists."),
    "red": Mark("Red", "square", "red", "Will miss its date or its aim without help."),
    "complete": Mark("Complete", "tick", "blue", "Done. Drawn in blue; it has no rating any more."),
    "not_rated": Mark("Not rated", "ring", "grey", "Open, and nobody has rated it yet."),
    "not_started": Mark("Not started", "ring", "grey", "Not started, and nobody has rated it yet."),
    "cancelled": Mark("Cancelled", "ring", "grey", "Will not be done. It has no rating any more."),
}

DUE_SOON_DAYS: Final = 28
HALF_DONE: Final = 50  # per cent
STALE_DAYS: Final = 60


class Suggestion(NamedTuple):
    """A rating the desk would give, and why in one sentence."""

    rating: str
    why: str


def suggest(status: str, due: date | None, progress: float | None, today: date) -> Suggestion | None:
    """What the desk suggests for an open action: past due red; due within 28 days with under half done amber.

    `progress` is in per cent; one never recorded counts as none done. None when there is nothing to suggest,
    as for an action that is complete or cancelled or has no due date. Never sets a rating (model.md, Status
    and rating).
    """
    if status not in OPEN_STATUSES or due is None:
        return None
    left = (due - today).days
    if left < 0:
        return Suggestion("red", f"It was due {days(-left)} ago and is not complete.")
    done = progress or 0
    if left <= DUE_SOON_DAYS and done < HALF_DONE:
        when = f"in {days(left)}" if left else "today"
        how_far = "no progress is recorded" if progress is None else f"it is {done:g}% done"
        return Suggestion("amber", f"It is due {when} and {how_far}.")
    return None


def drawn(status: str, rating: str | None) -> str:
    """The key in MARKS an action is drawn with: its rating when open, its status when not or when unrated."""
    if status in ("complete", "cancelled"):
        return status
    if rating and any(rating == code for code, _ in RATINGS):
        return rating
    return "not_started" if status == "not_started" else "not_rated"


def stale(due: date | None, last_note: date | None, status: str, today: date) -> bool:
    """Whether an open action needs a word: nothing written about it for more than 60 days.

    With no note at all it is stale once its due date has passed or is at most 60 days away; an action due
    later, or with no date, may only just have been agreed.
    """
    if status not in OPEN_STATUSES:
        return False
    if last_note is not None:
        return (today - last_note).days > STALE_DAYS
    return due is not None and (due - today).days <= STALE_DAYS


def worse(now: str | None, before: str | None) -> bool:
    """Whether a rating is worse than it was in the last return; without both there is nothing to compare."""
    order = [code for code, _ in RATINGS]
    return now in order and before in order and order.index(now) > order.index(before)


def days(n: int) -> str:
    """ "1 day", "18 days"."""
    return "1 day" if n == 1 else f"{n} days"
