"""Survey forms: queries of the paper forms typed into a survey.

A paper form is a response whose row in the source is "paper 12"; one that was left half typed says so after it.
"""

from __future__ import annotations

from ward_desk.core.records import Row
from ward_desk.store.rows import Store

_FORMS = "FROM response WHERE survey = ? AND source_row LIKE 'paper %'"


def typed_in(store: Store, survey: str, most: int) -> list[Row]:
    """Id, source_row, age band, area and answers of the last paper forms of a survey, the one typed last first."""
    return store.query(
        f"SELECT id, source_row, age_band, area, answers {_FORMS} ORDER BY rowid DESC LIMIT {int(most)}", (survey,)
    )


def done(store: Store, survey: str) -> int:
    """How many paper forms of a survey are typed in to their end."""
    return store.number(f"SELECT count(*) {_FORMS} AND source_row NOT LIKE '%half typed'", (survey,))


def half_typed(store: Store, survey: str) -> str:
    """The id of the paper form left half typed last, or ""."""
    found = store.query(f"SELECT id {_FORMS} AND source_row LIKE '%half typed' ORDER BY rowid DESC LIMIT 1", (survey,))
    return str(found[0]["id"]) if found else ""


def free_number(store: Store, survey: str) -> int:
    """The lowest number that no paper form of a survey has."""
    return store.number(
        f"WITH taken(n) AS (SELECT CAST(substr(source_row, 7) AS INTEGER) {_FORMS})"
        " SELECT min(n) + 1 FROM (SELECT 0 AS n UNION ALL SELECT n FROM taken)"
        " WHERE n + 1 NOT IN (SELECT n FROM taken)",
        (survey,),
    )


def last_of(store: Store, survey: str) -> Row | None:
    """Date and channel of the paper form typed last."""
    found = store.query(
        f"SELECT answered_on, channel {_FORMS} ORDER BY rowid DESC LIMIT 1",
        (survey,),
    )
    return found[0] if found else None


def areas(store: Store, survey: str) -> list[str]:
    """The areas the responses of a survey name, in the order they came up, so that their numbers stay."""
    return [
        str(row["area"])
        for row in store.query(
            "SELECT area FROM response WHERE survey = ? AND area <> '' GROUP BY area ORDER BY min(rowid)", (survey,)
        )
    ]


def comments(store: Store, response: str) -> list[Row]:
    """Id, question and words of what was written on a form."""
    return store.query("SELECT id, question, words FROM comment WHERE response = ? ORDER BY rowid", (response,))
