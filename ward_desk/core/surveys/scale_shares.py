"""Scale shares: the order in which answers are shown, the two sides of a scale, and who would recommend.

A scale runs from its low to its high end. "Don't know" and the like are on no side of it and are told apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal, NamedTuple

from ward_desk.core.same_name import plain
from ward_desk.core.surveys import scales
from ward_desk.core.surveys.survey_words import declined, outside

Side = Literal["low", "middle", "high", "apart"]

# Families of `scales` whose high end is the good one; to be anxious or asked often is not good.
_GOOD: Final = frozenset((
    "satisfied", "agree", "likely", "safe", "easy", "happy", "support", "positive", "comfortable", "confident",
    "useful", "helpful", "welcoming", "clean", "good", "better", "informed", "effective", "friendly", "fair", "clear",
    "well", "connected", "proud", "accessible", "affordable", "convenient", "valued", "included", "healthy",
))  # fmt: skip
_NONE: Final = frozenset(("none of these", "none of the above", "none of them", "neither of these"))


def last_place(answer: str) -> int:
    """Nought for an answer of substance; "Other", "None of these", "Don't know" and "Prefer not to say" come after them
    in that order."""
    words = plain(answer)
    if words.split(" ", 1)[0] in ("other", "others") or words == "something else":
        return 1
    if words in _NONE:
        return 2
    return 4 if declined(answer) else 3 if outside(answer) else 0


def by_size(given: Mapping[str, int]) -> list[tuple[str, int]]:
    """Answers from the most to the least chosen, equal ones as they were offered, those of no substance last."""
    return sorted(given.items(), key=lambda pair: (last_place(pair[0]), -pair[1]))


def share_words(number: int, of: int) -> str:
    """A share as people read it: "59%", "under 1%", "over 99%"; "" of nobody."""
    if not of:
        return ""
    share = round(100 * number / of)
    if share == 0 and number:
        return "under 1%"
    return "over 99%" if share == 100 and number < of else f"{share}%"


def ends(options: Sequence[str]) -> tuple[str, str]:
    """What the two sides of a scale are called: ("negative", "positive") where its words say so, as those of
    satisfaction do; else ("at the low end", "at the high end"), as often or seldom is neither good nor bad."""
    known = scales.ordered(scales.split_apart(options)[0])
    return ("negative", "positive") if known and known.family in _GOOD else ("at the low end", "at the high end")


def low_to_high(options: Sequence[str]) -> list[str]:
    """The steps of a scale from its low to its high end, without the answers outside it. A scale written the other way
    round, as "Strongly agree" to "Strongly disagree" or 5 to 1, is turned."""
    steps = list(scales.split_apart(options)[0])
    if len(steps) < 2:
        return steps
    known = scales.ordered(steps)
    places = [known.steps.index(one) if known and one in known.steps else _leading_number(one)
              for one in (steps[0], steps[-1])]  # fmt: skip
    first, last = places
    return steps[::-1] if first is not None and last is not None and first > last else steps


def _leading_number(option: str) -> int | None:
    word = option.split(" ", 1)[0].rstrip(":-–.,")
    below = word[:1] in ("-", "−", "–")
    number = word[below:].strip(":.,")
    return (-int(number) if below else int(number)) if number.isdecimal() else None


def side(place: int, of: int) -> Side:
    """The side of the `place`th of `of` options, from nought: the middle one of an odd number is on neither."""
    if of % 2 and place == of // 2:
        return "middle"
    return "low" if place < of / 2 else "high"


class Step(NamedTuple):
    """One option of a scale and how many chose it."""

    words: str
    number: int
    side: Side


class Scale(NamedTuple):
    """A scale as it was answered. `steps` run from low to high; `apart` are the answers outside it."""

    steps: tuple[Step, ...]
    apart: tuple[tuple[str, int], ...]

    @property
    def base(self) -> int:
        """How many are on the scale: "Don't know" is not."""
        return sum(step.number for step in self.steps)

    def total(self, on: Side) -> int:
        """How many are on one side of it."""
        return sum(step.number for step in self.steps if step.side == on)


def scale(options: Sequence[str], given: Mapping[str, int]) -> Scale:
    """How a scale was answered. Answers that are not among the options, as of an older form, count outside it."""
    ordered = low_to_high(options)
    steps = tuple(Step(words, given.get(words, 0), side(place, len(ordered))) for place, words in enumerate(ordered))
    inside = set(ordered)
    rest = {words: given.get(words, 0) for words in options if words not in inside}
    rest |= {words: number for words, number in given.items() if words not in inside}
    return Scale(steps, tuple(by_size({words: number for words, number in rest.items() if number})))


class Recommend(NamedTuple):
    """Who would recommend, of a question answered from 0 to 10: 9 and 10 promote, 0 to 6 detract."""

    promoters: int
    passives: int
    detractors: int

    @property
    def score(self) -> int:
        """The share of promoters less that of detractors, in whole points from -100 to 100; nought of nobody."""
        of = sum(self)
        return round(100 * (self.promoters - self.detractors) / of) if of else 0


def recommend(wording: str, numbers: Mapping[float, int], options: Sequence[str] = ()) -> Recommend | None:
    """Promoters and detractors of a question that asks whether one would recommend, answered in whole numbers from
    0 to 10; None of any other, because no other scale allows it."""
    if "recommend" not in plain(wording) or not numbers:
        return None
    whole = all(0 <= number <= 10 and float(number).is_integer() for number in numbers)
    offered = {_leading_number(one) for one in scales.split_apart(options)[0]}
    # A scale of 1 to 5 has its answers between 0 and 10 too: it has to say so, or reach beyond it.
    reaches = offered == set(range(11)) if offered else scales.span(wording) == (0, 10) or max(numbers) > 7
    if not whole or not reaches:
        return None
    return Recommend(
        sum(n for number, n in numbers.items() if number >= 9),
        sum(n for number, n in numbers.items() if 7 <= number < 9),
        sum(n for number, n in numbers.items() if number < 7),
    )
