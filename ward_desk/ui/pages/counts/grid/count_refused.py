"""Count refused: what was typed into the grid and could not be kept. It stays in its cell, and safe against a crash."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject, Signal

from ward_desk.ui.pages.counts.grid.count_cells import Refused
from ward_desk.ui.record.record_page import Keeper

_TABLE = "activity_count"
_RESTORED = "It was typed before the desk stopped. Press F2 and Enter to keep it, or Delete to let it go."


class RefusedCells(QObject):
    """By count and period, what was typed there. `changed` names the counts whose cells look otherwise now."""

    changed = Signal(list)

    def __init__(self, keeper: Keeper | None) -> None:
        super().__init__()
        self._keeper = keeper
        self.cells: dict[tuple[str, str], Refused] = {}

    def keep_safe(self, count: str, key: str, words: str) -> None:
        """Remember a half-typed figure; "" when it was given up."""
        if words and self._keeper is not None:
            self._keeper.keep(_TABLE, count, key, words)
        elif not words:
            self.forget([(count, key)])

    def refuse(self, count: str, key: str, words: str, why: str) -> None:
        """Keep in its cell what is no figure."""
        self.cells[count, key] = Refused(words, why)
        self.keep_safe(count, key, words)
        self.changed.emit([count])

    def forget(self, cells: Iterable[tuple[str, str]]) -> None:
        """Figures stand there now, or what was typed was given up."""
        gone = []
        for count, key in cells:
            if self.cells.pop((count, key), None) is not None:
                gone.append(count)
            if self._keeper is not None:
                self._keeper.forget(_TABLE, count, key)
        if gone:
            self.changed.emit(gone)

    def restore(self, count: str, draft: Mapping[str, str]) -> None:
        """Put what a crash left half typed back into its cells."""
        for key, words in draft.items():
            self.refuse(count, key, words, _RESTORED)
