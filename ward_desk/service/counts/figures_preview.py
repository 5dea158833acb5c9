"""Figures preview: what a person chose for a file of figures or a ward profile, and what bringing it in would do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

from ward_desk.core.changes import ChangeSet
from ward_desk.core.tracker.tracker import TrackerFile
from ward_desk.core.typed import counted
from ward_desk.service.document import Document

What = Literal["new", "change", "same", "refused", "out"]
NEW: Final = "new"  # answers to a question that are no record
OUT: Final = "out"


@dataclass
class Choices:
    """How a file is read."""

    sheet: int
    header: int  # row of the headings, from 0
    columns: list[str]  # a target for each
    year: int  # where the financial year starts that months without a year are in
    month_first: bool = False  # how 03/04/2023 is read
    answers: dict[str, str] = field(default_factory=dict)  # name in the file -> id, NEW or OUT
    asked: dict[str, str] = field(default_factory=dict)  # what the file does not say: "source", "dated"
    left_out: set[int] = field(default_factory=set)  # keys of lines
    guessed: dict[str, str] = field(default_factory=dict)  # name in the file -> the record most like it

    def choose(self, column: int, target: str, several: frozenset[str]) -> list[int]:
        """Make a column something else. Gives the columns that were it until now and are left out instead."""
        others = [at for at, one in enumerate(self.columns) if one == target and at != column]
        others = [] if target in several else others
        for at in others:
            self.columns[at] = OUT
        self.columns[column] = target
        return others


class Line(NamedTuple):
    """One value of the file and what becomes of it."""

    key: int  # of its cell
    where: str  # "E7"
    name: str  # what it is a value of
    of: str  # its period, or its area
    says: str  # as the file has it
    what: What
    becomes: str = ""  # "50", or "40 → 50" for a change
    sentence: str = ""  # why it is refused or left out, or what was made of it


class Question(NamedTuple):
    """A name in the file that may be one record or another."""

    name: str
    detail: str  # how it was matched, and how many values it has
    options: Sequence[tuple[str, str]]
    answer: str
    sure: bool


class Preview(NamedTuple):
    """What bringing the file in would do."""

    lines: tuple[Line, ...]
    questions: tuple[Question, ...]
    said: tuple[str, ...]  # what a person should know beyond the lines
    number: int  # of values that would come in
    asks: tuple[str, ...] = ()  # which of `asked` the file does not say
    has_day: bool = False  # whether a period may be read with the day or the month first
    needs_year: bool = False

    @property
    def words(self) -> str:
        """How many values there are of each kind, in words."""
        by = Counter(line.what for line in self.lines)
        said: dict[What, str] = {
            "new": "new", "change": "to change", "same": "as they are", "refused": "refused", "out": "left out",
        }  # fmt: skip
        found = ", ".join(f"{by[what]:,} {words}" for what, words in said.items() if by[what])
        return f"{counted(len(self.lines), 'value')}: {found}." if self.lines else "No values were found in this sheet."


class Subject(NamedTuple):
    """One kind of file that is brought in by the same page."""

    noun: str  # of a value
    questions: str  # over them
    targets: tuple[tuple[str, str], ...]
    several: frozenset[str]  # targets that many columns may be
    heads: tuple[str, str, str, str]  # of the table: name, of, says, becomes
    begin: Callable[[Document, TrackerFile, int | None, int | None], Choices]
    preview: Callable[[Document, TrackerFile, Choices], Preview]
    apply: Callable[[Document, TrackerFile, Choices, object], ChangeSet]
