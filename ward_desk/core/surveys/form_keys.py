"""Form keys: the number that stands beside each answer on a paper form, and which answer a typed digit means.

The same numbers are printed and typed, so whoever types a form in reads them off it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

_TENTH: Final = 10  # up to so many answers, one digit each


class Press(NamedTuple):
    """What one more digit meant: the place of an answer, or None; the place it goes in the stead of, when the digit
    before was only the first figure of this number; and the figures so far, for the digit after."""

    place: int | None
    instead_of: int | None
    typed: str


def numbers(options: Sequence[str]) -> tuple[str, ...]:
    """The number of each answer. Answers that count on ("0" to "10", or "1 Poor", "2 Fair") are their own numbers;
    others are numbered from 1, the tenth of ten being 0."""
    own = [int(found[1]) if (found := re.match(r"([0-9]{1,2})(?![^\s.:)=–-])(?!-[0-9])", one)) else -1
           for one in options]  # fmt: skip
    if len(own) > 1 and own[0] in (0, 1) and own == list(range(own[0], own[0] + len(own))):
        return tuple(str(one) for one in own)
    if len(options) == _TENTH:
        return (*(str(n) for n in range(1, _TENTH)), "0")
    return tuple(str(n) for n in range(1, len(options) + 1))


def press(known: Sequence[str], typed: str, digit: str) -> Press:
    """What a digit means after the figures `typed`: the second figure of a number when there is such a number, or a
    number of its own."""
    both = typed + digit
    if typed and both in known:
        return Press(known.index(both), known.index(typed) if typed in known else None, both)
    if digit in known:
        return Press(known.index(digit), None, digit)
    return Press(None, None, digit if any(one.startswith(digit) for one in known) else "")
