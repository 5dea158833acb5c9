"""File in lines: the columns of a survey file as people decide on them, one line for each question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from ward_desk.core.surveys import scales
from ward_desk.core.surveys.survey_file import OUT, QUESTIONS, ROLES, Heading, Planned, Profile
from ward_desk.core.surveys.survey_options import joined
from ward_desk.core.tracker.tracker_words import short

VALUES: Final = 3  # shown of each column
MOST_ANSWERS: Final = 60  # offered as the answers of a question that was guessed to have none
_LONGEST: Final = 120  # characters shown of a cell, twice as many of a heading: a window grows with a word without end
_PREFIX: Final = "Question: "
_ONLY_ONE: Final = (("answered_on",), ("source_row",), ("channel",), ("age_band", "birth"), ("area", "postcode"))
_OF_GROUPS: Final = ("several", "equality", OUT)  # what a question with one column per choice can become
_NO_CHOICE: Final = ("response", "open-ended response")
LEFT_OUT: Final = "Left out: "  # how the reason begins of a column left out for what it holds

# The roles by the words a line shows and a letter picks: "One choice", "Age band".
NAMES: Final[Mapping[str, str]] = {
    code: (part := words.removeprefix(_PREFIX).split(",")[0])[:1].upper() + part[1:] for code, words in ROLES
}


class Line(NamedTuple):
    """One question, or one other column, of the file."""

    columns: tuple[int, ...]  # places in the file; several where each choice has a column
    words: str  # its heading
    values: str  # its first few
    of: str  # "Column C", "Columns C to G"

    @property
    def grouped(self) -> bool:
        """Whether each choice has a column."""
        return len(self.columns) > 1


def lines(headings: Sequence[Heading], profiles: Sequence[Profile], columns: Sequence[Planned]) -> list[Line]:
    """The lines of a file, in the order of its columns."""
    groups: dict[tuple[int, bool], list[int]] = {}
    for at, planned in enumerate(columns):
        one_of_them = planned.group >= 0 and bool(planned.choice)
        groups.setdefault((planned.group, False) if one_of_them else (at, True), []).append(at)
    found = []
    for at, places in sorted((places[0], places) for places in groups.values()):
        letters = letter(at) if len(places) == 1 else f"{letter(at)} to {letter(places[-1])}"
        of = f"Column{'s' if len(places) > 1 else ''} {letters}"
        found.append(Line(tuple(places), _heading(headings[at], alone=len(places) == 1),
                          _values(headings, profiles, places), of))  # fmt: skip
    return found


def _heading(heading: Heading, *, alone: bool) -> str:
    words = " ".join(heading.words.split()) or heading.code or "No heading"
    named = alone and heading.choice and heading.choice.lower() not in _NO_CHOICE
    # Its own words come first: they are what tells it from the column beside it.
    return short(f"{' '.join(heading.choice.split())} ({words})" if named else words, 2 * _LONGEST)


def _values(headings: Sequence[Heading], profiles: Sequence[Profile], places: Sequence[int]) -> str:
    if len(places) > 1:
        return " · ".join(short(headings[at].choice, _LONGEST) for at in places if headings[at].choice)
    return " · ".join(short(one, _LONGEST) for one in profiles[places[0]].examples[:VALUES])


def letter(place: int) -> str:
    """The name of a column as spreadsheets have it: A, Z, AA."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name


def roles_of(line: Line) -> list[tuple[str, str]]:
    """What a line can become: code and words."""
    return [(code, words) for code, words in NAMES.items() if not line.grouped or code in _OF_GROUPS]


def picked(line: Line, key: str, role: str) -> str:
    """The role that a typed letter picks; typed again, the next one with that letter. The role as it is for none."""
    fit = [code for code, words in roles_of(line) if words[0].lower() == key.lower()]
    if not fit:
        return role
    return fit[(fit.index(role) + 1) % len(fit)] if role in fit else fit[0]


def decided(
    columns: Sequence[Planned],
    headings: Sequence[Heading],
    profiles: Sequence[Profile],
    chosen: Iterable[Line],
    role: str,
) -> tuple[tuple[Planned, ...], list[int]]:
    """The columns after somebody gave some lines a role, and the places of those left out for it: there is only one
    date of a response, one row id, one channel, one age band and one area."""
    after, alone = list(columns), next((group for group in _ONLY_ONE if role in group), ())
    places = [at for line in chosen for at in line.columns]
    if alone:
        places = places[:1]
    for at in places:
        after[at] = _as(after[at], headings[at], profiles[at], role)
    gone = [at for at, one in enumerate(after) if one.role in alone and at not in places]
    for at in gone:
        after[at] = after[at]._replace(role=OUT, why="")
    return tuple(after), gone


def _as(planned: Planned, heading: Heading, profile: Profile, role: str) -> Planned:
    if role == planned.role:
        return planned
    made = planned._replace(role=role, why="")
    if role in QUESTIONS and not made.wording:
        made = made._replace(wording=" ".join(heading.words.split()))
    if role == "scale":
        found = scales.ordered(profile.values)
        steps = found.options if found else scales.of_numbers(profile.values, heading.words)
        made = made._replace(options=steps or made.options)
    elif role == "several" and planned.group < 0 and not made.parts and (lists := joined(profile.values)):
        made = made._replace(options=lists.options, parts=lists.parts)
    if role in ("one", "scale") and not made.options:
        made = made._replace(options=tuple(one for one in profile.values if one.strip())[:MOST_ANSWERS])
    if role == "equality" and not made.characteristic:
        made = made._replace(characteristic="other")
    return made


def left_out(headings: Sequence[Heading], columns: Sequence[Planned]) -> str:
    """What is left out for what it holds, plainly: "Left out: names (Name), e-mail addresses (Email)."."""
    reasons: dict[str, list[str]] = {}
    for heading, planned in zip(headings, columns, strict=True):
        if planned.role == OUT and planned.why.startswith(LEFT_OUT):
            names = reasons.setdefault(planned.why.removeprefix(LEFT_OUT).rstrip("."), [])
            names.append(_heading(heading, alone=True))
    said = (f"{reason} ({', '.join(dict.fromkeys(names))})" for reason, names in reasons.items())
    words = ", ".join(said)
    return f"{LEFT_OUT}{words}." if words else ""
