"""Needs: what several people wrote, grouped into one feedback item, which leads on to an action and an answer.

`how_many` of an item is moved by the number of comments that come to it or go: an item made of comments says how many
they are, and one that was also heard elsewhere keeps those who said it there. When the answers of a survey are removed
because their time is up, the number stays: so many did say it, and it is part of the results that are kept. When
responses are removed as mistakes, `forget` takes their comments out of it first, in the same operation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from ward_desk.core.changes import NOTHING, ChangeSet, Op
from ward_desk.core.errors import KnownError
from ward_desk.core.fields import text, whole
from ward_desk.core.records import Row
from ward_desk.core.rules import without_finds
from ward_desk.service.document import Document
from ward_desk.service.surveys.comments.survey_comments import how_many
from ward_desk.store import survey_comments
from ward_desk.store.rows import Store

_LONGEST = 120  # characters of a comment offered as the beginning of a sentence


class Need(NamedTuple):
    """A feedback item that comments can be grouped into."""

    id: str
    ref: str
    words: str
    comments: int  # that stand behind it now


def needs(doc: Document) -> list[Need]:
    """Every feedback item, those with most comments behind them first."""
    return [
        Need(str(row["id"]), text(row, "ref"), text(row, "words"), whole(row, "comments") or 0)
        for row in survey_comments.needs(doc.store)
    ]


def comments_of(doc: Document, need: str, most: int = -1) -> list[Row]:
    """The comments behind a feedback item, in the order they came; at most so many."""
    return survey_comments.of_need(doc.store, need, most)


def number(doc: Document, need: str) -> int:
    """How many comments stand behind a feedback item."""
    return survey_comments.number_of_need(doc.store, need)


def sentence(doc: Document, ids: Sequence[str]) -> str:
    """What the sentence of a need may begin from: the shortest of its comments, without anything personal. They are
    somebody's own words, to be put in other ones."""
    said = (" ".join(text(row, "words").split()) for row in survey_comments.some(doc.store, ids))
    shortest = min(filter(None, said), key=len, default="")
    return without_finds("comment", "words", shortest[:_LONGEST])


def is_quoted(doc: Document, ids: Sequence[str], words: str) -> bool:
    """Whether a sentence is word for word what one of the comments says."""
    plain = _plain(words)
    return any(_plain(text(row, "words")) == plain for row in survey_comments.some(doc.store, ids))


def make(doc: Document, ids: Sequence[str], words: str, initiator: object = None) -> str:
    """Make a need of comments, in a sentence of one's own: heard through a survey, on the last day one of them was
    written, with the themes of all of them, and with the priority they speak for when it is one. It goes no further
    than any of their surveys. Gives its id. Raises KnownError."""
    rows = survey_comments.some(doc.store, ids)
    said = " ".join(words.split())
    if not rows or not said:
        raise KnownError(
            "need.empty", "A need takes at least one comment and a sentence.", "Nothing was changed.",
            "Choose the comments that say the same, then say it in one sentence.",
        )  # fmt: skip
    surveys = {text(row, "survey") for row in rows}
    priorities = {text(row, "priority") for row in rows} - {""}
    values: Row = {
        "words": said, "channel": "survey", "how_many": 0, "heard_on": _last_day(doc, rows),
        "survey": surveys.pop() if len(surveys) == 1 else None,
        "priority": priorities.pop() if len(priorities) == 1 else None,
        "illustrative": int(all(row["illustrative"] for row in rows)),
    }  # fmt: skip
    if any(row["sharing"] == "ward" for row in rows):
        values["sharing"] = "ward"
    made: list[str] = []

    def write(store: Store) -> None:
        made.append(store.insert("feedback", values))
        _move(store, rows, made[0])

    doc.run(Op("comment.group", f"Make a need of {how_many(len(rows))}"), write, initiator)
    return made[0]


def group(doc: Document, ids: Sequence[str], need: str, initiator: object = None) -> ChangeSet:
    """Put comments behind a feedback item, which takes their themes too; those of another need leave it. Raises
    KnownError."""
    row = doc.store.get("feedback", need)
    if row is None:
        raise KnownError(
            "gone", "This need has been removed meanwhile.", "The comments are as they were.",
            "Undo the removal, or choose another need.",
        )  # fmt: skip
    rows = [one for one in survey_comments.some(doc.store, ids) if one["need"] != need]
    label = f"Group {how_many(len(rows))} into {row['ref']!s}"
    return doc.run(Op("comment.group", label), lambda store: _move(store, rows, need), initiator) if rows else NOTHING


def ungroup(doc: Document, ids: Sequence[str], initiator: object = None) -> ChangeSet:
    """Take comments out of the needs they are in. The themes a need has stay. Raises KnownError."""
    rows = [one for one in survey_comments.some(doc.store, ids) if one["need"]]
    label = f"Take {how_many(len(rows))} out of {'its need' if len(rows) == 1 else 'their needs'}"
    return doc.run(Op("comment.ungroup", label), lambda store: _move(store, rows, None), initiator) if rows else NOTHING


def forget(store: Store, comments: Sequence[str]) -> None:
    """Take comments out of the numbers of their needs: called before they, or the responses they belong to, are removed
    as mistakes, in the same operation."""
    gone = Counter(text(row, "need") for row in survey_comments.some(store, comments) if row["need"])
    for need, fewer in gone.items():
        _count(store, need, -fewer)


def _move(store: Store, rows: Sequence[Row], need: str | None) -> None:
    left = Counter(text(row, "need") for row in rows if row["need"] and row["need"] != need)
    for row in rows:
        store.update("comment", str(row["id"]), {"need": need})
    for one, gone in left.items():
        _count(store, one, -gone)
    if need is not None:
        _count(store, need, len(rows))
        themes = survey_comments.themes_of(store, [str(row["id"]) for row in rows])
        have = set(store.linked("feedback_theme", need))
        for theme in store.rows("theme", order="position"):
            if theme["id"] not in have and any(theme["id"] in one for one in themes.values()):
                store.link("feedback_theme", need, str(theme["id"]))


def _count(store: Store, need: str, more: int) -> None:
    row = store.get("feedback", need)
    if row is not None:
        store.update("feedback", need, {"how_many": max(0, (whole(row, "how_many") or 0) + more)})


def _last_day(doc: Document, rows: Sequence[Row]) -> str:
    days = [text(row, "answered_on") or text(row, "closes") for row in rows]
    return max(filter(None, days), default=doc.today.isoformat())


def _plain(words: str) -> str:
    return "".join(letter for letter in words.casefold() if letter.isalnum())
