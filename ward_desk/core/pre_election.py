"""Pre-election period: when it is, and what of a text the public does not get in it.

What a council publishes then may not seem to speak for or against anyone who stands, so nothing is quoted and no
councillor is named (research.md section 6; the Local Government Act 1986, section 2).
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final, NamedTuple

_QUOTED: Final = re.compile(r"“[^”]{1,2000}”|\"[^\"]{1,2000}\"|(?<!\w)‘[^’]{1,2000}’")
_NAMES_MEMBER: Final = re.compile(
    r"(?i:\b(?:councillors?|cllrs?|mayor|mayoress|candidates?|alderm[ae]n|cabinet members?"
    r"|(?:elected|ward|council|cabinet|parish|town) members?|members? of parliament|leader of the council)\b)"
    r"|\bMPs?\b"
)
_END: Final = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][\"”’]))\s+|\n+")


class PreElection(NamedTuple):
    """Whether there is such a period, and its first and last day; without a day it is open on that side."""

    on: bool = False
    first: date | None = None
    last: date | None = None

    def covers(self, day: date) -> bool:
        """Whether a day is in it."""
        after = self.first is None or self.first <= day
        return self.on and after and (self.last is None or day <= self.last)


def names_member(words: str) -> bool:
    """Whether a text speaks of a councillor, a Member of Parliament or somebody who stands for it."""
    return _NAMES_MEMBER.search(words) is not None


def quiet(words: str) -> tuple[str, int]:
    """A text without its sentences that quote somebody or name a councillor, and how many of them are gone."""
    quoted = [found.span() for found in _QUOTED.finditer(words)]
    kept: list[str] = []
    gone = begins = 0
    gaps = (found.span() for found in _END.finditer(words))
    for end, after in [*(gap for gap in gaps if not any(a < gap[0] < b for a, b in quoted)), (len(words),) * 2]:
        sentence = words[begins:end].strip()
        if any(a < end and b > begins for a, b in quoted) or names_member(sentence):
            gone += 1
        elif sentence:
            kept.append(sentence)
        begins = after
    return " ".join(kept), gone
