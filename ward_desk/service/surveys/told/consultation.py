"""Consultation: what a formal consultation, or a survey whose answers are kept too long, needs of somebody."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from ward_desk.core.fields import day, short_day, text
from ward_desk.core.records import Row
from ward_desk.service.document import Document
from ward_desk.store import surveys

CLOSING_DAYS: Final = 7  # a consultation that closes so soon is worth a last push
DECIDING_DAYS: Final = 14


class Needed(NamedTuple):
    """Something about a survey that needs somebody: a word, its tone, and the field where it is put right."""

    word: str  # Closes, Decision, Kept
    tone: str  # red, amber or grey
    title: str
    detail: str
    survey: str
    field: str


def needed(doc: Document, today: date) -> list[Needed]:
    """What surveys need on a day, the longest due first: answers kept beyond their date, a decision coming or past
    with no word on how views were considered, a consultation that closes within a week."""
    found = [
        (text(row, "retain_until"), Needed(
            "Kept", "red", text(row, "title"),
            f"answers were to go by {short_day(row['retain_until'], today) or text(row, 'retain_until')}",
            text(row, "id"), "retain_until",
        ))
        for row in surveys.answers_kept(doc.store, today.isoformat())
    ]  # fmt: skip
    for row in doc.store.rows("survey", formal=1):
        found += _of(row, today)
    return [one for _, one in sorted(found, key=lambda pair: pair[0])]


def _of(row: Row, today: date) -> list[tuple[str, Needed]]:
    """What one consultation needs, each with the day it is due by."""
    found = []
    survey, title = text(row, "id"), text(row, "title")
    decision, closes = day(row["decision_on"]), day(row["closes"])
    if decision is not None and not text(row, "considered").strip():
        left = (decision - today).days
        if left < 0:
            said = f"taken {short_day(row['decision_on'], today)}, no word on how views were considered"
            found.append((text(row, "decision_on"), Needed("Decision", "red", title, said, survey, "considered")))
        elif left <= DECIDING_DAYS:
            said = f"{_in_days(left)}, views not considered yet"
            found.append((text(row, "decision_on"), Needed("Decision", "amber", title, said, survey, "considered")))
    if closes is not None and 0 <= (closes - today).days <= CLOSING_DAYS:
        said = f"consultation closes {_in_days((closes - today).days)}"
        found.append((text(row, "closes"), Needed("Closes", "grey", title, said, survey, "closes")))
    return found


def _in_days(days: int) -> str:
    return "today" if days == 0 else "tomorrow" if days == 1 else f"in {days} days"
