"""Emptying a survey: its answers leave the records, the change log and the search index, and no page of the file keeps
them. What is left are its results, counted before.

Runs inside an operation that can't be undone (model.md, Privacy is a shape). `compact` afterwards makes the file anew.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from ward_desk.core.records import Row
from ward_desk.store.rows import Store, numbered

_OF_SURVEY = "record = ? AND (json_extract(old, '$.survey') = ? OR json_extract(nullif(new, ''), '$.survey') = ?)"


def overwrite_deleted(connection: sqlite3.Connection) -> None:
    """From now on whatever is deleted is overwritten with noughts in the file. To be called before the operation: were
    the computer to stop between it and `compact`, nothing could be read out of freed pages."""
    connection.execute("PRAGMA secure_delete=ON")


def empty(store: Store, survey: str) -> None:
    """Remove every response and comment of a survey, and whatever the change log says of them, those removed before
    too. Operations that brought or changed them, this one too, can be undone no more."""
    connection = store.connection
    connection.execute("DELETE FROM response WHERE survey = ?", (survey,))
    connection.execute("DELETE FROM comment WHERE survey = ?", (survey,))
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS emptied(seq INTEGER PRIMARY KEY, operation TEXT)")
    connection.execute("DELETE FROM emptied")
    for record in ("response", "comment"):
        connection.execute(
            f"INSERT INTO emptied SELECT seq, operation FROM change_log WHERE {_OF_SURVEY}", (record, survey, survey)
        )
        # What came in bulk says nothing itself, but its removal does, just now or before.
        connection.execute(
            "INSERT OR IGNORE INTO emptied SELECT c.seq, c.operation FROM change_log c JOIN (SELECT DISTINCT d.row_id"
            " FROM change_log d JOIN emptied e ON e.seq = d.seq WHERE d.record = ?1) g ON g.row_id = c.row_id"
            " WHERE c.record = ?1 AND c.new = ''",
            numbered(record),
        )
    connection.execute(
        "INSERT OR IGNORE INTO emptied SELECT t.seq, t.operation FROM change_log t"
        " JOIN (SELECT DISTINCT c.row_id FROM change_log c JOIN emptied e ON e.seq = c.seq WHERE c.record = 'comment')"
        " c ON c.row_id = coalesce(json_extract(t.new, '$.comment'), json_extract(t.old, '$.comment'))"
        " WHERE t.record = 'comment_theme'"
    )
    connection.execute("DELETE FROM change_log WHERE seq IN (SELECT seq FROM emptied)")
    connection.execute(
        "UPDATE operation SET state = CASE state WHEN 'undone' THEN 'gone' ELSE 'kept' END"
        " WHERE state IN ('done', 'undone') AND (id IN (SELECT operation FROM emptied)"
        " OR id IN (SELECT id FROM current_operation))"
    )
    # Nor those that made the survey and its questions: the results kept hang on them.
    connection.execute(
        "UPDATE operation SET state = CASE state WHEN 'undone' THEN 'gone' ELSE 'kept' END"
        " WHERE state IN ('done', 'undone') AND id IN (SELECT operation FROM change_log WHERE"
        f" (record = 'survey' AND row_id = ?) OR ({_OF_SURVEY}))",
        (survey, "question", survey, survey),
    )
    # The answers a question offers may have been met in a file.
    connection.execute(
        f"DELETE FROM change_log WHERE {_OF_SURVEY} AND coalesce(json_extract(new, '$.source'),"
        " json_extract(old, '$.source'), '') <> ''",
        ("question", survey, survey),
    )
    connection.execute("DROP TABLE emptied")
    # The index keeps the words of what is deleted until its parts are merged.
    connection.execute("INSERT INTO search_words(search_words) VALUES ('optimize')")


def holding(path: Path, document: str, survey: str) -> int:
    """How many responses of a survey another file holds that is a copy of this document; 0 for any other file.
    `document` is the uuid of the document."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            row = connection.execute("SELECT value FROM document WHERE key = 'uuid'").fetchone()
            if row is None or row[0] != document:
                return 0
            number: int = connection.execute("SELECT count(*) FROM response WHERE survey = ?", (survey,)).fetchone()[0]
            return number
    except sqlite3.Error:  # no document, or one that nobody can read
        return 0


def before_emptying(store: Store, survey: str) -> Row:
    """How many responses and comments a survey holds."""
    return store.query(
        "SELECT (SELECT count(*) FROM response WHERE survey = :survey) AS responses,"
        " (SELECT count(*) FROM comment WHERE survey = :survey) AS comments",
        {"survey": survey},
    )[0]
