"""Chart bars: what every chart of bars from the top down has: the names at their left, the numbers at their ends.
Imports matplotlib."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from matplotlib.axes import Axes

from ward_desk.ui.charts.chart_area import Area, Spot

THICK: Final = 0.62  # of a bar, as a share of its row


class Bar(NamedTuple):
    """One bar: its name, how long it is, and what is written at its end."""

    name: str
    value: float
    words: str


def bar_axes(area: Area, bars: Sequence[Bar]) -> tuple[Axes, list[Spot]]:
    """Axes for some bars, the first at the top, with their names and words; the bars themselves are not drawn. Gives
    what is said under the mouse, too."""
    look, count = area.look, len(bars)
    left = max((area.wide(area.elided(bar.name, area.width * 0.42)) for bar in bars), default=0) + 10
    right = max((area.wide(bar.words, bold=True) for bar in bars), default=0) + 12
    axes = area.axes(left, 4, right, 4)
    axes.spines["bottom"].set_visible(False)
    axes.axvline(0, color=look.colour("field_line"), linewidth=1)
    axes.set_ylim(count - 0.5, -0.5)
    axes.set_xlim(0, max([bar.value for bar in bars] + [1]))
    axes.set_xticks([])
    axes.set_yticks(range(count), [area.elided(bar.name, area.width * 0.42) for bar in bars])
    for label in axes.get_yticklabels():
        label.set_color(look.colour("ink"))
    for at, bar in enumerate(bars):
        axes.annotate(bar.words, (bar.value, at), (6, 0), textcoords="offset points", va="center",
                      color=look.colour("ink"), fontsize=look.size, fontweight="bold",
                      annotation_clip=False)  # fmt: skip
    return axes, [
        area.spot(axes, (-left / area.width, 1), (1 - (at + 1) / count, 1 - at / count), f"{bar.name}: {bar.words}")
        for at, bar in enumerate(bars)
    ]
