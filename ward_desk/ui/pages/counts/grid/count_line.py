"""Count line: the line under the grid, which says of the cell people are on what its figure alone does not."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ward_desk.ui.pages.counts.grid.count_cells import MISSING, REFUSED, GridCell
from ward_desk.ui.widgets import ElidedLabel, set_tone

HINT = (
    "Type in any cell, arrow keys to move, paste straight from a spreadsheet. Shaded: a figure is wanted."
    " ~50 is about 50, 50+ at least 50. Italics add up from events and need no typing."
)
WANTED = "A figure is wanted. Type it, or n/a because … and the reason."


class CellLine(QWidget):
    """One line, small. What is wrong with a cell is said in red until people go on."""

    def __init__(self) -> None:
        super().__init__()
        self.words = ElidedLabel("", "small")
        inside = QHBoxLayout(self)
        inside.setContentsMargins(8, 3, 8, 0)
        inside.addWidget(self.words)
        self.show_cell(None)

    def show_cell(self, cell: GridCell | None) -> None:
        """Say what there is to say of a cell."""
        if cell is not None and cell.state == REFUSED:
            self._set(cell.said if cell.words in cell.said else f"“{cell.words}”: {cell.said}", "problem")
        elif cell is not None and cell.state == MISSING:
            self._set(WANTED, "small")
        elif cell is not None and (cell.signs or cell.waiting or cell.events or cell.unsure):
            self._set(cell.said, "small")
        else:
            self._set(HINT, "small")

    def say(self, words: str) -> None:
        """Say why something could not be done, until people go on."""
        self._set(words, "small")

    def _set(self, words: str, tone: str) -> None:
        self.words.set_words(words)
        set_tone(self.words, "tone", tone)
