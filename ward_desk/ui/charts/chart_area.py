"""Chart area: a piece of a figure measured in pixels, and the letters written on it. Imports matplotlib."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure
from matplotlib.font_manager import FontProperties
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import Transform

from ward_desk.ui.charts.chart_look import Look

DPI = 72  # of a figure: so many pixels to the inch make a point of type a pixel


class Spot(NamedTuple):
    """A part of a picture that says something under the mouse; left, top, width, height as shares of the picture."""

    left: float
    top: float
    width: float
    height: float
    words: str


class Area:
    """A figure, or a part of one, to draw in: `width` and `height` in pixels of the look."""

    def __init__(self, figure: Figure | SubFigure, look: Look) -> None:
        self.figure, self.look = figure, look
        root: Figure = figure.get_figure(root=True)
        self._scale = root.dpi / DPI
        self._renderer: Any = root.canvas.get_renderer()  # type: ignore[attr-defined] # of Agg
        self.shares: Transform = getattr(figure, "transSubfigure")  # noqa: B009 - of a part as of a whole, untyped
        self.width = figure.bbox.width / self._scale
        self.height = figure.bbox.height / self._scale
        self.line = look.size * 1.4  # the height of a line of letters

    def wide(self, words: str, size: float = 0, *, bold: bool = False) -> float:
        """How many pixels some words take."""
        prop = FontProperties(size=size or self.look.size, weight="bold" if bold else "normal")
        width, _, _ = self._renderer.get_text_width_height_descent(words, prop, ismath=False)
        return float(width) / self._scale

    def elided(self, words: str, room: float, *, bold: bool = False) -> str:
        """Words cut to a room in pixels, ending in "…" then."""
        if self.wide(words, bold=bold) <= room:
            return words
        keep = len(words)
        while keep and self.wide(words[:keep].rstrip() + "…", bold=bold) > room:
            keep -= 1
        return words[:keep].rstrip() + "…"

    def axes(self, left: float, top: float, right: float, bottom: float) -> Axes:
        """Axes inside these margins, in pixels, with nothing drawn on them yet but a line below."""
        across = max(self.width - left - right, 10)
        up = max(self.height - top - bottom, 10)
        axes = self.figure.add_axes((left / self.width, bottom / self.height, across / self.width, up / self.height))
        axes.set_facecolor("none")
        for side in ("top", "left", "right"):
            axes.spines[side].set_visible(False)
        axes.spines["bottom"].set_color(self.look.colour("field_line"))
        axes.tick_params(length=0, labelsize=self.look.size, labelcolor=self.look.colour("soft"), pad=4)
        return axes

    def captions(self, axes: Axes, places: Iterable[int], words: Sequence[str]) -> None:
        """Write words under some axes, all on one line, clear of the number at the foot of the upright axis."""
        axes.set_xticks(list(places), words)
        axes.tick_params(axis="x", pad=self.look.size * 1.45)
        for label in axes.get_xticklabels():
            label.set_verticalalignment("baseline")

    def spot(self, axes: Axes, across: tuple[float, float], up: tuple[float, float], words: str) -> Spot:
        """A part of some axes, given as shares of them."""
        box = axes.get_position()
        return Spot(
            box.x0 + across[0] * box.width, 1 - box.y0 - up[1] * box.height, (across[1] - across[0]) * box.width,
            (up[1] - up[0]) * box.height, words,
        )  # fmt: skip


def steps(low: float, high: float, most: int, *, whole: bool) -> list[float]:
    """Round numbers for an axis from about `low` to about `high`."""
    found = MaxNLocator(nbins=most, steps=[1, 2, 2.5, 5, 10], integer=whole).tick_values(low, high)
    return [float(one) for one in found]


def apart(places: Sequence[float], heights: Sequence[float], top: float) -> list[float]:
    """The middles of labels, lowest first, moved so that none stands in another and none goes over `top`."""
    moved: list[float] = []
    for at, place in enumerate(places):
        moved.append(max(place, moved[-1] + (heights[at - 1] + heights[at]) / 2) if moved else place)
    for at in reversed(range(len(moved))):
        over = top - heights[at] / 2 if at == len(moved) - 1 else moved[at + 1] - (heights[at] + heights[at + 1]) / 2
        moved[at] = min(moved[at], over)
    return moved
