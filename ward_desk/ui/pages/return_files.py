"""Return files: writing a return as a workbook or a folder of CSV files, off the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ward_desk.core.periods import Quarter
from ward_desk.core.records import Row
from ward_desk.service import return_copy, returns
from ward_desk.service.document import Document
from ward_desk.ui import dialogs
from ward_desk.ui.jobs import Job, Reporter

WORKBOOKS: Final = "Workbooks (*.xlsx)"

Write = Callable[[Document, Reporter], Path]


class ReturnFiles(QObject):
    """Asks where to, writes one file or folder at a time, and says what came of it."""

    written = Signal(str, object)  # id of the return, where it is now
    busy_changed = Signal()
    said = Signal(str)

    def __init__(self, doc: Document, parent: QWidget) -> None:
        super().__init__(parent)
        self._doc, self._window = doc, parent
        self._folder = doc.path.parent
        self._job: Job | None = None

    @property
    def busy(self) -> bool:
        """Whether something is being written."""
        return self._job is not None

    def workbook(self, row: Row, quarter: Quarter) -> None:
        """Write a return as a workbook; one that was sent, exactly as it left."""
        sent, row_id = row["status"] == "sent", str(row["id"])
        title = "Save the workbook as sent" if sent else f"Export the {quarter.short} return"
        start = self._folder / returns.default_file_name(self._doc, quarter)
        path = dialogs.choose_file(self._window, "save", title, WORKBOOKS, start)
        if path is None:
            return
        target = path if path.suffix.lower() == ".xlsx" else path.with_name(f"{path.name}.xlsx")

        def write(doc: Document, report: Reporter) -> Path:
            if sent:
                return return_copy.save_as_sent(doc, row_id, target)
            return returns.export(doc, quarter, target, lambda done, of: report(done, of))

        self._run(title, row_id, target, write)

    def csv(self, row: Row, quarter: Quarter) -> None:
        """Write a return as CSV files for a dashboard, in a folder of their own."""
        chosen = dialogs.choose_file(self._window, "folder", "Put the folder of CSV files into", "", self._folder)
        if chosen is None:
            return
        folder = chosen / Path(returns.default_file_name(self._doc, quarter)).stem

        def write(doc: Document, report: Reporter) -> Path:
            returns.export_csv(doc, quarter, folder)
            return folder

        self._run(f"Export the {quarter.short} return as CSV", str(row["id"]), folder, write)

    def _run(self, title: str, row_id: str, target: Path, write: Write) -> None:
        self._folder = target.parent

        def work(report: Reporter) -> Path:
            # A connection belongs to its thread, so the job reads the document through one of its own.
            doc = self._doc.another()
            try:
                return write(doc, report)
            finally:
                doc.close()

        job = self._job = Job(title, work, self._window)
        job.finished.connect(lambda _path: self._on_written(row_id, target))
        job.failed.connect(lambda error: dialogs.tell_error(self._window, error))
        job.stopped.connect(lambda: self.said.emit("Stopped: nothing was written"))
        job.ended.connect(self._on_ended)
        self.busy_changed.emit()
        job.start()

    def _on_written(self, row_id: str, target: Path) -> None:
        self.written.emit(row_id, target)
        self.said.emit(f"Written: {target.name}")

    def _on_ended(self) -> None:
        if self._job is not None:
            self._job.deleteLater()
        self._job = None
        self.busy_changed.emit()
