"""Survey write: a survey file's many responses and comments, written as one and logged and indexed as one (`bulk`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Final

from ward_desk.core.records import RECORDS
from ward_desk.store import bulk
from ward_desk.store.rows import Store

BATCH: Final = 2000  # rows written between two reports of how far it is
TOGETHER: Final = 10 * BATCH  # rows indexed with one statement: the search index is merged after each
TOLD: Final = "survey.import"  # the kind of an operation that brings a survey file in

ResponseRow = tuple[str, str, str | None, str, str, str, str, str]
CommentRow = tuple[str, str, str, str, str]
Progress = Callable[[int, int, str], object]

_RESPONSES = (
    'INSERT INTO "response"(id, survey, answered_on, channel, source_row, age_band, area, answers, illustrative)'
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)"
)
_COMMENTS = (
    'INSERT INTO "comment"(id, survey, question, response, words, no_reply, illustrative) VALUES (?, ?, ?, ?, ?, 0, 0)'
)


def numbered(first: str) -> Iterator[str]:
    """Keys that two people's copies can't both make, in rising order: each goes at the end of the table's index, where
    keys in no order would go all over it. `first` is a key made in the usual way."""
    beginning = first[:24]
    return (f"{beginning}{number:012x}" for number in range(1, 1 << 48))


def add(
    store: Store, responses: Iterable[ResponseRow], comments: Iterable[CommentRow], of: int, progress: Progress
) -> None:
    """Add responses (id, survey, answered_on, channel, source_row, age_band, area, answers) and comments (id, survey,
    question, response, words) within an operation. `of` is how many rows both are; whatever `progress`, which is told
    of every 2,000 rows, raises is passed on."""
    connection = store.connection
    done = 0
    with bulk.room(connection), bulk.by_hand(connection, "insert", "response", "comment"):
        for table, sql, rows in (("response", _RESPONSES, responses), ("comment", _COMMENTS, comments)):
            last, some, until = bulk.newest(connection, table), iter(rows), done + TOGETHER
            while batch := list(islice(some, BATCH)):
                connection.executemany(sql, batch)
                done += len(batch)
                if done >= until:
                    last, until = bulk.log_new(connection, RECORDS[table], last), done + TOGETHER
                progress(done, of, "Writing the responses")
            bulk.log_new(connection, RECORDS[table], last)


def forget_totals_taken_back(store: Store) -> None:
    """Take the totals of imports that were undone out of the change log, within an operation after which none of them
    can be redone: beside those of the same file with one row more they would say whose answer that row's is
    (research.md section 6)."""
    gone = f"SELECT id FROM operation WHERE kind = '{TOLD}' AND state IN ('undone', 'gone')"
    lines = (
        "FROM change_log WHERE record = 'equality_total' AND operation IN"
        f" (SELECT id FROM operation WHERE id IN ({gone}) OR undoes IN ({gone}))"
    )
    if store.connection.execute(f"SELECT 1 {lines} LIMIT 1").fetchone():
        store.connection.execute("PRAGMA secure_delete=ON")  # nor in pages that are free
        store.connection.execute(f"DELETE {lines}")
