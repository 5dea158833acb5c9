"""Own words: which answers of a question are choices it offers, and which somebody wrote.

Tools put what people write under "Other" into the column of the choices, so that an answer to choose from may have
come from one person's response. Those go when the answers of a survey are removed, and into no return.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from ward_desk.core.fields import text
from ward_desk.core.records import Row
from ward_desk.core.surveys.scales import ordered
from ward_desk.core.surveys.survey_options import in_own_words
from ward_desk.core.surveys.survey_words import TICKED, folded, outside
from ward_desk.service.surveys.surveys import options_of


def offered(question: Row, given: Mapping[str, int], choices: Collection[str], least: int) -> list[str]:
    """The options of a question that stay without its answers, in their order: all of one that was made here; of one
    read from a file those that at least two people gave, or `least` when they read like a sentence, and besides what
    a heading of the file names (`choices`, as they are compared), the steps of a scale, and answers such as
    "Don't know". `given` is how many people gave each."""
    options = options_of(question)
    if not text(question, "source"):
        return options
    often = [
        one for one in options
        if given.get(one, 0) >= (least if in_own_words({one: 1}) else 2) or folded(one) in choices or _is_plain(one)
    ]  # fmt: skip
    return [one for one in options if one in often or ordered([*often, one])]


def _is_plain(option: str) -> bool:
    return outside(option) or folded(option) in TICKED or folded(option) == "no"
