"""Survey import rows: what an import is to do, and what was prepared to be written."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from ward_desk.core.records import Row
from ward_desk.core.surveys.survey_file import Planned
from ward_desk.service.surveys.file_in.survey_import_columns import Asked
from ward_desk.service.surveys.file_in.survey_import_said import FindKey, Preview


class Settled(NamedTuple):
    """What an import is to do."""

    survey: str
    title: str
    columns: tuple[Planned, ...]
    channel: str
    own: str  # what the file's row ids are known by besides; "" when they are known alone
    redact: bool | Collection[FindKey]
    keep: bool  # whether the rows are kept for writing


def packed(pieces: Sequence[str]) -> str:
    """The pieces of a response's answers as they are stored together."""
    return "{" + ",".join(pieces) + "}" if pieces else ""


class NewResponse(NamedTuple):
    """A response that is to be added. Its answers are pieces that thousands of responses share."""

    answered_on: str
    channel: str
    source_row: str
    age_band: str
    area: str
    answers: tuple[str, ...]
    comments: tuple[tuple[str, str], ...]  # question, words

    @property
    def packed(self) -> str:
        """The answers as they are stored."""
        return packed(self.answers)


class ChangedResponse(NamedTuple):
    """A response that is there and of which the file says something else."""

    id: str
    values: Row
    added: tuple[tuple[str, str], ...]  # question, words
    rewritten: tuple[tuple[str, str], ...]  # comment, words


class Prepared(NamedTuple):
    """Everything that is to be written."""

    settled: Settled
    asked: tuple[Asked, ...]
    responses: list[NewResponse]
    changed: list[ChangedResponse]
    totals: dict[tuple[str, str], int]  # what is added to the totals of the equality questions
    preview: Preview
    newest: int  # the newest change of the document this rests on
