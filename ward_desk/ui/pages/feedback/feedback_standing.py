"""Feedback standing: where an item stands on its way back to the people who said it, as a pill."""

from __future__ import annotations

from typing import Final

from ward_desk.core.records import Row
from ward_desk.service import feedback
from ward_desk.ui import marks

_TONES: Final = {"heard": "red", "action": "amber", "answered": "amber", "told": "green"}


def standing_mark(row: Row) -> marks.Mark:
    """The mark of a feedback item."""
    code = feedback.standing(row)
    return marks.worded(dict(feedback.STANDINGS)[code], _TONES[code])
