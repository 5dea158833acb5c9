"""Difference: whether two groups of respondents differ by more than chance. The one module that asks scipy.

Shares: a chi-square test of the two-by-two table without continuity correction where all expected numbers are at
least 5, else Fisher's exact test, both two-sided; the 95 % interval of the difference is Newcombe's, of two Wilson
intervals. Means: Welch's t-test and its interval. Scales: the Mann-Whitney U test on the order of the options.
Several answers to one question are tests of one thing, so their p-values are corrected as Holm does it. All of them
take the respondents for a random sample, which a survey people chose to answer is not.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

LEAST_BASE: Final = 30  # respondents on each side; with fewer nothing is said
LEVEL: Final = 0.05

METHODS: Final = {
    "chi": "chi-square test",
    "fisher": "Fisher's exact test",
    "welch": "Welch's t-test",
    "ranks": "Mann-Whitney U test",
}
Method = Literal["chi", "fisher", "welch", "ranks"]
Verdict = Literal["larger", "not_larger", "too_few"]

HOW: Final = (
    "How it is worked out: shares by a chi-square test, or Fisher's exact test where numbers are small; means by"
    " Welch's t-test; scales by the Mann-Whitney U test; all two-sided, at the 5% level, with several answers to one"
    " question corrected as Holm does it. Intervals are 95%. With fewer than 30 answers on either side nothing is said."
)
ASSUMES: Final = (
    "All of this takes the respondents for a random sample of residents. People who chose to answer are not one, so"
    " read it as a caution against small differences, not as proof of large ones."
)


class Difference(NamedTuple):
    """How much the second differs from the first: in points of a hundred for shares, in its own unit for means.
    `low` to `high` is its 95 % interval."""

    by: float
    low: float
    high: float
    p: float
    method: Method


def of_shares(first: tuple[int, int], second: tuple[int, int]) -> Difference:
    """The difference of two shares, each (how many, of how many). Raises ValueError for a share of nobody or of more
    than all."""
    for number, of in (first, second):
        if of < 1 or not 0 <= number <= of:
            raise ValueError(f"{number} of {of} is no share.")
    from scipy import stats

    (a, n), (b, m) = first, second
    hits, every = a + b, n + m
    expected = min(hits, every - hits) * min(n, m) / every
    table = [[a, n - a], [b, m - b]]
    method: Method = "chi" if expected >= 5 else "fisher"
    test = stats.chi2_contingency(table, correction=False) if method == "chi" else stats.fisher_exact(table)
    low, high = _newcombe(first, second)
    return Difference(100 * (b / m - a / n), 100 * low, 100 * high, float(test.pvalue), method)


def _newcombe(first: tuple[int, int], second: tuple[int, int]) -> tuple[float, float]:
    """The interval of the second share less the first (Newcombe 1998, method 10)."""
    from scipy import stats

    one, two = first[0] / first[1], second[0] / second[1]
    wilson = [stats.binomtest(*share).proportion_ci(0.95, method="wilson") for share in (first, second)]
    by = two - one
    down = math.hypot(two - wilson[1].low, wilson[0].high - one)
    up = math.hypot(wilson[1].high - two, one - wilson[0].low)
    return max(-1.0, by - down), min(1.0, by + up)


def of_means(first: tuple[float, float, int], second: tuple[float, float, int]) -> Difference:
    """The difference of two means, each (mean, standard deviation of the sample, how many). Raises ValueError for
    fewer than two on a side."""
    if min(first[2], second[2]) < 2:
        raise ValueError("A mean of fewer than two numbers has no spread.")
    by = second[0] - first[0]
    parts = [deviation**2 / number for _, deviation, number in (first, second)]
    error = math.sqrt(sum(parts))
    if error == 0:  # everybody on each side gave one number
        return Difference(by, by, by, 1.0 if by == 0 else 0.0, "welch")
    from scipy import stats

    degrees = sum(parts) ** 2 / sum(part**2 / (side[2] - 1) for part, side in zip(parts, (first, second), strict=True))
    reach = float(stats.t.ppf(0.975, degrees)) * error
    p = float(stats.ttest_ind_from_stats(*second, *first, equal_var=False).pvalue)
    return Difference(by, by - reach, by + reach, p, "welch")


def of_ranks(first: Sequence[int], second: Sequence[int]) -> float:
    """The p-value of two scales answered: how many chose each option, from low to high, on either side. Raises
    ValueError when nobody did on one side."""
    if not sum(first) or not sum(second):
        raise ValueError("Nobody answered on one side.")
    if sum(1 for a, b in zip(first, second, strict=True) if a or b) == 1:
        return 1.0  # everybody chose the same
    import numpy
    from scipy import stats

    places = numpy.arange(len(first))
    one, two = numpy.repeat(places, first), numpy.repeat(places, second)
    return float(stats.mannwhitneyu(one, two, alternative="two-sided", method="asymptotic").pvalue)


def holm(p_values: Sequence[float]) -> list[float]:
    """The p-values corrected for being several tests of one thing, in their own order."""
    order = sorted(range(len(p_values)), key=lambda place: p_values[place])
    corrected = [0.0] * len(p_values)
    so_far = 0.0
    for rank, place in enumerate(order):
        so_far = max(so_far, min(1.0, p_values[place] * (len(p_values) - rank)))
        corrected[place] = so_far
    return corrected


def verdict(p: float, first: int, second: int) -> Verdict:
    """What may be said of a difference between so many and so many respondents."""
    if min(first, second) < LEAST_BASE:
        return "too_few"
    return "larger" if p < LEVEL else "not_larger"


VERDICTS: Final[dict[Verdict, str]] = {
    "larger": "larger than chance",
    "not_larger": "no larger than chance",
    "too_few": "too few to tell",
}
