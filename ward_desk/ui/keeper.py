"""Keeper: puts half-typed text away about once a second, so that a crash or a flat battery costs a few letters."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from ward_desk.service.recovery import Drafts

WAIT_MS = 800  # a draft waits for the disk, so not at every key


class TypingKeeper(QObject):
    """What `RecordPage` tells of typing, written to `service.recovery.Drafts` when the fingers rest."""

    def __init__(self, drafts: Drafts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._drafts = drafts
        self._waiting: dict[tuple[str, str, str], str] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self.flush)

    def keep(self, table: str, row_id: str, field: str, text: str) -> None:
        """Remember what is in a field now."""
        self._waiting[table, row_id, field] = text
        if not self._timer.isActive():
            self._timer.start()

    def forget(self, table: str, row_id: str, field: str) -> None:
        """The field's text is in the document now, or was given up."""
        self._waiting.pop((table, row_id, field), None)
        self._drafts.forget(table, row_id, field)

    def flush(self) -> None:
        """Write what waits."""
        waiting, self._waiting = self._waiting, {}
        for (table, row_id, field), text in waiting.items():
            self._drafts.keep(table, row_id, field, text)

    def close(self) -> None:
        """Everything half typed was kept in the document: nothing is left to remember."""
        self._timer.stop()
        self._waiting.clear()
