"""Lists: the sorted and filtered list behind each page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from ward_desk.core.records import Row, Value
from ward_desk.service.document import Document
from ward_desk.store import actions, counts, events, feedback, listing, plan, survey_comments, surveys, you_said

LISTINGS: Final[dict[str, listing.Listing]] = {
    "actions": actions.LISTING,
    "events": events.LISTING,
    "feedback": feedback.LISTING,
    "you_said": you_said.LISTING,
    "surveys": surveys.SURVEYS,
    "comments": survey_comments.LISTING,
    "responses": surveys.LIST_OF_RESPONSES,
    "counts": counts.LISTING,
    "returns": plan.RETURNS,
    "priorities": plan.PRIORITIES,
    "organisations": plan.ORGANISATIONS,
    "recommendations": plan.RECOMMENDATIONS,
    "funding": plan.FUNDING,
    "risks": plan.RISKS,
    "evidence": plan.EVIDENCE,
    "profile": plan.PROFILE,
    "deep_dives": plan.DEEP_DIVES,
}


def ids(
    doc: Document, name: str, *, words: str = "", filters: Mapping[str, Value] | None = None, sort: str = "",
    descending: bool | None = None,
) -> list[str]:  # fmt: skip
    """The ids of a list's records that hold every word and pass every filter, sorted by a column."""
    return listing.ids(doc.store, LISTINGS[name], words, filters or {}, sort, descending, doc.today.isoformat())


def arranged(
    doc: Document, name: str, *, words: str = "", filters: Mapping[str, Value] | None = None, sort: str = "",
    descending: bool | None = None, group: str = "",
) -> list[tuple[str, str]]:  # fmt: skip
    """As `ids`, each with the heading of its group, those of one heading together; without `group`, no headings."""
    return listing.arranged(
        doc.store, LISTINGS[name], words, filters or {}, sort, descending, doc.today.isoformat(), group
    )


def groups(name: str) -> tuple[str, ...]:
    """What a list can be grouped by."""
    return tuple(LISTINGS[name].groups)


def rows(doc: Document, name: str, wanted: Sequence[str]) -> list[Row]:
    """The shown columns of these records, in the same order."""
    return listing.rows(doc.store, LISTINGS[name], wanted)


def total(doc: Document, name: str) -> int:
    """How many records the list has without any filter."""
    return listing.total(doc.store, LISTINGS[name])
