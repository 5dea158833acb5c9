"""Return due: which quarterly return is wanted next, and the newest version of each."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ward_desk.core.fields import text, whole
from ward_desk.core.periods import APRIL, Quarter, return_due
from ward_desk.core.records import Row
from ward_desk.service.document import Document
from ward_desk.service.unchanged import known
from ward_desk.store import returns as stored


class Due(NamedTuple):
    """The return that is wanted next."""

    quarter: Quarter
    due: date
    row: Row | None  # as far as it has come


def start_month(doc: Document) -> int:
    """The month the partnership's financial year starts in."""
    return whole(doc.partnership, "year_start_month") or APRIL


def due_day(doc: Document) -> int:
    """The day of the month a return is due on, 1 to 31."""
    return min(max(whole(doc.partnership, "return_due_day") or 15, 1), 31)


def newest(doc: Document, quarter: Quarter) -> Row | None:
    """The newest version of a quarter's return, without its files; None when nobody has begun it."""
    return next(iter(stored.versions(doc.store, quarter.key)), None)


def due_next(doc: Document, today: date) -> Due:
    """The return wanted next: last quarter's while it is owed, else this quarter's.

    Last quarter's is owed until it is sent, if somebody has begun it or its day has not passed.
    """
    now = Quarter.of(today, start_month(doc))
    row, due = newest(doc, now.previous), return_due(now.previous, due_day(doc))
    if (row is not None and row["status"] != "sent") or (row is None and today <= due):
        return Due(now.previous, due, row)
    return Due(now, return_due(now, due_day(doc)), newest(doc, now))


def checks_of(quarter: Quarter, today: date) -> tuple[str, Quarter, date]:
    """The question, for `unchanged`, of what stands in the way of a quarter's return."""
    return "checks", quarter, today


def checked(doc: Document, wanted: Due, today: date) -> bool:
    """Whether `returns.standing` would give its answer at once."""
    return text(wanted.row or {}, "status") in ("signed", "sent") or known(doc, checks_of(wanted.quarter, today))
