"""Frame words: what the frame says about the document, worked out once people pause, never while they type.

Of a small document that takes a few milliseconds. Of a large one it takes most of a second, so there another
connection works it out on a thread of its own, and what is said stays until that is done.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from ward_desk.core.errors import KnownError
from ward_desk.service import unchanged
from ward_desk.service.document import Document

if TYPE_CHECKING:  # imported when the first large document is opened
    from ward_desk.ui.jobs import Reporter, Worker

AFTER_OPENING_MS: Final = 100  # until the window has been painted
AFTER_CHANGE_MS: Final = 400
LARGE: Final = 6 * 1024 * 1024  # bytes; three times what a ward collects in a year


class Words(NamedTuple):
    """What the frame says about the document; made by the application."""

    notice: str = ""
    state: str = "✓ All changes saved"
    backup: str = ""
    next_return: str = ""
    badges: dict[str, int] = {}  # noqa: RUF012 - read only


class FrameWords(QObject):
    """Follows one document, or none. `made` asks `unchanged` for whatever is slow in making the words, so that what
    the thread worked out is there when the words are made again for the window."""

    said = Signal(object)  # Words
    damaged = Signal(object)  # KnownError: the whole file was checked, once the window was up

    def __init__(self, made: Callable[[Document], Words], parent: QObject) -> None:
        super().__init__(parent)
        self._made = made
        self._doc: Document | None = None
        self._worker: Worker[unchanged.Answers] | None = None
        self._checked = False  # a large document is not checked on the way to its window
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._begin)

    def follow(self, doc: Document | None) -> None:
        """Say the words of this document from now on. Nothing reads the one before any more once this returns."""
        self._timer.stop()
        if self._worker is not None:
            self._worker.hold_on()
            self._let_go()
        self._doc, self._checked = doc, False
        if doc is not None:
            self._timer.start(AFTER_OPENING_MS)

    def changed(self) -> None:
        """The document is another now: say so after a pause."""
        if self._doc is not None:
            self._timer.start(AFTER_CHANGE_MS)

    def _begin(self) -> None:
        if self._doc is None:
            return
        if not is_large(self._doc):
            self.said.emit(self._made(self._doc))
        elif self._worker is not None:  # its answer would be out of date
            self._timer.start(AFTER_CHANGE_MS)
        else:
            self._start(self._doc)

    def _start(self, doc: Document) -> None:
        from ward_desk.ui.jobs import Worker

        check, self._checked = not self._checked, True

        def work(reporter: Reporter) -> unchanged.Answers:
            mine = doc.another()
            try:
                if check:
                    mine.check()
                self._made(mine)
                return mine.answers
            finally:
                mine.close()

        self._worker = Worker(work, self)
        self._worker.finished.connect(self._on_finished)
        self._worker.begin()

    def _on_finished(self) -> None:
        worker = self._worker
        if worker is None or not worker.isFinished() or self._doc is None:  # told late, of one let go
            return
        self._let_go()
        if worker.error is None and worker.result is not None:
            # What was changed meanwhile has set the timer, or will when we hear of it.
            if unchanged.adopt(self._doc, worker.result):
                self.said.emit(self._made(self._doc))
        elif isinstance(worker.error, KnownError):
            if worker.error.code == "damaged":
                self.damaged.emit(worker.error)
            # any other is told by whoever asks what changed elsewhere
        elif worker.error is not None:
            raise worker.error

    def _let_go(self) -> None:
        if self._worker is not None:
            self._worker.finished.disconnect(self._on_finished)
            self._worker.deleteLater()
            self._worker = None


def is_large(doc: Document) -> bool:
    """Whether what reads the whole of a document is left to another thread."""
    try:
        return doc.path.stat().st_size > LARGE
    except OSError:  # moved away; what is open can still be read
        return False
