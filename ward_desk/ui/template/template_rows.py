"""Template rows: which rows of the sheet a list goes into, and whether they are enough."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QWidget

from ward_desk.core.template.mapping import LAST_ROW
from ward_desk.ui import theme
from ward_desk.ui.widgets import label, set_tone


class RowsBox(QWidget):
    """The first and the last row of a list."""

    changed = Signal(int, int)  # first and last row

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words, self.said = label("", "soft"), label("", "soft")
        self.first, self.last = QSpinBox(), QSpinBox()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.words)
        for box in (self.first, self.last):
            box.setRange(1, LAST_ROW)
            box.setKeyboardTracking(False)
            box.setFixedWidth(theme.px(84))
            box.valueChanged.connect(lambda _row: self.changed.emit(self.first.value(), self.last.value()))
            line.addWidget(box)
        line.addWidget(self.said)
        line.addStretch(1)

    def show_list(self, name: str, first: int, last: int, want: int) -> None:
        """Show the rows of a list that has so many to fill."""
        self.words.setText(f"{name}: rows")
        room = last - first + 1
        self.said.setText(f"room for {room:,}, {want:,} to fill")
        set_tone(self.said, "tone", "warning" if want > room else "soft")
        for box, which, row in ((self.first, "First", first), (self.last, "Last", last)):
            box.setAccessibleName(f"{which} row of {name}")
            box.blockSignals(True)
            box.setValue(row)
            box.blockSignals(False)
