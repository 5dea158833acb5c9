"""Count fold: the top line of the count below the grid: its parts and marks, or folded its name and marks."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ward_desk.ui import theme
from ward_desk.ui.record.tabs import TabLine
from ward_desk.ui.widgets import ElidedLabel, button

TALL_ENOUGH: Final = 600  # px at 100 %: a page that tall has room for nine counts and one of them below

WIDE_ENOUGH: Final = 900  # px at 100 %: the parts and the marks stand side by side
NO_LIMIT: Final = 16777215  # px: Qt's own


class FoldLine(QWidget):
    """One line that stays in sight. `toggled` is said when the count is to be folded, or unfolded."""

    toggled = Signal()

    def __init__(self, bar: TabLine, pills: QWidget) -> None:
        super().__init__()
        self._bar, self._pills = bar, pills
        self.name = ElidedLabel("", "heading")
        self.button = button("", link=True)
        self.button.clicked.connect(self.toggled)
        inside = QHBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.px(12))
        inside.addWidget(bar, 3)
        inside.addWidget(self.name, 2)
        inside.addWidget(self.button)
        self._inside = inside
        self.set_folded(False)

    def minimumSizeHint(self) -> QSize:
        # Only as high as it is at this width: else it would ask for every tab to stand on a line of its own.
        return QSize(super().minimumSizeHint().width(), self.heightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    @property
    def slim(self) -> int:
        """How high it is when it is folded, in px: the marks that don't fit into one line are left out."""
        return max(self.name.sizeHint().height(), self.button.sizeHint().height())

    def place_pills(self, below: QVBoxLayout, *, beside: bool) -> None:
        """Have the marks beside the parts, or at the top of what is below them."""
        if beside and self._inside.indexOf(self._pills) < 0:
            below.removeWidget(self._pills)
            self._inside.insertWidget(2, self._pills, 2, Qt.AlignmentFlag.AlignVCenter)
        elif not beside and below.indexOf(self._pills) < 0:
            self._inside.removeWidget(self._pills)
            below.insertWidget(0, self._pills)

    def set_folded(self, folded: bool) -> None:
        """Show the name in the place of the parts, or the parts."""
        self._bar.setHidden(folded)
        self.name.setHidden(not folded)
        self.setMaximumHeight(self.slim if folded else NO_LIMIT)
        self.button.setText("Unfold" if folded else "Fold")
        self.button.setAccessibleName("Unfold the count" if folded else "Fold the count")
        self.button.setToolTip("Show the chart of this count, how it adds up and what it serves (F9)" if folded
                               else "Give the grid the room (F9)")  # fmt: skip
