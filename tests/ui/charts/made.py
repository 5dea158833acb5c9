"""Numbers made up for the tests of charts."""

from __future__ import annotations

from dataclasses import replace

from ward_desk.service.counts.chart_figures import Level, MonthOfEvents, Point, ThemeBar, Trend

MONTHS = ("Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar")


def point(place: int, value: float | None, **more: object) -> Point:
    """A month of a year that begins in April 2023."""
    name = f"{MONTHS[place % 12]} {2023 + (place + 3) // 12}"
    words = "–" if value is None else f"{value:g}"
    return replace(Point(name, MONTHS[place % 12], value, words), **more)  # type: ignore[arg-type]


def trend(*values: float | None, **more: object) -> Trend:
    """A count of sessions over a year, the rest of which is not known yet."""
    points = tuple(point(place, value) for place, value in enumerate((*values, *[None] * (12 - len(values)))))
    made = Trend(
        "count", "Sessions held", "sessions", points, (), "2023-24", "2022-23", Level(4, "baseline 4"),
        Level(12, "target 12"), True, "Jun 2023: 9", "amber", "The diary", "programme", False,
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def month(place: int, *groups: int | None, hidden: tuple[bool, ...] = (False, False, False)) -> MonthOfEvents:
    """Adults, under 18s and residents of one month, at one event."""
    known = [one for one in groups if one is not None]
    total = sum(known) if known else None
    name = f"{MONTHS[place]} 2023"
    return MonthOfEvents(name, MONTHS[place], 1, groups, hidden, total, False, "exact", 0)


def bars() -> tuple[ThemeBar, ...]:
    """Two themes of a programme, and what has none."""
    return (ThemeBar("Health", 0, 4, "4"), ThemeBar("Education & youth", 1, 9, "about 9"),
            ThemeBar("No theme", None, 2, "2"))  # fmt: skip
