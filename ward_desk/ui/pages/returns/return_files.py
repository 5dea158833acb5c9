"""Return files: writing a return as a workbook or a folder of CSV files."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal

from ward_desk.core.periods import Quarter
from ward_desk.core.records import Row
from ward_desk.service.document import Document
from ward_desk.service.returns import return_copy, returns
from ward_desk.ui import dialogs
from ward_desk.ui.jobs import Reporter
from ward_desk.ui.paper.file_job import FileJob, Write

WORKBOOKS: Final = "Workbooks (*.xlsx)"


class ReturnFiles(FileJob):
    """Asks where to, and writes."""

    written = Signal(str, object)  # id of the return, where it is now

    def workbook(self, row: Row, quarter: Quarter) -> None:
        """Write a return as a workbook; one that was sent, exactly as it left."""
        sent, row_id = row["status"] == "sent", str(row["id"])
        title = "Save the workbook as sent" if sent else f"Export the {quarter.short} return"
        start = self.folder / returns.default_file_name(self._doc, quarter, row)
        path = dialogs.choose_file(self._window, "save", title, WORKBOOKS, start)
        if path is None:
            return
        target = path if path.suffix.lower() == ".xlsx" else path.with_name(f"{path.name}.xlsx")

        def write(doc: Document, report: Reporter) -> Path:
            if sent:
                return return_copy.save_as_sent(doc, row_id, target)
            return returns.export(doc, quarter, target, lambda done, of: report(done, of))

        self._write(title, row_id, target, write)

    def csv(self, row: Row, quarter: Quarter) -> None:
        """Write a return as CSV files for a dashboard, in a folder of their own."""
        chosen = dialogs.choose_file(self._window, "folder", "Put the folder of CSV files into", "", self.folder)
        if chosen is None:
            return
        folder = chosen / Path(returns.default_file_name(self._doc, quarter, row)).stem

        def write(doc: Document, report: Reporter) -> Path:
            returns.export_csv(doc, quarter, folder)
            return folder

        self._write(f"Export the {quarter.short} return as CSV", str(row["id"]), folder, write)

    def _write(self, title: str, row_id: str, target: Path, write: Write) -> None:
        self.run(title, target, write, lambda: self.written.emit(row_id, target))
