"""File job: writing one file or folder at a time, off the window's thread, and saying what came of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ward_desk.service import list_export
from ward_desk.service.document import Document
from ward_desk.ui import dialogs
from ward_desk.ui.jobs import Job, Reporter

Write = Callable[[Document, Reporter], Path]


class FileJob(QObject):
    """Writes what a document gives. `folder` is where the last file went, at first beside the document."""

    busy_changed = Signal()
    said = Signal(str)

    def __init__(self, doc: Document, parent: QWidget) -> None:
        super().__init__(parent)
        self._doc, self._window = doc, parent
        self.folder = doc.path.parent
        self._job: Job | None = None

    @property
    def busy(self) -> bool:
        """Whether something is being written."""
        return self._job is not None

    def ask_pdf(self, title: str, name: str) -> Path | None:
        """Ask where a PDF is to go; None when nothing is to be written. `name` says what is in it, without ending."""
        start = self.folder / list_export.file_name(self._doc, name, ".pdf")
        chosen = dialogs.choose_file(self._window, "save", title, "PDF files (*.pdf)", start)
        if chosen is None or chosen.suffix.lower() == ".pdf":
            return chosen
        return chosen.with_name(f"{chosen.name}.pdf")

    def run(self, title: str, target: Path, write: Write, then: Callable[[], None] = lambda: None) -> None:
        """Write `target`; afterwards, when it was written, do what comes `then`."""
        self.folder = target.parent

        def work(report: Reporter) -> Path:
            # A connection belongs to its thread, so the job reads the document through one of its own.
            doc = self._doc.another()
            try:
                return write(doc, report)
            finally:
                doc.close()

        def written(_path: object) -> None:
            then()
            self.said.emit(f"Written: {target.name}")

        job = self._job = Job(title, work, self._window)
        job.finished.connect(written)
        job.failed.connect(lambda error: dialogs.tell_error(self._window, error))
        job.stopped.connect(lambda: self.said.emit("Stopped: nothing was written"))
        job.ended.connect(self._on_ended)
        self.busy_changed.emit()
        job.start()

    def _on_ended(self) -> None:
        if self._job is not None:
            self._job.deleteLater()
        self._job = None
        self.busy_changed.emit()
