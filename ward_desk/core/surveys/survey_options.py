"""Several choices in one cell: what stands between them, which answers there are, and taking a cell apart again.

Microsoft Forms writes "Parks;Buses;", Google Forms "Parks, Buses", where an answer may hold a comma of its own:
"Parks, play areas and woods". The answers are the fewest that explain every cell.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

from ward_desk.core.surveys.survey_words import folded, tidy

_BETWEEN: Final = (";", "|", "\n", ", ", ",")
_MOST_OPTIONS: Final = 60
_LONGEST: Final = 160  # characters of an answer
_MOST_PIECES: Final = 200  # of one cell; a longer one is no list of choices
_SURE: Final = 3  # so often together that it is no chance
_PASSES: Final = 8


class Joined(NamedTuple):
    """What several choices in one cell are made of."""

    parts: str  # what stands between them
    options: tuple[str, ...]  # the most chosen first


def joined(values: Mapping[str, int]) -> Joined | None:
    """What a column's cells are lists of; None when they are single answers or free text.

    `values` are the different cells and how often each occurs.
    """
    cells = {cell: often for cell, often in values.items() if cell.strip()}
    whole = sum(cells.values())
    if not whole:
        return None
    ended = sum(often for cell, often in cells.items() if cell.rstrip().endswith(";"))
    if ended * 10 >= whole * 8:
        return _made_of(cells, ";", ended=True)
    for parts in _BETWEEN:
        if sum(parts in cell for cell in cells) * 50 >= len(cells):
            found = _made_of(cells, parts, ended=False)
            if found:
                return found
    return None


def pieces(cell: str, parts: str) -> list[str]:
    """A cell cut at each `parts` that stands outside brackets: "Other (litter, dogs), Parks" has two."""
    found: list[str] = []
    depth = 0
    for piece in cell.split(parts):
        if depth > 0 and found:
            found[-1] = f"{found[-1]}{parts}{piece}"
        else:
            found.append(piece)
        depth = max(0, depth + piece.count("(") - piece.count(")"))
    return [tidy(piece) for piece in found if piece.strip()]


def splitter(options: Sequence[str], parts: str) -> Callable[[str], tuple[str, ...]]:
    """A function that takes a cell apart into the answers in it, in the spelling of `options`, each once.

    What is none of them is kept as it was written, as one answer however many commas it holds.
    """
    known = {tuple(folded(piece) for piece in pieces(option, parts)): option for option in options if option.strip()}
    longest = max((len(key) for key in known), default=1)

    def split(cell: str) -> tuple[str, ...]:
        written = pieces(cell, parts)
        if len(written) > _MOST_PIECES:
            return (tidy(cell),)
        low = [folded(piece) for piece in written]
        # From the end: what the rest of the cell costs, (pieces of no known answer, answers), and the way there.
        costs: list[tuple[int, int]] = [(0, 0)] * (len(low) + 1)
        ways: list[tuple[int, str]] = [(0, "")] * len(low)
        for at in range(len(low) - 1, -1, -1):
            strange, answers = costs[at + 1]
            costs[at], ways[at] = (strange + 1, answers + 1), (at + 1, "")
            for to in range(at + 1, min(at + longest, len(low)) + 1):
                option = known.get(tuple(low[at:to]))
                if option is not None and (costs[to][0], costs[to][1] + 1) < costs[at]:
                    costs[at], ways[at] = (costs[to][0], costs[to][1] + 1), (to, option)
        return _along(written, ways, parts)

    return split


def in_own_words(answers: Mapping[str, int]) -> int:
    """How many answers were given once and in so many words that somebody wrote them."""
    return sum(often == 1 and len(answer) > 25 and answer.count(" ") > 3 for answer, often in answers.items())


def _along(written: Sequence[str], ways: Sequence[tuple[int, str]], parts: str) -> tuple[str, ...]:
    answers: dict[str, None] = {}
    strange: list[str] = []
    between = _between(parts)
    at = 0
    while at < len(written):
        to, option = ways[at]
        if option:
            if strange:
                answers[between.join(strange)] = None
                strange = []
            answers[option] = None
        else:
            strange.append(written[at])
        at = to
    if strange:
        answers[between.join(strange)] = None
    return tuple(answers)


def _between(parts: str) -> str:
    """How it stands inside an answer: tools that part answers by a bare comma leave the space of one within."""
    return parts if parts.endswith(" ") else f"{parts} "


def _made_of(cells: Mapping[str, int], parts: str, *, ended: bool) -> Joined | None:
    lists = [(pieces(cell, parts), often) for cell, often in cells.items()]
    if any(len(one) > _MOST_PIECES for one, _ in lists):
        return None
    if "," in parts:
        lists = _grown(lists, parts)
    chosen: Counter[str] = Counter()
    spelt: dict[str, str] = {}
    for one, often in lists:
        for answer in dict.fromkeys(one):
            chosen[folded(answer)] += often
            spelt.setdefault(folded(answer), answer)
    several = sum(often for one, often in lists if len(one) > 1)
    if not ended and (several < 2 or several * 20 < sum(often for _, often in lists)):
        return None
    again = {answer: often for answer, often in chosen.items() if often > 1}
    sure = sum(again.values()) >= 0.7 * chosen.total()
    if not ended and (not sure or len(again) < 2 or len(again) >= len(cells) > 4):
        return None
    if (
        (not ended and in_own_words(chosen) * 5 > sum(cells.values()))
        or any(len(answer) > _LONGEST for answer in again)
        or len(again) > _MOST_OPTIONS
    ):
        return None
    kept = chosen if len(chosen) <= (_MOST_OPTIONS if len(chosen) < 2 * len(again) else 12) else again
    return Joined(parts, tuple(spelt[answer] for answer in sorted(kept, key=lambda one: (-chosen[one], one))))


def _grown(lists: list[tuple[list[str], int]], parts: str) -> list[tuple[list[str], int]]:
    """Pieces that always stand together put together again, until none do: that is fewer answers for the same cells."""
    for _ in range(_PASSES):
        pairs = _together(lists)
        if not pairs:
            break
        lists = [(_put_together(one, pairs, parts), often) for one, often in lists]
    return lists


def _together(lists: Sequence[tuple[Sequence[str], int]]) -> set[tuple[str, str]]:
    """The neighbours that are one answer: a piece that never stands without one of those after it, which never stand
    without it; or the other way round."""
    after: defaultdict[str, Counter[str]] = defaultdict(Counter)
    before: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one, often in lists:
        for left, right in zip(["", *one], [*one, ""], strict=True):
            after[left][right] += often
            before[right][left] += often

    def sure(left: str, right: str) -> bool:
        return right[:1].islower() or after[left][right] >= _SURE

    found: set[tuple[str, str]] = set()
    for way, other, turned in ((after, before, False), (before, after, True)):
        for piece, beside in way.items():
            if not piece or "" in beside or any(set(other[one]) != {piece} for one in beside):
                continue
            pairs = {(one, piece) if turned else (piece, one) for one in beside}
            if all(sure(*pair) for pair in pairs):
                found |= pairs
    return found


def _put_together(one: Sequence[str], pairs: set[tuple[str, str]], parts: str) -> list[str]:
    found: list[str] = []
    at = 0
    while at < len(one):
        if at + 1 < len(one) and (one[at], one[at + 1]) in pairs:
            figures = one[at][-1:].isdigit() and one[at + 1][:1].isdigit()  # "10,000"
            found.append(f"{one[at]}{parts if figures else _between(parts)}{one[at + 1]}")
            at += 2
        else:
            found.append(one[at])
            at += 1
    return found
