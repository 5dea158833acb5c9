"""Chart data: what a picture shows, with its title, its numbers as a table and its marks explained. No drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from ward_desk.core import privacy
from ward_desk.core.choices import ATTENDANCE_GROUPS, RESIDENT_GROUPS, label
from ward_desk.core.small_numbers import HIDDEN
from ward_desk.service.counts.chart_figures import MonthOfEvents, Point, ThemeBar, Trend
from ward_desk.ui.charts.survey_parts import Answers, ScaleAnswers

MADE_UP: Final = "Some of these figures are illustrative: made up to show how it works."
GROUP_NAMES: Final = tuple(label(ATTENDANCE_GROUPS, group) for group in RESIDENT_GROUPS)


class Months(NamedTuple):
    """Attendance month by month."""

    months: tuple[MonthOfEvents, ...]


class Themes(NamedTuple):
    """Bars by theme."""

    bars: tuple[ThemeBar, ...]


class Trends(NamedTuple):
    """Many counts side by side."""

    trends: tuple[Trend, ...]


Data = Trend | Months | Themes | Trends | Answers | ScaleAnswers


@dataclass(frozen=True)
class Chart:
    """One picture. `heads` and `rows` are its numbers in words; the first column names the row."""

    title: str
    under: str  # what is measured, over what time
    data: Data
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    marks: tuple[str, ...]  # the marks it uses, explained
    source: str = ""
    notes: tuple[str, ...] = ()
    empty: str = ""  # said in place of a picture with nothing in it

    @property
    def said(self) -> str:
        """The picture in words, for who can't see it."""
        numbers = (
            f"{row[0]}: " + ", ".join(f"{head} {cell}" if len(row) > 2 else cell
                                      for head, cell in zip(self.heads[1:], row[1:], strict=True) if cell)
            for row in self.rows
        )  # fmt: skip
        return f"{self.title}. {self.under}. {self.empty or '. '.join(numbers)}."

    @property
    def as_text(self) -> str:
        """The numbers as a table a spreadsheet takes: tabs and line ends."""
        lines = (self.heads, *self.rows)
        return "\n".join("\t".join(" ".join(cell.split()) for cell in line) for line in lines)


def of_trend(trend: Trend) -> Chart:
    """A count over time."""
    rows = []
    for place, point in enumerate(trend.points):
        last_year = (trend.before[place].said,) if trend.before else ()
        rows.append((point.name, point.said, *last_year))
    rows += [(level.words.split(" ", 1)[0].capitalize(), level.words.split(" ", 1)[1], *([""] if trend.before else []))
             for level in (trend.baseline, trend.target) if level]  # fmt: skip
    known = any(point.value is not None for point in (*trend.points, *trend.before))
    heads = ("Period", trend.span, *([trend.before_span] if trend.before else []))
    unit = trend.unit[:1].upper() + trend.unit[1:]
    return Chart(
        trend.name, ", ".join(filter(None, (unit, trend.span))), trend, heads, tuple(rows), _marks(trend),
        privacy.redact_all(trend.source), (MADE_UP,) if trend.illustrative else (),
        "" if known else f"No figure yet for {trend.span}",
    )  # fmt: skip


def _marks(trend: Trend) -> tuple[str, ...]:
    points = (*trend.points, *trend.before)
    precisions = {point.precision for point in points if point.value is not None}
    now = trend.points
    broken = any(point.value is None for point in _inside(now))
    asked = (
        ("about" in precisions, "○ about"),
        ("at_least" in precisions, "△ at least"),
        ("mixed" in precisions, "◇ about, or more"),
        (any(point.provisional for point in points), "p provisional"),
        (any(point.revised for point in points), "r revised since a return was sent"),
        (any(point.missing for point in now), "shaded: figure missing"),
        (any(point.unavailable for point in now), "n/a not available"),
        (trend.closer, "the scale does not begin at 0"),
        (broken, "a gap: no figure, which is not zero"),
    )
    return tuple(words for used, words in asked if used)


def _inside(points: Sequence[Point]) -> Sequence[Point]:
    """The points between the first and the last that are known."""
    known = [place for place, point in enumerate(points) if point.value is not None]
    return points[known[0] : known[-1]] if known else ()


def of_attendance(months: Sequence[MonthOfEvents], span: str, *, illustrative: bool = False) -> Chart:
    """Residents at events month by month."""
    rows = tuple(
        (
            month.name, *(month.group_words(place) for place in range(len(GROUP_NAMES))), month.total_words,
            f"{month.events}" + (f" ({month.waiting} without attendance)" if month.waiting else ""),
        )
        for month in months
    )  # fmt: skip
    precisions = {month.precision for month in months if month.total is not None}
    asked = (
        ("about" in precisions, "≈ about"),
        ("at_least" in precisions, "+ at least"),
        ("mixed" in precisions, "≈ + about, or more"),
        (any(month.waiting for month in months), "* an event without attendance"),
        (any(any(month.hidden) or month.total_hidden for month in months), f"{HIDDEN} small numbers are not shown"),
    )
    return Chart(
        "Residents at events, by month", f"Attendances at events held, {span}", Months(tuple(months)),
        ("Month", *GROUP_NAMES, "Residents", "Events held"), rows, tuple(words for used, words in asked if used),
        "Events of the ward", (MADE_UP,) if illustrative else (),
        "" if any(month.events for month in months) else f"No event held in {span}",
    )  # fmt: skip


def of_themes(bars: Sequence[ThemeBar], what: str, span: str, *, illustrative: bool = False) -> Chart:
    """One thing counted theme by theme; `what` as people read it: "Events held"."""
    return Chart(
        f"{what}, by theme", f"{span}. What has two themes counts in both", Themes(tuple(bars)), ("Theme", what),
        tuple((bar.name, bar.words) for bar in bars), (), "Records of the ward", (MADE_UP,) if illustrative else (),
        "" if any(bar.value for bar in bars) else f"Nothing in {span} yet",
    )  # fmt: skip


def of_trends(trends: Sequence[Trend], left_out: int = 0) -> Chart:
    """Many counts on one page, each on its own scale."""
    span = trends[0].span if trends else ""
    rows = tuple((trend.name, trend.latest, trend.unit) for trend in trends)
    lines = (
        (any(trend.target for trend in trends), "dashed: target"),
        (any(trend.baseline for trend in trends), "dotted: baseline"),
        (any(trend.before for trend in trends), "lighter: the year before"),
    )
    used = dict.fromkeys(mark for trend in trends for mark in _marks(trend))
    marks = (*(words for drawn, words in lines if drawn), *used)
    notes = [MADE_UP] if any(trend.illustrative for trend in trends) else []
    notes += (
        [f"{left_out} more {'count is' if left_out == 1 else 'counts are'} not in the picture."] if left_out else []
    )
    return Chart(
        "Activity counts", f"{span}, each on its own scale", Trends(tuple(trends)), ("Count", "Latest", "Unit"), rows,
        marks, "Figures of the ward", tuple(notes), "" if trends else "No counts to show",
    )  # fmt: skip
