"""Question bank: questions ready to be asked, with the answers other surveys offer, and finding among them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class BankQuestion(NamedTuple):
    """One question of the bank. Its code never changes; `options` of a scale stand from the low to the high end."""

    code: str
    group: str
    wording: str
    kind: str  # a code of QUESTION_KINDS
    options: tuple[str, ...]
    source: str  # whose wording it is
    note: str  # who it is for, and how its results are reported
    characteristic: str = ""  # an equality question, kept as totals: a code of CHARACTERISTICS


def matching(bank: Iterable[BankQuestion], words: str) -> list[BankQuestion]:
    """The questions that have every one of some words in their group, wording, answers, source or note."""
    wanted = words.casefold().split()
    return [one for one in bank if all(word in _said(one) for word in wanted)]


def _said(one: BankQuestion) -> str:
    return "\n".join((one.group, one.wording, *one.options, one.source, one.note)).casefold()


def twice(bank: Sequence[BankQuestion]) -> str:
    """The first code that stands in the bank twice; "" when there is none."""
    seen: set[str] = set()
    for one in bank:
        if one.code in seen:
            return one.code
        seen.add(one.code)
    return ""
