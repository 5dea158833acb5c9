"""Import preview: works out what an import would do, for a large file on a thread of its own."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from ward_desk.core.errors import KnownError
from ward_desk.service.document import Document
from ward_desk.ui.jobs import Reporter, Worker

AT_ONCE: Final = 500  # rows, up to which nobody waits
PAUSE_MS: Final = 200  # in somebody's choosing, before a large file is read again

Preview = Callable[[Document, Any, Reporter], Any]


class Previewer(QObject):
    """Answers with the preview of what was asked last."""

    ready = Signal(object)  # what `preview` gave
    failed = Signal(object)  # KnownError
    working = Signal()  # what is shown is out of date, and the answer takes a while
    progressed = Signal(int, int)  # so much done of so much

    def __init__(
        self, doc: Document, rows: Callable[[Any], int], preview: Preview, parent: QObject | None = None
    ) -> None:
        """`rows` says how many rows some choices are about, `preview` works out what they come to."""
        super().__init__(parent)
        self._doc, self._rows, self._preview = doc, rows, preview
        self._asked: Any = None
        self._worker: Worker[Any] | None = None
        self._stale = False  # what is at work now is wanted no more
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._start)

    def ask(self, choices: Any) -> None:
        """Work a preview out; a small file's is there when this returns. What is at work for others is given up.

        Nothing may change the choices afterwards: they may be read on another thread.
        """
        if self._worker is not None:
            self._worker.reporter.stop()
            self._stale = True
        if self._rows(choices) <= AT_ONCE:
            self._asked = None
            self._answer(lambda: self._preview(self._doc, choices, Reporter(lambda *_: None)))
            return
        self._asked = choices
        self.working.emit()
        self._timer.start()

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._asked is not None or self._worker is not None

    def close(self) -> None:
        """Wait for the thread, if there is one, and answer no more."""
        self._timer.stop()
        self._asked = None
        if self._worker is not None:
            self._worker.reporter.stop()
            self._worker.finished.disconnect(self._on_finished)
            self._worker.hold_on()
            self._worker = None

    def _start(self) -> None:
        if self._asked is None or self._worker is not None:  # the one at work starts the next when it has finished
            return
        choices, self._asked, self._stale = self._asked, None, False

        def work(report: Reporter) -> Any:
            with closing(self._doc.another()) as doc:
                return self._preview(doc, choices, report)

        self._worker = Worker(work, self)
        self._worker.progressed.connect(lambda done, of, _words: self.progressed.emit(done, of))
        self._worker.finished.connect(self._on_finished)
        self.destroyed.connect(self._worker.hold_on)  # as when the document is closed meanwhile
        self._worker.begin()

    def _on_finished(self) -> None:
        worker, self._worker = self._worker, None
        if worker is None:
            return
        worker.deleteLater()
        if self._asked is not None:
            if not self._timer.isActive():
                self._start()
            return
        if self._stale:  # a smaller question has been answered since
            return

        def result() -> Any:
            if worker.error is not None:
                raise worker.error
            assert worker.result is not None
            return worker.result

        self._answer(result)

    def _answer(self, work: Callable[[], Any]) -> None:
        try:
            preview = work()
        except KnownError as error:
            self.failed.emit(error)
            return
        self.ready.emit(preview)
