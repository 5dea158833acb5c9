"""Measures: what is printed of each, medians of runs that alternate, and growth with the size of the document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

NOISE = 1.1  # growth may be so many times in step with the size: medians of one machine still differ by that


class Result(NamedTuple):
    """One line of the table. `limit` is what the same thing costs with nothing around it."""

    measure: str
    times: int  # the sample's size
    ours: float
    limit: float
    unit: str
    aim: float | None = None  # the most that ours may be of the limit; None: nothing is aimed at

    @property
    def ratio(self) -> float:
        """Ours over the limit."""
        return self.ours / self.limit

    @property
    def verdict(self) -> str:
        """Whether the aim is met; empty when there is none."""
        return "" if self.aim is None else "met" if self.ratio <= self.aim else "missed"


def alternate(ours: Callable[[], float], limit: Callable[[], float], runs: int) -> tuple[float, float]:
    """Medians of both, run in turns so that a busy moment of the machine falls on both. The first pair warms up."""
    pairs = [(ours(), limit()) for _ in range(runs + 1)][1:]
    return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)


def growth(results: Iterable[Result]) -> list[Result]:
    """How much more each measure takes from one size to the next; the limit is in step with the size."""
    by_measure: dict[str, dict[int, float]] = {}
    for result in results:
        by_measure.setdefault(result.measure.partition(" / ")[0], {})[result.times] = result.ours
    return [
        Result(f"growth of {measure} from {small}×", large, ours[large] / ours[small], large / small, "×", NOISE)
        for measure, ours in by_measure.items()
        for small, large in pairwise(sorted(ours))
    ]


def table(results: Sequence[Result]) -> str:
    """The results as lines of text."""
    rows = [("measure", "times", "ours", "limit", "", "ratio", "aim", "")]
    rows += [
        (
            one.measure, f"{one.times}×", f"{one.ours:.1f}", f"{one.limit:.1f}", one.unit, f"{one.ratio:.2f}",
            "" if one.aim is None else f"≤ {one.aim:g}", one.verdict,
        )
        for one in results
    ]  # fmt: skip
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    left = {0, 4, 7}
    return "\n".join(
        "  ".join(
            cell.ljust(width) if place in left else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )
