"""Marks: the word, colour and shape of every rating and status the window draws, from their codes.

What stands for an action comes from `core.ratings`; the states of events and returns are added here.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from ward_desk.core import choices
from ward_desk.core.ratings import MARKS, STATUSES, drawn


class Mark(NamedTuple):
    """How one state is shown: its word, the name of its tone in `theme`, its shape in `shapes`."""

    words: str
    tone: str
    shape: str


SHAPE_OF_TONE: Final = {
    "green": "circle", "amber": "triangle", "red": "square", "blue": "tick", "grey": "ring",
}  # fmt: skip

_WORDS: Final = dict((*choices.EVENT_STATUSES, *choices.RETURN_STATUSES, *STATUSES))
_TONES: Final = {"on_hold": "amber", "held": "blue", "signed": "green", "sent": "blue"}


def mark(code: str) -> Mark | None:
    """The mark of a rating or status code; None for an empty one. A code not known is grey, in its own word."""
    if not code:
        return None
    known = MARKS.get(code)
    if known is not None:
        return Mark(known.word, known.colour, known.shape)
    tone = _TONES.get(code, "grey")
    shape = "none" if code == "in_progress" else SHAPE_OF_TONE[tone]
    return Mark(_WORDS.get(code, code.replace("_", " ").capitalize()), tone, shape)


def worded(words: str, tone: str) -> Mark:
    """A mark with words of its own and the shape that goes with its tone: "2 red", "Overdue"."""
    return Mark(words, tone, SHAPE_OF_TONE[tone])


def standing(status: str, rating: str) -> Mark | None:
    """How an action stands in one mark: its rating while it is open, its status otherwise."""
    return mark(drawn(status, rating))
