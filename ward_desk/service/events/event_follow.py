"""Event follow-up: the actions that follow from an event, and what was seen on a ward visit becoming one."""

from __future__ import annotations

from typing import Final, NamedTuple

from ward_desk.core.changes import ChangeSet, Op
from ward_desk.core.errors import KnownError
from ward_desk.core.records import Row, Value
from ward_desk.service.document import Document
from ward_desk.service.events.event_record import stored
from ward_desk.store import event_counts
from ward_desk.store.rows import Store

_LONGEST: Final = 40  # characters of a title in a label
_LONGEST_TITLE: Final = 100


class Issue(NamedTuple):
    """One line of the issues seen on a ward visit, and what has become of it: (id, ref), or nothing yet."""

    words: str
    action: tuple[str, str] | None
    comment: tuple[str, str] | None


def follow_ups(doc: Document, event: str) -> list[Row]:
    """The actions that follow from an event: made or linked there, from a comment, or from its deep dive."""
    return event_counts.follow_ups(doc.store, event)


def add(doc: Document, event: str, words: str) -> str:
    """Make an action that follows from an event, under the event's first theme. Gives its id. Raises KnownError."""
    row = stored(doc, event)
    made: list[str] = []

    def write(store: Store) -> None:
        whole = " ".join(words.split())
        title = whole if len(whole) <= _LONGEST_TITLE else f"{whole[: _LONGEST_TITLE - 1].rstrip()}…"
        values: dict[str, Value] = {"title": title, "what": whole if title != whole else "", "sharing": row["sharing"]}
        values["theme"] = next(iter(store.linked("event_theme", event)), None)
        made.append(store.insert("action", values))
        _link(store, event, made[0])

    doc.run(Op("action.add", f"Make an action from {row['ref']!s}: “{words[:_LONGEST]}”"), write)
    return made[0]


def link(doc: Document, event: str, action: str) -> ChangeSet:
    """Have an action there is already follow from an event. Raises KnownError."""
    row = stored(doc, event)
    followed = doc.store.get("action", action)
    if followed is None:
        raise KnownError("gone", "This action has been removed meanwhile.", "Nothing was changed.", "Choose another.")
    op = Op("event_follow_up.add", f"Link {followed['ref']!s} to {row['ref']!s}")
    return doc.run(op, lambda store: _link(store, event, action))


def take_off(doc: Document, event: str, action: str) -> ChangeSet:
    """Take an action off an event's follow-up; the action itself stays in the plan. Raises KnownError."""
    row = stored(doc, event)
    followed = doc.store.get("action", action) or {}

    def write(store: Store) -> None:
        store.unlink("event_follow_up", event, action)
        for dive in store.rows("deep_dive", event=event):
            store.unlink("deep_dive_action", str(dive["id"]), action)

    return doc.run(Op("event_follow_up.remove", f"Take {followed.get('ref', '')!s} off {row['ref']!s}"), write)


def issues(row: Row, follows: list[Row], said: list[Row]) -> list[Issue]:
    """Each line of an event's issues with the action and the comment made from it, told by their words, given its
    follow-up actions and its comments."""
    actions = {one: (str(a["id"]), str(a["ref"])) for a in follows for one in (str(a["what"] or ""), str(a["title"]))}
    comments = {str(one["words"]): (str(one["id"]), str(one["ref"])) for one in said}
    lines = [" ".join(line.split()).lstrip("-•* ") for line in str(row["issues"] or "").splitlines()]
    return [Issue(line, actions.get(line), comments.get(line)) for line in dict.fromkeys(lines) if line]


def _link(store: Store, event: str, action: str) -> None:
    if action not in store.linked("event_follow_up", event):
        store.link("event_follow_up", event, action)
    for dive in store.rows("deep_dive", event=event)[:1]:
        if action not in store.linked("deep_dive_action", str(dive["id"])):
            store.link("deep_dive_action", str(dive["id"]), action)
