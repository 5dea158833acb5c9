"""Trends chart: many counts on one page, each small and on its own scale, over the same months."""

from __future__ import annotations

from typing import Final

from ward_desk.service.counts.chart_figures import Trend
from ward_desk.ui import marks
from ward_desk.ui.charts import trend_chart
from ward_desk.ui.charts.chart_area import Area, Spot
from ward_desk.ui.charts.chart_data import Trends

ACROSS: Final = 3
TALL: Final = 150.0  # px of one count on paper


def draw(area: Area, data: Trends) -> list[Spot]:
    """Draw all of them, in rows; gives what is said under the mouse."""
    many = data.trends
    down = -(-len(many) // ACROSS)
    across = min(ACROSS, len(many))
    parts = area.figure.add_gridspec(down, across, left=0, right=1, bottom=0, top=1, wspace=0, hspace=0)
    spots = []
    for at, trend in enumerate(many):
        one = Area(area.figure.add_subfigure(parts[at // across, at % across]), area.look)
        _heading(one, trend)
        draw_small(one, trend, one.line * 2.7)
        spots.append(
            Spot(at % across / across, at // across / down, 1 / across, 1 / down, f"{trend.name}. {trend.latest}")
        )
    return spots


def draw_small(area: Area, trend: Trend, top: float = 6) -> list[Spot]:
    """One count without its words: two numbers of its own scale, and the first and last of the shared months."""
    floor, high, ticks = trend_chart.scale(trend, 2)
    look = area.look
    words = [trend_chart.tick_words(tick, trend) for tick in (ticks[0], ticks[-1])]
    axes = area.axes(max(map(area.wide, words)) + 8, top, 12, area.line * 1.6)
    trend_chart.plot(axes, trend, look, floor, high)
    axes.set_yticks([ticks[0], ticks[-1]], words)
    axes.grid(axis="y", color=look.colour("track"), linewidth=0.9)
    last = len(trend.points) - 1
    area.captions(axes, (0, last), (trend.points[0].caption, trend.points[last].caption))
    first, end = axes.get_xticklabels()
    first.set_horizontalalignment("left")
    end.set_horizontalalignment("right")
    return []


def _heading(area: Area, trend: Trend) -> None:
    rating = marks.mark(trend.rating)
    under = ", ".join(filter(None, (trend.latest, rating.words if rating else "")))
    for place, (words, bold, role) in enumerate(((trend.name, True, "ink"), (under, False, "soft"))):
        area.figure.text(4 / area.width, 1 - area.line * (0.7 + 0.95 * place) / area.height,
                         area.elided(words, area.width - 16, bold=bold), va="center", fontsize=area.look.size,
                         fontweight="bold" if bold else "normal", color=area.look.colour(role))  # fmt: skip
