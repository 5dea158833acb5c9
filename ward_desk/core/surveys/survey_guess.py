"""What every column of a survey file is, guessed from the headings and from what is in its first rows.

The place of a column says nothing: the same columns in another order get the same plan. What somebody decided for a
column of this survey before wins over any guess.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Final

from ward_desk.core.privacy import redact_all
from ward_desk.core.same_name import plain
from ward_desk.core.surveys.scales import ordered
from ward_desk.core.surveys.survey_columns import TOTALS, Guess, guess, left_out, looks_like_choices
from ward_desk.core.surveys.survey_file import OUT, Heading, Planned, Profile
from ward_desk.core.surveys.survey_private import (
    OUT_KINDS,
    asks_health,
    characteristic_of,
    may_be_personal,
    of_heading,
)
from ward_desk.core.surveys.survey_words import NOT_TICKED, TICKED, asks_other, folded, outside, tidy

MOST_DISTINCT: Final = 1000
_EXAMPLES: Final = 5
_STEM: Final = re.compile(
    r"(?P<stem>.{6,}?\S)\s*(?:\[(?P<row>[^\]]{1,200})\]|(?: - | – |: ?)(?P<rest>.{1,200}))$", re.S
)
_SELECTED: Final = re.compile(r"\s*[-–]\s*selected choices?(?=\s*(?:$|[-–]))", re.I)
_NO_CHOICE: Final = frozenset(("", "-", "–", "—", ".", "response", "open ended response", "selected choice"))
_ONLY_ONE: Final = ("source_row", "answered_on", "area", "age_band", "channel")
_NUMBERED: Final = re.compile(r"(?:[Qq](?:uestion )?)?[0-9]{1,3}[a-z]?[.):] +(?=\S)")
_AMERICAN: Final = "Days and months could stand either way round here. SurveyMonkey writes the month first."
_LONGEST_WORDING: Final = 500  # characters

_Place = tuple[str, str]  # the question, its row or choice; "" when it stands alone


def profile(rows: Iterable[tuple[int, Sequence[str]]], width: int, most: int = 2000) -> list[Profile]:
    """What each of `width` columns holds in the first `most` rows, which come with their numbers as a file gives them.
    A row may be short."""
    values: list[dict[str, int]] = [{} for _ in range(width)]
    filled = [0] * width
    looked_at = 0
    for _, cells in islice(rows, most):
        looked_at += 1
        for at, cell in enumerate(cells[:width]):
            if cell and not cell.isspace():
                filled[at] += 1
                known = values[at]
                if cell in known or len(known) < MOST_DISTINCT:
                    known[cell] = known.get(cell, 0) + 1
    return [Profile(filled[at], looked_at, known, tuple(islice(known, _EXAMPLES))) for at, known in enumerate(values)]


def known_as(heading: Heading) -> str:
    """What a column is remembered by, whatever its place: its folded heading."""
    return "\n".join((folded(heading.words), folded(heading.choice), folded(heading.code)))


def plan(
    headings: Sequence[Heading],
    profiles: Sequence[Profile],
    tool: str,
    remembered: Mapping[str, Planned] | None = None,
) -> list[Planned]:
    """What each column becomes. `tool` is a code of TOOLS; `remembered` is what was decided before, by `known_as`."""
    places = _places(headings, tool)
    asked: defaultdict[str, list[int]] = defaultdict(list)
    for at, (words, choice) in enumerate(places):
        asked[folded(words) if choice else f"{folded(words)}\n{at}"].append(at)
    guesses: list[Guess] = [Guess(Planned(OUT))] * len(headings)
    for columns in asked.values():
        _guess_question(columns, headings, profiles, places, guesses)
    known = remembered or {}
    kept = {at: known[known_as(heading)] for at, heading in enumerate(headings) if known_as(heading) in known}
    planned = _one_each(guesses, headings, kept)
    planned = _same_order(planned, guesses, tool)
    for at, before in kept.items():
        planned[at] = before
        if before.role == "equality":  # its answers are not remembered
            guessed = guesses[at].planned
            planned[at] = before._replace(options=guessed.options, parts=before.parts or guessed.parts)
    return _grouped([_harmless(one) for one in planned], places)


def _harmless(planned: Planned) -> Planned:
    """The same plan with nothing personal among its answers: some tools put what people write under "Other" into the
    column of the choices."""
    if not any(map(may_be_personal, planned.options)):
        return planned
    return planned._replace(options=tuple(dict.fromkeys(map(redact_all, planned.options))))


def _places(headings: Sequence[Heading], tool: str) -> list[_Place]:
    """The question of each column, and the row or the choice of it that the column stands for."""
    asked = _without_numbers(headings)
    cut = [_cut(words, heading, tool) for words, heading in zip(asked, headings, strict=True)]
    stems: defaultdict[str, set[str]] = defaultdict(set)
    for words, choice in cut:
        stems[folded(words)].add(choice)
    whole = {folded(words) for words in asked}
    found = []
    for heading, own, (words, choice) in zip(headings, asked, cut, strict=True):
        guessed = choice and plain(heading.choice) in _NO_CHOICE
        beside = asks_other(choice) and folded(words) in whole
        found.append((own, "") if guessed and len(stems[folded(words)]) < 2 and not beside else (words, choice))
    return found


def _without_numbers(headings: Sequence[Heading]) -> list[str]:
    """The words of the headings without the "3." or "Q3:" before them, which changes from one survey to the next, where
    no two questions become the same without it."""
    whole = [_SELECTED.sub("", tidy(heading.words)[:_LONGEST_WORDING]) for heading in headings]
    bare = [_NUMBERED.sub("", words, count=1) for words in whole]
    numbered: defaultdict[str, set[str]] = defaultdict(set)
    for words, short in zip(whole, bare, strict=True):
        numbered[folded(short)].add(folded(words))
    return [short if len(numbered[folded(short)]) == 1 else words for words, short in zip(whole, bare, strict=True)]


def _cut(words: str, heading: Heading, tool: str) -> _Place:
    if plain(heading.choice) not in _NO_CHOICE:
        return words, tidy(heading.choice)
    if plain(words.rpartition(" - ")[2]) == "text" and tool == "qualtrics":
        words = words.rpartition(" - ")[0]
    found = _STEM.fullmatch(words)
    if not found or (found["row"] is None and tool == "google"):
        return words, ""
    return tidy(found["stem"]), tidy(found["row"] or found["rest"])


def _guess_question(
    columns: Sequence[int],
    headings: Sequence[Heading],
    profiles: Sequence[Profile],
    places: Sequence[_Place],
    guesses: list[Guess],
) -> None:
    """What the columns of one question are."""
    words = places[columns[0]][0]
    written = [at for at in columns if asks_other(places[at][1]) and not _ticks(places[at][1], profiles[at])]
    rest = [at for at in columns if at not in written]
    choices = bool(rest) and all(_ticks(places[at][1], profiles[at]) for at in rest)
    choices = choices and any(profiles[at].filled for at in rest) and any(places[at][1] for at in rest)
    choices = choices and not any(of_heading(places[at][1]) for at in rest)
    if choices:
        _guess_choices(words, rest, profiles, places, guesses)
    else:
        for at in rest:
            guesses[at] = _guess_one(headings[at], profiles[at], places[at], len(rest) > 1 or bool(written))
    main = min(rest, default=-1)
    for at in written:
        special = main >= 0 and (
            guesses[main].planned.role == "equality" or guesses[main].planned.why.startswith("Left out")
        )
        guesses[at] = Guess(
            left_out(f"{words} – {places[at][1]}", f"Left out: {OUT_KINDS['own_words']}.")
            if special
            else Planned("text", f"{words} – {places[at][1]}"[:_LONGEST_WORDING], other=True)
        )


def _ticks(choice: str, found: Profile) -> bool:
    """Whether a column is ticked or not: its cells are the choice itself, or a sign of ticking it."""
    signs = TICKED | NOT_TICKED
    low = folded(choice)
    return bool(choice) and all(folded(value) == low or folded(value) in signs for value in found.values)


def _guess_choices(
    words: str, columns: Sequence[int], profiles: Sequence[Profile], places: Sequence[_Place], guesses: list[Guess]
) -> None:
    options = tuple(dict.fromkeys(places[at][1] for at in sorted(columns, key=lambda at: outside(places[at][1]))))
    answers = {places[at][1]: max(1, profiles[at].filled) for at in columns}
    code = characteristic_of(words, answers, rated=ordered(options) is not None)
    role, why = ("equality", TOTALS) if code else ("several", "")
    for at in columns:
        made = Planned(role, words, options, choice=places[at][1], characteristic=code, group=min(columns), why=why)
        if code in OUT_KINDS:
            made = left_out(words, f"Left out: {OUT_KINDS[code]}.")
        guesses[at] = Guess(made)


def _guess_one(heading: Heading, found: Profile, place: _Place, beside: bool) -> Guess:
    """What a column is that is no choice of several: a question, or one row of one."""
    words, row = place
    wording = (f"{words} – {row}" if row else words)[:_LONGEST_WORDING] or heading.code
    if row and (kind := of_heading(row)):
        return (
            Guess(guess(row, "", found.values, alone=False).planned._replace(wording=wording))
            if not found.filled
            else (Guess(left_out(wording, f"Left out: {OUT_KINDS[kind]}.")))
        )
    if not found.filled:
        kind = of_heading(wording) or of_heading(heading.code)
        why = f"Left out: {OUT_KINDS[kind]}." if kind else "Left out: nothing is in it in the rows looked at."
        return Guess(left_out(wording, why))
    if asks_other(wording):
        code = asks_health(wording)
        return Guess(
            left_out(wording, f"Left out: {OUT_KINDS['health']}.") if code else Planned("text", wording, other=True)
        )
    made = guess(wording, heading.code, found.values, alone=not row)
    if beside and made.planned.role == "several" and looks_like_choices(found.values):
        return made
    return made


def _one_each(guesses: Sequence[Guess], headings: Sequence[Heading], kept: Mapping[int, Planned]) -> list[Planned]:
    """Of what a response has only one of, the surest column keeps it; what was decided before keeps it first."""
    planned = [one.planned for one in guesses]
    for role in _ONLY_ONE:
        wanting = [at for at, one in enumerate(guesses) if one.planned.role == role and at not in kept]
        taken = any(one.role == role for one in kept.values())
        best = min(wanting, key=lambda at: (guesses[at].rank, known_as(headings[at])), default=-1)
        for at in wanting:
            if taken or at != best:
                planned[at] = guesses[at].otherwise or planned[at]
    return planned


def _same_order(planned: list[Planned], guesses: Sequence[Guess], tool: str) -> list[Planned]:
    """Dates whose order is uncertain stand as the certain ones of the same file do."""
    dated = [at for at, one in enumerate(guesses) if one.planned.role in ("date", "answered_on")]
    sure = {guesses[at].planned.order for at in dated if guesses[at].certain}
    for at in dated:
        if guesses[at].certain is not False or planned[at].role == OUT:
            continue
        if len(sure) == 1:
            planned[at] = planned[at]._replace(order=next(iter(sure)), why="")
        elif tool == "surveymonkey" and planned[at].role == "answered_on":
            planned[at] = planned[at]._replace(order="mdy", why=_AMERICAN)
    return planned


def _grouped(planned: Sequence[Planned], places: Sequence[_Place]) -> list[Planned]:
    """The same plans with the place of the first column of each question of one column per choice, which moves when
    a file's columns do."""
    columns: defaultdict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(planned):
        if one.choice or one.other or one.role in ("one", "several", "equality"):
            columns[folded(places[at][0])].append(at)
    found = list(planned)
    for together in columns.values():
        asked = [at for at in together if not planned[at].other]
        for at in together:
            joins = planned[at].choice or (planned[at].other and asked)
            found[at] = planned[at]._replace(group=asked[0] if joins else -1)
    return found
