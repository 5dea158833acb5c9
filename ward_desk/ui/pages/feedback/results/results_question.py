"""Results question: one question with its base, its picture, what it comes to, its break and its comparison."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ward_desk.core.small_numbers import HIDDEN
from ward_desk.core.surveys.scale_shares import share_words
from ward_desk.service.document import Document
from ward_desk.service.surveys.results import survey_compare
from ward_desk.service.surveys.results.survey_breaks import Broken
from ward_desk.service.surveys.results.survey_compare import Comparison, Matched
from ward_desk.service.surveys.results.survey_question import QuestionResult
from ward_desk.ui.charts.chart_data import Chart
from ward_desk.ui.charts.chart_save import ChartSave
from ward_desk.ui.pages.feedback.results.results_bars import AnswerBars
from ward_desk.ui.pages.feedback.results.results_columns import Columns
from ward_desk.ui.pages.feedback.results.results_scale import ScaleBar
from ward_desk.ui.pages.feedback.results.results_table import ResultsTable, as_text
from ward_desk.ui.widgets import button, label, row

ACROSS = 14  # characters of a line of a heading
HIDDEN_WORDS = (
    f"{HIDDEN}: few people, or a number that would give few people away. Small groups are put together. Pass on one"
    " break of a survey only: two side by side can give away what each of them hides."
)


class QuestionView(QWidget):
    """One question. `for_audience` makes its picture for whoever is to have it."""

    said = Signal(str)
    comments_asked = Signal()

    def __init__(
        self, doc: Document, result: QuestionResult, for_audience: Callable[[str], Chart | None],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._doc, self._result, self._for_audience = doc, result, for_audience
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 10)
        self._column.setSpacing(4)
        self._column.addWidget(label(result.wording, "heading", wrap=True))
        note = label(result.note if result.base else "Nobody has answered this yet.", "small", wrap=True)
        if not result.base:
            self._column.addWidget(note)
            return
        tools: list[QWidget] = []
        if result.kind == "text":
            read = button("Read the comments", link=True)
            read.setAccessibleName(f"Read the comments: {result.wording}")
            read.clicked.connect(self.comments_asked)
            tools.append(read)
        if result.answers:
            self.table = button("Table", link=True, tip="Show the numbers as a table")
            self.table.setCheckable(True)
            self.table.setAccessibleName(f"Table: {result.wording}")
            self.table.toggled.connect(self._on_table)
            self.save = ChartSave(doc, for_audience)
            self.save.setAccessibleName(f"Copy or save: {result.wording}")
            self.save.said.connect(self.said)
            tools += [self.table, self.save]
        self._column.addLayout(row(note, *tools, stretch=0))
        if result.answers:
            self._column.addWidget(self._picture(result))
        self._numbers: ResultsTable | None = None
        self._table_place = self._column.count()
        if result.said:
            self._column.addWidget(label(result.said, "soft", wrap=True))

    @staticmethod
    def _picture(result: QuestionResult) -> QWidget:
        if result.scale is not None:
            scale = ScaleBar(result.wording)
            scale.show_scale(result.scale)
            return scale
        if result.kind in ("number", "date"):
            columns = Columns(result.wording)
            columns.show_lines(result.answers)
            return columns
        bars = AnswerBars(result.wording)
        bars.show_lines(result.answers, result.base, shares=result.kind != "text")
        return bars

    def _on_table(self, shown: bool) -> None:
        if self._numbers is None:
            self._numbers = ResultsTable(f"Numbers of {self._result.wording}", self._copied)
            base = self._result.scale.base if self._result.scale is not None else self._result.base
            shares = self._result.kind != "text"
            heads = ("Answer", "Number", *(["Share"] if shares else []))
            outside = {words for words, _ in self._result.scale.apart} if self._result.scale is not None else set()
            self._numbers.show_rows(heads, [
                (words, f"{number:,}", *([("" if words in outside else share_words(number, base))] if shares else []))
                for words, number in self._result.answers
            ])  # fmt: skip
            self._column.insertWidget(self._table_place, self._numbers)
        self._numbers.setVisible(shown)
        self.table.setText("Hide table" if shown else "Table")

    def _copied(self) -> str:
        chart = self._for_audience("ward")
        return chart.as_text if chart is not None else ""

    def show_break(self, broken: Broken, by: str) -> None:
        """Show the question broken down; `by` as people read it: "age band"."""
        if not self._result.base:
            return
        if broken.why:
            self._column.addWidget(label(broken.why, "small", wrap=True))
            return
        table = ResultsTable(f"{self._result.wording}, by {by}")
        heads = ("By " + by, *(f"{textwrap.fill(group.words, ACROSS)}\nn = {group.base:,}" for group in broken.groups))
        table.show_rows(heads, [(one.words, *one.cells) for one in broken.rows])
        self._column.addWidget(table)
        if broken.hidden:
            self._column.addWidget(label(HIDDEN_WORDS, "small", wrap=True))

    def show_compared(self, made: Comparison, matched: Matched) -> None:
        """Show the question beside the same one of another survey."""
        if not matched.rows:
            self._column.addWidget(label("Nobody answered this in one of the two surveys.", "small", wrap=True))
            return

        def copied() -> str:
            out = survey_compare.outgoing(self._doc, made, "ward")
            rows = next(one.rows for one in out.matched if one.question == matched.question)
            return as_text(survey_compare.heads(made), [survey_compare.cells(one) for one in rows])

        table = ResultsTable(f"{self._result.wording}, two surveys", copied)
        heads = list(survey_compare.heads(made))
        for place, base in enumerate(matched.bases, 1):
            heads[place] = f"{textwrap.fill(heads[place], ACROSS)}\nn = {base:,}"
        heads[3:] = (textwrap.fill(words, ACROSS) for words in heads[3:])
        table.show_rows(heads, [survey_compare.cells(one) for one in matched.rows])
        self._column.addWidget(table)
        self._column.addWidget(label(matched.tested, "small", wrap=True))
