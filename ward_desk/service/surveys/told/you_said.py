"""You said, we did: what residents said beside what is being done, what is told back, and what goes on the poster."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

from ward_desk.core import ratings
from ward_desk.core.changes import NOTHING, ChangeSet, Op
from ward_desk.core.errors import KnownError
from ward_desk.core.fields import day, text
from ward_desk.core.pre_election import PreElection
from ward_desk.core.records import Row
from ward_desk.service import lists
from ward_desk.service.document import Document
from ward_desk.store.rows import Store

PERIODS: Final = (("quarter", "Last 3 months"), ("year", "Last 12 months"))
LISTING: Final = "you_said"  # of `lists`
TICKS: Final = "poster"  # settings of the document
PRE_ELECTION: Final = "pre_election"


class Ticks(NamedTuple):
    """What somebody put on the poster or took off it; every other item goes by `on_poster`."""

    on: frozenset[str] = frozenset()
    off: frozenset[str] = frozenset()


def rows(doc: Document, wanted: Sequence[str]) -> list[Row]:
    """These items with the action on each, in the same order. `how_it_goes` is the key the action is drawn with
    (`ratings.drawn`), "" without one; `on_poster` is 1 for those that go on the poster."""
    ticked = ticks(doc.store)
    return [
        row | {"how_it_goes": _how_it_goes(row), "on_poster": int(on_poster(row, ticked))}
        for row in lists.rows(doc, LISTING, wanted)
    ]


def _how_it_goes(row: Row) -> str:
    return ratings.drawn(text(row, "action_status"), text(row, "action_rating")) if row["action"] else ""


def on_poster(row: Row, ticked: Ticks) -> bool:
    """Whether an item goes on the poster: as somebody ticked it, else when it may leave the ward and has an answer or
    an action."""
    if row["id"] in ticked.on or row["id"] in ticked.off:
        return row["id"] in ticked.on
    return row["sharing"] != "ward" and bool(row["answer"] or row["action"])


def ticks(store: Store) -> Ticks:
    """What was ticked by hand, as the document keeps it."""
    kept = _kept(store, TICKS)
    return Ticks(*(frozenset(map(str, found if isinstance(found := kept.get(name), list) else ()))
                   for name in ("on", "off")))  # fmt: skip


def tick(doc: Document, items: Iterable[str], *, on: bool) -> None:
    """Put items on the poster, or take them off it. Kept with the document; no part of its history. Raises
    KnownError."""
    wanted = frozenset(items)
    kept = ticks(doc.store)
    new = {"on": sorted(kept.on | wanted if on else kept.on - wanted),
           "off": sorted(kept.off - wanted if on else kept.off | wanted)}  # fmt: skip
    doc.run(Op("poster.tick", "Choose what goes on the poster"), lambda store: store.set_setting(TICKS, _json(new)))


def pre_election(store: Store) -> PreElection:
    """The pre-election period, as the document keeps it; off when nobody has set one."""
    kept = _kept(store, PRE_ELECTION)
    return PreElection(kept.get("on") is True, *(day(str(kept.get(name) or "")) for name in ("first", "last")))


def set_pre_election(doc: Document, period: PreElection) -> None:
    """Keep the pre-election period with the document. Raises KnownError when it ends before it begins."""
    if period.first is not None and period.last is not None and period.last < period.first:
        raise KnownError(
            "order", "The pre-election period ends before it begins.", "The period is as it was.",
            "Correct one of its two dates.",
        )  # fmt: skip
    kept = {"on": period.on, "first": period.first.isoformat() if period.first else "",
            "last": period.last.isoformat() if period.last else ""}  # fmt: skip
    doc.run(
        Op("poster.pre_election", "Set the pre-election period"),
        lambda store: store.set_setting(PRE_ELECTION, _json(kept)),
    )


def tell_back(doc: Document, items: Sequence[str], on: date, how: str, initiator: object = None) -> ChangeSet:
    """Say that residents were told what came of some items, on that day and through that channel, as one operation.

    Raises KnownError for a day that is still to come.
    """
    if on > doc.today:
        raise KnownError(
            "not_yet", "Nobody can have been told yet: the day is still to come.", "Nothing was changed.",
            "Give the day they were told, or come back when they have been.",
        )  # fmt: skip
    found = [row for row in (doc.store.get("feedback", one) for one in items) if row]
    if not found:
        return NOTHING
    named = text(found[0], "ref") if len(found) == 1 else f"{len(found)} items"

    def write(store: Store) -> None:
        for row in found:
            store.update("feedback", str(row["id"]), {"told_on": on.isoformat(), "told_how": how})

    return doc.run(Op("feedback.edit", f"Told residents back: {named}"), write, initiator)


def _kept(store: Store, key: str) -> dict[str, object]:
    try:
        value = json.loads(store.setting(key) or "{}")
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
