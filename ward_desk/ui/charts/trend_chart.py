"""Trend chart: a count over time with its baseline, its target and the year before; a missing month is a gap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from matplotlib.axes import Axes

from ward_desk.service.counts.chart_figures import NONE, Level, Point, Trend
from ward_desk.ui.charts.chart_area import Area, Spot, apart, steps
from ward_desk.ui.charts.chart_look import Look

# How sure a figure is by the shape of its mark; every one but the exact is hollow.
MARKS: Final = {"exact": "o", "about": "o", "at_least": "^", "mixed": "D"}
# Told apart in grey: by the kind of line, never by colour alone.
LINES: Final = {"now": "-", "provisional": (0, (3, 2)), "before": "-", "baseline": (0, (1, 2)), "target": (0, (5, 3))}
ROLES: Final = {"now": "accent", "before": "grey", "baseline": "soft", "target": "amber_ink"}


def draw(area: Area, trend: Trend) -> list[Spot]:
    """Draw a count over time; gives what is said under the mouse, month by month."""
    look = area.look
    floor, top, ticks = scale(trend, max(2, min(5, int(area.height / (area.line * 2.6)))))
    numbers = [tick_words(tick, trend) for tick in ticks]
    beside = _beside(trend)
    right = max((area.wide(line) for _, words, _ in beside for line in words.split("\n")), default=0)
    two_years = len(trend.points) in (24, 8)
    axes = area.axes(
        max(map(area.wide, numbers), default=0) + 8, area.line * 1.5, right + (14 if right else 8),
        area.line * (2.9 if two_years else 1.7),
    )  # fmt: skip
    plot(axes, trend, look, floor, top)
    axes.set_yticks(ticks, numbers)
    axes.grid(axis="y", color=look.colour("track"), linewidth=0.9)
    axes.set_axisbelow(True)
    _captions(area, axes, trend, two_years=two_years)
    _label_latest(area, axes, trend)
    _label_levels(area, axes, beside)
    count = len(trend.points)
    return [
        area.spot(axes, (place / count, (place + 1) / count), (0, 1), _words(trend, place))
        for place in range(count)
    ]  # fmt: skip


def _words(trend: Trend, place: int) -> str:
    point = trend.points[place]
    before = trend.before[place] if trend.before else None
    return f"{point.name}: {point.said}" + (f"\n{before.name}: {before.said}" if before else "")


def scale(trend: Trend, most: int) -> tuple[float, float, list[float]]:
    """The bottom and the top of a trend's axis, and where numbers stand on it: about `most`, and at least two."""
    low, high = trend.range
    if trend.closer:
        low -= 0.2 * (high - low)
    whole = all(float(point.value or 0).is_integer() for point in (*trend.points, *trend.before))
    found = steps(low, high, most, whole=whole)
    inside = [tick for tick in found if low <= tick <= high]
    if len(inside) < 2:
        inside = found
    return min(low, inside[0]), max(high, inside[-1]), inside


def plot(axes: Axes, trend: Trend, look: Look, floor: float, top: float) -> None:
    """The lines and marks of a trend on some axes, with no words but those on a point."""
    count = len(trend.points)
    axes.set_xlim(-0.5, count - 0.5)
    room = (top - floor) * 0.04
    axes.set_ylim(floor - (0 if floor == 0 else room), top + room)
    if floor < 0 <= top:  # the line below is not nought then
        axes.spines["bottom"].set_visible(False)
        axes.axhline(0, color=look.colour("soft"), linewidth=1, zorder=1.5)
    _shade_missing(axes, trend.points, look)
    for name, level in (("baseline", trend.baseline), ("target", trend.target)):
        if level is not None:
            axes.axhline(level.value, color=look.colour(ROLES[name]), linestyle=LINES[name], linewidth=1.4, zorder=2)
    _line(axes, trend.before, look, "before", 1.2, zorder=2.5)
    _line(axes, trend.points, look, "now", 2.2, zorder=4)
    size = look.size * (0.5 if len(trend.points) <= 12 else 0.38)
    _marks(axes, trend.before, look, "before", size, zorder=2.6)
    _marks(axes, trend.points, look, "now", size, zorder=5)
    for points in (trend.before, trend.points):
        _letters(axes, points, look)


def _line(axes: Axes, points: Sequence[Point], look: Look, name: str, width: float, zorder: float) -> None:
    for run, kind in _runs(points, name):
        axes.plot(
            run, [points[at].value or 0 for at in run], color=look.colour(ROLES[name]), linestyle=LINES[kind],
            linewidth=width, solid_capstyle="round", zorder=zorder,
        )  # fmt: skip


def _runs(points: Sequence[Point], name: str) -> Iterator[tuple[list[int], str]]:
    """Known points in a row, with the kind of line that joins them: none goes over a gap, and one to a provisional
    figure is broken in either year."""
    run: list[int] = []
    kind = name
    for at in range(1, len(points)):
        joined = points[at - 1].value is not None and points[at].value is not None
        now = "provisional" if points[at].provisional else name
        if run and not (joined and now == kind):
            yield run, kind
            run = []
        if joined:
            run, kind = [*(run or [at - 1]), at], now
    if run:
        yield run, kind


def _marks(axes: Axes, points: Sequence[Point], look: Look, name: str, size: float, zorder: float) -> None:
    """How sure each figure is, by the shape of its mark."""
    ink, card = look.colour(ROLES[name]), look.colour("card")
    exact = 1 if name == "now" else 0.6
    for precision, marker in MARKS.items():
        some = [
            (at, one.value) for at, one in enumerate(points) if one.value is not None and one.precision == precision
        ]
        if some:
            axes.plot(
                [at for at, _ in some], [value for _, value in some], linestyle="none", marker=marker,
                markersize=size * (exact if precision == "exact" else 1.25), color=ink, markeredgewidth=1.4,
                markerfacecolor=ink if precision == "exact" else card, zorder=zorder, clip_on=False,
            )  # fmt: skip


def _letters(axes: Axes, points: Sequence[Point], look: Look) -> None:
    """What is provisional or revised, said at its point."""
    for at, one in enumerate(points):
        letters = "".join(letter for letter, so in (("p", one.provisional), ("r", one.revised)) if so)
        if letters and one.value is not None:
            axes.annotate(letters, (at, one.value), (0, -look.size * 0.7), textcoords="offset points", ha="center",
                          va="top", color=look.colour("soft"), fontsize=look.size * 0.9, zorder=6)  # fmt: skip


def _shade_missing(axes: Axes, points: Sequence[Point], look: Look) -> None:
    for at, one in enumerate(points):
        if one.missing:
            axes.axvspan(at - 0.5, at + 0.5, facecolor=look.colour("amber_ground"), hatch="//",
                         edgecolor=look.colour("amber_line"), linewidth=0, zorder=0.5)  # fmt: skip
        if one.missing or one.unavailable:
            axes.annotate("n/a" if one.unavailable else NONE, (at, 0), (0, 3), xycoords=("data", "axes fraction"),
                          textcoords="offset points", ha="center", va="bottom", color=look.colour("soft"),
                          fontsize=look.size * 0.9, zorder=6,
                          bbox={"facecolor": look.colour("card"), "edgecolor": "none", "pad": 1})  # fmt: skip


def tick_words(value: float, trend: Trend) -> str:
    """A number on the axis: "1,200", "40%"."""
    per_cent = "%" if trend.unit == "%" else ""
    return f"{'£' if trend.unit == '£' else ''}{value:,.10g}{per_cent}"


def _beside(trend: Trend) -> list[tuple[float, str, str]]:
    """(height, words, colour role) of what is written at the right, at its line."""
    found = [
        (level.value, _two_lines(level), ROLES[name])
        for name, level in (("baseline", trend.baseline), ("target", trend.target))
        if level
    ]
    last = next((point.value for point in reversed(trend.before) if point.value is not None), None)
    if last is not None:
        found.append((last, trend.before_span, "soft"))
    return sorted(found)


def _two_lines(level: Level) -> str:
    return level.words.replace(" ", "\n", 1) if len(level.words) > 14 else level.words


def _label_levels(area: Area, axes: Axes, beside: Sequence[tuple[float, str, str]]) -> None:
    tall = axes.get_position().height * area.height
    low, high = axes.get_ylim()
    unit = tall / (high - low)
    heights = [area.line * 0.95 * len(words.split("\n")) for _, words, _ in beside]
    places = apart([(value - low) * unit for value, _, _ in beside], heights, tall)
    count = axes.get_xlim()[1]
    for (_, words, role), place in zip(beside, places, strict=True):
        axes.annotate(words, (count, low + place / unit), (8, 0), textcoords="offset points", va="center", ha="left",
                      color=area.look.colour(role), fontsize=area.look.size, linespacing=1.1,
                      annotation_clip=False)  # fmt: skip


def _label_latest(area: Area, axes: Axes, trend: Trend) -> None:
    at, point = next(
        ((at, one) for at, one in reversed(list(enumerate(trend.points))) if one.value is not None), (0, None)
    )
    if point is None or point.value is None:
        return
    half = area.wide(point.words, bold=True) / 2
    step = axes.get_position().width * area.width / len(trend.points)
    over = (at + 0.5) * step + half - len(trend.points) * step
    axes.annotate(
        point.words, (at, point.value), (-max(0.0, over), area.look.size * 0.6), textcoords="offset points",
        ha="center", va="bottom", color=area.look.colour("ink"), fontsize=area.look.size, fontweight="bold", zorder=7,
        bbox={"facecolor": area.look.colour("card"), "edgecolor": "none", "pad": 1, "alpha": 0.8},
        annotation_clip=False,
    )  # fmt: skip


def _captions(area: Area, axes: Axes, trend: Trend, *, two_years: bool) -> None:
    count = len(trend.points)
    step = axes.get_position().width * area.width / count
    captions = [point.caption for point in trend.points]
    widest = max(map(area.wide, captions)) + 4
    every = next((n for n in (1, 3, 6) if n * step >= widest), 6)
    if every > 1 and count == 12 and step >= area.wide("M") + 2:
        captions, every = [words[:1] for words in captions], 1
    area.captions(axes, range(0, count, every), captions[::every])
    if two_years:
        half = count / 2
        axes.axvline(half - 0.5, color=area.look.colour("field_line"), linewidth=0.8, zorder=1)
        for place, words in ((half / 2 - 0.5, trend.before_span), (half * 1.5 - 0.5, trend.span.rpartition(" ")[2])):
            axes.annotate(words, (place, 0), (0, -area.line * 1.7), xycoords=("data", "axes fraction"),
                          textcoords="offset points", ha="center", va="top", color=area.look.colour("soft"),
                          fontsize=area.look.size, annotation_clip=False)  # fmt: skip
