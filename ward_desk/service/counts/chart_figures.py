"""Chart figures: the numbers of every picture, each with its words, for the screen and for whoever gets the picture.

How figures add up is in `service.figures`; what a picture may show to whom follows the return (model.md, Privacy).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import floor
from typing import Final

from ward_desk.core import small_numbers, sums
from ward_desk.core.choices import RESIDENT_GROUPS
from ward_desk.core.fields import number, text, whole
from ward_desk.core.periods import Month, Quarter
from ward_desk.core.records import Row
from ward_desk.core.typed import show_count
from ward_desk.service.counts import figures
from ward_desk.service.counts.figure_words import amount
from ward_desk.service.counts.figures import CountView, Period
from ward_desk.service.document import Document
from ward_desk.store import chart_figures as stored
from ward_desk.store import sharing

NONE: Final = "–"
CLOSER_FROM: Final = 0.5  # of the highest; figures of a share or a score all above it are looked at closer
NO_THEME: Final = "No theme"
THEME_MEASURES: Final = (
    ("residents", "Residents engaged"),
    ("events", "Events held"),
    ("feedback", "Feedback heard"),
    ("actions", "Actions under way"),
)


@dataclass(frozen=True)
class Point:
    """One month or quarter of a count. `value` is None when there is no figure, which is not zero."""

    name: str  # "Dec 2023"
    caption: str  # "Dec"
    value: float | None
    words: str  # "about 50"; a dash for none
    precision: str = "exact"
    provisional: bool = False
    revised: bool = False
    from_events: bool = False
    unavailable: bool = False  # somebody said there is none
    missing: bool = False  # wanted by now, and nobody said anything
    waiting: int = 0  # events of it with nobody counted

    @property
    def said(self) -> str:
        """Its figure and everything that has to be known of it: "about 50, provisional"."""
        facts = [
            self.words if self.value is not None else "",
            "provisional" if self.provisional else "",
            "revised" if self.revised else "",
            "from events" if self.from_events else "",
            "not available" if self.unavailable else "",
            "missing" if self.missing else "",
            f"{self.waiting} {'event' if self.waiting == 1 else 'events'} without attendance" if self.waiting else "",
        ]
        return ", ".join(filter(None, facts)) or NONE


@dataclass(frozen=True)
class Level:
    """A baseline or a target as a line across a trend: in the unit of one month or quarter."""

    value: float
    words: str  # "target 100 a month"


@dataclass(frozen=True)
class Trend:
    """A count over time, oldest first. `before` are the same periods of the year before; empty when none is known."""

    count: str
    name: str
    unit: str
    points: tuple[Point, ...]
    before: tuple[Point, ...]
    span: str  # "2023-24"
    before_span: str
    baseline: Level | None
    target: Level | None
    from_zero: bool  # an amount of things begins at nought; a share or a score may be looked at closer
    latest: str  # "Nov 2023: 58"
    rating: str
    source: str
    sharing: str
    illustrative: bool

    @property
    def range(self) -> tuple[float, float]:
        """The least and the most its axis has to hold: from nought, unless that would hide what there is to see."""
        known = [one.value for one in (*self.points, *self.before) if one.value is not None]
        known += [level.value for level in (self.baseline, self.target) if level]
        low, high = min(known, default=0), max(known, default=1)
        if not self.closer:
            low, high = min(low, 0), max(high, 0)
        return low, high if high > low else low + 1

    @property
    def closer(self) -> bool:
        """Whether its axis does not begin at nought: a share or a score whose figures are all far above it."""
        known = [one.value for one in (*self.points, *self.before) if one.value is not None]
        known += [level.value for level in (self.baseline, self.target) if level]
        return not self.from_zero and bool(known) and min(known) > CLOSER_FROM * max(known)


@dataclass(frozen=True)
class MonthOfEvents:
    """Who came to the events of one month; a group of None was not counted, which is not zero."""

    name: str
    caption: str
    events: int
    groups: tuple[int | None, ...]  # in the order of `choices.RESIDENT_GROUPS`
    hidden: tuple[bool, ...]  # kept back as small numbers of people
    total: int | None
    total_hidden: bool
    precision: str
    waiting: int

    @property
    def total_words(self) -> str:
        """All residents of the month: "about 50", "[c]" when kept back, a dash when nobody was counted."""
        if self.total_hidden:
            return small_numbers.HIDDEN
        return NONE if self.total is None else show_count(self.total, self.precision)

    def group_words(self, place: int) -> str:
        """One group: its number, "[c]" when kept back, a dash when it was not counted."""
        if self.hidden[place]:
            return small_numbers.HIDDEN
        count = self.groups[place]
        return NONE if count is None else f"{count:,}"


@dataclass(frozen=True)
class ThemeBar:
    """What was counted of one theme; `position` is its place in the programme, None for no theme."""

    name: str
    position: int | None
    value: int
    words: str


def per_period(view: CountView) -> str:
    """The period one figure of a count is for: "month" or "quarter"."""
    return "quarter" if view.by_quarter else "month"


def trend(view: CountView, today: date, *, years: int = 1) -> Trend:
    """A count over the financial year of its view, or over that and the one before for two `years`.

    Of a flow the yearly baseline and target are divided over its periods (model.md, Against target).
    """
    count = view.count
    now, last_year = _periods(view, view.quarter.fy_start_year), _periods(view, view.quarter.fy_start_year - 1)
    points = [_point(view, period, today) for period in now]
    before = [_point(view, period, today) for period in last_year]
    known = any(point.value is not None for point in before)
    year, year_before = view.quarter.year_label, view.quarter.same_last_year.year_label
    if years == 2:
        points, before, span = [*before, *points], [], f"{year_before} and {year}"
    else:
        span, before = year, before if known else []
    latest = next((point for point in reversed(points) if point.value is not None), None)
    return Trend(
        text(count, "id"), text(count, "name") or "(no name)", text(count, "unit"), tuple(points), tuple(before),
        span, year_before, _level(view, "baseline"), _level(view, "target"),
        from_zero=view.nature in ("flow", "people", "stock"),
        latest=f"{latest.name}: {latest.words}" if latest else "No figure yet",
        rating=view.rating or "", source=_source(view), sharing=text(count, "sharing"),
        illustrative=bool(count["illustrative"]),
    )  # fmt: skip


def _periods(view: CountView, fy_start_year: int) -> Sequence[Period]:
    year = Quarter(fy_start_year, 4, view.quarter.start_month)
    return year.quarters_to_date if view.by_quarter else year.year_to_date


def _point(view: CountView, period: Period, today: date) -> Point:
    cell = view.cell(period)
    value = cell.total.value
    said = value is not None or cell.unavailable
    return Point(
        name=figures.label(period),
        caption=period.name[:3] if isinstance(period, Month) else f"Q{period.number}",
        value=value,
        words=amount(value, view.count, cell.total.precision) or NONE,
        precision=cell.total.precision,
        provisional="[p]" in cell.marks,
        revised="[r]" in cell.marks,
        from_events=bool(cell.from_events) and value is not None,
        unavailable=value is None and bool(cell.unavailable),
        missing=not said and figures.wanted(period, today) and _kept_since(view, period),
        waiting=sum(whole(row, "waiting") or 0 for row in cell.rows if "waiting" in row),
    )


def _kept_since(view: CountView, period: Period) -> bool:
    """Whether the count was kept by then: a gap before its first figure is no gap."""
    first = min((key for key in view.keys if len(key) == len(period.key)), default="")
    return bool(first) and first < period.key


def _level(view: CountView, name: str) -> Level | None:
    value = number(view.count, name)
    if value is None:
        return None
    if view.nature != "flow":
        return Level(value, f"{name} {amount(value, view.count)}")
    if not value:
        return None  # nought a year is the axis itself
    share = sums.share_due("flow", value, 3 if view.by_quarter else 1)
    shown = amount(round(share, 1) if share < 10 else floor(share + 0.5), view.count)
    return Level(share, f"{name} {shown} a {per_period(view)}")


def _source(view: CountView) -> str:
    if any(row.get("computed") for key in view.keys for row in view.rows(key)):
        return "Events of the ward"
    return text(view.count, "source").rstrip(".")


def kept_back(doc: Document, counts: Sequence[str], audience: str) -> set[str]:
    """Which of these counts an audience may not see, by their sharing mark."""
    return sharing.kept_back(doc.store, "activity_count", counts, audience)


def year_span(fy_start_year: int, start_month: int) -> tuple[str, str]:
    """The first and last day of a financial year, as ISO dates."""
    year = Quarter(fy_start_year, 4, start_month)
    return year.year_to_date[0].first.isoformat(), year.last.isoformat()


def years_of_events(doc: Document, start_month: int) -> tuple[int, int]:
    """The years in which the first and the last financial year begin that there is an event in; this one counts."""
    now = Quarter.of(doc.today, start_month).fy_start_year
    days = [Quarter.of(date.fromisoformat(day), start_month).fy_start_year for day in stored.span(doc.store)]
    return min([now, *days]), max([now, *days])


def has_themes(doc: Document) -> bool:
    """Whether the programme has themes; a plan may hang on recommendations instead."""
    return bool(stored.themes(doc.store))


def attendance(
    doc: Document, months: Sequence[Month], audience: str = "", *, mask: bool = False
) -> list[MonthOfEvents]:
    """Residents at the events held in each of some months in a row, and how many events that was.

    `audience` leaves out events its members may not see. With `mask` small numbers are kept back, with the fewest
    others that would give them away: ages are a personal characteristic (model.md, Privacy).
    """
    first, last = months[0].first.isoformat(), months[-1].last.isoformat()
    events = {text(row, "month"): row for row in stored.events_by_month(doc.store, first, last, audience)}
    came: dict[str, dict[str, Row]] = {}
    for row in stored.residents_by_month(doc.store, first, last, audience):
        came.setdefault(text(row, "month"), {})[text(row, "grouping")] = row
    table = [[_whole(came.get(month.key, {}).get(group)) for group in RESIDENT_GROUPS] for month in months]
    shown = small_numbers.hide_table(table, _threshold(doc)) if mask else None
    made = []
    for place, month in enumerate(months):
        held, groups = events.get(month.key), table[place]
        precisions = (text(row, "precision") for row in came.get(month.key, {}).values())
        made.append(
            MonthOfEvents(
                month.label, month.name[:3], _whole(held, "events") or 0, tuple(groups),
                shown.cells[place] if shown else (False,) * len(groups), _total(groups),
                shown.row_totals[place] if shown else False, sums.join_precision(precisions),
                _whole(held, "waiting") or 0,
            )
        )  # fmt: skip
    return made


def illustrative(doc: Document, first: str, last: str) -> bool:
    """Whether something of the events held from day `first` to `last` is made up to show how it works."""
    return stored.illustrative(doc.store, first, last)


def by_theme(doc: Document, what: str, first: str, last: str, audience: str = "") -> list[ThemeBar]:
    """What was counted (a key of THEME_MEASURES) from day `first` to `last`, a bar for each theme of the programme,
    and one for what has none. What has two themes counts in both."""
    found = {row["theme"]: row for row in stored.by_theme(doc.store, what, first, last, audience)}
    themes = stored.themes(doc.store)
    bars = [_bar(text(theme, "label"), place, found.get(theme["id"])) for place, theme in enumerate(themes)]
    return [*bars, *([_bar(NO_THEME, None, found[None])] if None in found else [])]


def _bar(name: str, position: int | None, row: Row | None) -> ThemeBar:
    value = _whole(row) or 0
    return ThemeBar(name, position, value, show_count(value, text(row, "precision") if row else "exact"))


def _threshold(doc: Document) -> int:
    return max(int(number(doc.partnership, "small_number") or small_numbers.THRESHOLD), 2)


def _whole(row: Row | None, name: str = "number") -> int | None:
    value = row[name] if row else None
    return value if isinstance(value, int) else None


def _total(groups: Iterable[int | None]) -> int | None:
    known = [one for one in groups if one is not None]
    return sum(known) if known else None
