"""Unchanged: keeping the answer to a slow question for as long as the document stays as it is.

Home, the numbers beside the pages and the status bar all ask what stands in the way of the next return; after an
edit it is worked out once, of a large document by another connection to it, on a thread of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

from ward_desk.service.document import Document
from ward_desk.store import changelog

T = TypeVar("T")

Answers = dict[Hashable, tuple[int, object]]  # question -> the newest change it knew of, and the answer


def until_changed(doc: Document, question: Hashable, ask: Callable[[], T]) -> T:
    """The answer `ask` gives, or gave since the last change, in this window or elsewhere. Nobody may change it.

    `question` tells it apart from others, and names all that it depends on besides the document.
    """
    newest = changelog.newest(doc.store.connection)
    answers = doc.answers
    if question in answers and answers[question][0] == newest:
        return answers[question][1]  # type: ignore[return-value] # what `ask` gave for this question
    answer = ask()
    _drop_older(answers, newest)
    answers[question] = newest, answer
    return answer


def while_table_stands(doc: Document, table: str, ask: Callable[[], T], question: str = "") -> T:
    """The answer `ask` gives, or gave since a record of this table was last changed. Without a `question` it is how its
    records are named where one is chosen. Nobody may change the answer."""
    answers = doc.table_answers.setdefault(table, {})
    if question not in answers:
        answers[question] = ask()
    return answers[question]  # type: ignore[return-value] # what `ask` gave for this question


def known(doc: Document, question: Hashable) -> bool:
    """Whether `until_changed` would give its answer at once."""
    return question in doc.answers and doc.answers[question][0] == changelog.newest(doc.store.connection)


def adopt(doc: Document, answers: Answers) -> bool:
    """Take over what another connection to the same document worked out. False when it is out of date by now."""
    newest = changelog.newest(doc.store.connection)
    _drop_older(doc.answers, newest)
    fresh = {question: kept for question, kept in answers.items() if kept[0] == newest}
    doc.answers.update(fresh)
    return len(fresh) == len(answers)


def _drop_older(answers: Answers, newest: int) -> None:
    """Older answers are of no use to anybody."""
    for question in [one for one, kept in answers.items() if kept[0] != newest]:
        del answers[question]
