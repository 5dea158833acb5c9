"""Survey outgoing: a question as it may leave the window: copied, saved or printed, with small numbers hidden."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ward_desk.core import small_numbers
from ward_desk.core.surveys.scale_shares import share_words
from ward_desk.service.surveys.results.survey_question import QuestionResult


class Line(NamedTuple):
    """One answer as it is printed or saved: its number and share in words, "[c]" for what is hidden; `number` is None
    then."""

    words: str
    number: int | None
    number_words: str
    share_words: str


def _together(columns: Sequence[tuple[str, int]], least: int) -> tuple[tuple[str, int], ...]:
    """Columns that lie side by side put together until none is of fewer than `least` people: "0 to 4"."""
    parts: list[list[tuple[str, int]]] = [[]]
    for column in columns:
        if sum(number for _, number in parts[-1]) >= least:
            parts.append([])
        parts[-1].append(column)
    if len(parts) > 1 and sum(number for _, number in parts[-1]) < least:
        parts[-2:] = [parts[-2] + parts[-1]]
    return tuple((_span(part[0][0], part[-1][0]), sum(number for _, number in part)) for part in parts if part)


def _span(first: str, last: str) -> str:
    return first if first == last else f"{first.partition(' to ')[0]} to {last.rpartition(' to ')[2]}"


class Outgoing(NamedTuple):
    """A question as it may leave the window. `hidden` when a number of it is not told."""

    lines: tuple[Line, ...]
    base: str
    said: str
    hidden: bool


def outgoing(result: QuestionResult, least: int) -> Outgoing:
    """A question with numbers of people below `least` hidden, and with them whatever would give them away, as the
    shares of the two sides of a scale. Columns of numbers and months are put together until each has enough."""
    if result.kind in ("number", "date"):
        result = result._replace(answers=_together(result.answers, least))
    numbers = [number for _, number in result.answers]
    base = result.scale.base if result.scale is not None else result.base
    if result.kind in ("several", "text"):  # they add up to nothing that is told
        cells, few = tuple(0 < number < least for number in numbers), 0 < base < least
    else:
        mask = small_numbers.hide_list(numbers, least)
        cells, few = mask.cells, mask.total_hidden or 0 < base < least
    hidden = few or any(cells)
    apart = {words for words, _ in result.scale.apart} if result.scale is not None else set()
    lines = []
    for (words, number), hide in zip(result.answers, cells, strict=True):
        share = small_numbers.HIDDEN if hide else "" if few or words in apart else share_words(number, base)
        shown = small_numbers.HIDDEN if hide else f"{number:,}"
        lines.append(Line(words, None if hide else number, shown, share))
    said = "" if few or (hidden and result.kind == "scale") else result.said
    return Outgoing(tuple(lines), small_numbers.HIDDEN if few else f"{base:,}", said, hidden)
