"""Unchanged: keeping the answer to a slow question for as long as the document stays as it is.

Home, the numbers beside the pages and the status bar all ask what stands in the way of the next return; after an
edit it is worked out once.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar
from weakref import WeakKeyDictionary

from ward_desk.service.document import Document
from ward_desk.store import changelog

T = TypeVar("T")

_kept: WeakKeyDictionary[Document, dict[Hashable, tuple[int, object]]] = WeakKeyDictionary()


def until_changed(doc: Document, question: Hashable, ask: Callable[[], T]) -> T:
    """The answer `ask` gives, or gave since the last change, in this window or elsewhere. Nobody may change it.

    `question` tells it apart from others, and names all that it depends on besides the document.
    """
    newest = changelog.newest(doc.store.connection)
    answers = _kept.setdefault(doc, {})
    if question in answers and answers[question][0] == newest:
        return answers[question][1]  # type: ignore[return-value] # what `ask` gave for this question
    answer = ask()
    # Older answers are of no use to anybody.
    _kept[doc] = {one: kept for one, kept in answers.items() if kept[0] == newest} | {question: (newest, answer)}
    return answer
