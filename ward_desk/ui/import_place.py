"""Import place: brings the guided import of a file into the place of a page, and the page back after it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final, Generic, NamedTuple, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ward_desk.core.errors import KnownError
from ward_desk.service.document import Document
from ward_desk.ui import dialogs
from ward_desk.ui.in_place import InPlace, Screen
from ward_desk.ui.jobs import Job, Reporter

ENDINGS: Final = (".xlsx", ".xlsm", ".csv", ".tsv", ".txt")  # of spreadsheets

Read = TypeVar("Read")  # a file of some kind, once it is read


class ImportScreen(Screen):
    """The guided import of one file on its way in."""

    finished = Signal(str)  # what was done, in words
    cancelled = Signal()
    said = Signal(str)

    def close_down(self) -> None:
        """Let go of whatever is at work, before this is taken down."""
        raise NotImplementedError


class Kind(NamedTuple, Generic[Read]):
    """One kind of file: how it is asked for, read and shown."""

    noun: str  # "tracker"
    title: str  # of the box that asks for it
    files: str  # "Action trackers"
    read: Callable[[Path, date], Read]  # as on that day, on a thread of its own
    screen: Callable[[Document, Read, QWidget], ImportScreen]
    endings: tuple[str, ...] = ENDINGS


class ImportPlace(QObject):
    """The import of a page: it stands in the page's layout instead of `usual` while a file is on its way in."""

    finished = Signal(str)  # what was done, in words; the page offers it back with Undo
    said = Signal(str)
    changed = Signal(bool)  # whether a file is on its way in now

    def __init__(self, doc: Document, page: QWidget, usual: QWidget, kind: Kind[Any]) -> None:
        super().__init__(page)
        self._doc, self._page, self._kind = doc, page, kind
        self._place = InPlace(doc, page, usual)
        self._job: Job | None = None
        self.screen: ImportScreen | None = None

    @property
    def showing(self) -> bool:
        """Whether a file is on its way in."""
        return self.screen is not None

    def ask(self) -> None:
        """Ask for a file, and begin with it."""
        pattern = f"{self._kind.files} ({' '.join(f'*{one}' for one in self._kind.endings)})"
        path = dialogs.choose_file(self._page, "open", self._kind.title, pattern, None)
        if path is not None:
            self.start(path)

    def start(self, path: Path) -> bool:
        """Begin with a file. False when it is none of the files that can be read."""
        if path.suffix.lower() not in self._kind.endings:
            return False
        if self._job is not None:
            self.said.emit(f"A {self._kind.noun} is being read already")
            return True

        today = self._doc.today

        def work(report: Reporter) -> object:
            report(0, 0, path.name)
            file = self._kind.read(path, today)
            report(0, 0, path.name)  # stopped while it was read
            return file

        self._job = Job(f"Reading the {self._kind.noun}", work, self._page)
        self._job.finished.connect(self._on_read)
        self._job.failed.connect(self._on_failed)
        self._job.ended.connect(self._on_ended)
        self.destroyed.connect(self._job.wait)  # as when the document is closed meanwhile
        self._job.start()
        return True

    def _on_ended(self) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.deleteLater()

    def _on_failed(self, error: KnownError) -> None:
        dialogs.tell_error(self._page, error)

    def _on_read(self, file: object) -> None:
        self._attempt(lambda: self._show(file))

    def _attempt(self, work: Callable[[], None]) -> None:
        try:
            work()
        except KnownError as error:
            dialogs.tell_error(self._page, error)

    def _show(self, file: object) -> None:
        self.close()  # the one before it
        screen = self._kind.screen(self._doc, file, self._page)
        self.screen = screen
        screen.finished.connect(self._on_finished)
        screen.cancelled.connect(self.close)
        screen.said.connect(self.said)
        self._place.put(screen)
        self.changed.emit(True)

    def _on_finished(self, words: str) -> None:
        self.close()
        self.finished.emit(words)

    def close(self) -> None:
        """Show the page as it usually is."""
        screen, self.screen = self.screen, None
        if screen is not None:
            screen.close_down()
            self._place.clear(screen)
            self.changed.emit(False)
