"""What one column of a survey file is on its own, from its heading and from what is in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from ward_desk.core.same_name import plain
from ward_desk.core.surveys.scales import of_numbers, ordered
from ward_desk.core.surveys.survey_bands import NOT_SAID, age_band, ages, unmapped
from ward_desk.core.surveys.survey_cells import channel_of, number_of
from ward_desk.core.surveys.survey_dates import looks_like_a_day, order_of, read_day
from ward_desk.core.surveys.survey_file import OUT, Planned
from ward_desk.core.surveys.survey_options import in_own_words, joined
from ward_desk.core.surveys.survey_private import (
    ASKED,
    OUT_KINDS,
    asks_health,
    births,
    characteristic_of,
    describes_health,
    has_whole_postcodes,
    of_cells,
    of_heading,
)
from ward_desk.core.surveys.survey_words import outside

_MOST_OPTIONS: Final = 40
_LONGEST_OPTION: Final = 120  # characters
_EITHER: Final = {
    "dmy": "Days and months could stand either way round here. They are read with the day first.",
    "mdy": "Days and months could stand either way round here. They are read with the month first, as they lie closer "
    "together that way.",
}
_TOOL: Final = re.compile(
    r"start(?:ed)?(?: time| date)?|date started|last modified time|last modified|collector ?id|total points"
    r"|quiz feedback"
    r"|(?:points|feedback) \S.*|progress|duration(?: in seconds)?|finished|(?:response )?status"
    r"|(?:user ?)?language|time taken.*"
    r"|survey ?id|time spent.*|response ?set|complete(?:d)?\??|collector name"
)
# Where the date of a response stands, the best first.
_ANSWERED: Final[tuple[str, ...]] = (
    "completion time|date completed|completed at|completed on|date of completion|completed date|completed time",
    "end date|enddate|ended|end time|date ended|finished at|submitted|submitted at|submitted on|date submitted"
    "|submission date|submitted date|submission time|date of submission|submitteddate|response submitted",
    "timestamp|time stamp|recordeddate|recorded date|date time|datetime|created|created at|created date",
    "date of response|response date|date of survey|survey date|interview date|date of interview|date answered"
    "|responded on",
    "date|day|when",
    "start time|start date|startdate|started|date started|started at|last modified time",
)  # fmt: skip
_SOURCE: Final[tuple[str, ...]] = (
    "respondent id|respondentid|response id|responseid|submission id|response uuid|response reference",
    "user no|userno|user id|userid|unique id|uniqueid|response number|response no|record id|recordid|entry id"
    "|submission number|respondent number|respondent no|respondent|questionnaire number|form number|serial"
    "|serial number",
    "id|ref|reference|no|number|row|case|case id|#|record|uid|guid",
)
_AREA_WORD: Final = (
    r"(?:ward|wards|area|street|road|town|village|estate|parish|neighbou?rhood|locality|part|place|district"
    r"|community"
    r"|town or village|village or town|city|city town)"
)
_AREA: Final[tuple[str, ...]] = (
    rf"(?:in )?(?:which|what) (?:\w+ ){{0,2}}{_AREA_WORD}\b.{{0,40}}\b(?:live|living|from|based|reside|resident"
    rf"|home)\b.{{0,20}}"
    r"|where (?:about |abouts )?do you live.{0,40}|where you live|where are you (?:from|based)"
    r"|whereabouts.{0,20}live.{0,20}",
    rf"(?:(?:your|home|local|the) )*{_AREA_WORD}(?: name| or road| or street)?|(?:please )?(?:what is|name of"
    rf"|select|choose)"
    rf" (?:the |your )*{_AREA_WORD}(?: (?:you|where you) live.{{0,20}})?"
    rf"|(?:your )?area(?: of| in)? (?:town|chesham|residence)|street or area|area or street|postcode (?:area"
    rf"|district|sector)",
    r"location|(?:home )?postcode.*|.*\bpostcode\b.*",
)
_AGE: Final = re.compile(
    r"(?:.*\b)?(?:your )?age(?: (?:group|band|range|bracket|category|s))?|.*\bhow old are you\b.*|.*\byour age\b.*"
    r"|.*\bage (?:group|band|range|bracket|category)\b.*|.*\b(?:aged|age)\b.{0,12}"
)
_CHANNEL: Final = re.compile(
    r"collector(?: name| type)?|channel|source|mode|method|(?:response|survey|collection|completion) (?:method"
    r"|mode|type|channel)"
    r"|distribution ?channel|how (?:was (?:this|it)|were) .{0,20}(?:completed|collected).*|completed (?:by|via"
    r"|on paper)|form type"
)
TOTALS: Final = "Kept as totals only: no answer stands beside the other answers of a person."
_YES_NO: Final = frozenset(("yes", "no", "maybe", "y", "n", "true", "false", "possibly"))
_FEW: Final = 6  # cells; with fewer nothing repeats


class Guess(NamedTuple):
    """What a column could become; of those that want a place only one can have, the lowest rank has it."""

    planned: Planned
    rank: int = 0
    otherwise: Planned | None = None  # what it becomes when another has that place
    certain: bool | None = None  # of dates: whether their order is; None where it makes no difference


def guess(wording: str, code: str, values: Mapping[str, int], *, alone: bool = True) -> Guess:
    """What a column is. `wording` is its question, `code` the tool's own name for it; a column that is one row of a
    question with several is not `alone`, and is nothing but a question or left out."""
    names = [plain(one) for one in dict.fromkeys((wording, code)) if one]
    kind = next((found for one in (wording, code) if (found := of_heading(one))), "")
    source = _rank(_SOURCE, names) if alone else None
    cells = of_cells(values, wording)
    if source is not None and kind in ("", "name"):
        if cells in ("", "phone"):
            return Guess(Planned("source_row", wording), source, left_out(wording, "Left out: the tool's own numbers."))
        return Guess(_private(wording, cells))
    if kind == "postcode" and not has_whole_postcodes(values) and cells == "":
        kind = ""  # districts and sectors say no more than an area does
    if kind or cells:
        return Guess(_private(wording, kind if kind not in ("", "recipient") else cells or kind))
    if alone and (tool := _of_the_tool(wording, names, values)):
        return tool
    return question(wording, values, names, alone=alone)


def left_out(wording: str, why: str) -> Planned:
    """A column left out, with the sentence that says why."""
    return Planned(OUT, wording, why=why)


def question(wording: str, values: Mapping[str, int], names: list[str], *, alone: bool = True) -> Guess:
    """What a column of answers is."""
    days = _days(values)
    if days is not None:
        return days if not births(_iso(values, days.planned.order)) else Guess(_private(wording, "birth"))
    if alone and (aged := _ages(wording, values, names)):
        return aged
    if describes_health(wording) and not all(plain(value) in _YES_NO or outside(value) for value in values):
        return Guess(_private(wording, "health"))
    scale = ordered(values)
    several = joined(values)
    answers = dict.fromkeys(several.options, 1) if several else values
    apart = characteristic_of(wording, answers, rated=scale is not None and scale.family not in ("yes", "often"))
    if apart in OUT_KINDS:
        return Guess(_private(wording, apart))
    if apart:
        return Guess(_equality(wording, values, apart))
    if scale:
        return _placed(Planned("scale", wording, scale.options), names, values, alone)
    return _placed(_other_kinds(wording, values), names, values, alone)


def looks_like_choices(values: Mapping[str, int]) -> bool:
    """Whether cells are one of a few answers each, rather than what people wrote."""
    answers: dict[str, int] = {}
    for value, often in values.items():
        if low := plain(value) or value.strip():
            answers[low] = answers.get(low, 0) + often
    whole = sum(answers.values())
    if not answers or whole == 0 or sum(len(one) > _LONGEST_OPTION for one in answers) * 20 > len(answers):
        return False
    if set(answers) <= _YES_NO or all(one in _YES_NO or outside(one) for one in answers):
        return True
    words = sum(len(one.split()) * often for one, often in answers.items()) / whole
    if in_own_words(answers) * 5 > whole >= _FEW:
        return False
    if whole < _FEW:
        return words <= 3 and max(map(len, answers)) <= 30
    again = sum(often for often in answers.values() if often > 1)
    common = sum(often > 1 for often in answers.values())
    return (
        common <= _MOST_OPTIONS
        and again >= whole * (0.5 if words <= 4 else 0.75)
        and len(answers) <= max(12, whole * 0.5)
    )


def _most_chosen(values: Mapping[str, int]) -> tuple[str, ...]:
    """The answers of a question of one choice, each in its most frequent spelling, the most chosen first, what is no
    answer ("Don't know") last. Of many, those chosen once are other answers in people's own words."""
    often: dict[str, int] = {}
    spelt: dict[str, str] = {}
    for value, count in sorted(values.items(), key=lambda one: (-one[1], one[0])):
        if words := " ".join(value.split()):
            often[words.casefold()] = often.get(words.casefold(), 0) + count
            spelt.setdefault(words.casefold(), words)
    again = [one for one, count in often.items() if count > 1]
    kept = list(often) if len(often) <= 12 or len(often) <= len(again) + 2 else again
    return tuple(spelt[one] for one in sorted(kept, key=lambda one: (outside(one), -often[one], one)))[:_MOST_OPTIONS]


def _private(wording: str, kind: str) -> Planned:
    return left_out(wording, ASKED.get(kind) or f"Left out: {OUT_KINDS[kind]}.")


def _rank(headings: tuple[str, ...], names: list[str]) -> int | None:
    return next((at for at, words in enumerate(headings) if any(re.fullmatch(words, name) for name in names)), None)


def _of_the_tool(wording: str, names: list[str], values: Mapping[str, int]) -> Guess | None:
    """The dates, the way of answering and the tool's own columns."""
    rank = _rank(_ANSWERED, names)
    if rank is not None and (days := _days(values)):
        planned = Planned("answered_on", wording, order=days.planned.order, why=days.planned.why)
        return Guess(
            planned, rank, left_out(wording, "Left out: another column has the date of the response."), days.certain
        )
    if any(_CHANNEL.fullmatch(name) for name in names):
        known = sum(often for value, often in values.items() if channel_of(value))
        if known * 2 > sum(values.values()):
            return Guess(Planned("channel", wording), 0, left_out(wording, "Left out: another column has the channel."))
    if any(_TOOL.fullmatch(name) for name in names):
        return Guess(left_out(wording, "Left out: what the survey tool says about itself."))
    return None


def _days(values: Mapping[str, int]) -> Guess | None:
    """A question whose answers are dates, and their order."""
    cells = [value for value in values if value.strip()]
    good = sum(values[value] for value in cells if looks_like_a_day(value))
    if not cells or good * 10 < sum(values[value] for value in cells) * 8:
        return None
    order, certain = order_of(cells)
    return Guess(Planned("date", order=order, why=_EITHER[order] if certain is False else ""), certain=certain)


def _iso(values: Mapping[str, int], order: str) -> dict[str, int]:
    return {day.isoformat(): often for value, often in values.items() if (day := read_day(value, order))}


def _ages(wording: str, values: Mapping[str, int], names: list[str]) -> Guess | None:
    asked = any(_AGE.fullmatch(name) for name in names)
    cells = [value for value in values if value.strip()]
    named = [cell for cell in cells if ages(cell)]
    inside = [cell for cell in cells if age_band(cell) not in (None, NOT_SAID)]
    bands = {age_band(cell) for cell in inside if not cell.strip().isdigit()}
    if not (len(bands) >= 3 and len(inside) * 10 >= len(cells) * 8) and not (asked and len(named) * 2 > len(cells)):
        return None
    odd = unmapped(cells)
    if not odd or (
        all(not ages(cell) for cell in odd) and sum(values[cell] for cell in odd) * 20 <= sum(values.values())
    ):
        kept = Planned("age_band", wording)
        return Guess(kept, 0 if asked else 1, Planned("one", wording, _by_age(cells)))
    if all(cell.strip().isdigit() for cell in cells):
        return Guess(Planned("number", wording))
    why = f"Its ages (“{odd[0][:40]}”) are not those of the ward's age bands, so it is kept as a question."
    return Guess(Planned("one", wording, _by_age(cells), why=why))


def _by_age(cells: list[str]) -> tuple[str, ...]:
    answers = dict.fromkeys(" ".join(cell.split()) for cell in cells)
    return tuple(sorted(answers, key=lambda one: (ages(one) or (999, 999), one)))[:_MOST_OPTIONS]


def _equality(wording: str, values: Mapping[str, int], code: str) -> Planned:
    several = joined(values)
    options = several.options if several else _most_chosen(values)
    if not several and not looks_like_choices(values):
        kind = "health" if code == "disability" or asks_health(wording) else "own_words"
        return _private(wording, kind)
    return Planned("equality", wording, options, several.parts if several else "", characteristic=code, why=TOTALS)


def _placed(planned: Planned, names: list[str], values: Mapping[str, int], alone: bool) -> Guess:
    """The area, when a question asks where somebody lives and its answers could say so."""
    rank = _rank(_AREA, names)
    if not alone or rank is None or planned.role not in ("one", "text"):
        return Guess(planned)
    cells = [plain(value) for value in values if value.strip()]
    short = sum(len(cell) <= 60 for cell in cells) * 10 >= len(cells) * 9
    if not short or all(cell in _YES_NO for cell in cells):
        return Guess(planned)
    return Guess(Planned("area", planned.wording), rank, planned)


def _other_kinds(wording: str, values: Mapping[str, int]) -> Planned:
    """Numbers, choices and free text."""
    cells = {value: often for value, often in values.items() if value.strip()}
    inside = [value for value in cells if not outside(value)]
    apart = tuple(dict.fromkeys(" ".join(value.split()) for value in cells if outside(value)))
    whole = sum(cells[value] for value in inside)
    if inside and (steps := of_numbers(inside, wording)):
        return Planned("scale", wording, steps + tuple(sorted(apart)))
    if inside and sum(cells[value] for value in inside if number_of(value) is not None) * 10 >= whole * 9:
        return Planned("number", wording)
    if several := joined(cells):
        return Planned("several", wording, several.options, several.parts)
    if looks_like_choices(cells):
        return Planned("one", wording, _most_chosen(cells))
    if asks_health(wording):
        return _private(wording, "health")
    return Planned("text", wording)
