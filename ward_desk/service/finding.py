"""Finding: any record by its words, as people know it, with the record it is shown in."""

from __future__ import annotations

from typing import Final, NamedTuple

from ward_desk.core.fields import text
from ward_desk.core.periods import Month, PeriodError, Quarter
from ward_desk.core.records import RECORDS, Row
from ward_desk.service.document import Document
from ward_desk.service.returns.return_due import start_month
from ward_desk.store.search import find as find_words

MOST: Final = 120  # looked at, so that many of one record do not hide the others
SHOWN: Final = 30
# Answers are shown by the results of their survey; themes are the programme's own, and no page changes them.
UNTOLD: Final = ("response", "theme", "kept_result", "word_rule")


class Hit(NamedTuple):
    """A record found. `table` and `row_id` are those of the record that is opened: a note opens its action. A figure
    is opened itself: it has its own cell; so is a comment: it has its own line."""

    table: str
    row_id: str
    title: str
    kind: str


def find(doc: Document, words: str) -> list[Hit]:
    """Records that hold every word typed, best first; each that would be opened once. Single answers of a survey are
    left out, a survey's results show them; so are the programme's themes."""
    hits: dict[tuple[str, str], Hit] = {}
    for found in find_words(doc.store, words, MOST):
        if found.table in UNTOLD:
            continue
        record = RECORDS[found.table]
        title = " ".join(found.title.split())
        table, row_id = found.table, found.row_id
        row = doc.store.get(table, row_id) or {}
        if table == "figure" and row.get("activity_count"):
            title = _of_figure(doc, row)
        elif record.parents and found.table != "comment":
            for parent in record.parents:
                if row.get(parent):
                    table, row_id = record.field(parent).to, str(row[parent])
                    break
        hits.setdefault((table, row_id), Hit(table, row_id, title, record.label))
    return list(hits.values())[:SHOWN]


def _of_figure(doc: Document, row: Row) -> str:
    """A figure is known by its count and period: "CHE-C15 Homework club sessions, Dec 2023"."""
    count = doc.store.get("activity_count", text(row, "activity_count")) or {}
    key = period = text(row, "period")
    try:
        quarter = "Q" in key and Quarter.parse(key.replace("-YTD", ""), start_month(doc))
        period = quarter.short if quarter else Month.parse(key).label
    except PeriodError:  # under no period people know, it is told as it is stored
        pass
    return f"{text(count, 'ref')} {text(count, 'name')}, {period}"
