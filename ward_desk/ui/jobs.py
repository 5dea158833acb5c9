"""Jobs: long work off the window's thread, with progress, a way to stop it, and a box after 400 ms.

A job opens what it needs by itself, by path: a database connection belongs to the thread that made it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Qt, QThread, Signal
from PySide6.QtWidgets import QProgressDialog, QWidget

from ward_desk.core.errors import KnownError

SHOW_AFTER_MS = 400
T = TypeVar("T")


class Stopped(Exception):  # noqa: N818 - not an error: the person asked for it
    """Raised inside the work when the person has asked it to stop."""


class Reporter:
    """What the work is given: it says how far it is, and is told to stop by `Stopped`."""

    def __init__(self, said: Callable[[int, int, str], None]) -> None:
        self._said = said
        self._stop = threading.Event()

    def __call__(self, done: int, of: int, words: str = "") -> None:
        """Say how far it is; raises Stopped when it should not go on."""
        if self._stop.is_set():
            raise Stopped
        self._said(done, of, words)

    def stop(self) -> None:
        """Have the work stop at its next report."""
        self._stop.set()


class _Worker(QThread, Generic[T]):
    """The thread; its answer is read after it has finished."""

    progressed = Signal(int, int, str)

    def __init__(self, work: Callable[[Reporter], T], parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self.reporter = Reporter(self.progressed.emit)
        self.result: T | None = None
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            self.result = self._work(self.reporter)
        except BaseException as error:  # carried to the window's thread, where it is shown or raised
            self.error = error


class Job(QObject):
    """One piece of long work. Keep it in an attribute until `ended`."""

    finished = Signal(object)  # what the work gave back
    failed = Signal(object)  # KnownError
    stopped = Signal()
    ended = Signal()  # after any of the three

    def __init__(self, title: str, work: Callable[[Reporter], object], parent: QWidget) -> None:
        super().__init__(parent)
        self._worker: _Worker[object] = _Worker(work, self)
        self._box = QProgressDialog(title, "Stop", 0, 0, parent)
        self._box.setWindowTitle("Ward Desk")
        self._box.setWindowModality(Qt.WindowModality.WindowModal)
        self._box.setMinimumDuration(SHOW_AFTER_MS)
        self._box.setAutoClose(False)
        self._box.setAutoReset(False)
        self._title = title
        self._box.canceled.connect(self._worker.reporter.stop)
        self._worker.progressed.connect(self._on_progress)
        self._worker.finished.connect(self._on_finished)

    def start(self) -> None:
        """Begin. The box comes up when the work takes longer than 400 ms."""
        self._box.setValue(0)
        self._worker.start()

    def stop(self) -> None:
        """Ask it to stop."""
        self._worker.reporter.stop()

    def wait(self) -> None:
        """Hold on until the work is done: for closing the window in the middle of it."""
        self._worker.wait()

    def _on_progress(self, done: int, of: int, words: str) -> None:
        self._box.setMaximum(of)
        self._box.setLabelText(f"{self._title}\n{words}" if words else self._title)
        self._box.setValue(done)

    def _on_finished(self) -> None:
        self._box.canceled.disconnect(self._worker.reporter.stop)
        self._box.reset()
        self._box.deleteLater()
        error = self._worker.error
        try:
            if error is None:
                self.finished.emit(self._worker.result)
            elif isinstance(error, Stopped):
                self.stopped.emit()
            elif isinstance(error, KnownError):
                self.failed.emit(error)
            else:
                raise error
        finally:
            self.ended.emit()
