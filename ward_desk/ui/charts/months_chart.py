"""Months chart: who came to events, month by month: groups on top of each other, the events held over them."""

from __future__ import annotations

from typing import Final, NamedTuple

from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle

from ward_desk.core.small_numbers import HIDDEN
from ward_desk.service.counts.chart_figures import MonthOfEvents
from ward_desk.ui.charts.chart_area import Area, Spot, steps
from ward_desk.ui.charts.chart_data import GROUP_NAMES, Months
from ward_desk.ui.charts.chart_look import Look


class Fill(NamedTuple):
    """How a group is filled: in grey it is told by its hatch."""

    role: str
    hatch: str


# In the order of the resident groups.
FILLS: Final = (Fill("accent", ""), Fill("amber", "////"), Fill("fill_grey", "...."))
HIDDEN_FILL: Final = Fill("card", "xxxx")
NOT_SHOWN: Final = "Groups too small to show"


def edge(look: Look, fill: Fill) -> str:
    """The colour of a fill's edge and hatch: the one of ink and ground that is seen better on it."""
    if not fill.hatch:
        return look.colour("card")
    ground = _grey(look.colour(fill.role))
    return max((look.colour("ink"), look.colour("card")), key=lambda colour: abs(_grey(colour) - ground))


def _grey(colour: str) -> float:
    """How light a colour is in grey, from 0 to 1."""
    red, green, blue = to_rgb(colour)
    return 0.299 * red + 0.587 * green + 0.114 * blue


def draw(area: Area, data: Months) -> list[Spot]:
    """Draw attendance month by month; gives what is said under the mouse."""
    look, months = area.look, data.months
    most = max((month.total or 0 for month in months if not month.total_hidden), default=0)
    legend = _legend_rows(area, months)
    top, foot = area.line * (len(legend) + 2.6), area.line * 1.7
    tall = max(area.height - top - foot, area.line)
    ticks = steps(0, most or 4, max(1, min(5, int(tall / (area.line * 1.8)))), whole=True)
    if tall < area.line * len(ticks):
        ticks = [ticks[0], ticks[-1]]
    tick_words = [f"{tick:,.0f}" for tick in ticks]
    left = max([*map(area.wide, tick_words), area.wide("Events")]) + 10
    axes = area.axes(left, top, 8, foot)
    count = len(months)
    axes.set_xlim(-0.5, count - 0.5)
    axes.set_yticks(ticks, tick_words)
    axes.grid(axis="y", color=look.colour("track"), linewidth=0.9)
    axes.set_axisbelow(True)
    step = axes.get_position().width * area.width / count
    longest = max(area.wide(_total(month), bold=True) for month in months)
    upright = longest + 2 > step
    # A total stands over its bar: upright it may be longer than the room between the axes and the events held.
    over = max(longest - area.line * 0.9, 0) / tall if upright else 0
    axes.set_ylim(0, max(ticks[-1], (most or 1) / (1 - min(over, 0.8))))
    for at, month in enumerate(months):
        _bar(axes, area, at, month, upright=upright)
    short = max(area.wide(month.caption) for month in months) + 2 > step
    area.captions(axes, range(count), [month.caption[:1] if short else month.caption for month in months])
    _events(area, axes, months)
    _legend(area, legend)
    return [
        area.spot(axes, (at / count, (at + 1) / count), (0, 1), _words(month)) for at, month in enumerate(months)
    ]  # fmt: skip


def _bar(axes: Axes, area: Area, at: int, month: MonthOfEvents, *, upright: bool) -> None:
    look, under = area.look, 0
    pieces = [
        (number, FILLS[place])
        for place, number in enumerate(month.groups)
        if number and not month.hidden[place]
    ]  # fmt: skip
    kept_back = (month.total or 0) - sum(number for number, _ in pieces)
    if kept_back and not month.total_hidden:
        pieces.append((kept_back, HIDDEN_FILL))
    for number, fill in pieces:
        axes.bar(at, number, 0.66, bottom=under, facecolor=look.colour(fill.role), hatch=fill.hatch,
                 edgecolor=edge(look, fill), linewidth=0.6, zorder=3)  # fmt: skip
        under += number
    axes.annotate(_total(month), (at, under), (0, 2), textcoords="offset points", ha="center", va="bottom",
                  color=look.colour("ink"), fontsize=look.size, fontweight="bold", zorder=4,
                  rotation=90 if upright else 0, annotation_clip=False)  # fmt: skip


def _total(month: MonthOfEvents) -> str:
    """All residents, as short as it can be said: "≈50"."""
    if month.total_hidden:
        return HIDDEN
    words = {"about": "≈{}", "at_least": "{}+", "mixed": "≈{}+"}.get(month.precision, "{}")
    return words.format(f"{month.total:,}") if month.total is not None else ""


def _events(area: Area, axes: Axes, months: tuple[MonthOfEvents, ...]) -> None:
    """The row of numbers over the bars: events held."""
    step = axes.get_position().width * area.width / len(months)
    size = area.look.size * min(1.0, step / (max(area.wide(_held(month)) for month in months) + 3))
    for at, words in [(-0.5, "Events"), *((at, _held(month)) for at, month in enumerate(months))]:
        axes.annotate(words, (at, 1), (-8 if at < 0 else 0, area.line * 1.25), xycoords=("data", "axes fraction"),
                      textcoords="offset points", ha="right" if at < 0 else "center", va="bottom",
                      color=area.look.colour("soft"), fontsize=area.look.size if at < 0 else size,
                      annotation_clip=False)  # fmt: skip


def _held(month: MonthOfEvents) -> str:
    return f"{month.events}{'*' if month.waiting else ''}" if month.events else ""


def _legend_rows(area: Area, months: tuple[MonthOfEvents, ...]) -> list[list[tuple[str, Fill]]]:
    """The groups there are, with their names, in as many rows as they need."""
    used = [
        (name, FILLS[place])
        for place, name in enumerate(GROUP_NAMES)
        if any(month.groups[place] and not month.hidden[place] for month in months)
    ]
    if any(any(month.hidden) for month in months):
        used.append((NOT_SHOWN, HIDDEN_FILL))
    rows: list[list[tuple[str, Fill]]] = []
    room = 0.0
    for name, fill in used:
        wide = area.wide(name) + area.look.size * 3
        if not rows or wide > room:
            rows.append([])
            room = area.width
        rows[-1].append((name, fill))
        room -= wide
    return rows


def _legend(area: Area, rows: list[list[tuple[str, Fill]]]) -> None:
    side = area.look.size
    for place, row in enumerate(rows):
        x, middle = 2.0, area.height - area.line * (place + 0.6)
        for name, fill in row:
            area.figure.add_artist(
                Rectangle(
                    (x / area.width, (middle - side / 2) / area.height), side * 1.4 / area.width, side / area.height,
                    transform=area.shares, facecolor=area.look.colour(fill.role), hatch=fill.hatch,
                    edgecolor=edge(area.look, fill), linewidth=0.6,
                )
            )  # fmt: skip
            area.figure.text((x + side * 1.8) / area.width, middle / area.height, name, va="center",
                             color=area.look.colour("soft"), fontsize=side)  # fmt: skip
            x += area.wide(name) + side * 3


def _words(month: MonthOfEvents) -> str:
    groups = (f"{name} {month.group_words(place)}" for place, name in enumerate(GROUP_NAMES)
              if month.groups[place] is not None)  # fmt: skip
    held = f"{month.events} {'event' if month.events == 1 else 'events'} held"
    waiting = f", {month.waiting} without attendance" if month.waiting else ""
    return "\n".join([f"{month.name}: {held}{waiting}", f"Residents: {month.total_words}", *groups])
