"""Survey compare: two surveys, or two waves of one, side by side, and whether they differ by more than chance.

A question is the same when it comes from the same question of the bank, else when it has the same wording, kind and
answers to choose from.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from ward_desk.core import small_numbers
from ward_desk.core.fields import text
from ward_desk.core.records import Row
from ward_desk.core.same_name import plain
from ward_desk.core.surveys import difference, scale_shares
from ward_desk.core.surveys.difference import Difference, Verdict
from ward_desk.core.surveys.scale_shares import Side, share_words
from ward_desk.core.surveys.survey_words import folded
from ward_desk.core.typed import show_number
from ward_desk.service.document import Document
from ward_desk.service.surveys import surveys
from ward_desk.service.surveys.results import survey_outgoing, survey_question, survey_results
from ward_desk.service.surveys.results.survey_question import QuestionResult
from ward_desk.service.surveys.results.survey_results import SurveyResult

HOW: Final = difference.HOW
ASSUMES: Final = difference.ASSUMES


class Compared(NamedTuple):
    """One answer, one side of a scale, or the mean, on both sides. `by` is the difference in points or in the unit of
    the mean, with its 95 % interval; `p` is corrected for the other answers of its question."""

    words: str
    first: str
    second: str
    by: str
    interval: str
    p: float
    verdict: Verdict

    @property
    def verdict_words(self) -> str:
        """ "larger than chance"."""
        return difference.VERDICTS[self.verdict]


class Matched(NamedTuple):
    """One question that both surveys asked, by its id in the first."""

    question: str
    wording: str
    bases: tuple[int, int]
    rows: tuple[Compared, ...]
    tested: str = ""  # how, in words


class Comparison(NamedTuple):
    """A survey beside another one: `first` is the earlier of them, whichever was asked for first."""

    first: str
    second: str
    surveys: tuple[str, str]  # their ids
    matched: tuple[Matched, ...]
    unmatched: int  # questions of the survey that was asked for, without an equal in the other


def offered(doc: Document, survey: str) -> list[tuple[str, str]]:
    """The surveys it can be compared with, as (id, words): the wave before and those after first, then the others that
    asked one of its questions, the latest first."""
    own = surveys.survey_row(doc, survey)
    rows = [row for row in doc.store.rows("survey", order="opens") if row["id"] != survey]
    waves = [row for row in rows if row["id"] == own["follows"] or row["follows"] == survey]
    asked: dict[str, list[Row]] = {}
    for question in doc.store.rows("question"):
        asked.setdefault(text(question, "survey"), []).append(question)
    known = {key for row in asked.get(survey, ()) if row["kind"] not in ("text", "date") for key in _keys(row)}
    others = [
        row
        for row in reversed(rows)
        if row not in waves
        and any(not known.isdisjoint(_keys(question)) for question in asked.get(text(row, "id"), ()))
    ]
    words = {True: "the wave before", False: "the wave after"}
    return [
        *((text(row, "id"), f"{text(row, 'title')}, {words[row['id'] == own['follows']]}") for row in waves),
        *((text(row, "id"), text(row, "title")) for row in others),
    ]


def compare(doc: Document, survey: str, other: str) -> Comparison:
    """A survey beside another one. Raises KnownError when one of them is gone."""
    own, its = survey_results.results(doc, survey), survey_results.results(doc, other)
    pairs = _matched(doc, own, its)
    rows = [surveys.survey_row(doc, one) for one in (survey, other)]
    turned = not _is_later(rows[0], rows[1])
    first, second = (own, its) if turned else (its, own)
    made = tuple(_question(one.id, *((one, two) if turned else (two, one))) for one, two in pairs)
    asked = sum(one.kind not in ("text", "date") for one in own.questions)
    return Comparison(first.title, second.title, (first.id, second.id), made, asked - len(made))


def _is_later(own: Row, other: Row) -> bool:
    if own["follows"] == other["id"] or other["follows"] == own["id"]:
        return own["follows"] == other["id"]
    return (text(own, "opens"), text(own, "ref")) > (text(other, "opens"), text(other, "ref"))


def _matched(doc: Document, own: SurveyResult, its: SurveyResult) -> list[tuple[QuestionResult, QuestionResult]]:
    """The questions both have, in the order of the first; none twice."""
    rows = {text(row, "id"): row for one in (own, its) for row in surveys.questions(doc, one.id)}
    left = list(its.questions)
    pairs = []
    for question in own.questions:
        if question.kind in ("text", "date"):
            continue
        same = next((one for one in left if _same(rows[question.id], rows[one.id])), None)
        if same is not None:
            left.remove(same)
            pairs.append((question, same))
    return pairs


def _same(one: Row, other: Row) -> bool:
    return not _keys(one).isdisjoint(_keys(other))


def _keys(question: Row) -> set[tuple[str, ...]]:
    """What a question is known by: two that have one of these in common ask the same."""
    kind, bank = text(question, "kind"), text(question, "bank")
    options = sorted(plain(words) for words in surveys.options_of(question))
    keys = {("asked", kind, plain(text(question, "wording")), *options)}
    if bank:
        keys.add(("bank", kind, bank, *(options if kind == "scale" else ())))
    return keys


def _question(row_id: str, one: QuestionResult, two: QuestionResult) -> Matched:
    if one.scale is not None and two.scale is not None:
        bases = one.scale.base, two.scale.base
        return Matched(row_id, one.wording, bases, *_scales(one, two, bases))
    if one.kind == "number":
        bases = (one.numbers.base if one.numbers else 0, two.numbers.base if two.numbers else 0)
        return Matched(row_id, one.wording, bases, *_means(one, two, bases))
    bases = one.base, two.base
    return Matched(row_id, one.wording, bases, *_choices(one, two, bases))


def _choices(one: QuestionResult, two: QuestionResult, bases: tuple[int, int]) -> tuple[tuple[Compared, ...], str]:
    if not all(bases):
        return (), ""
    known_as = _folding([words for words, _ in one.answers], [words for words, _ in two.answers])
    numbers = [{known_as(words): number for words, number in side.answers} for side in (one, two)]
    names = {known_as(words): words for side in (two, one) for words, _ in side.answers}
    every = [(words, numbers[0].get(name, 0), numbers[1].get(name, 0)) for name, words in names.items()]
    every.sort(key=lambda row: (scale_shares.last_place(row[0]), -(row[1] + row[2])))
    tests = [difference.of_shares((a, bases[0]), (b, bases[1])) for _, a, b in every]
    corrected = difference.holm([test.p for test in tests])
    rows = tuple(
        _shares(words, (a, b), bases, test, p)
        for (words, a, b), test, p in zip(every, tests, corrected, strict=True)
    )  # fmt: skip
    used = " or ".join(dict.fromkeys(difference.METHODS[test.method] for test in tests))
    return rows, f"{used[:1].upper()}{used[1:]}{', corrected as Holm does it' if len(tests) > 1 else ''}."


def _folding(*sides: Sequence[str]) -> Callable[[str], str]:
    """How answers are known in both surveys: by their letters and digits, and by every sign where that would take two
    answers of one survey for the same, as "-1" and "1"."""
    apart = all(len(set(map(plain, side))) == len(side) for side in sides)
    return plain if apart else folded


def _shares(words: str, numbers: tuple[int, int], bases: tuple[int, int], test: Difference, p: float) -> Compared:
    low, high = (f"{round(one):+d}" for one in (test.low, test.high))
    return Compared(
        words, share_words(numbers[0], bases[0]), share_words(numbers[1], bases[1]), _points(test.by),
        f"{low} to {high}", p, difference.verdict(p, *bases),
    )  # fmt: skip


def _points(by: float) -> str:
    points = round(by)
    return f"{points:+d} {'point' if abs(points) == 1 else 'points'}" if points else "no points"


def _scales(one: QuestionResult, two: QuestionResult, bases: tuple[int, int]) -> tuple[tuple[Compared, ...], str]:
    """Both sides of a scale; whether they differ is one test of the whole of it."""
    assert one.scale is not None
    assert two.scale is not None
    if not all(bases):
        return (), ""
    known_as = _folding([step.words for step in one.scale.steps], [step.words for step in two.scale.steps])
    steps = [{known_as(step.words): step.number for step in side.steps} for side in (one.scale, two.scale)]
    order = list(steps[0])
    if set(order) != set(steps[1]):  # a scale that was given no steps has those that were chosen
        every = {known_as(step.words): step.words for side in (two.scale, one.scale) for step in side.steps}
        order = [known_as(words) for words in survey_question.steps_of(every.values())]
    p = difference.of_ranks(*([side.get(name, 0) for name in order] for side in steps))
    rows = []
    sides: tuple[tuple[Side, str], ...] = (("low", one.ends[0]), ("high", one.ends[1]))
    for side, words in sides:
        numbers = (one.scale.total(side), two.scale.total(side))
        test = difference.of_shares((numbers[0], bases[0]), (numbers[1], bases[1]))
        rows.append(_shares(words.capitalize(), numbers, bases, test, p))
    return tuple(rows), "Mann-Whitney U test of the whole scale."


def _means(one: QuestionResult, two: QuestionResult, bases: tuple[int, int]) -> tuple[tuple[Compared, ...], str]:
    if one.numbers is None or two.numbers is None or min(bases) < 2:
        return (), ""
    sides = [(side.mean, side.deviation, side.base) for side in (one.numbers, two.numbers)]
    test = difference.of_means(*sides)
    means = [show_number(round(side[0], 1)) for side in sides]
    by, low, high = (f"{round(value, 1) or 0:+g}" for value in (test.by, test.low, test.high))
    said = by if round(test.by, 1) else "no difference"
    row = Compared("Mean", means[0], means[1], said, f"{low} to {high}", test.p, difference.verdict(test.p, *bases))
    return (row,), "Welch's t-test."


def heads(made: Comparison) -> tuple[str, ...]:
    """The headings of a comparison as a table."""
    return ("Answer", made.first, made.second, "Difference (95% interval)", "Compared with chance")


def cells(row: Compared) -> tuple[str, ...]:
    """One of its rows."""
    return (row.words, row.first, row.second, f"{row.by} ({row.interval})", row.verdict_words)


def outgoing(doc: Document, made: Comparison, audience: str) -> Comparison:
    """A comparison as an audience may have it: a question of which a number is hidden in either survey is told without
    its shares; nothing is told when one of the surveys is not for them."""
    if not all(survey_results.may_see(doc, survey, audience) for survey in made.surveys):
        return made._replace(matched=())
    least = survey_results.threshold(doc)
    hidden = {
        plain(question.wording)
        for survey in made.surveys
        for question in survey_results.results(doc, survey).questions
        if survey_outgoing.outgoing(question, least).hidden
    }
    blank = (small_numbers.HIDDEN,) * 4
    return made._replace(matched=tuple(
        one._replace(rows=tuple(Compared(row.words, *blank, row.p, row.verdict) for row in one.rows))
        if plain(one.wording) in hidden else one
        for one in made.matched
    ))  # fmt: skip
