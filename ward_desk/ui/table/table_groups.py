"""Table groups: where the headings of a grouped list stand among its records, and which groups are folded.

A record has a place among all, from 0, folded or not; a row is where it stands on the screen, headings counted.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple, Protocol

from ward_desk.core.records import Value


class FetchGroups(Protocol):
    """Asks the store for the ids of a list, each with the heading of its group, those of one heading together."""

    def __call__(
        self, *, words: str, filters: Mapping[str, Value], sort: str, descending: bool | None, group: str
    ) -> Sequence[tuple[str, str]]: ...


class Grouping(NamedTuple):
    """What a list can be grouped by: (name, its word, the heading of those without one) each, and how it is asked."""

    choices: Sequence[tuple[str, str, str]]  # ("theme", "theme", "No theme")
    fetch: FetchGroups


class Heading(NamedTuple):
    """What stands over a group of records."""

    words: str
    number: int  # of records in the group
    folded: bool


class _Group(NamedTuple):
    words: str  # "" for those without a heading
    first: int  # place of its first record
    number: int


class Groups:
    """The groups of a list, in their order. Which are folded is remembered by their headings, for each way to group."""

    def __init__(self) -> None:
        self._by = ""
        self._groups: list[_Group] = []
        self._firsts: list[int] = []
        self._tops: list[int] = []  # the row of each heading
        self._folded: set[tuple[str, str]] = set()
        self.rows = 0  # headings and the records not folded away

    def __bool__(self) -> bool:
        return bool(self._groups)

    def set(self, by: str, headings: Iterable[str]) -> None:
        """Take the heading of each record in their order; none for a list that is not grouped."""
        self._by, self._groups = by, []
        first = 0
        for words, members in groupby(headings):
            number = sum(1 for _ in members)
            self._groups.append(_Group(words, first, number))
            first += number
        self._firsts = [group.first for group in self._groups]
        self._lay()

    def _lay(self) -> None:
        self._tops, self.rows = [], 0
        for group in self._groups:
            self._tops.append(self.rows)
            self.rows += 1 + (0 if self._is_folded(group) else group.number)

    def _is_folded(self, group: _Group) -> bool:
        return (self._by, group.words) in self._folded

    def _at(self, row: int) -> int:
        return bisect_right(self._tops, row) - 1

    def heading_at(self, row: int) -> Heading | None:
        """What the heading in a row says; None for the row of a record."""
        at = self._at(row)
        if self._tops[at] != row:
            return None
        group = self._groups[at]
        return Heading(group.words, group.number, self._is_folded(group))

    def place_at(self, row: int) -> int:
        """The place of the record in a row; -1 for a heading."""
        at = self._at(row)
        inside = row - self._tops[at]
        return self._groups[at].first + inside - 1 if inside else -1

    def row_of(self, place: int) -> int:
        """The row of the record in that place; -1 when its group is folded."""
        at = bisect_right(self._firsts, place) - 1
        group = self._groups[at]
        return -1 if self._is_folded(group) else self._tops[at] + 1 + place - group.first

    def heading_row(self, place: int) -> int:
        """The row of the heading over the record in that place."""
        return self._tops[bisect_right(self._firsts, place) - 1]

    def rows_under(self, row: int) -> tuple[int, int]:
        """The first and last row of the records in the group that a row belongs to, as when it is not folded."""
        at = self._at(row)
        return self._tops[at] + 1, self._tops[at] + self._groups[at].number

    def is_folded(self, row: int) -> bool:
        """Whether the group a row belongs to is folded."""
        return self._is_folded(self._groups[self._at(row)])

    def fold(self, row: int, folded: bool) -> None:
        """Fold the group a row belongs to, or unfold it."""
        key = self._by, self._groups[self._at(row)].words
        if folded:
            self._folded.add(key)
        else:
            self._folded.discard(key)
        self._lay()

    def fold_all(self, folded: bool) -> None:
        """Fold every group, or unfold every one."""
        keys = {(self._by, group.words) for group in self._groups}
        self._folded = self._folded | keys if folded else self._folded - keys
        self._lay()
