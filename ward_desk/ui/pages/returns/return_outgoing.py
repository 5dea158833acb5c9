"""Return outgoing: writing the return shown as a file, and saying where it is until something else is done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from ward_desk.core.periods import Quarter
from ward_desk.core.records import Row
from ward_desk.core.typed import counted
from ward_desk.service.document import Document
from ward_desk.ui.page import Page
from ward_desk.ui.pages.returns.return_checking import Checking
from ward_desk.ui.pages.returns.return_files import ReturnFiles
from ward_desk.ui.pages.returns.return_frame import ReturnFrame


class Outgoing(QObject):
    """Exports what is shown on a page. `shown` gives the return and its quarter, None while there is none."""

    def __init__(
        self, doc: Document, frame: ReturnFrame, checking: Checking, shown: Callable[[], tuple[Row, Quarter] | None],
        page: Page,
    ) -> None:  # fmt: skip
        super().__init__(page)
        self._frame, self._checking, self._shown, self._commit = frame, checking, shown, page.commit_pending
        self.files = ReturnFiles(doc, page)
        self.files.written.connect(self._on_written)
        self.files.said.connect(page.said)
        self.files.busy_changed.connect(page.commands_changed)

    def workbook(self) -> None:
        """Write the return shown as a workbook; one that was sent, exactly as it left."""
        self._write(self.files.workbook)

    def csv(self) -> None:
        """Write the return shown as a folder of CSV files for a dashboard."""
        self._write(self.files.csv)

    def _write(self, write: Callable[[Row, Quarter], None]) -> None:
        if self._shown() is None or self.files.busy:
            return
        self._commit()  # which may change the return
        if (shown := self._shown()) is not None:
            write(*shown)

    def _on_written(self, row_id: str, target: Path) -> None:
        shown = self._shown()
        if shown is None or shown[0]["id"] != row_id:  # another one is looked at by now
            return
        left = self._checking.left
        what = f"A draft with {counted(left, 'thing')} to fix, written" if left else "Written"
        self._frame.say_written(f"{what} to {target}")
