"""Bridge: what the document says after a change, as one Qt signal; and a clock that asks what others changed, and
whether it is another day."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from ward_desk.core.changes import ChangeSet
from ward_desk.core.errors import KnownError
from ward_desk.service.document import Document

POLL_MS = 1500


class Bridge(QObject):
    """Lives as long as the window has a document open."""

    changed = Signal(object)  # ChangeSet
    new_day = Signal()
    failed = Signal(object)  # KnownError: the file cannot be asked any more

    def __init__(self, doc: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._doc = doc
        self._stop = doc.subscribe(self._on_change)
        self._failing = False
        self._today = doc.today
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self.poll)
        self._timer.start()

    def poll(self) -> None:
        """Ask whether another window has changed the document, and whether it is still the same day. A failure is told
        once, not every time."""
        if self._today != self._doc.today:
            self._today = self._doc.today
            self.new_day.emit()
        try:
            self._doc.poll()
        except KnownError as error:
            if not self._failing:
                self.failed.emit(error)
            self._failing = True
            return
        self._failing = False

    def close(self) -> None:
        """Stop listening; call before the document is closed."""
        self._timer.stop()
        self._stop()

    def _on_change(self, changes: ChangeSet) -> None:
        self.changed.emit(changes)
