"""Scales: the answers of a rating in their order, from its low to its high end.

An order is known from the words themselves, whatever order a file or a form lists them in: "Very satisfied" before
"Fairly satisfied" is the same scale turned round. What is no step, "Don't know", stands apart after the last one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from ward_desk.core.same_name import plain
from ward_desk.core.surveys.survey_words import folded, outside

_MOST_STEPS: Final = 12

# What stands before the word of a scale, and how far from the middle it goes; the same below the middle for its
# opposite: "very unsafe".
_DEGREES: Final = {
    "not at all": -6.0, "not in the least": -6.0, "not very": -2.0, "not so": -2.0, "not particularly": -2.0,
    "not that": -2.0, "not too": -2.0, "not really": -2.0, "not": -3.0,
    "slightly": 1.0, "a little": 1.0, "a bit": 1.0, "a little bit": 1.0,
    "somewhat": 2.0, "tend to": 2.0, "partly": 2.0, "moderately": 2.0, "mildly": 2.0,
    "fairly": 2.5, "quite": 2.5, "reasonably": 2.5, "rather": 2.5, "mostly": 2.5, "generally": 2.5,
    "": 3.0, "pretty": 3.5, "really": 4.5, "very": 5.0, "strongly": 5.0,
    "extremely": 6.0, "completely": 6.0, "totally": 6.0, "entirely": 6.0, "fully": 6.0, "definitely": 6.0,
}  # fmt: skip
_OPPOSITES: Final = {
    "satisfied": "dissatisfied unsatisfied", "agree": "disagree", "likely": "unlikely", "safe": "unsafe",
    "important": "unimportant", "easy": "difficult hard", "happy": "unhappy", "support": "oppose",
    "positive": "negative", "comfortable": "uncomfortable", "confident": "unconfident", "useful": "useless",
    "helpful": "unhelpful", "welcoming": "unwelcoming", "clean": "dirty", "interested": "uninterested",
    "concerned": "unconcerned", "worried": "unworried", "informed": "uninformed", "familiar": "unfamiliar",
    "aware": "unaware", "effective": "ineffective", "friendly": "unfriendly", "fair": "unfair",
    "clear": "unclear", "well": "badly poorly", "strongly": "weakly", "connected": "disconnected",
    "proud": "ashamed", "accessible": "inaccessible", "affordable": "unaffordable", "convenient": "inconvenient",
    "valued": "undervalued", "included": "excluded", "relevant": "irrelevant", "willing": "unwilling",
    "anxious": "calm", "lonely": "", "true": "untrue", "healthy": "unhealthy", "active": "inactive",
}  # fmt: skip
_WORDS: Final = {
    **{word: (word, 1) for word in _OPPOSITES},
    **{other: (word, -1) for word, others in _OPPOSITES.items() for other in others.split()},
}
_MIDDLE: Final = re.compile(
    r"neither|neutral|neither .{1,40} (?:n?or) .{1,40}|no strong (?:view|feeling|opinion)s?|mixed|in between"
    r"|indifferent"
)

# Scales of words of their own, each step with all its spellings.
_STEPS: Final[dict[str, tuple[str, ...]]] = {
    "often": (
        "never|not at all|not in the last 12 months|not in the last year",
        "almost never|hardly ever|very rarely|once or twice",
        "rarely|seldom|less often|less frequently|less than once a year|not often",
        "once a year|yearly|annually|about once a year|every year",
        "a few times a year|two or three times a year|2 3 times a year|several times a year|every few months|quarterly"
        "|once every few months|less than once a month|less than monthly",
        "occasionally|once in a while|now and then|now and again",
        "sometimes|some of the time|about half the time",
        "once a month|monthly|every month|about once a month|at least once a month|most months",
        "two or three times a month|2 3 times a month|a few times a month|fortnightly|once a fortnight|every fortnight"
        "|every few weeks|every two weeks|several times a month",
        "once a week|weekly|every week|most weeks|about once a week|at least once a week",
        "often|frequently|regularly|fairly often|quite often|a few times a week|two or three times a week"
        "|2 3 times a week|several times a week|more than once a week",
        "very often|usually|most of the time|most days|nearly every day|almost every day|very frequently|almost always",
        "always|all the time|all of the time|often or always|often always|daily|every day|once a day"
        "|at least once a day|every time",
        "several times a day|more than once a day",
    ),
    "good": (
        "very poor|very bad|terrible|awful|extremely poor|extremely bad",
        "poor|bad|fairly poor|fairly bad|quite poor|quite bad",
        "below average|not very good|not good|requires improvement|needs improvement",
        "fair|average|ok|okay|satisfactory|adequate|acceptable|all right|alright|neither good nor bad"
        "|neither good nor poor|neither",
        "fairly good|quite good|above average|pretty good",
        "good",
        "very good|extremely good",
        "excellent|outstanding|exceptional",
    ),
    "much": (
        "not at all|none|nothing|none at all|no extent|nothing at all",
        "not very much|very little|hardly at all|not much|not a lot|hardly any|hardly anything|not really",
        "a little|a small amount|to a small extent|slightly|a bit|only a little|just a little",
        "some|somewhat|to some extent|a moderate amount|moderately|partly|to a moderate extent",
        "a fair amount|quite a lot|quite a bit|fairly|quite",
        "a lot|very much|to a large extent|mostly|very",
        "a great deal|to a great extent|completely|fully|extremely|entirely|totally|to a very great extent",
    ),
    "better": (
        "much worse|a lot worse|decreased a lot|declined a lot|significantly worse",
        "worse|decreased|declined",
        "a little worse|slightly worse|somewhat worse|a bit worse|decreased a little",
        "about the same|the same|no change|stayed the same|same|not changed|neither better nor worse|no different"
        "|unchanged",
        "a little better|slightly better|somewhat better|a bit better|increased a little",
        "better|increased|improved",
        "much better|a lot better|increased a lot|improved a lot|significantly better",
    ),
    "yes": (
        "definitely not|no definitely not|no not at all",
        "no",
        "probably not|not really|no not really",
        "maybe|possibly|perhaps",
        "yes to some extent|yes partly|yes a little|partly|yes somewhat|to some extent|yes limited a little",
        "probably|yes probably",
        "yes",
        "definitely|yes definitely|yes a lot|yes completely|yes fully|yes absolutely|yes limited a lot",
    ),
    "problem": (
        "not a problem|not a problem at all|no problem|no problem at all",
        "not a very big problem|a minor problem|minor problem|a small problem|small problem|not much of a problem",
        "a moderate problem|moderate problem|somewhat of a problem|something of a problem",
        "a fairly big problem|fairly big problem|a big problem|big problem|a problem",
        "a very big problem|very big problem|a major problem|major problem|a serious problem|serious problem",
    ),
    "high": (
        "none|not a priority",
        "very low|very low priority|lowest",
        "low|low priority",
        "medium|moderate|medium priority|middle|moderate priority",
        "high|high priority",
        "very high|very high priority|highest|top priority|essential",
    ),
    "needed": ("not important|not needed|unnecessary", "nice to have|desirable|useful", "important", "essential|vital"),
}
_KNOWN: Final = {
    name: {words: place for place, step in enumerate(steps) for words in step.split("|")}
    for name, steps in _STEPS.items()
}
_YES_AND_NO: Final = frozenset(("yes", "no", "maybe", "possibly", "perhaps"))
_LABELLED: Final = re.compile(r"([0-9]{1,2})(?:\s*[-–—:=.)(]\s*(\S.{0,80}))?")
_SPAN: Final = re.compile(
    r"(?<![0-9])([01])\s*(?:to|-|–|—|=|and)\s*(5|6|7|10)(?![0-9])"
    r"|(?<![0-9])([01])\b[^0-9]{1,60}?\b(?:to|and|,)\s*(5|6|7|10)(?![0-9])|out of (5|10)(?![0-9])"
)
_COUNTED: Final = re.compile(
    r"\b(?:how many|number of|no of|count|people|persons|children|adults|years?|times|hours?|minutes?|days?"
    r"|weeks?|months?"
    r"|how old|how long|how much|spend|cost|miles|distance|rank|ranking|order of|household|visits)\b"
)


class Ordered(NamedTuple):
    """The answers of a scale."""

    steps: tuple[str, ...]  # from its low to its high end
    apart: tuple[str, ...]  # answers that are no step of it
    family: str  # "satisfied", "agree", "often", "good", "numbers"

    @property
    def options(self) -> tuple[str, ...]:
        """All of them, the steps first."""
        return self.steps + self.apart


def ordered(answers: Iterable[str]) -> Ordered | None:
    """The scale that all these answers belong to, in their own spelling; steps nobody chose are added where their
    opposite is there. None when they are no known scale, or have fewer than two steps."""
    spelt: dict[str, str] = {}
    for answer in answers:
        if answer.strip():
            spelt.setdefault(folded(answer), " ".join(answer.split()))
    apart = {one: words for one, words in spelt.items() if outside(words)}
    steps = {one: words for one, words in spelt.items() if one not in apart}
    if not 2 <= len(steps) <= _MOST_STEPS:
        return None
    found = _labelled(steps) or _of_degrees(steps) or _of_steps(steps)
    return found and Ordered(found[0], _in_order(apart.values()), found[1])


def split_apart(options: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A scale's steps and the answers that are none, each in the order given."""
    return tuple(one for one in options if not outside(one)), tuple(one for one in options if outside(one))


def of_numbers(answers: Iterable[str], wording: str) -> tuple[str, ...] | None:
    """The steps of a scale of whole numbers, "0" to "10", when the question names it ("from 0 to 10") or all answers
    fit one and it counts nothing ("How many..." is a number). None when it is no scale."""
    try:
        numbers = {int(answer) for answer in answers}
    except ValueError:
        return None
    if not numbers or min(numbers) < 0 or max(numbers) > 10:
        return None
    asked = wording.casefold()
    if (named := span(wording)) and min(numbers) >= named[0] and max(numbers) <= named[1]:
        low, high = named
    elif _COUNTED.search(asked) or len(numbers) < 3:
        return None
    else:
        low = 0 if 0 in numbers else 1
        high = next((top for top in ((5, 7, 10) if low else (10,)) if max(numbers) <= top), 10)
        if max(numbers) < high - 1:
            return None
    return tuple(str(number) for number in range(low, high + 1))


def span(wording: str) -> tuple[int, int] | None:
    """The ends of the scale of numbers a question names: (0, 10) of "from 0 to 10", (1, 5) of "out of 5"."""
    if found := _SPAN.search(wording.casefold()[:400]):
        low, high = found[1] or found[3] or "1", found[2] or found[4] or found[5]
        return int(low), int(high)
    return None


def _in_order(answers: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(answers, key=lambda one: (plain(one).startswith(("prefer", "rather", "refused")), one)))


def _labelled(steps: dict[str, str]) -> tuple[tuple[str, ...], str] | None:
    """Numbers of which some say what they mean: "1 - Very poor", "2", "3", "4", "5 (excellent)"."""
    found = {words: _LABELLED.fullmatch(words) for words in steps.values()}
    numbers = {int(match[1]): words for words, match in found.items() if match}
    if len(numbers) < len(steps) or not any(match and match[2] for match in found.values()) or max(numbers) > 10:
        return None
    if any(match and match[2] and match[2][0].isdigit() for match in found.values()):
        return None
    every = range(min(numbers), max(numbers) + 1)
    bare = any(match and not match[2] for match in found.values())
    return tuple(numbers.get(one, str(one)) for one in every if bare or one in numbers), "numbers"


def _of_degrees(steps: dict[str, str]) -> tuple[tuple[str, ...], str] | None:
    ranks: dict[str, float] = {}
    subjects: set[str] = set()
    below = False  # whether an opposite word is among them
    for words in steps.values():
        low = plain(words)
        if _MIDDLE.fullmatch(low):
            ranks[words] = 0.0
            continue
        degree, _, word = low.rpartition(" ")
        subject, way = _WORDS.get(word, ("", 0))
        if not subject or degree not in _DEGREES:
            return None
        ranks[words] = _DEGREES[degree] * way
        subjects.add(subject)
        below = below or way < 0
    if len(subjects) != 1:
        return None
    subject = subjects.pop()
    both = below and max(ranks.values()) > 0
    for words in [*ranks] if both else []:
        opposite = _opposite(words)
        if opposite and -ranks[words] not in ranks.values():
            ranks[opposite] = -ranks[words]
    return tuple(sorted(ranks, key=lambda words: (ranks[words], words))), subject


def _opposite(words: str) -> str:
    """ "Fairly dissatisfied" of "Fairly satisfied"; "" when it has none."""
    degree, _, word = words.rpartition(" ")
    subject, way = _WORDS.get(word.casefold(), ("", 0))
    other = (_OPPOSITES.get(subject, "").split() or [""])[0] if way > 0 else subject
    if not other or plain(degree).startswith("not"):
        return ""
    return f"{degree} {other}" if degree else other.capitalize()


def _of_steps(steps: dict[str, str]) -> tuple[tuple[str, ...], str] | None:
    for family, known in _KNOWN.items():
        places = {words: known.get(plain(words)) for words in steps.values()}
        if None in places.values() or (family == "yes" and {plain(words) for words in places} <= _YES_AND_NO):
            continue
        return tuple(sorted(places, key=lambda words: (places[words] or 0, words))), family
    return None
