"""Survey breaks: each question by age band, area, channel or month, so that nobody's answer can be worked out.

What is shown of the whole survey counts as known. So groups, and answers, of fewer people than the small number are
put together until each has enough; of what is left, small numbers are hidden with the fewest others that would give
them away (`core.small_numbers`); and where that is not enough, the question is not broken down at all. Not guarded
against: two breaks of the same survey held side by side, which is why one is shown at a time.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from ward_desk.core import small_numbers
from ward_desk.core.choices import AGE_BANDS, RESPONSE_CHANNELS, label
from ward_desk.core.fields import text
from ward_desk.core.records import Row
from ward_desk.core.surveys import number_summary, scale_shares
from ward_desk.core.surveys.answers import key
from ward_desk.core.surveys.scale_shares import share_words
from ward_desk.core.typed import show_number
from ward_desk.service.document import Document
from ward_desk.service.surveys import surveys
from ward_desk.service.surveys.results import survey_question, survey_results
from ward_desk.service.surveys.results.survey_question import QuestionResult
from ward_desk.store import survey_results as stored
from ward_desk.store.survey_results import Counted, Progress

BREAKS: Final = (("age_band", "Age band"), ("area", "Area"), ("channel", "Channel"), ("month", "Month"))
MOST_GROUPS: Final = 10
MOST_ANSWERS: Final = 12
NOT_GIVEN: Final = "Not given"
REST: Final = "Others"
WROTE: Final = "Wrote something"


class Group(NamedTuple):
    """People put side by side: an age band, or several that are too small alone."""

    words: str
    base: int


class BrokenRow(NamedTuple):
    """One answer in every group: "12 (40%)", or "[c]"; `shares` are per cent for a bar, None where hidden."""

    words: str
    cells: tuple[str, ...]
    shares: tuple[float | None, ...]


class Broken(NamedTuple):
    """A question broken down. `why` says in a sentence why it is not, then there are no rows."""

    question: str
    groups: tuple[Group, ...] = ()
    rows: tuple[BrokenRow, ...] = ()
    why: str = ""
    hidden: bool = False


def breaks(doc: Document, survey: str, by: str, progress: Progress = lambda done, of: None) -> dict[str, Broken]:
    """Every question of a survey broken down, by its id; `by` is one of `BREAKS`. Raises KnownError when it is gone."""
    row = surveys.survey_row(doc, survey)
    questions = surveys.questions(doc, survey)
    if row["emptied_on"]:
        why = "The answers of this survey were removed: only its totals are left, and they cannot be broken down."
        return {text(one, "id"): Broken(text(one, "id"), why=why) for one in questions}
    counted = survey_results.counted(doc, survey, by, progress)
    wrote = stored.written(doc.store, survey, by)
    least = survey_results.threshold(doc)
    order = sorted(counted.responses, key=lambda group: _place(by, group, counted.responses[group]))
    runs = _runs(by, order, counted.responses, 3 * least)
    sizes = [sum(counted.responses[one] for one in run) for run in runs]
    groups = [[runs[place] for place in places] for places in _gathered(sizes, least, MOST_GROUPS)]
    return {text(one, "id"): _question(one, by, groups, counted, wrote, least) for one in questions}


def _place(by: str, group: str, size: int) -> tuple[bool, int, str]:
    """Bands and months in their order, areas and channels the largest first, "Not given" last."""
    if by == "age_band":
        codes = [code for code, _ in AGE_BANDS]
        return not group, codes.index(group) if group in codes else len(codes), group
    return not group, 0 if by == "month" else -size, group


def _runs(by: str, order: Sequence[str], bases: Mapping[str, int], enough: int) -> list[list[str]]:
    """Groups to be told apart. Age bands and months that lie side by side are put together until there are enough
    people in each for most numbers to be shown; the others are left as they are."""
    runs: list[list[str]] = []
    for group in order:
        joins = _in_line(by, group) and bool(runs) and _in_line(by, runs[-1][0])
        if joins and sum(bases[one] for one in runs[-1]) < enough:
            runs[-1].append(group)
        else:
            runs.append([group])
    lined = [run for run in runs if _in_line(by, run[0])]
    if len(lined) > 1 and sum(bases[one] for one in lined[-1]) < enough:
        lined[-2].extend(lined[-1])
        runs.remove(lined[-1])
    return runs


def _in_line(by: str, group: str) -> bool:
    return bool(group) and (by == "month" or (by == "age_band" and group[0].isdigit()))


def _name(by: str, run: Sequence[str]) -> str:
    first, last = run[0], run[-1]
    if not first:
        return NOT_GIVEN
    if by == "age_band" and len(run) > 1:
        low = first.partition("-")[0]
        return f"{low}+" if last.endswith("+") else f"{low}-{last.partition('-')[2]}"
    if by == "month":
        names = [survey_question.month_label(one) or one for one in (first, last)]
        return names[0] if len(run) == 1 else f"{names[0]} to {names[1]}"
    return label(RESPONSE_CHANNELS, first) if by == "channel" else first


def _question(
    question: Row,
    by: str,
    parts: Sequence[Sequence[Sequence[str]]],
    counted: Counted,
    wrote: Mapping[str, Mapping[str, int]],
    least: int,
) -> Broken:
    row_id, name = text(question, "id"), key(text(question, "id"))
    if question["kind"] == "text":
        bases = {group: counted.responses[group] for group in counted.responses}
        given = {group: {WROTE: wrote.get(group, {}).get(name, 0)} for group in counted.responses}
    else:
        bases = {group: counted.bases[group].get(name, 0) for group in counted.responses}
        given = {group: counted.given[group].get(name, {}) for group in counted.responses}
    sizes = [sum(bases[one] for run in part for one in run) for part in parts]
    together = _gathered(sizes, least, MOST_GROUPS)
    if len(together) < 2:
        few = "Too few people answered this to tell two groups apart, so it is not broken down."
        return Broken(row_id, why=few if any(sizes) else "Nobody has answered this yet.")
    groups, merged = [], []
    for places in together:
        members = [run for place in places for run in parts[place]]
        groups.append(Group(_joined([_name(by, run) for run in members], REST), sum(sizes[place] for place in places)))
        merged.append(survey_results.added([given[one] for run in members for one in run]))
    if question["kind"] == "number":
        return _means(row_id, groups, merged, least)
    every = survey_results.added(merged)
    whole = survey_question.of_question(question, sum(group.base for group in groups), every)
    # Of one choice everything that was given is in it, however rare: else what is missing tells of those who gave it.
    answers = scale_shares.by_size(every) if question["kind"] == "one" else whole.answers
    if question["kind"] == "several":  # without what stands for the rest of them
        answers = [(words, number) for words, number in answers if words in every or not number]
    names = [words for words, _ in answers]
    table = [[each.get(words, 0) for each in merged] for words in names]
    if question["kind"] == "text":
        names, table = [WROTE], [[each.get(WROTE, 0) for each in merged]]
    elif question["kind"] == "date":
        table = [[dict(survey_question.of_question(question, 0, each).answers).get(words, 0) for each in merged]
                 for words in names]  # fmt: skip
    elif question["kind"] == "scale":
        names, table = _sides(whole, merged)
    if question["kind"] in ("several", "text"):
        return _apart(row_id, groups, names, table, least)
    return _one(row_id, groups, names, table, least)


def _joined(names: Sequence[str], many: str) -> str:
    if len(names) == 1:
        return names[0]
    return f"{names[0]} and {names[1]}" if len(names) == 2 else many


def _gathered(bases: Sequence[int], least: int, most: int) -> list[list[int]]:
    """The places of groups, those of fewer than `least` people put together at the end, with as many of the smallest
    others as it takes for them to be enough and for there to be no more than `most`."""
    small = [place for place, base in enumerate(bases) if base < least]
    large = sorted((place for place in range(len(bases)) if place not in small), key=lambda place: -bases[place])
    while large and ((small and sum(bases[one] for one in small) < least) or len(large) + bool(small) > most):
        small.append(large.pop())
    alone = [[place] for place in sorted(large)]
    enough = sum(bases[one] for one in small) >= least
    return [*alone, sorted(small)] if small and enough else alone


def _sides(whole: QuestionResult, merged: Sequence[Mapping[str, int]]) -> tuple[list[str], list[list[int]]]:
    """A scale as its two sides, what lies between, and what is outside it."""
    scale = whole.scale
    assert scale is not None
    names = {"low": whole.ends[0].capitalize(), "middle": "In between", "high": whole.ends[1].capitalize()}
    members: dict[str, list[str]] = {}
    for step in scale.steps:
        members.setdefault(names[step.side], []).append(step.words)
    for words, _ in scale.apart:
        members.setdefault(words, []).append(words)
    rows = [[sum(each.get(one, 0) for one in some) for each in merged] for some in members.values()]
    return list(members), rows


def _one(
    question: str, groups: Sequence[Group], names: Sequence[str], table: Sequence[Sequence[int]], least: int
) -> Broken:
    """A question with one answer each: answers of few people are put together, then hidden as one table."""
    totals = [sum(row) for row in table]
    some = [place for place, total in enumerate(totals) if total]
    together = _gathered([totals[place] for place in some], least, MOST_ANSWERS)
    rows = [[some[place] for place in places] for places in together]
    merged = [[sum(table[place][at] for place in places) for at in range(len(groups))] for places in rows]
    mask = small_numbers.hide_table(merged, least)
    if not rows or mask.total_hidden or any(mask.row_totals) or any(mask.column_totals):
        return Broken(question, why="Too few people answered in too many ways for this to be broken down.")
    names = [_joined([names[place] for place in places], "Other answers") for places in rows]
    return _shown(question, groups, names, merged, mask.cells)


def _apart(
    question: str, groups: Sequence[Group], names: Sequence[str], table: Sequence[Sequence[int]], least: int
) -> Broken:
    """A question with several answers each: who gave an answer and who did not is a table for each of them."""
    shown: list[tuple[str, Sequence[int], tuple[bool, ...]]] = []
    for words, row in zip(names, table, strict=True):
        others = [group.base - number for group, number in zip(groups, row, strict=True)]
        mask = small_numbers.hide_table([row, others], least)
        if mask.total_hidden or any(mask.row_totals) or any(mask.column_totals):
            shown.append((words, row, (True,) * len(row)))
            continue
        shown.append((words, row, mask.cells[0]))
    if all(all(hidden) for _, _, hidden in shown):
        return Broken(question, why="Too few people gave any one answer for this to be broken down.")
    return _shown(question, groups, [one[0] for one in shown], [one[1] for one in shown], [one[2] for one in shown])


def _shown(
    question: str, groups: Sequence[Group], names: Sequence[str], table: Sequence[Sequence[int]],
    hidden: Sequence[Sequence[bool]],
) -> Broken:  # fmt: skip
    rows = []
    for words, numbers, hides in zip(names, table, hidden, strict=True):
        cells = tuple(
            small_numbers.HIDDEN if hide else f"{number:,} ({share_words(number, group.base)})"
            for number, hide, group in zip(numbers, hides, groups, strict=True)
        )
        shares = tuple(
            None if hide else 100 * number / group.base
            for number, hide, group in zip(numbers, hides, groups, strict=True)
        )
        rows.append(BrokenRow(words, cells, shares))
    return Broken(question, tuple(groups), tuple(rows), hidden=any(map(any, hidden)))


def _means(question: str, groups: Sequence[Group], merged: Sequence[Mapping[str, int]], least: int) -> Broken:
    """The mean, spread and base of each group; what few gave cannot be told from these."""
    summaries = []
    for each in merged:
        numbers: dict[float, int] = {}
        for words, times in each.items():
            if (number := number_summary.read(words)) is not None:
                numbers[number] = numbers.get(number, 0) + times
        summaries.append(number_summary.summary(numbers))
    mask = small_numbers.hide_list([one.base if one else 0 for one in summaries], least)
    if mask.total_hidden:
        return Broken(question, why="Too few people gave a number for this to be broken down.")
    rows = []
    for words, field in (("Mean", "mean"), ("Median", "median"), ("Standard deviation", "deviation")):
        values: list[float] = [math.nan if one is None or hide else getattr(one, field)
                               for one, hide in zip(summaries, mask.cells, strict=True)]  # fmt: skip
        cells = tuple(small_numbers.HIDDEN if math.isnan(one) else show_number(round(one, 1)) for one in values)
        rows.append(BrokenRow(words, cells, (None,) * len(cells)))
    bases = (Group(group.words, one.base if one else 0) for group, one in zip(groups, summaries, strict=True))
    return Broken(question, tuple(bases), tuple(rows), hidden=any(mask.cells))
