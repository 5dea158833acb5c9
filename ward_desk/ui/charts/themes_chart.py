"""Themes chart: one thing counted theme by theme, a bar for each, its name and number written at it."""

from __future__ import annotations

from ward_desk.service.counts.chart_figures import ThemeBar
from ward_desk.ui.charts.chart_area import Area, Spot
from ward_desk.ui.charts.chart_data import Themes


def draw(area: Area, data: Themes) -> list[Spot]:
    """Draw the bars from the top down; gives what is said under the mouse."""
    look, bars = area.look, data.bars
    names = [area.elided(bar.name, area.width * 0.42) for bar in bars]
    left = max(map(area.wide, names), default=0) + 10
    right = max((area.wide(bar.words, bold=True) for bar in bars), default=0) + 12
    axes = area.axes(left, 4, right, 4)
    axes.spines["bottom"].set_visible(False)
    axes.axvline(0, color=look.colour("field_line"), linewidth=1)
    count = len(bars)
    axes.set_ylim(count - 0.5, -0.5)
    axes.set_xlim(0, max([bar.value for bar in bars] + [1]))
    axes.set_xticks([])
    axes.set_yticks(range(count), names)
    for label in axes.get_yticklabels():
        label.set_color(look.colour("ink"))
    for at, bar in enumerate(bars):
        plain = bar.position is None
        axes.barh(at, bar.value, 0.62, facecolor=_colour(area, bar), hatch="...." if plain else "",
                  edgecolor=look.colour("ink" if plain else "card"), linewidth=0.6)  # fmt: skip
        axes.annotate(bar.words, (bar.value, at), (6, 0), textcoords="offset points", va="center",
                      color=look.colour("ink"), fontsize=look.size, fontweight="bold",
                      annotation_clip=False)  # fmt: skip
    return [
        area.spot(axes, (-left / area.width, 1), (1 - (at + 1) / count, 1 - at / count), f"{bar.name}: {bar.words}")
        for at, bar in enumerate(bars)
    ]


def _colour(area: Area, bar: ThemeBar) -> str:
    return area.look.colour("fill_grey" if bar.position is None else f"theme_{bar.position % 5 + 1}")
