"""Asking: the answer to a question that takes long of a large document, without holding up the window.

Of a small document the answer is there at once. Of a large one another connection works it out on a thread of its own,
and only what was asked for last is answered.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from contextlib import closing
from typing import TYPE_CHECKING, Final, Generic, NamedTuple, TypeVar

from PySide6.QtCore import QCoreApplication, QObject

from ward_desk.core.errors import KnownError
from ward_desk.service import unchanged
from ward_desk.service.document import Document
from ward_desk.store import changelog
from ward_desk.ui.frame_words import is_large

if TYPE_CHECKING:  # imported when a large document is asked for the first time
    from ward_desk.ui.jobs import Reporter, Worker

WORKING: Final = "Working…"
T = TypeVar("T")


class _Asked(NamedTuple, Generic[T]):
    question: Hashable
    work: Callable[[Document], T]
    then: Callable[[T], None]
    failed: Callable[[KnownError], None]


class _Answer(NamedTuple, Generic[T]):
    question: Hashable
    newest: int  # the newest change it knew of
    value: T
    others: unchanged.Answers  # to what was asked on the way


class Asking(QObject, Generic[T]):
    """Answers one question at a time of a document, and keeps the last answer while the document stays as it is."""

    def __init__(self, doc: Document, parent: QObject) -> None:
        super().__init__(parent)
        self._doc = doc
        self._asked: _Asked[T] | None = None  # while its answer is still to come
        self._last: _Answer[T] | None = None
        self._worker: Worker[_Answer[T]] | None = None
        self._of: Hashable = None  # the question at work
        self._over = False  # held on: the document may be closed
        parent.destroyed.connect(self.hold_on)
        app = QCoreApplication.instance()
        if app is not None:  # a thread that is still at it when the program ends would take it down
            app.aboutToQuit.connect(self.hold_on)

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._asked is not None

    def ask(
        self,
        question: Hashable,
        work: Callable[[Document], T],
        then: Callable[[T], None],
        failed: Callable[[KnownError], None],
    ) -> None:
        """Do `then` with what `work` makes of the document, or `failed` with the KnownError it raises; now, or when
        `busy` ends. The answer depends on nothing but the question, the day and the document, and nobody changes it.
        Once it has held on nothing is answered: a field that loses the keyboard with its window still asks."""
        if self._over:
            return
        asked = self._asked = _Asked((self._doc.today, question), work, then, failed)
        if is_large(self._doc) and not self._known(asked.question):
            self._start()
            return
        self._asked = None
        if not self._known(asked.question):
            try:
                self._last = _answered(self._doc, asked.question, work)
            except KnownError as error:
                failed(error)
                return
        assert self._last is not None
        then(self._last.value)

    def forget(self) -> None:
        """Want the answer no more."""
        self._asked = None

    def hold_on(self) -> None:
        """Want nothing ever again, and wait for the thread to end. Whoever owns this calls it before it goes, or the
        document."""
        self._over, self._asked = True, None
        if self._worker is not None:
            self._worker.finished.disconnect(self._on_finished)
            self._worker.hold_on()
            self._worker = None

    def _known(self, question: Hashable) -> bool:
        last = self._last
        return last is not None and last.question == question and last.newest == _newest(self._doc)

    def _start(self) -> None:
        if self._asked is None or self._worker is not None:  # the one at work starts the next when it has finished
            return
        from ward_desk.ui.jobs import Worker

        doc, asked = self._doc, self._asked

        def work(_reporter: Reporter) -> _Answer[T]:
            with closing(doc.another()) as mine:
                return _answered(mine, asked.question, asked.work)

        self._of = asked.question
        self._worker = Worker(work, self)
        self._worker.finished.connect(self._on_finished)
        self._worker.begin()

    def _on_finished(self) -> None:
        worker, self._worker = self._worker, None
        if worker is None:
            return
        worker.deleteLater()
        asked = self._asked
        if asked is None:
            return
        answer, error = worker.result, worker.error
        if asked.question != self._of or (answer is not None and answer.newest != _newest(self._doc)):
            self._start()  # something else is wanted by now, or the document has changed
        elif answer is not None:
            self._asked, self._last = None, answer
            unchanged.adopt(self._doc, answer.others)
            asked.then(answer.value)
        elif isinstance(error, KnownError):
            self._asked = None
            asked.failed(error)
        elif error is not None:
            raise error


def _answered(doc: Document, question: Hashable, work: Callable[[Document], T]) -> _Answer[T]:
    newest = _newest(doc)
    return _Answer(question, newest, work(doc), doc.answers)


def _newest(doc: Document) -> int:
    return changelog.newest(doc.store.connection)
