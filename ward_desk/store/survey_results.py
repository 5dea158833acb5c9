"""Survey results: one pass over the responses of a survey, what was written beside them, what an emptied one kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from ward_desk.core.surveys.answers import key
from ward_desk.store import surveys
from ward_desk.store.rows import Store

Progress = Callable[[int, int], None]  # responses counted, of how many; whatever it raises stops the count
EVERY: Final = 500  # responses between two words of progress

# What a survey can be broken down by -> SQL of the group of a response "x"; "" is the whole of it.
GROUPS: Final = {
    "": "''",
    "age_band": "coalesce(x.age_band, '')",
    "area": "coalesce(x.area, '')",
    "channel": "coalesce(x.channel, '')",
    "month": "substr(coalesce(x.answered_on, ''), 1, 7)",
}

Given = dict[str, int]  # answer -> how many gave it


class Counted(NamedTuple):
    """The responses of a survey, counted. The inner keys are the keys of questions (`core.surveys.answers`)."""

    responses: dict[str, int]  # group -> how many
    bases: dict[str, dict[str, int]]  # group -> question -> how many answered
    given: dict[str, dict[str, Given]]  # group -> question -> answer -> how many


def number(store: Store, survey: str) -> int:
    """How many responses a survey has."""
    return int(store.connection.execute("SELECT count(*) FROM response WHERE survey = ?", (survey,)).fetchone()[0])


def counted(store: Store, survey: str, by: str = "", progress: Progress = lambda done, of: None) -> Counted:
    """Count every answer of every response in one pass, as a whole or in groups; `by` is a key of `GROUPS`."""
    of = number(store, survey)
    made = Counted({}, {}, {})
    for done, one in enumerate(surveys.answered(store, survey)):
        if done % EVERY == 0:
            progress(done, of)
        group = one.answered_on[:7] if by == "month" else getattr(one, by) if by else ""
        if group not in made.responses:
            made.responses[group], made.bases[group], made.given[group] = 0, {}, {}
        made.responses[group] += 1
        bases, given = made.bases[group], made.given[group]
        for name, value in one.answers.items():
            tally = given.get(name)
            if tally is None:
                tally = given[name] = {}
            bases[name] = bases.get(name, 0) + 1
            if isinstance(value, str):
                tally[value] = tally.get(value, 0) + 1
            else:
                for each in set(value):
                    tally[each] = tally.get(each, 0) + 1
    progress(of, of)
    return made


def written(store: Store, survey: str, by: str = "") -> dict[str, dict[str, int]]:
    """How many responses wrote something: group -> key of a question -> how many."""
    made: dict[str, dict[str, int]] = {}
    for group, question, times in store.connection.execute(
        f"SELECT {GROUPS[by]}, c.question, count(DISTINCT c.response) FROM comment c"
        " JOIN response x ON x.id = c.response WHERE c.survey = ? AND c.words <> '' GROUP BY 1, 2",
        (survey,),
    ):
        made.setdefault(group, {})[key(str(question))] = times
    return made


def themes(store: Store, survey: str) -> dict[str, list[tuple[str, int]]]:
    """How many comments have each theme, of an emptied survey those that are gone too: key of a question -> (theme,
    how many), most first, those without any last under ""."""
    made: dict[str, list[tuple[str, int]]] = {}
    for question, theme, times in store.connection.execute(
        "SELECT g.question, coalesce(t.label, '') AS name, sum(g.number) FROM ("
        "SELECT c.question, l.theme, count(*) AS number FROM comment c LEFT JOIN comment_theme l ON l.comment = c.id"
        " WHERE c.survey = :survey AND c.words <> '' GROUP BY 1, 2"
        " UNION ALL SELECT question, value, number FROM kept_result WHERE survey = :survey AND of = 'theme'"
        ") g LEFT JOIN theme t ON t.id = g.theme GROUP BY 1, 2 ORDER BY name = '', 3 DESC, name",
        {"survey": survey},
    ):
        made.setdefault(key(str(question)), []).append((theme, times))
    return made


def kept(store: Store, survey: str) -> Counted | None:
    """What is left of an emptied survey, as a whole; None when nothing was kept."""
    made = Counted({}, {"": {}}, {"": {}})
    for question, of, value, times in store.connection.execute(
        "SELECT question, of, value, number FROM kept_result WHERE survey = ? ORDER BY position, rowid", (survey,)
    ):
        if of == "responses":
            made.responses[""] = made.responses.get("", 0) + (times or 0)
        elif question and of == "base":
            made.bases[""][key(str(question))] = times or 0
        elif question and of == "answer":
            given = made.given[""].setdefault(key(str(question)), {})
            given[value] = given.get(value, 0) + (times or 0)
    return made if made.responses or made.bases[""] else None
