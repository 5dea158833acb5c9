"""Collate lines: the files that came in as a table, and what to tell the ward of the one that is chosen."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from ward_desk.core.typed import show_date
from ward_desk.service.collation.arrivals import Judged, Level, Line, message
from ward_desk.ui import theme
from ward_desk.ui.collation.collate_table import Cell, CollateTable, Column
from ward_desk.ui.marks import Mark, worded
from ward_desk.ui.widgets import ElidedLabel, button, row

COLUMNS: Final = (
    Column("Standing", 92),
    Column("Ward", 132, 3, whole="Ward, or file that could not be read"),
    Column("Against it", 132, 7, whole="What stands against it"),
    Column("Return", 108, 1),
    Column("Signed", 110, 2, wraps=False),
    Column("File", 68, 3, wraps=False),
)
MARKS: Final[dict[Level, Mark]] = {
    "refused": worded("Refused", "red"),
    "missing": worded("Missing", "amber"),
    "ask": worded("To ask", "amber"),
    "aside": worded("Set aside", "grey"),
    "fine": worded("Fine", "green"),
}


class CollateLines(QWidget):
    """The files, trouble first, and under them the message to the ward of the chosen one."""

    left_out = Signal(list)  # of Path: files to take out of the list
    said = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._judged: Judged | None = None
        self.table = CollateTable(COLUMNS, "Files that came in")
        self.table.left_out.connect(self._on_left_out)
        self.table.selectionModel().selectionChanged.connect(self._show_message)
        self.heading = ElidedLabel("Message to the ward", "heading")
        self.message = QPlainTextEdit()
        self.message.setReadOnly(True)
        self.message.setTabChangesFocus(True)
        self.message.setAccessibleName("Message to the ward")
        self.copy_message_button = button(
            "Copy the message to the ward", tip="Plain sentences for an e-mail (Ctrl+Shift+C)"
        )
        self.copy_message_button.clicked.connect(self.copy_message)
        self._letter = QWidget()
        box = QVBoxLayout(self._letter)
        box.setContentsMargins(0, 4, 0, 0)
        box.setSpacing(6)
        box.addLayout(row(self.heading, self.copy_message_button, stretch=0))
        box.addWidget(self.message)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self.table, 1)
        lines.addWidget(self._letter)

    def show_judged(self, judged: Judged) -> None:
        """Show how everything stands."""
        self._judged = judged
        self.table.show_rows([_cells(one) for one in judged.lines])
        self._show_message()

    @property
    def chosen(self) -> Line | None:
        """The line the keyboard is on."""
        at = self.table.currentIndex().row()
        lines = self._judged.lines if self._judged else ()
        return lines[at] if 0 <= at < len(lines) else None

    def _show_message(self) -> None:
        line = self.chosen
        words = message(line, self._judged.period) if line and self._judged else ""
        heading = f"Message to {line.ward}" if line and line.ward else "Message to the ward"
        self.copy_message_button.setVisible(bool(words))
        if line and not words:  # nothing to tell a ward, and more to read than the table has room for
            words, heading = "\n".join(line.said), "What stands against it"
        self.heading.set_words(heading)
        self.message.setAccessibleName(heading)
        self.message.setPlainText(words)
        self._letter.setVisible(bool(words))
        self._fit()

    def _fit(self) -> None:
        """The message no higher than it needs to be, up to a third: the list is what people came for."""
        metrics = self.message.fontMetrics()
        room = self.width() - theme.px(40)
        wanted = metrics.boundingRect(0, 0, room, 10_000, int(Qt.TextFlag.TextWordWrap), self.message.toPlainText())
        least, most = metrics.lineSpacing() * 4, max(metrics.lineSpacing() * 4, self.height() // 3)
        self.message.setFixedHeight(min(max(wanted.height(), least), most) + theme.px(20))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def copy_message(self) -> None:
        """Put the message to the ward on the clipboard."""
        if (line := self.chosen) and self._judged and (words := message(line, self._judged.period)):
            QGuiApplication.clipboard().setText(words)
            self.said.emit("The message is on the clipboard")

    def _on_left_out(self, rows: list[int]) -> None:
        lines = self._judged.lines if self._judged else ()
        self.left_out.emit([path for one in rows if (path := lines[one].path) is not None])


def _cells(line: Line) -> list[Cell]:
    mark = MARKS[line.level]
    day = show_date(date.fromisoformat(line.signed_on)) if line.signed_on else ""
    return [
        Cell(mark.words, mark),
        Cell(line.ward or line.file, strong=bool(line.ward)),
        Cell("\n".join(line.said)),
        Cell(", ".join(filter(None, (line.quarter, f"version {line.version}" if line.version else "")))),
        Cell(", ".join(filter(None, (day, line.signed_by)))),
        Cell(line.file),
    ]
