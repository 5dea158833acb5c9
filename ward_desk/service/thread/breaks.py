"""Breaks: where the golden thread breaks off, each with the step that mends it (model.md, The golden thread)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal, NamedTuple

from ward_desk.core import choices as c
from ward_desk.core.choices import label
from ward_desk.core.fields import short_day, text, whole
from ward_desk.core.ratings import MARKS, drawn
from ward_desk.core.records import Row
from ward_desk.service.document import Document
from ward_desk.store import breaks as store_breaks

SHOWN: Final = 5  # breaks of a kind shown until people ask for all

Mend = Literal["link", "make", "open"]


class Kind(NamedTuple):
    """One way a thread breaks off. `mend` is what Enter does, `words` say it; `stage` is where a link mends it, and
    `field` where its record opens."""

    key: str
    title: str
    mend: Mend
    words: str
    stage: str = ""
    makes: bool = False  # whether an action made from the record mends it
    field: str = ""


KINDS: Final = (
    Kind("unanswered", "Feedback with no action", "link", "Link an action…", "action", makes=True),
    Kind("idle_priority", "Priorities with no action", "make", "Make an action", "action", makes=True),
    Kind("unasked", "Actions no resident asked for", "link", "Link feedback…", "heard"),
    Kind("uncounted", "Held events that feed no count", "link", "Link a count…", "count"),
    Kind("unserving", "Counts that serve no action", "link", "Link an action…", "action"),
    Kind("untold", "Answers never told back", "open", "Say when they were told…", "", field="told_on"),
    Kind("silent", "Recommendations with no action and nothing said", "make", "Make an action", "action", makes=True,
         field="nothing_to_report"),
)  # fmt: skip


class Group(NamedTuple):
    """The breaks of one kind: how many there are, and the ids of those shown."""

    kind: Kind
    total: int
    ids: tuple[str, ...]


class Line(NamedTuple):
    """One break as it is listed."""

    table: str
    row_id: str
    ref: str
    words: str
    small: str


def table_of(kind: str) -> str:
    """The table whose records break off in that way."""
    return store_breaks.table_of(kind)


def groups(doc: Document, words: str = "", shown: Mapping[str, int] | None = None) -> list[Group]:
    """The breaks that hold every word, by kind; kinds without any are left out. `shown` is how many ids of a kind are
    wanted, where that is not SHOWN."""
    found = []
    for kind in KINDS:
        total, ids = store_breaks.broken(doc.store, kind.key, words, (shown or {}).get(kind.key, SHOWN))
        if total:
            found.append(Group(kind, total, tuple(ids)))
    return found


def lines(doc: Document, kind: str, ids: Sequence[str]) -> list[Line]:
    """These breaks of a kind as they are listed, in the order given; a record gone since is left out."""
    rows = store_breaks.rows(doc.store, kind, ids)
    table = store_breaks.table_of(kind)
    return [
        Line(table, one, text(row, "ref"), " ".join(text(row, "words").split()), _small(doc, kind, row))
        for one in ids
        if (row := rows.get(one)) is not None
    ]


def _small(doc: Document, kind: str, row: Row) -> str:
    if kind == "unanswered":
        under = text(row, "priority_ref")
        return _said(f"heard {short_day(row['heard_on'], doc.today)}", f"under {under}" if under else "")
    if kind == "idle_priority":
        heard, agreed = whole(row, "heard") or 0, short_day(row["agreed_on"], doc.today)
        said = f"{heard:,} {'item' if heard == 1 else 'items'} of feedback" if heard else ""
        return _said(f"agreed {agreed}" if agreed else "", said)
    if kind == "unasked":
        return MARKS[drawn(text(row, "status"), text(row, "rating"))].word
    if kind == "uncounted":
        return f"held {short_day(row['start'], doc.today)}"
    if kind == "unserving":
        return _said(label(c.COUNT_KINDS, row["kind"]).lower(), text(row, "unit"))
    if kind == "untold":
        return f"answered, heard {short_day(row['heard_on'], doc.today)}"
    return label(c.TERMS, row["term"])


def _said(*parts: str) -> str:
    return ", ".join(filter(None, parts))
