"""Survey voices: whose voice is missing. Respondents by band against the residents the ward profile knows of.

Ages are those of the responses; every other characteristic is known only as totals (`equality_total`). A band is
compared with the latest line of the profile that is called after it; small numbers are hidden as in a return.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from ward_desk.core import small_numbers
from ward_desk.core.changes import ChangeSet, Op
from ward_desk.core.choices import CHARACTERISTICS, label
from ward_desk.core.errors import KnownError
from ward_desk.core.fields import number, text, whole
from ward_desk.core.records import Row
from ward_desk.core.same_name import plain
from ward_desk.core.surveys import voices
from ward_desk.core.surveys.survey_words import outside
from ward_desk.core.surveys.voices import Voice
from ward_desk.service.document import Document
from ward_desk.service.surveys import surveys
from ward_desk.service.surveys.results import survey_results
from ward_desk.store import surveys as stored

TABLES: Final = frozenset({"profile_line", "equality_total", "response", "survey", "kept_result"})
_NO_ANSWER: Final = ("Not asked", "")


class Group(NamedTuple):
    """The bands of one characteristic. `base` is how many said which is theirs; `why` says why nothing is compared;
    `missing` are the names of the profile lines to add."""

    characteristic: str
    title: str
    base: int
    voices: tuple[Voice, ...] = ()
    notes: tuple[str, ...] = ()
    why: str = ""
    missing: tuple[str, ...] = ()


def groups(doc: Document, survey: str) -> list[Group]:
    """Every characteristic that respondents were asked for, age first. Raises KnownError when the survey is gone."""
    surveys.survey_row(doc, survey)
    least = survey_results.threshold(doc)
    lines = _lines(doc)
    asked: dict[str, dict[str, int]] = {"age": _ages(doc, survey)}
    for row in doc.store.rows("equality_total", survey=survey):
        bands = asked.setdefault(text(row, "characteristic"), {})
        bands[text(row, "band")] = bands.get(text(row, "band"), 0) + (whole(row, "number") or 0)
    order = [code for code, _ in CHARACTERISTICS if asked.get(code)]
    return [_age(asked[code], lines, least) if code == "age" else _other(code, asked[code], lines, least)
            for code in order]  # fmt: skip


def _ages(doc: Document, survey: str) -> dict[str, int]:
    return {text(row, "band"): whole(row, "number") or 0 for row in stored.respondents(doc.store, survey, "age_band")
            if row["band"] not in _NO_ANSWER}  # fmt: skip


def _lines(doc: Document) -> dict[str, float]:
    """The share of residents, per cent, that each indicator in per cent gives; the latest line of each."""
    rows = sorted(doc.store.rows("profile_line"), key=lambda row: text(row, "dated"))
    made: dict[str, float] = {}
    for row in rows:
        value = number(row, "ward_value")
        if value is not None and 0 <= value <= 100 and _is_per_cent(row):
            made[text(row, "indicator")] = float(value)
    return made


def _is_per_cent(row: Row) -> bool:
    return text(row, "unit").strip().casefold() in ("%", "per cent", "percent", "percentage", "% of residents")


def _age(asked: Mapping[str, int], lines: Mapping[str, float], least: int) -> Group:
    base = sum(asked.get(band, 0) for band in voices.BANDS)
    title = label(CHARACTERISTICS, "age")
    found = {name: voices.bands_in(ages) for name in lines
             if voices.is_of_residents(name) and (ages := voices.age_range(name)) is not None}  # fmt: skip
    names = voices.finest(found)
    covered = {band for name in names for band in found[name]}
    missing = tuple(voices.line_name("age", band) for band in voices.BANDS if band not in covered)
    if base < least:
        return Group("age", title, base, why=f"Fewer than {least} people gave an age.", missing=missing)
    if not names:
        return Group("age", title, base, why=_nothing("age"), missing=missing)
    numbers = [sum(asked.get(band, 0) for band in found[name]) for name in names]
    shares = [lines[name] for name in names]
    notes = []
    children = [place for place, name in enumerate(names) if found[name] == (voices.BANDS[0],)]
    if children and not numbers[children[0]]:
        under = shares[children[0]]
        shares = [share if place == children[0] else 100 * share / (100 - under) if under < 100 else 0
                  for place, share in enumerate(shares)]  # fmt: skip
        notes.append("Nobody under 16 answered, so the others are compared with residents aged 16 and over.")
    words = [_band_words(found[name]) for name in names]
    compared = _voices(words, numbers, shares, base, least)
    if children and not numbers[children[0]]:
        place = children[0]
        compared[place] = compared[place]._replace(said="nobody answered")
    return Group("age", title, base, tuple(compared), (*notes, *_hidden(compared)), missing=missing)


def _band_words(bands: Sequence[str]) -> str:
    first, last = bands[0], bands[-1]
    if first == last:
        return first
    low = first.partition("-")[0]
    return f"{low}+" if last.endswith("+") else f"{low}-{last.partition('-')[2]}"


def _other(characteristic: str, asked: Mapping[str, int], lines: Mapping[str, float], least: int) -> Group:
    bands = [band for band in asked if not outside(band)]
    base = sum(asked[band] for band in bands)
    title = label(CHARACTERISTICS, characteristic)
    found = {band: next((name for name in lines if voices.line_is(name, characteristic, band)), "") for band in bands}
    missing = tuple(voices.line_name(characteristic, band) for band in bands if not found[band])
    if base < least:
        return Group(characteristic, title, base, why=f"Fewer than {least} people said.", missing=missing)
    known = [band for band in bands if found[band]]
    if not known:
        return Group(characteristic, title, base, why=_nothing(characteristic), missing=missing)
    mask = small_numbers.hide_list([asked[band] for band in bands], least)
    hidden = {band for band, hide in zip(bands, mask.cells, strict=True) if hide}
    made = [_voice(band, asked[band], base, lines[found[band]], band in hidden) for band in known]
    return Group(characteristic, title, base, tuple(made), tuple(_hidden(made)), missing=missing)


def _nothing(characteristic: str) -> str:
    of = "age" if characteristic == "age" else label(CHARACTERISTICS, characteristic).lower()
    return f"The ward profile does not say how many residents there are by {of}."


def _voices(
    words: Sequence[str], numbers: Sequence[int], shares: Sequence[float], base: int, least: int
) -> list[Voice]:  # fmt: skip
    rest = base - sum(numbers)  # of bands the profile does not speak of; the base tells of them
    mask = small_numbers.hide_list([*numbers, rest], least)
    return [_voice(name, count, base, share, hide)
            for name, count, share, hide in zip(words, numbers, shares, mask.cells, strict=False)]  # fmt: skip


def _voice(words: str, answered: int, base: int, residents: float, hidden: bool) -> Voice:
    if hidden:
        return Voice(words, None, None, residents, "a small number, not shown")
    return Voice(words, answered, 100 * answered / base, residents, voices.said(answered, base, residents))


def _hidden(made: Sequence[Voice]) -> list[str]:
    if all(one.answered is not None for one in made):
        return []
    return [f"{small_numbers.HIDDEN}: a small number of people, or one that would give it away."]


def lines_to_choose(doc: Document) -> list[tuple[str, str]]:
    """The lines of the ward profile that could be a band's, as (id, words): in per cent, with a figure for the ward,
    the latest of each indicator, without those that are read as a band of ages already."""
    latest = {plain(text(row, "indicator")): row
              for row in sorted(doc.store.rows("profile_line"), key=lambda row: text(row, "dated"))}  # fmt: skip
    return [
        (text(row, "id"), f"{text(row, 'indicator')}, {number(row, 'ward_value'):g}%")
        for row in latest.values()
        if number(row, "ward_value") is not None and _is_per_cent(row) and not _is_age(text(row, "indicator"))
    ]


def _is_age(name: str) -> bool:
    ages = voices.age_range(name) if voices.is_of_residents(name) else None
    return ages is not None and bool(voices.bands_in(ages))


def use_line(doc: Document, line: str, name: str, initiator: object = None) -> ChangeSet:
    """Say that a line of the ward profile is a band's: it is added once more under the name that says so, with where it
    is from. Raises KnownError when the line is gone."""
    row = doc.store.get("profile_line", line)
    if row is None:
        raise KnownError("gone", "This line has been removed meanwhile.", "Nothing was changed.", "Choose another one.")
    source = "; ".join(filter(None, (f"As “{text(row, 'indicator')}”", text(row, "source"))))
    same = ("unit", "ward_value", "county_value", "national_value", "dated", "illustrative")
    values: Row = {**{field: row[field] for field in same}, "indicator": name, "source": source}
    return doc.run(
        Op("profile_line.add", f"Add to the ward profile: {name}"),
        lambda store: store.insert("profile_line", values), initiator,
    )  # fmt: skip
