"""One heading for each column, out of however many rows of headings a tool writes.

Where a question has one column for each choice, its heading says which choice the column stands for. Whether it
does is told by what the columns hold: "Jobs" or a tick under the choice "Jobs", never different answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ward_desk.core.surveys.survey_file import Heading
from ward_desk.exchange.file_limits import column_letters

_NO_CHOICE: Final = ("response", "open-ended response", "open ended response", "selected choice")
_OTHER: Final = re.compile(r"other\b.*", re.IGNORECASE)
_TEXT_OF_OTHER: Final = re.compile(r"\s+[-–]\s+text$", re.IGNORECASE)  # "Other - Text": what Qualtrics calls it
_PARTS: Final = re.compile(r"\s+[-–|>]\s+|:\s+")  # what can stand between a question and a choice
_ONE_COLUMN: Final = ("forms", "google")  # tools that put all choices of a question into one cell
_TICKS: Final = frozenset({"1", "x", "y", "yes", "true", "ticked", "checked", "selected", "✓", "✔", "☑"})

Sample = Sequence[Sequence[str]]


def headings(tool: str, rows: Sequence[Sequence[str]], width: int, sample: Sample) -> tuple[Heading, ...]:
    """The headings of so many columns out of the rows of headings, judged by the first rows under them."""
    lines = [[_plain(row[at]) if at < len(row) else "" for at in range(width)] for row in rows]
    codes = [""] * width
    if tool == "qualtrics" and len(lines) > 1:
        codes, words, choices = lines[0], lines[1], [""] * width
    elif len(lines) > 1:
        words, choices = _carried(lines[0], lines[1])
    else:
        words, choices = lines[0], [""] * width
    found = list(zip(words, choices, strict=True))
    if any(choices):
        for group in _groups_below(found):
            _settle(found, group, sample)
    elif tool not in _ONE_COLUMN:
        for group, question in _groups_of_parts(words):
            _settle_parts(found, group, question, sample)
    return tuple(
        Heading(question or code or f"Column {column_letters(at)}", choice, code if question else "")
        for at, ((question, choice), code) in enumerate(zip(found, codes, strict=True), start=1)
    )


def _plain(words: str) -> str:
    return " ".join(words.split())


def _carried(first: Sequence[str], second: Sequence[str]) -> tuple[list[str], list[str]]:
    """The questions carried on over the columns of their choices, and the choices."""
    words: list[str] = []
    choices = ["" if choice.casefold() in _NO_CHOICE else choice for choice in second]
    for question, choice in zip(first, second, strict=True):
        words.append(question or (words[-1] if choice and words else ""))
    return words, choices


def _groups_below(found: Sequence[tuple[str, str]]) -> Iterator[list[int]]:
    """The columns next to each other that ask the same question and have choices below it."""
    group: list[int] = []
    for at, (question, choice) in enumerate(found):
        if group and (question != found[group[-1]][0] or not question):
            yield group
            group = []
        if choice and question:
            group.append(at)
    if group:
        yield group


def _settle(found: list[tuple[str, str]], group: list[int], sample: Sample) -> None:
    """Keep the choices of a question where its columns are choices; elsewhere each column asks for itself, as the
    rows of a grid do."""
    asked = [at for at in group if not _OTHER.fullmatch(found[at][1])]
    if all(_is_ticked(at, found[at][1], group.index(at) + 1, sample) is not False for at in asked):
        return
    for at in group:
        question, choice = found[at]
        found[at] = (f"{question}: {choice}", "")


def _groups_of_parts(words: Sequence[str]) -> Iterator[tuple[list[int], str]]:
    """The columns next to each other that begin with the same question: "Question - choice"."""
    at = 0
    while at < len(words):
        question = _shared(words[at], words[at + 1]) if at + 1 < len(words) else ""
        group = [at]
        while question and at + 1 < len(words) and question in _beginnings(words[at + 1]):
            at += 1
            group.append(at)
        if question:
            yield group, question
        at += 1


def _beginnings(words: str) -> list[str]:
    """All that the words may begin with as a question, the longest first."""
    return [words[: found.start()] for found in _PARTS.finditer(words)][::-1]


def _shared(one: str, other: str) -> str:
    others = _beginnings(other)
    return next((question for question in _beginnings(one) if question and question in others), "")


def _settle_parts(found: list[tuple[str, str]], group: list[int], question: str, sample: Sample) -> None:
    """Part "Question - choice" where the columns are choices; leave all others whole."""
    choices = {at: _PARTS.sub("", found[at][0][len(question) :], count=1) for at in group}
    main = [at for at in group if choices[at].casefold() in _NO_CHOICE]
    others = [at for at in group if _OTHER.fullmatch(choices[at])]
    ticked = {
        at: _is_ticked(at, choices[at], place, sample)
        for place, at in enumerate(group, start=1)
        if at not in main and at not in others
    }
    sure = sum(one is True for one in ticked.values())
    chosen = [at for at, one in ticked.items() if one is not False] if sure > 1 or False not in ticked.values() else []
    if not main and (not chosen or not sure):
        return
    for at in main:
        found[at] = (question, "")
    for at in (*chosen, *others):
        found[at] = (question, _TEXT_OF_OTHER.sub("", choices[at]))


def _is_ticked(at: int, choice: str, place: int, sample: Sample) -> bool | None:
    """Whether a column holds nothing but ticks of one choice; None when it holds nothing at all."""
    held = {row[at].casefold() for row in sample if at < len(row) and row[at]}
    if not held:
        return None
    if len(held) > 1:
        return False
    (value,) = held
    return _plain(value) == choice.casefold() or value in _TICKS or value == str(place)
