"""Survey parts: what a picture of one question shows: bars of answers, or a scale with its two sides. No drawing."""

from __future__ import annotations

from typing import NamedTuple


class AnswerBar(NamedTuple):
    """One answer. `value` is None for a number that is hidden; `words` stand at its end."""

    name: str
    value: int | None
    words: str


class Answers(NamedTuple):
    """Answers from the top down, in the order given."""

    bars: tuple[AnswerBar, ...]


class ScalePart(NamedTuple):
    """One option of a scale: how many, its share in words, and its tone (`scale_tones`)."""

    name: str
    number: int
    share: str
    tone: str


class ScaleAnswers(NamedTuple):
    """A scale from its low to its high end."""

    parts: tuple[ScalePart, ...]
