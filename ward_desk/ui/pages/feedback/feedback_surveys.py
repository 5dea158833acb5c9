"""Surveys: the list of surveys, and one with its results, its questions and its own fields."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ward_desk.core import fields
from ward_desk.core.choices import SURVEY_METHODS
from ward_desk.core.choices import label as words_of
from ward_desk.core.records import Row, Value
from ward_desk.core.typed import counted, show_date
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.surveys import survey_empty, surveys
from ward_desk.service.thread import thread_links
from ward_desk.ui import dialogs, marks
from ward_desk.ui.pages.feedback.feedback_questions import SurveyQuestions
from ward_desk.ui.pages.feedback.responses.responses import SurveyResponses
from ward_desk.ui.pages.feedback.results.results import TABLES as RESULT_TABLES
from ward_desk.ui.pages.feedback.results.results import SurveyResults
from ward_desk.ui.prefs import Prefs
from ward_desk.ui.reading_order import reading_order
from ward_desk.ui.record.form import RecordForm, Section
from ward_desk.ui.record.record_page import Keeper, RecordPage
from ward_desk.ui.record.tabs import Tabs
from ward_desk.ui.table.table_model import Column
from ward_desk.ui.table.table_page import Filter, ListPane
from ward_desk.ui.thread.thread_panel import panel_of
from ward_desk.ui.widgets import FlowLayout, button, label

_FIELDS = (
    Section("", ("title", "purpose", "opens", "closes", "method", "audience", "follows", "retain_until", "sharing")),
    Section("Formal consultation", ("formal", "decision_on", "considered")),
)
_RESULTS, _RESPONSES, _QUESTIONS, _ABOUT = range(4)


class SurveysPage(RecordPage):
    """The surveys of the ward."""

    table = "survey"
    file_asked = Signal()  # bring in a survey tool's file
    forms_asked = Signal()  # type in paper forms of the survey shown
    slips_asked = Signal()
    bank_asked = Signal()
    comments_asked = Signal()
    tables = frozenset({"partnership"}) | RESULT_TABLES | thread_links.TABLES

    def __init__(
        self, doc: Document, prefs: Prefs, keeper: Keeper | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(doc, prefs, keeper, parent)
        self.answered = label("", "soft", wrap=True)
        self._tools = QWidget()
        tools = FlowLayout(self._tools, gap=6)
        self.bring_in, self.type_in = button("Bring in a file…"), button("Type in paper forms")
        self.read_comments = button("Comments")
        self.from_bank, self.print_out = button("Questions from the bank…"), button("Print the form…")
        self.count_slips = button("Equality slips…")
        for one, asked in (
            (self.bring_in, self.file_asked),
            (self.type_in, self.forms_asked),
            (self.read_comments, self.comments_asked),
        ):
            one.clicked.connect(lambda _checked=False, asked=asked: asked.emit())
            tools.addWidget(one)
        self._form_tools = QWidget()
        form_tools = FlowLayout(self._form_tools, gap=6)
        self.from_bank.clicked.connect(lambda: self.bank_asked.emit())
        self.print_out.clicked.connect(self.print_form)
        self.count_slips.clicked.connect(lambda: self.slips_asked.emit())
        for one in (self.from_bank, self.print_out, self.count_slips):
            form_tools.addWidget(one)
        self.results = SurveyResults(doc)
        self.questions = SurveyQuestions(lambda row: edits.problems(self.doc, "question", row))
        self.responses = SurveyResponses(doc, prefs)
        self.golden = panel_of(self, doc)
        self.parts = Tabs(
            (
                ("Results", (self.results,)),
                ("Responses", (self.responses,)),
                ("Questions", (self._form_tools, self.questions)),
                ("About it", (self.form,)),
                ("Thread", (self.golden,)),
            )
        )
        self._behind: set[int] = set()  # parts that show an earlier survey or state until they are seen
        self.parts.bar.currentChanged.connect(self._load_part)
        self.body.addWidget(self.answered)
        self.body.addWidget(self._tools)
        self.body.addWidget(self.parts)
        self.results.said.connect(self.said)
        self.results.shown.connect(lambda: reading_order(self.pane, self.area.widget()))  # they come one by one
        self.results.comments_asked.connect(lambda _question: self.comments_asked.emit())
        self.responses.remove_asked.connect(self._remove_responses)
        self.responses.empty_asked.connect(self.remove_answers)
        self.responses.said.connect(self.said)
        self.questions.added.connect(self._add_question)
        self.questions.edited.connect(self._edit_question)
        self.questions.move_asked.connect(self._move_question)
        self.questions.remove_asked.connect(self._remove_question)
        self.pane.activated.connect(lambda _id: self._focus("title"))
        self.splitter.setHandleWidth(12)
        self.splitter.setSizes(self.prefs.pane(self.table) or [420, 760])
        self.whole.insertWidget(0, self.pane.head)  # the filters over list and record: a small window has room for both

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
            filters=(
                Filter("method", "Method", lambda: SURVEY_METHODS),
                Filter("formal", "Consultation", lambda: ((1, "Formal"), (0, "Not formal"))),
            ),
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
        survey = str(row["id"])
        self.answered.setText(surveys.answered_by(self.doc, row))
        self.results.show_survey(survey)
        self.golden.show_record("survey", survey)
        asked = len(surveys.questions(self.doc, survey))
        self.parts.name(_QUESTIONS, f"Questions ({asked})" if asked else "Questions")
        self._behind = {_RESPONSES, _QUESTIONS}
        self._load_part(self.parts.bar.currentIndex())
        reading_order(self.pane, self.area.widget())

    def _load_part(self, part: int) -> None:
        """Load a part when it is seen: many responses and questions take long to lay out."""
        row = self.row
        if row is None or part not in self._behind:
            return
        self._behind.remove(part)
        survey = str(row["id"])
        if part == _QUESTIONS:
            self.questions.load(surveys.questions(self.doc, survey), read_only=self.doc.read_only)
        else:
            emptied = fields.day(row["emptied_on"])
            words = f"Answers removed on {show_date(emptied)}; the results were kept." if emptied else ""
            self.responses.load(survey, words)

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
        if row is not None and self.attempt(lambda: surveys.remove_question(self.doc, question)):
            self.removed.emit(f"Removed the question “{str(row['wording'])[:40]}”")

    def _remove_responses(self, responses: list[str]) -> None:
        if self.attempt(lambda: surveys.remove_responses(self.doc, responses)):
            self.removed.emit(f"Removed {counted(len(responses), 'response')}")

    def remove_answers(self) -> None:
        """Remove the answers of the survey for good and keep its results, once a person has agreed to it."""
        if not self._shown or self.doc.read_only:
            return
        self.commit_pending()
        survey = self._shown
        asked: list[survey_empty.Emptying] = []
        if not self.attempt(lambda: asked.append(survey_empty.what_goes(self.doc, survey))):
            return
        ref = asked[0].ref
        answers = ("Keep the answers", "Remove answers, keep results")  # Enter alone removes nothing
        if dialogs.ask(self, f"Remove the answers of {ref} for good?", answers, asked[0].question) == 1:
            done = self.attempt(lambda: survey_empty.remove_answers(self.doc, survey))
            if done:
                self.said.emit(f"The answers of {ref} are gone from this file; its results stay")

    def print_form(self) -> None:
        """Print the survey as a form, or save it as a PDF."""
        from ward_desk.ui.paper import survey_form_out

        if self._shown:
            self.commit_pending()
            self.attempt(lambda: survey_form_out.save_or_print(self, self.doc, self.out, self._shown))
