"""Trackers: an old action tracker as it stands in its file, and what can be taken from it.

What its sheets and columns are is guessed in `core.tracker_guess`, one cell is read in `core.tracker_cells`,
and its rows become proposed actions in `core.tracker_rows`.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Final, Literal, NamedTuple


class Cell(NamedTuple):
    """One cell: as a person sees it, and as the file typed it."""

    text: str  # "13/12/2023", "65%", "" when empty; whole, with its line breaks
    value: str | int | float | bool | date | datetime | None  # a time of midnight is left off
    colour: str = ""  # of its fill: red, amber, green, blue, grey, or "" for none of these
    merged: bool = False  # repeated from the top left cell of a merged range


class Sheet(NamedTuple):
    """One sheet; every row is equally long, and empty rows and columns at its end are cut off."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    hidden: bool = False
    hidden_columns: frozenset[int] = frozenset()  # counted from 0, like the rows
    hidden_rows: frozenset[int] = frozenset()


class TrackerFile(NamedTuple):
    """A tracker as it was read: the name of its file, without the folder, and its sheets in their order."""

    name: str
    sheets: tuple[Sheet, ...]


# In front of a note that holds what had no home: words kept, not progress told.
KEPT_HEADING: Final = "Kept from the tracker:"
KEEP: Final = "keep"
OUT: Final = "out"

# What a column of a tracker can be: code, then the words of the choice.
TARGETS: Final[tuple[tuple[str, str], ...]] = (
    ("title", "Action"),
    ("what", "What will be done"),
    ("ref", "Reference in this plan"),
    ("source_ref", "Reference elsewhere"),
    ("theme", "Theme"),
    ("priority", "Priority"),
    ("recommendation", "Recommendation"),
    ("term", "Term"),
    ("lead", "Lead"),
    ("partners", "Partners"),
    ("delivery", "Delivery"),
    ("start", "Starts"),
    ("due", "Due"),
    ("status", "Status"),
    ("rating", "Rating"),
    ("rating_reason", "Reason for the rating"),
    ("delay_cause", "Cause of delay"),
    ("progress", "Progress, per cent"),
    ("success", "Success is"),
    ("learning", "Learning"),
    ("sharing", "Who may see it"),
    ("note", "Progress note"),
    ("milestones", "Milestones"),
    ("next_milestone", "Next milestone (already among the milestones)"),
    (KEEP, "Keep as a note"),
    (OUT, "Leave out"),
)


class Problem(NamedTuple):
    """Something about one cell a person should look at. An error is what could not be read."""

    target: str
    level: Literal["error", "warning"]
    sentence: str


class Proposed(NamedTuple):
    """One action as it would be brought in from a row."""

    number: int  # of its row, from 1, as a spreadsheet shows it
    part: int  # 0, or 1, 2, 3 ... where one cell held several actions
    values: dict[str, str | int | None]  # fields as they are stored: dates ISO, codes of choices, whole per cent
    names: dict[str, str]  # theme, priority, recommendation and lead in words, to be looked up
    partners: tuple[str, ...]
    milestones: tuple[tuple[str, str | None, str | None], ...]  # title, due and done on as ISO dates
    notes: tuple[tuple[str | None, str], ...]  # date as ISO or None, words
    kept: tuple[str, ...]  # "Heading: words" of what has no home or could not be read: becomes one note
    problems: tuple[Problem, ...]
