"""Survey comments: sorting what people wrote: themes, a priority, "no reply needed", and personal things taken out.

However many comments are sorted at once, it is one operation. Its label never holds a word of theirs: labels stay in
the history when the answers of a survey are removed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from ward_desk.core.changes import NOTHING, ChangeSet, Op
from ward_desk.core.errors import KnownError
from ward_desk.core.fields import text
from ward_desk.core.records import Row
from ward_desk.core.rules import without_finds
from ward_desk.core.typed import counted
from ward_desk.service.document import Document
from ward_desk.service.unchanged import until_changed
from ward_desk.store import survey_comments
from ward_desk.store.rows import Store


class Theme(NamedTuple):
    """A theme as comments are sorted into it: the digit that stands for it is its place, from 1."""

    id: str
    words: str
    position: int
    number: int  # of comments


def themes(doc: Document, survey: str = "", question: str = "") -> list[Theme]:
    """The programme's themes in their order, each with how many comments of a survey or question, or of all, it has."""
    numbers = until_changed(
        doc, ("comments by theme", survey, question), lambda: survey_comments.by_theme(doc.store, survey, question)
    )
    return [
        Theme(str(row["id"]), text(row, "short_label") or text(row, "label"), place, numbers.get(str(row["id"]), 0))
        for place, row in enumerate(doc.store.rows("theme", order="position"))
    ]


def progress(doc: Document, survey: str = "", question: str = "") -> tuple[int, int]:
    """How many comments are sorted, of how many. One is sorted when it has a theme, a priority or a need, or when no
    reply is needed."""
    return until_changed(
        doc, ("comments sorted", survey, question), lambda: survey_comments.progress(doc.store, survey, question)
    )


def themes_of(doc: Document, ids: Sequence[str]) -> dict[str, set[str]]:
    """The themes of each of these comments."""
    return survey_comments.themes_of(doc.store, ids)


def next_unsorted(doc: Document, ids: Sequence[str], after: str) -> str | None:
    """The first comment after that one, and else from the beginning, that is not sorted; None when all are."""
    at = ids.index(after) if after in ids else -1
    return survey_comments.first_unsorted(doc.store, [*ids[at + 1 :], *ids[: at + 1]])


def toggle_theme(doc: Document, ids: Sequence[str], theme: str, initiator: object = None) -> ChangeSet:
    """Give a theme to those of the comments that have it not, or take it off when all have it. Raises KnownError."""
    row = doc.store.get("theme", theme)
    if row is None:
        raise KnownError("gone", "This theme is no longer in the programme.", "Nothing was changed.", "Choose another.")
    have = survey_comments.themes_of(doc.store, ids)
    off = all(theme in one for one in have.values())

    def write(store: Store) -> None:
        for one in have:
            if off:
                store.unlink("comment_theme", one, theme)
            elif theme not in have[one]:
                store.link("comment_theme", one, theme)

    words = text(row, "short_label") or text(row, "label")
    return _sort(doc, ids, f"{'take off' if off else 'theme'} {words}", write, initiator)


def give_themes(doc: Document, ids: Sequence[str], given: Sequence[str], initiator: object = None) -> ChangeSet:
    """Give comments themes besides those they have, as one operation. Raises KnownError."""
    have = survey_comments.themes_of(doc.store, ids)

    def write(store: Store) -> None:
        for one in have:
            for theme in given:
                if theme not in have[one]:
                    store.link("comment_theme", one, theme)

    return _sort(doc, ids, "themes", write, initiator)


def set_priority(doc: Document, ids: Sequence[str], priority: str | None, initiator: object = None) -> ChangeSet:
    """Say which priority the comments speak for; None for none. Raises KnownError."""
    return _sort(doc, ids, "priority", lambda store: _set(store, ids, {"priority": priority}), initiator)


def toggle_no_reply(doc: Document, ids: Sequence[str], initiator: object = None) -> ChangeSet:
    """Say that the comments need no reply, or, when that is said of all of them, that they do. Raises KnownError."""
    rows = survey_comments.some(doc.store, ids)
    wanted = 0 if all(row["no_reply"] for row in rows) else 1
    words = "no reply needed" if wanted else "to be replied to"
    return _sort(doc, ids, words, lambda store: _set(store, ids, {"no_reply": wanted}), initiator)


def redact(doc: Document, ids: Sequence[str], initiator: object = None) -> ChangeSet:
    """Take what looks personal out of the comments, as in "[removed: phone number]". Raises KnownError."""
    clean = {
        str(row["id"]): without_finds("comment", "words", text(row, "words"))
        for row in survey_comments.some(doc.store, ids)
    }

    def write(store: Store) -> None:
        for one, words in clean.items():
            store.update("comment", one, {"words": words})

    return _sort(doc, ids, "take out what looks personal", write, initiator)


def how_many(number: int) -> str:
    """ "1 comment", "12 comments"."""
    return counted(number, "comment")


def _set(store: Store, ids: Sequence[str], values: Row) -> None:
    for one in ids:
        store.update("comment", one, values)


def _sort(
    doc: Document, ids: Sequence[str], words: str, write: Callable[[Store], None], initiator: object
) -> ChangeSet:
    if not ids:
        return NOTHING
    return doc.run(Op("comment.sort", f"Sort {how_many(len(ids))}: {words}"), write, initiator)
