"""Search: finding any record by its words."""

from __future__ import annotations

from typing import NamedTuple

from ward_desk.core.records import RECORDS
from ward_desk.store.listing import WORDS_UP_TO
from ward_desk.store.rows import Store


class Found(NamedTuple):
    """A record found by its words."""

    table: str
    row_id: str
    title: str  # with its reference in front


def find(store: Store, words: str, limit: int = 30) -> list[Found]:
    """Records that hold every word typed, the last one as a beginning; best first. Punctuation is taken as it is."""
    parts = [f'"{word}"' for word in words.replace('"', " ").replace("\0", " ").split()[:WORDS_UP_TO]]
    if not parts:
        return []
    parts[-1] += "*"
    found = []
    for record, row_id in store.connection.execute(
        "SELECT s.record, s.row_id FROM search_words w JOIN search_row s ON s.docid = w.rowid"
        " WHERE search_words MATCH ? ORDER BY rank LIMIT ?",
        (" ".join(parts), limit),
    ):
        kind = RECORDS[record]
        ref = "ref" if kind.ref is not None else "''"
        row = store.connection.execute(
            f'SELECT {ref}, "{kind.title}" FROM "{record}" WHERE id = ?', (row_id,)
        ).fetchone()
        if row:
            found.append(Found(record, row_id, f"{row[0]} {row[1]}".strip()))
    return found
