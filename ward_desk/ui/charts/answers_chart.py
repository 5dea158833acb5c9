"""Answers chart: what people answered to one question, as bars from the top down or as one bar of a scale. Imports
matplotlib."""

from __future__ import annotations

from typing import Final

from matplotlib.patches import Rectangle

from ward_desk.ui.charts.chart_area import Area, Spot
from ward_desk.ui.charts.chart_bars import THICK, Bar, bar_axes
from ward_desk.ui.charts.scale_tones import letters_on, mixed
from ward_desk.ui.charts.survey_parts import Answers, ScaleAnswers

_BAR: Final = 30.0  # px of one answer
_SCALE: Final = 56.0
_KEY: Final = 1.45  # lines of letters of one line of the key below a scale


def tall(data: Answers | ScaleAnswers, line: float) -> float:
    """How many pixels high a page has it; `line` is the height of a line of letters."""
    if isinstance(data, Answers):
        return max(2 * _BAR, _BAR * len(data.bars) + 10)
    return _SCALE + _key(line, data)


def _key(line: float, data: ScaleAnswers) -> float:
    return line * _KEY * len(data.parts) + 8


def draw(area: Area, data: Answers) -> list[Spot]:
    """Draw the bars; gives what is said under the mouse."""
    if not data.bars:
        return []
    axes, spots = bar_axes(area, [Bar(bar.name, bar.value or 0, bar.words) for bar in data.bars])
    for at, bar in enumerate(data.bars):
        axes.barh(at, bar.value or 0, THICK, facecolor=area.look.colour("accent"), linewidth=0)
    return spots


def draw_scale(area: Area, data: ScaleAnswers) -> list[Spot]:
    """Draw one bar, its parts from low to high, and under it a key with every name, number and share."""
    look, parts = area.look, data.parts
    every = sum(part.number for part in parts) or 1
    key = _key(area.line, data)
    axes = area.axes(2, 6, 2, key)
    axes.spines["bottom"].set_visible(False)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.set_xlim(0, every)
    axes.set_ylim(0, 1)
    spots, start, side = [], 0, area.line * 0.8
    for place, part in enumerate(parts):
        colour = mixed(look.colour, part.tone)
        said = f"{part.name}: {part.number:,} ({part.share})"
        axes.barh(0.5, part.number, 1, left=start, facecolor=colour, edgecolor=look.colour("card"), linewidth=1.5)
        if part.number / every * (area.width - 4) > area.wide(f"{part.number:,}") + 10:
            axes.text(start + part.number / 2, 0.5, f"{part.number:,}", ha="center", va="center",
                      color=letters_on(colour))  # fmt: skip
        up = key - 8 - area.line * _KEY * (place + 0.5)
        axes.add_artist(_square(area, 2, up - side / 2, side, colour))
        area.figure.text((side + 10) / area.width, up / area.height, said, va="center", color=look.colour("ink"))
        spots.append(area.spot(axes, (start / every, (start + part.number) / every), (0, 1), said))
        start += part.number
    return spots


def _square(area: Area, left: float, up: float, side: float, colour: str) -> Rectangle:
    return Rectangle((left / area.width, up / area.height), side / area.width, side / area.height, facecolor=colour,
                     edgecolor=area.look.colour("field_line"), linewidth=0.6, transform=area.shares,
                     clip_on=False)  # fmt: skip
