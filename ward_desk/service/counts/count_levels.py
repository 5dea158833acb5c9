"""Count levels: how activity is followed to outcome: which count moves which, up to the whole programme (B 4.2)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final, NamedTuple

from ward_desk.core import choices, sums
from ward_desk.core.changes import ChangeSet
from ward_desk.core.errors import KnownError
from ward_desk.core.fields import text
from ward_desk.core.periods import Quarter
from ward_desk.core.records import Row
from ward_desk.service import edits
from ward_desk.service.counts import figures
from ward_desk.service.document import Document
from ward_desk.service.unchanged import while_table_stands
from ward_desk.store import computed, counts, figure_history

_HEIGHT: Final = {"initiative": 0, "theme": 1, "programme": 2}


class Level(NamedTuple):
    """A count on the way from activity to outcome, as it stands now."""

    row_id: str
    words: str  # "CHE-C07 Claimant rate"
    level: str  # "theme"
    direction: str  # "↑ Better"; "" without a comparator
    rating: str | None


def leads_to(doc: Document, count: Row, quarter: Quarter) -> list[Level]:
    """The counts that this one should move, from the next one up to the last."""
    found: list[Row] = []
    seen = {text(count, "id")}
    after = doc.store.get("activity_count", text(count, "leads_to"))
    while after is not None and text(after, "id") not in seen:
        found.append(after)
        seen.add(text(after, "id"))
        after = doc.store.get("activity_count", text(after, "leads_to"))
    return _standing(doc, found, quarter)


def led_by(doc: Document, count: Row, quarter: Quarter) -> list[Level]:
    """The counts that should move this one."""
    return _standing(doc, figure_history.leading_to(doc.store, text(count, "id")), quarter)


def may_lead_to(doc: Document, count: Row) -> list[tuple[str, str]]:
    """(id, words) of the counts that a count may lead to: those of a higher level, and outcomes; none that leads back
    to it."""
    known = while_table_stands(doc, "activity_count", lambda: _followed(doc), "followed")
    higher = (one for one in known.values() if one["level"] in ("theme", "programme") or one["kind"] == "outcome")
    return [(text(one, "id"), _words(one)) for one in higher if not _why_not(known.get, count, one)]


def lead_to(doc: Document, count_id: str, other_id: str | None, initiator: object = None) -> ChangeSet:
    """Say which count this one should move, or none. Raises KnownError for one that is lower, or that leads back."""
    count = doc.store.get("activity_count", count_id)
    other = doc.store.get("activity_count", other_id) if other_id else None
    if (
        count is not None
        and other is not None
        and (why := _why_not(partial(doc.store.get, "activity_count"), count, other))
    ):
        raise KnownError("count.leads_to", why, "Nothing was changed.", "Choose a count of a theme or the programme.")
    return edits.edit(doc, "activity_count", count_id, {"leads_to": other_id or None}, initiator)


def computed_words(doc: Document, count: Row, quarter: Quarter) -> str:
    """What a count worked out from events comes to: "Adds up who came at 12 events of 2023-24."; "" for others."""
    if not computed.is_computed(count):
        return ""
    year = quarter.year_label
    first, last = quarter.quarters_to_date[0].first, Quarter(quarter.fy_start_year, 4, quarter.start_month).last
    found = computed.events(doc.store, count, first.isoformat(), last.isoformat())
    n = sum(row["value"] is not None for row in found)
    events = "1 event" if n == 1 else f"{n:,} events"
    if not found:
        return f"No event held in {year} is counted here yet."
    if count["computed"] == "events":
        return f"Counts {events} held in {year}."
    waiting = len(found) - n
    uncounted = f"; {waiting} more {'has' if waiting == 1 else 'have'} no such number" if waiting else ""
    return f"Adds up {_WHO[text(count, 'computed')]} at {events} of {year}{uncounted}."


_WHO: Final = {
    "residents": "who came", "adults": "the adults", "under_18s": "the under 18s",
    "from_ward": "the residents from this ward", "volunteers": "the volunteers", "exhibitors": "the exhibitors",
    "partners": "the partners",
}  # fmt: skip


def _followed(doc: Document) -> dict[str, Row]:
    return {text(row, "id"): row for row in counts.followed(doc.store)}


def _why_not(get: Callable[[str], Row | None], count: Row, other: Row) -> str:
    """Why a count can't lead to another one; "" when it can. `get` gives a count by its id."""
    if count["id"] == other["id"]:
        return f"{text(count, 'ref')} can't lead to itself."
    higher = _HEIGHT.get(text(other, "level"), 0) > _HEIGHT.get(text(count, "level"), 0)
    if not higher and not (other["kind"] == "outcome" and count["kind"] != "outcome"):
        return f"{text(other, 'ref')} is neither of a higher level than {text(count, 'ref')} nor its outcome."
    seen = {text(count, "id")}
    after: Row | None = other
    while after is not None:
        if text(after, "id") in seen:
            return f"{text(other, 'ref')} leads to {text(count, 'ref')} already, so this would go in a circle."
        seen.add(text(after, "id"))
        after = get(text(after, "leads_to"))
    return ""


def _standing(doc: Document, counts: list[Row], quarter: Quarter) -> list[Level]:
    views = figures.count_views(doc, [text(one, "id") for one in counts], quarter)
    made = []
    for view in views.values():
        word, arrow = sums.DIRECTIONS[view.direction]
        direction = "" if view.direction == "none" else f"{arrow} {word}"
        level = choices.label(choices.LEVELS, view.count["level"]).lower()
        made.append(Level(text(view.count, "id"), _words(view.count), level, direction, view.rating))
    return made


def _words(count: Row) -> str:
    return f"{text(count, 'ref')} {text(count, 'name')}"
