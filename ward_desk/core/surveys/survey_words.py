"""The words of survey files as they are compared, and the few that mean the same in every tool."""

from __future__ import annotations

import re
from typing import Final

from ward_desk.core.same_name import plain

_OUTSIDE: Final = re.compile(
    r"(?:i )?(?:dont|do not|didnt) know\b.*|dk|not sure\b.*|(?:i am |im )?unsure|undecided"
    r"|(?:i )?(?:would |id )?(?:prefer|rather) not (?:to )?(?:say|answer|disclose|state).*|prefer not|refused"
    r"|(?:not|non) applicable\b.*|n a|na|(?:does not|doesnt|do not|dont) apply\b.*|no opinion|no view|cant say"
    r"|not stated|not answered|no (?:answer|response)|declined|not relevant\b.*"
    r"|(?:i )?(?:have never|havent|have not|never|do not|dont) (?:used?|tried|visited)\b.*"
)
_DECLINED: Final = re.compile(
    r"(?:i )?(?:would |id )?(?:prefer|rather) not(?: to)?(?: (?:say|answer|disclose|state).*)?"
    r"|(?:i )?decline[d]?\b.*|refused"
    r"|not (?:stated|disclosed|answered)|no (?:answer|response)|pnts"
)
_OTHER: Final = re.compile(
    r"(?:if )?(?:you (?:said|ticked|chose|selected|answered) )?(?:yes )?others?(?: text)?"
    r"|.*\bother(?:s|wise)?\b.*\b(?:please |pls )?(?:specify|state|describe|explain|tell us|write|say)\b.*"
    r"|please specify(?: other)?|other please .*"
)
NOT_TICKED: Final = frozenset(
    ("", "0", "0.0", "no", "false", "n", "unchecked", "not selected", "unticked", "off", "-", "not ticked", "none", "f")
)
TICKED: Final = frozenset(("1", "1.0", "yes", "true", "y", "checked", "selected", "ticked", "on", "x", "✓", "✔", "t"))


def tidy(words: str) -> str:
    """Words with single spaces and nothing before or after them."""
    return " ".join(words.split())


def folded(words: str) -> str:
    """Answers as they are compared: without capitals, single spaces."""
    return " ".join(words.casefold().split())


def outside(answer: str) -> bool:
    """Whether an answer is no step of a scale: "Don't know", "Prefer not to say", "Not applicable"."""
    return _OUTSIDE.fullmatch(plain(answer[:120])) is not None


def declined(answer: str) -> bool:
    """Whether somebody would rather not say."""
    return _DECLINED.fullmatch(plain(answer[:120])) is not None


def asks_other(words: str) -> bool:
    """Whether a column is the words beside "Other (please specify)"."""
    return _OTHER.fullmatch(plain(words[:200])) is not None
