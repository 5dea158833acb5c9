"""Survey known: queries of the responses a survey has, by the rows of the files they came from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ward_desk.store.rows import Store
from ward_desk.store.survey_write import TOLD

_FIELDS = ("answered_on", "channel", "age_band", "area", "answers")
_OURS = "o.kind IN ('undo', 'redo', ?)"


def responses(store: Store, survey: str, told: Sequence[str]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """(row in the source, id, these fields in the order of the table) of every response that has one, one at a time."""
    names = [name for name in _FIELDS if name in told]
    listed = "".join(f", coalesce({name}, '')" for name in names)
    for row in store.connection.execute(
        f"SELECT source_row, id{listed} FROM response WHERE survey = ? AND source_row <> ''", (survey,)
    ):
        yield row[0], row[1], tuple(row)[2:]


def comments(store: Store, survey: str) -> Iterator[tuple[str, str, str]]:
    """(response, question, words) of every comment of a survey, one at a time."""
    for row in store.connection.execute(
        "SELECT response, question, words FROM comment WHERE survey = ? ORDER BY rowid", (survey,)
    ):
        yield row[0], row[1], row[2]


def removed(store: Store, survey: str) -> frozenset[str]:
    """The rows in the source of the responses that somebody removed from a survey; not those an undo took back."""
    return frozenset(
        row[0]
        for row in store.connection.execute(
            "SELECT json_extract(c.old, '$.source_row') FROM change_log c JOIN operation o ON o.id = c.operation"
            f" WHERE c.record = 'response' AND c.new IS NULL AND c.old <> '' AND o.state <> 'undone' AND NOT {_OURS}"
            " AND json_extract(c.old, '$.survey') = ?",
            (TOLD, survey),
        )
        if row[0]
    )


def removed_comments(store: Store, survey: str) -> frozenset[tuple[str, str]]:
    """(response, question) of the comments that somebody removed from a survey."""
    return frozenset(
        (row[0], row[1])
        for row in store.connection.execute(
            "SELECT json_extract(c.old, '$.response'), json_extract(c.old, '$.question')"
            " FROM change_log c JOIN operation o ON o.id = c.operation"
            f" WHERE c.record = 'comment' AND c.new IS NULL AND c.old <> '' AND o.state <> 'undone' AND NOT {_OURS}"
            " AND json_extract(c.old, '$.survey') = ?",
            (TOLD, survey),
        )
    )


def comment_untouched(store: Store, response: str, question: str) -> str | None:
    """The id of the comment of a response to a question, when nobody has changed its words since it was brought in."""
    row = store.connection.execute(
        "SELECT r.id FROM comment r WHERE r.response = ? AND r.question = ? AND NOT EXISTS ("
        "SELECT 1 FROM change_log c JOIN operation o ON o.id = c.operation WHERE c.record = 'comment'"
        f" AND c.row_id = r.id AND c.old <> '' AND c.new <> '' AND NOT {_OURS}"
        " AND json_extract(c.old, '$.words') <> json_extract(nullif(c.new, ''), '$.words')) LIMIT 1",
        (response, question, TOLD),
    ).fetchone()
    return str(row[0]) if row else None
