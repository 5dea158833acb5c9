"""Totals over wards: how the figures of one count in several wards come together (model.md, Periods and sums).

A flow and a stock add up; a rate is its numerators over its bases; a score is pooled by how many answered; different
people are never added up. A total over wards of which one is hidden is withheld, and one that lacks a ward says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from math import fsum
from typing import Final, NamedTuple

from ward_desk.core import choices
from ward_desk.core.small_numbers import HIDDEN, NOT_AVAILABLE

PART: Final = "[part]"
NOT_APPLICABLE: Final = "[z]"
# Marks that hold for a sum when they hold for a part of it, in the order they are shown in.
ORDER: Final = ("[e]", "[p]", "[r]", "[b]", "[u]", PART, "[about]", "[at least]")

WHY_NOT: Final = {
    "people": "Not added up: the same person may be counted in two wards.",
    "rate": "Not added up: a percentage needs how many out of how many from every ward.",
    "score": "Not added up: a mean needs how many answered from every ward.",
    "hidden": "Withheld: a ward's figure is hidden so that no small group of people can be recognised.",
    "unknown": "Not added up: the return does not say how it adds up.",
}


class Given(NamedTuple):
    """What one ward gives. `numerator` and `base` are a rate's; `base` alone is how many answered, of a score."""

    value: float | None
    mark: str = ""
    numerator: float | None = None
    base: float | None = None


class WardsTotal(NamedTuple):
    """What the wards come to; a value of None has its reason in `why`, unless nobody gave a figure."""

    value: float | None
    mark: str
    have: int  # wards with a figure
    want: int  # wards that should have one
    why: str = ""


def nature_of(words: object) -> str:
    """The code of a nature out of its words in a return; "unknown" for other words."""
    return next((code for code, label in choices.NATURES if label == words), "unknown")


def over_wards(nature: str, given: Sequence[Given], want: int) -> WardsTotal:
    """The total of one period over `want` wards, of which those in `given` list the count."""
    counted = [one for one in given if one.value is not None]
    have, want = len(counted), max(want, len(given))
    if any(HIDDEN in one.mark for one in given):
        return WardsTotal(None, HIDDEN, have, want, WHY_NOT["hidden"])
    if not counted:
        marks = {one.mark for one in given}
        none = NOT_APPLICABLE if marks == {NOT_APPLICABLE} else NOT_AVAILABLE if any(marks) else ""
        return WardsTotal(None, none, 0, want)
    value = _added(nature, counted)
    if value is None:
        return WardsTotal(None, NOT_AVAILABLE, have, want, WHY_NOT[nature if nature in WHY_NOT else "unknown"])
    mark = joined([one.mark for one in counted] + ([PART] if have < want else []))
    return WardsTotal(plain_number(value), mark, have, want)


def _added(nature: str, counted: Sequence[Given]) -> float | None:
    if nature in ("flow", "stock"):
        return fsum(one.value for one in counted if one.value is not None)
    bases = [one.base for one in counted if one.base is not None and one.base > 0]
    if len(bases) < len(counted):
        return None
    if nature == "rate":
        tops = [one.numerator for one in counted if one.numerator is not None]
        return 100 * fsum(tops) / fsum(bases) if len(tops) == len(counted) else None
    if nature == "score":
        return fsum((one.value or 0) * (one.base or 0) for one in counted) / fsum(bases)
    return None


def joined(marks: Iterable[str]) -> str:
    """The marks of the parts of a sum, those that hold for the sum, each once and in one order."""
    found = {one for mark in marks for one in re.findall(r"\[[^]]*\]", mark)}
    return " ".join(one for one in ORDER if one in found)


def plain_number(value: float) -> float:
    """A whole number as int, and fifteen digits of any other, which is what a cell keeps."""
    value = float(f"{value:.15g}")
    return int(value) if value.is_integer() else value
