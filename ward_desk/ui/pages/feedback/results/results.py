"""Results: what people answered to a survey, question by question, broken down or beside another survey on asking.

Counting a large survey, and comparing, is done off the window's thread; what was shown stays until it is done.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from ward_desk.core.errors import KnownError
from ward_desk.service.document import Document
from ward_desk.service.surveys.results import survey_compare, survey_results, survey_voices
from ward_desk.service.surveys.results.survey_breaks import BREAKS
from ward_desk.service.surveys.results.survey_question import QuestionResult
from ward_desk.store import changelog
from ward_desk.ui import dialogs
from ward_desk.ui.charts.chart_data import Chart
from ward_desk.ui.pages.feedback.results import results_charts
from ward_desk.ui.pages.feedback.results.results_counting import Content, Counting, Made, Wanted, content
from ward_desk.ui.pages.feedback.results.results_question import QuestionView
from ward_desk.ui.pages.feedback.results.results_voices import VoicesView
from ward_desk.ui.widgets import Choice, FlowLayout, button, label, row

if TYPE_CHECKING:
    from ward_desk.ui.paper.list_out import ListOut

TABLES: Final = survey_results.TABLES | survey_voices.TABLES
TOGETHER: Final = 6  # questions laid out together
AT_ONCE: Final = 4  # questions made in one go; the others follow as the window has time


class SurveyResults(QWidget):
    """The results of one survey. What it is given is a document; `show_survey` is called again after every change."""

    said = Signal(str)
    comments_asked = Signal(str)  # id of a question of free text
    shown = Signal()  # all of it stands in the window

    def __init__(self, doc: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.doc = doc
        self._survey = ""
        self._now: Content | None = None
        self._shown: tuple[Wanted, Content] | None = None
        self._shown_at: tuple[Wanted, int] | None = None  # and the newest change it knew of
        self._waiting: list[Callable[[], QWidget]] = []
        self._counting_at: tuple[Wanted, int] | None = None
        self.counting = Counting(doc, self)
        self.counting.progressed.connect(self._on_progressed)
        self.counting.made.connect(self._on_made)
        self.counting.failed.connect(self._on_failed)
        self.destroyed.connect(self.counting.hold_on)
        self.by, self.other = Choice("Break down by:"), Choice("Compare with:")
        self.by.setAccessibleName("Break down by")
        self.other.setAccessibleName("Compare with another survey")
        self.by.fill([("", "nothing"), *((code, words.lower()) for code, words in BREAKS)])
        self.by.currentIndexChanged.connect(self._refresh)
        self.other.currentIndexChanged.connect(self._refresh)
        self.save = button("Save the numbers…", link=True, tip="Save the numbers as a workbook or CSV")
        self.print = button("Print…", link=True, tip="Print the results, or save them as a PDF")
        self.save.clicked.connect(self.save_numbers)
        self.print.clicked.connect(self.print_results)
        self.tools = QWidget()
        flow = FlowLayout(self.tools)
        links = QWidget()
        links.setLayout(row(self.save, self.print))
        links.setMinimumHeight(self.by.sizeHint().height())
        for part in (self.by, self.other, links):
            flow.addWidget(part)
        self.note = label("", "small", wrap=True)
        self.progress = QProgressBar()
        self.progress.setAccessibleName("Counting responses")
        self.progress.setTextVisible(False)  # the bar is too low for words
        self.waiting = QWidget()
        waiting = QVBoxLayout(self.waiting)
        waiting.setContentsMargins(0, 0, 0, 0)
        waiting.addWidget(label("Counting responses…", "small"))
        waiting.addWidget(self.progress)
        self.waiting.hide()
        self._parts = QWidget()
        self._column = QVBoxLayout(self._parts)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        for part in (self.tools, self.waiting, self.note, self._parts):
            whole.addWidget(part)
        self._more = QTimer(self)
        self._more.setInterval(0)
        self._more.timeout.connect(self._add_more)

    # ---- what is shown

    def show_survey(self, survey: str) -> None:
        """Show the results of that survey as they are now; unchanged ones are left as they are."""
        if survey != self._survey:
            self._survey, self._now, self._shown, self._shown_at = survey, None, None, None
            self.by.fill([("", "nothing"), *((code, words.lower()) for code, words in BREAKS)])
            self.other.fill([("", "no other survey")])
            self.counting.cancel()
            self._clear()
            self.note.hide()
        if self.doc.store.get("survey", survey) is not None:
            offered = survey_compare.offered(self.doc, survey)
            self.other.fill([("", "no other survey"), *offered], self.other.currentData())
            self.other.setVisible(bool(offered))
            self._refresh()

    @property
    def _wanted(self) -> Wanted:
        return Wanted(self._survey, self.by.currentData() or "", self.other.currentData() or "")

    def _refresh(self) -> None:
        wanted = self._wanted
        now = (wanted, changelog.newest(self.doc.store.connection))
        if now == self._shown_at:
            self.counting.cancel()
            self.waiting.hide()
            return
        if self.counting.busy and now == self._counting_at:
            return
        # Statistics take a second to be brought in, and a large survey several to be counted.
        if wanted.other or survey_results.is_large(self.doc, wanted.survey):
            self.progress.setRange(0, 0)
            self.waiting.show()
            self._counting_at = now
            self.counting.begin(wanted)
            return
        self.counting.cancel()
        try:
            self._show(now, content(self.doc, wanted))
        except KnownError as error:
            dialogs.tell_error(self, error)

    def _on_progressed(self, done: int, of: int) -> None:
        self.progress.setRange(0, of)
        self.progress.setValue(done)

    def _on_made(self, made: Made) -> None:
        if made.wanted != self._wanted:
            return
        if survey_results.take_over(self.doc, made.counted, made.newest):
            self._show((made.wanted, made.newest), made.content)
        else:
            self._refresh()

    def _on_failed(self, error: KnownError) -> None:
        self.waiting.hide()
        dialogs.tell_error(self, error)

    def _show(self, at: tuple[Wanted, int], now: Content) -> None:
        self.waiting.hide()
        self._shown_at = at
        wanted = at[0]
        if (wanted, now) == self._shown:
            return
        self._shown, self._now = (wanted, now), now
        self._clear()
        self.note.setText(self._note(now))
        self.note.setVisible(bool(self.note.text()))
        for one in (self.save, self.print):
            one.setEnabled(bool(now.result.questions))
        self._waiting = [partial(self._question, one) for one in now.result.questions]
        if now.result.responses:
            self._waiting.append(self._voices)
        if now.comparison is not None and now.comparison.matched:
            self._waiting.append(partial(label, survey_compare.HOW, "small", wrap=True))
        for _ in range(AT_ONCE):
            self._add_more()
        if self._waiting:
            self._more.start()

    @staticmethod
    def _note(now: Content) -> str:
        result, made = now.result, now.comparison
        if not result.questions:
            return "No questions yet. Add the first one under Questions."
        said = []
        if result.emptied:
            said.append(f"The answers were removed on {result.emptied}. Their results were kept; they can no longer be"
                        " broken down.")  # fmt: skip
        if made is not None:
            if not made.matched:
                said.append("The two surveys have no question in common: the same one of the question bank, or the same"
                            " wording with the same answers.")  # fmt: skip
            elif made.unmatched:
                many = "question was" if made.unmatched == 1 else "questions were"
                said.append(f"{made.unmatched} {many} not asked in the other survey.")
            if made.matched:
                said.append(survey_compare.ASSUMES)
        return "\n".join(said)

    def _clear(self) -> None:
        self._more.stop()
        self._waiting = []
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _add_more(self) -> None:
        if self._waiting:
            self._place().addWidget(self._waiting.pop(0)())
            if not self._waiting:
                self.shown.emit()
        if not self._waiting:
            self._more.stop()

    def _place(self) -> QVBoxLayout:
        """Where the next question goes: a holder of a few, so that adding one does not have all of them laid out."""
        last = self._column.itemAt(self._column.count() - 1)
        holder = last.widget() if last is not None else None
        inside = holder.layout() if holder is not None else None
        if isinstance(inside, QVBoxLayout) and inside.count() < TOGETHER:
            return inside
        holder = QWidget()
        made = QVBoxLayout(holder)
        made.setContentsMargins(0, 0, 0, 0)
        made.setSpacing(4)
        self._column.addWidget(holder)
        return made

    def _question(self, question: QuestionResult) -> QWidget:
        view = QuestionView(self.doc, question, lambda audience: self._chart(question.id, audience))
        view.said.connect(self.said)
        view.comments_asked.connect(lambda: self.comments_asked.emit(question.id))
        now = self._now
        if now is not None and question.id in now.broken:
            view.show_break(now.broken[question.id], self.by.currentText())
        if now is not None and now.comparison is not None:
            matched = next((one for one in now.comparison.matched if one.question == question.id), None)
            if matched is not None:
                view.show_compared(now.comparison, matched)
        return view

    def _voices(self) -> QWidget:
        assert self._now is not None
        view = VoicesView(self._now.voices, self._now.lines, can_edit=not self.doc.read_only)
        view.line_chosen.connect(self._use_line)
        return view

    def _chart(self, question: str, audience: str) -> Chart | None:
        if self._now is None or not survey_results.may_see(self.doc, self._now.result.id, audience):
            return None
        result = self._now.result
        one = next((each for each in result.questions if each.id == question), None)
        return results_charts.chart(result, one, survey_results.threshold(self.doc)) if one is not None else None

    def _use_line(self, line: str, name: str) -> None:
        try:
            survey_voices.use_line(self.doc, line, name)
        except KnownError as error:
            dialogs.tell_error(self, error)
            return
        self._refresh()

    # ---- what leaves the window

    @cached_property
    def _out(self) -> ListOut:
        from ward_desk.ui.paper.list_out import ListOut

        made = ListOut(self.doc, self)
        made.said.connect(self.said)
        return made

    def save_numbers(self) -> None:
        """Ask for whom and where to, and write the numbers of every question."""
        if self._now is None:
            return
        from ward_desk.ui.pages.feedback.results import results_out

        survey, comparison = self._now.result.id, self._now.comparison
        self._out.write(
            f"{results_out.TITLE} {self._now.result.title}",
            lambda audience: lambda doc: results_out.table(doc, survey, audience, comparison),
        )

    def print_results(self) -> None:
        """Ask whether the results are to be printed or saved as a PDF, and do it."""
        if self._now is None:
            return
        from ward_desk.ui.pages.feedback.results import results_out
        from ward_desk.ui.paper import paper_out

        survey, comparison = self._now.result.id, self._now.comparison
        title = f"{results_out.TITLE} {self._now.result.title}"
        ways = (("Save as PDF", lambda doc: results_out.paper(doc, survey, comparison)),)
        paper_out.save_or_print(self, self.doc, self._out, title, ways)
