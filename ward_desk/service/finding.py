"""Finding: any record by its words, as people know it, with the record it is shown in."""

from __future__ import annotations

from typing import NamedTuple

from ward_desk.core.records import RECORDS
from ward_desk.service.document import Document
from ward_desk.store.search import find as find_words


class Hit(NamedTuple):
    """A record found. `table` and `row_id` are those of the record that is opened: a note opens its action."""

    table: str
    row_id: str
    title: str
    kind: str


def find(doc: Document, words: str) -> list[Hit]:
    """Records that hold every word typed, best first."""
    hits = []
    for found in find_words(doc.store, words):
        record = RECORDS[found.table]
        title = " ".join(found.title.split())
        table, row_id = found.table, found.row_id
        if record.parents:
            row = doc.store.get(table, row_id) or {}
            for parent in record.parents:
                if row.get(parent):
                    table, row_id = record.field(parent).to, str(row[parent])
                    break
        hits.append(Hit(table, row_id, title, record.label))
    return hits
