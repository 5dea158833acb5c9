"""Jobs: long work off the window's thread, with progress, a way to stop it, and a box after 400 ms.

A job opens what it needs by itself, by path: a database connection belongs to the thread that made it.
"""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QThread, QTimer, Signal
from PySide6.QtWidgets import QApplication, QDialog, QProgressBar, QVBoxLayout, QWidget

from ward_desk.core.errors import KnownError
from ward_desk.ui import theme
from ward_desk.ui.widgets import button, label

SHOW_AFTER_MS = 400
T = TypeVar("T")


class Stopped(Exception):  # noqa: N818 - not an error: the person asked for it
    """Raised inside the work when the person has asked it to stop."""


class Reporter:
    """What the work is given: it says how far it is, and is told to stop by `Stopped`."""

    def __init__(self, said: Callable[[int, int, str], None]) -> None:
        self._said = said
        self._stop = threading.Event()
        self._last: tuple[int, str] | None = None

    def __call__(self, done: int, of: int, words: str = "") -> None:
        """Say how far it is; raises Stopped when it should not go on."""
        if self._stop.is_set():
            raise Stopped
        now = (done * 100 // of if of else 0, words)
        if now != self._last:  # a report for each of a million rows would drown the window
            self._last = now
            self._said(done, of, words)

    def stop(self) -> None:
        """Have the work stop at its next report."""
        self._stop.set()


class Worker(QThread, Generic[T]):
    """The thread; its answer is read after it has finished."""

    progressed = Signal(int, int, str)

    def __init__(self, work: Callable[[Reporter], T], parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self.reporter = Reporter(self.progressed.emit)
        self.result: T | None = None
        self.error: BaseException | None = None
        self.finished.connect(self._on_finished)

    def run(self) -> None:
        try:
            self.result = self._work(self.reporter)
        except BaseException as error:  # carried to the window's thread, where it is shown or raised
            self.error = error

    def begin(self) -> None:
        """Start, from the window's thread."""
        _threads.enter(self)
        self.start()

    def hold_on(self) -> None:
        """Wait for the end, in the window's thread."""
        self.wait()
        _threads.leave(self)

    def _on_finished(self) -> None:
        _threads.leave(self)


class _Threads:
    """What Python itself does otherwise while there is another thread than the window's.

    It collects no garbage: it would do so in whichever thread asks for memory, and a widget among the garbage that is
    taken down by another thread than the window's ends the program. And a thread may keep Python for itself only for a
    tenth of the usual 5 ms, which each of the many short steps of one painting might have to wait.
    """

    TURN = 0.0005  # seconds

    def __init__(self) -> None:
        self._running: set[int] = set()
        self._before = True, 0.0

    def enter(self, worker: QThread) -> None:
        if not self._running:
            self._before = gc.isenabled(), sys.getswitchinterval()
            gc.disable()
            sys.setswitchinterval(self.TURN)
        self._running.add(id(worker))

    def leave(self, worker: QThread) -> None:
        if id(worker) not in self._running:
            return
        self._running.discard(id(worker))
        if not self._running:
            collecting, turn = self._before
            sys.setswitchinterval(turn)
            if collecting:
                gc.enable()


_threads = _Threads()


class ProgressBox(QDialog):
    """Says how far a job is. Not Qt's own: that one runs the event loop from inside each step it is told of."""

    stop_asked = Signal()

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Ward Desk")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(theme.px(380))
        self._words = label("", "small", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(title)
        self.stop = button("Stop")
        self.stop.clicked.connect(self.reject)
        box = QVBoxLayout(self)
        box.addWidget(label(title, "heading"))
        box.addWidget(self._bar)
        box.addWidget(self._words)
        box.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignRight)

    def say(self, done: int, of: int, words: str) -> None:
        """Show so much done of so much; nought of nought when that is not known."""
        self._bar.setRange(0, of)
        self._bar.setValue(done)
        self._words.setText(words)

    def reject(self) -> None:
        """Stop, or Esc: the box stays until the work has come to its end."""
        self.stop.setEnabled(False)
        self._words.setText("Stopping…")
        self.stop_asked.emit()


class Job(QObject):
    """One piece of long work. Keep it in an attribute until `ended`."""

    finished = Signal(object)  # what the work gave back
    failed = Signal(object)  # KnownError
    stopped = Signal()
    ended = Signal()  # after any of the three

    def __init__(self, title: str, work: Callable[[Reporter], object], parent: QWidget) -> None:
        super().__init__(parent)
        self._worker: Worker[object] = Worker(work, self)
        self._box = ProgressBox(title, parent)
        self._box.stop_asked.connect(self.stop)
        self._show = QTimer(self)
        self._show.setSingleShot(True)
        self._show.setInterval(SHOW_AFTER_MS)
        self._show.timeout.connect(self._box.open)
        self._over = False  # waited for
        self._worker.progressed.connect(self._box.say)
        self._worker.finished.connect(self._on_finished)

    def start(self) -> None:
        """Begin. The box comes up when the work takes longer than 400 ms."""
        self._show.start()
        self._worker.begin()

    def stop(self) -> None:
        """Ask it to stop at its next report."""
        self._worker.reporter.stop()

    def wait(self) -> None:
        """Hold on until the work is done, and tell nobody of it: for closing the window, or the document, meanwhile."""
        self._over = True
        self._worker.hold_on()

    def _on_finished(self) -> None:
        self._show.stop()
        self._box.hide()
        self._box.deleteLater()
        if self._over:
            return
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


def in_slices(title: str, work: Callable[[Reporter], T], parent: QWidget) -> T:
    """Do long work on the window's own thread, for what only that may do: write the document.

    At each of its reports the box, which comes up after 400 ms, is painted and can be told to stop; nothing else of
    the window can be used meanwhile. Raises Stopped, and whatever the work raises.
    """
    box = ProgressBox(title, parent)
    begun = QElapsedTimer()
    begun.start()

    def said(done: int, of: int, words: str) -> None:
        if begun.elapsed() < SHOW_AFTER_MS:
            return
        if not box.isVisible():
            box.open()
        box.say(done, of, words)
        QApplication.processEvents()

    reporter = Reporter(said)
    box.stop_asked.connect(reporter.stop)
    try:
        return work(reporter)
    finally:
        box.hide()
        box.deleteLater()
