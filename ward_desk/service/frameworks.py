"""Frameworks: the programmes a new document can belong to, read from `resources/frameworks/*.toml`.

A framework is data: themes or recommendations, wards, standard counts, the return calendar, the rating key
and thresholds. A third programme is one more file there and no code.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final, Literal

from ward_desk.core import choices, resources
from ward_desk.core.errors import KnownError
from ward_desk.service.toml_table import Table, WrongTable

Shape = Literal["themes", "recommendations"]

SHAPES: Final[choices.Choices] = (
    ("themes", "The plan hangs on themes"),
    ("recommendations", "The plan hangs on recommendations"),
)
RATING_CODES: Final = ("green", "amber", "red", "blue")  # blue is only the way "Complete" is drawn


@dataclass(frozen=True, slots=True)
class Paper:
    """A council paper the framework was taken from; `letter` is how its paragraphs are cited (B 4.3)."""

    letter: str
    title: str
    body: str
    date: date


@dataclass(frozen=True, slots=True)
class EarlierLabel:
    """What a theme was called before, and the paragraph that called it so."""

    label: str
    source: str


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme: the code stays, the label may change."""

    code: str
    label: str
    short_label: str
    source: str
    earlier_labels: tuple[EarlierLabel, ...]

    @property
    def earlier_words(self) -> str:
        """The earlier labels as a theme record keeps them: one a line, each with its paragraph."""
        return "\n".join(f"{earlier.label} ({earlier.source})" for earlier in self.earlier_labels)


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A recommendation in the paper's own words."""

    code: str
    term: str
    title: str
    source: str


@dataclass(frozen=True, slots=True)
class Ward:
    """A ward or area of the programme, and a prefix to suggest for its references."""

    ward: str
    town: str
    prefix: str


@dataclass(frozen=True, slots=True)
class StandardCount:
    """A count every ward of the programme keeps; field names and codes as in the activity count record."""

    code: str
    name: str
    definition: str
    unit: str
    kind: str
    level: str
    theme: str  # a theme's code, or "" when it belongs to no theme
    nature: str
    better: str
    frequency: str
    tolerance: float  # per cent
    source: str
    computed: str  # what its figures are worked out from, "" when they are typed
    computed_kind: str  # only events of this kind, "" for every kind
    leads_to: str  # the code of the count it should move (B 4.2), or ""


@dataclass(frozen=True, slots=True)
class RatingMeaning:
    """One line of the rating key printed in the return."""

    code: str
    label: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Report:
    """Somebody else the same data is reported to, and how often."""

    to: str
    every: str
    source: str


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Numbers the rules go by."""

    small_number: int
    stale_days: int
    due_soon_days: int
    progress_words: int
    horizon_words: int


@dataclass(frozen=True, slots=True)
class Framework:
    """One programme."""

    code: str
    title: str
    programme: str
    council: str
    shape: Shape
    place: str  # what it calls its places: "ward" or "area"
    year_start_month: int
    return_due_day: int  # of the month after the quarter ends
    papers: tuple[Paper, ...]
    themes: tuple[Theme, ...]
    recommendations: tuple[Recommendation, ...]
    wards: tuple[Ward, ...]
    counts: tuple[StandardCount, ...]
    rating_key: tuple[RatingMeaning, ...]
    reporting: tuple[Report, ...]
    thresholds: Thresholds


def available() -> tuple[Framework, ...]:
    """Every framework, by title. Raises KnownError when a file of theirs cannot be read."""
    return _read_all(resources.folder() / "frameworks")


def load(code: str) -> Framework:
    """The framework of that code. Raises KnownError when there is none, or its file cannot be read."""
    for framework in available():
        if framework.code == code:
            return framework
    raise KnownError(
        "framework.unknown",
        f"The programme framework “{code}” is not part of this version of Ward Desk.",
        "Nothing was changed.",
        "Install the version the document was made with, or a newer one.",
    )


@cache
def _read_all(folder: Path) -> tuple[Framework, ...]:
    found = [read(path) for path in sorted(folder.glob("*.toml"))]
    return tuple(sorted(found, key=lambda framework: framework.title))


def read(path: Path) -> Framework:
    """The framework in one file. Raises KnownError naming the file and what is wrong with it."""
    try:
        whole = Table(tomllib.loads(path.read_text(encoding="utf-8")), "")
        return _framework(whole)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, WrongTable) as error:
        raise KnownError(
            "framework.broken",
            f"The programme framework {path.name} cannot be read: {error}",
            "Your documents are untouched.",
            "Correct the file, or install Ward Desk again.",
        ) from error


def _framework(whole: Table) -> Framework:
    themes = whole.each("themes", _theme)
    recommendations = whole.each("recommendations", _recommendation, may_lack=True)
    _unique(whole, "themes", (theme.code for theme in themes))
    _unique(whole, "recommendations", (one.code for one in recommendations))
    theme_codes = {theme.code for theme in themes}
    shape = whole.choice("shape", SHAPES)
    if not (themes if shape == "themes" else recommendations):
        whole.wrong(f"“shape” is “{shape}”, but there are no {shape}.")
    counts = whole.each("counts", lambda row: _count(row, theme_codes))
    count_codes = {count.code for count in counts}
    for count in counts:
        if count.leads_to and (count.leads_to not in count_codes or count.leads_to == count.code):
            whole.wrong(f"“leads_to” of the count “{count.code}” is “{count.leads_to}”, which is no other count.")
    wards = whole.each("wards", lambda row: Ward(row.text("ward"), row.text("town"), _prefix(row)))
    key = whole.each("rating_key", _rating)
    if tuple(line.code for line in key) != RATING_CODES:
        whole.wrong(f"“rating_key” must give {', '.join(RATING_CODES)}, in that order.")
    _unique(whole, "counts", (count.code for count in counts))
    _unique(whole, "counts", (count.name for count in counts))
    _unique(whole, "wards", (ward.ward for ward in wards))
    _unique(whole, "wards", (ward.prefix for ward in wards))
    return Framework(
        code=whole.text("code"),
        title=whole.text("title"),
        programme=whole.text("programme"),
        council=whole.text("council"),
        shape="themes" if shape == "themes" else "recommendations",
        place=whole.text("place"),
        year_start_month=whole.whole("year_start_month", 1, 12),
        return_due_day=whole.table("returns").whole("due_day", 1, 28),
        papers=whole.each("papers", _paper),
        themes=themes,
        recommendations=recommendations,
        wards=wards,
        counts=counts,
        rating_key=key,
        reporting=whole.each("reporting", lambda row: Report(row.text("to"), row.text("every"), row.text("source"))),
        thresholds=_thresholds(whole.table("thresholds")),
    )


def _unique(whole: Table, key: str, values: Iterable[str]) -> None:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            whole.wrong(f"“{key}” has “{value}” twice.")
        seen.add(value)


def _paper(row: Table) -> Paper:
    written: date = row.take("date", date, "a date such as 2023-11-14")
    return Paper(row.text("letter"), row.text("title"), row.text("body"), written)


def _theme(row: Table) -> Theme:
    earlier = row.each("earlier_labels", lambda line: EarlierLabel(line.text("label"), line.text("source")))
    return Theme(row.text("code"), row.text("label"), row.text("short_label"), row.text("source"), earlier)


def _recommendation(row: Table) -> Recommendation:
    return Recommendation(row.text("code"), row.choice("term", choices.TERMS), row.text("title"), row.text("source"))


def _prefix(row: Table) -> str:
    prefix = row.text("prefix")
    if not (len(prefix) == 3 and prefix.isascii() and prefix.isalpha() and prefix.isupper()):
        row.wrong(f"“prefix” is “{prefix}”; it must be three capital letters.")
    return prefix


def _rating(row: Table) -> RatingMeaning:
    return RatingMeaning(row.text("code"), row.text("label"), row.text("meaning"))


def _count(row: Table, theme_codes: set[str]) -> StandardCount:
    theme = row.text("theme", empty=True)
    if theme and theme not in theme_codes:
        row.wrong(f"“theme” is “{theme}”, which is not the code of a theme.")
    tolerance = float(row.take("tolerance", (int, float), "a number of per cent"))
    if not 0 <= tolerance <= 100:
        row.wrong("“tolerance” must be from 0 to 100.")
    return StandardCount(
        code=row.text("code"),
        name=row.text("name"),
        definition=row.text("definition"),
        unit=row.text("unit"),
        kind=row.choice("kind", choices.COUNT_KINDS),
        level=row.choice("level", choices.LEVELS),
        theme=theme,
        nature=row.choice("nature", choices.NATURES),
        better=row.choice("better", choices.BETTER),
        frequency=row.choice("frequency", choices.FREQUENCIES),
        tolerance=tolerance,
        source=row.text("source"),
        computed=row.choice("computed", choices.COMPUTED, may_lack=True),
        computed_kind=row.choice("computed_kind", choices.EVENT_KINDS, may_lack=True),
        leads_to=row.text("leads_to") if "leads_to" in row.values else "",
    )


def _thresholds(row: Table) -> Thresholds:
    return Thresholds(
        small_number=row.whole("small_number", 3, 20),
        stale_days=row.whole("stale_days", 1, 366),
        due_soon_days=row.whole("due_soon_days", 1, 366),
        progress_words=row.whole("progress_words", 1, 2000),
        horizon_words=row.whole("horizon_words", 1, 2000),
    )
