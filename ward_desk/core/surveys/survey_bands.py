"""Bands of people: any survey's age bands as the ward's, and the answers to equality questions spelt one way.

The ward's age bands are those of the equality papers (research.md, section 1).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from ward_desk.core.choices import AGE_BANDS
from ward_desk.core.privacy import redact_all
from ward_desk.core.surveys.survey_words import declined, outside, tidy

NOT_SAID: Final = "Prefer not to say"
_OLDEST: Final = 150  # years
_LONGEST_BAND: Final = 80  # characters
_BANDS: Final = tuple(
    (int(found[1]), int(found[2]) if found[2] else _OLDEST, band)
    for band, _ in AGE_BANDS
    if (found := re.fullmatch(r"(\d+)(?:-(\d+)|\+)", band))
)
_NOISE: Final = re.compile(
    r"\byears?(?:[ -]olds?)?\b|\byrs?\b|\baged?\b|\bage group\b|\bi am\b|\bbetween\b|\bfrom\b|[()]"
)
_RANGE: Final = re.compile(r"([0-9]{1,3}) ?(?:-|–|—|−|to|and|/) ?([0-9]{1,3})s?")
_BELOW: Final = re.compile(r"(?:under|below|less than|younger than|<) ?([0-9]{1,3})s?")
_UP_TO: Final = re.compile(
    r"([0-9]{1,3}) ?(?:(?:and|or|&) ?(?:under|younger|below|less)|-)|(?:up to|<=|≤) ?([0-9]{1,3})"
)
_AND_OVER: Final = re.compile(
    r"([0-9]{1,3})s? ?(?:\+|plus|(?:(?:and|or|&) ?)(?:over|older|above|more|up)|and upwards)|(?:>=|≥"
    r"|at least) ?([0-9]{1,3})"
)
_OVER: Final = re.compile(r"(?:over|above|older than|more than|>) ?([0-9]{1,3})s?")
_WHOLE: Final = re.compile(r"([0-9]{1,3})(?:\.0)?")
_LETTERS: Final = {"sex": {"m": "Male", "f": "Female"}}
_YES_NO: Final = {"y": "Yes", "n": "No", "true": "Yes", "false": "No"}

# A subject that shares the characteristic "Other" is named in its bands, which keeps their totals apart.
_SUBJECTS: Final = (
    ("Gender identity", r"gender identity|\btrans|gender reassign|sex.{0,30}\bbirth\b"),
    ("Marriage or civil partnership", r"marital|\bmarried\b|civil partner|marriage|relationship status"),
    ("Pregnancy or maternity", r"pregnan|maternity|given birth"),
    ("Health in general", r"health"),
    ("Nationality", r"nationality|national identity|country of birth|born in"),
    ("First language", r"language"),
)


def ages(cell: str) -> tuple[int, int] | None:
    """The first and last age that words such as "25 to 34", "Under 16", "65+" or "34" name, or None."""
    words = tidy(_NOISE.sub(" ", cell[:60].lower().replace("years of age", " ")))
    if found := _RANGE.fullmatch(words):
        low, high = int(found[1]), int(found[2])
    elif found := _BELOW.fullmatch(words):
        low, high = 0, int(found[1]) - 1
    elif found := _UP_TO.fullmatch(words):
        low, high = 0, int(found[1] or found[2])
    elif found := _AND_OVER.fullmatch(words):
        low, high = int(found[1] or found[2]), _OLDEST
    elif found := _OVER.fullmatch(words):
        low, high = int(found[1]) + 1, _OLDEST
    elif found := _WHOLE.fullmatch(words):
        low = high = int(found[1])
    else:
        return None
    return (low, high) if 0 <= low <= high <= _OLDEST else None


def age_band(cell: str) -> str | None:
    """The ward's age band that holds all of the ages a cell names, "Prefer not to say" when it says that.

    None when it names none, or ages of more than one band: "18-34", "65+".
    """
    if declined(cell) or (outside(cell) and cell.strip()):
        return NOT_SAID
    named = ages(cell)
    return named and _band_of_ages(*named)


def _band_of_ages(low: int, high: int) -> str | None:
    """The band that holds every age from `low` to `high`; None when no one band does."""
    return next((band for first, last, band in _BANDS if first <= low and high <= last), None)


def unmapped(cells: Iterable[str]) -> list[str]:
    """The age bands among the cells that the ward's bands do not hold whole, in their order."""
    return [cell for cell in cells if cell.strip() and age_band(cell) is None]


def band_at(birth: date, on: date) -> str | None:
    """The age band of somebody born on a day, on another; None when that day is before the birth."""
    age = on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))
    return _band_of_ages(age, age) if 0 <= age <= _OLDEST else None


def band_of(characteristic: str, cell: str) -> str:
    """The answer to an equality question as totals name it: spelt with one capital, "Prefer not to say" whatever its
    wording, nothing personal left in it. "" when nothing was answered.

    `characteristic` is a code of CHARACTERISTICS.
    """
    words = tidy(cell).rstrip(";,. ")
    if not words:
        return ""
    if declined(words):
        return NOT_SAID
    if characteristic == "age":
        return age_band(words) or words[:_LONGEST_BAND]
    low = words.lower()
    known = _LETTERS.get(characteristic, {}).get(low) or _YES_NO.get(low)
    if known:
        return known
    words = redact_all(words)[:_LONGEST_BAND].rstrip()
    return words[:1].upper() + (words[1:].lower() if words.isupper() and len(words) > 4 else words[1:])


def subject_of(characteristic: str, wording: str) -> str:
    """What names the bands of a question whose characteristic is "Other": "Marriage or civil partnership"; "" for any
    other characteristic."""
    if characteristic != "other":
        return ""
    low = wording.casefold()
    named = next((name for name, words in _SUBJECTS if re.search(words, low)), "")
    return named or redact_all(tidy(wording))[:60].rstrip(" ?:")
