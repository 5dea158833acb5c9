"""Timeline scale: where a day stands on the timeline, which day stands where, and what its heading says. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from math import floor
from typing import Final, Literal, NamedTuple

from ward_desk.core.periods import Month, Quarter

Zoom = Literal["year", "quarter", "month"]
ZOOMS: Final[tuple[Zoom, ...]] = ("year", "quarter", "month")  # widest view first
DAY_WIDTH: Final[dict[Zoom, float]] = {"year": 0.6, "quarter": 1.8, "month": 6.6}  # px at 100 %
MARGIN: Final = timedelta(days=400)  # before the first day and after the last
EARLIEST, LATEST = date(100, 1, 1), date(9900, 1, 1)  # so that no heading falls out of the calendar


class Scale(NamedTuple):
    """Days laid out from left to right. Lengths are pixels from the first day."""

    zoom: Zoom
    first: date
    last: date
    day: float  # the width of one

    @property
    def width(self) -> float:
        """Of all the days."""
        return ((self.last - self.first).days + 1) * self.day

    def x(self, day: date) -> float:
        """Where a day begins; below nought for one before the first."""
        return (day - self.first).days * self.day

    def at(self, x: float) -> date:
        """The day that stands there, no further than the headings go."""
        number = self.first.toordinal() + floor(x / self.day + 1e-6)  # where a day begins is that day
        return date.fromordinal(min(max(number, EARLIEST.toordinal()), LATEST.toordinal()))


class Span(NamedTuple):
    """A stretch of the heading: a month, say."""

    x: float
    width: float
    words: tuple[str, ...]  # the longest first: what fits is shown
    year: bool  # a financial year begins with it


def scale(zoom: Zoom, first: date, last: date, grown: float = 1.0) -> Scale:
    """The scale for a plan that speaks of these days; `grown` with the size of text in use."""
    begin = max(first, EARLIEST + MARGIN) - MARGIN
    end = min(last, LATEST - MARGIN) + MARGIN
    return Scale(zoom, min(begin, LATEST), max(end, begin), DAY_WIDTH[zoom] * grown)


def heading(shown: Scale, left: float, right: float, start_month: int) -> tuple[list[Span], list[Span]]:
    """The two lines of the heading between two places: years over quarters, quarters over months, months over weeks.

    `start_month` is that of the financial year.
    """
    parts: dict[Zoom, tuple[_Walk, _Walk]] = {
        "year": (_years, _quarters),
        "quarter": (_whole_quarters, _months),
        "month": (_whole_months, _weeks),
    }
    first, last = shown.at(left), shown.at(right)
    upper, lower = (
        [Span(shown.x(begin), ((end - begin).days + 1) * shown.day, words, _starts_year(begin, start_month))
         for begin, end, words in walk(first, last, start_month)]
        for walk in parts[shown.zoom]
    )  # fmt: skip
    return upper, lower


_Part = tuple[date, date, tuple[str, ...]]
_Walk = Callable[[date, date, int], Iterator[_Part]]


def _starts_year(day: date, start_month: int) -> bool:
    return day.day == 1 and day.month == start_month


def _years(first: date, last: date, start_month: int) -> Iterator[_Part]:
    quarter = Quarter.of(first, start_month)
    year = Quarter(quarter.fy_start_year, 1, start_month)
    while year.first <= last:
        following = Quarter(year.fy_start_year + 1, 1, start_month)
        label = year.year_label
        yield year.first, following.first - timedelta(days=1), (f"Financial year {label}", label)
        year = following


def _quarters(first: date, last: date, start_month: int) -> Iterator[_Part]:
    for quarter in _quarters_between(first, last, start_month):
        yield quarter.first, quarter.last, (f"Q{quarter.number}",)


def _whole_quarters(first: date, last: date, start_month: int) -> Iterator[_Part]:
    for quarter in _quarters_between(first, last, start_month):
        yield quarter.first, quarter.last, (quarter.label, f"{quarter.short}, {quarter.plain}", quarter.short)


def _quarters_between(first: date, last: date, start_month: int) -> Iterator[Quarter]:
    quarter = Quarter.of(first, start_month)
    while quarter.first <= last:
        yield quarter
        quarter = quarter.next


def _months(first: date, last: date, start_month: int) -> Iterator[_Part]:
    month = Month.of(first)
    while month.first <= last:
        yield month.first, month.last, (month.name, month.name[:3], month.name[:1])
        month = month.next()


def _whole_months(first: date, last: date, start_month: int) -> Iterator[_Part]:
    month = Month.of(first)
    while month.first <= last:
        yield month.first, month.last, (f"{month.name} {month.year}", month.label, month.name[:3])
        month = month.next()


def _weeks(first: date, last: date, start_month: int) -> Iterator[_Part]:
    monday = first - timedelta(days=first.weekday())
    while monday <= last:
        yield monday, monday + timedelta(days=6), (f"Mon {monday.day}", str(monday.day))
        monday += timedelta(days=7)
