"""Shape of a ward profile: what its columns are, and which area a name in it means (B 3.7)."""

from __future__ import annotations

from typing import Final

from ward_desk.core.tracker.tracker import OUT, Sheet, TrackerFile
from ward_desk.core.tracker.tracker_guess import headings
from ward_desk.core.tracker.tracker_words import plain

AREAS: Final[tuple[tuple[str, str], ...]] = (
    ("ward_value", "Ward"),
    ("county_value", "County"),
    ("national_value", "National"),
)
TARGETS: Final[tuple[tuple[str, str], ...]] = (
    ("indicator", "Indicator"),
    ("unit", "Unit"),
    *AREAS,
    ("area", "Area"),
    ("value", "Value"),
    ("source", "Source"),
    ("dated", "Date"),
    (OUT, "Leave out"),
)
_AREA_WORDS: Final = {
    word: area
    for area, words in (
        ("ward_value", "ward|the ward|ward value|this ward|local|neighbourhood"),
        ("county_value", "county|county value|district|council|local authority|la|authority|unitary|borough|bucks"),
        ("national_value", "national|national value|england|uk|united kingdom|great britain|gb|country|nation|"
                           "england and wales|wales"),
    )
    for word in words.split("|")
}  # fmt: skip
_HEADINGS: Final = {
    word: target
    for target, words in (
        ("indicator", "indicator|measure|metric|name|indicator name|description|statistic|topic|variable"),
        ("unit", "unit|units|measured in|unit of measure"),
        ("area", "area|area name|geography|geography name|place|where|level|area type"),
        ("value", "value|figure|rate|result|percent|percentage|number"),
        ("source", "source|data source|from|publisher|dataset"),
        ("dated", "date|as at|as on|period|year|time period|dated|published"),
    )
    for word in words.split("|")
}  # fmt: skip
_LOOKED_AT: Final = 40  # rows in which headings are looked for


def area_of(words: str, ward: str, council: str) -> str:
    """The area that words mean: a field of a profile line, or "" for another place."""
    key = plain(words)
    if not key:
        return ""
    own, over = plain(ward), plain(council)
    trimmed = key.removesuffix(" ward").removesuffix(" value").removesuffix(" county")
    if key in _AREA_WORDS:
        return _AREA_WORDS[key]
    if trimmed and own and trimmed in (own, own.removesuffix(" ward")):
        return "ward_value"
    whole = over.removesuffix(" council")
    return "county_value" if whole and trimmed.removesuffix(" council") == whole else ""


def guess_header(sheet: Sheet, ward: str, council: str) -> int:
    """The row of headings: the one with the most names of columns and areas."""
    rows = range(min(len(sheet.rows), _LOOKED_AT))
    return max(rows, key=lambda at: (len(_known(sheet, at, ward, council)), -at), default=0)


def _known(sheet: Sheet, header: int, ward: str, council: str) -> set[str]:
    return {one for one in guess_columns(sheet, header, ward, council) if one != OUT}


def guess_sheet(file: TrackerFile, ward: str, council: str) -> int:
    """The sheet most like a profile; hidden and empty ones come last."""

    def likeness(at: int) -> tuple[bool, int, int]:
        sheet = file.sheets[at]
        known = len(_known(sheet, guess_header(sheet, ward, council), ward, council))
        return not sheet.hidden and len(sheet.rows) > 1, known, -at

    return max(range(len(file.sheets)), key=likeness, default=0)


def guess_columns(sheet: Sheet, header: int, ward: str, council: str) -> list[str]:
    """A target for each column; one that nothing fits is left out."""
    given: list[str] = []
    for words in headings(sheet, header):
        target = _HEADINGS.get(plain(words)) or area_of(words, ward, council)
        given.append(target if target and target not in given else OUT)
    if {"area", "value"} <= set(given):
        fields = {field for field, _ in AREAS}
        given = [OUT if one in fields else one for one in given]
    return given
