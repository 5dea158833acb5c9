"""Themes chart: one thing counted theme by theme, a bar for each, its name and number written at it."""

from __future__ import annotations

from ward_desk.service.counts.chart_figures import ThemeBar
from ward_desk.ui.charts.chart_area import Area, Spot
from ward_desk.ui.charts.chart_bars import THICK, Bar, bar_axes
from ward_desk.ui.charts.chart_data import Themes


def draw(area: Area, data: Themes) -> list[Spot]:
    """Draw the bars from the top down; gives what is said under the mouse."""
    axes, spots = bar_axes(area, [Bar(bar.name, bar.value, bar.words) for bar in data.bars])
    for at, bar in enumerate(data.bars):
        plain = bar.position is None
        axes.barh(at, bar.value, THICK, facecolor=_colour(area, bar), hatch="...." if plain else "",
                  edgecolor=area.look.colour("ink" if plain else "card"), linewidth=0.6)  # fmt: skip
    return spots


def _colour(area: Area, bar: ThemeBar) -> str:
    return area.look.colour("fill_grey" if bar.position is None else f"theme_{bar.position % 5 + 1}")
