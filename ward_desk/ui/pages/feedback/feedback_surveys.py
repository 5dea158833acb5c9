"""Surveys: the list of surveys, and one with its results, its questions and its own fields."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ward_desk.core.choices import SURVEY_METHODS
from ward_desk.core.choices import label as words_of
from ward_desk.core.records import Row, Value
from ward_desk.service import edits, feedback, surveys
from ward_desk.service.document import Document
from ward_desk.service.thread import thread_links
from ward_desk.ui import marks, theme
from ward_desk.ui.pages.feedback.feedback_questions import SurveyQuestions
from ward_desk.ui.pages.feedback.feedback_results import SurveyResults
from ward_desk.ui.prefs import Prefs
from ward_desk.ui.reading_order import reading_order
from ward_desk.ui.record.form import RecordForm, Section
from ward_desk.ui.record.record_page import Keeper, RecordPage
from ward_desk.ui.record.tabs import Tabs
from ward_desk.ui.table.table_model import Column
from ward_desk.ui.table.table_page import Filter, ListPane
from ward_desk.ui.thread.thread_panel import panel_of
from ward_desk.ui.widgets import label

_FIELDS = (Section("", ("title", "purpose", "opens", "closes", "method", "audience", "retain_until", "sharing")),)
_RESULTS, _QUESTIONS, _ABOUT = range(3)


class SurveysPage(RecordPage):
    """The surveys of the ward."""

    table = "survey"
    tables = frozenset({"question", "response", "answer", "partnership"}) | thread_links.TABLES

    def __init__(
        self, doc: Document, prefs: Prefs, keeper: Keeper | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(doc, prefs, keeper, parent)
        self.answered = label("", "soft", wrap=True)
        self.results = SurveyResults()
        self.questions = SurveyQuestions(lambda row: edits.problems(self.doc, "question", row))
        self.golden = panel_of(self, doc)
        self.parts = Tabs(
            (
                ("Results", (self.results,)),
                ("Questions", (self.questions,)),
                ("About it", (self.form,)),
                ("Thread", (self.golden,)),
            )
        )
        self.body.addWidget(self.answered)
        self.body.addWidget(self.parts)
        self.results.keep_asked.connect(self._keep_answer)
        self.questions.added.connect(self._add_question)
        self.questions.edited.connect(self._edit_question)
        self.questions.move_asked.connect(self._move_question)
        self.questions.remove_asked.connect(self._remove_question)
        self.pane.activated.connect(lambda _id: self._focus("title"))
        self.splitter.setHandleWidth(12)
        self.splitter.setSizes(self.prefs.pane(self.table) or [420, 760])
        self.pane.setMinimumWidth(theme.px(200))
        self.card.setMinimumWidth(theme.px(300))

    def make_list(self) -> ListPane:
        """The list, the survey opened last first."""
        ids, rows = self.fetch("surveys")
        return ListPane(
            "surveys", ("survey", "surveys"),
            (
                Column("title", "Survey", "text", 24, stretch=True),
                Column("responses", "Responses", "number", 10),
                Column("opens", "Opens", "date", 10, hidden=True),
                Column("closes", "Closes", "date", 10, hidden=True),
                Column("method", "Method", "choice", 12, choices=SURVEY_METHODS, hidden=True),
                Column("ref", "Ref", "text", 9, hidden=True),
            ),
            ids, rows, self.prefs,
            filters=(Filter("method", "Method", lambda: SURVEY_METHODS),),
            empty="No surveys yet. Type the title of the first one below and press Enter.",
        )  # fmt: skip

    def make_form(self) -> RecordForm:
        """What the survey is, when it is open and how long its answers are kept."""
        return RecordForm("survey", _FIELDS, self.options, today=lambda: self.doc.today)

    def pills_of(self, row: Row) -> list[marks.Mark | None]:
        """Whether it is open, and its method."""
        today, opens, closes = self.doc.today.isoformat(), str(row["opens"] or ""), str(row["closes"] or "")
        if closes and closes < today:
            when: marks.Mark | None = marks.Mark("Closed", "grey", "none")
        elif opens:
            when = marks.worded("Open", "green") if opens <= today else marks.worded("Not open yet", "grey")
        else:
            when = None
        method = words_of(SURVEY_METHODS, row["method"])
        return [when, marks.Mark(method, "grey", "none") if method else None]

    def show_more(self, row: Row | None) -> None:
        """Who answered, the results and the questions."""
        if row is None:
            return
        survey, read_only = str(row["id"]), self.doc.read_only
        self.answered.setText(surveys.answered_by(self.doc, row))
        results = surveys.results(self.doc, survey)
        kept = frozenset(str(one["words"]) for one in self.doc.store.rows("feedback", survey=survey))
        self.results.load(results, kept, read_only=read_only)
        self.questions.load(surveys.questions(self.doc, survey), read_only=read_only)
        self.golden.show_record("survey", survey)
        self.parts.name(_QUESTIONS, f"Questions ({len(results)})" if results else "Questions")
        reading_order(self.pane, self.area.widget())

    def add(self, title: str) -> None:
        """Add a survey, and ask what it is for."""
        super().add(title)
        if not self.doc.read_only and self._shown:
            self._focus("purpose")

    def open_record(self, table: str, row_id: str, field: str = "") -> bool:
        """Show a survey, with the keyboard in its field."""
        if not super().open_record(table, row_id):
            return False
        if field:
            self._focus(field)
        return True

    def _focus(self, field: str) -> None:
        self.parts.show_tab(_ABOUT)
        self.form.focus_field(field)

    def commit_pending(self) -> None:
        """Keep what is half typed, a question too."""
        super().commit_pending()
        self._commit_parts()

    def _commit_parts(self) -> None:
        if self._shown and not self.doc.read_only:
            self.questions.commit()

    def _on_chosen(self, row_id: str) -> None:
        if row_id != self._shown:
            self._commit_parts()
        super()._on_chosen(row_id)

    def _keep_answer(self, words: str, number: int) -> None:
        values: Row = {"channel": "survey", "survey": self._shown, "how_many": number}
        self.attempt(lambda: feedback.add(self.doc, words, values))

    def _add_question(self, words: str) -> None:
        survey = self._shown
        if self.attempt(lambda: surveys.add_question(self.doc, survey, words)):
            self.questions.box.clear()

    def _edit_question(self, question: str, field: str, value: Value) -> None:
        self.attempt(lambda: edits.edit(self.doc, "question", question, {field: value}))

    def _move_question(self, question: str, by: int) -> None:
        self.attempt(lambda: surveys.move_question(self.doc, question, by))

    def _remove_question(self, question: str) -> None:
        row = self.doc.store.get("question", question)
        if row is not None and self.attempt(lambda: edits.remove(self.doc, "question", question)):
            self.removed.emit(f"Removed the question “{str(row['wording'])[:40]}”")
