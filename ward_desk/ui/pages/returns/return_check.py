"""Return check: what stands in the way of a return, errors first, each line with the way to what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ward_desk.core.checks import Finding
from ward_desk.ui import marks, shapes, theme
from ward_desk.ui.widgets import button, label

MOST: Final = 100  # lines of one kind; the others come up as these are put right
_KINDS: Final = (
    ("error", "red", "to put right before it can be signed"),
    ("warning", "amber", "worth a look; they do not stand in the way"),
)


class Shape(QWidget):
    """The shape of a tone, small, before a line of words."""

    def __init__(self, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(12), theme.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = theme.px(9)
        box = QRectF(1, theme.px(6), side, side)
        shapes.paint_shape(painter, box, marks.SHAPE_OF_TONE[self._tone], theme.tone(self._tone).mark)
        painter.end()


class CheckList(QWidget):
    """The findings of the checks."""

    asked = Signal(str, str, str)  # table, id, field: go there

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[str, list[Finding]] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 8, 0)
        self._column.setSpacing(4)

    def show_findings(self, findings: Sequence[Finding], fine: str) -> None:
        """Show what was found; `fine` is said when there is nothing. The same again leaves the keyboard where it is."""
        if self._shown == (fine, list(findings)):
            return
        self._shown = fine, list(findings)
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if not findings:
            self._column.addWidget(_line("green" if fine.endswith("signed.") else "blue", fine))
        for level, tone, words in _KINDS:
            some = [one for one in findings if one.level == level]
            if not some:
                continue
            number = f"{len(some):,} {level if len(some) == 1 else level + 's'}"
            heading = label(f"{number}: {words if len(some) > 1 else words.replace('they do', 'it does')}", "heading")
            heading.setWordWrap(True)
            heading.setContentsMargins(0, 8, 0, 2)
            self._column.addWidget(heading)
            for finding in some[:MOST]:
                self._column.addWidget(self._finding(finding, tone))
            if len(some) > MOST:
                left = f"and {len(some) - MOST:,} more, shown as these are put right"
                self._column.addWidget(label(left, "soft", wrap=True))
        self._column.addStretch(1)

    def _finding(self, finding: Finding, tone: str) -> QWidget:
        line = _line(tone, finding.sentence)
        if finding.row_id:
            there = button("Go there", link=True, tip=f"Open {finding.ref}")
            there.setAccessibleName(f"Go there: {finding.sentence}")
            there.clicked.connect(lambda: self.asked.emit(finding.table, finding.row_id, finding.field))
            box = line.layout()
            assert isinstance(box, QHBoxLayout)
            box.addWidget(there, 0, Qt.AlignmentFlag.AlignTop)
        return line


def _line(tone: str, words: str) -> QWidget:
    line = QWidget()
    box = QHBoxLayout(line)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(8)
    box.addWidget(Shape(tone), 0, Qt.AlignmentFlag.AlignTop)
    said = label(words, wrap=True)
    said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    box.addWidget(said, 1)
    return line
