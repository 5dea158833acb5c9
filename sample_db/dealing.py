"""Dealing a tally of answers out over responses: always the same way, and adding up to the tally again."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

Tally = Sequence[tuple[str, int]]

MOST_CHOICES = 3


def deal(key: str, responses: int, tally: Tally, most: int = 1) -> list[list[str]]:
    """The answers of each response in turn, at most `most` of them and no answer twice. The order is shuffled by a
    hash of `key`, which is the same on every machine and in every version of Python.

    Raises ValueError when the tally has more answers than the responses can hold.
    """
    answers = [answer for answer, number in tally for _ in range(number)]
    if len(answers) > responses * most or any(number > responses for _, number in tally):
        raise ValueError(f"{key}: {len(answers)} answers do not fit {responses} responses")
    order = sorted(range(responses), key=lambda place: sha256(f"{key}/{place}".encode()).digest())
    dealt: list[list[str]] = [[] for _ in range(responses)]
    for place, answer in enumerate(answers):
        dealt[order[place % responses]].append(answer)
    return dealt
