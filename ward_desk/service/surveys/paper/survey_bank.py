"""Survey bank: the questions ready to be asked, read from `resources/questions/*.toml`, and adding some to a survey.

The bank is data: a further question is one more table there and no code. Equality questions are for a sheet of their
own and are never added to a survey: their answers are kept as totals only (model.md, Privacy).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

from ward_desk.core import resources
from ward_desk.core.changes import Op
from ward_desk.core.choices import CHARACTERISTICS, QUESTION_KINDS
from ward_desk.core.errors import KnownError
from ward_desk.core.fields import text
from ward_desk.core.records import Row
from ward_desk.core.surveys.bank import BankQuestion, twice
from ward_desk.service.document import Document
from ward_desk.service.surveys.surveys import survey_row
from ward_desk.service.toml_table import Table, WrongTable
from ward_desk.store import surveys
from ward_desk.store.rows import Store

FOLDER: Final = "questions"  # of the resources
_OPEN: Final = ("text", "number", "date")  # kinds without answers to choose from


@cache
def bank(folder: Path | None = None) -> tuple[BankQuestion, ...]:
    """Every question of the bank in the order of its files, equality questions too. Raises KnownError when a file is
    wrong, naming the place."""
    place = folder or resources.folder() / FOLDER
    made: list[BankQuestion] = []
    for file in sorted(place.glob("*.toml")):
        try:
            made += _read(tomllib.loads(file.read_text(encoding="utf-8")))
        except (WrongTable, tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
            raise _wrong(f"{file.name}: {error}") from error
    if again := twice(made):
        raise _wrong(f"Two questions have the code “{again}”.")
    return tuple(made)


def to_ask() -> tuple[BankQuestion, ...]:
    """The questions that can be added to a survey. Raises KnownError as `bank` does."""
    return tuple(one for one in bank() if not one.characteristic)


def equality() -> tuple[BankQuestion, ...]:
    """The questions of the equality sheet. Raises KnownError as `bank` does."""
    return tuple(one for one in bank() if one.characteristic)


def asked_already(doc: Document, survey: str) -> frozenset[str]:
    """The codes of the bank's questions a survey has."""
    return frozenset(text(row, "bank") for row in doc.store.rows("question", survey=survey)) - {""}


def add(doc: Document, survey: str, codes: Iterable[str], initiator: object = None) -> list[str]:
    """Add questions of the bank at the end of a survey, in the order of the bank; those it has already are passed
    over. Gives the ids of those added. Raises KnownError when the survey is gone."""
    row = survey_row(doc, survey, "Nothing was added.", "Undo the removal, or add the questions to another survey.")
    wanted = frozenset(codes) - asked_already(doc, survey)
    new = [one for one in to_ask() if one.code in wanted]
    made: list[str] = []
    if not new:
        return made

    def write(store: Store) -> None:
        for place, one in enumerate(new, surveys.last_position(store, survey) + 1):
            values: Row = {
                "survey": survey, "position": place, "wording": one.wording, "kind": one.kind,
                "options": "\n".join(one.options), "bank": one.code,
            }  # fmt: skip
            made.append(store.insert("question", values))

    number = "a question" if len(new) == 1 else f"{len(new)} questions"
    doc.run(Op("question.add", f"Add {number} to {row['ref']!s}"), write, initiator)
    return made


def _read(values: dict[str, object]) -> tuple[BankQuestion, ...]:
    table = Table(values, "")
    group = table.text("group")
    return table.each("questions", lambda one: _question(one, group))


def _question(one: Table, group: str) -> BankQuestion:
    kind = one.choice("kind", QUESTION_KINDS)
    options = tuple(one.take("options", list, "a list of answers")) if "options" in one.values else ()
    if not all(isinstance(option, str) and option.strip() for option in options):
        one.wrong("every answer in “options” must be text in quotation marks.")
    if bool(options) == (kind in _OPEN):
        one.wrong("“options” belong to questions with answers to choose from, and only to those.")
    return BankQuestion(
        one.text("code"), group, one.text("wording"), kind, options, one.text("source"), one.text("note"),
        one.choice("characteristic", CHARACTERISTICS, may_lack=True),
    )  # fmt: skip


def _wrong(what: str) -> KnownError:
    return KnownError(
        "questions.broken", f"The question bank can't be read. {what}", "Nothing was changed.",
        "Install Ward Desk again, or correct the file.",
    )  # fmt: skip
