"""Surveys: queries of surveys, of what was answered and by whom.

The answers of a response are one JSON object (`core.surveys.answers`); counting them in Python takes a fifth of the
time of SQLite's own reading of JSON. What is left of an emptied survey is in its kept results.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from ward_desk.core.records import Row
from ward_desk.core.surveys.answers import Answers, key, listed, unpack
from ward_desk.store.listing import BY_REF, Listing
from ward_desk.store.rows import Store

# How many responses a survey has, or had before its answers were removed; "r" is the survey.
RESPONSES = (
    "((SELECT count(*) FROM response x WHERE x.survey = r.id)"
    " + coalesce((SELECT sum(k.number) FROM kept_result k WHERE k.survey = r.id AND k.of = 'responses'), 0))"
)

SURVEYS = Listing(
    source="survey r",
    columns={
        "ref": "r.ref", "title": "r.title", "opens": "r.opens", "closes": "r.closes", "method": "r.method",
        "responses": RESPONSES, "decision_on": "r.decision_on", "retain_until": "r.retain_until",
        "illustrative": "r.illustrative",
    },
    words=("r.ref", "r.title", "r.purpose", "r.audience"),
    filters={"method": "r.method = ?", "formal": "r.formal = ?"},
    sort="opens",
    descending=True,
    order={"ref": BY_REF},
)  # fmt: skip

LIST_OF_RESPONSES = Listing(
    source="response r",
    columns={"answered_on": "r.answered_on", "channel": "r.channel", "age_band": "r.age_band", "area": "r.area",
             "source_row": "r.source_row"},
    words=("r.area", "r.source_row", "r.answers"),
    filters={"survey": "r.survey = ?", "channel": "r.channel = ?", "age_band": "r.age_band = ?"},
    sort="answered_on",
    descending=True,
)  # fmt: skip


class Answered(NamedTuple):
    """One response as results are counted from it."""

    id: str
    answered_on: str
    channel: str
    age_band: str
    area: str
    answers: Answers


def answered(store: Store, survey: str) -> Iterator[Answered]:
    """Every response of a survey, one at a time."""
    for row in store.connection.execute(
        "SELECT id, coalesce(answered_on, ''), channel, age_band, area, answers FROM response WHERE survey = ?",
        (survey,),
    ):
        yield Answered(row[0], row[1], row[2], row[3], row[4], unpack(row[5]))


def tallies(store: Store, survey: str) -> list[Row]:
    """How many responses gave each answer to each question of a survey, and how many answered it (the base), most
    first; what people wrote counts as it was written, and as "" where it was removed."""
    questions = store.rows("question", order="position", survey=survey)
    by_key = {key(str(one["id"])): str(one["id"]) for one in questions}
    given: dict[str, Counter[str]] = {str(one["id"]): Counter() for one in questions}
    base = Counter[str]()
    for one in answered(store, survey):
        for name, value in one.answers.items():
            question = by_key.get(name)
            if question is not None:
                base[question] += 1
                given[question].update(set(listed(value)))
    for row in store.connection.execute(
        "SELECT question, words, count(DISTINCT response) FROM comment WHERE survey = ? AND words <> ''"
        " GROUP BY question, words",
        (survey,),
    ):
        if row[0] in given:
            given[row[0]][row[1]] += row[2]
    for row in store.connection.execute(
        "SELECT question, count(DISTINCT response) FROM comment WHERE survey = ? AND words <> '' GROUP BY question",
        (survey,),
    ):
        base[row[0]] += row[1]
    for row in store.connection.execute(
        "SELECT question, of, value, number FROM kept_result WHERE survey = ? AND question IS NOT NULL"
        " AND of IN ('answer', 'base') ORDER BY position, rowid",
        (survey,),
    ):
        if row[0] in given and row[1] == "base":
            base[row[0]] += row[3] or 0
        elif row[0] in given:
            given[row[0]][row[2]] += row[3] or 0
    return [
        {"question": one["id"], "survey": survey, "wording": one["wording"], "kind": one["kind"],
         "options": one["options"], "position": one["position"], "value": value, "number": number,
         "base": base[str(one["id"])]}
        for one in questions
        for value, number in sorted(given[str(one["id"])].items(), key=lambda pair: (-pair[1], pair[0]))
        or ([("", base[str(one["id"])])] if base[str(one["id"])] else [])  # what was written there is removed
    ]  # fmt: skip


def last_position(store: Store, survey: str) -> int:
    """The place of the last question of a survey, counted from 1; 0 where nothing is asked yet."""
    return store.number("SELECT max(position) FROM question WHERE survey = ?", (survey,))


def forget_answers(store: Store, survey: str, question: str) -> None:
    """Take the answers to one question out of every response of its survey."""
    path = f'$."{key(question)}"'
    store.connection.execute(
        "UPDATE response SET answers = CASE json_remove(answers, :path) WHEN '{}' THEN ''"
        " ELSE json_remove(answers, :path) END"
        " WHERE survey = :survey AND answers <> '' AND json_type(answers, :path) IS NOT NULL",
        {"path": path, "survey": survey},
    )


def respondents(store: Store, survey: str, by: str) -> list[Row]:
    """How many responses of a survey came from each band, area, channel or month that was given, by band, and "" for
    those that do not say. `by` is "age_band", "area", "channel" or "month"."""
    of = {"age_band": "age_band", "area": "area", "channel": "channel",
          "month": "substr(coalesce(answered_on, ''), 1, 7)"}[by]  # fmt: skip
    return store.query(
        "SELECT band, sum(number) AS number FROM ("
        f"SELECT {of} AS band, count(*) AS number FROM response WHERE survey = :survey GROUP BY 1"
        " UNION ALL SELECT value, number FROM kept_result WHERE survey = :survey AND question IS NULL AND of = :by)"
        " GROUP BY band ORDER BY band",
        {"survey": survey, "by": by},
    )


def age_bands(store: Store, survey: str) -> list[Row]:
    """How many responses of a survey came from each age band that was given."""
    return [row for row in respondents(store, survey, "age_band") if row["band"]]


def response_channels(store: Store, survey: str) -> list[Row]:
    """How many responses of a survey came through each channel, most first; "" for those that do not say."""
    rows = [{"channel": row["band"], "number": row["number"]} for row in respondents(store, survey, "channel")]
    return sorted(rows, key=lambda row: (-int(str(row["number"])), str(row["channel"])))


def comment_themes(store: Store, survey: str) -> list[Row]:
    """How many comments to each question of a survey have each theme, most first; `theme` is its id."""
    return store.query(
        "SELECT question, theme, sum(number) AS number FROM ("
        "SELECT c.question, t.theme, count(*) AS number FROM comment c JOIN comment_theme t ON t.comment = c.id"
        " WHERE c.survey = :survey GROUP BY 1, 2"
        " UNION ALL SELECT question, value, number FROM kept_result WHERE survey = :survey AND of = 'theme')"
        " GROUP BY question, theme ORDER BY number DESC",
        {"survey": survey},
    )


def answers_kept(store: Store, today: str) -> list[Row]:
    """Surveys whose answers should be gone by now and are not, those longest past first: id, ref, title,
    retain_until."""
    return store.query(
        "SELECT s.id, s.ref, s.title, s.retain_until FROM survey s WHERE s.retain_until < ?"
        " AND (EXISTS (SELECT 1 FROM response p WHERE p.survey = s.id)"
        "  OR EXISTS (SELECT 1 FROM comment c WHERE c.survey = s.id))"
        " ORDER BY s.retain_until, s.rowid",
        (today,),
    )
