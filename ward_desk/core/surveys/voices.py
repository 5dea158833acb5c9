"""Voices: how the people who answered compare with those who live here, band by band, and the words for it.

A line of the ward profile says how many residents are of a band by its name: "Residents aged 16-24", "Residents,
ethnic group: White"; its unit is per cent.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from ward_desk.core.choices import AGE_BANDS
from ward_desk.core.same_name import plain

OLDEST: Final = 150
BANDS: Final = tuple(code for code, _ in AGE_BANDS if code[0].isdigit())
LEAST_EXPECTED: Final = 5.0  # people: where fewer were to be expected, their number says little
_WORDS: Final = {  # how a profile line of a characteristic is called
    "sex": "sex", "ethnicity": "ethnic group", "disability": "disability or long-term condition",
    "religion": "religion or belief", "orientation": "sexual orientation", "carer": "caring responsibilities",
    "other": "other",
}  # fmt: skip
_SPAN: Final = re.compile(r"\b(\d{1,3}) ?(?:-|–|—|to|and under) ?(\d{1,3})\b")
_UNDER: Final = re.compile(r"\b(?:under|below|younger than) (\d{1,3})\b")
_OVER: Final = re.compile(r"\b(?:over|older than) (\d{1,3})\b")
_FROM: Final = re.compile(r"\b(\d{1,3}) ?(?:\+|plus\b|(?:and|or) (?:over|older|above)\b|years and over\b)")
_AGED: Final = re.compile(r"\b(?:aged?|ages|year olds?|years?|under|over|older|children|people|residents|population)\b")


class Range(NamedTuple):
    """An age from `low` to `high`, both of them in it."""

    low: int
    high: int


def age_range(words: str) -> Range | None:
    """The ages a name speaks of: (16, 24) of "Residents aged 16-24", (0, 15) of "aged under 16", (65, 150) of "65 and
    over"; None of a name that speaks of no age, or of something other than residents by age."""
    low = words.casefold()
    if not _AGED.search(low):
        return None
    if found := _UNDER.search(low):
        return Range(0, int(found[1]) - 1)
    if found := _FROM.search(low):
        return Range(int(found[1]), OLDEST)
    if found := _OVER.search(low):
        return Range(int(found[1]) + 1, OLDEST)
    if found := _SPAN.search(low):
        one = Range(int(found[1]), int(found[2]))
        return one if one.low < one.high <= OLDEST else None
    return None


def _band_range(band: str) -> Range:
    """The ages of a band: (85, 150) of "85+"."""
    low, _, high = band.rstrip("+").partition("-")
    return Range(int(low), int(high) if high else OLDEST)


def bands_in(ages: Range) -> tuple[str, ...]:
    """The bands that make up these ages exactly; none when they cut through one."""
    inside = [band for band in BANDS if ages.low <= _band_range(band).low and _band_range(band).high <= ages.high]
    exact = inside and _band_range(inside[0]).low == ages.low and _band_range(inside[-1]).high == ages.high
    return tuple(inside) if exact else ()


def line_name(characteristic: str, band: str) -> str:
    """What a profile line is called that says how many residents are of a band."""
    if characteristic == "age":
        return f"Residents aged {band}"
    return f"Residents, {_WORDS.get(characteristic, characteristic)}: {band}"


def is_of_residents(words: str) -> bool:
    """Whether the name of a profile line speaks of residents, and not of those who claim, work or rent."""
    return plain(words).startswith(("resident", "population", "people aged", "people who live", "all residents"))


def line_is(words: str, characteristic: str, band: str) -> bool:
    """Whether the name of a profile line speaks of a band of a characteristic other than age: as `line_name` has it,
    or "Residents who are" and "Residents:" before the band."""
    name, of = plain(words), plain(band)
    if name == plain(line_name(characteristic, band)):
        return True
    return of not in ("yes", "no", "other") and name in (
        f"residents {of}", f"{of} residents", f"residents who are {of}", f"population {of}", f"{of} population",
    )  # fmt: skip


class Voice(NamedTuple):
    """A band beside the residents of it. `answered` is None where the number is hidden; shares are per cent."""

    words: str
    answered: int | None
    share: float | None
    residents: float
    said: str


def said(answered: int, of: int, residents: float) -> str:
    """How a band's share of the people who answered compares with its share of residents, in words."""
    expected = of * residents / 100
    if expected < LEAST_EXPECTED:
        return "too few to be expected to tell"
    if not answered:
        return "nobody answered"
    times = answered / expected
    for most, words in (
        (0.14, "hardly any of those there should be"),
        (0.29, "about a quarter as many as there should be"),
        (0.4, "about a third as many as there should be"),
        (0.6, "about half as many as there should be"),
        (0.8, "fewer than there should be"),
        (1.25, "about as many as there should be"),
        (1.7, "more than there should be"),
        (2.5, "about twice as many as there should be"),
    ):
        if times <= most:
            return words
    return f"about {times:.0f} times as many as there should be"


def finest(lines: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Of lines and the bands each speaks of, those that tell most: none whose bands finer ones cover."""
    taken: set[str] = set()
    kept = []
    for name in sorted(lines, key=lambda one: len(lines[one])):
        if lines[name] and not taken & set(lines[name]):
            taken |= set(lines[name])
            kept.append(name)
    return sorted(kept, key=lambda one: BANDS.index(lines[one][0]))
