"""Survey import said: what bringing a survey file in would do and did, in numbers and sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ward_desk.core.privacy import Find
from ward_desk.core.records import Value
from ward_desk.core.typed import counted

FindKey = tuple[int, int, int]  # row, column, where in the words it starts


class Found(NamedTuple):
    """Something personal in the free text of a response that is to be written."""

    row: int  # as a spreadsheet shows it
    column: int  # from 0
    words: str  # the whole text
    find: Find

    @property
    def key(self) -> FindKey:
        """What it is known by from one preview of a file to the next."""
        return self.row, self.column, self.find.start

    @property
    def kind(self) -> str:
        """What it is: "phone number"."""
        return self.find.label


class QuestionIn(NamedTuple):
    """A question of the survey that columns of the file answer."""

    wording: str
    kind: str
    columns: tuple[int, ...]
    made: bool  # not there yet
    new_options: tuple[str, ...]  # answers to be added to those of a question that is there


class TotalIn(NamedTuple):
    """One total of an equality question, before and after; 0 before when there is none yet."""

    characteristic: str  # a code of CHARACTERISTICS
    band: str
    before: int
    after: int


class UnreadIn(NamedTuple):
    """The cells of one column that nothing could be made of."""

    column: int
    number: int
    sentences: tuple[str, ...]  # of the first few


class Preview(NamedTuple):
    """Everything an import would do. `values` are the fields of the survey it would fill; `others` says that most of
    the row ids there belong to other people's answers."""

    rows: int
    add: int
    update: int
    same: int
    skipped: tuple[tuple[str, int], ...]  # reason, how many rows
    comments: int
    questions: tuple[QuestionIn, ...]
    out: tuple[tuple[int, str], ...]  # column, why it is left out
    totals: tuple[TotalIn, ...]
    finds: tuple[Found, ...]  # the first 200
    found: int  # how many there are
    unread: tuple[UnreadIn, ...]
    values: Mapping[str, Value]
    others: bool
    said: tuple[str, ...]

    @property
    def changes(self) -> bool:
        """Whether bringing it in would change anything."""
        return bool(self.add or self.update)

    @property
    def words(self) -> str:
        """What it comes to: "1,180 to add, 24 as they are, 3 skipped."."""
        parts = [f"{number:,} {what}" for number, what in (
            (self.add, "to add"), (self.update, "to change"), (self.same, "as they are"),
            (sum(number for _, number in self.skipped), "skipped"),
        ) if number]  # fmt: skip
        return (", ".join(parts) if parts else "Nothing to bring in") + "."


class Done(NamedTuple):
    """What an import did."""

    survey: str
    added: int
    updated: int
    same: int
    comments: int
    words: str  # "Brought in 1,180 responses and 400 comments from survey.csv"


def done_words(added: int, updated: int, comments: int, name: str) -> str:
    """What an import did, in words."""
    parts = [counted(added, "response")] if added else []
    if comments:
        parts.append(counted(comments, "comment"))
    words = [f"brought in {' and '.join(parts)}"] if parts else []
    if updated:
        words.append(f"changed {counted(updated, 'response')}")
    if not words:
        return f"Everything in {name} is in the survey already"
    told = " and ".join(words)
    return f"{told[0].upper()}{told[1:]} from {name}"
