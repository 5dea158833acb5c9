"""Results counting: counting surveys, and comparing two, on a thread of its own, one after the other."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QObject, Signal

from ward_desk.core.errors import KnownError
from ward_desk.service.document import Document
from ward_desk.service.surveys.results import survey_breaks, survey_compare, survey_results, survey_voices
from ward_desk.service.surveys.results.survey_breaks import Broken
from ward_desk.service.surveys.results.survey_compare import Comparison
from ward_desk.service.surveys.results.survey_results import SurveyResult
from ward_desk.service.surveys.results.survey_voices import Group
from ward_desk.store import changelog
from ward_desk.store.survey_results import Progress
from ward_desk.ui.jobs import Reporter, Stopped, Worker


class Wanted(NamedTuple):
    """What is to be counted: a survey as a whole, by something, and beside another one, "" for neither."""

    survey: str
    by: str = ""
    other: str = ""


class Content(NamedTuple):
    """All that is shown of it."""

    result: SurveyResult
    broken: dict[str, Broken]  # by question; empty when nothing is broken down
    comparison: Comparison | None
    voices: list[Group]
    lines: list[tuple[str, str]]  # of the ward profile, that could be a band's


class Made(NamedTuple):
    """What came of it."""

    wanted: Wanted
    newest: int  # the newest change it knew of
    counted: dict[str, object]
    content: Content


def content(doc: Document, wanted: Wanted, progress: Progress = lambda done, of: None) -> Content:
    """Count, break down and compare as wanted. Raises KnownError when a survey is gone."""
    result = survey_results.results(doc, wanted.survey, progress)
    broken = survey_breaks.breaks(doc, wanted.survey, wanted.by, progress) if wanted.by else {}
    comparison = None
    if wanted.other:
        survey_results.results(doc, wanted.other, progress)
        comparison = survey_compare.compare(doc, wanted.survey, wanted.other)
    voices, lines = survey_voices.groups(doc, wanted.survey), survey_voices.lines_to_choose(doc)
    return Content(result, broken, comparison, voices, lines)


class Counting(QObject):
    """Counts what was asked for last. Whoever owns it calls `hold_on` before it goes."""

    progressed = Signal(int, int)  # responses counted, of how many
    made = Signal(object)  # Made
    failed = Signal(object)  # KnownError

    def __init__(self, doc: Document, parent: QObject) -> None:
        super().__init__(parent)
        self._doc = doc
        self._worker: Worker[Made] | None = None
        self._next: Wanted | None = None
        app = QCoreApplication.instance()
        if app is not None:  # a thread that is still at it when the program ends would take it down
            app.aboutToQuit.connect(self.hold_on)

    @property
    def busy(self) -> bool:
        """Whether something is being counted."""
        return self._worker is not None

    def begin(self, wanted: Wanted) -> None:
        """Count this, and stop counting anything else."""
        if self._worker is not None:
            self._next = wanted
            self._worker.reporter.stop()
            return
        doc, known = self._doc, survey_results.known(self._doc)

        def work(report: Reporter) -> Made:
            mine = doc.another()
            try:
                mine.table_answers["response"] = known
                newest = changelog.newest(mine.store.connection)
                return Made(wanted, newest, known, content(mine, wanted, report))
            finally:
                mine.close()

        worker = self._worker = Worker(work, self)
        worker.progressed.connect(self._on_progressed)
        worker.finished.connect(self._on_finished)
        worker.begin()

    def cancel(self) -> None:
        """Count nothing any more."""
        self._next = None
        if self._worker is not None:
            self._worker.reporter.stop()

    def hold_on(self) -> None:
        """Stop, and wait for the thread to end."""
        self.cancel()
        if self._worker is not None:
            self._worker.finished.disconnect(self._on_finished)
            self._worker.hold_on()
            self._worker = None

    def _on_progressed(self, done: int, of: int, _words: str) -> None:
        self.progressed.emit(done, of)

    def _on_finished(self) -> None:
        worker, self._worker = self._worker, None
        if worker is None:
            return
        worker.deleteLater()
        following, self._next = self._next, None
        if following is not None:
            self.begin(following)
        elif worker.error is None:
            self.made.emit(worker.result)
        elif isinstance(worker.error, KnownError):
            self.failed.emit(worker.error)
        elif not isinstance(worker.error, Stopped):
            raise worker.error
