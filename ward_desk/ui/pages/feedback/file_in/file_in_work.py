"""File in work: what takes long of bringing a survey file in: reading a sheet, reading all rows, writing them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ward_desk.core.errors import KnownError
from ward_desk.core.surveys.survey_file import SurveyFile
from ward_desk.service.document import Document
from ward_desk.service.surveys.file_in import survey_import
from ward_desk.service.surveys.file_in.survey_import import Plan
from ward_desk.service.surveys.file_in.survey_import_rows import Prepared
from ward_desk.service.surveys.file_in.survey_import_said import Done, FindKey
from ward_desk.ui import dialogs, jobs
from ward_desk.ui.jobs import Job, Reporter, Stopped


class FileRead(NamedTuple):
    """A survey file that was read, and where it is: another of its sheets is read from there."""

    path: Path
    file: SurveyFile


def read(path: Path, sheet: int | None = None) -> FileRead:
    """Read a file, or another of its sheets. Raises KnownError."""
    from ward_desk.exchange.surveys import survey_reader

    return FileRead(path, survey_reader.read(path, sheet))


class Work(QObject):
    """One thing at a time. Stopped, it leaves everything as it was."""

    def __init__(self, doc: Document, path: Path, screen: QWidget) -> None:
        super().__init__(screen)
        self._doc, self._path, self._screen = doc, path, screen
        self._job: Job | None = None

    @property
    def busy(self) -> bool:
        """Whether something is at work."""
        return self._job is not None

    def read(self, sheet: int, then: Callable[[SurveyFile | None], None]) -> None:
        """Read another sheet; `then` is given None when it could not be read."""

        def work(report: Reporter) -> FileRead:
            report(0, 0, self._path.name)
            return read(self._path, sheet)

        self._start("Reading the sheet", work, lambda found: then(found.file), lambda: then(None))

    def bring_in(
        self, file: SurveyFile, plan: Plan, redact: bool | Collection[FindKey], then: Callable[[Done], None]
    ) -> None:  # fmt: skip
        """Bring the file in; `redact` as of `survey_import.prepare`."""
        title = f"Bringing in {file.name}"

        def work(report: Reporter) -> Prepared:
            with closing(self._doc.another()) as doc:
                return survey_import.prepare(doc, file, plan, redact, report)

        def write(prepared: Prepared) -> None:
            def slices(report: Reporter) -> Done:
                return survey_import.write(self._doc, file, plan, prepared, report, self)

            try:
                done = jobs.in_slices(title, slices, self._screen)
            except KnownError as error:
                dialogs.tell_error(self._screen, error)
            except Stopped:
                return
            else:
                then(done)

        self._start(title, work, write)

    def _start(
        self, title: str, work: Callable[[Reporter], object], then: Callable[[Any], None],
        otherwise: Callable[[], None] | None = None,
    ) -> None:  # fmt: skip
        if self._job is not None:
            return

        def failed(error: KnownError) -> None:
            dialogs.tell_error(self._screen, error)
            if otherwise is not None:
                otherwise()

        self._job = Job(title, work, self._screen)
        self._job.finished.connect(then)
        self._job.failed.connect(failed)
        if otherwise is not None:
            self._job.stopped.connect(otherwise)
        self._job.ended.connect(self._on_ended)
        self.destroyed.connect(self._job.wait)  # as when the document is closed meanwhile
        self._job.start()

    def _on_ended(self) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.deleteLater()

    def close(self) -> None:
        """Wait for what is at work, and do nothing with it."""
        job, self._job = self._job, None
        if job is not None:
            job.blockSignals(True)
            job.stop()
            job.wait()
