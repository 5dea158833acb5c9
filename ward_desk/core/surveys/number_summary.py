"""Number summary: what many numbers come to: mean, median, spread, and a small histogram."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final, NamedTuple

from ward_desk.core.typed import show_number

MOST_BINS: Final = 11  # so that 0 to 10 shows each number


class Bin(NamedTuple):
    """One column of a histogram: numbers from `low` up to `high`, which belongs to it only in the last."""

    words: str
    number: int


class Summary(NamedTuple):
    """What the numbers come to. `deviation` is the standard deviation of a sample, nought of a single number."""

    base: int
    mean: float
    deviation: float
    low: float
    quarter: float
    median: float
    three_quarters: float
    high: float
    bins: tuple[Bin, ...]


def read(text: str) -> float | None:
    """The number an answer is; None for one that is no finite number."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def summary(numbers: Mapping[float, int]) -> Summary | None:
    """What numbers, and how often each was given, come to; None of none at all."""
    ordered = sorted((number, times) for number, times in numbers.items() if times > 0)
    base = sum(times for _, times in ordered)
    if not base:
        return None
    mean = math.fsum(number * times for number, times in ordered) / base
    squares = math.fsum(times * (number - mean) ** 2 for number, times in ordered)
    quarter, median, three = (_quantile(ordered, base, share) for share in (0.25, 0.5, 0.75))
    return Summary(
        base, mean, math.sqrt(squares / (base - 1)) if base > 1 else 0.0, ordered[0][0], quarter, median, three,
        ordered[-1][0], _bins(ordered),
    )  # fmt: skip


def _quantile(ordered: list[tuple[float, int]], base: int, share: float) -> float:
    """The number below which that share lies, between two of them where it falls between."""
    at = share * (base - 1)
    below = _nth(ordered, math.floor(at))
    return below + (at - math.floor(at)) * (_nth(ordered, math.ceil(at)) - below)


def _nth(ordered: list[tuple[float, int]], place: int) -> float:
    for number, times in ordered:
        if place < times:
            return number
        place -= times
    return ordered[-1][0]


def _bins(ordered: list[tuple[float, int]]) -> tuple[Bin, ...]:
    low, high = ordered[0][0], ordered[-1][0]
    whole = all(float(number).is_integer() for number, _ in ordered)
    if whole and high - low < MOST_BINS:
        if low >= 0 and 5 < high <= 10:
            low, high = 0.0, 10.0  # a scale of 0 to 10 shows the ends that nobody chose
        given = dict(ordered)
        return tuple(Bin(str(n), given.get(n, 0)) for n in range(int(low), int(high) + 1))
    step = _round_step((high - low) / (MOST_BINS - 1) or 1.0, whole=whole)
    start = math.floor(low / step)
    counts: dict[int, int] = {}
    for number, times in ordered:
        place = math.floor(number / step) - start
        counts[place] = counts.get(place, 0) + times
    return tuple(Bin(_words((start + n) * step, step, whole=whole), counts.get(n, 0)) for n in range(max(counts) + 1))


def _round_step(least: float, *, whole: bool) -> float:
    power = 10.0 ** math.floor(math.log10(least))
    step = next(power * n for n in (1, 2, 5, 10) if power * n >= least * (1 - 1e-9))
    return max(step, 1.0) if whole else step


def _words(start: float, step: float, *, whole: bool) -> str:
    if whole:
        return show_number(start) if step == 1 else f"{show_number(start)} to {show_number(start + step - 1)}"
    return f"{show_number(round(start, 6))} to {show_number(round(start + step, 6))}"
