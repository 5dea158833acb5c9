"""Calendar open: brings the events of a calendar file into the place of a page, and the page back after it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ward_desk.core.errors import KnownError
from ward_desk.exchange.calendar.calendar_file import ENDING, CalendarFile
from ward_desk.service.document import Document
from ward_desk.ui import dialogs
from ward_desk.ui.jobs import Job, Reporter
from ward_desk.ui.pages.events.files.calendar_in import CalendarIn


class CalendarImport(QObject):
    """The import of a page: it stands in the page's layout instead of `usual` while a calendar is on its way in."""

    finished = Signal(str)  # what was done, in words; the page offers it back with Undo
    said = Signal(str)
    changed = Signal(bool)  # whether a calendar is on its way in now

    def __init__(self, doc: Document, page: QWidget, usual: QWidget) -> None:
        super().__init__(page)
        self._doc, self._page, self._usual = doc, page, usual
        self._stop: Callable[[], None] = lambda: None  # no longer hear of changes
        self._job: Job | None = None
        self.screen: CalendarIn | None = None

    @property
    def showing(self) -> bool:
        """Whether a calendar is on its way in."""
        return self.screen is not None

    def ask(self) -> None:
        """Ask for a calendar file, and begin with it."""
        path = dialogs.choose_file(self._page, "open", "Bring in a calendar", f"Calendar files (*{ENDING})", None)
        if path is not None:
            self.start(path)

    def start(self, path: Path) -> bool:
        """Begin with a calendar file. False when it is none by its name."""
        if path.suffix.lower() != ENDING:
            return False
        if self._job is not None:
            self.said.emit("A calendar is being read already")
            return True
        today = self._doc.today

        def work(report: Reporter) -> CalendarFile:
            from ward_desk.exchange.calendar import calendar_reader

            report(0, 0, path.name)
            file = calendar_reader.read(path, today)
            report(0, 0, path.name)  # stopped while it was read
            return file

        self._job = Job("Reading the calendar", work, self._page)
        self._job.finished.connect(self._show)
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

    def _show(self, file: CalendarFile) -> None:
        self.close()  # the calendar before it
        screen = CalendarIn(self._doc, file, self._page)
        self.screen = screen
        screen.finished.connect(self._on_finished)
        screen.cancelled.connect(self.close)
        layout = self._page.layout()
        assert layout is not None
        self._usual.hide()
        layout.addWidget(screen)
        screen.show()
        self._stop = self._doc.subscribe(screen.refresh)
        screen.begin()
        self.changed.emit(True)

    def _on_finished(self, words: str) -> None:
        self.close()
        self.finished.emit(words)

    def close(self) -> None:
        """Show the page as it usually is."""
        screen, self.screen = self.screen, None
        layout = self._page.layout()
        if screen is None or layout is None:
            return
        self._stop()
        layout.removeWidget(screen)
        screen.hide()
        screen.deleteLater()
        self._usual.show()
        self.changed.emit(False)
