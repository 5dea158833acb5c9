"""Hiding small numbers of people, and the least number of others that would give them away.

Totals of people by personal characteristic from 1 to 4 become `[c]`; true zeros stay (model.md, Privacy). A
further number is hidden wherever a hidden one could be worked out from the totals printed with the table.

What the reader is taken to know: every number printed, every total printed, that a hidden number is a whole
number and not zero (zeros are printed), and nothing else. A table is safe when, knowing that, each hidden
number could still be at least two different ones. Not guarded against: other tables of the same people, and
one period taken from another (research.md section 6), which the caller has to hide as one table.

How it is known: each row and column is a node, each number a link between its row and its column, with the
totals as one more row and column. A hidden number can differ exactly when a change of one can go round a ring
of hidden links (raising every other one and lowering those between, none below 1), because the sums of a
two-way table make a flow in a network, where whole numbers suffice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

HIDDEN = "[c]"
NOT_AVAILABLE = "[x]"
THRESHOLD = 5
EXACT_CELLS = 20  # non-zero numbers up to which the least number is found for certain; larger tables come close


@dataclass(frozen=True, slots=True)
class ListMask:
    """What of a list and its total is hidden: one mark a number, in order."""

    cells: tuple[bool, ...]
    total_hidden: bool


@dataclass(frozen=True, slots=True)
class TableMask:
    """What of a table, its row totals, its column totals and its grand total is hidden."""

    cells: tuple[tuple[bool, ...], ...]
    row_totals: tuple[bool, ...]
    column_totals: tuple[bool, ...]
    total_hidden: bool


@dataclass(frozen=True, slots=True)
class _Link:
    """One printed number between its row node and its column node; a total may count against them."""

    row: int
    column: int
    value: int
    total: bool
    against: bool

    @property
    def cost(self) -> tuple[int, int, int]:
        """What hiding it costs: a total before all, then one number more, then how large a number is lost."""
        return int(self.total), 1, self.value


def hide_list(values: Sequence[int | None], threshold: int = THRESHOLD) -> ListMask:
    """What to hide of numbers of people printed with their total. None, not available, is no number to hide.

    Numbers from 1 to `threshold` - 1 are hidden, then the smallest other one if they could be worked out; the
    total is withheld when it is itself that small or when there is no other to hide. Raises ValueError for a
    number below 0 or a threshold below 2.
    """
    numbers = [_checked(value) for value in values]
    links = [_Link(0, 1, number, total=False, against=False) for number in numbers]
    links.append(_Link(0, 1, sum(numbers), total=True, against=True))
    hidden = _hidden(links, threshold)
    return ListMask(tuple(n in hidden for n in range(len(numbers))), len(numbers) in hidden)


def hide_table(rows: Sequence[Sequence[int | None]], threshold: int = THRESHOLD) -> TableMask:
    """What to hide of a table of people printed with its row, column and grand totals, as `hide_list` does.

    Raises ValueError also when the rows differ in length.
    """
    table = [[_checked(value) for value in row] for row in rows]
    width = len(table[0]) if table else 0
    if any(len(row) != width for row in table):
        raise ValueError("Every row of a table has the same number of columns.")
    sums = [sum(row) for row in table]
    full = [[*row, total] for row, total in zip(table, sums, strict=True)]
    full.append([*(sum(row[n] for row in table) for n in range(width)), sum(sums)])
    height = len(table)
    links = [
        _Link(
            row=n,
            column=height + 1 + m,
            value=value,
            total=n == height or m == width,
            against=(n == height) != (m == width),
        )
        for n, line in enumerate(full)
        for m, value in enumerate(line)
    ]
    hidden = _hidden(links, threshold)
    marks = [tuple(n * (width + 1) + m in hidden for m in range(width + 1)) for n in range(height + 1)]
    return TableMask(
        cells=tuple(line[:-1] for line in marks[:-1]),
        row_totals=tuple(line[-1] for line in marks[:-1]),
        column_totals=marks[-1][:-1],
        total_hidden=marks[-1][-1],
    )


def show(value: int | None, hidden: bool) -> int | str:
    """What is printed: the number, "[c]" for one that is hidden, "[x]" for one that is not available."""
    if value is None:
        return NOT_AVAILABLE
    return HIDDEN if hidden else value


def _checked(value: int | None) -> int:
    if value is not None and value < 0:
        raise ValueError(f"A number of people cannot be below 0, and {value} is.")
    return value or 0


def _hidden(links: Sequence[_Link], threshold: int) -> frozenset[int]:
    """The places in `links` to hide: the small numbers, then the cheapest others that make them safe."""
    if threshold < 2:
        raise ValueError("A threshold below 2 hides nothing.")
    small = frozenset(n for n, link in enumerate(links) if 1 <= link.value < threshold)
    if _given_away(links, small) is None:
        return small
    others = [n for n, link in enumerate(links) if link.value >= threshold]
    if sum(1 for link in links if link.value and not link.total) > EXACT_CELLS:
        return small | _close(links, small, others)
    inner = [n for n in others if not links[n].total]
    totals = _least_totals(links, small | frozenset(inner), [n for n in others if links[n].total])
    return small | totals | _least(links, small | totals, inner)


def _least_totals(links: Sequence[_Link], rest: frozenset[int], totals: Sequence[int]) -> frozenset[int]:
    """The fewest, smallest totals that must be withheld even when every other number is hidden."""
    for size in range(len(totals)):
        safe = (kept for kept in _cheapest(links, totals, size) if _given_away(links, rest | kept) is None)
        if (found := next(safe, None)) is not None:
            return found
    return frozenset(totals)


def _cheapest(links: Sequence[_Link], places: Sequence[int], size: int) -> Iterator[frozenset[int]]:
    every = combinations(places, size)
    return map(frozenset, sorted(every, key=lambda some: (sum(links[n].value for n in some), some)))


def _least(links: Sequence[_Link], hidden: frozenset[int], free: Sequence[int]) -> frozenset[int]:
    """The fewest further numbers to hide, and of those the smallest in sum: tries one more at each turn.

    Some number that is given away has to become part of a ring, and every ring crosses from what can be
    reached to what cannot: one of the links across has to be hidden, so only those are tried.
    """
    level = {frozenset[int]()}
    for _ in range(len(free) + 1):
        safe, wider = [], set()
        for added in level:
            across = _given_away(links, hidden | added)
            if across is None:
                safe.append(added)
            elif not safe:
                wider |= {added | {n} for n in across if n in free}
        if safe:
            return min(safe, key=lambda some: (sum(links[n].value for n in some), sorted(some)))
        level = wider
    return frozenset(free)


def _close(links: Sequence[_Link], small: frozenset[int], free: Sequence[int]) -> frozenset[int]:
    """Few further numbers to hide in a large table: the cheapest across each time, then none too many."""
    added: list[int] = []
    while (across := _given_away(links, small | frozenset(added))) is not None:
        added.append(min((n for n in across if n in free), key=lambda n: (*links[n].cost, n)))
    for n in sorted(added, key=lambda n: links[n].cost, reverse=True):
        fewer = [other for other in added if other != n]
        if _given_away(links, small | frozenset(fewer)) is None:
            added = fewer
    return frozenset(added)


def _given_away(links: Sequence[_Link], hidden: frozenset[int]) -> frozenset[int] | None:
    """None when no hidden number can be worked out; else the links across, one of which must be hidden."""
    steps: dict[int, list[tuple[int, int]]] = {}
    for n in hidden:
        link = links[n]
        for rising in (True, False):
            if rising or link.value > 1:  # a hidden number may be any from 1 up
                start, end = (link.row, link.column) if rising != link.against else (link.column, link.row)
                steps.setdefault(start, []).append((end, n))
    for n in sorted(hidden):
        link = links[n]
        ends = ((link.row, link.column), (link.column, link.row))
        falls = ends[0] if link.against else ends[1]
        reached = []
        for start, end in ends:
            if (start, end) == falls and link.value <= 1:
                continue
            nodes = _reached(steps, end, start, without=n)
            if start in nodes:
                break
            reached.append(nodes)
        else:
            return frozenset(
                m
                for m, other in enumerate(links)
                if other.value and m not in hidden
                for nodes in reached
                if (other.row in nodes) != (other.column in nodes)
            )
    return None


def _reached(steps: dict[int, list[tuple[int, int]]], start: int, until: int, without: int) -> set[int]:
    """The nodes that can be reached from `start` without one link; it stops early on finding `until`."""
    nodes, ahead = {start}, [start]
    while ahead and until not in nodes:
        for end, n in steps.get(ahead.pop(), ()):
            if n != without and end not in nodes:
                nodes.add(end)
                ahead.append(end)
    return nodes
