"""Survey results: question by question, the answers as bars, and free text as the words people wrote."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ward_desk.service.surveys import Result
from ward_desk.ui.pages.feedback.feedback_bars import AnswerBars
from ward_desk.ui.widgets import button, label

MOST = 40  # answers in words shown of one question


class SurveyResults(QWidget):
    """What people answered. Words they wrote can be kept as feedback; the page stores them."""

    keep_asked = Signal(str, int)  # words, how many wrote them

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[tuple[Result, ...], frozenset[str], bool] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def load(self, results: Sequence[Result], kept: frozenset[str], *, read_only: bool = False) -> None:
        """Show the results; `kept` are words that are feedback already. Unchanged ones are left as they are."""
        wanted = (tuple(results), kept, read_only)
        if wanted == self._shown:
            return
        self._shown = wanted
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if not results:
            self._column.addWidget(label("No questions yet. Add the first one under Questions.", "soft", wrap=True))
        for result in results:
            self._column.addWidget(label(result.wording, "heading", wrap=True))
            note = result.note if result.base else "Nobody has answered this yet."
            self._column.addWidget(label(note, "small", wrap=True))
            if result.kind == "text":
                for words, number in result.lines[:MOST]:
                    self._column.addWidget(self._written(words, number, words in kept, read_only))
                if len(result.lines) > MOST:
                    self._column.addWidget(label(f"And {len(result.lines) - MOST} more.", "small"))
            elif result.base:
                bars = AnswerBars(result.wording)
                bars.show_lines(result.lines, result.base)
                self._column.addWidget(bars)
            self._column.addSpacing(10)

    def _written(self, words: str, number: int, kept: bool, read_only: bool) -> QWidget:
        line = QWidget()
        box = QHBoxLayout(line)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addWidget(label(f"“{words}”", wrap=True), 1)
        if number > 1:
            box.addWidget(label(f"{number} people", "small"), 0, Qt.AlignmentFlag.AlignTop)
        if kept:
            box.addWidget(label("In feedback", "small"), 0, Qt.AlignmentFlag.AlignTop)
        elif not read_only:
            keep = button("Add to feedback", link=True)
            keep.setAccessibleName(f"Add to feedback: {words[:60]}")
            keep.clicked.connect(lambda: self.keep_asked.emit(words, number))
            box.addWidget(keep, 0, Qt.AlignmentFlag.AlignTop)
        return line
