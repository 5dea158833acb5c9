"""Action columns: what the list of the action plan shows, can be filtered by and grouped by, and who needs a word."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from ward_desk.core.choices import DELIVERIES, SHARING, TERMS
from ward_desk.core.ratings import DELAY_CAUSES, OPEN_STATUSES, RATINGS, STATUSES, stale
from ward_desk.core.records import Row
from ward_desk.service import lists
from ward_desk.service.document import Document
from ward_desk.ui.record.editors import Options
from ward_desk.ui.table.table_groups import Grouping
from ward_desk.ui.table.table_model import Column
from ward_desk.ui.table.table_page import Filter

STATUS_FILTERS = (
    ("open", "open"),
    ("late", "late"),
    ("silent", "no word for 60 days"),
    *STATUSES,
)


def needs(row: Row, today: date) -> str:
    """Why an action of the list needs somebody: "18 days late, no note for 74 days"; "" when it needs nobody.

    An open one is late from the day after it was due; it is silent by `ratings.stale`.
    """
    status, noted_on = str(row["status"]), row["noted_on"]
    if status not in OPEN_STATUSES:
        return ""
    due = date.fromisoformat(str(row["due"])) if row["due"] else None
    noted = date.fromisoformat(str(noted_on)) if noted_on else None
    said = []
    if due is not None and due < today:
        said.append(f"{_days((today - due).days)} late")
    if stale(due, noted, status, today):
        said.append(f"no note for {_days((today - noted).days)}" if noted is not None else "nothing written yet")
    return ", ".join(said)


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number:,} days"


def columns(by_theme: bool, today: Callable[[], date]) -> tuple[Column, ...]:
    """The columns of the list. A plan hangs on its themes, or on its recommendations (C 4.9)."""
    return (
        Column("ref", "Ref", "text", 7),
        Column("title", "Action", "text", 30, stretch=True),
        Column("needs", "Needs", "text", 20, sortable=False, say=lambda row: needs(row, today()), under="title"),
        Column("rating", "Rating", "rating", 12, status="status"),
        Column("due", "Due", "date", 11),
        Column("progress", "Progress", "progress", 12),
        Column("theme", "Theme", "theme", 16, hidden=not by_theme),
        Column("recommendation", "Recommendation", "text", 30, hidden=by_theme),
        Column("term", "Term", "choice", 12, choices=TERMS, hidden=by_theme),
        Column("priority", "Priority", "text", 22, hidden=True),
        Column("lead", "Lead", "text", 20, hidden=True),
        Column("partners", "Partners", "text", 24, hidden=True),
        Column("start", "Starts", "date", 12, hidden=True),
        Column("status", "Status", "choice", 12, choices=STATUSES, hidden=True),
        Column("rating_reason", "Reason", "text", 30, hidden=True),
        Column("delay_cause", "Cause of delay", "choice", 18, choices=DELAY_CAUSES, hidden=True),
        Column("next_milestone", "Next milestone", "text", 24, hidden=True),
        Column("noted_on", "Last note", "date", 12, hidden=True),
        Column("delivery", "Delivery", "choice", 16, choices=DELIVERIES, hidden=True),
        Column("sharing", "Sharing", "choice", 14, choices=SHARING, hidden=True),
        Column("source_ref", "Reference elsewhere", "text", 16, hidden=True),
    )


def filters(by_theme: bool, options: Callable[[str], Options]) -> tuple[Filter, ...]:
    """The filters, those most used first. `options` gives the records of a table as people know them."""
    theme = Filter("theme", "Theme", partial(options, "theme"), lesser=not by_theme)
    recommendation = Filter("recommendation", "Recommendation", partial(options, "recommendation"), lesser=by_theme)
    first, second = (theme, recommendation) if by_theme else (recommendation, theme)
    return (
        first,
        Filter("status", "Status", lambda: STATUS_FILTERS),
        Filter("rating", "Rating", lambda: (*RATINGS, ("none", "not rated")), every="any", lesser=True),
        Filter("lead", "Lead", partial(options, "organisation"), every="anyone", lesser=True),
        Filter("priority", "Priority", partial(options, "priority"), lesser=True),
        Filter("term", "Term", lambda: TERMS, every="any", lesser=True),
        *((second,) if options(second.key) else ()),
    )


def grouping(doc: Document) -> Grouping:
    """What the list can be grouped by."""
    return Grouping(
        [(name, name, f"No {name}") for name in lists.groups("actions")], partial(lists.arranged, doc, "actions")
    )
